"""Lookalikes and recommendations: from seeds, and more of the same."""

import json
from typing import Any

import pytest

from conftest import ADA, Lusha, Script, Server
from lusha_cli.sandbox.data.people import person_by_number, profile
from scripted import Answer

CONTACTS = ("lookalike", "contacts")
COMPANIES = ("lookalike", "companies")


def _ids(body: Any) -> list[str]:
    return [found["contactId"] for found in body["results"]]


def test_lookalikes_are_like_the_seeds(lusha: Lusha) -> None:
    seed = profile(person_by_number(0, seed=1843))
    result = lusha(*CONTACTS, "--email", ADA, "--limit", "60")
    found = result.json["results"]
    assert len(found) == 60 == result.json["meta"]["returned"]
    for one in found:
        assert one["jobTitle"]["departments"] == [seed["department"]]
        assert one["jobTitle"]["seniority"] == seed["seniority"]
    assert "4100000000" not in _ids(result.json)
    assert result.json["creditsCharged"] == 3
    assert "Charged 3 credits." in result.err
    assert "There are more: lusha lookalike contacts --more" in result.err


def test_seeds_may_be_named_in_every_way(lusha: Lusha) -> None:
    ways = [
        ("--email", ADA),
        ("--linkedin-url", "linkedin.com/in/ada-byrne-00000"),
        ("--contact-id", "4100000000"),
        ("--contact", "first-name=Ada,last-name=Byrne,company-domain=analytical-engines.example"),
        ("--full-name", "Ada Byrne", "--company-name", "Analytical Engines"),
        ("--first-name", "Ada", "--last-name", "Byrne", "--company-domain",
         "analytical-engines.example"),
    ]  # fmt: skip
    answers = [_ids(lusha(*CONTACTS, *way, "--limit", "3").json) for way in ways]
    assert answers == [answers[0]] * len(ways)
    assert len(answers[0]) == 3
    by_page = lusha(*COMPANIES, "--linkedin-url", "linkedin.com/company/analytical-engines").json
    by_domain = lusha(*COMPANIES, "--domain", "analytical-engines.example").json
    assert by_page["results"] == by_domain["results"]


def test_who_is_excluded_is_left_out(lusha: Lusha) -> None:
    first, second, third = _ids(lusha(*CONTACTS, "--email", ADA, "--limit", "3").json)
    rest = lusha(*CONTACTS, "--email", ADA, "--exclude-contact-id", first, "--limit", "2").json
    assert _ids(rest) == [second, third]


def test_more_goes_on_with_nobody_twice(online: Lusha, server: Server) -> None:
    first = online(*CONTACTS, "--email", ADA, "--limit", "10").json
    second = online(*CONTACTS, "--more").json
    third = online(*CONTACTS, "--more", "--limit", "5").json
    assert [len(_ids(body)) for body in (first, second, third)] == [10, 10, 5]
    assert len({*_ids(first), *_ids(second), *_ids(third)}) == 25
    assert first["dedupeSessionId"] == second["dedupeSessionId"] == third["dedupeSessionId"]
    # The two kinds go on by themselves, and so does each profile.
    online(*COMPANIES, "--domain", "analytical-engines.example", "--limit", "1")
    assert "contactId" in online(*CONTACTS, "--more").json["results"][0]
    assert "domain" in online(*COMPANIES, "--more").json["results"][0]
    by_hand = online(
        *CONTACTS, "--email", ADA, "--dedupe-session-id", first["dedupeSessionId"], "--limit", "3"
    ).json
    assert not {*_ids(by_hand)} & {*_ids(first), *_ids(second), *_ids(third)}


def test_more_without_a_run_is_refused(online: Lusha, server: Server) -> None:
    assert "no run to go on with" in online(*CONTACTS, "--more", code=2).err
    online(*CONTACTS, "--email", ADA)
    refused = online(*CONTACTS, "--more", "--email", ADA, code=2)
    assert "not named again" in refused.err
    assert server.ledger()["totals"]["requests"] == 1
    online.env["LUSHA_PROFILE"] = "default"
    online("config", "set", "verbose", "false", "--profile", "other")
    assert "no run" in online(*CONTACTS, "--more", "--profile", "other", code=2).err


def test_a_session_that_ended_explains_itself(online: Lusha, server: Server) -> None:
    online(*CONTACTS, "--email", ADA, "--limit", "1")
    online(*COMPANIES, "--domain", "analytical-engines.example", "--limit", "1")
    server.clock.time += 29 * 86_400
    online(*CONTACTS, "--more")
    server.clock.time += 29 * 86_400
    online(*CONTACTS, "--more")
    for line in (CONTACTS, COMPANIES):
        server.clock.time += 31 * 86_400
        result = online(*line, "--more", code=2)
        assert "30 days" in result.err
        assert "without --more" in result.err
        told = online(*line, "--more", "--json", code=2).error
        assert (told["code"], told["status"]) == ("session_ended", 410)


