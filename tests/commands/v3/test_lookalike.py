"""`lusha contacts lookalike` and `companies lookalike` over V3."""

import json
from typing import Any

import pytest

from lusha_cli.sandbox.data.people import person_by_number, profile
from tests.support.cli import ADA, Lusha, Server, StartScriptedServer
from tests.support.scripted_server import ScriptedResponse

CONTACTS, COMPANIES = ("contacts", "lookalike"), ("companies", "lookalike")
IDS = [str(4_100_000_000 + 13 * number) for number in range(5)]
DOMAINS = [
    "analytical-engines.example", "orchard-motors.example", "delta-systems.example",
    "willow-finance.example", "copper-optics.example",
]  # fmt: skip
FIVE_PEOPLE = tuple(word for id_ in IDS for word in ("--id", id_))
FIVE_COMPANIES = tuple(word for name in DOMAINS for word in ("--domain", name))
FIVE = {CONTACTS: FIVE_PEOPLE, COMPANIES: FIVE_COMPANIES}


def result_ids(body: Any) -> list[str]:
    return [value["id"] for value in body["results"]]


def test_lookalike_results_resemble_the_seeds(lusha: Lusha) -> None:
    known = [profile(person_by_number(number, seed=1843)) for number in range(5)]
    kinds = {(item["department"], item["seniority"]) for item in known}
    done = lusha(*CONTACTS, *FIVE_PEOPLE, "--limit", "60")
    response = done.json["results"]
    assert len(response) == 60 == done.json["meta"]["returned"]
    for item in response:
        [department] = item["jobTitle"]["departments"]
        assert (department, item["jobTitle"]["seniority"]) in kinds
        assert set(item["company"]) == {"id", "name", "domain"}
        assert set(item["location"]) == {"country", "state", "city"}
    assert not set(IDS) & set(result_ids(done.json))
    assert done.json["billing"] == {"creditsCharged": 12, "resultsReturned": 60}
    assert "Charged 12 credits" in done.err
    assert "For more results: lusha contacts lookalike --more" in done.err


def test_lookalike_v2_and_v3_return_the_same_results(lusha: Lusha) -> None:
    old = [word for number in range(5) for word in ("--contact-id", IDS[number])]
    by_id = lusha(*CONTACTS, *FIVE_PEOPLE, "--limit", "30").json
    by_number = lusha(*CONTACTS, *old, "--limit", "30").json
    v2 = lusha("lookalike", "contacts", *old, "--limit", "30").json
    assert by_id["results"] == by_number["results"]
    assert result_ids(by_id) == [item["contactId"] for item in v2["results"]]
    companies = lusha(*COMPANIES, *FIVE_COMPANIES).json["results"]
    before = lusha("lookalike", "companies", *FIVE_COMPANIES).json["results"]
    assert [item["domain"] for item in companies] == [item["domain"] for item in before]
    assert companies[0]["socialLinks"] == {"linkedin": before[0]["linkedinUrl"]}
    assert companies[0]["employeeCount"] == {"exact": before[0]["employeeCount"]}


def test_lookalike_counts_seeds_of_every_kind_together(lusha: Lusha) -> None:
    ways = (
        "--email", ADA, "--linkedin-url", "linkedin.com/in/leila-silva-00001", "--id", IDS[2],
        "--contact-id", IDS[3], "--full-name", "Ada Byrne", "--company-name", "Engines",
    )  # fmt: skip
    assert lusha(*CONTACTS, *ways, "--limit", "3").json["meta"]["returned"] == 3
    rejected = lusha(*CONTACTS, *ways[2:], code=2).err
    assert "4 seeds are specified. The API accepts 5 to 100." in rejected
    # The lookalike request and that for the account's prices.
    assert lusha("sandbox", "status").json["requests"] == 2


