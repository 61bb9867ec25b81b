"""Read the fields of one row: of several columns of a field, the first that has a valid value."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import NamedTuple

from lusha_cli.bulk.input.cell_readers import (
    CellReader,
    cell_reader,
    clean_company_domain,
    clean_full_name,
    read_emails,
)
from lusha_cli.bulk.input.cells import read_cell
from lusha_cli.bulk.input.column_mapping import Field, collapse_spaces
from lusha_cli.bulk.input.company_selection import EMAIL_SOURCE
from lusha_cli.bulk.input.person_names import is_name_of_company, is_whole, join_name
from lusha_cli.bulk.input.selection import Selection
from lusha_cli.json_types import Json
from lusha_cli.parsing.linkedin import classify_url, normalize_linkedin
from lusha_cli.parsing.mailboxes import is_public_mailbox, is_role_address

# Columns that an earlier run added: they may be stale, so they count only where nothing else does.
OWN_IDS = ("lusha_person_id", "lusha_company_id")
# Fields whose values seldom come again.
_UNIQUE_FIELDS = (
    "linkedin_url", "person_id", "company_id", "full_name", "phone", "domain", "name",
)  # fmt: skip


class _FieldPlan(NamedTuple):
    """A field, its columns in the order of trust, and the reader of each.

    The first column and its reader stand apart, as most fields have no other one.
    """

    field: str
    column: str
    read: CellReader
    others: tuple[tuple[str, CellReader], ...]


class RowValues:
    """The valid values of a row by field.

    `problems` describes the invalid ones, `placeholders` are the cells that stand for no value, and
    `other_emails` the other emails of the person.
    `mailbox_host` is the public mailbox provider of a row that has no other company.
    """

    # Most rows have none of these, so they aren't set in each.
    problems: Sequence[str] = ()
    placeholders: Sequence[str] = ()
    other_emails: Sequence[str] = ()
    mailbox_host = ""
    is_domain_of_email = False

    def __init__(self) -> None:
        self.values: dict[str, str] = {}

    def add_placeholder(self, text: str) -> None:
        """Note a cell that stands for no value."""
        self.placeholders = [*self.placeholders, text]

    @property
    def skip_reason(self) -> str:
        """Return why a row without an identifier is skipped, or "" if it is invalid."""
        if self.mailbox_host and not self.problems:
            return f"{self.mailbox_host} is a public mailbox provider, not a company"
        if self.placeholders and not self.problems:
            return f"placeholder {self.placeholders[0]!r}"
        return ""


class RowReader:
    """Read the rows of an input whose columns are mapped. `mapped` are the fields of --map.

    `is_tabular`: every cell is text.
    """

    def __init__(
        self,
        selection: Selection,
        fields: Sequence[Field],
        mapped: Sequence[str],
        *,
        is_tabular: bool = False,
    ) -> None:
        self._is_tabular = is_tabular
        self._selection = selection
        self._mapped = frozenset(mapped)
        self._is_person = "email" in {known.name for known in fields}
        self._emails = selection.columns.get(EMAIL_SOURCE, [])
        # Websites that may turn out to be profiles.
        self._pages = selection.profile_pages
        self._cleaners = {known.name: known.clean for known in fields}
        self._cleaners["name_infix"] = collapse_spaces
        self._plan: list[_FieldPlan] = []
        self._own_ids: list[_FieldPlan] = []
        for name, found in selection.columns.items():
            own = [c for c in found if c in OWN_IDS and name not in self._mapped]
            others = [column for column in found if column not in own]
            if others and name != EMAIL_SOURCE:
                self._plan.append(self._plan_field(name, others))
            if own:
                self._own_ids.append(self._plan_field(name, own))

    def _plan_field(self, name: str, columns: list[str]) -> _FieldPlan:
        recurs = name not in _UNIQUE_FIELDS
        (column, read), *others = [
            (
                column,
                cell_reader(
                    self._cleaner(name, column), recurs=recurs, is_nested=not self._is_tabular
                ),
            )
            for column in columns
        ]
        return _FieldPlan(name, column, read, tuple(others))

    def _cleaner(self, name: str, column: str) -> Callable[[str], str]:
        clean = self._cleaners[name]
        if name == "company_domain":
            return partial(clean_company_domain, clean=clean)
        if name != "full_name":
            return clean
        has_first_name = "first_name" in self._selection.columns
        return partial(
            clean_full_name,
            is_reversed=column in self._selection.reversed_names,
            may_be_part=has_first_name or "full_name" in self._mapped,
        )

    def read(self, cells: Mapping[str, Json]) -> RowValues:
        """Return the values of a row."""
        row = RowValues()
        values = row.values
        get_cell = cells.get
        for plan in self._plan:
            name, column, read, others = plan
            if (cell := get_cell(column)) and (value := read(cell)[0]):
                values[name] = value
            elif cell or others:
                _read_field(row, cells, plan)
        if self._is_person:
            self._finish_person(row, cells)
        else:
            self._finish_company(row, cells)
        return row

    def _finish_person(self, row: RowValues, cells: Mapping[str, Json]) -> None:
        """Add the email of the person, and complete the name."""
        values = row.values
        if "full_name" in values and "full_name" not in self._mapped:
            _settle_full_name(values)
        if self._pages and "linkedin_url" not in values:
            self._read_pages(row, cells)
        if self._emails and (emails := self._read_emails(row, cells)):
            own = [email for email in emails if not is_role_address(email)]
            if own:
                values["email"] = own[0]
                if len(own) > 1:
                    row.other_emails = own[1:]
            elif not identifies_person(values):
                # A role address identifies nobody, so it is sent only where nothing else is known.
                values["email"] = emails[0]
        if self._own_ids and not identifies_person(values):
            self._read_own_id(row, cells)

    def _read_pages(self, row: RowValues, cells: Mapping[str, Json]) -> None:
        """Take the LinkedIn profile of a row from a website column."""
        for column in self._pages:
            cell = cells.get(column)
            if not cell or "linkedin" not in str(cell).lower():
                continue
            text = read_cell(cell).text
            if classify_url(text) == "profile":
                row.values["linkedin_url"] = normalize_linkedin(text)
                return

    def _read_emails(self, row: RowValues, cells: Mapping[str, Json]) -> list[str]:
        """Return the emails of a row, the most trusted first."""
        found: list[str] = []
        problems = []
        for column in self._emails:
            if cell := cells.get(column):
                emails, placeholder, problem = read_emails(cell)
                found += emails
                if placeholder:
                    row.add_placeholder(placeholder)
                elif problem:
                    problems.append(problem)
        if problems and not found:
            row.problems = [*row.problems, *problems]
        if len(found) > 1:
            # Work emails first: those at public mailbox providers are private ones.
            found = sorted(dict.fromkeys(found), key=lambda email: is_public_mailbox(_host(email)))
        return found

    def _finish_company(self, row: RowValues, cells: Mapping[str, Json]) -> None:
        """Take the company of a row without one from its email, or from an earlier run."""
        values = row.values
        if "name" in values and is_public_mailbox(values.get("domain", "")):
            del values["domain"]
        if identifies_company(values):
            return
        hosts = [_host(email) for email in self._read_emails(row, cells)]
        companies = [host for host in hosts if not is_public_mailbox(host)]
        if companies:
            values["domain"] = companies[0]
            row.is_domain_of_email = True
            return
        self._read_own_id(row, cells)
        row.mailbox_host = hosts[0] if hosts and not identifies_company(values) else ""

    def _read_own_id(self, row: RowValues, cells: Mapping[str, Json]) -> None:
        for plan in self._own_ids:
            _read_field(row, cells, plan)


def _read_field(row: RowValues, cells: Mapping[str, Json], plan: _FieldPlan) -> None:
    """Add the value of the first column of a field that has a valid one."""
    problems = []
    for column, read in ((plan.column, plan.read), *plan.others):
        if cell := cells.get(column):
            value, placeholder, problem = read(cell)
            if value:
                row.values[plan.field] = value
                return
            if placeholder:
                row.add_placeholder(placeholder)
            elif problem:
                problems.append(problem)
    if problems:
        row.problems = [*row.problems, *problems]


def _settle_full_name(values: dict[str, str]) -> None:
    """Remove a full name that is only a part of one, or that repeats the company."""
    name = values["full_name"]
    if not is_whole(name):
        del values["full_name"]
        # `First Name` beside `Name`.
        if "first_name" in values and "last_name" not in values:
            values["last_name"] = name
    elif is_name_of_company(name, values.get("company_name", "")):
        del values["full_name"]


def identifies_person(values: Mapping[str, str]) -> bool:
    """Return whether values are enough to look up a person."""
    if "email" in values or "linkedin_url" in values or "person_id" in values:
        return True
    has_company = "company_name" in values or "company_domain" in values
    return has_company and bool(join_name(values))


def identifies_company(values: Mapping[str, str]) -> bool:
    """Return whether values are enough to look up a company."""
    return "domain" in values or "name" in values or "company_id" in values


def _host(email: str) -> str:
    return email.rpartition("@")[2]
