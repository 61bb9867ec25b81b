"""Locks between processes that die with their holder."""

import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import IO


class Lock:
    """A lock on `path`; the file says who holds it, and is worth nothing without the lock."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._file: IO[str] | None = None

    def take(self, who: str) -> str | None:
        """Take the lock and return None; where another process has it, what that one said."""
        handle = os.open(self._path, os.O_CREAT | os.O_RDWR, 0o600)
        file = os.fdopen(handle, "r+", encoding="utf-8")
        if not _locked(file.fileno()):
            with file:
                return file.read().strip() or "another process"
        file.seek(0)
        file.truncate()
        file.write(who)
        file.flush()
        self._file = file
        return None

    def release(self) -> None:
        """Give the lock back."""
        if self._file is not None:
            with suppress(OSError):
                self._path.unlink()
            self._file.close()
            self._file = None


# How long a lock that is held for microseconds is waited for: its holder may be stopped.
_PATIENCE, _PAUSE = 0.5, 0.001


def hold(handle: int, *, sleep: Callable[[float], None]) -> bool:
    """Lock an open file until it is closed, waiting for a moment; says whether that worked."""
    for _ in range(int(_PATIENCE / _PAUSE)):
        if _locked(handle):
            return True
        sleep(_PAUSE)
    return False


def _locked(handle: int) -> bool:
    try:
        import fcntl
    except ImportError:  # pragma: no cover - Windows
        return _locked_on_windows(handle)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def _locked_on_windows(handle: int) -> bool:  # pragma: no cover - Windows
    import msvcrt

    try:
        # Beyond what is written: others may still read who holds it.
        os.lseek(handle, 1 << 20, os.SEEK_SET)
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined]
    except OSError:
        return False
    finally:
        os.lseek(handle, 0, os.SEEK_SET)
    return True
