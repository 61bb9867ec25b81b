"""Lookalikes of V3 in the sandbox: seeds, sessions, tables, and what they cost."""

import json
from typing import Any

import pytest

from conftest import ADA, Lusha, Script, Server
from lusha_cli.sandbox.data.people import person_by_number, profile
from scripted import Answer

CONTACTS, COMPANIES = ("contacts", "lookalike"), ("companies", "lookalike")
IDS = [str(4_100_000_000 + 13 * number) for number in range(5)]
DOMAINS = [
    "analytical-engines.example", "orchard-motors.example", "delta-systems.example",
    "willow-finance.example", "copper-optics.example",
]  # fmt: skip
FIVE_PEOPLE = tuple(word for id_ in IDS for word in ("--id", id_))
FIVE_FIRMS = tuple(word for name in DOMAINS for word in ("--domain", name))
FIVE = {CONTACTS: FIVE_PEOPLE, COMPANIES: FIVE_FIRMS}


def _ids(body: Any) -> list[str]:
    return [found["id"] for found in body["results"]]


def test_people_are_like_the_seeds(lusha: Lusha) -> None:
    known = [profile(person_by_number(number, seed=1843)) for number in range(5)]
    kinds = {(one["department"], one["seniority"]) for one in known}
    done = lusha(*CONTACTS, *FIVE_PEOPLE, "--limit", "60")
    found = done.json["results"]
    assert len(found) == 60 == done.json["meta"]["returned"]
    for one in found:
        [department] = one["jobTitle"]["departments"]
        assert (department, one["jobTitle"]["seniority"]) in kinds
        assert set(one["company"]) == {"id", "name", "domain"}
        assert set(one["location"]) == {"country", "state", "city"}
    assert not set(IDS) & set(_ids(done.json))
    assert done.json["billing"] == {"creditsCharged": 3, "resultsReturned": 60}
    assert "Charged 3 credits." in done.err
    assert "There are more: lusha contacts lookalike --more" in done.err


def test_both_generations_find_the_same(lusha: Lusha) -> None:
    old = [word for number in range(5) for word in ("--contact-id", IDS[number])]
    by_id = lusha(*CONTACTS, *FIVE_PEOPLE, "--limit", "30").json
    by_number = lusha(*CONTACTS, *old, "--limit", "30").json
    v2 = lusha("lookalike", "contacts", *old, "--limit", "30").json
    assert by_id["results"] == by_number["results"]
    assert _ids(by_id) == [one["contactId"] for one in v2["results"]]
    firms = lusha(*COMPANIES, *FIVE_FIRMS).json["results"]
    before = lusha("lookalike", "companies", *FIVE_FIRMS).json["results"]
    assert [one["domain"] for one in firms] == [one["domain"] for one in before]
    assert firms[0]["socialLinks"] == {"linkedin": before[0]["linkedinUrl"]}
    assert firms[0]["employeeCount"] == {"exact": before[0]["employeeCount"]}


def test_seeds_of_every_kind_count_together(lusha: Lusha) -> None:
    ways = (
        "--email", ADA, "--linkedin-url", "linkedin.com/in/leila-silva-00001", "--id", IDS[2],
        "--contact-id", IDS[3], "--full-name", "Ada Byrne", "--company-name", "Engines",
    )  # fmt: skip
    assert lusha(*CONTACTS, *ways, "--limit", "3").json["meta"]["returned"] == 3
    refused = lusha(*CONTACTS, *ways[2:], code=2).err
    assert "4 seeds are named; the API takes 5 to 100." in refused
    assert lusha("sandbox", "status").json["requests"] == 1