def test_a_410_of_the_path_is_no_ended_session(script: Script) -> None:
    lusha, _ = script(Answer(410, b'{"message": "Gone"}'))
    line = (*CONTACTS, "--email", ADA, "--json", "--api-version", "v2")
    assert lusha(*line, code=2).error["code"] == "retired"


@pytest.mark.parametrize(
    ("argv", "said"),
    [
        ((*CONTACTS,), "No seed is named"),
        ((*COMPANIES,), "No seed is named"),
        ((*CONTACTS, "--exclude-email", ADA), "No seed is named"),
        ((*CONTACTS, "--email", ADA, "--limit", "101"), "1<=x<=100"),
        ((*CONTACTS, "--email", "ada"), "no e-mail address"),
        ((*CONTACTS, "--contact", "Ada Byrne"), "first-name=…,last-name=…"),
        ((*CONTACTS, "--contact", "first-name=Ada"), "lacks a part of the name"),
        ((*CONTACTS, "--first-name", "Ada"), "first and last name"),
        ((*CONTACTS, "--company-name", "Foods"), "first and last name"),
        ((*CONTACTS, "--full-name", "Ada"), "has no last name"),
        ((*COMPANIES, "--linkedin-url", "https://www.linkedin.com/in/ada"), "no LinkedIn page"),
        ((*CONTACTS, *(w for n in range(101) for w in ("--contact-id", str(n)))),
         "seeds.contactIds has 101 entries; the API takes up to 100"),
        ((*COMPANIES, "--domain", "a.example",
          *(w for n in range(101) for w in ("--exclude-domain", f"d{n}.example"))),
         "exclude.domains has 101 entries"),
        (("recommendations", "contacts"), "No seed is named"),
        (("recommendations", "contacts", "--seed", "4100000000"), "PERSON_ID:COMPANY_ID"),
        (("recommendations", "contacts", "--seed", "a:b"), "no id"),
        (("recommendations", "companies", "--seed", "1", "--limit", "26"), "1<=x<=25"),
        (("recommendations", "companies", "--more", "unknown"), "seeds of unknown are not known"),
        (("recommendations", "companies", "-"), "Standard input is empty"),
    ],
)  # fmt: skip
def test_bad_input_is_refused_before_anything_is_sent(
    online: Lusha, server: Server, argv: tuple[str, ...], said: str
) -> None:
    assert said in " ".join(online(*argv, code=2).err.split())
    assert server.ledger()["totals"]["requests"] == 0


def test_the_cost_is_told_before(lusha: Lusha) -> None:
    def most(*argv: str) -> Any:
        return lusha(*argv, "--dry-run").json["maxCredits"]

    assert most(*CONTACTS, "--email", ADA) == 1
    assert most(*CONTACTS, "--email", ADA, "--limit", "26") == 2
    assert most(*COMPANIES, "--domain", "a.example", "--limit", "100") == 4
    seeds = [word for number in range(60) for word in ("--seed", str(number))]
    assert most("recommendations", "companies", *seeds) == 1
    assert most("recommendations", "contacts", "--seed", "1:2", "--limit", "3") == 1


def test_recommendations_go_on_where_they_were(online: Lusha) -> None:
    line = ("recommendations", "contacts")
    first = online(*line, "--seed", "4100000000:30000000", "--limit", "3")
    request = first.json["requestId"]
    assert first.json["count"] == 3
    assert f"For more: lusha recommendations contacts --more {request}" in first.err
    second = online(*line, "--more", request).json
    ids = [one["personId"] for one in (*first.json["contacts"], *second["contacts"])]
    assert len(ids) == len(set(ids)) == 6
    excluded = online(*line, "--seed", "4100000000:30000000", "--exclude", ids[0], "--limit", "2")
    assert [one["personId"] for one in excluded.json["contacts"]] == ids[1:3]
    named = online(*line, "--more", request, "--seed", "4100000000:30000000").json
    assert not {one["personId"] for one in named["contacts"]} & set(ids)


