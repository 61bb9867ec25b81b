"""The delivery log: nothing acknowledged is lost, nothing is logged twice."""

import errno
import json
import os
import sqlite3
import stat
import threading
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from lusha_cli.errors import DeliveryLogError, DeliveryLogLocked, UsageError
from lusha_cli.webhooks.deliveries import Delivery, read_delivery
from lusha_cli.webhooks.log import jsonl
from lusha_cli.webhooks.log.delivery_log import Outcome
from lusha_cli.webhooks.log.location import parse_log_location
from lusha_cli.webhooks.log.reader import LogReader, read_log
from tests.support.delivery_log import logged_ids, open_log
from tests.support.webhook_environment import (
    NOW,
    HttpResponse,
    deliver,
    event,
    run_server,
    wait_until,
)

POSIX = pytest.mark.skipif(os.name != "posix", reason="needs POSIX")
BOTH = pytest.mark.parametrize("name", ["log.jsonl", "log.db"])


def deliveries(*numbers: int) -> list[Delivery]:
    return [
        read_delivery(event(n), received=NOW + n, timestamp=str(int(NOW)), signature="ab" * 32)
        for n in numbers
    ]


@BOTH
def test_log_knows_deliveries_after_reopening(tmp_path: Path, name: str) -> None:
    with closing(open_log(tmp_path / name)) as log:
        assert log.append(deliveries(1, 2, 1)) == [True, True, False]
    with closing(open_log(tmp_path / name)) as log:
        assert log.append(deliveries(2, 3)) == [False, True]
        assert log.last_number == 3
        with closing(LogReader(log)) as reader:
            assert [n for n, _ in reader.next_deliveries(0, limit=9)] == [1, 2, 3]
            assert reader.get(3) == deliveries(3)[0]
    assert logged_ids(tmp_path / name) == ["event-1", "event-2", "event-3"]
    assert list(read_log(parse_log_location(str(tmp_path / name), parameter=""))) == deliveries(
        1, 2, 3
    )


def test_log_line_has_everything_that_proves_the_delivery(tmp_path: Path) -> None:
    with closing(open_log(tmp_path / "log.jsonl")) as log:
        log.append(deliveries(1))
    (line,) = (tmp_path / "log.jsonl").read_text().splitlines()
    assert json.loads(line) == {
        "received": "2026-11-01T12:00:01.000Z",
        "id": "event-1",
        "type": "promotion",
        "entity": "contact:4158887495",
        "headers": {"X-Lusha-Timestamp": "1793534400", "X-Lusha-Signature": "ab" * 32},
        "body": event(1).decode(),
    }


def test_log_database_can_be_queried_with_sql(tmp_path: Path) -> None:
    with closing(open_log(tmp_path / "log.db")) as log:
        log.append(deliveries(1))
    with closing(sqlite3.connect(tmp_path / "log.db")) as db:
        query = "SELECT body ->> '$.data.currentTitle' FROM deliveries"
        assert db.execute(query).fetchone() == ("Partner",)


@POSIX
@BOTH
def test_log_is_private(tmp_path: Path, name: str) -> None:
    with closing(open_log(tmp_path / name)) as log:
        log.append(deliveries(1))
        for path in tmp_path.iterdir():
            assert stat.S_IMODE(path.stat().st_mode) == 0o600, path


@BOTH
def test_log_is_locked_by_one_listener(tmp_path: Path, name: str) -> None:
    with closing(open_log(tmp_path / name)), pytest.raises(DeliveryLogLocked) as caught:
        open_log(tmp_path / name)
    assert "Another listener" in caught.value.message
    open_log(tmp_path / name).close()


@pytest.mark.parametrize("torn", [b'{"received": "2026', b"\0" * 5000, b"x" * 3_000_000])
def test_log_truncates_an_incomplete_last_line(tmp_path: Path, torn: bytes) -> None:
    path, reported = tmp_path / "log.jsonl", list[str]()
    with closing(open_log(path)) as log:
        log.append(deliveries(1, 2))
    content = path.read_bytes()
    path.write_bytes(content + torn)
    with closing(open_log(path, reported)) as log:
        assert path.read_bytes() == content
        log.append(deliveries(2, 3))
    assert logged_ids(path) == ["event-1", "event-2", "event-3"]
    assert str(len(torn)) in reported[0]


