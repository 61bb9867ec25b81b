"""Single lookups of people on the suppression list are not sent."""

import json
from collections.abc import Callable

import pytest

from tests.support.bulk_runs import request_counts
from tests.support.cli import ADA, Lusha, Server
from tests.support.files import row_statuses

ADA_ID = "4100000000"
ADA_LINK = "https://www.linkedin.com/in/ada-byrne-00000"
ADA_PHONE = "+1 344 555 0151"
BY_NAME = ("--first-name", "Ada", "--last-name", "Byrne", "--company-name", "Analytical Engines")
ZANELE = "zanele.moreau@orchard-motors.example"
YUKI = "yuki.petersen@delta-systems.example"


SINGLE = [
    ("person", "get", ADA),
    ("person", "get", "ADA.Byrne@analytical-engines.example"),
    ("person", "get", "--email", ADA, "--linkedin-url", "linkedin.com/in/somebody-else"),
    ("person", "get", "linkedin.com/in/Ada-Byrne-00000/?trk=x"),
    ("person", "get", ADA_ID),
    ("person", "get", ADA, "--api-version", "v3"),
    ("signals", "contacts", "get", "--contact-id", ADA_ID, "--signal", "allSignals"),
    ("signals", "contacts", "search", ADA, "--signal", "allSignals"),
    ("signals", "contacts", "search", ADA_LINK, "--signal", "allSignals"),
    ("contacts", "search", ADA),
    ("contacts", "search", "--id", ADA_ID),
    ("contacts", "enrich", ADA_ID, "--no-waterfall"),
    ("contacts", "search-and-enrich", ADA_LINK),
    ("contacts", "signals", ADA_ID, "--signal-type", "allSignals"),
    ("contacts", "signal-score", ADA),
    ("contacts", "icp-fit-score", ADA, "--target-profile-id", "icp-1"),
]


@pytest.mark.parametrize("line", SINGLE, ids=" ".join)
def test_lookup_of_suppressed_person_is_not_sent(
    line: tuple[str, ...], online: Lusha, server: Server
) -> None:
    online("privacy", "suppress", ADA, ADA_LINK, ADA_ID)
    reported = online(*line, code=5)
    assert reported.out == ""
    assert "is on the suppression list. Nothing was sent." in reported.err
    assert "--ignore-suppression" in reported.err
    assert online(*line, "--json", code=5).error["code"] == "suppressed"
    for preview in ("--dry-run", "--curl"):
        assert "suppression list" in online(*line, preview, code=5).err
    assert server.ledger()["totals"] == {"requests": 0, "credits": 0}


@pytest.mark.parametrize("line", SINGLE, ids=" ".join)
def test_ignore_suppression_sends_the_lookup(line: tuple[str, ...], online: Lusha) -> None:
    online("privacy", "suppress", ADA, ADA_LINK, ADA_ID)
    assert online(*line, "--ignore-suppression", "--dry-run").json["url"]
    online.env["LUSHA_IGNORE_SUPPRESSION"] = "1"
    assert online(*line, "--dry-run").json["url"]


def test_lookup_of_other_people_is_unchanged(online: Lusha, server: Server) -> None:
    online("privacy", "suppress", ADA, ADA_LINK, ADA_ID)
    assert online("person", "get", ZANELE).json["contact"]["data"]
    assert "Warning" not in online("contacts", "search", ZANELE).err
    assert request_counts(server) == {"account plan": 1, "person get": 1, "contacts search": 1}
    online("privacy", "allow", ADA, ADA_LINK, ADA_ID)
    assert "Warning" not in online("person", "get", ADA).err


def test_suppressed_people_are_reported_before_the_first_request(
    online: Lusha, server: Server
) -> None:
    online("privacy", "suppress", ADA_ID, "4100000007")
    ids = [str(4100000000 + number) for number in range(13, 13 * 150, 13)]
    line = ("contacts", "enrich", "-", "--no-waterfall", "--yes")
    piped = "\n".join([*ids, ADA_ID]).encode()
    reported = online(*line, stdin=piped, code=5).err
    assert f"1 of 150 people is on the suppression list: {ADA_ID}." in reported
    assert server.ledger()["totals"]["requests"] == 0


def test_body_with_suppressed_person_is_rejected_unchanged(
    online: Lusha, server: Server, write_csv: Callable[..., str]
) -> None:
    online("privacy", "suppress", ADA, ADA_LINK, YUKI)
    people = [
        {"contactId": "1", "email": ADA.upper()},
        {"contactId": "2", "linkedinUrl": ADA_LINK},
        {"contactId": "3", "email": ZANELE},
    ]
    body = write_csv(json.dumps({"contacts": people}), "body.json")
    reported = online("person", "bulk", "--body", body, "--yes", code=5).err
    assert f"2 of 3 people are on the suppression list: {ADA}, {ADA_LINK}." in reported
    assert server.ledger()["totals"]["requests"] == 0
    assert online("person", "bulk", "--body", body, "--yes", "--ignore-suppression").json
    assert request_counts(server) == {"account plan": 1, "person bulk": 1}


