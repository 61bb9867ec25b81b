"""A small JSON document that all processes of a user update under a lock."""

import json
import os
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from lusha_cli.json_types import as_object
from lusha_cli.storage.file_targets import open_private_file
from lusha_cli.storage.locks import lock_file_descriptor
from lusha_cli.storage.state_store import ensure_private_directory

Document = dict[str, Any]

# A document has a few hundred bytes; a longer file isn't one.
_MAX_BYTES = 1 << 20


class LockedJsonFile:
    """A JSON object in `file` that can be lost without harm.

    If the file can't be used, the object is shared by the threads of this process only. `sleep`
    waits, in seconds, for another process to release the lock.
    """

    def __init__(self, file: Path, *, sleep: Callable[[float], None]) -> None:
        self._file = file
        self._sleep = sleep
        self._threads = threading.Lock()
        self._is_process_local = False
        self._local: Document = {}

    @contextmanager
    def update(self) -> Iterator[Document]:
        """Yield the object, locked until the block ends, then write it back if it has changed.

        The object is empty if the file is missing or damaged.
        """
        with self._threads:
            handle = self._open_locked()
            if handle is None:
                yield self._local
                return
            try:
                content, document = _read(handle)
                yield document
                changed = json.dumps(document).encode()
                if changed != content:
                    self._write(handle, changed, document)
            finally:
                os.close(handle)  # releases the lock

    def _open_locked(self) -> int | None:
        """Return the file, open and locked, or None if that fails."""
        if self._is_process_local:
            return None
        try:
            handle = self._open()
        except OSError:
            self._is_process_local = True
            return None
        is_ours = False
        try:
            is_ours = lock_file_descriptor(handle, sleep=self._sleep)
        finally:
            if not is_ours:
                os.close(handle)
        return handle if is_ours else None

    def _open(self) -> int:
        try:
            return open_private_file(self._file)
        except FileNotFoundError:
            ensure_private_directory(self._file.parent)
            return open_private_file(self._file)

    def _write(self, handle: int, content: bytes, document: Document) -> None:
        # Written in place: other processes lock this file, not one that is renamed to it.
        try:
            os.lseek(handle, 0, os.SEEK_SET)
            if os.write(handle, content) < len(content):
                raise OSError("the disk is full")
            os.ftruncate(handle, len(content))
        except OSError:
            self._is_process_local, self._local = True, document


def _read(handle: int) -> tuple[bytes, Document]:
    """Return the content of a file, and the object in it."""
    content = b""
    with suppress(OSError, ValueError, RecursionError):
        content = os.read(handle, _MAX_BYTES)
        return content, as_object(json.loads(content or b"{}"))
    return content, {}
