"""Rows that may be other people: left out, reviewed, accepted."""

import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from lusha_cli.sandbox.app import Sandbox
from tests.support.cli import ADA, Lusha
from tests.support.files import WriteFile, csv_rows
from tests.support.sandbox_requests import get, json_body

HEADING = "first name,last name,company,email\n"
ROWS = [
    f"John,Smith,Totally Other Inc,{ADA}",
    f"Ada,Byrne,Analytical Engines Ltd,{ADA}",
    f"A.,Byrne,,{ADA}",
    f"John,,,{ADA}",
    "Nobody,Here,Nowhere,nomatch@magic.example",
]


@pytest.fixture
def leads(write_file: WriteFile) -> str:
    return write_file("leads.csv", HEADING + "\n".join(ROWS) + "\n")


@pytest.fixture
def requests_sent(lusha: Lusha) -> Callable[[], int]:
    """Return how many requests the embedded sandbox had."""

    def read() -> int:
        with closing(Sandbox(lusha.state / "sandbox.db", clock=lusha.clock)) as sandbox:
            ledger = json_body(get(sandbox, "/__sandbox/ledger"))
        return int(ledger["totals"]["requests"])

    return read


def statuses(path: Path) -> list[str]:
    return [row["lusha_status"] for row in csv_rows(path.read_text())]


def run_id(lusha: Lusha) -> str:
    [run] = lusha("runs", "list").json
    return str(run["id"])


def test_bulk_leaves_out_data_of_other_people(lusha: Lusha, leads: str, tmp_path: Path) -> None:
    out = tmp_path / "out.csv"
    result = lusha("person", "bulk", leads, "--out", str(out), "--yes")
    rows = csv_rows(out.read_text())
    assert [row["lusha_status"] for row in rows] == [
        "mismatch", "matched", "matched", "mismatch", "not_found",
    ]  # fmt: skip
    assert [row["lusha_mismatch"] for row in rows] == ["name, company", "", "", "name", ""]
    scores = [row["lusha_match"] for row in rows]
    assert int(scores[0]) < 5
    assert scores[1:3] == ["100", "100"]
    assert scores[4] == ""
    # Of the people whose data is shown, the third is the second.
    assert [row["lusha_duplicate_of"] for row in rows] == ["", "", "2", "", ""]
    assert [row["lusha_full_name"] for row in rows] == ["", "Ada Byrne", "Ada Byrne", "", ""]
    review = csv_rows((tmp_path / "out.review.csv").read_text())
    assert [row["lusha_row"] for row in review] == ["1", "4"]
    assert [row["lusha_work_email"] for row in review] == [ADA, ADA]
    assert "2 matched, 2 mismatched, 1 not found." in result.err
    assert f"2 rows may be other people. The data found is in {tmp_path}/out.review.csv." in (
        result.err
    )
    assert f"To accept them: lusha runs accept {run_id(lusha)}" in result.err


def test_runs_accept_takes_rows_in_free_of_charge(
    lusha: Lusha, leads: str, tmp_path: Path, requests_sent: Callable[[], int]
) -> None:
    out, review = tmp_path / "out.csv", tmp_path / "out.review.csv"
    lusha("person", "bulk", leads, "--out", str(out), "--data-columns", "full_name", "--yes")
    run, sent = run_id(lusha), requests_sent()
    result = lusha("runs", "accept", run, "--rows", "2,4-5")
    assert "Accepted 1 row. 3 matched, 1 mismatched, 1 not found." in result.err
    assert statuses(out) == ["mismatch", "matched", "matched", "matched", "not_found"]
    assert [row["lusha_row"] for row in csv_rows(review.read_text())] == ["1"]
    accepted = lusha("runs", "accept", run, "--json").json
    assert accepted == {"run": run, "accepted": 1, "mismatched": 0, "output": str(out)}
    rows = csv_rows(out.read_text())
    assert [row["lusha_full_name"] for row in rows] == ["Ada Byrne"] * 4 + [""]
    assert (rows[0]["lusha_mismatch"], "lusha_work_email" in rows[0]) == ("name, company", False)
    assert not review.exists()
    # Again, and from the journal alone.
    text = out.read_text()
    assert "Accepted 0 rows." in lusha("runs", "accept", run, "--all").err
    assert out.read_text() == text
    lusha("person", "bulk", leads, "--out", str(out), "--data-columns", "full_name", "--yes")
    assert out.read_text() == text
    assert requests_sent() == sent


