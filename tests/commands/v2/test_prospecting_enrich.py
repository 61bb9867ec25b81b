"""`lusha prospecting contact enrich` and `company enrich`: ids piped from a search."""

import json
import re
from typing import Any

import pytest

from tests.support.cli import KEY, Lusha, Server, StartScriptedServer
from tests.support.scripted_server import ScriptedResponse

pytestmark = pytest.mark.with_yes

CONTACTS = ("prospecting", "contact", "search")
COMPANIES = ("prospecting", "company", "search")
ENRICH = ("prospecting", "contact", "enrich")


def test_enrich_of_piped_search_charges_no_more_than_estimated(
    online: Lusha, server: Server
) -> None:
    search = online(*CONTACTS, "--department", "Sales", "--limit", "120")
    piped = search.out.encode()
    before = server.ledger()["totals"]["credits"]
    shown = online(*ENRICH, "-", "--dry-run", stdin=piped).json
    assert shown["requests"] == 5
    assert len(shown["body"]["contactIds"]) == 25
    result = online(*ENRICH, "-", stdin=piped)
    charged = server.ledger()["totals"]["credits"] - before
    assert 0 < charged <= shown["maxCredits"]
    reported = re.search(r"Charged up to (\d+) credits", result.err)
    assert reported
    assert charged <= int(reported[1]) <= shown["maxCredits"]
    assert "120 contacts in 5 requests: up to" in result.err
    enriched = result.json["contacts"]
    assert [item["id"] for item in enriched] == [
        item["contactId"] for item in search.json["contacts"]
    ]
    assert [item["data"]["fullName"] for item in enriched] == [
        item["name"] for item in search.json["contacts"]
    ]
    again = online(*ENRICH, "-", stdin=piped)
    assert server.ledger()["totals"]["credits"] - before == charged
    assert again.json["contacts"] == enriched
    shown_now = online(*CONTACTS, "--department", "Sales", "--limit", "10").json["contacts"]
    assert sum(item["isShown"] for item in shown_now) >= 9


def test_enrich_splits_more_than_100_ids(online: Lusha) -> None:
    ids = [f"c{number}" for number in range(230)]
    document = {"requestId": "r", "contacts": [{"contactId": name} for name in ids]}
    stdin = json.dumps(document).encode()
    shown = online(*ENRICH, "-", "--dry-run", stdin=stdin).json
    assert (shown["requests"], shown["body"]["contactIds"]) == (3, ids[:100])
    assert shown["maxCredits"] == 230 * 6 + 4 + 4 + 2
    companies = {"requestId": "r", "companies": [{"id": str(number)} for number in range(120)]}
    shown = online(
        "prospecting", "company", "enrich", "-", "--dry-run", stdin=json.dumps(companies).encode()
    ).json
    assert (shown["requests"], len(shown["body"]["companiesIds"])) == (3, 50)
    assert shown["maxCredits"] == 120 + 2 + 2 + 1


def test_enrich_accepts_piped_companies(online: Lusha, server: Server) -> None:
    search = online(*COMPANIES, "--location", "Japan", "--limit", "12")
    result = online("prospecting", "company", "enrich", "-", stdin=search.out.encode())
    assert [str(item["id"]) for item in result.json["companies"]] == [
        item["id"] for item in search.json["companies"]
    ]
    assert all(item["country"] == "Japan" for item in result.json["companies"])
    assert server.ledger()["credits"]["prospecting company enrich"] == 12 + 1


def test_enrich_reads_lines_files_and_bare_ids(online: Lusha, tmp_path: Any) -> None:
    body = online(*CONTACTS, "--department", "Sales", "--limit", "10").json
    whole = tmp_path / "found.json"
    whole.write_text(json.dumps(body))
    ids = [item["contactId"] for item in body["contacts"]]
    names = ("--request-id", body["requestId"])
    responses = [
        online(*ENRICH, str(whole)),
        online(*ENRICH, "-", *names, stdin="\n".join(ids).encode()),
        online(*ENRICH, "-", *names, stdin="\n".join(map(json.dumps, body["contacts"])).encode()),
        online(*ENRICH, *names, *[word for name in ids for word in ("--contact-id", name)]),
        online(
            *ENRICH, "--body", "-",
            stdin=json.dumps({"requestId": body["requestId"], "contactIds": ids}).encode(),
        ),
    ]  # fmt: skip
    assert len({response.out for response in responses}) == 1


@pytest.mark.parametrize(
    ("stdin", "argv", "message"),
    [
        (b"", ("-",), "Standard input is empty"),
        (b"<html>", ("-",), "has a line that isn't an ID"),
        (b"{broken", ("-",), "isn't valid JSON (line 1)"),
        (b"\xff\xfe\xff", ("-",), "isn't UTF-8 text"),
        (b'{"contacts": [{"contactId": "a"}]}', ("-",), "requestId"),
        (b'{"requestId": "r", "contacts": [{"name": "x"}]}', ("-",), "with an ID and requestId"),
        (b'{"requestId": "r", "contacts": []}', ("-", "--contact-id", "x"), "set twice"),
        (b"", ("missing.json",), "missing.json"),
        (b"", ("--contact-id", "x"), "--request-id is missing"),
        (b"", ("--request-id", "x"), "--contact-id is missing"),
        (b"", (), "--contact-id and --request-id are missing"),
    ],
)
def test_enrich_rejects_invalid_input(
    online: Lusha, server: Server, stdin: bytes, argv: tuple[str, ...], message: str
) -> None:
    assert message in online(*ENRICH, *argv, stdin=stdin, code=2).err
    assert server.ledger()["totals"]["requests"] == 0


