"""Commands in messages, with the flags that select the API and the profile."""

import re
import shlex
from collections.abc import Mapping
from typing import Any

from lusha_cli.api.endpoints import BY_NAME

# `Run: lusha …`, up to a remark (behind three spaces) or the end of the sentence.
_COMMAND = re.compile(r"(?<=: )lusha [a-z0-9-]+(?: \S+)*?(?=   | \(|[.,;]?$|[.,;]\s)", re.MULTILINE)
# Commands that send requests and have no operation of the same name.
_OTHERS = ("api", "runs resume", "doctor", "webhooks doctor", "webhooks listen")


def with_connection_flags(text: str, flags: Mapping[str, Any]) -> str:
    """Return `text` with the connection flags of `flags` added to commands that use the API."""
    options = ["--sandbox"] if flags.get("sandbox") else []
    options += [
        f"{flag} {shlex.quote(str(flags[name]))}"
        for name, flag in (("base_url", "--base-url"), ("profile", "--profile"))
        if flags.get(name)
    ]

    def add_options(line: str) -> str:
        if "--help" in line or not _uses_api(line.split()[1:]):
            return line
        return " ".join([line, *(option for option in options if option.split()[0] not in line)])

    def add_to_each(match: re.Match[str]) -> str:
        return " | ".join(map(add_options, match[0].split(" | ")))

    return _COMMAND.sub(add_to_each, text) if options else text


def _uses_api(words: list[str]) -> bool:
    """Return whether a command sends requests to the API."""
    names = {" ".join(words[:length]) for length in range(1, 5)}
    return bool(names & (BY_NAME.keys() | set(_OTHERS)))
