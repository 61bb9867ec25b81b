"""`lusha lookalike contacts` and `companies`: seeds, sessions and exclusions."""

import json
import sqlite3
from contextlib import closing
from typing import Any

import pytest

from lusha_cli.sandbox.data.people import person_by_number, profile
from tests.support.cli import ADA, Lusha, Server, StartScriptedServer
from tests.support.scripted_server import ScriptedResponse

CONTACTS = ("lookalike", "contacts")
COMPANIES = ("lookalike", "companies")


def result_ids(body: Any) -> list[str]:
    return [value["contactId"] for value in body["results"]]


def test_lookalike_results_resemble_the_seeds(lusha: Lusha) -> None:
    seed = profile(person_by_number(0, seed=1843))
    result = lusha(*CONTACTS, "--email", ADA, "--limit", "60")
    response = result.json["results"]
    assert len(response) == 60 == result.json["meta"]["returned"]
    for item in response:
        assert item["jobTitle"]["departments"] == [seed["department"]]
        assert item["jobTitle"]["seniority"] == seed["seniority"]
    assert "4100000000" not in result_ids(result.json)
    assert result.json["creditsCharged"] == 12
    assert "Charged 12 credits" in result.err
    assert "For more results: lusha lookalike contacts --more" in result.err


def test_lookalike_accepts_seeds_in_every_form(lusha: Lusha) -> None:
    ways = [
        ("--email", ADA),
        ("--linkedin-url", "linkedin.com/in/ada-byrne-00000"),
        ("--contact-id", "4100000000"),
        ("--contact", "first-name=Ada,last-name=Byrne,company-domain=analytical-engines.example"),
        ("--full-name", "Ada Byrne", "--company-name", "Analytical Engines"),
        ("--first-name", "Ada", "--last-name", "Byrne", "--company-domain",
         "analytical-engines.example"),
    ]  # fmt: skip
    responses = [result_ids(lusha(*CONTACTS, *plan, "--limit", "3").json) for plan in ways]
    assert responses == [responses[0]] * len(ways)
    assert len(responses[0]) == 3
    by_page = lusha(*COMPANIES, "--linkedin-url", "linkedin.com/company/analytical-engines").json
    by_domain = lusha(*COMPANIES, "--domain", "analytical-engines.example").json
    assert by_page["results"] == by_domain["results"]


def test_lookalike_excludes_contacts(lusha: Lusha) -> None:
    first, second, third = result_ids(lusha(*CONTACTS, "--email", ADA, "--limit", "3").json)
    rest = lusha(*CONTACTS, "--email", ADA, "--exclude-contact-id", first, "--limit", "2").json
    assert result_ids(rest) == [second, third]


def test_lookalike_more_returns_no_duplicates(online: Lusha, server: Server) -> None:
    first = online(*CONTACTS, "--email", ADA, "--limit", "10").json
    second = online(*CONTACTS, "--more").json
    third = online(*CONTACTS, "--more", "--limit", "5").json
    assert [len(result_ids(body)) for body in (first, second, third)] == [10, 10, 5]
    assert len({*result_ids(first), *result_ids(second), *result_ids(third)}) == 25
    assert first["dedupeSessionId"] == second["dedupeSessionId"] == third["dedupeSessionId"]
    # Contacts and companies have separate sessions, and so does each profile.
    online(*COMPANIES, "--domain", "analytical-engines.example", "--limit", "1")
    assert "contactId" in online(*CONTACTS, "--more").json["results"][0]
    assert "domain" in online(*COMPANIES, "--more").json["results"][0]
    by_hand = online(
        *CONTACTS, "--email", ADA, "--dedupe-session-id", first["dedupeSessionId"], "--limit", "3"
    ).json
    assert not {*result_ids(by_hand)} & {
        *result_ids(first),
        *result_ids(second),
        *result_ids(third),
    }


