"""Rotation of the delivery log: nothing is lost, logged twice or unknown afterwards."""

import sqlite3
import stat
import sys
from collections.abc import Iterator
from contextlib import closing
from itertools import count
from pathlib import Path

import pytest

from lusha_cli.webhooks.deliveries import Delivery, read_delivery
from lusha_cli.webhooks.forwarding.sinks import UrlSink
from lusha_cli.webhooks.log.delivery_log import DeliveryLog
from lusha_cli.webhooks.log.reader import LogReader
from lusha_cli.webhooks.log.rotation import RotationOptions, rotated_files
from tests.support.crashes import crashes_at_write
from tests.support.delivery_log import logged_ids, open_log
from tests.support.webhook_environment import (
    NOW,
    Sink,
    deliver,
    event,
    run_server,
    wait_until,
)

BOTH = pytest.mark.parametrize("name", ["log.jsonl", "log.db"])
# About four of the deliveries here.
OPTIONS = RotationOptions(2_000, lambda: NOW)


def make_delivery(number: int, *, at: float = NOW) -> Delivery:
    body = event(number, entity=str(number % 3))
    return read_delivery(body, received=at, timestamp=str(int(NOW)), signature="ab" * 32)


def append(log: DeliveryLog, *numbers: int) -> list[bool]:
    """Append deliveries one by one, as the log writer does."""
    new = []
    for number in numbers:
        new += log.append([make_delivery(number)])
        log.rotate_if_due()
    return new


def ids(*numbers: int) -> list[str]:
    return [f"event-{number}" for number in numbers]


def all_ids(path: Path) -> list[str]:
    """Return the ids in the rotated files, in their order, and then in the log."""
    rotated = sorted(path.parent.glob(f"{path.stem}-*{path.suffix}"), key=by_number)
    return [id_ for file in [*rotated, path] for id_ in logged_ids(file)]


def by_number(file: Path) -> int:
    """Return the number of a rotated file of the same second, 1 for the first."""
    return int((*file.stem.split("Z-"), "1")[1])


