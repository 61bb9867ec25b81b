"""A JSON Lines log of deliveries, flushed to disk on each append and repaired after a crash."""

import base64
import json
import os
import threading
from collections.abc import Iterator, Sequence
from contextlib import suppress
from itertools import accumulate
from pathlib import Path
from typing import NamedTuple

from lusha_cli.storage.atomic_files import fsync_directory
from lusha_cli.storage.file_targets import open_private_file
from lusha_cli.storage.locks import is_at_path
from lusha_cli.webhooks.deliveries import Delivery, iso_time
from lusha_cli.webhooks.signature import SIGNATURE_HEADER, TIMESTAMP_HEADER

_CHUNK = 1 << 20


class LogLineMissing(Exception):
    """Raised when a line is no longer at its offset because another program changed the log."""


class LogLine(NamedTuple):
    """One complete line: its offset and length in bytes.

    `delivery` is None when the line does not hold a delivery.
    """

    offset: int
    length: int
    delivery: Delivery | None


def encode_line(delivery: Delivery) -> bytes:
    """Return a delivery as one line; a body that is not UTF-8 is stored as base64."""
    record = {
        "received": iso_time(delivery.received),
        "id": delivery.id,
        "type": delivery.type,
        "entity": delivery.entity,
        "headers": {TIMESTAMP_HEADER: delivery.timestamp, SIGNATURE_HEADER: delivery.signature},
    }
    try:
        # No line break can end the line early: json.dumps escapes them.
        record["body"] = delivery.body.decode("utf-8")
    except UnicodeDecodeError:
        record["body64"] = base64.b64encode(delivery.body).decode("ascii")
    return json.dumps(record).encode() + b"\n"


def decode_line(line: bytes) -> Delivery | None:
    """Return the delivery in a line, or None if the line does not hold one."""
    from datetime import datetime

    # Other programs may write to the file, so a line can hold anything.
    with suppress(ValueError, TypeError, KeyError, AttributeError, RecursionError):
        record = json.loads(line)
        headers = record["headers"]
        body, encoded_body = record.get("body"), record.get("body64")
        return Delivery(
            str(record["id"]),
            str(record["type"]),
            str(record["entity"]),
            datetime.fromisoformat(record["received"]).timestamp(),
            str(headers[TIMESTAMP_HEADER]),
            str(headers[SIGNATURE_HEADER]),
            base64.b64decode(encoded_body, validate=True) if body is None else body.encode("utf-8"),
        )
    return None


class JsonlLogFile:
    """The log file, written by one process. Raises OSError when the file cannot be used."""

    def __init__(self, file: Path) -> None:
        is_new = not file.exists()
        # Deliveries hold personal data, so only the owner may read them.
        self._descriptor = open_private_file(file, flags=os.O_WRONLY | os.O_APPEND)
        self._reader = file.open("rb")
        # The threads of all sinks share the position of the reader.
        self._read_lock = threading.RLock()
        if is_new:
            fsync_directory(file.parent)
        self.size = os.fstat(self._descriptor).st_size
        # A failed write left part of a line behind, which is removed before the next append.
        self._has_torn_tail = False

    def close(self) -> None:
        """Close the file."""
        os.close(self._descriptor)
        with self._read_lock:
            self._reader.close()

    def is_at(self, file: Path) -> bool:
        """Return whether a path still leads to this file."""
        return is_at_path(self._descriptor, file)

    def append(self, lines: Sequence[bytes]) -> list[int]:
        """Write all lines to disk or none of them, and return the offset of each."""
        if self._has_torn_tail:
            self.truncate(self.size)
        self.size = os.fstat(self._descriptor).st_size  # log rotation may have truncated it
        ends = list(accumulate(map(len, lines), initial=self.size))
        try:
            remaining = memoryview(b"".join(lines))
            while remaining:
                # A call of os.write may write only a part, such as on a disk that is nearly full.
                remaining = remaining[os.write(self._descriptor, remaining) :]
            flush_to_disk(self._descriptor)
        except OSError:
            self._has_torn_tail = True
            with suppress(OSError):
                self.truncate(self.size)
            raise
        self.size = ends.pop()
        return ends

    def truncate(self, size: int) -> None:
        """Remove everything after the first `size` bytes."""
        # If truncating fails, the flag makes the next append try again.
        self.size, self._has_torn_tail = size, True
        os.ftruncate(self._descriptor, size)
        self._has_torn_tail = False

    def truncate_torn_tail(self) -> int:
        """Remove an incomplete last line and return its length in bytes."""
        # Search backwards: only the last line can be incomplete, and the log may be huge.
        intact_size = start = self.size
        while start:
            end, start = start, max(0, start - _CHUNK)
            newline = self._read(start, end).rfind(b"\n")
            if newline >= 0:
                intact_size = start + newline + 1
                break
        else:
            intact_size = 0
        torn_bytes = self.size - intact_size
        if torn_bytes:
            self.truncate(intact_size)
        return torn_bytes

    def scan(self, start: int) -> Iterator[LogLine]:
        """Yield the lines from the byte offset `start` on."""
        with self._read_lock:
            self._reader.seek(start)
            for line in self._reader:
                yield LogLine(start, len(line), decode_line(line))
                start += len(line)

    def read(self, offset: int, length: int) -> Delivery:
        """Return the delivery in a line. Raises LogLineMissing if it is no longer there."""
        delivery = decode_line(self._read(offset, offset + length))
        if delivery is None:
            raise LogLineMissing
        return delivery

    def fingerprint(self) -> bytes:
        """Return the first line (at most 4096 bytes), which identifies the file."""
        return self._read(0, 4096).partition(b"\n")[0]

    def _read(self, start: int, end: int) -> bytes:
        with self._read_lock:
            if self._reader.closed:
                raise LogLineMissing  # the log was rotated meanwhile
            self._reader.seek(start)
            return self._reader.read(end - start)


def flush_to_disk(handle: int) -> None:
    """Flush an open file to the physical disk."""
    with suppress(ImportError):
        import fcntl

        if hasattr(fcntl, "F_FULLFSYNC"):  # pragma: no cover - macOS, where fsync is not enough
            fcntl.fcntl(handle, fcntl.F_FULLFSYNC)
            return
    getattr(os, "fdatasync", os.fsync)(handle)
