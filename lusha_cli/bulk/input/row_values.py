"""Read the fields of one row: of several columns of a field, the first that has a valid value."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from lusha_cli.bulk.input.cells import find_emails, read_cell
from lusha_cli.bulk.input.column_mapping import Field, collapse_spaces
from lusha_cli.bulk.input.company_selection import EMAIL_SOURCE
from lusha_cli.bulk.input.person_names import (
    is_name_of_company,
    is_whole,
    join_name,
    read_full_name,
)
from lusha_cli.bulk.input.selection import Selection
from lusha_cli.json_types import Json
from lusha_cli.parsing.emails import normalize_email
from lusha_cli.parsing.identifiers import normalize_id
from lusha_cli.parsing.invalid_value import InvalidValue, quoted
from lusha_cli.parsing.linkedin import classify_url, normalize_linkedin
from lusha_cli.parsing.mailboxes import is_public_mailbox, is_role_address

# Columns that an earlier run added: they may be stale, so a row needs them to identify anybody.
_OWN_IDS = ("lusha_person_id", "lusha_company_id")


@dataclass(slots=True)
class RowValues:
    """The valid values of a row by field.

    `problems` says what is wrong with the other ones, `placeholders` are the cells that stand for
    no value, and `other_emails` the emails of the person that aren't among the values.
    `mailbox_host` is the public mailbox provider of a row that has no other company.
    """

    values: dict[str, str] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)
    placeholders: list[str] = field(default_factory=list)
    other_emails: list[str] = field(default_factory=list)
    mailbox_host: str = ""
    is_domain_of_email: bool = False

    @property
    def skip_reason(self) -> str:
        """Return why a row that identifies nobody is skipped, or "" if it is invalid."""
        if self.mailbox_host and not self.problems:
            return f"{self.mailbox_host} is a public mailbox provider, not a company"
        if self.placeholders and not self.problems:
            return f"placeholder {self.placeholders[0]!r}"
        return ""


class RowReader:
    """Read the rows of an input whose columns are mapped. `mapped` are the fields of --map."""

    def __init__(
        self, selection: Selection, fields: Sequence[Field], mapped: Sequence[str]
    ) -> None:
        columns = selection.columns
        self._mapped = frozenset(mapped)
        self._reversed = selection.reversed_names
        self._is_person = "email" in {known.name for known in fields}
        self._emails = columns.get(EMAIL_SOURCE, [])
        clean = {known.name: known.clean for known in fields} | {"name_infix": collapse_spaces}
        self._plan: list[tuple[str, Callable[[str], str], list[str]]] = []
        self._own_ids: list[tuple[str, str]] = []
        self._pages = selection.profile_pages
        for name, found in columns.items():
            own = [c for c in found if c in _OWN_IDS and name not in self._mapped]
            self._own_ids += [(name, column) for column in own]
            rest = [column for column in found if column not in own]
            if rest and name != EMAIL_SOURCE:
                self._plan.append((name, clean[name], rest))

    def read(self, cells: Mapping[str, Json]) -> RowValues:
        """Return the values of a row."""
        row = RowValues()
        for name, clean, columns in self._plan:
            self._read_field(row, cells, name, clean, columns)
        if self._is_person:
            self._finish_person(row, cells)
        else:
            self._finish_company(row, cells)
        return row

    def _read_field(
        self,
        row: RowValues,
        cells: Mapping[str, Json],
        name: str,
        clean: Callable[[str], str],
        columns: list[str],
    ) -> None:
        problems = []
        for column in columns:
            text = self._read_text(row, cells.get(column))
            if not text:
                continue
            try:
                value = clean(text)
                if name == "full_name":
                    value = self._check_name(value, column)
                elif name == "company_domain" and is_public_mailbox(value):
                    raise InvalidValue(_mailbox_problem(value))
            except InvalidValue as error:
                problems.append(str(error))
            else:
                row.values[name] = value
                return
        row.problems += problems

    def _read_text(self, row: RowValues, cell: Json) -> str:
        if cell is None or cell == "":
            return ""
        text, placeholder = read_cell(cell)
        if placeholder:
            row.placeholders.append(placeholder)
        return text

    def _check_name(self, text: str, column: str) -> str:
        """Return a full name. Raises InvalidValue if it isn't one person's first and last name."""
        name = read_full_name(text, is_reversed=column in self._reversed)
        if name and (is_whole(name) or "full_name" in self._mapped):
            return name
        if "full_name" in self._mapped:
            return text
        if name and any(column_name == "first_name" for column_name, _, _ in self._plan):
            return name
        raise InvalidValue(f"{quoted(text)} isn't the first and last name of one person")

    def _finish_person(self, row: RowValues, cells: Mapping[str, Json]) -> None:
        """Add the email of the person, and complete the name."""
        values = row.values
        self._complete_name(values)
        if self._pages and "linkedin_url" not in values:
            self._read_pages(row, cells)
        emails = self._read_emails(row, cells)
        own = [email for email in emails if not is_role_address(email)]
        if own or (emails and not identifies_person(values)):
            # A role address identifies nobody, so it is sent only where nothing else is known.
            values["email"], *row.other_emails = own or emails[:1]
        if not identifies_person(values):
            self._read_own_id(row, cells)

    def _read_pages(self, row: RowValues, cells: Mapping[str, Json]) -> None:
        """Take the LinkedIn profile of a row from a website column."""
        for column in self._pages:
            text = read_cell(cells.get(column)).text
            if "linkedin" in text.lower() and classify_url(text) == "profile":
                row.values["linkedin_url"] = normalize_linkedin(text)
                return

    def _complete_name(self, values: dict[str, str]) -> None:
        name = values.get("full_name", "")
        if not name:
            return
        if "full_name" not in self._mapped:
            if not is_whole(name):
                del values["full_name"]
                # `First Name` beside `Name`.
                if "first_name" in values and "last_name" not in values:
                    values["last_name"] = name
            elif is_name_of_company(name, values.get("company_name", "")):
                del values["full_name"]

    def _read_emails(self, row: RowValues, cells: Mapping[str, Json]) -> list[str]:
        """Return the emails of a row, the most trusted first."""
        found: list[str] = []
        problems = []
        for column in self._emails:
            if text := self._read_text(row, cells.get(column)):
                emails = find_emails(text)
                if not emails:
                    problems.append(_email_problem(text))
                found += emails
        if not found:
            row.problems += problems
        if len(found) > 1:
            found = sorted(dict.fromkeys(found), key=lambda e: is_public_mailbox(_host(e)))
        return found

    def _finish_company(self, row: RowValues, cells: Mapping[str, Json]) -> None:
        """Take the company of a row without one from its email, or from an earlier run."""
        values = row.values
        if "name" in values and is_public_mailbox(values.get("domain", "")):
            del values["domain"]
        if identifies_company(values):
            return
        emails = self._read_emails(row, cells)
        hosts = [_host(email) for email in emails]
        companies = [host for host in hosts if not is_public_mailbox(host)]
        if companies:
            values["domain"] = companies[0]
            row.is_domain_of_email = True
            return
        self._read_own_id(row, cells)
        row.mailbox_host = hosts[0] if hosts and not identifies_company(values) else ""

    def _read_own_id(self, row: RowValues, cells: Mapping[str, Json]) -> None:
        for name, column in self._own_ids:
            self._read_field(row, cells, name, normalize_id, [column])


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


def _mailbox_problem(host: str) -> str:
    return f"{quoted(host)} is a public mailbox provider, not a company"


def _email_problem(text: str) -> str:
    try:
        normalize_email(text)
    except InvalidValue as error:
        return str(error)
    return ""
