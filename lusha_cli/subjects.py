"""Whom a call is about: the names under which people are on the suppression list.

A name is a kind and a cleaned text: `email:ada@firm.example`, `phone:+13445550151`,
`linkedin:https://www.linkedin.com/in/ada-byrne`, `contact:4100000000`.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from lusha_cli.identity import (
    InvalidValue,
    clean_email,
    clean_id,
    clean_linkedin,
    clean_phone,
    clean_token,
)

Json = Any

_CLEANERS = {
    "email": clean_email,
    "linkedin": clean_linkedin,
    "phone": clean_phone,
    "contact": clean_token,
}
# What the operations call the parts of a person that are names.
_KEYS = {
    "email": "email",
    "linkedinUrl": "linkedin",
    "social_link": "linkedin",
    "personId": "contact",
    "id": "contact",
}
# The operations that look people up who are named, and where they name them ("" is the query).
# Contact ids of a prospecting search are of that search alone: they name nobody that is known.
# Seeds of lookalikes and recommendations are not looked up themselves.
_PLACES = {
    "person get": "",
    "person bulk": "contacts",
    "signals contacts get": "contactIds",
    "signals contacts search": "contacts",
    "contacts search": "contacts",
    "contacts enrich": "ids",
    "contacts search-and-enrich": "contacts",
    "contacts signals": "ids",
    "contacts signal-score": "contacts",
}

_MOST_TOLD = 5


def name(kind: str, text: str) -> str:
    """The name of somebody by e-mail, linkedin, phone or contact (Lusha's id).

    Raises InvalidValue for a text that is none.
    """
    cleaned = _CLEANERS[kind](text)
    if kind == "email" and not cleaned.isascii():
        local, _, host = cleaned.rpartition("@")
        cleaned = f"{local}@{host.encode('idna').decode('ascii')}"
    return f"{kind}:{cleaned}"


def meant(text: str) -> str:
    """The name that a text is, as a person types it. Raises InvalidValue where it is none."""
    text = text.strip()
    if "linkedin." in text.lower():
        return name("linkedin", text)
    if "@" in text:
        return name("email", text)
    if text.lower().startswith(("+", "00", "tel:")):
        return name("phone", text)
    if re.fullmatch(r"[0-9]+(\.0)?", text):
        return name("contact", clean_id(text))
    if re.fullmatch(r"v[0-9]{1,3}\..+", text):
        return name("contact", text)
    raise InvalidValue(
        f"{text[:80]!r} is no e-mail, LinkedIn URL, phone with its country (+1...) or person id."
    )


def names_of(person: Mapping[str, Json]) -> list[str]:
    """The names of a person as a request has it; what is none is left out."""
    return [found for key, kind in _KEYS.items() for found in _name(kind, person.get(key))]


def are_in(operation: str) -> bool:
    """Whether the calls of an operation look up people whom they name."""
    return operation in _PLACES


def named_in(operation: str, query: Mapping[str, Json], body: Json) -> Iterator[list[str]]:
    """The names of each person whom a call of such an operation looks up."""
    place = _PLACES[operation]
    people = [query] if not place else body.get(place) if isinstance(body, dict) else None
    for one in people if isinstance(people, list) else ():
        yield names_of(one) if isinstance(one, dict) else list(_name("contact", one))


def told(held: list[list[str]], *, of: int) -> str:
    """Who of so many people is on the suppression list, to be left out."""
    texts = [names[0].partition(":")[2] for names in held[:_MOST_TOLD]]
    who = ", ".join(texts) + (", …" if len(held) > _MOST_TOLD else "")
    if of == 1:
        return f"{who} is on the suppression list. Nothing was sent."
    are = "is" if len(held) == 1 else "are"
    return f"{len(held):,} of {of:,} people {are} on the suppression list: {who}. Nothing was sent."


def _name(kind: str, value: Json) -> Iterator[str]:
    if isinstance(value, (str, int)) and not isinstance(value, bool):
        try:
            yield name(kind, str(value))
        except InvalidValue:
            return
