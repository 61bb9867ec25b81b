"""A bulk run against an API that returns unusual responses."""

import random
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from lusha_cli.bulk.output.rows import failed_rows_error
from lusha_cli.bulk.plan import RunSummary
from lusha_cli.bulk.record_types import COMPANY, PERSON, RecordType
from lusha_cli.bulk.run.recorder import SendResult
from lusha_cli.bulk.run.run import BulkRun
from lusha_cli.errors import LegallyRestricted, LushaError, NetworkError, RejectedError, ServerError

Send = Callable[[Any], Any]


def person_item(contact: Any) -> Any:
    data = {"fullName": contact["email"], "emails": [contact["email"]], "companyId": 1}
    return {"error": None, "isCreditCharged": True, "data": data}


def respond(body: Any) -> Any:
    """Return the response of a correct API, in random order."""
    items = [(contact["contactId"], person_item(contact)) for contact in body["contacts"]]
    random.Random(1).shuffle(items)
    return {"contacts": dict(items), "companies": {"1": {"name": "Firm"}}}


@pytest.fixture
def run_bulk(tmp_path: Path) -> Callable[..., tuple[list[dict[str, Any]], RunSummary]]:
    def go(
        rows: int, send: Send, *, record_type: RecordType = PERSON, max_credits: int | None = None
    ) -> tuple[list[dict[str, Any]], RunSummary]:
        field = "email" if record_type is PERSON else "domain"
        mark = "@" if record_type is PERSON else "-"
        source = tmp_path / "in.jsonl"
        source.write_text("".join(f'{{"{field}": "p{n}{mark}f.example"}}\n' for n in range(rows)))
        with BulkRun(record_type, str(source)) as run:
            summary = run.run(
                lambda body, _: SendResult(send(body)),
                now=lambda: 0.0,
                max_credits=max_credits,
                workers=1,
            )
            statuses = run.output.write(tmp_path / "out.json")
            summary = summary._replace(failure=summary.failure or failed_rows_error(statuses))
        import json

        out = json.loads((tmp_path / "out.json").read_text())
        assert [row[field] for row in out] == [f"p{n}{mark}f.example" for n in range(rows)]
        return out, summary

    return go


RunBulk = Callable[..., tuple[list[dict[str, Any]], RunSummary]]


def test_runner_joins_results_by_id(run_bulk: RunBulk) -> None:
    rows, summary = run_bulk(250, respond)
    assert all(row["lusha_full_name"] == row["email"] for row in rows)
    assert {row["lusha_company_name"] for row in rows} == {"Firm"}
    assert summary.requests == 3
    assert summary.credits == 250 + 4 + 4 + 2
    assert not summary.is_exact


def test_runner_handles_unknown_and_missing_ids(run_bulk: RunBulk) -> None:
    def send(body: Any) -> Any:
        result = respond(body)
        del result["contacts"]["2"]
        result["contacts"]["999"] = result["contacts"]["1"]
        return result

    rows, summary = run_bulk(3, send)
    assert [row["lusha_status"] for row in rows] == ["matched", "error", "matched"]
    assert rows[1]["lusha_error"] == "the response has no result for this row"
    # Two emails, 1 per 25 results, and the worst case of the third.
    assert summary.credits == 2 + 1 + 7
    assert summary.failure is not None
    assert summary.failure.code == "rows_failed"


@pytest.mark.parametrize("odd", [None, [], "x", {}, {"contacts": []}, {"contacts": {"1": 7}}])
def test_runner_keeps_every_row_for_any_response(run_bulk: RunBulk, odd: Any) -> None:
    rows, _ = run_bulk(2, lambda _: odd)
    assert {row["lusha_status"] for row in rows} <= {"error", "not_found"}


@pytest.mark.parametrize(
    ("name", "status"),
    [
        ("EMPTY_DATA", "not_found"), ("NOT_FOUND", "not_found"),
        ("COMPLIANCE_RESTRICTED", "blocked"), ("GDPR", "blocked"),
        ("INVALID_FULL_NAME", "invalid"), ("ENRICH_FAILED", "error"),
    ],
)  # fmt: skip
def test_runner_uses_the_apis_error_name_as_status(
    run_bulk: RunBulk, name: str, status: str
) -> None:
    error = {"code": 1, "name": name, "message": "why"}
    rows, summary = run_bulk(1, lambda _: {"contacts": {"1": {"error": error}}})
    assert (rows[0]["lusha_status"], rows[0]["lusha_error"]) == (status, "why")
    assert summary.credits == 0


def test_runner_bisects_a_batch_to_find_a_rejected_row(run_bulk: RunBulk) -> None:
    requested: list[int] = []

    def send(body: Any) -> Any:
        requested.append(len(body["contacts"]))
        if any(contact["email"].startswith("p70@") for contact in body["contacts"]):
            raise RejectedError("The API returned 400: contact 71 is odd.", status=400)
        return respond(body)

    rows, summary = run_bulk(100, send)
    odd = [row for row in rows if row["lusha_status"] != "matched"]
    assert [row["email"] for row in odd] == ["p70@f.example"]
    assert odd[0]["lusha_status"] == "invalid"
    assert "contact 71 is odd" in odd[0]["lusha_error"]
    assert len(requested) == summary.requests <= 15


