"""Pseudonyms: keyed hashes in place of identifiers, equal for equal identities in all files."""

import hashlib
import hmac
from collections.abc import Callable
from contextlib import suppress

from lusha_cli.bulk.columns import VALUE_SEPARATOR
from lusha_cli.parsing.domains import normalize_domain
from lusha_cli.parsing.identifiers import (
    InvalidValue,
    normalize_email,
    normalize_linkedin,
    normalize_phone,
)
from lusha_cli.parsing.linkedin import member_url

# The kinds of identifiers, by the column of a run that has them, and their one spelling.
_NORMALIZERS: dict[str, Callable[[str], str]] = {
    "lusha_person_id": str,
    "lusha_emails": normalize_email,
    "lusha_phones": normalize_phone,
    "lusha_linkedin_url": lambda text: member_url(normalize_linkedin(text)),
    "lusha_company_id": str,
    "lusha_company_domain": normalize_domain,
}
KINDS = tuple(_NORMALIZERS)
# Bytes of a pseudonym: enough that no two values get the same one.
_PSEUDONYM_BYTES = 12


class Pseudonyms:
    """The pseudonyms of identifiers under a key."""

    def __init__(self, key: bytes) -> None:
        self._key = key

    def of_cell(self, kind: str, text: str) -> str:
        """Return the pseudonym of each value in a cell; `kind` is one of KINDS."""
        values = [value.strip() for value in text.split(VALUE_SEPARATOR.strip())]
        found = dict.fromkeys(self._pseudonym(kind, value) for value in values if value)
        return VALUE_SEPARATOR.join(found)

    def _pseudonym(self, kind: str, value: str) -> str:
        # Another value is hashed as it was written.
        with suppress(InvalidValue):
            value = _NORMALIZERS[kind](value)
        # The kind of the value: an ID of a company must not equal that of a person.
        message = f"{kind}:{value.casefold()}".encode("utf-8", "surrogatepass")
        return hmac.digest(self._key, message, hashlib.sha256)[:_PSEUDONYM_BYTES].hex()


def pseudonym_name(column: str) -> str:
    """Return the name of the column with the pseudonyms of another one."""
    return f"{column}_pseudonym"