def test_log_of_incomplete_lines_starts_empty(tmp_path: Path) -> None:
    path = tmp_path / "log.jsonl"
    path.write_bytes(b'{"received"')
    with closing(open_log(path)) as log:
        log.append(deliveries(1))
    assert logged_ids(path) == ["event-1"]


def test_log_rebuilds_a_missing_index_from_its_lines(tmp_path: Path) -> None:
    path, reported = tmp_path / "log.jsonl", list[str]()
    with closing(open_log(path)) as log:
        log.append(deliveries(1))
    index = (tmp_path / "log.jsonl.index").read_bytes()
    with closing(open_log(path)) as log:
        log.append(deliveries(*range(2, 3000)))
    # Killed after the lines were written, and before they were indexed.
    (tmp_path / "log.jsonl.index").write_bytes(index)
    with closing(open_log(path, reported)) as log:
        assert log.last_number == 2999
        assert log.append(deliveries(1, 2999, 3000)) == [False, False, True]
    assert not reported
    (tmp_path / "log.jsonl.index").unlink()
    with closing(open_log(path, reported)) as log:
        assert log.append(deliveries(1, 3000, 3001)) == [False, False, True]
    assert len(logged_ids(path)) == len(set(logged_ids(path))) == 3001


def test_log_replaced_by_another_gets_its_own_index(tmp_path: Path) -> None:
    path, reported = tmp_path / "log.jsonl", list[str]()
    with closing(open_log(path)) as log:
        log.append(deliveries(1, 2))
    path.write_bytes(b"")
    with closing(open_log(path, reported)) as log:
        assert log.append(deliveries(1)) == [True]
    assert "was replaced or truncated" in reported[0]
    path.write_bytes(b"".join(jsonl.encode_line(delivery) for delivery in deliveries(5, 6, 7)))
    with closing(open_log(path, reported)) as log:
        assert log.append(deliveries(1, 5)) == [True, False]
    assert len(reported) == 2


def test_log_keeps_unknown_lines(tmp_path: Path) -> None:
    path, reported = tmp_path / "log.jsonl", list[str]()
    with closing(open_log(path)) as log:
        log.append(deliveries(1))
    with path.open("ab") as file:
        file.write(b'{"note": "mine"}\n' + jsonl.encode_line(deliveries(2)[0]))
    with closing(open_log(path, reported)) as log:
        assert log.append(deliveries(1, 2, 3)) == [False, False, True]
    assert "lines that aren't deliveries were ignored (1)." in reported[0]
    assert b'{"note": "mine"}\n' in path.read_bytes()
    assert logged_ids(path) == ["event-1", "event-2", "event-3"]


@pytest.mark.parametrize(
    ("name", "content"),
    [("people.jsonl", b'{"email": "ada@firm.example"}\n'), ("crm.db", None), ("x.db", b"x" * 999)],
)
def test_log_leaves_another_file_unchanged(
    tmp_path: Path, name: str, content: bytes | None
) -> None:
    path = tmp_path / name
    if content is None:
        with closing(sqlite3.connect(path)) as db:
            db.execute("CREATE TABLE people (email TEXT)")
    else:
        path.write_bytes(content)
    before = path.read_bytes()
    with pytest.raises((UsageError, DeliveryLogError)):
        open_log(path)
    with pytest.raises((UsageError, DeliveryLogError)):
        list(read_log(parse_log_location(str(path), parameter="FILE")))
    assert path.read_bytes() == before
    open_log(tmp_path / "free.jsonl").close()


def test_log_continues_after_rotation(tmp_path: Path) -> None:
    path = tmp_path / "log.jsonl"
    with closing(open_log(path)) as log:
        log.append(deliveries(1, 2))
        path.write_bytes(b"")  # as logrotate's copytruncate does
        log.append(deliveries(3, 4))
        with closing(LogReader(log)) as reader:
            assert reader.get(4) == deliveries(4)[0]
            with pytest.raises(jsonl.LogLineMissing):
                reader.get(2)
    assert logged_ids(path) == ["event-3", "event-4"]


def assert_rejected(port: int, number: int) -> HttpResponse:
    response = deliver(port, event(number))
    assert response.status == 503, response
    assert response.headers["Retry-After"]
    return response


