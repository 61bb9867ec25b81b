"""Commands in messages, with the flags that select the API and the profile."""

import re
import shlex
from collections.abc import Mapping, Sequence
from typing import Any

from lusha_cli.api.endpoints import BY_NAME

# `Run: lusha …`, up to a remark (behind three spaces) or the end of the sentence.
# A quoted argument may hold any of these.
_COMMAND = r"""(?m)(?<=: )lusha [a-z0-9-](?:'[^'\n]*'|"[^"\n]*"|.)*?(?=   | \(|[.,;]?$|[.,;]\s)"""
# Commands that send requests and have no operation of the same name.
_OTHERS = ("api", "runs resume", "doctor", "webhooks doctor", "webhooks listen")


def command_with(argv: Sequence[str], option: str, value: int) -> str | None:
    """Return the command line `argv` as it is typed, with another value of an option.

    Return None if it reads standard input, which can't be typed again.
    """
    if "-" in argv:
        return None
    words = ["lusha"]
    for before, word in zip(["", *argv], argv, strict=False):
        if option not in (before, word) and not word.startswith(f"{option}="):
            words.append(word)
    return shlex.join([*words, option, str(value)])


def with_connection_flags(text: str, flags: Mapping[str, Any]) -> str:
    """Return `text` with the connection flags of `flags` added to commands that use the API."""
    options = ["--sandbox"] if flags.get("sandbox") else []
    options += [
        f"{flag} {shlex.quote(str(flags[name]))}"
        for name, flag in (("base_url", "--base-url"), ("profile", "--profile"))
        if flags.get(name)
    ]

    def add_options(line: str) -> str:
        words = line.split()[1:]
        if "--help" in words or not (_uses_api(words) or words[:1] == ["last"]):
            return line
        # The stored result is of the sandbox or not, whatever else was chosen.
        known = ["--sandbox"] if words[0] == "last" else [option.split()[0] for option in options]
        missing = [
            option
            for option in options
            if (name := option.split()[0]) in known and name not in line
        ]
        return " ".join([line, *missing])

    def add_to_each(match: re.Match[str]) -> str:
        return " | ".join(map(add_options, match[0].split(" | ")))

    return re.sub(_COMMAND, add_to_each, text) if options else text


def _uses_api(words: list[str]) -> bool:
    """Return whether a command sends requests to the API."""
    names = {" ".join(words[:length]) for length in range(1, 5)}
    return bool(names & (BY_NAME.keys() | set(_OTHERS)))
