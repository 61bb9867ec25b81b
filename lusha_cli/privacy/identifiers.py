"""The identifiers of people that a request or a response contains.

An identifier is a kind and a normalized value: `email:ada@company.example`, `phone:+13445550151`,
`linkedin:https://www.linkedin.com/in/ada-byrne`, `contact:4100000000` (Lusha's id). The suppression
list stores them. `parsing.identifiers` defines which values are valid.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress

from lusha_cli.json_types import Json, as_list, as_object
from lusha_cli.parsing.identifiers import (
    InvalidValue,
    find_emails,
    normalize_email,
    normalize_id,
    normalize_linkedin,
    normalize_phone,
    normalize_token,
)
from lusha_cli.parsing.linkedin import member_url
from lusha_cli.parsing.pasted_text import clean_text
from lusha_cli.usual_contacts import read_identity

_NORMALIZERS: dict[str, Callable[[str], str]] = {
    "email": normalize_email,
    # All pages of a member are one person.
    "linkedin": lambda text: member_url(normalize_linkedin(text)),
    "phone": normalize_phone,
    "contact": normalize_token,
}
# The keys under which requests identify a person, and the kinds of their values.
_KINDS = {
    "email": "email",
    "linkedinUrl": "linkedin",
    "social_link": "linkedin",
    "personId": "contact",
    "id": "contact",
}
# The key of the people in the body of each operation that looks people up ("" is the query).
# Contact ids of a prospecting search are valid in that search alone: they don't identify a person.
# Seeds of lookalikes and recommendations are not looked up themselves.
_PEOPLE_KEYS = {
    "person get": "",
    "person bulk": "contacts",
    "signals contacts get": "contactIds",
    "signals contacts search": "contacts",
    "contacts search": "contacts",
    "contacts enrich": "ids",
    "contacts search-and-enrich": "contacts",
    "contacts signals": "ids",
    "contacts signal-score": "contacts",
    "contacts icp-fit-score": "contacts",
}


def make_identifier(kind: str, value: str) -> str:
    """Return the identifier of a person; `kind` is email, linkedin, phone or contact.

    Raises InvalidValue if `value` isn't valid for this kind.
    """
    return f"{kind}:{_NORMALIZERS[kind](value)}"


def all_spellings(identifier: str, text: str) -> list[str]:
    """Return the identifiers under which a person may be listed, `identifier` first.

    The others are those that earlier versions made of `text`, the value as it was typed.
    """
    from lusha_cli.privacy.older_spellings import older_spellings  # companies don't need it

    kind = identifier.partition(":")[0]
    older = (f"{kind}:{spelling}" for spelling in older_spellings(kind, text))
    return list(dict.fromkeys([identifier, *older]))


def own_spellings(identifier: str, text: str) -> list[str]:
    """Return the spellings under which only this person is listed, `identifier` first."""
    return [other for other in all_spellings(identifier, text) if _reparse(other) == identifier]


def parse_identifier(text: str) -> str:
    """Return the identifier for a value of any kind, as users type it.

    Raises InvalidValue if it isn't an email, LinkedIn URL, phone or person ID.
    """
    text = clean_text(text)
    # An address at linkedin.com is an email, and the URL of a profile may contain an @.
    if not find_emails(text) and re.search(r"linkedin\.|lnkd\.in", text, re.IGNORECASE):
        return make_identifier("linkedin", text)
    if "@" in text:
        return make_identifier("email", text)
    if text.lower().startswith(("+", "00", "tel:")):
        return make_identifier("phone", text)
    if re.fullmatch(r"[0-9]+(\.0)?", text):
        return make_identifier("contact", normalize_id(text))
    if re.fullmatch(r"v[0-9]{1,3}\..+", text):
        return make_identifier("contact", text)
    raise InvalidValue(
        f"{text[:80]!r} isn't an email, LinkedIn URL, phone number with its country code (+1...) "
        "or person ID."
    )


def looks_up_people(operation: str) -> bool:
    """Return whether requests of an operation identify people to look up."""
    return operation in _PEOPLE_KEYS


def returns_people(operation: str) -> bool:
    """Return whether the responses of an operation are about people."""
    return any(word in operation for word in ("person", "contact"))


def request_identifiers(
    operation: str, query: Mapping[str, Json], body: Json
) -> Iterator[list[str]]:
    """Yield the identifiers of each person that a request looks up.

    `operation` is one of those for which `looks_up_people` is true.
    """
    key = _PEOPLE_KEYS[operation]
    for person in as_list(as_object(body).get(key)) if key else [query]:
        if isinstance(person, dict):
            yield person_identifiers(person)
        else:
            yield _valid_identifiers([("contact", person)])


def person_identifiers(person: Mapping[str, Json]) -> list[str]:
    """Return the valid identifiers of a person in the shape of a request."""
    return _valid_identifiers((kind, person.get(key)) for key, kind in _KINDS.items())


def response_identifiers(response: Json) -> Iterator[list[str]]:
    """Yield the identifiers of each person in a response."""
    body = as_object(response)
    contacts = body.get("contacts", body.get("results"))
    results = list(contacts.values()) if isinstance(contacts, dict) else as_list(contacts)
    for result in [body["contact"]] if "contact" in body else results:
        # The results of a buying group are companies, each with a list of people.
        for person in as_list(as_object(result).get("contacts")) or [result]:
            yield result_identifiers(person)


def result_identifiers(result: Json) -> list[str]:
    """Return the valid identifiers of a person in the shape of a response."""
    person = read_identity(as_object(result).get("data") or result)
    return _valid_identifiers(
        [
            ("contact", person.id),
            ("linkedin", person.linkedin),
            *(("email", address) for address in person.emails),
            *(("phone", number) for number in person.phones),
        ]
    )


def _valid_identifiers(values: Iterable[tuple[str, Json]]) -> list[str]:
    """Return the identifiers for (kind, value) of a request or response, in all spellings.

    Invalid ones are left out.
    """
    from lusha_cli.privacy.older_spellings import older_spellings  # companies don't need it

    identifiers: list[str] = []
    for kind, value in values:
        if isinstance(value, (str, int)) and not isinstance(value, bool):
            text = str(value)
            with suppress(InvalidValue):
                identifiers.append(make_identifier(kind, text))
            # Earlier versions accepted some values that aren't valid any more.
            identifiers += (f"{kind}:{spelling}" for spelling in older_spellings(kind, text))
    return identifiers


def _reparse(identifier: str) -> str:
    """Return the identifier for the value of an identifier, "" if it isn't valid any more."""
    kind, _, value = identifier.partition(":")
    with suppress(InvalidValue):
        return make_identifier(kind, value)
    return ""