def test_log_on_a_full_disk_rejects_deliveries_until_there_is_room(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, write, is_full = tmp_path / "log.jsonl", os.write, False

    def full(handle: int, content: bytes) -> int:
        if not is_full:
            return write(handle, content)
        write(handle, content[:100])
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "write", full)
    with run_server(path) as running:
        assert deliver(running.port, event(1)).status == 201
        is_full = True
        assert_rejected(running.port, 2)
        assert_rejected(running.port, 2)
        is_full = False
        assert deliver(running.port, event(2)).status == 201
        assert deliver(running.port, event(1)).headers["X-Lusha-Duplicate"] == "1"
    assert logged_ids(path) == ["event-1", "event-2"]
    assert path.read_bytes().count(b"\n") == 2
    (full_, again) = (line for line in running.messages if "disk" in line or "log is" in line)
    assert "No space left on device" in full_
    assert "again" in again


def test_log_removes_a_partial_line_before_the_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, truncate, is_broken = tmp_path / "log.jsonl", os.ftruncate, True

    def fail(*_: Any) -> None:
        raise OSError(errno.EIO, "Input/output error")

    with closing(open_log(path)) as log:
        log.append(deliveries(1))
        monkeypatch.setattr(jsonl, "flush_to_disk", fail)
        monkeypatch.setattr(
            os, "ftruncate", lambda *options: fail() if is_broken else truncate(*options)
        )
        for _ in range(2):
            with pytest.raises(OSError, match="Input/output"):
                log.append(deliveries(2))
        monkeypatch.undo()
        assert log.append(deliveries(3)) == [True]
    assert logged_ids(path) == ["event-1", "event-3"]


def test_log_database_that_is_full_rejects_until_there_is_room(tmp_path: Path) -> None:
    with run_server(tmp_path / "log.db") as running:
        assert deliver(running.port, event(1)).status == 201
        do = running.log._db.execute
        (pages,) = do("PRAGMA page_count").fetchone()
        do(f"PRAGMA max_page_count = {pages}")
        number = 2
        while deliver(running.port, event(number)).status == 201:
            number += 1
        assert_rejected(running.port, number)
        do(f"PRAGMA max_page_count = {pages * 1000}")
        assert deliver(running.port, event(number)).status == 201
    assert logged_ids(tmp_path / "log.db") == [f"event-{n}" for n in range(1, number + 1)]


def test_log_removes_lines_that_cannot_be_indexed(tmp_path: Path) -> None:
    path = tmp_path / "log.jsonl"
    with closing(open_log(path)) as log:
        log.append(deliveries(1))
        before = path.read_bytes()
        (pages,) = log._db.execute("PRAGMA page_count").fetchone()
        log._db.execute(f"PRAGMA max_page_count = {pages}")
        with pytest.raises(sqlite3.Error):
            log.append(deliveries(*range(2, 400)))
        assert path.read_bytes() == before
        log._db.execute(f"PRAGMA max_page_count = {pages * 1000}")
        assert log.append(deliveries(1, 2)) == [False, True]
    assert logged_ids(path) == ["event-1", "event-2"]


def test_log_is_synced_before_the_acknowledgment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    is_free, sync, responses = threading.Event(), jsonl.flush_to_disk, list[HttpResponse]()
    synced = list[int]()

    def slow(handle: int) -> None:
        assert is_free.wait(10)
        sync(handle)
        synced.append(handle)

    monkeypatch.setattr(jsonl, "flush_to_disk", slow)
    with run_server(tmp_path / "log.jsonl") as running:
        threads = [
            threading.Thread(target=lambda n=n: responses.append(deliver(running.port, event(n))))
            for n in range(8)
        ]
        for thread in threads:
            thread.start()
        threads[0].join(0.3)
        assert not responses
        assert not running.shown
        is_free.set()
        for thread in threads:
            thread.join()
        wait_until(lambda: len(running.shown) == 8)
    assert [response.status for response in responses] == [201] * 8
    assert len(synced) < 8  # one sync for all waiting deliveries


def test_log_stores_forwarding_outcomes(tmp_path: Path) -> None:
    with closing(open_log(tmp_path / "log.db")) as log:
        log.append(deliveries(1, 2))
        assert log.first_pending("a", from_start=False) == 3
        assert log.first_pending("b", from_start=True) == 1
        log.append([], [Outcome("b", 1, "delivered", 2, NOW)])
    with closing(open_log(tmp_path / "log.db")) as log, closing(LogReader(log)) as reader:
        assert log.first_pending("a", from_start=True) == 3
        assert [waiting.number for waiting in reader.pending("b", after=0, limit=9)] == [2]
        assert reader.count_pending("b", after=0) == 1