@pytest.mark.parametrize(
    ("argv", "said"),
    [
        (CONTACTS, "No seed is named"),
        (COMPANIES, "No seed is named"),
        ((*CONTACTS, "--exclude-id", "1"), "No seed is named"),
        ((*CONTACTS, "--id", "1"), "1 seed is named; the API takes 5 to 100."),
        ((*COMPANIES, *FIVE_FIRMS[2:]), "4 seeds are named; the API takes 5 to 100."),
        ((*CONTACTS, *(word for n in range(60) for word in ("--id", str(n), "--contact-id", "1"))),
         "120 seeds are named"),
        ((*CONTACTS, *(word for n in range(101) for word in ("--id", str(n)))),
         "seeds.ids has 101 entries; the API takes up to 100"),
        ((*CONTACTS, *FIVE_PEOPLE, "--limit", "101"), "1<=x<=100"),
        ((*CONTACTS, "--id", "a/b"), "is no id"),
        ((*CONTACTS, "--contact-id", "v1.abc"), "an id is a number"),
        ((*CONTACTS, "--more"), "no run to go on with"),
        ((*CONTACTS, "--more", *FIVE_PEOPLE), "not named again"),
    ],
)  # fmt: skip
def test_what_the_api_would_refuse_is_refused_before_it_is_sent(
    lusha: Lusha, argv: tuple[str, ...], said: str
) -> None:
    assert said in " ".join(lusha(*argv, code=2).err.split())
    assert lusha("sandbox", "status").json["requests"] == 0


@pytest.mark.parametrize("body", ['{"seeds": "x"}', '{"seeds": {"ids": "12345"}}'])
def test_a_body_is_counted_too(lusha: Lusha, body: str) -> None:
    refused = lusha(*CONTACTS, "--body", "-", stdin=body.encode(), code=2)
    assert "0 seeds are named" in refused.err
    given = json.dumps({"seeds": {"ids": IDS}, "limit": 2}).encode()
    assert len(_ids(lusha(*CONTACTS, "--body", "-", stdin=given).json)) == 2


@pytest.mark.parametrize("line", [CONTACTS, COMPANIES])
def test_more_goes_on_with_nobody_twice(lusha: Lusha, line: tuple[str, str]) -> None:
    first = lusha(*line, *FIVE[line], "--limit", "10").json
    second = lusha(*line, "--more").json
    third = lusha(*line, "--more", "--limit", "5").json
    assert [len(_ids(body)) for body in (first, second, third)] == [10, 10, 5]
    session = first["dedupeSessionId"]
    assert second["dedupeSessionId"] == third["dedupeSessionId"] == session
    by_hand = lusha(*line, *FIVE[line], "--dedupe-session-id", session, "--limit", "3").json
    everybody = [id_ for body in (first, second, third, by_hand) for id_ in _ids(body)]
    assert len(everybody) == len(set(everybody)) == 28
    lusha(*line, "--dedupe-session-id", session, code=2)


def test_each_generation_has_a_session_of_its_own(lusha: Lusha) -> None:
    lusha("lookalike", "contacts", "--email", ADA)
    assert "no run to go on with" in lusha(*CONTACTS, "--more", code=2).err


def test_who_is_excluded_is_left_out_and_stays_so(lusha: Lusha) -> None:
    first, second, *_ = _ids(lusha(*CONTACTS, *FIVE_PEOPLE, "--limit", "2").json)
    rest = lusha(*CONTACTS, *FIVE_PEOPLE, "--exclude-id", first, "--limit", "1").json
    assert _ids(rest) == [second]
    shown = lusha(*CONTACTS, "--more", "--exclude-id", second, "--dry-run").json
    assert shown["body"]["exclude"] == {"ids": [first, second]}


def test_a_session_that_ended_explains_itself(online: Lusha, server: Server) -> None:
    for line in (CONTACTS, COMPANIES):
        online(*line, *FIVE[line], "--limit", "1")
        server.clock.time += 31 * 86_400
        told = online(*line, "--more", "--json", code=2).error
        assert (told["code"], told["status"]) == ("session_ended", 410)
        assert "without --more" in told["hint"]


def _asked(lusha: Lusha, path: str, seeds: Any, **rest: Any) -> Any:
    body = json.dumps({"seeds": seeds, **rest}).encode()
    return lusha("api", "POST", path, "--input", "-", stdin=body, code=2).err


