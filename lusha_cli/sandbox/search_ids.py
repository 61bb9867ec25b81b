"""Ids that belong to one search: of the search itself, and of each contact in its results.

They are not stored: an id contains its number, and a digest that ties it to the account or the
search.
"""

import hashlib
from uuid import UUID

from lusha_cli.sandbox.request_context import RequestContext


def request_id(context: RequestContext, noun: str) -> str:
    """Return a unique id for the current search of `noun`."""
    return _make_id(context.nonce, context.account.name, noun)


def is_request_id(text: str, context: RequestContext, noun: str) -> bool:
    """Return whether `text` is the id of a search of `noun` by this account."""
    number = _parse_number(text)
    # UUIDs are valid in either case.
    return number is not None and text.lower() == _make_id(number, context.account.name, noun)


def contact_id(number: int, search: str) -> str:
    """Return the id of person `number` in the results of `search`."""
    return _make_id(number, "contact", search)


def person_number(text: str, search: str) -> int | None:
    """Return the number of the person of a contact id, or None if it is of another search."""
    number = _parse_number(text)
    return number if number is not None and text.lower() == contact_id(number, search) else None


def _make_id(number: int, *owners: str) -> str:
    digest = hashlib.sha256("/".join((*owners, str(number))).encode()).hexdigest()
    return str(UUID(f"{number:08x}{digest[:24]}"))


def _parse_number(text: str) -> int | None:
    try:
        return int(str(UUID(text))[:8], 16)
    except ValueError:
        return None
