"""A state folder that version 0.1.0 wrote is read, resumed and exported."""

import json
import os
import sqlite3
import tarfile
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from lusha_cli.sandbox.app import Sandbox
from tests.support.cli import Lusha
from tests.support.files import csv_rows, earlier_columns
from tests.support.paths import TEST_DATA
from tests.support.sandbox_requests import get, json_body
from tests.support.webhook_receiver import Receiver

ARCHIVE = TEST_DATA / "state" / "state-0.1.0.tar.gz"
# Shortly after the state was written; its lookalike session lasts for 30 days.
NOW = datetime(2026, 11, 30, 9, tzinfo=UTC).timestamp()

STOPPED = "a9d6e07aafb1"  # 100 of 201 people answered, one batch sent but not answered
SAMPLED = "be2d9ece2b4a"  # a sample of 5 companies
FINISHED = "b637b15561b8"  # --smart --fill-empty
SESSION = "8fcc9ce8-4970-5eab-ad19-6326087ca1e0"
SEEDS = ("4100000000", "4100000013", "4100000026", "4100000039", "4100000052")

# Keys and values of `runs list` in version 0.1.0, and what they are now where they differ.
RENAMED_KEYS = {
    "where": "api",
    "reading": "inputOptions",
    "answered": "completed",
    "lastAnswer": "lastResponse",
}
RENAMED_STATES = {"to go on with": "incomplete"}
INPUT_KEYS = {"header_row": "headerRow", "no_header": "noHeader"}


@pytest.fixture
def upgraded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Lusha:
    """Return a CLI in the folder of the input files, with the state of version 0.1.0."""
    with tarfile.open(ARCHIVE) as archive:
        archive.extractall(tmp_path, filter="data")
    # All files of the archive have the same time; the latest run was the first in the list.
    for age, row in enumerate(json.loads((tmp_path / "list.json").read_text(encoding="utf-8"))):
        os.utime(tmp_path / "state" / "runs" / f"{row['id']}.db", (NOW - age, NOW - age))
    monkeypatch.chdir(tmp_path)
    lusha = Lusha(tmp_path)
    lusha.env["LUSHA_SANDBOX"] = "1"
    lusha.clock.time = NOW
    return lusha


@pytest.fixture
def ledger(upgraded: Lusha) -> Callable[[], Any]:
    """Read the ledger of the embedded sandbox."""

    def read() -> Any:
        with closing(Sandbox(upgraded.state / "sandbox.db", clock=upgraded.clock)) as sandbox:
            return json_body(get(sandbox, "/__sandbox/ledger"))

    return read


def current_row(row: dict[str, Any]) -> dict[str, Any]:
    """Return a row of `runs list` of version 0.1.0 with the present keys and states."""
    renamed = {RENAMED_KEYS.get(key, key): value for key, value in row.items() if key != "goOn"}
    return {
        **renamed,
        "state": RENAMED_STATES.get(row["state"], row["state"]),
        "inputOptions": {INPUT_KEYS.get(key, key): value for key, value in row["reading"].items()},
        "resumeCommand": row["goOn"] if "resume" in row["goOn"] else None,
        "exportCommand": f"lusha runs export {row['id']} --out FILE",
        "shape": None,
    }


def journaled_answers(lusha: Lusha, run: str) -> list[tuple[int, str, str]]:
    """Return batch, items and body of each answer in the journal of a run."""
    with closing(sqlite3.connect(lusha.state / "runs" / f"{run}.db")) as journal:
        return journal.execute("SELECT batch, items, body FROM answers").fetchall()


def test_runs_list_shows_the_same_values(upgraded: Lusha, tmp_path: Path) -> None:
    stored = json.loads((tmp_path / "list.json").read_text(encoding="utf-8"))
    listed = {row["id"]: row for row in upgraded("runs", "list").json}
    assert list(listed) == [row["id"] for row in stored]
    for row in stored:
        for key, value in current_row(row).items():
            assert listed[row["id"]][key] == value, (row["id"], key)
        assert listed[row["id"]].keys() == current_row(row).keys()


@pytest.mark.parametrize("run", [STOPPED, SAMPLED, FINISHED])
def test_runs_export_is_identical_but_for_new_columns(
    upgraded: Lusha, tmp_path: Path, run: str
) -> None:
    exported = upgraded("runs", "export", run, "-o", "csv").out
    stored = (tmp_path / f"{run}.export.csv").read_text(encoding="utf-8")
    assert [earlier_columns(row) for row in csv_rows(exported)] == csv_rows(stored)


