"""The setting `allow`: the only operations that may be sent, checked before anything leaves."""

import re
import shlex
from typing import NamedTuple
from urllib.parse import unquote

from lusha_cli.api.endpoints import ENDPOINTS, METHODS, Endpoint
from lusha_cli.api.request import ApiRequest
from lusha_cli.errors import NotAllowed, UsageError
from lusha_cli.suggestions import did_you_mean

FREE = "free"
# Free requests that lusha itself needs: the account's prices, and the credits left.
ALWAYS_ALLOWED = frozenset({"account plan", "account usage"})
_METHOD_AND_PATH = re.compile(rf"({'|'.join(METHODS)}) (/\S*)", re.IGNORECASE)


class AllowList(NamedTuple):
    """The operations that may be sent, by name, and patterns of other paths.

    A pattern is a method and the segments of a path, of which those in braces match any text.
    """

    operations: frozenset[str]
    patterns: tuple[tuple[str, tuple[str, ...]], ...] = ()

    def permits(self, request: ApiRequest, *, command: str = "") -> bool:
        """Return whether a request of `command` may be sent.

        A permitted command may also send the free requests that it needs, and those of V3 that
        serve it.
        """
        segments = _segments(request.path)
        if _leads_elsewhere(segments):
            return False
        if any(
            method == request.method.upper() and _matches(pattern, segments)
            for method, pattern in self.patterns
        ):
            return True
        names = {request.serves, request.endpoint.name if request.endpoint else ""}
        if request.is_free:
            names.add(command)
        return bool(names & (self.operations | ALWAYS_ALLOWED))


def parse_allow_list(text: str, *, setting: str = "allow") -> AllowList:
    """Return the operations that names separated by commas stand for.

    A name is `free`, that of a command of the API, of a group of them, or a method and a path.
    `setting` is the name of the setting in errors.
    Raises UsageError for any other.
    """
    if not text.strip():
        raise UsageError(
            f"{setting} is empty.",
            hint="Use free or names of commands. To permit all, run: lusha config unset allow",
        )
    operations: set[str] = set()
    patterns: list[tuple[str, tuple[str, ...]]] = []
    for name in (entry.strip() for entry in text.split(",")):
        if match := _METHOD_AND_PATH.fullmatch(name):
            method, path = match[1].upper(), match[2]
            patterns.append((method, _segments(path)))
            # By its name, so that V3 may serve it too.
            operations |= {row.name for row in ENDPOINTS if _is_path_of(row, method, path)}
        else:
            operations |= _operations(name, setting)
    return AllowList(frozenset(operations), tuple(patterns))


def not_allowed(request: ApiRequest, allowed: str, *, source: str, profile: str) -> NotAllowed:
    """Return the error for a request that the list `allowed` of a source doesn't permit."""
    path = request.path.partition("?")[0]
    name = request.serves or (request.endpoint.name if request.endpoint else "")
    name = name or f"{request.method} {path}"
    extended = f"{allowed}, {name}"
    if _leads_elsewhere(_segments(path)):
        hint = "Send a path without . and .. in it."
    elif source == "environment":
        hint = f"To permit it, set LUSHA_ALLOW to {shlex.quote(extended)}."
    else:
        option = f" --profile {shlex.quote(profile)}" if source == "profile" else ""
        hint = f"To permit it, run: lusha config set allow {shlex.quote(extended)}{option}"
    return NotAllowed(
        f"The setting allow doesn't permit {name!r}, only: {allowed}. Nothing was sent.", hint=hint
    )


def _operations(name: str, setting: str) -> set[str]:
    """Return the operations that a name stands for. Raises UsageError."""
    words = name.split()
    if words == [FREE]:
        return {row.name for row in ENDPOINTS if row.is_free}
    found = {row.name for row in ENDPOINTS if row.name.split()[: len(words)] == words}
    if not words or not found:
        names = {FREE, *(prefix for row in ENDPOINTS for prefix in _prefixes(row.name))}
        raise UsageError(
            f"{setting}: {name!r} isn't a command of the API.{did_you_mean(name, sorted(names))}",
            hint="Use free, a command (person get), a group (contacts), or a method and a path "
            "(GET /v2/person). For all commands, run: lusha help commands",
        )
    return found


def _prefixes(name: str) -> list[str]:
    words = name.split()
    return [" ".join(words[: length + 1]) for length in range(len(words))]


def _is_path_of(row: Endpoint, method: str, path: str) -> bool:
    """Return whether a path is the one of an operation, with any names in braces."""
    paths = (_plain(_segments(each)) for each in (row.path, row.fallback) if each)
    return row.method == method and _plain(_segments(path)) in paths


def _segments(path: str) -> tuple[str, ...]:
    return tuple(path.partition("?")[0].strip("/").split("/"))


def _leads_elsewhere(segments: tuple[str, ...]) -> bool:
    """Return whether segments such as .. lead to another path than the one that is compared."""
    # An encoded slash may hide them in a segment.
    parts = "/".join(map(unquote, segments)).split("/")
    return any(part in (".", "..") for part in parts)


def _plain(segments: tuple[str, ...]) -> tuple[str, ...]:
    return tuple("{}" if segment.startswith("{") else segment for segment in segments)


def _matches(pattern: tuple[str, ...], segments: tuple[str, ...]) -> bool:
    return len(pattern) == len(segments) and all(
        (part.startswith("{") and bool(segment)) or part == segment
        for part, segment in zip(pattern, segments, strict=True)
    )
