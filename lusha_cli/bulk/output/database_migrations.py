"""The numbered steps that upgrade a database of an earlier version, in the same transaction."""

import hashlib
from collections.abc import Callable, Iterator, Mapping

from lusha_cli.bulk.columns import VALUE_SEPARATOR
from lusha_cli.bulk.output.database_model import (
    COLUMNS,
    SCHEMA_VERSION,
    VERSION_TABLE,
    TableKind,
    quoted,
)
from lusha_cli.bulk.output.database_tables import (
    BATCH_SIZE,
    RowWriter,
    find_name,
    prepare_table,
    stored_version,
)
from lusha_cli.bulk.output.dialects import Database
from lusha_cli.json_types import Json
from lusha_cli.parsing.emails import email_hash

_LISTS: tuple[TableKind, ...] = ("contact_emails", "contact_phones")
# Columns of a table of contacts, some of which another program's table may lack.
_VALUES = ("work_email", "private_email", "emails", "mobile_phone", "direct_phone", "phones",
           "do_not_call", "email_hash", "fetched_at")  # fmt: skip


def migrate(db: Database) -> None:
    """Upgrade the tables to the current version; those of a newer one are not changed."""
    version = stored_version(db)
    if version is None or version >= SCHEMA_VERSION:
        return
    for number, step in _STEPS.items():
        if number > version:
            step(db)
    updated = db.execute(f"UPDATE {VERSION_TABLE} SET version = ?", (SCHEMA_VERSION,))
    if not updated.rowcount:
        db.execute(f"INSERT INTO {VERSION_TABLE} VALUES (?)", (SCHEMA_VERSION,))


def _split_lists(db: Database) -> None:
    """Copy the emails and phones of each contact to tables with a row for each of them.

    Of columns that another program may have filled, only rows that lusha wrote are read.
    """
    sources = db.tables_with(("id", "email_hash", "fetched_at"))
    if not sources:
        return
    tables = {kind: prepare_table(db, kind, kind, list(COLUMNS[kind]))[0] for kind in _LISTS}
    for name in sources:
        writer = RowWriter(db, tables)
        for row in _read_contacts(db, name):
            _copy_emails(writer, row)
            _copy_phones(writer, row)
        writer.flush()
        _update_hashes(db, name)


def _copy_emails(writer: RowWriter, row: Mapping[str, Json]) -> None:
    kinds = {str(row["work_email"]): "work", str(row["private_email"]): "private"}
    for address in _unique(row["work_email"], row["private_email"], row["emails"]):
        writer.add("contact_emails", {
            "contact": row["id"],
            "address": address,
            "kind": kinds.get(address),
            "confidence": None,
            "hash": email_hash(address),
            "fetched_at": row["fetched_at"],
        })  # fmt: skip


def _copy_phones(writer: RowWriter, row: Mapping[str, Json]) -> None:
    kinds = {str(row["mobile_phone"]): "mobile", str(row["direct_phone"]): "direct"}
    blocked = set(_unique(row["do_not_call"]))
    columns = ("mobile_phone", "direct_phone", "phones", "do_not_call")
    for number in _unique(*(row[column] for column in columns)):
        writer.add("contact_phones", {
            "contact": row["id"],
            "number": number,
            "kind": kinds.get(number),
            "do_not_call": int(number in blocked),
            "fetched_at": row["fetched_at"],
        })  # fmt: skip


def _unique(*lists: Json) -> Iterator[str]:
    """Yield the values of columns that may hold several, each once."""
    texts = [text for text in lists if isinstance(text, str)]
    values = (value.strip() for text in texts for value in text.split(VALUE_SEPARATOR))
    yield from dict.fromkeys(value for value in values if value)


def _update_hashes(db: Database, name: str) -> None:
    """Replace the hashes of addresses that version 1 didn't normalize; others stay unchanged."""
    changed: list[tuple[Json, ...]] = []
    for row in _read_contacts(db, name):
        address = next(_unique(row["work_email"], row["emails"]), "")
        before = hashlib.sha256(address.lower().encode("utf-8", "replace")).hexdigest()
        if row["email_hash"] == before != email_hash(address):
            changed.append((email_hash(address), row["id"]))
    if changed:
        columns = _found_columns(db, name)
        column, id_ = quoted(columns["email_hash"]), quoted(columns["id"])
        db.execute_many(f"UPDATE {quoted(name)} SET {column} = ? WHERE {id_} = ?", changed)


def _read_contacts(db: Database, name: str) -> Iterator[dict[str, Json]]:
    """Yield the contacts that lusha wrote to a table, by column; missing ones are None."""
    columns = _found_columns(db, name)
    id_, time = quoted(columns["id"]), quoted(columns["fetched_at"])
    query = (
        f"SELECT {', '.join(map(quoted, columns.values()))} FROM {quoted(name)} "
        f"WHERE {time} IS NOT NULL"
    )
    empty = dict.fromkeys(_VALUES)
    rows = db.execute(f"{query} ORDER BY {id_} LIMIT {BATCH_SIZE}").fetchall()
    while rows:
        for row in rows:
            yield {**empty, **dict(zip(columns, row, strict=True))}
        next_rows = f"{query} AND {id_} > ? ORDER BY {id_} LIMIT {BATCH_SIZE}"
        rows = db.execute(next_rows, (rows[-1][0],)).fetchall()


def _found_columns(db: Database, name: str) -> dict[str, str]:
    """Return the columns of a table to read, by our names, the id first."""
    existing = db.columns(name)
    found = {
        column: find_name(column, existing, what=f"columns of {name}")
        for column in ("id", *_VALUES)
    }
    return {column: actual for column, actual in found.items() if actual}


# Each step by the version that it upgrades to. Tables of version 1 are created where missing.
_STEPS: Mapping[int, Callable[[Database], None]] = {2: _split_lists}