def test_runs_resume_sends_only_unanswered_rows(
    upgraded: Lusha, ledger: Callable[[], Any], tmp_path: Path
) -> None:
    [response] = journaled_answers(upgraded, STOPPED)
    before = csv_rows((tmp_path / f"{STOPPED}.export.csv").read_text(encoding="utf-8"))
    result = upgraded("runs", "resume", STOPPED, "--yes", code=10)
    after = [earlier_columns(row) for row in csv_rows(result.out)]

    # The 100 stored results are unchanged; one row of the file has no email.
    assert len(after) == len(before) == 203
    assert sum(row["lusha_status"] == "invalid" for row in after) == 1
    assert all(row["lusha_status"] != "skipped" for row in after)
    unanswered = [n for n, row in enumerate(before) if row["lusha_status"] == "skipped"]
    assert len(unanswered) == 101
    assert [row for n, row in enumerate(after) if n not in unanswered] == [
        row for row in before if row["lusha_status"] != "skipped"
    ]

    # Two batches, each sent once, with nobody who was answered before.
    requested = ledger()
    assert requested["requests"]["person bulk"] == 2
    stored_ids = {row["lusha_person_id"] for row in before} - {""}
    new_ids = {after[n]["lusha_person_id"] for n in unanswered} - {""}
    assert requested["entities"].keys() == {f"person:{id_}" for id_ in new_ids}
    assert not stored_ids & new_ids
    assert {entity["asked"] for entity in requested["entities"].values()} == {1}
    first, *others = journaled_answers(upgraded, STOPPED)
    assert first == response
    assert sorted(int(n) for _, items, _ in others for n in items.split(",")) == list(
        range(101, 202)
    )
    [row] = [row for row in upgraded("runs", "list").json if row["id"] == STOPPED]
    assert (row["state"], row["completed"], row["requestsUnanswered"]) == ("finished", 201, 0)


def test_bulk_command_finds_the_earlier_run(upgraded: Lusha, ledger: Callable[[], Any]) -> None:
    result = upgraded("person", "bulk", "leads.csv", "--yes", code=10)
    assert len(csv_rows(result.out)) == 203
    assert ledger()["requests"]["person bulk"] == 2
    assert len(upgraded("runs", "list").json) == 3
    again = upgraded("person", "bulk", "leads.csv", "--yes", code=10)
    assert again.out == result.out
    assert ledger()["requests"]["person bulk"] == 2


def test_bulk_command_finds_a_finished_run(upgraded: Lusha, ledger: Callable[[], Any]) -> None:
    line = ("person", "bulk", "few.csv", "--smart", "--fill-empty", "--yes")
    exported = upgraded("runs", "export", FINISHED, "-o", "csv").out
    assert upgraded(*line).out == exported
    assert ledger()["totals"]["credits"] == 0


def test_bulk_command_uses_the_sample(upgraded: Lusha, ledger: Callable[[], Any]) -> None:
    rows = csv_rows(upgraded("company", "bulk", "companies.csv", "--yes").out)
    assert len(rows) == 41
    assert {row["lusha_status"] for row in rows} == {"matched"}
    assert len(ledger()["entities"]) == 36


def test_privacy_check_finds_suppressed_people(upgraded: Lusha) -> None:
    suppressed = ("grace.hopper@nowhere.example", "+15550100")
    rows = upgraded("privacy", "check", *suppressed, "alan.turing@nowhere.example").json
    assert [row["suppressed"] for row in rows] == [True, True, False]


def test_lookalike_more_continues_the_session(upgraded: Lusha, tmp_path: Path) -> None:
    line = ("contacts", "lookalike", "--more", "--limit", "5")
    body = upgraded(*line, "--dry-run").json["body"]
    assert body == {"seeds": {"ids": list(SEEDS)}, "limit": 5, "dedupeSessionId": SESSION}

    # The archive has no state of the sandbox itself: the same seeds make the same session.
    other = Lusha(tmp_path / "other")
    other.env["LUSHA_SANDBOX"] = "1"
    other.clock.time = NOW
    options = [word for seed in SEEDS for word in ("--id", seed)]
    first = other("contacts", "lookalike", *options, "--limit", "5").json
    assert first["dedupeSessionId"] == SESSION
    (upgraded.state / "sandbox.db").write_bytes((other.state / "sandbox.db").read_bytes())
    second = upgraded(*line).json
    assert second["dedupeSessionId"] == SESSION
    assert len(second["results"]) == 5
    first_ids = {result["id"] for result in first["results"]}
    assert not first_ids & {result["id"] for result in second["results"]}


@pytest.mark.parametrize(("arguments", "number"), [((), 3), (("deliveries.jsonl",), 2)])
def test_webhooks_replay_and_verify_read_the_log(
    upgraded: Lusha, receiver: Receiver, tmp_path: Path, arguments: tuple[str, ...], number: int
) -> None:
    upgraded.env["LUSHA_WEBHOOK_SECRET"] = "whsec_of_a_test_0123456789abcdef"
    rows = upgraded("webhooks", "replay", *arguments, "--to", receiver.url).json
    assert [row["state"] for row in rows] == ["delivered"] * number
    assert [delivery.event["id"] for delivery in receiver.deliveries] == [row["id"] for row in rows]
    for delivery in receiver.deliveries:
        (tmp_path / "body.json").write_bytes(delivery.body)
        signature = ("--signature", delivery.headers["x-lusha-signature"])
        timestamp = ("--timestamp", delivery.headers["x-lusha-timestamp"])
        line = ("webhooks", "verify", str(tmp_path / "body.json"), *signature, *timestamp)
        assert upgraded(*line).json["valid"] is True


def test_webhooks_replay_sends_the_logged_bytes(
    upgraded: Lusha, receiver: Receiver, tmp_path: Path
) -> None:
    upgraded.env["LUSHA_WEBHOOK_SECRET"] = "whsec_of_a_test_0123456789abcdef"
    upgraded("webhooks", "replay", "deliveries.jsonl", "--to", receiver.url)
    lines = (tmp_path / "deliveries.jsonl").read_text(encoding="utf-8").splitlines()
    bodies = [json.loads(line)["body"].encode() for line in lines]
    assert [delivery.body for delivery in receiver.deliveries] == bodies
