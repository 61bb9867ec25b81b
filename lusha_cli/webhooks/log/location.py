"""The location of the delivery log: a JSON Lines file or a SQLite database."""

import hashlib
import os
import re
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote, unquote

from lusha_cli.errors import DeliveryLogError, UsageError
from lusha_cli.storage.locks import Lock
from lusha_cli.storage.output_files import check_output_database, check_output_file
from lusha_cli.storage.state_store import ensure_private_directory, reason

_SQLITE_PREFIX = "sqlite:///"
_SQLITE_SUFFIXES = (".db", ".sqlite", ".sqlite3")
_SQLITE_HEADER = b"SQLite format 3\0"


class LogLocation(NamedTuple):
    """The file of a log, and whether it is a SQLite database."""

    file: Path
    is_sqlite: bool

    @property
    def database(self) -> Path:
        """Return the database: the log itself, or the index of a JSON Lines log."""
        return self.file if self.is_sqlite else self.file.with_name(f"{self.file.name}.index")

    def __str__(self) -> str:
        return f"{_SQLITE_PREFIX}{self.file}" if self.is_sqlite else str(self.file)


def default_location(folder: Path, profile: str) -> LogLocation:
    """Return the default log of a profile: a database in `folder`."""
    name = profile
    if not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}", profile):
        # Without the hash, two profiles could get the same file.
        digest = hashlib.sha256(profile.encode("utf-8", "surrogatepass")).hexdigest()[:8]
        name = f"{quote(profile, safe='', errors='replace')[:48].replace('%', '_')}-{digest}"
    return LogLocation(folder / f"{name}.db", is_sqlite=True)


def listener_lock(location: LogLocation) -> Lock:
    """Return the lock of the listener that writes a log."""
    return Lock(location.file.with_name(f"{location.file.name}.lock"))


def create_log_folder(location: LogLocation) -> None:
    """Create the folder of the default log, readable by its owner only.

    Raises DeliveryLogError if it cannot be created.
    """
    try:
        ensure_private_directory(location.file.parent)
    except OSError as error:
        raise DeliveryLogError(
            f"The log {location} cannot be used: {reason(error)}.",
            hint="Use another log with --out, or set LUSHA_STATE_DIR to a writable folder.",
        ) from error


def parse_log_location(text: str, *, parameter: str) -> LogLocation:
    """Parse `FILE.jsonl` or `sqlite:///FILE`.

    `parameter` names the flag or argument in the UsageError for anything else.
    """
    hint = f"For example: {parameter} deliveries.jsonl, or {parameter} sqlite:///deliveries.db"
    scheme, is_url, rest = text.partition("://")
    if not text or text == "-":
        raise UsageError(f"{parameter} requires a file name.", hint=hint)
    if not is_url:
        file = Path(text)
        _check_file(file, text, parameter, hint)
        return LogLocation(file, file.suffix.lower() in _SQLITE_SUFFIXES or _is_database(file))
    if scheme.lower() != "sqlite":
        raise UsageError(f"{parameter} {scheme}://…: a log must be a file.", hint=hint)
    path = unquote(rest.removeprefix("/"))
    if not rest.startswith("/") or path in ("", ":memory:"):
        raise UsageError(
            f"{parameter} {text}: the file name is missing.",
            hint=f"Use three slashes before the file: {_SQLITE_PREFIX}deliveries.db",
        )
    if "?" in path:
        raise UsageError(f"{parameter} {text}: a log can't have a table name.", hint=hint)
    _check_file(Path(path), text, parameter, hint)
    return LogLocation(Path(path), is_sqlite=True)


def check_writable(location: LogLocation, *, parameter: str) -> None:
    """Raise UsageError if the log can't be written. `parameter` names the flag."""
    name = f"{parameter} {location}"
    check_output_file(location.file, name=name, companions=(".lock",))
    check_output_database(location.database, name=name)


def _check_file(file: Path, text: str, parameter: str, hint: str) -> None:
    # Opening a pipe would wait for its other end.
    if os.path.exists(file) and not os.path.isfile(file):
        noun = "a folder" if os.path.isdir(file) else "a pipe or device, not a file"
        raise UsageError(f"{parameter} {text}: this is {noun}.", hint=hint)
    if not file.parent.is_dir():
        raise UsageError(f"{parameter} {text}: the folder {file.parent} does not exist.")


def _is_database(file: Path) -> bool:
    try:
        with file.open("rb") as stream:
            return stream.read(len(_SQLITE_HEADER)) == _SQLITE_HEADER
    except OSError:
        return False