@pytest.mark.parametrize("content", ["[]", '{"contacts": 5}', '{"contacts": [5, null, [], true]}'])
def test_invalid_body_is_not_checked(
    content: str, lusha: Lusha, write_csv: Callable[..., str]
) -> None:
    lusha("privacy", "suppress", ADA)
    reported = lusha("contacts", "search", "--body", write_csv(content, "body.json"), code=2).err
    assert "suppression" not in reported


def test_api_command_is_not_filtered(online: Lusha, server: Server) -> None:
    online("privacy", "suppress", ADA)
    assert online("api", "GET", "/v2/person", "-F", f"email={ADA}").json["contact"]["data"]
    assert request_counts(server) == {"account plan": 1, "person get": 1}


@pytest.mark.parametrize("known", [ADA, ADA_LINK, ADA_ID, ADA_PHONE])
def test_response_with_suppressed_person_prints_a_warning(known: str, online: Lusha) -> None:
    online("privacy", "suppress", known)
    reported = online("person", "get", *BY_NAME)
    assert reported.json["contact"]["data"]["fullName"] == "Ada Byrne"
    assert "Warning: the response includes 1 person on the suppression list" in reported.err
    reported = online("contacts", "search-and-enrich", *BY_NAME)
    assert "the response includes 1 person on the suppression list" in reported.err
    assert "Warning" not in online("person", "get", *BY_NAME, "--ignore-suppression").err


def test_buying_group_with_suppressed_person_prints_a_warning(online: Lusha) -> None:
    line = ("contacts", "buying-group", "analytical-engines.example")
    group = online(*line).json["results"][0]["contacts"]
    online("privacy", "suppress", group[0]["id"], group[1]["socialLinks"]["linkedin"])
    assert "the response includes 2 people on the suppression list" in online(*line).err


def test_companies_are_never_suppressed(online: Lusha, write_csv: Callable[..., str]) -> None:
    online("privacy", "suppress", "30000000")
    source = write_csv("lusha company id\n30000000\n")
    assert row_statuses(online("company", "bulk", source, "--yes").out) == ["matched"]
    assert "Warning" not in online("companies", "search", "analytical-engines.example").err


DAMAGED = [
    ("person", "get", ZANELE),
    ("contacts", "search", ZANELE),
    ("privacy", "suppress", ZANELE),
    ("privacy", "allow", ZANELE),
    ("privacy", "check", ZANELE),
    ("privacy", "status"),
]


@pytest.mark.parametrize("line", DAMAGED, ids=" ".join)
def test_damaged_list_blocks_lookups_and_names_the_fix(
    line: tuple[str, ...], online: Lusha, server: Server
) -> None:
    online("privacy", "suppress", ADA)
    (online.state / "suppression.db").write_bytes(b"no list")
    reported = online(*line, code=1)
    assert "Cannot use the suppression list" in reported.err
    assert "backup" in reported.err
    assert "lusha privacy suppress WHO" in reported.err
    assert server.ledger()["totals"]["requests"] == 0
    if line[0] != "privacy":
        online(*line, "--ignore-suppression")


def test_damaged_list_keeps_results_of_searches(online: Lusha) -> None:
    online("privacy", "suppress", ADA)
    (online.state / "suppression.salt").unlink()
    line = ("prospecting", "contact", "search", "--company-domain", "analytical-engines.example")
    reported = online(*line)
    assert reported.json["contacts"]
    assert "Warning: Cannot use the suppression list" in reported.err


def test_missing_list_creates_and_opens_no_file(lusha: Lusha) -> None:
    lusha("person", "get", ADA)
    lusha("privacy", "status")
    lusha("privacy", "allow", ADA)
    lusha("privacy", "check", ADA, code=3)
    assert not list(lusha.state.rglob("suppression*"))


def test_redact_pii_hides_suppressed_people_in_messages(
    online: Lusha, write_csv: Callable[..., str]
) -> None:
    online("privacy", "suppress", ADA, ADA_ID)
    online.env["LUSHA_REDACT_PII"] = "1"
    assert ADA not in online("person", "get", ADA, code=5).err
    body = write_csv(json.dumps({"ids": [ADA_ID]}), "body.json")
    assert ADA_ID not in online("contacts", "enrich", "--body", body, code=5).err
