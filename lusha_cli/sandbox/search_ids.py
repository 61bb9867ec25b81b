"""Ids that stand for one search: of the search itself, and of each contact in its answer.

They are not stored. An id says which number it stands for, and a digest in it says that it was
given to this account by this search.
"""

import hashlib
from uuid import UUID

from lusha_cli.sandbox.request_context import RequestContext


def request_id(context: RequestContext, kind: str) -> str:
    """The id of the search of `kind` that is being answered; no two have the same."""
    return _make_id(context.nonce, context.account.name, kind)


def is_request_id(text: str, context: RequestContext, kind: str) -> bool:
    """Whether `text` is the id of a search of `kind` that this account made."""
    number = _parse_number(text)
    return number is not None and text.lower() == _make_id(number, context.account.name, kind)


def contact_id(number: int, search: str) -> str:
    """The id of person `number` in the answer of `search`."""
    return _make_id(number, "contact", search)


def person_number(text: str, search: str) -> int | None:
    """The person that a contact id of `search` stands for; None where it is of another one."""
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