def test_seeds_come_from_any_earlier_answer(lusha: Lusha) -> None:
    def seeds(*argv: str) -> Any:
        earlier = lusha(*argv).out.encode()
        shown = lusha("recommendations", "contacts", "-", "--dry-run", stdin=earlier).json
        return shown["body"]["contacts"]

    ada = {"personId": "4100000000", "companyId": "30000000"}
    assert seeds("person", "get", ADA) == [ada]
    assert seeds("lookalike", "contacts", "--email", ADA, "--limit", "1") == [
        {"personId": "4100000052", "companyId": "30000000"}
    ]
    firm = lusha("company", "get", "analytical-engines.example").out.encode()
    shown = lusha("recommendations", "companies", "-", "--dry-run", stdin=firm).json
    assert shown["body"] == {"companies": [{"companyId": "30000000"}]}
    refused = lusha("recommendations", "contacts", "-", stdin=firm, code=2)
    assert "There are no people with their companies in -." in refused.err


def test_every_format_shows_a_row_for_each(lusha: Lusha) -> None:
    lusha.env["NO_COLOR"] = "1"
    for line in (
        (*CONTACTS, "--email", ADA, "--limit", "4"),
        (*COMPANIES, "--domain", "analytical-engines.example", "--limit", "4"),
        ("recommendations", "contacts", "--seed", "4100000000:30000000", "--limit", "4"),
        ("recommendations", "companies", "--seed", "30000000", "--limit", "4"),
    ):
        assert len(lusha(*line, "-o", "csv").out.splitlines()) == 5
        assert len(lusha(*line, "-o", "tsv").out.splitlines()) == 5
        assert len(lusha(*line, "-o", "jsonl").out.splitlines()) == 4
        assert len(lusha(*line, "-o", "table").out.splitlines()) == 5
        assert lusha(*line, "-o", "yaml").out
        assert max(map(len, lusha(*line, terminal=True).out.splitlines())) <= 80


def test_a_kept_session_that_cannot_be_read_is_no_session(online: Lusha) -> None:
    import sqlite3

    online(*CONTACTS, "--email", ADA)
    with sqlite3.connect(online.state / "state.db") as db:
        db.execute("UPDATE kept SET value = '[' WHERE name LIKE '%session%'")
    assert "no run to go on with" in online(*CONTACTS, "--more", code=2).err


def test_a_session_is_kept_as_the_answer_says(script: Script) -> None:
    answer: Any = {
        "dedupeSessionId": None,
        "results": [],
        "meta": {"returned": 0, "hasMore": False},
    }
    lusha, server = script(Answer(201, json.dumps(answer).encode()))
    lusha(*CONTACTS, "--email", ADA)
    assert "no run to go on with" in lusha(*CONTACTS, "--more", code=2).err
    assert len(server.asked) == 1


@pytest.mark.parametrize(
    "body",
    [
        {"code": "DEDUPE_SESSION_INVALID", "message": "x"},
        {"statusCode": 410, "errors": ["DEDUPE_SESSION_INVALID"], "message": "x"},
        {"error": {"code": "DEDUPE_SESSION_INVALID", "message": "x"}},
        {"statusCode": 410, "message": "DEDUPE_SESSION_INVALID"},
    ],
)
def test_an_ended_session_is_known_in_every_shape(script: Script, body: Any) -> None:
    lusha, _ = script(Answer(410, json.dumps(body).encode()))
    assert lusha(*CONTACTS, "--email", ADA, "--json", code=2).error["code"] == "session_ended"


def test_sessions_are_of_one_api_profile_and_key(online: Lusha) -> None:
    online("config", "set", "verbose", "false", "--profile", "sandbox")
    online(*CONTACTS, "--email", ADA, "--sandbox")
    refused = online(*CONTACTS, "--more", "--profile", "sandbox", "--dry-run", code=2)
    assert "no run to go on with" in refused.err
    online(*CONTACTS, "--email", ADA)
    online.env["LUSHA_API_KEY"] = "sandbox-key-of-somebody-else"
    assert "no run to go on with" in online(*CONTACTS, "--more", code=2).err


def test_what_was_kept_is_forgotten_after_30_days(online: Lusha) -> None:
    online(*CONTACTS, "--email", ADA)
    assert ADA.encode() in (online.state / "state.db").read_bytes()
    online.clock.time += 31 * 86_400
    online(*CONTACTS, "--more", "--dry-run")
    assert "no run to go on with" in online(*CONTACTS, "--more", code=2).err


def test_who_is_excluded_stays_so_with_more(online: Lusha) -> None:
    online(*CONTACTS, "--email", ADA, "--exclude-contact-id", "1")
    shown = online(*CONTACTS, "--more", "--exclude-contact-id", "2", "--dry-run").json
    assert shown["body"]["exclude"] == {"contactIds": [1, 2]}