def test_runner_bisects_a_batch_to_find_a_legally_restricted_row(run_bulk: RunBulk) -> None:
    def send(body: Any) -> Any:
        if any(contact["email"].startswith("p1@") for contact in body["contacts"]):
            raise LegallyRestricted("The API returned 451.", status=451)
        return respond(body)

    rows, _ = run_bulk(3, send)
    assert [row["lusha_status"] for row in rows] == ["matched", "blocked", "matched"]


def test_runner_stops_early_when_options_are_rejected(run_bulk: RunBulk) -> None:
    requested = 0

    def send(_: Any) -> Any:
        nonlocal requested
        requested += 1
        raise RejectedError("The API returned 400: property x should not exist.", status=400)

    rows, summary = run_bulk(1000, send)
    assert requested < 40
    assert [row["lusha_status"] for row in rows] == ["invalid"] * 10 + ["skipped"] * 990
    assert isinstance(summary.failure, RejectedError)


@pytest.mark.parametrize("error_class", [NetworkError, ServerError])
def test_runner_counts_a_lost_response_as_charged(
    run_bulk: RunBulk, error_class: type[LushaError]
) -> None:
    request_count = 0

    def send(body: Any) -> Any:
        nonlocal request_count
        request_count += 1
        if request_count == 1:
            raise error_class("No answer.")
        return respond(body)

    rows, summary = run_bulk(150, send, max_credits=700)
    statuses = [row["lusha_status"] for row in rows]
    # The lost request counts 604 and leaves 96; the next could cost 302.
    assert statuses == ["error"] * 100 + ["skipped"] * 50
    assert summary.credits == 604
    assert not summary.is_exact


def test_runner_reads_exact_charges_from_the_response(run_bulk: RunBulk) -> None:
    def send(body: Any) -> Any:
        return {**respond(body), "billing": {"creditsCharged": 3}}

    _, summary = run_bulk(150, send)
    assert summary.credits == 6
    assert summary.is_exact


def test_runner_counts_companies_without_a_stated_charge(run_bulk: RunBulk) -> None:
    def send(body: Any) -> Any:
        return {company["id"]: {"name": "Firm"} if company["id"] != "2" else {} for company in
                body["companies"]}  # fmt: skip

    rows, summary = run_bulk(3, send, record_type=COMPANY)
    assert [row["lusha_status"] for row in rows] == ["matched", "not_found", "matched"]
    assert [row["lusha_credits"] for row in rows] == [1, 0, 1]
    assert summary.credits == 3
    assert not summary.is_exact


@pytest.mark.slow
def test_runner_returns_random_files_complete_and_in_order(tmp_path: Path) -> None:
    import csv
    import json

    chance = random.Random(7)
    pieces = ["a@b.example", "A@B.example", "bad", "", 'quo"te', "new\nline", "ü;,|", "\t", "=1+1"]
    for _ in range(40):
        rows = [[chance.choice(pieces) for _ in range(3)] for _ in range(chance.randrange(1, 30))]
        source, out = tmp_path / "in.csv", tmp_path / "out.csv"
        with source.open("w", newline="", encoding="utf-8") as file:
            csv.writer(file).writerows([["email", "x", "y"], *rows])
        with BulkRun(PERSON, str(source)) as run:
            run.run(lambda body, _: SendResult(respond(body)), now=lambda: 0.0)
            run.output.write(out)
        with out.open(newline="", encoding="utf-8") as file:
            matches = [[row["email"], row["x"], row["y"]] for row in csv.DictReader(file)]
        assert matches == rows, json.dumps(rows)


def test_runner_reports_a_full_temporary_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Full(sqlite3.Connection):
        def execute(self, *_: Any) -> Any:
            raise sqlite3.OperationalError("database or disk is full")

    connect = sqlite3.connect
    monkeypatch.setattr(sqlite3, "connect", lambda path, **more: connect(path, factory=Full))
    source = tmp_path / "in.csv"
    source.write_text("email\na@b.example\n")
    with pytest.raises(LushaError, match="disk is full"):
        BulkRun(PERSON, str(source))


def test_runner_leaves_possibly_charged_rows_unknown_until_retried(tmp_path: Path) -> None:
    once = PERSON._replace(endpoint=PERSON.endpoint._replace(is_idempotent=False))
    source = tmp_path / "in.jsonl"
    source.write_text("".join(f'{{"email": "p{n}@f.example"}}\n' for n in range(150)))
    file, out = tmp_path / "run.db", tmp_path / "out.json"
    with BulkRun(once, str(source), journal_file=file) as run:
        run._journal.sendings.add(
            0, [str(n) for n in range(1, 101)], api="v2", max_credits=604, replaces=()
        )  # and then the process died
    requested: list[int] = []

    def send(body: Any) -> Any:
        requested.append(len(body["contacts"]))
        return respond(body)

    with BulkRun(once, str(source), journal_file=file) as run:
        summary = run.run(lambda body, _: SendResult(send(body)), now=lambda: 0.0, workers=1)
        assert run.output.write(out) == {"unknown": 100, "matched": 50}
    assert requested == [50]
    assert summary.credits == 604 + 52
    with BulkRun(once, str(source), journal_file=file) as run:
        run.select(["unknown"])
        run.run(lambda body, _: SendResult(send(body)), now=lambda: 0.0, workers=1)
        assert run.output.write(out) == {"matched": 150}
    assert requested == [50, 100]
