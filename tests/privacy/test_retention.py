"""Stored personal data expires: `privacy status`, `privacy purge` and the setting retention."""

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lusha_cli.config.retention import KINDS, parse_retention
from lusha_cli.output.number_format import format_bytes
from lusha_cli.webhooks.log.delivery_log import DeliveryLog
from lusha_cli.webhooks.log.location import LogLocation
from lusha_cli.webhooks.log.rotation import temporary_file
from tests.privacy.test_forget import ADA_ID, ADA_PHONE, write_log
from tests.support.cli import ADA, Lusha
from tests.support.traces import traces_in

DAY = 86400


def status_of(lusha: Lusha) -> dict[str, Any]:
    return {row["kind"]: row for row in lusha("privacy", "status").json}


def entries_of(lusha: Lusha) -> dict[str, int]:
    return {kind: row["entries"] for kind, row in status_of(lusha).items()}


def run_file(lusha: Lusha, folder: Path, name: str) -> None:
    file = folder / f"{name}.csv"
    file.write_text(f"email\n{name}@analytical-engines.example\n")
    lusha("person", "bulk", str(file), "--out", str(folder / f"{name}.out.csv"), "--yes")


def log_delivery(lusha: Lusha, id_: str) -> None:
    from lusha_cli.webhooks.deliveries import Delivery

    folder = lusha.state / "webhooks" / "sandbox"
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    location = LogLocation(folder / "default.db", is_sqlite=True)
    with closing(DeliveryLog(location, notify=lambda _: None)) as log:
        now = lusha.clock.now()
        log.append([Delivery(id_, "promotion", "contact:1", now, "1", "s", b'{"a": "secret"}')])


def test_status_lists_every_place(lusha: Lusha, tmp_path: Path) -> None:
    assert entries_of(lusha) == dict.fromkeys(
        ("runs", "last", "webhooks", "ledger", "suppression"), 0
    )
    lusha("person", "get", ADA)
    run_file(lusha, tmp_path, "ada.byrne")
    log_delivery(lusha, "d1")
    lusha("privacy", "suppress", "+1 555 555 0199")
    # The suppression of a person deletes the last result.
    lusha("person", "get", ADA)
    lusha("config", "set", "retention", "90d, last=12h")
    rows = status_of(lusha)
    assert {kind: row["entries"] for kind, row in rows.items()} == {
        "runs": 1, "last": 1, "webhooks": 1, "ledger": 3, "suppression": 1
    }  # fmt: skip
    assert {kind: row["expiresAfter"] for kind, row in rows.items()} == {
        "runs": "90d", "last": "12h", "webhooks": "90d", "ledger": "90d", "suppression": None
    }  # fmt: skip
    assert {row["newest"] for row in rows.values()} == {"2026-11-01T12:00:00+00:00"}
    assert all(row["bytes"] > 0 for row in rows.values())
    assert "ledger.db" in rows["ledger"]["location"]
    table = lusha("privacy", "status", "-o", "table").out
    assert "Expires after" in table
    assert " kB" in table


def test_purge_deletes_what_is_older(lusha: Lusha, tmp_path: Path) -> None:
    run_file(lusha, tmp_path, "ada.byrne")
    lusha("person", "get", ADA)
    log_delivery(lusha, "old")
    lusha.clock.time += 10 * DAY
    run_file(lusha, tmp_path, "elodie.fischer")
    log_delivery(lusha, "new")
    before = entries_of(lusha)
    counted = lusha("privacy", "purge", "--older-than", "5d", "--dry-run").json
    assert {row["kind"]: row["entries"] for row in counted} == {
        "runs": 1, "last": 1, "webhooks": 1, "ledger": 2
    }  # fmt: skip
    assert entries_of(lusha) == before
    assert lusha("privacy", "purge", "--older-than", "5d", "--yes").json == counted
    assert entries_of(lusha) == {
        "runs": 1, "last": 0, "webhooks": 1, "ledger": 1, "suppression": 0
    }  # fmt: skip
    # The credits of the calls stay.
    assert len(lusha("credits", "log", "--json").json) == 3
    assert lusha("credits", "log", "--who", ADA, "--json").json == []
    assert [row["entries"] for row in lusha("privacy", "purge", "--older-than", "5d").json] == [
        0, 0, 0, 0
    ]  # fmt: skip
    log = lusha.state / "webhooks" / "sandbox" / "default.db"
    with closing(sqlite3.connect(log)) as db:
        assert db.execute("SELECT id, n FROM deliveries").fetchall() == [("new", 2)]


def test_purge_needs_consent_and_an_age(lusha: Lusha, tmp_path: Path) -> None:
    assert "--older-than is missing" in lusha("privacy", "purge", code=2).err
    run_file(lusha, tmp_path, "ada.byrne")
    lusha.clock.time += 10 * DAY
    reported = lusha("privacy", "purge", "--older-than", "5d", code=2)
    assert "This deletes 1 run and 1 call's hashes." in reported.err
    assert entries_of(lusha)["runs"] == 1
    lusha("config", "set", "retention", "runs=30d, ledger=5d")
    assert lusha("privacy", "purge", "--yes").json == [
        {"kind": "runs", "entries": 0, "olderThan": "30d"},
        {"kind": "ledger", "entries": 1, "olderThan": "5d"},
    ]


def test_bulk_run_enforces_the_setting(lusha: Lusha, tmp_path: Path) -> None:
    run_file(lusha, tmp_path, "ada.byrne")
    lusha.clock.time += 10 * DAY
    lusha("config", "set", "retention", "5d")
    file = tmp_path / "next.csv"
    file.write_text("email\nelodie.fischer@analytical-engines.example\n")
    # A dry run changes nothing.
    lusha("person", "bulk", str(file), "--dry-run")
    assert entries_of(lusha)["runs"] == 1
    shown = lusha("person", "bulk", str(file), "--out", str(tmp_path / "o.csv"), "--yes")
    assert "Deleted 1 run and 1 call's hashes by the setting retention." in shown.err
    assert entries_of(lusha)["runs"] == 1


