"""Names of files that contain an identifier of a person, such as `ada.byrne@firm.example.csv`."""

import re
from collections.abc import Iterable
from functools import reduce

FORGOTTEN = "forgotten"
# A shorter id or profile name is in the names of too many other files.
_MIN_LENGTH = 5
_SUFFIXES = re.compile(r"(?:\.(?:csv|tsv|txt|jsonl?|xlsx|parquet|db|sqlite3?|gz))*$", re.IGNORECASE)
_SEPARATORS = re.compile(r"([/\\])")


def is_in_name(name: str, identifiers: Iterable[str]) -> bool:
    """Return whether the name of a file or folder contains an identifier of a person."""
    return redact_name(name, identifiers) != name


def redact_name(name: str, identifiers: Iterable[str]) -> str:
    """Return a path, or the URL of a SQLite file, without the parts that contain an identifier.

    A redacted part keeps its suffix: `leads/forgotten.csv`. The URL of a server stays unchanged.
    """
    if "://" in name and not name.startswith("sqlite:"):
        return name
    patterns = [pattern for each in identifiers if (pattern := _pattern(*each.split(":", 1)))]
    return "".join(reduce(_redact_part, patterns, part) for part in _SEPARATORS.split(name))


def _redact_part(part: str, pattern: str) -> str:
    if not re.search(rf"(?<![a-z0-9]){pattern}(?![a-z0-9])", part, re.IGNORECASE):
        return part
    suffixes = _SUFFIXES.search(part)
    return FORGOTTEN + (suffixes[0] if suffixes else "")


def _pattern(kind: str, value: str) -> str:
    """Return the pattern of an identifier in a name, "" for one that is too short."""
    if kind == "email":
        return re.escape(value).replace("@", "(?:@|%40)")
    if kind == "phone":
        return r"[ ()._-]*".join(re.findall("[0-9]", value))
    text = value.rstrip("/").rpartition("/")[2] if kind == "linkedin" else value
    return re.escape(text) if len(text) >= _MIN_LENGTH else ""