def test_the_sandbox_refuses_as_the_api_does(lusha: Lusha) -> None:
    four, many = {"ids": IDS[1:]}, {"ids": IDS * 12, "contactIds": [1] * 60}
    for seeds in (four, many):
        assert "5 to 100" in _asked(lusha, "/v3/contacts/lookalike", seeds)
    assert "5 to 100" in _asked(lusha, "/v3/companies/lookalike", {"domains": DOMAINS[1:]})
    odd = _asked(lusha, "/v3/contacts/lookalike", {"ids": [*IDS, "v1.nonsense"]})
    assert "not a valid id" in odd
    unknown = _asked(lusha, "/v3/contacts/lookalike", {"ids": IDS}, dedupeSessionId="x")
    assert "30 days" in unknown


def test_an_ended_session_has_two_shapes(server: Server) -> None:
    import requests

    found = {}
    for path, seeds in (("contacts", {"ids": IDS}), ("companies", {"domains": DOMAINS})):
        answer = requests.post(
            f"{server.url}/v3/{path}/lookalike",
            json={"seeds": seeds, "dedupeSessionId": "x"},
            headers={"api_key": "k"},
            timeout=10,
        )
        assert answer.status_code == 410
        found[path] = answer.json()
    assert found["contacts"]["code"] == "DEDUPE_SESSION_INVALID"
    assert set(found["contacts"]) == {"code", "message"}
    assert set(found["companies"]) == {"statusCode", "message", "errors"}


def test_who_is_found_goes_into_a_table(lusha: Lusha) -> None:
    owner = ("--owner", "ada@firm.example")
    for line, limit in ((CONTACTS, 4), (COMPANIES, 3)):
        lusha(line[0], "tables", "create", "Alike", *owner)
        number = str(1 + (line is COMPANIES))
        into = ("--limit", str(limit), "--table-id", number)
        told = lusha(*line, *FIVE[line], *into).json
        assert told["tableWrite"]["added"] == limit
        more = lusha(*line, "--more").json
        assert more["tableWrite"]["added"] == limit
        rows = lusha(line[0], "tables", "rows", number, *owner).json["data"]
        assert len(rows) == 2 * limit
        assert "tableWrite" not in lusha(*line, *FIVE[line], "--table-id", "99").json


@pytest.mark.parametrize("line", [CONTACTS, COMPANIES])
def test_the_cost_is_told_before(lusha: Lusha, line: tuple[str, str]) -> None:
    def most(*argv: str) -> Any:
        return lusha(*line, *FIVE[line], *argv, "--dry-run").json["maxCredits"]

    assert [most(), most("--limit", "26"), most("--limit", "100")] == [1, 2, 4]
    capped = lusha(*line, *FIVE[line], "--limit", "26", "--max-credits", "1", code=6)
    assert "Nothing was sent" in capped.err


def test_what_is_found_goes_into_enrich(lusha: Lusha) -> None:
    found = lusha(*CONTACTS, *FIVE_PEOPLE, "--limit", "2").out.encode()
    enriched = lusha("contacts", "enrich", "-", "--no-waterfall", stdin=found).json["results"]
    assert len(enriched) == 2


@pytest.mark.parametrize("line", [CONTACTS, COMPANIES])
def test_every_format_shows_a_row_for_each(lusha: Lusha, line: tuple[str, str]) -> None:
    lusha.env["NO_COLOR"] = "1"
    words = (*line, *FIVE[line], "--limit", "4")
    for output, rows in (("csv", 5), ("tsv", 5), ("jsonl", 4)):
        assert len(lusha(*words, "-o", output).out.splitlines()) == rows
    shown = lusha(*words, terminal=True).out.splitlines()
    assert shown[0].startswith("ID")
    assert max(map(len, shown)) <= 80


def test_an_answer_without_a_session_leaves_none(script: Script) -> None:
    lusha, _ = script(Answer(200, b'{"dedupeSessionId": null, "results": []}'))
    lusha(*CONTACTS, *FIVE_PEOPLE)
    assert "no run to go on with" in lusha(*CONTACTS, "--more", code=2).err
