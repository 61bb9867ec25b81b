"""The log of deliveries: nothing acknowledged is lost, nothing is in it twice."""

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

from lusha_cli.errors import DeliveryLogBusy, DeliveryLogUnusable, UsageError
from lusha_cli.webhooks.deliveries import Delivery, read_delivery
from lusha_cli.webhooks.log import jsonl
from lusha_cli.webhooks.log.delivery_log import DeliveryLog, Outcome
from lusha_cli.webhooks.log.location import LogLocation, default_location, parse_log_location
from lusha_cli.webhooks.log.reader import LogReader, read_log
from webhook_world import NOW, Answer, deliver, event, eventually, listening

POSIX = pytest.mark.skipif(os.name != "posix", reason="needs POSIX")
BOTH = pytest.mark.parametrize("name", ["log.jsonl", "log.db"])


def opened(path: Path, told: list[str] | None = None) -> DeliveryLog:
    return DeliveryLog(
        parse_log_location(str(path), parameter="--out"),
        notify=([] if told is None else told).append,
    )


def some(*numbers: int) -> list[Delivery]:
    return [
        read_delivery(event(n), received=NOW + n, timestamp=str(int(NOW)), signature="ab" * 32)
        for n in numbers
    ]


def ids(path: Path) -> list[str]:
    return [found.id for found in read_log(parse_log_location(str(path), parameter="FILE"))]


@BOTH
def test_what_was_taken_is_known_to_the_next_one(tmp_path: Path, name: str) -> None:
    with closing(opened(tmp_path / name)) as log:
        assert log.append(some(1, 2, 1)) == [True, True, False]
    with closing(opened(tmp_path / name)) as log:
        assert log.append(some(2, 3)) == [False, True]
        assert log.last_number == 3
        with closing(LogReader(log)) as reader:
            assert [n for n, _ in reader.next_deliveries(0, limit=9)] == [1, 2, 3]
            assert reader.get(3) == some(3)[0]
    assert ids(tmp_path / name) == ["event-1", "event-2", "event-3"]
    assert list(read_log(parse_log_location(str(tmp_path / name), parameter=""))) == some(1, 2, 3)


def test_a_line_says_all_that_proves_the_delivery(tmp_path: Path) -> None:
    with closing(opened(tmp_path / "log.jsonl")) as log:
        log.append(some(1))
    (line,) = (tmp_path / "log.jsonl").read_text().splitlines()
    assert json.loads(line) == {
        "received": "2026-11-01T12:00:01.000Z",
        "id": "event-1",
        "type": "promotion",
        "entity": "contact:4158887495",
        "headers": {"X-Lusha-Timestamp": "1793534400", "X-Lusha-Signature": "ab" * 32},
        "body": event(1).decode(),
    }


def test_sql_can_look_into_the_database(tmp_path: Path) -> None:
    with closing(opened(tmp_path / "log.db")) as log:
        log.append(some(1))
    with closing(sqlite3.connect(tmp_path / "log.db")) as db:
        query = "SELECT body ->> '$.data.currentTitle' FROM deliveries"
        assert db.execute(query).fetchone() == ("Partner",)


@POSIX
@BOTH
def test_only_the_owner_can_read_it(tmp_path: Path, name: str) -> None:
    with closing(opened(tmp_path / name)) as log:
        log.append(some(1))
        for path in tmp_path.iterdir():
            assert stat.S_IMODE(path.stat().st_mode) == 0o600, path


@BOTH
def test_two_listeners_on_one_log_are_one_too_many(tmp_path: Path, name: str) -> None:
    with closing(opened(tmp_path / name)), pytest.raises(DeliveryLogBusy) as caught:
        opened(tmp_path / name)
    assert "Another listener" in caught.value.message
    opened(tmp_path / name).close()


# After a crash.


@pytest.mark.parametrize("torn", [b'{"received": "2026', b"\0" * 5000, b"x" * 3_000_000])
def test_a_last_line_that_is_not_whole_is_cut_off(tmp_path: Path, torn: bytes) -> None:
    path, told = tmp_path / "log.jsonl", list[str]()
    with closing(opened(path)) as log:
        log.append(some(1, 2))
    whole = path.read_bytes()
    path.write_bytes(whole + torn)
    with closing(opened(path, told)) as log:
        assert path.read_bytes() == whole
        log.append(some(2, 3))
    assert ids(path) == ["event-1", "event-2", "event-3"]
    assert str(len(torn)) in told[0]


def test_a_log_that_is_all_torn_begins_anew(tmp_path: Path) -> None:
    path = tmp_path / "log.jsonl"
    path.write_bytes(b'{"received"')
    with closing(opened(path)) as log:
        log.append(some(1))
    assert ids(path) == ["event-1"]