@pytest.mark.parametrize(
    ("argv", "message"),
    [
        (CONTACTS, "No seeds are specified"),
        (COMPANIES, "No seeds are specified"),
        ((*CONTACTS, "--exclude-id", "1"), "No seeds are specified"),
        ((*CONTACTS, "--id", "1"), "1 seed is specified. The API accepts 5 to 100."),
        ((*COMPANIES, *FIVE_COMPANIES[2:]), "4 seeds are specified. The API accepts 5 to 100."),
        ((*CONTACTS, *(word for n in range(60) for word in ("--id", str(n), "--contact-id", "1"))),
         "120 seeds are specified"),
        ((*CONTACTS, *(word for n in range(101) for word in ("--id", str(n)))),
         "seeds.ids has 101 entries. The API accepts up to 100"),
        ((*CONTACTS, *FIVE_PEOPLE, "--limit", "101"), "isn't a whole number from 1 to 100."),
        ((*CONTACTS, "--id", "a/b"), "isn't an ID"),
        ((*CONTACTS, "--more"), "no lookalike session to continue"),
        ((*CONTACTS, "--more", *FIVE_PEOPLE), "can't be combined with other seeds"),
    ],
)  # fmt: skip
def test_lookalike_rejects_invalid_input_before_sending(
    lusha: Lusha, argv: tuple[str, ...], message: str
) -> None:
    assert message in " ".join(lusha(*argv, code=2).err.split())
    assert lusha("sandbox", "status").json["requests"] == 0


@pytest.mark.parametrize("body", ['{"seeds": "x"}', '{"seeds": {"ids": "12345"}}'])
def test_lookalike_leaves_a_body_to_the_api(lusha: Lusha, body: str) -> None:
    rejected = lusha(*CONTACTS, "--body", "-", stdin=body.encode(), code=2)
    assert "The API returned 400" in rejected.err
    options = json.dumps({"seeds": {"ids": IDS}, "limit": 2}).encode()
    assert len(result_ids(lusha(*CONTACTS, "--body", "-", stdin=options).json)) == 2


@pytest.mark.parametrize("line", [CONTACTS, COMPANIES])
def test_lookalike_more_returns_no_duplicates(lusha: Lusha, line: tuple[str, str]) -> None:
    first = lusha(*line, *FIVE[line], "--limit", "10").json
    second = lusha(*line, "--more").json
    third = lusha(*line, "--more", "--limit", "5").json
    assert [len(result_ids(body)) for body in (first, second, third)] == [10, 10, 5]
    session = first["dedupeSessionId"]
    assert second["dedupeSessionId"] == third["dedupeSessionId"] == session
    by_hand = lusha(*line, *FIVE[line], "--dedupe-session-id", session, "--limit", "3").json
    contacts = [id_ for body in (first, second, third, by_hand) for id_ in result_ids(body)]
    assert len(contacts) == len(set(contacts)) == 28
    lusha(*line, "--dedupe-session-id", session, code=2)


def test_lookalike_v2_and_v3_have_separate_sessions(lusha: Lusha) -> None:
    lusha("lookalike", "contacts", "--email", ADA)
    assert "no lookalike session to continue" in lusha(*CONTACTS, "--more", code=2).err


def test_lookalike_exclusions_hold_for_more(lusha: Lusha) -> None:
    first, second, *_ = result_ids(lusha(*CONTACTS, *FIVE_PEOPLE, "--limit", "2").json)
    rest = lusha(*CONTACTS, *FIVE_PEOPLE, "--exclude-id", first, "--limit", "1").json
    assert result_ids(rest) == [second]
    shown = lusha(*CONTACTS, "--more", "--exclude-id", second, "--dry-run").json
    assert shown["body"]["exclude"] == {"ids": [first, second]}


def test_lookalike_expired_session_is_explained(online: Lusha, server: Server) -> None:
    for line in (CONTACTS, COMPANIES):
        online(*line, *FIVE[line], "--limit", "1")
        server.clock.time += 31 * 86_400
        reported = online(*line, "--more", "--json", code=2).error
        assert (reported["code"], reported["status"]) == ("session_ended", 410)
        assert "without --more" in reported["hint"]


def rejected_body(lusha: Lusha, path: str, seeds: Any, **rest: Any) -> Any:
    body = json.dumps({"seeds": seeds, **rest}).encode()
    return lusha("api", "POST", path, "--input", "-", stdin=body, code=2).err