def test_lookalike_more_without_a_session_is_rejected(online: Lusha, server: Server) -> None:
    assert "no lookalike session to continue" in online(*CONTACTS, "--more", code=2).err
    online(*CONTACTS, "--email", ADA)
    rejected = online(*CONTACTS, "--more", "--email", ADA, code=2)
    assert "can't be combined with other seeds" in rejected.err
    assert server.ledger()["requests"] == {"lookalike contacts": 1, "account plan": 1}
    online.env["LUSHA_PROFILE"] = "default"
    online("config", "set", "verbose", "false", "--profile", "other")
    assert "no lookalike session" in online(*CONTACTS, "--more", "--profile", "other", code=2).err


def test_lookalike_expired_session_is_explained(online: Lusha, server: Server) -> None:
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
        reported = online(*line, "--more", "--json", code=2).error
        assert (reported["code"], reported["status"]) == ("session_ended", 410)


def test_lookalike_410_of_the_path_is_not_an_expired_session(script: StartScriptedServer) -> None:
    lusha, _ = script(ScriptedResponse(410, b'{"message": "Gone"}'))
    line = (*CONTACTS, "--email", ADA, "--json", "--api-version", "v2")
    assert lusha(*line, code=2).error["code"] == "retired"


@pytest.mark.parametrize(
    ("argv", "message"),
    [
        ((*CONTACTS,), "No seeds are specified"),
        ((*COMPANIES,), "No seeds are specified"),
        ((*CONTACTS, "--exclude-email", ADA), "No seeds are specified"),
        ((*CONTACTS, "--email", ADA, "--limit", "101"), "isn't a whole number from 1 to 100."),
        ((*CONTACTS, "--email", "ada"), "isn't an email"),
        ((*CONTACTS, "--contact", "Ada Byrne"), "first-name=…,last-name=…"),
        ((*CONTACTS, "--contact", "first-name=Ada"), "lacks a part of the name"),
        ((*CONTACTS, "--first-name", "Ada"), "a first and a last name"),
        ((*CONTACTS, "--company-name", "Foods"), "a first and a last name"),
        ((*CONTACTS, "--full-name", "Ada"), "has no last name"),
        ((*COMPANIES, "--linkedin-url", "https://www.linkedin.com/in/ada"), "profile of a person"),
        ((*CONTACTS, *(w for n in range(101) for w in ("--contact-id", str(n)))),
         "seeds.contactIds has 101 entries. The API accepts up to 100"),
        ((*COMPANIES, "--domain", "a.example",
          *(w for n in range(101) for w in ("--exclude-domain", f"d{n}.example"))),
         "exclude.domains has 101 entries"),
        (("recommendations", "contacts"), "No seeds are specified"),
        (("recommendations", "contacts", "--seed", "4100000000"), "PERSON_ID:COMPANY_ID"),
        (("recommendations", "contacts", "--seed", "a b:c"), "isn't an ID"),
        (("recommendations", "companies", "--seed", "1", "--limit", "26"), "from 1 to 25."),
        (("recommendations", "companies", "--more", "unknown"), "seeds of unknown aren't stored"),
        (("recommendations", "companies", "-"), "Standard input is empty"),
    ],
)  # fmt: skip
def test_lookalike_rejects_invalid_input_before_sending(
    online: Lusha, server: Server, argv: tuple[str, ...], message: str
) -> None:
    assert message in " ".join(online(*argv, code=2).err.split())
    assert server.ledger()["totals"]["requests"] == 0


def test_lookalike_and_recommendations_estimate_their_results(lusha: Lusha) -> None:
    def maximum(*argv: str) -> Any:
        return lusha(*argv, "--dry-run").json["maxCredits"]

    # A batch of five results costs a credit.
    assert maximum(*CONTACTS, "--email", ADA) == 5
    assert maximum(*CONTACTS, "--email", ADA, "--limit", "26") == 6
    assert maximum(*COMPANIES, "--domain", "a.example", "--limit", "100") == 20
    # Each recommendation costs a credit, whatever the number of seeds.
    seeds = [word for number in range(60) for word in ("--seed", str(number))]
    assert maximum("recommendations", "companies", *seeds) == 25
    assert maximum("recommendations", "contacts", "--seed", "1:2", "--limit", "3") == 3


