"""Files, stdin and words that are read as an earlier result."""

import gzip
import json
import re
import shlex
from pathlib import Path
from typing import Any

import pytest

from lusha_cli.commands.result_entries import read_entries
from lusha_cli.sandbox.id_tokens import encode_id
from tests.support.cli import ADA, Lusha

TOKENS = [encode_id(4_100_000_000), encode_id(4_100_000_013)]
DRY = ("--dry-run", "--json")
SIGNALS = ("signals", "contacts", "get")
ALL = ("--signal", "allSignals")
SEARCH_ID = "00000019-de9b-1133-c258-5e3113166bd9"


def sent_ids(lusha: Lusha, content: bytes) -> Any:
    return lusha("contacts", "enrich", "-", *DRY, stdin=content).json["body"]["ids"]


@pytest.mark.parametrize(
    ("content", "ids"),
    [
        (b"4100000000\n\n4100000000\r\n4100000013", ["4100000000", "4100000013"]),
        (b"id\n0041\n", ["0041"]),
        (b'"4100000000"\n"4100000013"\n', ["4100000000", "4100000013"]),
        (b'{"personId": 1}{"personId": 2}\n\n{\n"personId": 1}', ["1", "2"]),
        (b"lusha_person_id\n5\n\n", ["5"]),
        (b"name,lusha_status,lusha_person_id\nA,matched,5\nB,matched,5\n", ["5"]),
        (b"personId;fullName\n5;Ada\n", ["5"]),
        (b"personId\tfullName\n5\tAda\n", ["5"]),
        ("\ufeffpersonId,fullName\n5,Ada\n".encode("utf-16-le"), ["5"]),
        (gzip.compress(b'[{"personId": 5}]', mtime=0), ["5"]),
        (f"id,fullName\n{TOKENS[0]},Ada\n".encode(), TOKENS[:1]),
        (b'{"contacts": {"7": {"error": null, "data": {"personId": 5}}}}', ["5"]),
        (b'{"id": "e", "entityType": "contact", "entityId": "5", "data": {}}', ["5"]),
    ],
)
def test_result_input_reads_every_format(lusha: Lusha, content: bytes, ids: list[str]) -> None:
    assert sent_ids(lusha, content) == ids


def test_result_input_skips_rows_without_an_id_with_a_notice(lusha: Lusha) -> None:
    content = (
        b"id,lusha_status,lusha_person_id\n"
        b"17,matched,5\n18,not_found,\n19,error,6\n20,matched,7\n21,matched,5\n"
    )
    result = lusha("contacts", "enrich", "-", *DRY, stdin=content)
    assert result.json["body"]["ids"] == ["5", "7"]
    assert "Skipped 2 rows without an ID." in result.err
    assert "Skipped" not in lusha("contacts", "enrich", "-", *DRY, stdin=b"5\n5\n").err


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "Standard input is empty"),
        (b" \n", "Standard input is empty"),
        (b"[]", "has no rows"),
        (b"\x89PNG\x00\xff", "isn't UTF-8 text"),
        (b"a\x00b", "is a binary file"),
        (b"\x1f\x8bnot gzip", "is a damaged gzip file"),
        (b'{"personId": 1}\n{"personId": ', "isn't valid JSON (line 2)"),
        (b"email,phone\na@b.example,5\n", "isn't a lusha result"),
        (b"first,last\nAda,Byrne\n", "has no columns of a lusha result"),
        (b"id,name,owner\n17,Ada,Me\n", "IDs of other systems can't be used"),
        (b'[{"id": 17, "firstName": "Ada", "email": "a@b.example"}]', "isn't a lusha result"),
        (b"lusha_status,lusha_person_id\nnot_found,\n", "only rows that were not found"),
        (b'{"contact": {"error": {"code": 3}, "data": null}}', "only rows that were not found"),
        (b"Ada Byrne\n", "an ID, email, domain or URL: 'Ada Byrne'"),
    ],
)
def test_result_input_refuses_other_content(lusha: Lusha, content: bytes, message: str) -> None:
    result = lusha("contacts", "enrich", "-", "--yes", stdin=content, code=2)
    assert message in " ".join(result.err.split())


def test_result_input_names_files_that_cannot_be_read(lusha: Lusha, tmp_path: Path) -> None:
    line = ("recommendations", "companies")
    missing = tmp_path / "missing.json"
    assert (
        f"{str(missing)!r} is neither an ID nor a file." in lusha(*line, str(missing), code=2).err
    )
    assert f"{tmp_path}: Is a directory" in lusha(*line, str(tmp_path), code=2).err


