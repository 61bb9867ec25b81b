"""End a process at each of its writes, or at each of its messages to a server."""

import os
import sqlite3
from collections.abc import Callable
from typing import Any

import psycopg
import redis.connection

_CRASHED = 97
_WRITES = ("INSERT", "UPDATE", "DELETE", "COMMIT", "VACUUM", "PRAGMA WAL_CHECKPOINT", "BEGIN")


# What sends a statement or command to Postgres or Redis.
_MESSAGES: tuple[tuple[Any, str], ...] = (
    (psycopg.Cursor, "execute"),
    (psycopg.Cursor, "executemany"),
    (psycopg.Connection, "commit"),
    (redis.connection.AbstractConnection, "send_packed_command"),
)


def crashes_at_write(step: int, run: Callable[[], object]) -> bool:
    """Call `run` in a process that ends at its write number `step`; return if it got there."""
    return _crashes(run, _Countdown(step).watch_writes)


def crashes_at_message(step: int, run: Callable[[], object]) -> bool:
    """Do the same at message number `step` to a server, which is not sent."""
    return _crashes(run, _Countdown(step).watch_messages)


def _crashes(run: Callable[[], object], watch: Callable[[], None]) -> bool:
    process = os.fork()
    if not process:
        code = 1
        try:
            watch()
            run()
            code = 0
        finally:
            os._exit(code)
    _, status = os.waitpid(process, 0)
    code = os.waitstatus_to_exitcode(status)
    assert code in (0, _CRASHED)
    return code == _CRASHED


class _Countdown:
    """End this process without any cleanup at the `step`th thing that is counted."""

    def __init__(self, step: int) -> None:
        self._left = step

    def count(self) -> None:
        self._left -= 1
        if not self._left:
            os._exit(_CRASHED)

    def counted(self, function: Callable[..., Any]) -> Callable[..., Any]:
        """Return a function that counts, and then calls the one given."""

        def run(*arguments: Any, **options: Any) -> Any:
            self.count()
            return function(*arguments, **options)

        return run

    def watch_messages(self) -> None:
        """Count what is sent to servers."""
        for owner, name in _MESSAGES:
            setattr(owner, name, self.counted(getattr(owner, name)))

    def watch_writes(self) -> None:
        """Count the writes of SQL and of files."""
        count = self.count

        class Connection(sqlite3.Connection):
            def execute(self, sql: str, *arguments: Any) -> sqlite3.Cursor:
                if sql.lstrip().upper().startswith(_WRITES):
                    count()
                return super().execute(sql, *arguments)

            def executemany(self, *arguments: Any) -> sqlite3.Cursor:
                count()
                return super().executemany(*arguments)

        connect = sqlite3.connect
        sqlite3.connect = lambda *arguments, **options: connect(
            *arguments, **{"factory": Connection, **options}
        )
        for name in ("replace", "rename", "unlink", "fsync", "fdatasync"):
            setattr(os, name, self.counted(getattr(os, name)))
