"""Cells as people paste them."""

import re

from lusha_cli.parsing.identifiers import InvalidValue, normalize_email

_SEPARATORS = re.compile(r"[;,\s]+")


def find_emails(text: str) -> list[str]:
    """Return the valid emails of a cell, in order and once each."""
    emails: dict[str, None] = {}
    for part in _SEPARATORS.split(text) if "@" in text else ():
        try:
            emails[normalize_email(part)] = None
        except InvalidValue:
            continue
    return list(emails)
