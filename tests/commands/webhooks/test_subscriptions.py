"""`lusha webhooks`: subscriptions, their logs, and the secret that signs deliveries."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.support.cli import ADA, KEY, Lusha, MemoryKeyring, Script, Server
from tests.support.scripted_server import Answer

URL = "https://hooks.firm.example/lusha"
TO = ("--url", URL)
WHAT = ("--entity-type", "contact", "--signal-type", "promotion", *TO)
IDS = [str(4_100_000_000 + 13 * number) for number in range(60)]
FIRMS = [str(30_000_000 + 17 * number) for number in range(3)]
SECRETS = "lusha-cli-webhooks"
OLD, NEW = "whsec_old0000000000000001", "whsec_new0000000000000002"


def webhooks(lusha: Lusha, verb: str, *words: str, **how: Any) -> Any:
    return lusha("webhooks", verb, *words, **how)


@pytest.fixture
def hooks(lusha: Lusha) -> Lusha:
    """An account of the embedded sandbox that has a secret."""
    webhooks(lusha, "rotate-secret", "--yes")
    return lusha


def make(lusha: Lusha, *ids: str, **how: Any) -> list[str]:
    """The ids of new subscriptions to people."""
    chosen = (word for one in ids for word in ("--entity-id", one))
    results = webhooks(lusha, "create", *chosen, *WHAT, **how).json["results"]
    return [result["subscription"]["id"] for result in results]


def answer(document: Any, status: int = 200) -> Answer:
    return Answer(status, json.dumps(document).encode(), {"Content-Type": "application/json"})


# Making many.


def test_many_are_made_in_requests_of_25_and_told_as_one(hooks: Lusha) -> None:
    result = webhooks(hooks, "create", "-", *WHAT, stdin="\n".join([*IDS, IDS[0]]).encode())
    assert "60 subscriptions in 3 requests." in result.err
    told = result.json
    assert (told["total"], told["successful"], told["failed"]) == (60, 60, 0)
    assert [one["index"] for one in told["results"]] == list(range(60))
    assert [one["subscription"]["entityId"] for one in told["results"]] == IDS
    assert hooks("sandbox", "status").json["creditsCharged"] == 0


@pytest.mark.parametrize(
    ("content", "found"),
    [
        (b"4100000000\n\n4100000013\n", IDS[:2]),
        (b"contactId\n4100000000\n", IDS[:1]),
        (b'["4100000000", 4100000013]', IDS[:2]),
        (b"v1.AbC_d=e\n4100000000", ["v1.AbC_d=e", IDS[0]]),
        (b'{"contacts": [{"contactId": "a-b", "personId": 4100000013}]}', [IDS[1]]),
        (b'{"results": [{"id": "v1.xyz", "company": {"id": "v1.firm"}}]}', ["v1.xyz"]),
        (b'\xef\xbb\xbfname,personId\n"Byrne, Ada",4100000000\n', IDS[:1]),
        (b"id\tfullName\n4100000000\tAda\n", IDS[:1]),
        (b'"id","fullName"\n"v1.a","Ada"\n', ["v1.a"]),
    ],
)
def test_ids_come_out_of_what_was_answered_before(
    hooks: Lusha, tmp_path: Path, content: bytes, found: list[str]
) -> None:
    file = tmp_path / "ids"
    file.write_bytes(content)
    made = webhooks(hooks, "create", str(file), *WHAT).json["results"]
    assert [one["subscription"]["entityId"] for one in made] == found


def test_a_lookup_is_piped_into_a_subscription_of_the_company(hooks: Lusha) -> None:
    found = hooks("person", "get", ADA).out
    what = ("--entity-type", "company", "--signal-type", "riskNews", *TO)
    made = webhooks(hooks, "create", "-", *what, stdin=found.encode()).json
    assert [one["subscription"]["entityId"] for one in made["results"]] == ["30000000"]


def test_what_fails_is_told_for_each_and_ends_with_10(hooks: Lusha) -> None:
    make(hooks, IDS[0])
    words = ("--entity-id", IDS[0], "--entity-id", IDS[1], *WHAT)
    result = webhooks(hooks, "create", "--entity-id", IDS[1], *words, "--json", code=10)
    assert "1 id that comes again: sent once." in result.err
    assert [one["success"] for one in result.json["results"]] == [True, False]
    assert result.error["message"] == (
        f"1 of 2 subscriptions was not made (DUPLICATE_SUBSCRIPTION 1): {IDS[0]}."
    )
    shown = webhooks(hooks, "create", *words, "-o", "table", code=10).out
    assert shown.count("DUPLICATE_SUBSCRIPTION") == 2
    many = webhooks(hooks, "create", "-", *WHAT, stdin="\n".join(IDS[:2]).encode(), code=10)
    assert many.json["failed"] == 2
    make(hooks, *IDS[2:10])
    more = webhooks(hooks, "create", "-", *WHAT, stdin="\n".join(IDS[:10]).encode(), code=10)
    assert " and 5 more." in more.err


def test_what_was_made_is_shown_where_a_later_request_fails(script: Script) -> None:
    results = [{"index": i, "success": True, "subscription": {"id": f"s{i}"}} for i in range(25)]
    first = {"total": 25, "successful": 25, "failed": 0, "results": results}
    lusha, server = script(answer(first, 201), answer({"message": "Oh no"}, 500))
    result = webhooks(lusha, "create", "-", *WHAT, stdin="\n".join(IDS[:30]).encode(), code=9)
    assert result.json == first
    assert "Request 2 of 2 failed." in result.err
    assert "The first 25 of 30 are answered" in result.err
    assert "not made twice" in result.err
    # What may have been made is not sent a second time.
    assert len(server.asked) == 2


def test_each_item_may_have_its_own_type_and_name(hooks: Lusha) -> None:
    both = f"entity-id={FIRMS[0]},entity-type=company,signal-type=peopleNews,name=Board"
    words = ("--entity-id", IDS[0], "--subscription", both, "--name", "Leads")
    made = webhooks(hooks, "create", *words, *WHAT).json["results"]
    told = [one["subscription"] for one in made]
    assert [(one["entityType"], one["name"]) for one in told] == [
        ("contact", "Leads"), ("company", "Board"),
    ]  # fmt: skip
    assert told[1]["signalTypes"] == ["peopleNews"]


def test_types_that_all_share_go_to_those_whom_they_fit(hooks: Lusha, tmp_path: Path) -> None:
    body = {
        "defaults": {"signalTypes": ["promotion", "itSpendIncrease"], "url": URL},
        "subscriptions": [
            {"entityType": "contact", "entityId": "1"},
            {"entityType": "company", "entityId": "2"},
        ],
    }
    (tmp_path / "body.json").write_text(json.dumps(body))
    made = webhooks(hooks, "create", "--body", str(tmp_path / "body.json")).json["results"]
    assert [one["subscription"]["signalTypes"] for one in made] == [
        ["promotion"], ["itSpendIncrease"],
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((), "Nobody is named"),
        (("--entity-id", "1"), "--url is missing"),
        (("--entity-id", "1", *TO), "--entity-type is missing"),
        (("--entity-id", "1", *TO, "--entity-type", "contact"), "--signal-type is missing"),
        (("--entity-id", "1", *WHAT, "--signal-type", "riskNew"), "riskNews"),
        (
            ("--entity-id", "1", *WHAT, "--signal-type", "riskNews"),
            "no type of signal of a contact",
        ),
        (("--entity-id", "a b", *WHAT), "no id"),
        (("--entity-id", "1", "--url", "hooks.example"), "no URL"),
        (("--entity-id", "1", "--url", "https://a.example:0/"), "no URL"),
        (("--entity-id", "1", "--url", "https://[/"), "no URL"),
        (("--entity-id", "1", *WHAT, "--name", "x" * 101), "at most 100 characters"),
        (("--subscription", "name=x", *WHAT), "has no entity-id"),
        (("--subscription", "entity-id=1,entity-id=2", *WHAT), "comes twice"),
        (("--subscription", "entity-id=1,colour=red", *WHAT), "not of the form"),
        (("--subscription", "entity-id=1,signal-type=riskNews", *WHAT), "of a contact"),
        (("-", *TO), "--entity-type is missing"),
        (("-", *WHAT), "Standard input is empty"),
        (("no.csv", *WHAT), "No such file"),
    ],
)
def test_bad_input_is_refused_before_anything_is_sent(
    hooks: Lusha, words: tuple[str, ...], said: str
) -> None:
    before = hooks("sandbox", "status").json["requests"]
    assert said in webhooks(hooks, "create", *words, code=2).err
    assert hooks("sandbox", "status").json["requests"] == before


def test_a_body_of_something_else_is_told(hooks: Lusha) -> None:
    body = b'{"subscriptions": ["1"], "defaults": {"url": "https://a.example"}}'
    assert "no object" in webhooks(hooks, "create", "--body", "-", code=2, stdin=body).err
    body = b'{"subscriptions": 1}'
    assert "no list" in webhooks(hooks, "create", "--body", "-", code=2, stdin=body).err


def test_a_file_without_ids_is_told(hooks: Lusha) -> None:
    result = webhooks(hooks, "create", "-", *WHAT, stdin=b'{"results": []}', code=2)
    assert "Standard input holds no ids of a contact." in result.err


def test_without_a_secret_it_is_said_how_to_make_one(lusha: Lusha) -> None:
    assert "lusha webhooks rotate-secret" in make_refused(lusha)
    assert "rotate-secret" in webhooks(lusha, "opt-out", *TO, code=2).err
    assert "lusha webhooks rotate-secret" in webhooks(lusha, "secret", code=3).err


def test_what_is_refused_for_something_else_is_not_about_the_secret(script: Script) -> None:
    lusha, _ = script(answer({"message": "The limit of subscriptions is reached"}, 400))
    for line in (("create", "--entity-id", "1", *WHAT), ("opt-out", *TO)):
        told = webhooks(lusha, *line, code=2).err
        assert "The limit of subscriptions is reached" in told
        assert "secret" not in told


def test_an_old_secret_that_may_be_kept_is_told_of(online: Lusha) -> None:
    assert "lusha webhooks secret --save" in online("webhooks", "rotate-secret", "--yes").err


def make_refused(lusha: Lusha) -> str:
    return str(webhooks(lusha, "create", "--entity-id", "1", *WHAT, code=2).err)


def test_a_dry_run_of_many_shows_the_first_request(lusha: Lusha) -> None:
    result = webhooks(lusha, "create", "-", *WHAT, "--dry-run", stdin="\n".join(IDS).encode())
    assert len(result.json["body"]["subscriptions"]) == 25
    assert webhooks(lusha, "delete", "a", "--dry-run").json["body"] == {"ids": ["a"]}
    assert webhooks(lusha, "rotate-secret", "--save", "--dry-run", code=2)
    assert webhooks(lusha, "list", "--all", "--curl").out.startswith("curl ")


# Listing and changing.


def test_a_page_says_where_the_next_one_begins(hooks: Lusha) -> None:
    make(hooks, *IDS[:12])
    result = webhooks(hooks, "list")
    assert [one["entityId"] for one in result.json["data"]] == IDS[11:1:-1]
    assert result.json["pagination"] == {"total": 12, "limit": 10, "offset": 0, "hasMore": True}
    assert "10 of 12. For more: --offset 10 or --all." in result.err
    rest = webhooks(hooks, "list", "--offset", "10")
    assert [one["entityId"] for one in rest.json["data"]] == IDS[1::-1]
    assert "For more" not in rest.err
    for flag in ("--limit", "--offset"):
        assert "contradict" in webhooks(hooks, "list", "--all", flag, "5", code=2).err
    assert webhooks(hooks, "list", "--limit", "101", code=2).err


def test_all_pages_are_one_document(hooks: Lusha) -> None:
    for start in range(0, 250, 25):
        make(hooks, *(str(number) for number in range(start, start + 25)))
    told = webhooks(hooks, "list", "--all").json
    assert [one["entityId"] for one in told["data"]] == [str(n) for n in range(249, -1, -1)]
    assert told["pagination"] == {"total": 250, "limit": 250, "offset": 0, "hasMore": False}
    assert len(webhooks(hooks, "list", "--all", "-o", "csv").out.splitlines()) == 251


def test_a_list_that_breaks_off_says_how_to_go_on(script: Script) -> None:
    data = [{"id": f"s{number}"} for number in range(100)]
    page = {"data": data, "pagination": {"total": 150, "limit": 100, "offset": 0, "hasMore": True}}
    lusha, _ = script(answer(page), answer({"message": "No"}, 403))
    result = webhooks(lusha, "list", "--all", "-o", "jsonl", code=5)
    assert len(result.out.splitlines()) == 100
    assert "What comes after the first 100 is missing." in result.error["message"]
    assert "--offset 100 --limit 100" in result.error["hint"]


@pytest.mark.parametrize("page", [[], {}, {"data": None}, {"data": [], "pagination": 1}])
def test_odd_lists_are_shown_as_they_are(script: Script, page: Any) -> None:
    lusha, _ = script(answer(page))
    assert webhooks(lusha, "list").json == page
    assert webhooks(lusha, "list", "--all").json == page


def test_one_is_shown_changed_and_not_found(hooks: Lusha) -> None:
    [one] = make(hooks, IDS[0])
    assert webhooks(hooks, "get", one).json["entityId"] == IDS[0]
    new = ("--name", "Q3", "--url", f"{URL}/new", "--signal-type", "companyChange")
    told = webhooks(hooks, "update", one, *new, "--no-active").json
    assert told["signalTypes"] == ["companyChange"]
    assert (told["name"], told["url"], told["isActive"]) == ("Q3", f"{URL}/new", False)
    assert webhooks(hooks, "get", one).json["name"] == "Q3"
    for verb in ("get", "test"):
        assert "lusha webhooks list" in webhooks(hooks, verb, "nobody", code=3).err
    assert "Nothing to change" in webhooks(hooks, "update", one, code=2).err
    assert "no id of a subscription" in webhooks(hooks, "get", "../x", code=2).err
    wrong = webhooks(hooks, "update", one, "--signal-type", "riskNews", code=2)
    assert "signalTypes must be of" in wrong.err


def test_deleting_asks_and_takes_what_a_list_says(hooks: Lusha) -> None:
    made = make(hooks, *IDS[:30])
    assert "Add --yes" in webhooks(hooks, "delete", *made, code=2).err
    question = webhooks(hooks, "delete", made[0], stdin=b"n\n", terminal=True, code=130)
    assert "This deletes 1 subscription for ever. Go on? [y/N]" in question.err
    told = webhooks(hooks, "delete", made[0], "--yes").json
    assert told["results"][0]["subscription"]["id"] == made[0]
    listed = webhooks(hooks, "list", "--all", "-o", "csv").out.encode()
    gone = webhooks(hooks, "delete", "-", "--yes", stdin=listed)
    assert gone.json["successful"] == 29
    assert "in 2 requests" in gone.err
    again = webhooks(hooks, "delete", *made[:2], "--yes", code=10)
    assert (
        f"2 of 2 subscriptions were not deleted (NOT_FOUND 2): {made[0]}, {made[1]}." in again.err
    )
    assert "ID is missing" in webhooks(hooks, "delete", code=2).err
    assert "no id" in webhooks(hooks, "delete", "a b", "--yes", code=2).err


@pytest.mark.parametrize("output", ["json", "jsonl", "csv"])
def test_what_was_made_is_piped_into_its_deletion(hooks: Lusha, output: str) -> None:
    made = webhooks(hooks, "create", "--entity-id", "012", *WHAT, "-o", output).out
    assert webhooks(hooks, "delete", "-", "--yes", stdin=made.encode()).json["successful"] == 1


def test_ids_of_subscriptions_are_taken_as_they_are_written(hooks: Lusha) -> None:
    lines = b"012345678901234567890123\n5e1\n"
    told = webhooks(hooks, "delete", "-", "--yes", stdin=lines, code=10)
    assert "012345678901234567890123, 5e1." in told.err
    listed = webhooks(hooks, "delete", "-", "--yes", stdin=b'["a", "b"]', code=10)
    assert ": a, b." in listed.err


def test_opting_out_is_told_once_for_an_account(hooks: Lusha) -> None:
    told = webhooks(hooks, "opt-out", *TO, "--name", "Privacy").json
    assert (told["entityType"], told["signalTypes"]) == ("contact", ["optOut"])
    assert "already" in webhooks(hooks, "opt-out", *TO, code=5).err
    assert "--url is missing" in webhooks(hooks, "opt-out", code=2).err
    fixed = webhooks(hooks, "update", told["id"], "--signal-type", "promotion", code=2)
    assert "cannot be changed" in fixed.err


# The secret.


@pytest.mark.parametrize("output", ["table", "json", "jsonl", "csv", "tsv", "yaml"])
def test_the_secret_is_printed_in_every_format(hooks: Lusha, output: str) -> None:
    known = webhooks(hooks, "secret").json["secret"]
    assert known.startswith("whsec_")
    assert known in webhooks(hooks, "secret", "-o", output).out
    assert webhooks(hooks, "secret", "--query", "secret", "-o", "tsv").out == f"{known}\n"
    assert known not in webhooks(hooks, "secret", "--debug").err


def test_rotating_warns_and_asks(hooks: Lusha) -> None:
    old = webhooks(hooks, "secret").json
    asked = webhooks(hooks, "rotate-secret", terminal=True, stdin=b"\n", code=130)
    assert "WARNING" in asked.err
    assert "EVERY subscription" in asked.err
    assert "Add --yes" in webhooks(hooks, "rotate-secret", code=2).err
    assert webhooks(hooks, "secret").json == old
    new = webhooks(hooks, "rotate-secret", "--yes").json
    assert new != old
    assert webhooks(hooks, "secret").json == new


def test_a_secret_that_comes_with_something_else_is_not_printed(hooks: Lusha) -> None:
    [one] = make(hooks, IDS[0])
    old = webhooks(hooks, "secret").json["secret"]
    assert "Add --yes" in webhooks(hooks, "update", one, "--regenerate-secret", code=2).err
    told = webhooks(hooks, "update", one, "--regenerate-secret", "--yes")
    new = webhooks(hooks, "secret").json["secret"]
    assert new != old
    assert told.json["secret"] == "[hidden]"
    assert new not in told.out + told.err
    assert "lusha webhooks secret" in told.err


@pytest.mark.parametrize(
    ("words", "status"),
    [
        (("create", "--entity-id", "1", *WHAT), 201),
        (("list",), 200),
        (("get", "s1"), 200),
        (("opt-out", *TO), 201),
    ],
)
def test_no_other_answer_tells_a_secret(
    script: Script, words: tuple[str, ...], status: int
) -> None:
    one = {"id": "s1", "secret": OLD}
    results = [{"index": 0, "success": True, "subscription": one}]
    lusha, _ = script(answer({**one, "data": [one], "results": results}, status))
    result = lusha("webhooks", *words)
    assert OLD not in result.out + result.err
    assert "[hidden]" in result.out


def test_saving_puts_the_secret_into_the_keyring_and_prints_none(
    online: Lusha, server: Server
) -> None:
    result = webhooks(online, "rotate-secret", "--yes", "--save")
    assert result.json == {"profile": "default", "savedTo": "keyring"}
    assert "is kept in the keyring" in result.err
    kept = online.keyring.entries[SECRETS, "default"]
    assert kept not in result.out + result.err
    assert webhooks(online, "secret").json["secret"] == kept
    online.keyring.entries.clear()
    online.env["LUSHA_WEBHOOK_SECRET"] = OLD
    again = webhooks(online, "secret", "--save")
    assert "LUSHA_WEBHOOK_SECRET is set and wins" in again.err
    # The trial of the keyring is gone again.
    assert online.keyring.entries == {(SECRETS, "default"): kept}


def test_the_secret_of_the_sandbox_stays_out_of_the_keyring(hooks: Lusha) -> None:
    for words in (("secret",), ("rotate-secret", "--yes")):
        result = webhooks(hooks, *words, "--save", code=2)
        assert "LUSHA_WEBHOOK_SECRET" in result.err
    assert hooks.keyring.entries == {}


class Forgetful(MemoryKeyring):
    """A keyring that fails once it kept so many."""

    def __init__(self, good: int) -> None:
        super().__init__()
        self.good = good

    def set_password(self, service: str, username: str, password: str) -> None:
        self.good -= 1
        if self.good < 0:
            raise RuntimeError("it is locked")
        super().set_password(service, username, password)


def test_nothing_is_rotated_where_the_keyring_does_not_keep_it(script: Script) -> None:
    lusha, server = script(answer({"secret": NEW}))
    lusha.keyring = Forgetful(0)
    result = webhooks(lusha, "rotate-secret", "--yes", "--save", code=4)
    assert "The keyring cannot be used: it is locked." in result.err
    assert "The secret was not changed." in result.err
    assert server.asked == []
    assert lusha("webhooks", "secret", "--save", code=4).out == ""


def test_a_secret_that_cannot_be_saved_after_all_is_printed(script: Script) -> None:
    lusha, _ = script(answer({"secret": NEW}))
    lusha.keyring = Forgetful(1)
    result = webhooks(lusha, "rotate-secret", "--yes", "--save", code=4)
    assert result.json == {"secret": NEW}
    assert "It is printed instead: keep it now" in result.err


def test_a_strange_answer_is_not_saved(script: Script) -> None:
    lusha, _ = script(answer({"secret": None}))
    assert webhooks(lusha, "secret", "--save").json == {"secret": None}
    assert lusha.keyring.entries == {}


def test_logging_out_forgets_the_secret_too(online: Lusha) -> None:
    online.keyring.entries.update({("lusha-cli", "default"): KEY, (SECRETS, "default"): OLD})
    result = online("auth", "logout")
    assert "Removed the webhook secret of the profile 'default' (keyring)." in result.err
    assert online.keyring.entries == {}
    assert "webhook secret" not in online("auth", "logout").err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("rotate-secret", "--yes"), "It may be replaced all the same. See: lusha webhooks secret"),
        (("create", "--entity-id", "1", *WHAT), "refused as duplicates, and not made twice"),
    ],
)
def test_what_may_have_been_done_is_not_done_twice(
    script: Script, words: tuple[str, ...], said: str
) -> None:
    lusha, server = script(Answer(200, cut=True))
    assert said in lusha("webhooks", *words, code=8).err
    assert len(server.asked) == 1
