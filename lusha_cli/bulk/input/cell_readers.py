"""Read the cells of one field: a valid value in one spelling, a placeholder, or an error."""

import re
from collections.abc import Callable
from functools import lru_cache

from lusha_cli.bulk.input.cells import is_plain, read_cell
from lusha_cli.bulk.input.person_names import is_whole, read_full_name
from lusha_cli.json_types import Json
from lusha_cli.parsing.emails import find_emails, normalize_email
from lusha_cli.parsing.invalid_value import InvalidValue, quoted
from lusha_cli.parsing.mailboxes import is_public_mailbox

# Values such as companies and titles recur; a file has seldom more of them that recur soon.
_CACHED_CELLS = 1 << 13


# Most cells of emails: they need no parser.
_PLAIN_EMAIL = re.compile(
    r"[a-z0-9_+-]+(?:\.[a-z0-9_+-]+){0,4}@(?:[a-z0-9](?:[a-z0-9-]{0,30}[a-z0-9])?\.){1,5}[a-z]{2,20}",
    re.IGNORECASE | re.ASCII,
)
# The value of a cell; else its placeholder, or why it isn't valid; all "" if it is empty.
CellValue = tuple[str, str, str]
CellReader = Callable[[Json], CellValue]


def cell_reader(
    clean: Callable[[str], str], *, recurs: bool = True, is_nested: bool = True
) -> CellReader:
    """Return a reader of cells whose text `clean` turns into a value, or raises InvalidValue.

    `recurs`: the same cells are likely to come again, so that their values are cached.
    `is_nested`: cells may be lists and objects.
    """

    def read(cell: Json) -> CellValue:
        if type(cell) is str and is_plain(cell):
            text = cell
        else:
            text, placeholder = read_cell(cell)
            if not text:
                return "", placeholder, ""
        try:
            return clean(text), "", ""
        except InvalidValue as error:
            return "", "", str(error)

    if not recurs:
        return read
    cached = lru_cache(maxsize=_CACHED_CELLS)(read)

    def read_cached(cell: Json) -> CellValue:
        # Lists and objects of JSON can't be cached, and True would be found for 1.
        return cached(cell) if type(cell) is str else read(cell)

    return read_cached if is_nested else cached


def clean_full_name(text: str, *, is_reversed: bool, may_be_part: bool) -> str:
    """Return a full name. Raises InvalidValue if it isn't one person's first and last name.

    `may_be_part`: one word is accepted too.
    """
    name = read_full_name(text, is_reversed=is_reversed)
    if name and (may_be_part or is_whole(name)):
        return name
    raise InvalidValue(f"{quoted(text)} isn't the first and last name of one person")


def clean_company_domain(text: str, clean: Callable[[str], str]) -> str:
    """Return a company domain. Raises InvalidValue for a public mailbox provider too."""
    domain = clean(text)
    if is_public_mailbox(domain):
        raise InvalidValue(f"{quoted(domain)} is a public mailbox provider, not a company")
    return domain


def read_emails(cell: Json) -> tuple[list[str], str, str]:
    """Return the emails in a cell, its placeholder, and why it has no email."""
    if type(cell) is str and len(cell) <= 100 and _PLAIN_EMAIL.fullmatch(cell) and "--" not in cell:
        return [cell.lower()], "", ""
    text, placeholder = read_cell(cell)
    found = find_emails(text) if text else []
    return found, placeholder, _email_problem(text) if text and not found else ""


def _email_problem(text: str) -> str:
    try:
        normalize_email(text)
    except InvalidValue as error:
        return str(error)
    return ""
