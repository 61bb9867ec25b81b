"""Whom a call is about: the names under which people are on the suppression list.

A name is a kind and a cleaned text: `email:ada@firm.example`, `phone:+13445550151`,
`linkedin:https://www.linkedin.com/in/ada-byrne`, `contact:4100000000`.
"""

import re
from collections.abc import Iterator, Mapping

from lusha_cli.json_types import Json, as_list, as_object
from lusha_cli.models import read_person
from lusha_cli.parsing.identifiers import (
    InvalidValue,
    clean_email,
    clean_id,
    clean_linkedin,
    clean_phone,
    clean_token,
)

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


def names_people(operation: str) -> bool:
    """Whether the calls of an operation look up people whom they name."""
    return operation in _PLACES


def brings_people(operation: str) -> bool:
    """Whether the answers of an operation are about people."""
    return any(word in operation for word in ("person", "contact"))


def names_in(answer: Json) -> Iterator[list[str]]:
    """The names of each person of an answer."""
    body = as_object(answer)
    contacts = body.get("contacts", body.get("results"))
    people = list(contacts.values() if isinstance(contacts, dict) else as_list(contacts))
    for one in [body["contact"]] if "contact" in body else people:
        # The results of a buying group are companies with the people of each.
        for person in as_list(as_object(one).get("contacts")) or [one]:
            yield names_read(person)


def names_read(item: Json) -> list[str]:
    """The names of a person, of whom an answer has `item`."""
    one = read_person(as_object(item).get("data") or item, is_brief=True)
    texts = [
        ("contact", one.id),
        ("linkedin", one.linkedin),
        *(("email", email.address) for email in one.emails),
        *(("phone", phone.number) for phone in one.phones),
    ]
    return [found for kind, text in texts if text for found in _name(kind, text)]


def named_in(operation: str, query: Mapping[str, Json], body: Json) -> Iterator[list[str]]:
    """The names of each person whom a call of such an operation looks up."""
    place = _PLACES[operation]
    people = [query] if not place else body.get(place) if isinstance(body, dict) else None
    for one in people if isinstance(people, list) else ():
        yield names_of(one) if isinstance(one, dict) else list(_name("contact", one))


def _name(kind: str, value: Json) -> Iterator[str]:
    if isinstance(value, (str, int)) and not isinstance(value, bool):
        try:
            yield name(kind, str(value))
        except InvalidValue:
            return
