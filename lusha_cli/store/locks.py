"""Locks between processes that die with their holder."""

import os
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
        if not _locked(file):
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


def _locked(file: IO[str]) -> bool:
    try:
        import fcntl
    except ImportError:  # pragma: no cover - Windows
        return _locked_on_windows(file)
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def _locked_on_windows(file: IO[str]) -> bool:  # pragma: no cover - Windows
    import msvcrt

    try:
        # Beyond what is written: others may still read who holds it.
        file.seek(1 << 20)
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined]
    except OSError:
        return False
    finally:
        file.seek(0)
    return True
