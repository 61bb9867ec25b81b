"""Locks between processes, released when their holder ends."""

import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import IO

from lusha_cli.storage.file_targets import open_private_file


class Lock:
    """A lock on the file `path`, which names the holder."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._file: IO[str] | None = None

    def acquire(self, holder: str) -> str | None:
        """Acquire the lock and return None; return the holder if another process has it."""
        while True:
            handle = open_private_file(self._path)
            file = os.fdopen(handle, "r+", encoding="utf-8")
            if not try_lock(file.fileno()):
                with file:
                    return file.read().strip() or "another process"
            # The last holder may have removed the file between these two calls: a lock on a
            # removed file excludes no process.
            if is_at_path(file.fileno(), self._path):
                break
            file.close()
        try:
            file.seek(0)
            file.truncate()
            file.write(holder)
            file.flush()
        except OSError:
            # Closing writes again, and fails again, on a full disk.
            with suppress(OSError):
                file.close()
            raise
        self._file = file
        return None

    def release(self) -> None:
        """Release the lock."""
        if self._file is not None:
            # Still locked: once it is released, the file may be another process's.
            with suppress(OSError):
                self._path.unlink()
            self._file.close()
            self._file = None


# Seconds. Locks are held for microseconds, but their holder may be suspended.
_TIMEOUT, _INTERVAL = 0.5, 0.001


def lock_file_descriptor(handle: int, *, sleep: Callable[[float], None]) -> bool:
    """Lock an open file until it is closed; return False if that takes over half a second."""
    for _ in range(int(_TIMEOUT / _INTERVAL)):
        if try_lock(handle):
            return True
        sleep(_INTERVAL)
    return False


def is_at_path(handle: int, path: Path) -> bool:
    """Return whether `path` still leads to the open file `handle`."""
    try:
        return os.path.samestat(os.fstat(handle), path.stat())
    except OSError:
        return False


def try_lock(handle: int) -> bool:
    """Lock an open file until it is closed; return False if another process has locked it."""
    try:
        import fcntl
    except ImportError:  # pragma: no cover - Windows
        return _try_lock_on_windows(handle)
    try:
        # A lock of lockf() would end as soon as this process closes any handle of the file.
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def _try_lock_on_windows(handle: int) -> bool:  # pragma: no cover - Windows
    import msvcrt

    try:
        # Beyond the text, so that other processes can still read the holder.
        os.lseek(handle, 1 << 20, os.SEEK_SET)
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined]
    except OSError:
        return False
    finally:
        os.lseek(handle, 0, os.SEEK_SET)
    return True