def test_enrich_of_an_empty_search_sends_nothing(online: Lusha, server: Server) -> None:
    result = online(*ENRICH, "-", stdin=b'{"requestId": "r", "contacts": []}')
    assert result.json == {"contacts": []}
    assert "nothing is sent" in result.err
    assert server.ledger()["totals"]["requests"] == 0


def test_enrich_ids_of_another_search_return_nobody(online: Lusha, server: Server) -> None:
    item = online(*CONTACTS, "--department", "Sales").json
    other = online(*CONTACTS, "--department", "Legal").json
    ticket = other["contacts"][0]["contactId"]
    before = server.ledger()["totals"]["credits"]
    result = online(*ENRICH, "--request-id", item["requestId"], "--contact-id", ticket)
    assert result.json["contacts"] == [{"id": ticket, "isSuccess": False}]
    assert server.ledger()["totals"]["credits"] == before
    online.env["LUSHA_API_KEY"] = f"{KEY}-of-somebody-else"
    online(*ENRICH, "--request-id", item["requestId"], "--contact-id", ticket, code=2)


def test_enrich_reveals_only_the_requested_data(online: Lusha, server: Server) -> None:
    value = online(*CONTACTS, "--data-point", "work_email", "--data-point", "phone").out.encode()
    shown = online(*ENRICH, "-", "--reveal-emails", "--dry-run", stdin=value).json
    assert shown["maxCredits"] == 20 + 1
    body = online(*ENRICH, "-", "--reveal-emails", stdin=value).json
    assert not any(item["data"]["phoneNumbers"] for item in body["contacts"])
    online.env["LUSHA_API_KEY"] = "sandbox-pro"
    value = online(*CONTACTS, "--department", "Sales").out.encode()
    result = online(*ENRICH, "-", "--reveal-emails", stdin=value, code=5)
    assert "--reveal-emails" in result.err


def test_enrich_error_midway_keeps_results(script: StartScriptedServer) -> None:
    body = {"requestId": "r", "contacts": [{"id": "c0", "isSuccess": True, "data": {}}]}
    response = ScriptedResponse(201, json.dumps(body).encode())
    document = {"requestId": "r", "contacts": [{"contactId": f"c{i}"} for i in range(150)]}
    stdin = json.dumps(document).encode()
    lusha, _ = script(response, ScriptedResponse(400))
    options = ("--max-credits", "2000")
    result = lusha(*ENRICH, "-", *options, "-o", "jsonl", stdin=stdin, code=10)
    assert len(result.out.splitlines()) == 1
    assert "The results of request 2 of 2 are missing." in result.err
    assert "isn't charged again" in result.err
    assert "Nothing more was charged" in result.err
    lusha, _ = script(response, ScriptedResponse(400))
    result = lusha(*ENRICH, "-", *options, stdin=stdin, code=10)
    assert [item["id"] for item in result.json["contacts"]] == ["c0"]


def test_enrich_accepts_lines_and_lists_of_a_search(online: Lusha) -> None:
    line = (*CONTACTS, "--department", "Sales", "--limit", "70")
    whole = online(*line)
    ids = [item["contactId"] for item in whole.json["contacts"]]
    lines = online(*line, "-o", "jsonl").out
    assert all(json.loads(text)["requestId"] for text in lines.splitlines())
    enriched = online(*ENRICH, "-", stdin=lines.encode()).json["contacts"]
    assert len(enriched) == 70
    assert all(item["isSuccess"] for item in enriched)
    listed = json.dumps(ids[:50]).encode()
    names = ("--request-id", whole.json["requestId"], "--dry-run")
    assert online(*ENRICH, "-", *names, stdin=listed).json["body"]["contactIds"] == ids[:50]
    picked = online(*line, "--fields", "contactId").out.encode()
    assert online(*ENRICH, "-", *names, stdin=picked).json["body"]["contactIds"][0]
    table = online(*line, "--fields", "contactId", "-o", "csv").out.encode()
    assert online(*ENRICH, "-", *names, stdin=table).json["body"]["contactIds"][0] != "contactId"


def test_enrich_reads_names_with_unusual_line_ends(online: Lusha) -> None:
    record = {"requestId": "r", "contactId": "a", "name": "x\u2028y\u0085z"}
    stdin = f"{json.dumps(record, ensure_ascii=False)}\n".encode() * 2
    assert online(*ENRICH, "-", "--dry-run", stdin=stdin).json["body"]["contactIds"] == ["a"]


@pytest.mark.parametrize("body", [b'{"contactIds": 5, "requestId": "r"}',
                                  b'{"contactIds": {"a": 1}, "requestId": "r"}',
                                  b'{"contactIds": ["a"], "requestId": ["r"]}'])  # fmt: skip
def test_enrich_leaves_an_unusual_body_to_the_api(online: Lusha, body: bytes) -> None:
    assert "The API returned 400" in online(*ENRICH, "--body", "-", stdin=body, code=2).err