def test_run_in_use_is_not_purged(lusha: Lusha, tmp_path: Path) -> None:
    from lusha_cli.bulk.run.runs import Runs

    run_file(lusha, tmp_path, "ada.byrne")
    runs = Runs(lusha.state / "runs")
    lusha.clock.time += 10 * DAY
    locked_run = runs.lock(runs.ids()[0], owner="another process")
    try:
        lusha("privacy", "purge", "--older-than", "5d", "--yes")
    finally:
        locked_run.release()
    assert entries_of(lusha)["runs"] == 1


def test_numbers_of_deliveries_continue_after_all_were_purged(lusha: Lusha) -> None:
    log_delivery(lusha, "old")
    folder = lusha.state / "webhooks" / "sandbox"
    location = LogLocation(folder / "default.db", is_sqlite=True)
    with closing(DeliveryLog(location, notify=lambda _: None)) as log:
        assert log.first_pending("sink", from_start=True) == 1
        log.checkpoint("sink", 2)
    lusha.clock.time += 10 * DAY
    lusha("privacy", "purge", "--older-than", "5d", "--yes")
    assert b"secret" not in b"".join(path.read_bytes() for path in folder.iterdir())
    log_delivery(lusha, "new")
    with closing(DeliveryLog(location, notify=lambda _: None)) as log:
        # Else the sink would never get it.
        assert log.last_number == 2
        assert log.first_pending("sink", from_start=True) == 2


@settings(
    # Each takes many commands.
    max_examples=4,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(gaps=st.lists(st.integers(0, 5), min_size=1, max_size=8), age=st.integers(1, 20))
def test_purge_keeps_exactly_what_is_younger(gaps: list[int], age: int, lusha: Lusha) -> None:
    """Deliveries and calls of random days: what stays is what isn't older than the age."""
    lusha.clock.time += 1000 * DAY
    start, days = lusha.clock.now(), []
    for number, gap in enumerate(gaps):
        lusha.clock.time += gap * DAY
        days.append(lusha.clock.now())
        log_delivery(lusha, f"{start}-{number}")
        lusha("contacts", "enrich", "4100000000", "--no-waterfall")
    young = sum(lusha.clock.now() - day <= age * DAY for day in days)
    lusha("privacy", "purge", "--older-than", f"{age}d", "--yes")
    entries = entries_of(lusha)
    assert (entries["webhooks"], entries["ledger"]) == (young, young)


VALID = [
    ("90d", dict.fromkeys(KINDS, 90 * DAY)),
    ("runs=30d", {"runs": 30 * DAY}),
    ("runs=30d, last=12h", {"runs": 30 * DAY, "last": DAY // 2}),
    ("2w,last=1d", {**dict.fromkeys(KINDS, 14 * DAY), "last": DAY}),
    ("last = 1d , 2w", {**dict.fromkeys(KINDS, 14 * DAY), "last": DAY}),
]
INVALID = ["", "90", "d", "0d", "runs", "run=30d", "runs=", "runs=1d, runs=2d", "1d, 2d", "=1d"]


@pytest.mark.parametrize(("text", "ages"), VALID)
def test_retention_is_an_age_or_one_per_kind(text: str, ages: dict[str, int]) -> None:
    assert parse_retention(text) == ages


@pytest.mark.parametrize("text", INVALID)
def test_invalid_retention_is_refused(text: str, lusha: Lusha) -> None:
    with pytest.raises(ValueError, match=r".+"):
        parse_retention(text)
    assert lusha("config", "set", "retention", text, code=2).err


@pytest.mark.parametrize(
    ("size", "text"),
    [(0, "0 B"), (812, "812 B"), (1200, "1.2 kB"), (961e6, "961 MB"), (2.5e12, "2,500.0 GB")],
)
def test_sizes_are_shown_in_round_units(size: float, text: str) -> None:
    assert format_bytes(size) == text


def test_rotated_logs_expire(lusha: Lusha) -> None:
    folder = lusha.state / "webhooks" / "sandbox"
    folder.mkdir(parents=True, mode=0o700)
    location = LogLocation(folder / "default.db", is_sqlite=True)
    write_log(lusha, location, is_rotated=True)
    lusha.clock.time += 2 * DAY
    log_delivery(lusha, "new")
    (rotated,) = folder.glob("default-*.db")
    assert entries_of(lusha)["webhooks"] == 5
    planned = lusha("privacy", "purge", "--older-than", "1d", "--dry-run").json
    assert {row["kind"]: row["entries"] for row in planned}["webhooks"] == 4
    assert rotated.exists()
    lusha("privacy", "purge", "--older-than", "1d", "--yes")
    assert entries_of(lusha)["webhooks"] == 1
    assert not rotated.exists()


def test_forget_deletes_the_copy_of_an_interrupted_rotation(lusha: Lusha) -> None:
    folder = lusha.state / "webhooks" / "sandbox"
    folder.mkdir(parents=True, mode=0o700)
    location = LogLocation(folder / "default.db", is_sqlite=True)
    write_log(lusha, location, is_rotated=True)
    copy, who = temporary_file(location.file), (ADA, ADA_ID, ADA_PHONE)
    # The listener that makes it deletes it itself.
    with closing(DeliveryLog(location, notify=lambda _: None)):
        copy.write_bytes(ADA.encode())
        lusha("privacy", "forget", *who, "--yes")
        assert copy.exists()
    lusha("privacy", "forget", *who, "--yes")
    assert not copy.exists()
    assert traces_in(folder) == []