def test_what_the_index_does_not_have_yet_is_read_from_the_lines(tmp_path: Path) -> None:
    path, told = tmp_path / "log.jsonl", list[str]()
    with closing(opened(path)) as log:
        log.append(some(1))
    index = (tmp_path / "log.jsonl.index").read_bytes()
    with closing(opened(path)) as log:
        log.append(some(*range(2, 3000)))
    # A kill came after the lines were on the disk, and before the index had them.
    (tmp_path / "log.jsonl.index").write_bytes(index)
    with closing(opened(path, told)) as log:
        assert log.last_number == 2999
        assert log.append(some(1, 2999, 3000)) == [False, False, True]
    assert not told
    (tmp_path / "log.jsonl.index").unlink()
    with closing(opened(path, told)) as log:
        assert log.append(some(1, 3000, 3001)) == [False, False, True]
    assert len(ids(path)) == len(set(ids(path))) == 3001


def test_another_log_in_its_place_is_another_log(tmp_path: Path) -> None:
    path, told = tmp_path / "log.jsonl", list[str]()
    with closing(opened(path)) as log:
        log.append(some(1, 2))
    path.write_bytes(b"")
    with closing(opened(path, told)) as log:
        assert log.append(some(1)) == [True]
    assert "is not the log that it was" in told[0]
    path.write_bytes(b"".join(jsonl.encode_line(delivery) for delivery in some(5, 6, 7)))
    with closing(opened(path, told)) as log:
        assert log.append(some(1, 5)) == [True, False]
    assert len(told) == 2


def test_lines_of_others_are_left_alone(tmp_path: Path) -> None:
    path, told = tmp_path / "log.jsonl", list[str]()
    with closing(opened(path)) as log:
        log.append(some(1))
    with path.open("ab") as file:
        file.write(b'{"note": "mine"}\n' + jsonl.encode_line(some(2)[0]))
    with closing(opened(path, told)) as log:
        assert log.append(some(1, 2, 3)) == [False, False, True]
    assert "lines that are no deliveries are left as they are: 1." in told[0]
    assert b'{"note": "mine"}\n' in path.read_bytes()
    assert ids(path) == ["event-1", "event-2", "event-3"]


@pytest.mark.parametrize(
    ("name", "content"),
    [("people.jsonl", b'{"email": "ada@firm.example"}\n'), ("crm.db", None), ("x.db", b"x" * 999)],
)
def test_a_file_that_is_something_else_is_left_as_it_is(
    tmp_path: Path, name: str, content: bytes | None
) -> None:
    path = tmp_path / name
    if content is None:
        with closing(sqlite3.connect(path)) as db:
            db.execute("CREATE TABLE people (email TEXT)")
    else:
        path.write_bytes(content)
    before = path.read_bytes()
    with pytest.raises((UsageError, DeliveryLogUnusable)):
        opened(path)
    with pytest.raises((UsageError, DeliveryLogUnusable)):
        list(read_log(parse_log_location(str(path), parameter="FILE")))
    assert path.read_bytes() == before
    opened(tmp_path / "free.jsonl").close()


def test_a_log_that_is_rotated_under_way_goes_on(tmp_path: Path) -> None:
    path = tmp_path / "log.jsonl"
    with closing(opened(path)) as log:
        log.append(some(1, 2))
        path.write_bytes(b"")  # as logrotate's copytruncate does
        log.append(some(3, 4))
        with closing(LogReader(log)) as reader:
            assert reader.get(4) == some(4)[0]
            with pytest.raises(jsonl.LogLineMissing):
                reader.get(2)
    assert ids(path) == ["event-3", "event-4"]


# A full disk.


def refused(port: int, number: int) -> Answer:
    answer = deliver(port, event(number))
    assert answer.status == 503, answer
    assert answer.headers["Retry-After"]
    return answer


def test_a_full_disk_refuses_and_is_told_until_there_is_room(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, write, is_full = tmp_path / "log.jsonl", os.write, False

    def full(handle: int, content: bytes) -> int:
        if not is_full:
            return write(handle, content)
        write(handle, content[:100])
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "write", full)
    with listening(path) as running:
        assert deliver(running.port, event(1)).status == 201
        is_full = True
        refused(running.port, 2)
        refused(running.port, 2)
        is_full = False
        assert deliver(running.port, event(2)).status == 201
        assert deliver(running.port, event(1)).headers["X-Lusha-Duplicate"] == "1"
    assert ids(path) == ["event-1", "event-2"]
    assert path.read_bytes().count(b"\n") == 2
    (full_, again) = (line for line in running.said if "written" in line)
    assert "No space left on device" in full_
    assert "again" in again


def test_what_a_failed_writing_left_is_taken_away_before_the_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, truncate, is_broken = tmp_path / "log.jsonl", os.ftruncate, True

    def fail(*_: Any) -> None:
        raise OSError(errno.EIO, "Input/output error")

    with closing(opened(path)) as log:
        log.append(some(1))
        monkeypatch.setattr(jsonl, "flush_to_disk", fail)
        monkeypatch.setattr(
            os, "ftruncate", lambda *given: fail() if is_broken else truncate(*given)
        )
        for _ in range(2):
            with pytest.raises(OSError, match="Input/output"):
                log.append(some(2))
        monkeypatch.undo()
        assert log.append(some(3)) == [True]
    assert ids(path) == ["event-1", "event-3"]


