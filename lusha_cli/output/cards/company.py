"""Draw the card of a company."""

from collections.abc import Sequence

from lusha_cli.json_types import Json, as_object, get_object
from lusha_cli.models import Company, bare_domain, read_company
from lusha_cli.output.cards.card import Card, Styled, dim
from lusha_cli.output.cards.item import NEVER_SHOWN, add_data_points, add_item
from lusha_cli.output.cards.signals import add_signals, signal_keys
from lusha_cli.output.cell_formats import display_text, is_number
from lusha_cli.output.json_path import text_at
from lusha_cli.output.layouts.layout import Column
from lusha_cli.output.layouts.shared_columns import (
    COMPANY_CONTACT,
    COMPANY_FACTS,
    COMPANY_INTERESTS,
    COMPANY_NAMES,
    COMPANY_NUMBERS,
    COMPANY_PLACES,
    COMPANY_PROFILE,
    COMPANY_SIZE,
    INTENT,
    TECHNOLOGIES,
)
from lusha_cli.output.number_format import format_number, format_range
from lusha_cli.output.table_model import column_cell
from lusha_cli.output.terminal import Terminal

# Shown in the head of the card, or in the row of another column.
_IN_OTHER_ROWS = {
    "description", "companyType", "subIndustry", "employeesInLinkedin", "city", "state", "country",
}  # fmt: skip
# With an empty line between them.
_SECTIONS = (
    (COMPANY_NAMES, COMPANY_FACTS, COMPANY_PLACES),
    (COMPANY_CONTACT,),
    (COMPANY_INTERESTS, COMPANY_NUMBERS),
)
_ID_KEYS = ("id", "lushaCompanyId", "companyId")
_NAME_KEYS = ("name", "companyName", "domain", "fqdn", "industryPrimaryGroup", "employees")


def company_card(body: Json, record: Json, *, terminal: Terminal) -> str | None:
    """Return the card of the company `record` in the response `body`; None without a company."""
    company = read_company(record)
    if not (company.name or company.domain):
        return None
    return draw_company(record, terminal=terminal, body=body)


def draw_company(record: Json, *, terminal: Terminal, body: Json = None) -> str:
    """Return the card of a company, with all that the record holds."""
    company, card = read_company(record), Card(terminal)
    domain = domains(card, company, record)
    card.line(Styled(company.name or domain or "(no name)", "bold"))
    card.line(card.joined(domain if company.name else "", company.kind))
    card.gap()
    card.line(display_text(as_object(record).get("description")))
    card.gap()
    for section in _SECTIONS:
        for part in section:
            _add_section(card, part, company, record)
        card.gap()
    add_data_points(card, record)
    card.others(_others(record))
    add_signals(card, body, record)
    card.gap()
    ids = (text for key in _ID_KEYS if (text := display_text(as_object(record).get(key))))
    card.row("Company ID", dim(card.joined(*dict.fromkeys(ids))))
    add_item(card, record)
    return card.draw()


def domains(card: Card, company: Company, record: Json) -> str:
    """Return the domain of a company, and that of its website if it is another one."""
    hosts = map(bare_domain, (company.domain, text_at(record, "fqdn")))
    return card.joined(*dict.fromkeys(hosts))


def add_employer(card: Card, company: Company, record: Json) -> None:
    """Add the facts, location and interests of a person's company."""
    _add_section(card, COMPANY_FACTS, company, record)
    card.row("HQ", company.location.line())
    _add_section(card, (TECHNOLOGIES, *_SPECIALITIES, INTENT), company, record)


_SPECIALITIES = tuple(column for column in COMPANY_INTERESTS if column.key == "specialities")


def _add_section(card: Card, section: Sequence[Column], company: Company, record: Json) -> None:
    """Add the rows of some columns; a few of them are one row."""
    read = {
        "HQ": company.location.line(),
        "LinkedIn": company.linkedin,
        "Crunchbase": company.crunchbase,
    }
    for column in section:
        if column.key == "industry":
            parts = dict.fromkeys((company.industry, company.sub_industry))
            card.row(column.title, card.joined(*parts) or column_cell(record, column))
        elif column is COMPANY_SIZE:
            card.row("Size", _size(card, company, record))
        elif text := read.get(column.title):
            card.row(column.title, text)
        elif column.title == "Address":
            addresses = {company.location.raw: None, column_cell(record, column): None}
            addresses.pop(company.location.line(), None)
            card.items(column.title, addresses)
        elif column.key == "emailDomain":
            # Nearly always the domain in the headline.
            text = column_cell(record, column)
            card.row(column.title, "" if text == bare_domain(company.domain) else text)
        elif column.key not in _IN_OTHER_ROWS:
            card.column(record, column)


def _size(card: Card, company: Company, record: Json) -> str:
    """Return the number of employees, their range, and the number of those on LinkedIn."""
    size = column_cell(record, COMPANY_SIZE)
    count = get_object(record, "employeeCount")
    low, high = (
        format_number(end) if is_number(end := count.get(key)) else "" for key in ("min", "max")
    )
    numbers = format_range(low, high)
    on_linkedin = company.employees_on_linkedin
    return card.joined(
        f"{size} employees" if size[:1].isdigit() or size.startswith("up to") else size,
        "" if numbers == size else numbers,
        f"{format_number(on_linkedin)} on LinkedIn" if on_linkedin else "",
    )


_KNOWN = {
    *NEVER_SHOWN,
    *_ID_KEYS,
    *_NAME_KEYS,
    *(
        key.partition(".")[0]
        for column in COMPANY_PROFILE
        for key in (column.key, *column.fallback_keys)
    ),
}


def _others(record: Json) -> dict[str, Json]:
    """Return the values that no row shows: unknown ones, and a name of another type."""
    odd = {key for key in ("name", "domain") if not text_at(record, key)}
    shown = {*_KNOWN, *signal_keys(record)} - odd
    return {key: value for key, value in as_object(record).items() if key not in shown}
