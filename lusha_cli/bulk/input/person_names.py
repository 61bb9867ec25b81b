"""Names of people as files write them, turned into `Ada Byrne`."""

import re
from collections.abc import Mapping

from lusha_cli.bulk.input.selection import compact, has_legal_form

# After a comma these follow a whole name: `Ada Byrne, PhD`.
_SUFFIXES = frozenset(
    "jr sr ii iii iv phd md mba msc bsc ma ba cpa cfa pmp esq dds dr prof mph jd rn pe cissp "
    "dipl ing mag llm".split()
)
_TITLES = frozenset(
    "mr mrs ms miss mx dr prof herr frau sir madam m mme mlle sr sra srta dra don doña sig signor "
    "signora dott dottssa ing dipl dhr mevr mw".split()
)
# More than one person, or an address.
_SEVERAL = re.compile(r"[;|/&@<>\n]|\s(?:and|und|et|y|e|en)\s", re.IGNORECASE)


def read_full_name(text: str, *, is_reversed: bool = False) -> str:
    """Return a full name in the order of speech, without titles; "" if it isn't one person's.

    `Byrne, Ada` is read as `Ada Byrne`. `is_reversed`: the last name comes first even without a
    comma.
    """
    text = " ".join(text.split())
    if _SEVERAL.search(text) or not any(map(str.isalpha, text)):
        return ""
    before, comma, after = text.partition(",")
    if comma:
        rest = [part.strip() for part in after.split(",")]
        names = [part for part in rest if part and not _is_suffix(part)]
        if len(names) > 1 or has_legal_form(text):
            return ""
        text = f"{names[0]} {before.strip()}" if names else before.strip()
    elif is_reversed and len(words := text.split()) == 2:
        text = f"{words[1]} {words[0]}"
    return _without_titles(text)


def is_whole(name: str) -> bool:
    """Return whether a name has a first and a last name; scripts without spaces count as whole."""
    return len(name.split()) > 1 or (len(name) > 1 and ord(name[0]) >= 0x2E80)


def join_name(values: Mapping[str, str]) -> str:
    """Return the full name of a row's fields, or ""."""
    first, last = values.get("first_name"), values.get("last_name")
    if not (first and last):
        return values.get("full_name", "")
    if infix := values.get("name_infix"):
        last = f"{infix} {last}"
    # Either column may already hold the full name.
    if " " not in last and " " not in first:
        return f"{first} {last}"
    if last.casefold().startswith(f"{first} ".casefold()):
        return last
    return first if first.casefold().endswith(f" {last}".casefold()) else f"{first} {last}"


def is_name_of_company(name: str, company: str) -> bool:
    """Return whether a cell for a person's name is a company's, or repeats the company."""
    return has_legal_form(name) or (bool(company) and compact(name) == compact(company))


def _is_suffix(part: str) -> bool:
    words = part.casefold().replace(".", "").split()
    return all(word in _SUFFIXES for word in words)


def _without_titles(name: str) -> str:
    """Return a name without `Dr.` and the like before two words or more."""
    words = name.split()
    while len(words) > 2 and words[0].casefold().rstrip(".") in _TITLES:
        words = words[1:]
    return " ".join(words)
