"""Rows that were answered in any earlier run are not sent, and not paid for, again."""

import json
import tarfile
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from lusha_cli.bulk.run.journal import Journal
from lusha_cli.sandbox.data.people import sample_people
from lusha_cli.sandbox.http import Request, Response
from tests.support.bulk_runs import PERSON_PATHS
from tests.support.cli import ADA, Lusha, Server, StartScriptedServer
from tests.support.files import csv_rows
from tests.support.paths import TEST_DATA
from tests.support.scripted_server import ScriptedResponse

DAY = 86_400
PEOPLE = [
    {
        "first name": person["fullName"].split()[0],
        "last name": person["fullName"].split()[-1],
        "email": person["email"],
    }
    for person in sample_people(limit=230)
]


class Requests:
    """The items of each bulk request that a sandbox gets."""

    def __init__(self, server: Server) -> None:
        self.batches: list[int] = []
        self._handle = server.sandbox.handle
        server.sandbox.handle = self.handle  # type: ignore[method-assign]

    def handle(self, request: Request) -> Response:
        if request.path in PERSON_PATHS:
            self.batches.append(len(json.loads(request.body)["contacts"]))
        elif request.path == "/bulk/company/v2":
            self.batches.append(len(json.loads(request.body)["companies"]))
        return self._handle(request)

    def take(self) -> list[int]:
        """Return the number of items of each request since the last call."""
        batches, self.batches = sorted(self.batches), []
        return batches


@pytest.fixture
def requests(server: Server) -> Requests:
    return Requests(server)


def as_csv(people: list[dict[str, str]], delimiter: str = ",") -> str:
    columns = list(people[0])
    lines = [delimiter.join(columns)]
    lines += [delimiter.join(person[column] for column in columns) for person in people]
    return "\n".join(lines) + "\n"


def as_jsonl(people: list[dict[str, str]]) -> str:
    return "".join(f"{json.dumps(person)}\n" for person in people)


