"""Who an opt-out is about, by the names that the suppression list knows."""

import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import Any

from lusha_cli import identity

Json = Any


def suppressed_names(content: dict[str, Json]) -> list[str]:
    """The names of the person in an opt-out; what is unreadable in it names nobody."""
    return list(dict.fromkeys(_names(content)))


def _names(content: dict[str, Json]) -> Iterator[str]:
    yield from _name("contact", content.get("contactId"), identity.clean_token)
    yield from _name("linkedin", content.get("linkedinUrl"), identity.clean_linkedin)
    points = content.get("datapoints")
    for point in points if isinstance(points, list) else ():
        if isinstance(point, dict):
            kind, value = point.get("datapointType"), point.get("datapointId")
            if kind == "email":
                yield from _name("email", value, identity.clean_email)
            elif kind == "phone":
                yield from _name("phone", value, _clean_phone)


def _name(kind: str, value: Json, clean: Callable[[str], str]) -> Iterator[str]:
    text = str(value) if isinstance(value, int) else value
    if isinstance(text, str):
        with suppress(identity.InvalidValue):
            yield f"{kind}:{clean(text)}"


def _clean_phone(text: str) -> str:
    """A phone number; one that begins with neither + nor 0 begins with its country."""
    return identity.clean_phone(f"+{text}" if re.match(r"\s*[1-9]", text) else text)
