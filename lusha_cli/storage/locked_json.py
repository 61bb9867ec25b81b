"""A small document that all processes of a user read and change in turn."""

import json
import os
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from lusha_cli.storage.locks import hold
from lusha_cli.storage.state_store import private_folder

Document = dict[str, Any]

# A document is a few hundred bytes; what is longer is not ours.
_MOST_BYTES = 1 << 20


class Shared:
    """A JSON object in `file`, worth nothing once it is lost.

    Where the file cannot be used, the threads of this process share the object alone. `sleep`
    waits, in seconds, for another process to be done with it.
    """

    def __init__(self, file: Path, *, sleep: Callable[[float], None]) -> None:
        self._file = file
        self._sleep = sleep
        self._threads = threading.Lock()
        self._is_alone = False
        self._own: Document = {}

    @contextmanager
    def changing(self) -> Iterator[Document]:
        """The object, for this thread only until the block ends; then it is kept as it is.

        It is empty where there is none, or where what is there is damaged.
        """
        with self._threads:
            handle = self._opened()
            if handle is None:
                yield self._own
                return
            try:
                document = _read(handle)
                yield document
                self._write(handle, document)
            finally:
                os.close(handle)  # gives the lock back

    def _opened(self) -> int | None:
        """The file, open and locked; None where that cannot be had."""
        if self._is_alone:
            return None
        try:
            handle = self._open()
        except OSError:
            self._is_alone = True
            return None
        is_ours = False
        try:
            is_ours = hold(handle, sleep=self._sleep)
        finally:
            if not is_ours:
                os.close(handle)
        return handle if is_ours else None

    def _open(self) -> int:
        flags = os.O_CREAT | os.O_RDWR
        try:
            return os.open(self._file, flags, 0o600)
        except FileNotFoundError:
            private_folder(self._file.parent)
            return os.open(self._file, flags, 0o600)

    def _write(self, handle: int, document: Document) -> None:
        content = json.dumps(document).encode()
        try:
            os.lseek(handle, 0, os.SEEK_SET)
            if os.write(handle, content) < len(content):
                raise OSError("the disk is full")
            os.ftruncate(handle, len(content))
        except OSError:
            self._is_alone, self._own = True, document


def _read(handle: int) -> Document:
    try:
        document = json.loads(os.read(handle, _MOST_BYTES) or b"{}")
    except (OSError, ValueError, RecursionError):
        return {}
    return document if isinstance(document, dict) else {}
