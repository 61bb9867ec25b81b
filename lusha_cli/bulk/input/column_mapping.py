"""Map the columns of an input to the fields of a record type."""

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from lusha_cli.bulk.input.column_values import ColumnValues, sample_values
from lusha_cli.bulk.input.company_selection import select_for_companies
from lusha_cli.bulk.input.crm_headings import ignored_headings
from lusha_cli.bulk.input.field_claims import Column, read_claim
from lusha_cli.bulk.input.headings import is_known_heading, normalize_heading, read_heading
from lusha_cli.bulk.input.person_selection import select_for_people
from lusha_cli.bulk.input.selection import Selection
from lusha_cli.errors import UsageError
from lusha_cli.json_types import Json
from lusha_cli.parsing.domains import NotACompanyDomain, normalize_domain
from lusha_cli.parsing.emails import normalize_email
from lusha_cli.parsing.identifiers import is_v3_id, normalize_id
from lusha_cli.parsing.invalid_value import InvalidValue
from lusha_cli.parsing.linkedin import normalize_linkedin
from lusha_cli.suggestions import did_you_mean

__all__ = ["SAMPLE_ROWS", "Field", "check_columns", "is_known_heading", "map_columns"]

# Rows whose values are looked at besides the headings.
SAMPLE_ROWS = 200
# Headings vary more than flags do.
_CUTOFF = 0.5
_NO_VALUES = sample_values(())


class Field(NamedTuple):
    """An input field. `clean` returns a valid value in one spelling, or raises InvalidValue."""

    name: str
    clean: Callable[[str], str]


def collapse_spaces(text: str) -> str:
    """Return a text with single spaces."""
    # Most cells are one word.
    return text if text.isalnum() else " ".join(text.split())


def clean_id(text: str) -> str:
    """Return an id of V3, or a number of V2."""
    return text.strip() if is_v3_id(text.strip()) else normalize_id(text)


def clean_fqdn(text: str) -> str:
    """Return a host unchanged, unless it is of a social site. Raises NotACompanyDomain."""
    try:
        normalize_domain(text)
    except NotACompanyDomain:
        raise
    except InvalidValue:
        pass
    return collapse_spaces(text)


PERSON_FIELDS = (
    Field("email", normalize_email),
    Field("linkedin_url", normalize_linkedin),
    Field("person_id", clean_id),
    Field("first_name", collapse_spaces),
    Field("last_name", collapse_spaces),
    Field("full_name", collapse_spaces),
    Field("company_name", collapse_spaces),
    Field("company_domain", normalize_domain),
    Field("company_fqdn", clean_fqdn),
    Field("company_social_id", collapse_spaces),
    Field("job_title", collapse_spaces),
    Field("location", collapse_spaces),
)
PHONE_FIELD = Field("phone", collapse_spaces)
COMPANY_FIELDS = (
    Field("domain", normalize_domain),
    Field("name", collapse_spaces),
    Field("company_id", clean_id),
    Field("fqdn", clean_fqdn),
)


def map_columns(
    columns: Sequence[str],
    *,
    fields: Sequence[Field],
    overrides: Mapping[str, str],
    rows: Sequence[Mapping[str, Json]] = (),
    headings: Mapping[str, str] | None = None,
) -> Selection:
    """Return the columns that serve each field, by their headings and the cells of `rows`.

    `overrides` maps fields to columns. `headings` are the headings that differ from the names of
    their columns. Raises UsageError for an unknown field.
    """
    mapped = {
        field: [resolve_column(column, columns)]
        for field, column in _check_fields(overrides, fields).items()
    }
    values = _values_by_column(columns, rows)
    ignored = ignored_headings([(headings or {}).get(column, column) for column in columns])
    claims = [
        read_claim(Column(column, read_heading(column), values[column]))
        for column in columns
        if column not in ignored
    ]
    mapped_columns = {column for names in mapped.values() for column in names}
    free = [claim for claim in claims if claim.column.name not in mapped_columns]
    taken = [claim for claim in claims if claim.column.name in mapped_columns]
    names = {field.name for field in fields}
    selection = (
        select_for_people(free, mapped, taken)
        if "email" in names
        else select_for_companies(free, mapped)
    )
    return selection if "phone" in names else _without(selection, "phone")


def _without(selection: Selection, field: str) -> Selection:
    columns = {name: found for name, found in selection.columns.items() if name != field}
    return selection._replace(columns=columns)


def _values_by_column(
    columns: Sequence[str], rows: Sequence[Mapping[str, Json]]
) -> dict[str, ColumnValues]:
    if not rows:
        return dict.fromkeys(columns, _NO_VALUES)
    return {column: sample_values([row.get(column) for row in rows]) for column in columns}


def _check_fields(overrides: Mapping[str, str], fields: Sequence[Field]) -> dict[str, str]:
    """Return the overrides by the names of the fields. Raises UsageError for an unknown field."""
    by_heading = {normalize_heading(field.name): field.name for field in fields}
    found = {}
    for name, column in overrides.items():
        field = by_heading.get(normalize_heading(name))
        if field is None:
            names = [known.name for known in fields]
            suggestion = did_you_mean(name, names, cutoff=_CUTOFF, quoted=True)
            raise UsageError(
                f"--map: there is no field {name!r}.{suggestion}",
                hint=f"Fields: {', '.join(names)}.",
            )
        found[field] = column
    return found


def resolve_column(name: str, columns: Sequence[str]) -> str:
    """Return the column of this name, or at the position of `column 3` or `3`, or the name."""
    if name in columns:
        return name
    number = name.casefold().removeprefix("column").strip()
    if number.isdecimal() and 1 <= int(number) <= len(columns):
        return columns[int(number) - 1]
    folded = [column for column in columns if column.strip().casefold() == name.strip().casefold()]
    return folded[0] if len(folded) == 1 else name


def check_columns(
    columns: Sequence[str],
    *,
    overrides: Mapping[str, str],
    headings: Mapping[str, str] | None = None,
) -> None:
    """Raise UsageError if an override names a missing column, or one of several."""
    for field, column in overrides.items():
        same = [name for name, heading in (headings or {}).items() if heading == column]
        if same and column in columns:
            position = list(columns).index(column) + 1
            choices = " or ".join(f'--map {field}="{n}"' for n in (f"column {position}", *same))
            raise UsageError(
                f"--map: {len(same) + 1} columns have the heading {column!r}.",
                hint=f"Use the position of one of them: {choices}",
            )
        if resolve_column(column, columns) not in columns:
            suggestion = did_you_mean(column, columns, cutoff=_CUTOFF, quoted=True)
            raise UsageError(
                f"--map: there is no column {column!r}.{suggestion}",
                hint=f"Columns: {', '.join(columns)}.",
            )