@pytest.mark.parametrize(
    "line",
    ["contacts enrich {}", "contacts search {}", "contacts signals {} --signal-type allSignals",
     "contacts tables add 1 {} --owner you@firm.example",
     "webhooks create {} --entity-type contact --signal-type promotion --url https://a.example"],
)  # fmt: skip
def test_word_of_an_id_is_no_file_without_a_path_or_extension(
    lusha: Lusha, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, line: str
) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("4100000026", TOKENS[0], "v1.json"):
        Path(name).write_text("30000099")

    def body(word: str) -> str:
        return json.dumps(lusha(*line.format(word).split(), *DRY).json["body"])

    for word in ("4100000026", TOKENS[0]):
        assert word in body(word)
        assert "30000099" in body(f"./{word}")
    assert "30000099" in body("v1.json")


@pytest.mark.parametrize(
    "content",
    [
        {"contactId": SEARCH_ID, "name": "A***", "fqdn": "b***.example"},
        {"personId": "41****", "emailAddresses": [{"email": "a***@firm.example"}]},
        {"personId": True, "companyId": 1.5},
    ],
)
def test_masked_values_are_not_sent(lusha: Lusha, content: dict[str, Any]) -> None:
    for name in ("search", "enrich", "lookalike"):
        lusha("contacts", name, "-", "--yes", stdin=json.dumps(content).encode(), code=2)


def test_signals_of_a_person_are_one_entry_at_the_newest_company() -> None:
    rows = [
        {"id": "9", "personId": "9", "signal": "companyChange", "signalDate": date,
         "currentCompanyId": company}
        for date, company in (("2026-01-01", 1), ("2026-09-01", 2), ("2025-01-01", 3))
    ]  # fmt: skip
    assert [entry.company_id for entry in read_entries(rows)] == ["2"]
    nested = {"contacts": {"1": {"personId": "9", "companyChange": rows}}}
    assert [entry.company_id for entry in read_entries(nested)] == ["2"]


def test_entries_are_in_the_order_of_the_records() -> None:
    body = {
        "requestId": "r",
        "contacts": [{"contactId": "a"}, {"contactId": "b", "companyId": 5}, {"contactId": "c"}],
    }
    entries = read_entries(body)
    assert [(entry.search_id, entry.request_id) for entry in entries] == [
        ("a", "r"), ("b", "r"), ("c", "r")
    ]  # fmt: skip
    found = {"results": [{"id": TOKENS[0], "firstName": "A"}, {"error": {"code": "NOT_FOUND"}}]}
    assert [(entry.person_id, entry.is_missing) for entry in read_entries(found)] == [
        (TOKENS[0], False), ("", True)
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("line", "content"),
    [
        # The IDs of V3 where V2 takes numbers.
        ("signals contacts get - --signal promotion", TOKENS),
        ("recommendations companies -", [{"id": TOKENS[0], "name": "A"}]),
        # Companies without what a lookalike needs, and people without a company.
        ("lookalike companies -", [{"personId": 4100000000, "companyId": 30000000}]),
        ("companies enrich -", [{"id": "4100000026", "promotion": []}]),
        # Contacts of a search.
        ("contacts enrich - --no-waterfall",
         [{"contactId": SEARCH_ID, "name": "Ada Byrne", "fqdn": "analytical-engines.example"}]),
        # Companies where people are needed.
        ("contacts signals - --signal-type promotion", [{"companyId": 30000000, "name": "A"}]),
        # Other results than those of a search.
        ("prospecting contact enrich -", [{"personId": 4100000000}]),
    ],
)  # fmt: skip
def test_hint_names_the_command_that_has_the_identifiers(
    lusha: Lusha, line: str, content: Any
) -> None:
    stdin = json.dumps(content).encode()
    failed = lusha(*line.split(), "--yes", stdin=stdin, code=2)
    hint = re.search(r"Run: (lusha .*)", " ".join(failed.err.split()))
    assert hint
    assert lusha("sandbox", "status").json["creditsCharged"] == 0
    # Each command of the hint reads what the one before it writes.
    for command in hint[1].split(" | "):
        words = shlex.split(command)[1:]
        more = ["--no-waterfall"] if words[:2] == ["contacts", "enrich"] else []
        more += ["--dedupe-session-id", "s"] if words[1] == "lookalike" else []
        more += ["--signal-type", "promotion"] if words[1:2] == ["signals"] else []
        if "lookalike" in words:
            return
        stdin = lusha(*words, *dict.fromkeys(more), "--yes", stdin=stdin).out.encode()


