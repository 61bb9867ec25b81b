"""Write matched people and companies, keyed by Lusha's ids, and runs to a database."""

import re
from collections.abc import Callable, Iterable, Sequence
from contextlib import AbstractContextManager, suppress
from pathlib import Path

from lusha_cli.bulk.output.column_options import select_columns
from lusha_cli.bulk.output.database_check import check_tables
from lusha_cli.bulk.output.database_migrations import migrate
from lusha_cli.bulk.output.database_model import COLUMNS, SCHEMA_VERSION, TableKind
from lusha_cli.bulk.output.database_rows import (
    EXTRA_COLUMNS,
    Row,
    is_optional,
    matched_rows,
    sources_of,
    written_columns,
)
from lusha_cli.bulk.output.database_tables import (
    RowWriter,
    Table,
    TableFailure,
    prepare_tables,
    stored_version,
)
from lusha_cli.bulk.output.database_urls import (
    DatabaseUrl,
    is_mongo_url,
    mask_password,
    parse_database_url,
)
from lusha_cli.bulk.output.dialects import (
    IN_MEMORY,
    Database,
    DatabaseFailure,
    open_postgres,
    open_sqlite,
)
from lusha_cli.bulk.output.mongo import check_mongo, write_mongo
from lusha_cli.bulk.record_types import RecordType
from lusha_cli.bulk.run.results import OutputRow
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
    if is_mongo_url(url):
        check_mongo(url, record_type, columns)
        return
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
        with suppress(_Rollback), open_database(database_url._replace(location=location)) as db:
            check_tables(db, _prepare(db, url, names, written, is_selection=bool(columns)))
            raise _Rollback
    except TableFailure as failure:
        raise _table_error(failure, url, record_type, columns) from failure
    except DatabaseFailure as error:
        raise UsageError(f"--out {mask_password(url)}: {error}.") from error


def open_database(database_url: DatabaseUrl) -> AbstractContextManager[Database]:
    """Open the database; the block is one transaction."""
    if isinstance(database_url.location, Path):
        return open_sqlite(database_url.location)
    return open_postgres(database_url.location, database_url.secrets)


def _table_names(
    database_url: DatabaseUrl, record_type: RecordType, url: str
) -> dict[TableKind, str]:
    """Return the names of the tables by the kind of their rows."""
    names: dict[TableKind, str] = {kind: kind for kind in COLUMNS}
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
    if failure.columns and not is_optional(failure.kind):
        # With --data-columns, a table may lack the extra ones.
        optional = EXTRA_COLUMNS if failure.is_missing else ()
        unfit = [column for column in failure.columns if column not in optional]
        sources = [sources_of(failure.kind, column) for column in unfit]
        if not all(sources):
            return []
        left_out = {name for names in sources for name in names}
        return [name for name in selected if name not in left_out]
    # Without their columns, other tables aren't used.
    return [name for name in selected if failure.kind not in written_columns(record_type, [name])]


def write_database(
    url: str,
    record_type: RecordType,
    rows: Iterable[OutputRow],
    run_row: Callable[[], Row],
    columns: Sequence[str] = (),
) -> None:
    """Write the matched rows to the database of `url`, in one transaction unless it is MongoDB.

    Updates existing people and companies. `run_row` returns the row of the table of runs once all
    rows are read, and `columns` are the values of --data-columns. Raises LushaError if the database
    rejects it.
    """
    if is_mongo_url(url):
        write_mongo(url, record_type, rows, run_row)
        return
    database_url = parse_database_url(url)
    names = _table_names(database_url, record_type, url)
    written = written_columns(record_type, columns)
    try:
        with open_database(database_url) as db:
            tables = _prepare(db, url, names, written, is_selection=bool(columns))
            companies = tables.get("companies")
            has_all_companies = companies is not None and any(
                db.refers_to(table.name, companies.name) for table in tables.values()
            )
            writer = RowWriter(db, tables)
            for kind, row in matched_rows(record_type, rows, has_all_companies=has_all_companies):
                writer.add(kind, row)
            writer.add("runs", run_row())
            writer.flush()
    except DatabaseFailure as error:
        raise LushaError(
            f"Cannot write {mask_password(url)}: {error}.", hint="The database is unchanged."
        ) from error


def _prepare(
    db: Database,
    url: str,
    names: dict[TableKind, str],
    written: dict[TableKind, list[str]],
    *,
    is_selection: bool,
) -> dict[TableKind, Table]:
    """Return the tables to write: upgraded, if they are of an earlier version, and complete.

    Raises UsageError if a later version of lusha wrote the database.
    """
    if (stored_version(db) or 0) > SCHEMA_VERSION:
        raise UsageError(
            f"{mask_password(url)} was written by a later version of lusha.",
            hint="Upgrade lusha-cli, or write to another database.",
        )
    # A selection writes only what it names.
    if not is_selection:
        migrate(db)
    return prepare_tables(db, names, written, is_selection=is_selection)
