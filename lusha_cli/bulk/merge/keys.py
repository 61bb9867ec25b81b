"""The keys by which rows are joined: emails, LinkedIn profiles, IDs, phones and domains."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

from lusha_cli.bulk.input.cell_readers import cell_reader, clean_company_domain, read_emails
from lusha_cli.bulk.input.column_mapping import (
    COMPANY_FIELDS,
    PERSON_FIELDS,
    PHONE_FIELD,
    clean_id,
    map_columns,
)
from lusha_cli.bulk.input.data_fields import DataField, data_fields
from lusha_cli.bulk.input.selection import Selection
from lusha_cli.json_types import Json
from lusha_cli.parsing.domains import normalize_domain
from lusha_cli.parsing.identifiers import normalize_phone
from lusha_cli.parsing.linkedin import classify_url, member_url, normalize_linkedin
from lusha_cli.parsing.mailboxes import is_role_address

# The values of --on, and the fields that each of them reads.
KEY_FIELDS = {
    "email": ("email",),
    "linkedin": ("linkedin_url",),
    "phone": ("phone",),
    "id": ("person_id", "company_id"),
    "domain": ("company_domain", "domain"),
}
PERSON_KEYS = ("email", "linkedin", "id")
COMPANY_KEYS = ("domain", "id")
# Keys of a merged row that its other cells don't contain, as two files differ in them.
OTHER_COLUMNS = {
    "email": "other_email",
    "linkedin": "other_linkedin_url",
    "phone": "other_phone",
    "id": "other_id",
    "domain": "other_domain",
}
SEPARATOR = "; "
_COMPANY_ONLY_FIELDS = frozenset(("domain", "name", "company_id", "fqdn"))
# --map also takes the names of --on.
_FIELD_NAMES = {"linkedin": "linkedin_url", "id": "person_id"}

CellKeys = Callable[[Json], Iterable[str]]


class Recognition(NamedTuple):
    """How the columns of a file are read: the columns by field, their data, and the keys."""

    selection: Selection
    fields: dict[str, DataField]
    keys: tuple[str, ...]
    is_about_people: bool


def recognize(
    columns: Sequence[str],
    rows: Sequence[Mapping[str, Json]],
    *,
    headings: Mapping[str, str],
    mapping: Mapping[str, str],
    wanted: Sequence[str],
) -> Recognition:
    """Recognize the columns of a file by their headings and by the cells of `rows`.

    It is one of companies if it has no wanted key of a person. `wanted` are the keys of --on, none
    for the default ones. Raises UsageError for an unknown field of the mapping.
    """
    fields = {_FIELD_NAMES.get(name, name): column for name, column in mapping.items()}
    people = _recognize_people(columns, rows, headings, fields, wanted)
    if people and ((people.keys and not people.selection.problem) or fields):
        return people
    selection = map_columns(
        columns, fields=COMPANY_FIELDS, overrides=fields, rows=rows, headings=headings
    )
    keys = _found_keys(selection, wanted or COMPANY_KEYS)
    companies = Recognition(selection, data_fields(columns, selection, headings), keys, False)
    return companies if keys or not people else people._replace(keys=())


def _recognize_people(
    columns: Sequence[str],
    rows: Sequence[Mapping[str, Json]],
    headings: Mapping[str, str],
    fields: Mapping[str, str],
    wanted: Sequence[str],
) -> Recognition | None:
    """Recognize a file of people; return None if the mapped fields are those of companies."""
    if fields and _COMPANY_ONLY_FIELDS.issuperset(fields):
        return None
    selection = map_columns(
        columns,
        fields=(*PERSON_FIELDS, PHONE_FIELD),
        overrides=fields,
        rows=rows,
        headings=headings,
    )
    keys = _found_keys(selection, wanted or PERSON_KEYS)
    return Recognition(selection, data_fields(columns, selection, headings), keys, True)


def _found_keys(selection: Selection, wanted: Sequence[str]) -> tuple[str, ...]:
    return tuple(
        key
        for key in wanted
        if any(selection.columns.get(field) for field in KEY_FIELDS[key])
        or (key == "linkedin" and selection.profile_pages)
    )


class KeyReader:
    """Read the keys of rows. A key is its kind and a value in one spelling: `email:a@b.example`."""

    def __init__(self, recognition: Recognition, others: Mapping[str, str]) -> None:
        """`others` maps kinds of keys to columns that an earlier merge wrote."""
        selection = recognition.selection
        self._columns: list[tuple[str, str, CellKeys]] = []
        for key in recognition.keys:
            read = _READERS[key]
            for field in KEY_FIELDS[key]:
                for column in selection.columns.get(field, ()):
                    self._columns.append((f"{key}:", column, read))
            if key == "linkedin":
                for column in selection.profile_pages:
                    self._columns.append((f"{key}:", column, _read_page))
        self._others = [(f"{key}:", column) for key, column in others.items()]

    @property
    def columns(self) -> set[str]:
        """Return the columns that hold keys."""
        return {column for _, column, _ in self._columns}

    def read(self, cells: Mapping[str, Json]) -> list[str]:
        """Return the keys of a row, each once."""
        keys = [
            prefix + value
            for prefix, column, read in self._columns
            if (cell := cells.get(column))
            for value in read(cell)
        ]
        for prefix, column in self._others:
            if cell := cells.get(column):
                keys += [prefix + value for value in str(cell).split(SEPARATOR)]
        return list(dict.fromkeys(keys)) if len(keys) > 1 else keys


def _read_emails(cell: Json) -> Iterable[str]:
    emails, _, _ = read_emails(cell)
    # The addresses of roles are shared.
    return [email for email in emails if not is_role_address(email)]


def _one_value(clean: Callable[[str], str]) -> CellKeys:
    read = cell_reader(clean, recurs=False)

    def values(cell: Json) -> Iterable[str]:
        value = read(cell)[0]
        return (value,) if value else ()

    return values


def clean_profile(text: str) -> str:
    """Return the one URL under which a LinkedIn member is compared. Raises InvalidValue."""
    return member_url(normalize_linkedin(text))


def clean_domain(text: str) -> str:
    """Return a company domain. Raises InvalidValue."""
    return clean_company_domain(text, normalize_domain)


_read_profile = _one_value(clean_profile)


def _read_page(cell: Json) -> Iterable[str]:
    """Return the profile that a website column holds."""
    text = str(cell)
    return _read_profile(cell) if classify_url(text.strip()) == "profile" else ()


_READERS: dict[str, CellKeys] = {
    "email": _read_emails,
    "linkedin": _read_profile,
    "phone": _one_value(normalize_phone),
    "id": _one_value(clean_id),
    "domain": _one_value(clean_domain),
}
