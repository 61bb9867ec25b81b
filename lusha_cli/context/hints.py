"""Commands in what is said: as they are to be typed, with the flags that say which API is meant."""

import re
import shlex
from collections.abc import Mapping
from typing import Any

from lusha_cli.api.endpoints import BY_NAME

# `Run: lusha …`, up to what is said of it (behind three spaces) or the end of the sentence.
_COMMAND = re.compile(r"(?<=: )lusha [a-z0-9-]+(?: \S+)*?(?=   | \(|[.,;]?$|[.,;]\s)", re.MULTILINE)
_OTHERS = ("runs resume", "doctor", "webhooks doctor", "webhooks listen")


def with_connection_flags(text: str, flags: Mapping[str, Any]) -> str:
    """`text`, in which commands that ask the API carry those of `flags` that name it."""
    given = []
    if flags.get("sandbox"):
        given.append("--sandbox")
    given += [
        f"{flag} {shlex.quote(str(flags[name]))}"
        for name, flag in (("base_url", "--base-url"), ("profile", "--profile"))
        if flags.get(name)
    ]

    def typed(found: re.Match[str]) -> str:
        line = found[0]
        if "--help" in line or not _asks(line.split()[1:]):
            return line
        return " ".join([line, *(one for one in given if one.split()[0] not in line)])

    return _COMMAND.sub(typed, text) if given else text


def _asks(words: list[str]) -> bool:
    """Whether a command asks the API."""
    names = {" ".join(words[:length]) for length in range(1, 5)}
    return bool(names & (BY_NAME.keys() | set(_OTHERS)))