def test_v3_ids_are_taken_by_v2_commands_that_v3_serves(lusha: Lusha) -> None:
    stdin = json.dumps(TOKENS).encode()
    shown = lusha(*SIGNALS, "-", *ALL, *DRY, "--api-version", "v3", stdin=stdin).json
    assert shown["body"]["ids"] == TOKENS


def test_request_has_the_people_of_the_result(lusha: Lusha) -> None:
    lusha.env["LUSHA_YES"] = "1"
    domains = "analytical-engines.example,orchard-motors.example"
    found = lusha("contacts", "prospecting", "--company-domain", domains, "--limit", "30").json
    stdin = json.dumps(found).encode()
    enriched = lusha("contacts", "enrich", "-", "--no-waterfall", stdin=stdin).json
    names = [
        [(person["id"], person["lastName"]) for person in body["results"]]
        for body in (found, enriched)
    ]
    assert names[0] == names[1]
    searched = lusha("signals", "contacts", "search", "-", *ALL, "--start-date", "2y", stdin=stdin)
    assert set(searched.json["contacts"]) <= {id_ for id_, _ in names[0]}
    scores = lusha("companies", "signal-score", "-", stdin=stdin).json["results"]
    assert {item["id"] for item in scores} == {item["company"]["id"] for item in found["results"]}


def test_more_ids_than_one_request_takes_are_sent_in_batches(lusha: Lusha) -> None:
    stdin = "\n".join(str(4_100_000_000 + 13 * number) for number in range(130)).encode()
    for line in ("contacts enrich -", "contacts signals - --signal-type promotion",
                 "contacts search -", "contacts signal-score -",
                 "signals contacts search - --signal promotion"):  # fmt: skip
        shown = lusha(*line.split(), *DRY, stdin=stdin).json
        assert shown["requests"] > 1, line
    table = ("contacts", "tables", "add", "1", "-", "--owner", "you@firm.example", "--yes")
    many = "\n".join(map(str, range(501))).encode()
    assert "accepts up to 500 IDs" in lusha(*table, stdin=many, code=2).err
    seeds = lusha("lookalike", "contacts", "-", "--yes", stdin=stdin, code=2)
    assert "accepts up to 100" in seeds.err


def test_tables_add_sends_the_companies_of_the_contacts(lusha: Lusha) -> None:
    found = lusha("contacts", "search", ADA).out.encode()
    line = ("tables", "add", "1", "-", "--owner", "you@firm.example", *DRY)
    body = lusha("contacts", *line, stdin=found).json["body"]
    assert (body["entityIds"], body["companyIds"]) == (["4100000000"], ["30000000"])
    assert "companyIds" not in lusha("companies", *line, stdin=found).json["body"]
    assert "companyIds" not in lusha("contacts", *line, stdin=b"4100000000").json["body"]


def test_identifiers_beside_a_result_are_refused_or_added(lusha: Lusha) -> None:
    found = lusha("contacts", "search", ADA).out.encode()
    line = ("signals", "contacts", "search", "-", *ALL, "--email", "a@firm.example")
    assert (
        "The identifiers are set twice, by standard input and by an option."
        in lusha(*line, stdin=found, code=2).err
    )
    shown = lusha("contacts", "search", "-", "4100000000", "4100000013", *DRY, stdin=found).json
    assert shown["body"]["contacts"] == [{"id": "4100000000"}, {"id": "4100000013"}]


def test_lists_of_emails_and_domains_are_identifiers(lusha: Lusha) -> None:
    people = b"email\nada@firm.example\nhttps://www.linkedin.com/in/ada-byrne\n"
    body = lusha("contacts", "search", "-", *DRY, stdin=people).json["body"]
    assert body["contacts"] == [
        {"email": "ada@firm.example"},
        {"linkedinUrl": "https://www.linkedin.com/in/ada-byrne"},
    ]
    body = lusha("companies", "search", "-", *DRY, stdin=b"domain\nfirm.example\n").json["body"]
    assert body["companies"] == [{"domain": "firm.example"}]
