"""The identifiers of people and companies in the entries of earlier results."""

import re

from lusha_cli.commands.result_entries import Entry
from lusha_cli.json_types import Json
from lusha_cli.parsing.identifiers import is_v3_id

# The IDs of the contacts of a search, which other commands don't know.
SEARCH_ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)


def is_id(word: str) -> bool:
    is_number = word.isascii() and word.isdecimal()
    return is_number or is_v3_id(word) or bool(SEARCH_ID.fullmatch(word))


def person_id(entry: Entry) -> str | None:
    """Return Lusha's ID of a person, numeric or of V3."""
    return entry.person_id or (entry.text if not entry.kind and _is_lusha_id(entry.text) else None)


def company_id(entry: Entry) -> str | None:
    """Return Lusha's ID of a company, or of the company of a person."""
    return entry.company_id or (entry.text if not entry.kind and _is_lusha_id(entry.text) else None)


def _is_lusha_id(text: str) -> bool:
    return is_id(text) and not SEARCH_ID.fullmatch(text)


def contact_item(entry: Entry) -> dict[str, Json] | None:
    """Return the best identifier of a person, by its names in V3."""
    if entry.person_id:
        return {"id": entry.person_id}
    if entry.linkedin_url:
        return {"linkedinUrl": entry.linkedin_url}
    if entry.email:
        return {"email": entry.email}
    first, _, last = " ".join(entry.full_name.split()).rpartition(" ")
    name = {"firstName": entry.first_name or first, "lastName": entry.last_name or last}
    company = {"companyDomain": entry.domain, "companyName": entry.company_name}
    employer = next(({key: value} for key, value in company.items() if value), None)
    return {**name, **employer} if all(name.values()) and employer else None


def company_item(entry: Entry) -> dict[str, Json] | None:
    """Return the best identifier of a company, by its name in V3."""
    values = {"id": entry.company_id, "domain": entry.domain, "name": entry.company_name}
    return next(({key: value} for key, value in values.items() if value), None)


def is_for_v2(entry: Entry, id_: str) -> bool:
    """Return whether V2 takes an ID of an entry: a number, or one from a result of V2."""
    return id_.isdecimal() or (bool(entry.kind) and not entry.is_v3)