@BOTH
def test_rotated_deliveries_stay_known_and_readable(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    with closing(open_log(path, rotation=OPTIONS)) as log:
        assert append(log, *range(20)) == [True] * 20
        files = [file for file, _ in rotated_files(log.location)]
        assert len(files) >= 4
        assert files[0].name == f"log-20261101T120000Z{path.suffix}"
        assert {stat.S_IMODE(file.stat().st_mode) for file in files} == {0o600}
        assert append(log, 0, 7, 19) == [False] * 3
    assert all_ids(path) == ids(*range(20))
    # A log that is opened without rotation reads on.
    with closing(open_log(path)) as log:
        assert append(log, 3, 20) == [False, True]
        assert log.last_number == 21
        with closing(LogReader(log)) as reader:
            read = reader.next_deliveries(0, limit=99)
            assert [number for number, _ in read] == list(range(1, 22))
            assert [each for _, each in read] == [make_delivery(n) for n in range(21)]
            assert reader.get(1) == make_delivery(0)


@pytest.fixture
def target() -> Iterator[Sink]:
    sink = Sink()
    yield sink
    sink.close()


def append_for(target: UrlSink, path: Path, *numbers: int) -> None:
    """Log deliveries that a sink has not received yet."""
    with closing(open_log(path, rotation=OPTIONS)) as log:
        log.first_pending(target.name, from_start=True)
        append(log, *numbers)


@BOTH
def test_sinks_get_rotated_deliveries(tmp_path: Path, target: Sink, name: str) -> None:
    sink = UrlSink(target.url, types=(), timeout=5)
    append_for(sink, tmp_path / name, *range(20))
    assert len(list(tmp_path.glob("log-*"))) >= 4
    # It rotates while it sends.
    with run_server(tmp_path / name, sinks=(sink,), rotation=OPTIONS) as running:
        for number in range(20, 30):
            assert deliver(running.port, event(number, entity=str(number % 3))).status == 201
        assert deliver(running.port, event(2)).headers["X-Lusha-Duplicate"] == "1"
        wait_until(lambda: len(target.received) == 30)
    assert sorted(target.ids) == sorted(ids(*range(30)))
    # In order for each entity.
    for entity in range(3):
        numbers = [int(id_.partition("-")[2]) for id_ in target.ids]
        ours = [number for number in numbers if number % 3 == entity]
        assert ours == sorted(ours)


@BOTH
def test_deleted_rotated_file_is_reported_once(tmp_path: Path, target: Sink, name: str) -> None:
    sink = UrlSink(target.url, types=(), timeout=5)
    append_for(sink, tmp_path / name, *range(20))
    first = tmp_path / f"log-20261101T120000Z{(tmp_path / name).suffix}"
    missing = len(logged_ids(first))
    first.unlink()
    with run_server(tmp_path / name, sinks=(sink,)) as running:
        wait_until(lambda: len(target.received) == 20 - missing)
        ended = running.stop()
    assert ended.pending == {sink.label: 0}
    assert [line for line in running.messages if "no longer in the log" in line] == [
        f"{sink.label}: waiting deliveries are no longer in the log."
    ]


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="needs os.fork")
@pytest.mark.filterwarnings("ignore:This process.*fork:DeprecationWarning")
@BOTH
def test_crash_at_any_write_loses_nothing(tmp_path: Path, name: str) -> None:
    for step in count(1):
        folder = tmp_path / str(step)
        folder.mkdir()
        path, acknowledged = folder / name, folder / "acknowledged"
        acknowledged.touch()

        def run(path: Path = path, acknowledged: Path = acknowledged) -> None:
            with closing(open_log(path, rotation=OPTIONS)) as log, acknowledged.open("a") as file:
                for number in range(12):
                    append(log, number)
                    file.write(f"{number}\n")
                    file.flush()

        is_crashed = crashes_at_write(step, run)
        known = [int(line) for line in acknowledged.read_text().splitlines()]
        with closing(open_log(path, rotation=OPTIONS)) as log:
            assert append(log, *known) == [False] * len(known), step
            new = append(log, *range(12))
            assert sum(new) <= 12 - len(known)
            with closing(LogReader(log)) as reader:
                read = [each for _, each in reader.next_deliveries(0, limit=99)]
        assert read == [make_delivery(number) for number in range(12)], step
        # Each is on disk once, and in order.
        assert all_ids(path) == ids(*range(12)), step
        assert not list(folder.glob("*.rotating"))
        if not is_crashed:
            assert step > 40
            return


def test_old_ids_leave_the_database(tmp_path: Path) -> None:
    path = tmp_path / "log.db"
    with closing(open_log(path, rotation=OPTIONS)) as log:
        append(log, *range(8))
        log.append([make_delivery(n, at=NOW + 8 * 86400) for n in range(100, 110)])
        log.rotate_if_due()
    with closing(sqlite3.connect(path)) as db:
        rows = db.execute("SELECT id FROM deliveries ORDER BY n").fetchall()
        assert [id_ for (id_,) in rows] == ids(*range(100, 110))
    assert all_ids(path) == ids(*range(8), *range(100, 110))


@BOTH
def test_failed_rotation_keeps_the_deliveries(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    path = tmp_path / name

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with closing(open_log(path, rotation=OPTIONS)) as log:
        with monkeypatch.context() as patch:
            patch.setattr("os.rename", fail)
            failures = 0
            for number in range(20):
                assert log.append([make_delivery(number)]) == [True]
                try:
                    log.rotate_if_due()
                except OSError:
                    failures += 1
            assert 1 <= failures < 20
        assert append(log, *range(20, 26)) == [True] * 6
        assert rotated_files(log.location)
    assert all_ids(path) == ids(*range(26))