def test_lookalike_sandbox_rejects_invalid_bodies(lusha: Lusha) -> None:
    none: Any = {"ids": []}
    many = {"ids": IDS * 12, "contactIds": [1] * 60}
    for seeds in (none, many):
        assert "1 to 100" in rejected_body(lusha, "/v3/contacts/lookalike", seeds)
    assert "1 to 100" in rejected_body(lusha, "/v3/companies/lookalike", {"domains": []})
    odd = rejected_body(lusha, "/v3/contacts/lookalike", {"emails": ["nobody"]})
    assert "must be an email" in odd
    unknown = rejected_body(lusha, "/v3/contacts/lookalike", {"ids": IDS}, dedupeSessionId="x")
    assert "30 days" in unknown


def test_lookalike_recognizes_both_shapes_of_an_expired_session(server: Server) -> None:
    import requests

    result = {}
    for path, seeds in (("contacts", {"ids": IDS}), ("companies", {"domains": DOMAINS})):
        response = requests.post(
            f"{server.url}/v3/{path}/lookalike",
            json={"seeds": seeds, "dedupeSessionId": "x"},
            headers={"api_key": "k"},
            timeout=10,
        )
        assert response.status_code == 410
        result[path] = response.json()
    assert result["contacts"]["code"] == "DEDUPE_SESSION_INVALID"
    assert set(result["contacts"]) == {"code", "message"}
    assert set(result["companies"]) == {"statusCode", "message", "errors"}


@pytest.mark.with_yes
def test_lookalike_results_are_added_to_a_table(lusha: Lusha) -> None:
    owner = ("--owner", "ada@firm.example")
    shown = lusha(*CONTACTS, *FIVE_PEOPLE, "--limit", "4", "--table-id", "1", "--dry-run").json
    assert (
        shown["cost"] == "up to 1 credit plus an unknown number of credits for writing to the table"
    )
    for line, limit in ((CONTACTS, 4), (COMPANIES, 3)):
        lusha(line[0], "tables", "create", "Similar", *owner)
        number = str(1 + (line is COMPANIES))
        into = ("--limit", str(limit), "--table-id", number)
        reported = lusha(*line, *FIVE[line], *into).json
        assert reported["tableWrite"]["added"] == limit
        more = lusha(*line, "--more").json
        assert more["tableWrite"]["added"] == limit
        rows = lusha(line[0], "tables", "rows", number, "--size", "20", *owner).json["data"]
        assert len(rows) == 2 * limit
        into = ("--limit", str(limit), "--table-id", "99")
        assert "tableWrite" not in lusha(*line, *FIVE[line], *into).json


@pytest.mark.parametrize("line", [CONTACTS, COMPANIES])
def test_lookalike_estimates_one_credit_per_five_results(
    lusha: Lusha, line: tuple[str, str]
) -> None:
    def maximum(*argv: str) -> Any:
        return lusha(*line, *FIVE[line], *argv, "--dry-run").json["maxCredits"]

    assert [maximum(), maximum("--limit", "26"), maximum("--limit", "100")] == [5, 6, 20]
    capped = lusha(*line, *FIVE[line], "--limit", "26", "--max-credits", "5", code=6)
    assert "Nothing was sent" in capped.err


def test_lookalike_results_pipe_into_enrich(lusha: Lusha) -> None:
    result = lusha(*CONTACTS, *FIVE_PEOPLE, "--limit", "2").out.encode()
    enriched = lusha("contacts", "enrich", "-", "--no-waterfall", stdin=result).json["results"]
    assert len(enriched) == 2


@pytest.mark.parametrize("line", [CONTACTS, COMPANIES])
def test_lookalike_prints_one_row_per_result_in_every_format(
    lusha: Lusha, line: tuple[str, str]
) -> None:
    lusha.env["NO_COLOR"] = "1"
    arguments = (*line, *FIVE[line], "--limit", "4")
    for output, rows in (("csv", 5), ("tsv", 5), ("jsonl", 4)):
        assert len(lusha(*arguments, "-o", output).out.splitlines()) == rows
    shown = lusha(*arguments, terminal=True).out.splitlines()
    assert shown[0].split()[:2] == ["#", "ID"]
    assert max(map(len, shown)) <= 80


def test_lookalike_response_without_session_stores_none(script: StartScriptedServer) -> None:
    lusha, _ = script(ScriptedResponse(200, b'{"dedupeSessionId": null, "results": []}'))
    lusha(*CONTACTS, *FIVE_PEOPLE)
    assert "no lookalike session to continue" in lusha(*CONTACTS, "--more", code=2).err