def as_xlsx(people: list[dict[str, str]], file: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    workbook = openpyxl.Workbook()
    workbook.active.append(list(people[0]))
    for person in people:
        workbook.active.append(list(person.values()))
    workbook.save(file)


NEW_PERSON = {"first name": "Nobody", "last name": "Known", "email": "nobody@nowhere.example"}
LATER = {"email": "later@nowhere.example", "first name": "L", "last name": "Ater"}
# Edit of a file of PEOPLE: name, content, more arguments, and the people that are sent again.
Edit = tuple[str, str, tuple[str, ...], list[int]]
EDITS: dict[str, Edit] = {
    "nothing": ("leads.csv", as_csv(PEOPLE), (), []),
    "a row is added": ("leads.csv", as_csv([*PEOPLE, NEW_PERSON]), (), [1]),
    "a row is added at the top": ("leads.csv", as_csv([NEW_PERSON, *PEOPLE]), (), [1]),
    "a row is added twice": ("leads.csv", as_csv([NEW_PERSON, *PEOPLE, NEW_PERSON]), (), [1]),
    "a row is removed": ("leads.csv", as_csv(PEOPLE[1:]), (), []),
    "a row is changed": (
        "leads.csv",
        as_csv([*PEOPLE[:7], {**PEOPLE[7], "email": "other@nowhere.example"}, *PEOPLE[8:]]),
        (),
        [1],
    ),
    "rows are sorted": (
        "leads.csv", as_csv(sorted(PEOPLE, key=lambda person: person["email"])), (), [],
    ),
    "rows are sorted and some added": (
        "leads.csv",
        as_csv(sorted([*PEOPLE, NEW_PERSON, LATER], key=lambda person: person["email"][::-1])),
        (),
        [2],
    ),
    "columns are reordered": (
        "leads.csv", as_csv([dict(reversed(person.items())) for person in PEOPLE]), (), [],
    ),
    "a column that isn't sent is added": (
        "leads.csv", as_csv([{**person, "note": "n"} for person in PEOPLE]), (), [],
    ),
    "the file is renamed": ("others.csv", as_csv(PEOPLE), (), []),
    "the delimiter is changed": ("leads.csv", as_csv(PEOPLE, ";"), (), []),
    "tabs in place of commas": ("leads.tsv", as_csv(PEOPLE, "\t"), (), []),
    "jsonl": ("leads.jsonl", as_jsonl(PEOPLE), (), []),
    "json": ("leads.json", json.dumps(PEOPLE), (), []),
    "xlsx": ("leads.xlsx", "", (), []),
    "the format is stated": ("leads.csv", as_csv(PEOPLE), ("--format", "csv"), []),
    "the delimiter is stated": ("leads.csv", as_csv(PEOPLE), ("--delimiter", ","), []),
    "the encoding is stated": ("leads.csv", as_csv(PEOPLE), ("--encoding", "utf-8"), []),
    "the mapping is stated": ("leads.csv", as_csv(PEOPLE), ("--map", "email=email"), []),
    "emails in upper case": (
        "leads.csv", as_csv([{**p, "email": p["email"].upper()} for p in PEOPLE]), (), [],
    ),
    "spaces around cells": (
        "leads.csv", as_csv([{k: f" {v}  " for k, v in p.items()} for p in PEOPLE]), (), [],
    ),
    "another encoding": ("leads.csv", "\ufeff" + as_csv(PEOPLE), (), []),
    "windows line ends": ("leads.csv", as_csv(PEOPLE).replace("\n", "\r\n"), (), []),
}  # fmt: skip
# Edits that change nothing that matters: the same run, with the same id.
SAME_RUN = (
    "nothing",
    "the file is renamed",
    "the format is stated",
    "the delimiter is stated",
    "the encoding is stated",
    "the mapping is stated",
)


@pytest.mark.slow
@pytest.mark.parametrize("name", EDITS)
def test_edited_file_sends_only_new_people(
    online: Lusha, requests: Requests, tmp_path: Path, name: str
) -> None:
    source = tmp_path / "leads.csv"
    source.write_text(as_csv(PEOPLE))
    first = online("person", "bulk", str(source), "--yes")
    assert requests.take() == [30, 100, 100]
    charged = online("runs", "list").json[0]["credits"]
    assert charged > 0

    online.clock.time += 12 * DAY
    file_name, content, arguments, sent = EDITS[name]
    file = tmp_path / file_name
    if name == "xlsx":
        as_xlsx(PEOPLE, file)
    else:
        file.write_bytes(content.encode())
    line = ("person", "bulk", str(file), *arguments, "-o", "csv")
    dry = online(*line, "--dry-run")
    result = online(*line, "--yes")
    assert requests.take() == sent
    rows = csv_rows(result.out)
    new_rows = [row for row in rows if "nowhere" in row["email"].casefold()]
    known_rows = [row for row in rows if row not in new_rows]
    assert {row["lusha_status"] for row in new_rows} <= {"not_found"}
    note = f"{len(known_rows)} of {len(rows)} rows already have results (12 days ago)."
    assert note in result.err
    assert note in dry.err
    # Each row has the data of its own person, fetched at the first time.
    data = {row["email"]: row for row in csv_rows(first.out)}
    for row in known_rows:
        expected = data[row["email"].strip().lower()]
        for column in ("lusha_status", "lusha_person_id", "lusha_fetched_at", "lusha_work_email"):
            assert row.get(column) == expected.get(column), column
    runs = online("runs", "list").json
    if name in SAME_RUN:
        assert len(runs) == 1
    else:
        # Another run, which wasn't charged for them.
        assert [run["credits"] for run in runs] == [0, charged]
        assert {row["lusha_credits"] for row in rows} == {"0"}
    again = online(*line, "--yes")
    assert again.out == result.out
    assert requests.take() == []


@pytest.mark.slow
def test_half_answered_sorted_file_is_sent_in_full_requests(
    online: Lusha, requests: Requests, write_file: Callable[..., str]
) -> None:
    online("person", "bulk", write_file("even.csv", as_csv(PEOPLE[::2])), "--yes")
    assert requests.take() == [15, 100]
    line = ("person", "bulk", write_file("all.csv", as_csv(PEOPLE)), "--yes")
    result = online(*line, "--jobs", "1")
    assert requests.take() == [15, 100]
    assert "230 rows: 115 people in 2 requests (115 already looked up)." in result.err
    rows = csv_rows(result.out)
    assert [row["email"] for row in rows] == [person["email"] for person in PEOPLE]
    assert {row["lusha_status"] for row in rows} == {"matched"}
    assert len({row["lusha_person_id"] for row in rows}) == 230


def test_reused_run_stopped_by_a_budget_is_resumed(
    online: Lusha, requests: Requests, write_file: Callable[..., str]
) -> None:
    online("person", "bulk", write_file("some.csv", as_csv(PEOPLE[::23])), "--yes")
    requests.take()
    line = ("person", "bulk", write_file("all.csv", as_csv(PEOPLE)), "--yes", "--jobs", "1")
    online(*line, "--max-credits", "700", code=6)
    assert requests.take() == [100]
    [run, _] = online("runs", "list").json
    assert (run["state"], run["completed"]) == ("incomplete", 110)
    result = online(*line)
    assert requests.take() == [20, 100]
    assert {row["lusha_status"] for row in csv_rows(result.out)} == {"matched"}


def test_answers_are_reused_after_their_first_run_is_deleted(
    online: Lusha, requests: Requests, write_file: Callable[..., str]
) -> None:
    online("person", "bulk", write_file("a.csv", as_csv(PEOPLE[:5])), "--yes")
    [first] = online("runs", "list").json
    online("person", "bulk", write_file("b.csv", as_csv(PEOPLE[:6])), "--yes")
    online("runs", "delete", first["id"], "--yes")
    requests.take()
    result = online("person", "bulk", write_file("c.csv", as_csv(PEOPLE[:7])), "--yes")
    assert requests.take() == [1]
    assert {row["lusha_status"] for row in csv_rows(result.out)} == {"matched"}


def test_companies_are_reused(
    online: Lusha, requests: Requests, write_file: Callable[..., str]
) -> None:
    domains = list(dict.fromkeys(person["email"].split("@")[1] for person in PEOPLE))
    first_file = write_file("a.csv", "\n".join(["domain", *domains]))
    second_file = write_file("b.csv", "\n".join(["domain", *domains[::-1]]))
    first = online("company", "bulk", first_file, "--yes")
    requests.take()
    second = online("company", "bulk", second_file, "--yes")
    assert requests.take() == []
    by_domain = {row["domain"]: row["lusha_company_name"] for row in csv_rows(first.out)}
    assert by_domain
    for row in csv_rows(second.out):
        assert row["lusha_company_name"] == by_domain[row["domain"]]
    # The domains of people aren't people.
    online("person", "bulk", write_file("p.csv", as_csv(PEOPLE[:1])), "--yes")
    assert requests.take() == [1]


@pytest.mark.parametrize(
    "arguments",
    [("--refresh-job-info",), ("--signal", "promotion"), ("--smart",), ("--partial-profile",)],
)
def test_other_request_options_share_no_answers(
    online: Lusha, write_file: Callable[..., str], arguments: tuple[str, ...]
) -> None:
    online("person", "bulk", write_file("a.csv", as_csv(PEOPLE[:5])), "--yes")
    other = write_file("b.csv", as_csv(PEOPLE[:6]))
    result = online("person", "bulk", other, "--yes", *arguments)
    assert "already have results" not in result.err
    assert "6 people in 1 request" in result.err


@pytest.mark.parametrize("account", ["profile", "key", "sandbox"])
def test_two_accounts_share_no_answers(
    online: Lusha, requests: Requests, write_file: Callable[..., str], account: str
) -> None:
    online("person", "bulk", write_file("a.csv", as_csv(PEOPLE[:5])), "--yes")
    requests.take()
    other = ["person", "bulk", write_file("b.csv", as_csv(PEOPLE[:6])), "--yes"]
    if account == "key":
        online.env["LUSHA_API_KEY"] = "sandbox-key-of-a-test-0002"
    elif account == "sandbox":
        other.append("--sandbox")
    else:
        online("config", "set", "output", "json", "--profile", "other")
        other += ["--profile", "other"]
    result = online(*other)
    assert "already have results" not in result.err
    assert requests.take() == ([] if account == "sandbox" else [6])


def test_failed_rows_are_sent_again(
    script: StartScriptedServer, write_file: Callable[..., str]
) -> None:
    def contact(error: str) -> dict[str, Any]:
        return {"error": {"code": 9, "name": error, "message": error}}

    def body(*errors: str) -> ScriptedResponse:
        contacts = {str(n): contact(error) for n, error in enumerate(errors, start=1)}
        return ScriptedResponse(201, json.dumps({"contacts": contacts}).encode())

    usage = ScriptedResponse(200, b'{"usage": {"used": 0, "total": 9, "remaining": 9}}')
    errors = ("EMPTY_DATA", "ENRICH_FAILED", "GDPR", "INVALID_EMAIL")
    lusha, server = script(usage, body(*errors), ScriptedResponse(400))
    people = PEOPLE[:5]
    lusha("person", "bulk", write_file("a.csv", as_csv(people)), "--yes", code=10)
    server.responses[:] = [body("EMPTY_DATA", "EMPTY_DATA", "EMPTY_DATA")]
    lusha("person", "bulk", write_file("b.csv", as_csv(people[::-1])), "--yes", code=10)
    [sent] = [request for request in server.bodies[2:] if request]
    assert [contact["email"] for contact in sent["contacts"]] == [
        people[4]["email"], people[1]["email"],
    ]  # fmt: skip


def test_suppressed_people_are_not_reused(
    online: Lusha, requests: Requests, write_file: Callable[..., str]
) -> None:
    online("person", "bulk", write_file("a.csv", as_csv(PEOPLE[:5])), "--yes")
    requests.take()
    online("privacy", "suppress", PEOPLE[2]["email"])
    result = online("person", "bulk", write_file("b.csv", as_csv(PEOPLE[:6])), "--yes")
    assert requests.take() == [1]
    rows = csv_rows(result.out)
    assert (rows[2]["lusha_status"], rows[2]["lusha_person_id"]) == ("blocked", "")
    assert "4 of 6 rows already have results (today)." in result.err
    # Nor is the data copied.
    [latest, _] = online("runs", "list").json
    with closing(Journal(online.state / "runs" / f"{latest['id']}.db", size=1)) as journal:
        answers = list(journal.stored_answers(0))
    assert PEOPLE[1]["email"] in str(answers)
    assert PEOPLE[2]["email"] not in str(answers)


# --fresh and --refresh-older-than.


@pytest.mark.slow
def test_refresh_older_than_sends_rows_with_older_answers(
    online: Lusha, requests: Requests, write_file: Callable[..., str]
) -> None:
    source = write_file("leads.csv", as_csv(PEOPLE[:6]))
    online("person", "bulk", write_file("old.csv", as_csv(PEOPLE[:4])), "--yes")
    online.clock.time += 20 * DAY
    online("person", "bulk", source, "--yes")
    assert requests.take() == [2, 4]
    online.clock.time += 20 * DAY
    line = ("person", "bulk", source, "--yes")
    # The same file: its run has 4 answers of 40 days ago and 2 of 20 days ago.
    for age in ("41d", "6w"):
        assert "(40 days ago)" in online(*line, "--refresh-older-than", age).err
        assert requests.take() == []
    dry = online("person", "bulk", source, "--dry-run", "--refresh-older-than", "30d")
    assert len(dry.json["body"]["contacts"]) == 4
    result = online(*line, "--refresh-older-than", "30d")
    assert requests.take() == [4]
    assert "2 of 6 rows already have results (20 days ago)." in result.err
    days = [row["lusha_fetched_at"][:10] for row in csv_rows(result.out)]
    assert days == ["2026-12-11"] * 4 + ["2026-11-21"] * 2
    # Nothing is that old any more.
    assert online(*line, "--refresh-older-than", "480h").out == result.out
    assert requests.take() == []
    online(*line, "--refresh-older-than", "12h")
    assert requests.take() == [2]
    assert len(online("runs", "list").json) == 2


@pytest.mark.parametrize("age", ["30", "0d", "1y", "soon"])
def test_refresh_older_than_rejects_other_ages(
    online: Lusha, write_leads: Callable[..., str], age: str
) -> None:
    line = ("person", "bulk", write_leads(1), "--refresh-older-than", age)
    assert "such as 12h, 30d or 2w" in online(*line, code=2).err


@pytest.mark.parametrize(
    "options",
    [
        ("--fresh", "--retry-status", "error"),
        ("--fresh", "--refresh-older-than", "1d"),
        ("--retry-status", "error", "--refresh-older-than", "1d"),
    ],
)
def test_options_that_contradict_each_other_are_rejected(
    online: Lusha, write_leads: Callable[..., str], options: tuple[str, ...]
) -> None:
    assert "used together" in online("person", "bulk", write_leads(1), *options, code=2).err


def test_fresh_sends_all_rows(
    online: Lusha, requests: Requests, write_file: Callable[..., str]
) -> None:
    source = write_file("a.csv", as_csv(PEOPLE[:5]))
    online("person", "bulk", source, "--yes")
    online("person", "bulk", source, "--yes", "--fresh")
    assert requests.take() == [5, 5]
    online("person", "bulk", write_file("b.csv", as_csv(PEOPLE[:6])), "--yes", "--fresh")
    assert requests.take() == [6]


# Journals of version 0.1.0.


@pytest.fixture
def upgraded(tmp_path: Path) -> Lusha:
    """Return a CLI with the state of version 0.1.0."""
    with tarfile.open(TEST_DATA / "state" / "state-0.1.0.tar.gz") as archive:
        archive.extractall(tmp_path, filter="data")
    lusha = Lusha(tmp_path)
    lusha.env["LUSHA_SANDBOX"] = "1"
    lusha.clock.time = datetime(2026, 12, 12, 9, tzinfo=UTC).timestamp()
    return lusha


def test_answers_of_version_0_1_0_are_reused(upgraded: Lusha, tmp_path: Path) -> None:
    # 100 of the 201 people of this file were answered; one of them is in two rows.
    lines = (tmp_path / "leads.csv").read_text(encoding="utf-8").splitlines()
    edited = tmp_path / "edited.csv"
    edited.write_text("\n".join([lines[0], *lines[:0:-1], f"{ADA}{',' * lines[0].count(',')}"]))
    result = upgraded("person", "bulk", str(edited), "--dry-run", "--format", "csv")
    assert "101 of 204 rows already have results" in result.err
