"""Write matched people and companies, keyed by Lusha's ids, and runs to a database."""

import re
from collections.abc import Sequence
from contextlib import AbstractContextManager, suppress
from pathlib import Path

from lusha_cli.bulk.output.column_options import select_columns
from lusha_cli.bulk.output.database_check import check_tables
from lusha_cli.bulk.output.database_rows import (
    EXTRA_COLUMNS,
    Row,
    TableKind,
    matched_rows,
    sources_of,
    written_columns,
)
from lusha_cli.bulk.output.database_tables import (
    SCHEMA_VERSION,
    Table,
    TableFailure,
    prepare_tables,
    stored_version,
)
from lusha_cli.bulk.output.database_urls import DatabaseUrl, mask_password, parse_database_url
from lusha_cli.bulk.output.dialects import (
    IN_MEMORY,
    Database,
    DatabaseFailure,
    open_postgres,
    open_sqlite,
)
from lusha_cli.bulk.record_types import RecordType
from lusha_cli.bulk.run.results import Results
from lusha_cli.errors import LushaError, UsageError
from lusha_cli.storage.output_files import check_output_database

_TABLE_PARAMETER = re.compile(r"(?<=[?&])table=[^&]*&?")


class _Rollback(Exception):
    """Ends a trial transaction, so that it is rolled back."""


def check_database(url: str, record_type: RecordType, columns: Sequence[str] = ()) -> None:
    """Raise UsageError if the database can't be written. Called before anything is charged.

    Creates missing tables and writes typical rows, in a transaction that is rolled back.
    `columns` are the values of --data-columns.
    """
    database_url = parse_database_url(url)
    names = _table_names(database_url, record_type, url)
    location = database_url.location
    if isinstance(location, Path):
        check_output_database(location, name=f"--out {url}")
        if not location.exists():
            # Try in memory, so that no file is created before there is data.
            location = IN_MEMORY
    written = written_columns(record_type, columns)
    try:
        with suppress(_Rollback), _open_database(database_url._replace(location=location)) as db:
            _check_version(db, url)
            check_tables(db, prepare_tables(db, names, written, is_selection=bool(columns)))
            raise _Rollback
    except TableFailure as failure:
        raise _table_error(failure, url, record_type, columns) from failure
    except DatabaseFailure as error:
        raise UsageError(f"--out {mask_password(url)}: {error}.") from error


def _open_database(database_url: DatabaseUrl) -> AbstractContextManager[Database]:
    """Open the database; the block is one transaction."""
    if isinstance(database_url.location, Path):
        return open_sqlite(database_url.location)
    return open_postgres(database_url.location, database_url.secrets)


def _table_names(
    database_url: DatabaseUrl, record_type: RecordType, url: str
) -> dict[TableKind, str]:
    """Return the names of the tables by the kind of their rows."""
    names: dict[TableKind, str] = {"contacts": "contacts", "companies": "companies", "runs": "runs"}
    kind: TableKind = "contacts" if record_type.is_about_people else "companies"
    names[kind] = database_url.table or names[kind]
    if names["contacts"].lower() == names["companies"].lower():
        raise UsageError(
            f"--out {mask_password(url)}: the name {names[kind].lower()} is used by another table."
        )
    return names


def _table_error(
    failure: TableFailure, url: str, record_type: RecordType, columns: Sequence[str]
) -> UsageError:
    """Return the error for a table that rejects the rows, with the remedy."""
    table = failure.table
    if failure.columns:
        noun = "column" if len(failure.columns) == 1 else "columns"
        subject = f"{noun} {', '.join(failure.columns)} of the table {table}"
    elif failure.column:
        subject = f"column {failure.column} of the table {table}"
    else:
        subject = f"table {table}"
    verb = "don't" if len(failure.columns) > 1 else "doesn't"
    return UsageError(
        f"--out {mask_password(url)}: the {subject} {verb} fit: {failure}. Nothing was sent.",
        hint=_table_hint(failure, url, record_type, columns),
    )


def _table_hint(
    failure: TableFailure, url: str, record_type: RecordType, columns: Sequence[str]
) -> str:
    kept = _other_columns(failure, record_type, columns)
    ways = (
        [f"leave out the columns that don't fit: --data-columns {','.join(kept)}"] if kept else []
    )
    if not failure.columns or not kept:
        ways.append(failure.remedy)
    kind = "contacts" if record_type.is_about_people else "companies"
    if failure.kind == kind:
        base = _TABLE_PARAMETER.sub("", mask_password(url)).rstrip("?&")
        separator = "&" if "?" in base else "?"
        ways.append(f"write to another table: --out '{base}{separator}table=NAME'")
    else:
        ways.append("write to another database")
    text = ", or ".join(ways)
    return f"{text[0].upper()}{text[1:]}"


def _other_columns(
    failure: TableFailure, record_type: RecordType, columns: Sequence[str]
) -> list[str]:
    """Return the names of --data-columns that fit; none if that doesn't help."""
    selected = [
        column.name.removeprefix("lusha_")
        for column in select_columns(record_type.columns, columns)
    ]
    if failure.columns:
        # With --data-columns, a table may lack the extra ones.
        optional = EXTRA_COLUMNS if failure.is_missing else ()
        unfit = [column for column in failure.columns if column not in optional]
        sources = [sources_of(failure.kind, column) for column in unfit]
        if not all(sources):
            return []
        left_out = {name for names in sources for name in names}
        return [name for name in selected if name not in left_out]
    if failure.kind != "companies" or not record_type.is_about_people:
        return []
    # Without columns of companies their table isn't used.
    return [name for name in selected if "companies" not in written_columns(record_type, [name])]


def write_database(
    url: str, record_type: RecordType, results: Results, run_row: Row, columns: Sequence[str] = ()
) -> None:
    """Write the matched rows to the database of `url` in one transaction.

    Updates existing people and companies. `run_row` is the row of the table of runs, and `columns`
    are the values of --data-columns. Raises LushaError if the database rejects it.
    """
    database_url = parse_database_url(url)
    names = _table_names(database_url, record_type, url)
    written = written_columns(record_type, columns)
    try:
        with _open_database(database_url) as db:
            _check_version(db, url)
            tables = prepare_tables(db, names, written, is_selection=bool(columns))
            contacts, companies = tables.get("contacts"), tables.get("companies")
            has_all_companies = bool(
                contacts and companies and db.refers_to(contacts.name, companies.name)
            )
            rows = matched_rows(record_type, results, has_all_companies=has_all_companies)
            for kind, row in rows:
                if kind in tables:
                    _upsert_row(db, tables[kind], row)
            _upsert_row(db, tables["runs"], run_row)
    except DatabaseFailure as error:
        raise LushaError(
            f"Cannot write {mask_password(url)}: {error}.", hint="The database is unchanged."
        ) from error


def _check_version(db: Database, url: str) -> None:
    """Raise UsageError if a later version of lusha wrote the database."""
    if (stored_version(db) or 0) > SCHEMA_VERSION:
        raise UsageError(
            f"{mask_password(url)} was written by a later version of lusha.",
            hint="Upgrade lusha-cli, or write to another database.",
        )


def _upsert_row(db: Database, table: Table, row: Row) -> None:
    """Insert a row, or update the one with the same id."""
    values = {name: row[name] for name in table.columns}
    db.execute(table.upsert(values), table.values(values, db.encoding))
