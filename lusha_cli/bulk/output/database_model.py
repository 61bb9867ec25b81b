"""The tables that a run writes: columns, keys and indexes, and the SQL that creates them."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Literal

TableKind = Literal[
    "companies", "contacts", "contact_emails", "contact_phones", "signals", "runs"
]  # fmt: skip
ColumnType = Literal["text", "number", "time"]

# Version of the tables. Databases of an earlier one are migrated when they are written.
SCHEMA_VERSION = 2
VERSION_TABLE = "lusha_schema"
# In the order of writing: rows come after those that they refer to.
COLUMNS: dict[TableKind, tuple[str, ...]] = {
    "companies": (
        "id", "name", "domain", "website", "description", "industry", "sub_industry", "size_min",
        "size_max", "employees", "revenue_min", "revenue_max", "founded", "type", "city", "state",
        "country", "linkedin_url", "technologies", "specialities", "funding_total", "fetched_at",
    ),
    "contacts": (
        "id", "full_name", "first_name", "last_name", "job_title", "seniority", "departments",
        "work_email", "private_email", "emails", "email_hash", "mobile_phone", "direct_phone",
        "phones", "do_not_call", "city", "state", "country", "in_eu", "linkedin_url", "company_id",
        "fetched_at",
    ),
    "contact_emails": ("contact", "address", "kind", "confidence", "hash", "fetched_at"),
    "contact_phones": ("contact", "number", "kind", "do_not_call", "fetched_at"),
    "signals": (
        "id", "contact", "company", "type", "date", "kind", "summary", "url", "data", "fetched_at",
    ),
    "runs": ("id", "source", "rows", "matched", "credits", "ended"),
}  # fmt: skip
# The columns that identify a row.
_KEYS: dict[TableKind, tuple[str, ...]] = {
    "contact_emails": ("contact", "address"),
    "contact_phones": ("contact", "number"),
}
_NUMBERS: dict[TableKind, frozenset[str]] = {
    "companies": frozenset(("size_min", "size_max", "employees", "revenue_min", "revenue_max",
                            "funding_total")),
    "contacts": frozenset(("in_eu",)),
    "contact_phones": frozenset(("do_not_call",)),
    "runs": frozenset(("rows", "matched", "credits")),
}  # fmt: skip
_TIMES = frozenset(("fetched_at", "ended"))
_INDEXED: dict[TableKind, tuple[str, ...]] = {
    "companies": ("domain", "linkedin_url"),
    "contacts": ("email_hash", "linkedin_url"),
    "contact_emails": ("hash",),
    "contact_phones": ("number",),
    "signals": ("contact", "company"),
}


def key_of(kind: TableKind) -> tuple[str, ...]:
    """Return the columns that identify a row of a table."""
    return _KEYS.get(kind, ("id",))


def column_type(kind: TableKind, column: str) -> ColumnType:
    """Return the type of a column, which every database spells in its own way."""
    if column in _NUMBERS.get(kind, ()):
        return "number"
    return "time" if column in _TIMES else "text"


def quoted(name: str) -> str:
    """Return a name as an identifier of SQL."""
    escaped = name.replace('"', '""')
    return f'"{escaped}"'


def table_definition(
    kind: TableKind, columns: Collection[str], types: Mapping[ColumnType, str]
) -> str:
    """Return the columns and the key of a new table, in parentheses."""
    key = key_of(kind)
    # Unlike Postgres, SQLite allows null in the columns of a key of several.
    constraint = " PRIMARY KEY" if len(key) == 1 else " NOT NULL"
    lines = [
        f"{column} {types[column_type(kind, column)]}{constraint if column in key else ''}"
        for column in columns
    ]
    if len(key) > 1:
        lines.append(f"PRIMARY KEY ({', '.join(key)})")
    return "(\n  " + ",\n  ".join(lines) + "\n)"


def index_definitions(
    kind: TableKind, table: str, columns: Collection[str]
) -> Iterator[tuple[str, str]]:
    """Yield the indexes of these columns of a table: (CREATE …, ON …)."""
    for column in _INDEXED.get(kind, ()):
        if column in columns:
            name = quoted(f"{table}_{column}")
            yield f"CREATE INDEX IF NOT EXISTS {name}", f"ON {quoted(table)} ({column})"


def version_definition(types: Mapping[ColumnType, str]) -> str:
    """Return the columns of the table that holds the version."""
    return f"(version {types['number']} NOT NULL)"


def schema_script(types: Mapping[ColumnType, str]) -> str:
    """Return the SQL that creates all tables, and changes none that exist."""
    return "\n".join((
        f"-- The tables of lusha, version {SCHEMA_VERSION}.",
        "BEGIN;",
        *(f"{statement};" for statement in _statements(types)),
        "COMMIT;",
        "",
    ))  # fmt: skip


def _statements(types: Mapping[ColumnType, str]) -> Iterable[str]:
    yield f"CREATE TABLE IF NOT EXISTS {VERSION_TABLE} {version_definition(types)}"
    yield (
        f"INSERT INTO {VERSION_TABLE} SELECT {SCHEMA_VERSION} "
        f"WHERE NOT EXISTS (SELECT 1 FROM {VERSION_TABLE})"
    )
    for kind, columns in COLUMNS.items():
        definition = table_definition(kind, columns, types)
        yield f"CREATE TABLE IF NOT EXISTS {quoted(kind)} {definition}"
        for index, on in index_definitions(kind, kind, columns):
            yield f"{index} {on}"
