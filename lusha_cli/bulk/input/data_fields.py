"""Recognize which data a column holds, more finely than the fields of a lookup.

`City` and `Country` both serve the location of a lookup, but hold different data. Columns of
several files, or a column and a found value, belong together if they hold the same data.
"""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from lusha_cli.bulk.input import heading_words as words
from lusha_cli.bulk.input import headings as meanings
from lusha_cli.bulk.input.company_selection import EMAIL_SOURCE
from lusha_cli.bulk.input.heading_tokens import fold, read_tokens
from lusha_cli.bulk.input.headings import Heading, read_heading
from lusha_cli.bulk.input.selection import Selection

WORK = "work"
PRIVATE = "private"
MOBILE = "mobile"
DIRECT = "direct"
WEBSITE = "website"

_MOBILE = """mobile mobiles cell cellphone handy mobil mobiltelefon handynummer mobilnummer portable
    móvil celular cellulare telemóvel mobiel 携帯 手机"""
_DIRECT = "direct direkt durchwahl landline"
# The words of attributes that no lookup takes.
_ATTRIBUTES = {
    "city": "city stadt ort ville ciudad città cidade stad plaats город 城市",
    "state": "state province bundesland",
    "country": "country land pays país paese страна 国家 国",
    "location": "location locations standort ubicación localidad localización localização",
    "seniority": "seniority",
    "departments": "department departments abteilung département departamento",
    "company_industry": "industry industries branche sector secteur settore",
    "company_size": """size employees headcount mitarbeiterzahl mitarbeiter employés empleados
        dipendenti funcionários werknemers""",
    "company_revenue": "revenue umsatz omzet fatturato turnover",
    "company_founded": "founded",
}
# Other words of headings such as `# Employees`, `Annual Revenue`, `Mailing City`.
_BESIDE = frozenset(
    "# number no nr total annual range estimated year band mailing region employee count".split()
) | {"number of"}
_LOCATIONS = ("city", "state", "country", "location")


class DataField(NamedTuple):
    """The data of a column. `kind` distinguishes emails and phones, "" if it isn't known.

    `number` is that of `Email 2`.
    """

    name: str
    kind: str = ""
    number: int = 1

    def holds_same_data(self, other: "DataField") -> bool:
        """Return whether two columns hold the same data; one of an unknown kind may."""
        is_same_kind = self.kind == other.kind or not (self.kind and other.kind)
        return self.name == other.name and self.number == other.number and is_same_kind


def data_fields(
    columns: Sequence[str], selection: Selection, headings: Mapping[str, str] | None = None
) -> dict[str, DataField]:
    """Return the data of each recognized column, in the order of the columns.

    `selection` has the columns that serve a field of a lookup. `headings` are the headings that
    differ from their columns.
    """
    selected = {
        column: field
        for field, names in selection.columns.items()
        for column in names
        if field != "location"
    }
    found = {}
    for column in columns:
        heading = (headings or {}).get(column, column)
        read = read_heading(heading)
        if read.meaning in (meanings.OWN, meanings.OWN_ID):
            continue  # a column of lusha has a name of its own
        field = selected.get(column)
        name = _attribute(heading) if field is None else field
        if name == "phone" and "corporate" in read.words:
            continue  # that of the switchboard
        if name in ("name", "domain"):
            name = f"company_{name}"
        if name:
            kind = _kind(name, read)
            found[column] = DataField(name, kind, max(read.number, 2 if _is_further(read) else 1))
    return found


def _is_further(heading: Heading) -> bool:
    return heading.rank == 2


def _kind(name: str, heading: Heading) -> str:
    """Return the kind of an email, phone or domain, "" if the heading doesn't contain it."""
    if name == EMAIL_SOURCE:
        return {0: WORK, 3: PRIVATE}.get(heading.rank, "")
    if name == "company_domain":
        return WEBSITE if heading.meaning == meanings.WEBSITE else ""
    if name != "phone":
        return ""
    if not _folded(_MOBILE).isdisjoint(heading.words):
        return MOBILE
    if heading.rank == 3:
        return PRIVATE
    is_direct = heading.rank == 0 or not _folded(_DIRECT).isdisjoint(heading.words)
    return DIRECT if is_direct else ""


@lru_cache(maxsize=16)
def _folded(text: str) -> frozenset[str]:
    return frozenset(map(fold, text.split()))


@lru_cache(maxsize=4096)
def _attribute(heading: str) -> str:
    """Return the attribute of a person or company that a heading is about, or ""."""
    tokens = list(read_tokens(heading))
    found = {
        name
        for token in tokens
        for name, text in _ATTRIBUTES.items()
        if token.word in _folded(text)
    }
    if {"employee", "count"} <= {token.word for token in tokens}:
        found.add("company_size")
    is_company = any(token.concept == words.COMPANY for token in tokens)
    if not found:
        is_link = any(token.concept == words.LINKEDIN for token in tokens)
        return "company_linkedin_url" if is_link and is_company else ""
    name = found.pop()
    known = (words.FILLER, words.CONTACT, words.COMPANY, words.WORK, words.LOCATION)
    is_clear = not found and all(
        token.concept in known or token.word in _BESIDE or token.word in _folded(_ATTRIBUTES[name])
        for token in tokens
    )
    if not is_clear:
        return ""
    return f"company_{name}" if is_company and name in _LOCATIONS else name