def test_lookalike_reads_seeds_from_earlier_results(lusha: Lusha) -> None:
    def seeds(*argv: str) -> Any:
        earlier = lusha(*argv).out.encode()
        shown = lusha("recommendations", "contacts", "-", "--dry-run", stdin=earlier).json
        return shown["body"]["contacts"]

    ada = {"personId": "4100000000", "companyId": "30000000"}
    assert seeds("person", "get", ADA) == [ada]
    assert seeds("lookalike", "contacts", "--email", ADA, "--limit", "1") == [
        {"personId": "4100000052", "companyId": "30000000"}
    ]
    company = lusha("company", "get", "analytical-engines.example").out.encode()
    shown = lusha("recommendations", "companies", "-", "--dry-run", stdin=company).json
    assert shown["body"] == {"companies": [{"companyId": "30000000"}]}
    rejected = lusha("recommendations", "contacts", "-", stdin=company, code=2)
    assert "Standard input has no people with a person ID and company ID." in rejected.err
    line = "lusha contacts buying-group - --json | lusha recommendations contacts -"
    assert line in " ".join(rejected.err.split())


@pytest.mark.slow
def test_lookalike_prints_one_row_per_result_in_every_format(lusha: Lusha) -> None:
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


def test_lookalike_ignores_a_damaged_session(online: Lusha) -> None:
    online(*CONTACTS, "--email", ADA)
    with closing(sqlite3.connect(online.state / "state.db")) as db, db:
        db.execute("UPDATE kept SET value = '[' WHERE name LIKE '%session%'")
    assert "no lookalike session to continue" in online(*CONTACTS, "--more", code=2).err


def test_lookalike_stores_the_session_of_the_response(script: StartScriptedServer) -> None:
    response: Any = {
        "dedupeSessionId": None,
        "results": [],
        "meta": {"returned": 0, "hasMore": False},
    }
    lusha, server = script(ScriptedResponse(201, json.dumps(response).encode()))
    lusha(*CONTACTS, "--email", ADA)
    assert "no lookalike session to continue" in lusha(*CONTACTS, "--more", code=2).err
    assert len(server.requests) == 1


@pytest.mark.parametrize(
    "body",
    [
        {"code": "DEDUPE_SESSION_INVALID", "message": "x"},
        {"statusCode": 410, "errors": ["DEDUPE_SESSION_INVALID"], "message": "x"},
        {"error": {"code": "DEDUPE_SESSION_INVALID", "message": "x"}},
        {"statusCode": 410, "message": "DEDUPE_SESSION_INVALID"},
    ],
)
def test_lookalike_recognizes_every_shape_of_an_expired_session(
    script: StartScriptedServer, body: Any
) -> None:
    lusha, _ = script(ScriptedResponse(410, json.dumps(body).encode()))
    assert lusha(*CONTACTS, "--email", ADA, "--json", code=2).error["code"] == "session_ended"


def test_lookalike_session_belongs_to_api_profile_and_key(online: Lusha) -> None:
    online("config", "set", "verbose", "false", "--profile", "sandbox")
    online(*CONTACTS, "--email", ADA, "--sandbox")
    rejected = online(*CONTACTS, "--more", "--profile", "sandbox", "--dry-run", code=2)
    assert "no lookalike session to continue" in rejected.err
    online(*CONTACTS, "--email", ADA)
    online.env["LUSHA_API_KEY"] = "sandbox-key-of-somebody-else"
    assert "no lookalike session to continue" in online(*CONTACTS, "--more", code=2).err


def test_lookalike_session_expires_after_30_days(online: Lusha) -> None:
    online(*CONTACTS, "--email", ADA)
    assert ADA.encode() in (online.state / "state.db").read_bytes()
    online.clock.time += 31 * 86_400
    online(*CONTACTS, "--more", "--dry-run")
    assert "no lookalike session to continue" in online(*CONTACTS, "--more", code=2).err


def test_lookalike_more_keeps_exclusions(online: Lusha) -> None:
    online(*CONTACTS, "--email", ADA, "--exclude-contact-id", "1")
    shown = online(*CONTACTS, "--more", "--exclude-contact-id", "2", "--dry-run").json
    assert shown["body"]["exclude"] == {"contactIds": [1, 2]}
