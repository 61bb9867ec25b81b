"""End a process at each of its writes."""

import os
import sqlite3
from collections.abc import Callable
from typing import Any

_CRASHED = 97
_WRITES = ("INSERT", "UPDATE", "DELETE", "COMMIT", "VACUUM", "PRAGMA WAL_CHECKPOINT", "BEGIN")


def crashes_at_write(step: int, run: Callable[[], object]) -> bool:
    """Call `run` in a process that ends at its write number `step`; return if it got there."""
    process = os.fork()
    if not process:
        code = 1
        try:
            _end_at_write(step)
            run()
            code = 0
        finally:
            os._exit(code)
    _, status = os.waitpid(process, 0)
    code = os.waitstatus_to_exitcode(status)
    assert code in (0, _CRASHED)
    return code == _CRASHED


def _end_at_write(step: int) -> None:
    """End this process without any cleanup at its write number `step`: of SQL, or of a file."""
    left = step

    def count() -> None:
        nonlocal left
        left -= 1
        if not left:
            os._exit(_CRASHED)

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

    def counted(function: Callable[..., Any]) -> Callable[..., Any]:
        def run(*arguments: Any, **options: Any) -> Any:
            count()
            return function(*arguments, **options)

        return run

    for name in ("replace", "rename", "unlink", "fsync", "fdatasync"):
        setattr(os, name, counted(getattr(os, name)))