def test_a_full_database_refuses_until_there_is_room(tmp_path: Path) -> None:
    with listening(tmp_path / "log.db") as running:
        assert deliver(running.port, event(1)).status == 201
        do = running.log._db.execute
        (pages,) = do("PRAGMA page_count").fetchone()
        do(f"PRAGMA max_page_count = {pages}")
        number = 2
        while deliver(running.port, event(number)).status == 201:
            number += 1
        refused(running.port, number)
        do(f"PRAGMA max_page_count = {pages * 1000}")
        assert deliver(running.port, event(number)).status == 201
    assert ids(tmp_path / "log.db") == [f"event-{n}" for n in range(1, number + 1)]


def test_lines_whose_index_is_full_are_taken_back(tmp_path: Path) -> None:
    path = tmp_path / "log.jsonl"
    with closing(opened(path)) as log:
        log.append(some(1))
        before = path.read_bytes()
        (pages,) = log._db.execute("PRAGMA page_count").fetchone()
        log._db.execute(f"PRAGMA max_page_count = {pages}")
        with pytest.raises(sqlite3.Error):
            log.append(some(*range(2, 400)))
        assert path.read_bytes() == before
        log._db.execute(f"PRAGMA max_page_count = {pages * 1000}")
        assert log.append(some(1, 2)) == [False, True]
    assert ids(path) == ["event-1", "event-2"]


# When.


def test_nothing_is_acknowledged_before_it_is_on_the_disk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    is_free, sync, answers = threading.Event(), jsonl.flush_to_disk, list[Answer]()
    synced = list[int]()

    def slow(handle: int) -> None:
        assert is_free.wait(10)
        sync(handle)
        synced.append(handle)

    monkeypatch.setattr(jsonl, "flush_to_disk", slow)
    with listening(tmp_path / "log.jsonl") as running:
        threads = [
            threading.Thread(target=lambda n=n: answers.append(deliver(running.port, event(n))))
            for n in range(8)
        ]
        for thread in threads:
            thread.start()
        threads[0].join(0.3)
        assert not answers
        assert not running.shown
        is_free.set()
        for thread in threads:
            thread.join()
        eventually(lambda: len(running.shown) == 8)
    assert [answer.status for answer in answers] == [201] * 8
    assert len(synced) < 8  # one for all that waited


def test_outcomes_are_kept_with_the_deliveries(tmp_path: Path) -> None:
    with closing(opened(tmp_path / "log.db")) as log:
        log.append(some(1, 2))
        assert log.first_pending("a", from_start=False) == 3
        assert log.first_pending("b", from_start=True) == 1
        log.append([], [Outcome("b", 1, "delivered", 2, NOW)])
    with closing(opened(tmp_path / "log.db")) as log, closing(LogReader(log)) as reader:
        assert log.first_pending("a", from_start=True) == 3
        assert [waiting.number for waiting in reader.pending("b", after=0, limit=9)] == [2]
        assert reader.count_pending("b", after=0) == 1


# Where.


@pytest.mark.parametrize(
    "text", ["", "-", "sqlite://log.db", "sqlite:///", "sqlite:///:memory:", "sqlite:///a?table=b",
             "postgresql://host/name", "https://firm.example/x", "."],
)  # fmt: skip
def test_a_place_that_is_none_is_refused(text: str) -> None:
    with pytest.raises(UsageError, match="--out"):
        parse_log_location(text, parameter="--out")


def test_a_place_is_a_file_of_lines_or_a_database(tmp_path: Path) -> None:
    assert parse_log_location("a.jsonl", parameter="") == (Path("a.jsonl"), False)
    assert parse_log_location("a.sqlite3", parameter="") == (Path("a.sqlite3"), True)
    assert parse_log_location("sqlite:////tmp/a%20b", parameter="") == (Path("/tmp/a b"), True)
    with closing(sqlite3.connect(tmp_path / "plain")) as db:
        db.execute("CREATE TABLE x (y)")
    assert parse_log_location(str(tmp_path / "plain"), parameter="").is_sqlite
    names = {default_location(tmp_path, name).file.name for name in ("a/b", "a_b", "..", "ü" * 99)}
    assert len(names) == 4
    assert all(len(name) < 80 and "/" not in name for name in names)


def test_a_folder_that_is_missing_is_told(tmp_path: Path) -> None:
    for name in ("log.jsonl", "log.db"):
        missing = tmp_path / "missing" / name
        with pytest.raises(UsageError, match="there is no folder"):
            opened(missing)
        with pytest.raises(DeliveryLogUnusable, match="No such file"):  # it went away since
            DeliveryLog(LogLocation(missing, is_sqlite=name == "log.db"), notify=print)
        with pytest.raises(UsageError, match="There is no log"):
            ids(tmp_path / name)
