"""The columns that serve each field, as chosen from the claims of all columns of an input."""

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from lusha_cli.bulk.input.column_values import ColumnValues
from lusha_cli.bulk.input.field_claims import Claim
from lusha_cli.bulk.input.heading_tokens import fold
from lusha_cli.bulk.input.heading_words import CONTACT
from lusha_cli.json_types import Json

# Fields by which a person is looked up, besides a name with a company.
PERSON_IDENTIFIERS = ("email", "linkedin_url")
_LEGAL_FORMS = frozenset(
    "inc incorporated ltd limited llc llp lp plc corp corporation company co gmbh mbh ag kg ohg ug "
    "se ev eg sa sas sarl sasu eurl bv nv vof srl spa snc sl slu slp ltda lda eireli oy oyj ab as "
    "asa aps sro zoo doo kft bt pty pte bhd sdn kk group gruppe groupe grupo gruppo holding "
    "holdings partners bank university universitat universite universidad institute foundation "
    "stiftung technologies technology solutions systems software services consulting labs "
    "industries international ventures capital media studio studios agency associates".split()
)
# Shares of sample rows that show that two columns belong together.
_ENOUGH = 0.5
_SHORTEST_MATCH = 3


class Unused(NamedTuple):
    """A column that holds identifiers and isn't used, why, and the field that --map could name."""

    column: str
    reason: str
    field: str = ""


class Selection(NamedTuple):
    """The columns of each field, the preferred one first, and the columns that aren't used.

    `reversed_names` are the columns that hold the last name first, and `profile_pages` the website
    columns in which a LinkedIn profile is the person's. `problem` is why the input can't be of
    this record type.
    """

    columns: dict[str, list[str]]
    unused: list[Unused]
    reversed_names: frozenset[str] = frozenset()
    profile_pages: tuple[str, ...] = ()
    problem: str = ""

    @property
    def reading(self) -> Json:
        """Return the mapped fields of an input, to compare it with another one."""
        return [self.columns, sorted(self.reversed_names), list(self.profile_pages)]


def names_of(claims: Iterable[Claim]) -> list[str]:
    """Return the names of columns by their rank, then by their order in the input.

    Of equal rank, those named contact are first: the others may be the company's.
    """
    ordered = sorted(
        claims,
        key=lambda claim: (
            not claim.is_certain,
            claim.rank,
            claim.column.heading.subject != CONTACT,
        ),
    )
    return list(dict.fromkeys(claim.column.name for claim in ordered))


def compact(text: str) -> str:
    """Return the letters and digits of a text, without case and accents."""
    return "".join(char for char in fold(text) if char.isalnum())


def emails_match_names(emails: ColumnValues, names: Sequence[ColumnValues]) -> bool:
    """Return whether addresses or profiles contain the names of their rows."""
    compared = matched = 0
    for number, text in enumerate(emails.texts):
        words = [
            compact(word)
            for values in names
            for word in re.split(r"[\s,.-]+", values.texts[number])
        ]
        words = [word for word in words if len(word) >= _SHORTEST_MATCH]
        if text and words:
            compared += 1
            local = compact(text.rpartition("/in/")[2].rpartition("@")[0] or text)
            matched += any(word in local for word in words)
    return compared > 0 and matched >= _ENOUGH * compared


def are_company_names(names: ColumnValues, others: Sequence[ColumnValues]) -> bool:
    """Return whether names are of companies: by their legal forms, domains or company columns."""
    filled = companies = 0
    for number, text in enumerate(names.texts):
        if text:
            filled += 1
            cells = [values.texts[number] for values in others]
            companies += has_legal_form(text) or any(
                is_company_of(text, cell) for cell in cells if cell
            )
    return filled > 0 and companies >= _ENOUGH * filled


def has_legal_form(name: str) -> bool:
    """Return whether a name ends as names of companies do, such as `Ltd.`."""
    words = re.split(r"[\s,]+", name.strip())
    last = words[-1]
    # `Kim Se` is a person, `Kim SE` a company.
    is_form = len(last) > _SHORTEST_MATCH or last.isupper() or not last.isalpha()
    is_form = is_form or last.casefold() in ("inc", "ltd", "llc")
    return len(words) > 1 and is_form and compact(last) in _LEGAL_FORMS


def is_company_of(name: str, cell: str) -> bool:
    """Return whether a name is that of a company cell, or of the domain or email in it."""
    host = re.split(r"[/?#]", cell.split("://")[-1])[0].rpartition("@")[2].lower()
    label = host.removeprefix("www.").partition(".")[0] if "." in host else cell
    name, label = compact(name), compact(label)
    if len(name) < _SHORTEST_MATCH or len(label) < _SHORTEST_MATCH:
        return name == label and bool(name)
    return name.startswith(label) or label.startswith(name)