def test_runs_accept_refuses_rows_that_do_not_exist(lusha: Lusha, leads: str) -> None:
    lusha("person", "bulk", leads, "--yes")
    run = run_id(lusha)
    assert "there is no row 9" in lusha("runs", "accept", run, "--rows", "4-9", code=2).err
    for rows in ("0", "5-3", "x"):
        assert "isn't a row" in lusha("runs", "accept", run, "--rows", rows, code=2).err
    assert "--rows and --all" in lusha("runs", "accept", run, "--rows", "1", "--all", code=2).err
    result = lusha("runs", "accept", run)
    assert f"Accepted 2 rows. Run: lusha runs export {run} --out FILE" in result.err


def test_min_match_is_an_option_and_a_setting(lusha: Lusha, leads: str, tmp_path: Path) -> None:
    out, review = tmp_path / "out.csv", tmp_path / "out.review.csv"
    lusha("person", "bulk", leads, "--out", str(out), "--yes")
    assert review.exists()
    lusha("runs", "export", run_id(lusha), "--out", str(out), "--min-match", "0")
    assert statuses(out) == ["matched"] * 4 + ["not_found"]
    # The review file of the earlier output is out of date.
    assert not review.exists()
    lusha("config", "set", "min_match", "2")
    lusha("runs", "export", run_id(lusha), "--out", str(out))
    assert statuses(out) == ["mismatch", "matched", "matched", "matched", "not_found"]
    assert "101" in lusha("runs", "export", "x", "--min-match", "101", code=2).err


def test_mismatches_count_as_rows_without_a_match(lusha: Lusha, leads: str, tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    line = ("person", "bulk", leads, "--yes", "--fail-on-miss")
    summary = lusha(*line, "--json", "--out", str(out), code=10).json
    assert (summary["matched"], summary["mismatched"], summary["notFound"]) == (2, 2, 1)
    assert summary["review"] == str(tmp_path / "out.review.jsonl")
    rows = [json.loads(line) for line in out.read_text().splitlines()]
    assert [row["lusha_duplicate_of"] for row in rows] == [None, None, 2, None, None]
    result = lusha(*line, code=10)
    assert "1 row was not found. 2 rows don't match." in result.err
    assert f"lusha runs export {run_id(lusha)} --out FILE" in result.err


def test_sample_counts_mismatches_apart(lusha: Lusha, leads: str) -> None:
    projection = lusha("person", "bulk", leads, "--yes", "--sample", "5").json
    # First names alone aren't compared in samples.
    assert (projection["matched"], projection["mismatched"]) == (3, 1)


def test_database_gets_only_matching_and_accepted_rows(
    lusha: Lusha, write_file: WriteFile, tmp_path: Path
) -> None:
    source = write_file("leads.csv", HEADING + ROWS[0] + "\n")
    url = f"sqlite:///{tmp_path}/people.db"
    result = lusha("person", "bulk", source, "--out", url, "--yes")
    assert "1 row may be another person. The data found was left out." in result.err

    def people() -> int:
        with closing(sqlite3.connect(tmp_path / "people.db")) as database:
            return int(database.execute("SELECT count(*) FROM contacts").fetchone()[0])

    assert people() == 0
    lusha("runs", "accept", run_id(lusha))
    assert people() == 1


def test_companies_are_compared_too(lusha: Lusha, write_file: WriteFile) -> None:
    rows = ["Analytical Engines Inc,analytical-engines.example", "Zork,analytical-engines.example"]
    source = write_file("companies.csv", "name,domain\n" + "\n".join(rows) + "\n")
    found = csv_rows(lusha("company", "bulk", source, "--yes").out)
    assert [row["lusha_status"] for row in found] == ["matched", "matched"]
    assert [row["lusha_mismatch"] for row in found] == ["", "name"]
    assert [row["lusha_duplicate_of"] for row in found] == ["", "1"]


def test_review_file_does_not_replace_the_input(lusha: Lusha, tmp_path: Path) -> None:
    source = tmp_path / "out.review.csv"
    source.write_text(HEADING + ROWS[0] + "\n")
    line = ("person", "bulk", str(source), "--out", str(tmp_path / "out.csv"), "--yes")
    assert "out.review.csv, which is the input file" in lusha(*line, code=2).err


def test_email_hash_is_a_column_on_demand(lusha: Lusha, write_file: WriteFile) -> None:
    source = write_file("leads.csv", f"email\n{ADA}\n")
    line = ("person", "bulk", source, "--yes")
    assert "lusha_email_hash" not in csv_rows(lusha(*line).out)[0]
    [row] = csv_rows(lusha(*line, "--data-columns", "emails,email_hash").out)
    hashes, emails = row["lusha_email_hash"].split("; "), row["lusha_emails"].split("; ")
    assert len(hashes) == len(emails) == 2
    # printf ada.byrne@analytical-engines.example | sha256sum
    assert hashes[0] == "c5c1b555622030257750a651c95ec07f670fbf5b4a27858b0695a4ab8bf2ff3c"
