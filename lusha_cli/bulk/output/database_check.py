"""Prove with typical rows, which are undone, that a database accepts the rows of a run."""

import secrets
from collections.abc import Collection, Mapping

from lusha_cli.bulk.output.database_model import TableKind, quoted
from lusha_cli.bulk.output.database_rows import Row
from lusha_cli.bulk.output.database_tables import Table, TableFailure
from lusha_cli.bulk.output.dialects import Database, DatabaseFailure
from lusha_cli.json_types import Json

_TIME = "2026-01-31T12:30:00+00:00"
_LONG_NAME = "Maximiliane Wilhelmina Featherstonehaugh-Cholmondeley"
_EMAIL = "maximiliane.featherstonehaugh@subsidiary.analytical-engines.example"
_HASH = "0123456789abcdef" * 4
_PHONE = "+44 1632 555 0123"
_PAGE = "https://www.linkedin.com/in/maximiliane-wilhelmina-featherstonehaugh-0a1b2c3d4"
_LIST = "; ".join(["Customer Relationship Management", "Business Intelligence"] * 10)
# Values of common length; longer ones are rare, and only in the columns that have long ones here.
_TYPICAL: dict[TableKind, Row] = {
    "contacts": {
        "full_name": _LONG_NAME,
        "first_name": "Maximiliane Wilhelmina",
        "last_name": "Featherstonehaugh-Cholmondeley",
        "job_title": "Senior Vice President of International Sales and Business Development",
        "seniority": "Vice President",
        "departments": "Engineering & Technical; Business Development; Customer Service",
        "work_email": _EMAIL,
        "private_email": _EMAIL,
        "emails": "; ".join([_EMAIL] * 3),
        "email_hash": _HASH,
        "mobile_phone": _PHONE,
        "direct_phone": _PHONE,
        "phones": "; ".join([_PHONE] * 4),
        "do_not_call": "; ".join([_PHONE] * 2),
        "city": "San Fernando del Valle de Catamarca",
        "state": "Mecklenburg-Western Pomerania",
        "country": "Bosnia and Herzegovina",
        "in_eu": 1,
        "linkedin_url": _PAGE,
    },
    "companies": {
        "name": "Analytical Engines and Difference Machines International Holdings Limited",
        "domain": "subsidiary.analytical-engines.example",
        "website": "https://www.subsidiary.analytical-engines.example/international",
        "description": "Builds engines that weave algebraical patterns. " * 20,
        "industry": "Technology, Information & Media",
        "sub_industry": "Computer Networking & Hardware Manufacturing",
        "size_min": 10_001,
        "size_max": 500_000,
        "employees": 500_000,
        "revenue_min": 10_000_000_000,
        "revenue_max": 50_000_000_000,
        "founded": "1833",
        "type": "Privately Held Company",
        "city": "San Fernando del Valle de Catamarca",
        "state": "Mecklenburg-Western Pomerania",
        "country": "Bosnia and Herzegovina",
        "linkedin_url": "https://www.linkedin.com/company/analytical-engines-international",
        "technologies": _LIST,
        "specialities": _LIST,
        "funding_total": 5_000_000_000,
    },
    "contact_emails": {"address": _EMAIL, "kind": "private", "confidence": "A+", "hash": _HASH},
    "contact_phones": {"number": _PHONE, "kind": "mobile", "do_not_call": 1},
    "signals": {
        "type": "surgeInHiringByDepartment",
        "date": "2026-01-31",
        "kind": "Expands Operations",
        "summary": "The company weaves algebraical patterns. " * 10,
        "url": "https://news.analytical-engines.example/2026/01/31/expands-operations",
        "data": '{"signalDate": "2026-01-31"}' * 20,
    },
    "runs": {
        "source": "exports/2026/leads-of-the-spring-campaign.csv",
        "rows": 1_000_000,
        "matched": 900_000,
        "credits": 5_000_000,
    },
}
# A column for numbers would take these, and change them.
_DIGITS: Row = dict.fromkeys(("mobile_phone", "direct_phone", "phones", "number"), "+441632555012")


def _make_ids() -> list[str]:
    """Return ids of each spelling: opaque texts, as of the API's later version, and numbers."""
    token, number = secrets.token_hex(5), f"9{secrets.randbelow(10**9):09}"
    return [f"v1.{token}aaaaaa", f"v1.{token}bbbbbb", number, f"{number[:-1]}x"]


def _probe_rows(kind: TableKind, ids: Mapping[TableKind, list[str]]) -> list[Row]:
    """Return the rows to try: two with the same typical values, one of digits, one empty.

    They refer to rows with `ids`. A contact without a row, of a company, is None.
    """
    typical = _TYPICAL[kind]
    full: Row = {**typical, "fetched_at": _TIME, "ended": _TIME}
    always: Row = typical if kind == "runs" else {"fetched_at": _TIME}
    values: list[Row] = [full, full, {**full, **_DIGITS}, always]
    if kind in ("contact_emails", "contact_phones"):
        values = [full, full, {**full, **_DIGITS}, {**always, **_key_values(typical)}]
    contacts: list[str | None] = [*ids["contacts"]] if "contacts" in ids else [None] * 4
    return [
        {
            **row,
            "id": ids[kind][number],
            "contact": contacts[number],
            "company": ids["companies"][number],
            # Two people of one company.
            "company_id": ids["companies"][2 if number == 2 else 0] if number < 3 else None,
        }
        for number, row in enumerate(values)
    ]


def _key_values(row: Row) -> Row:
    return {name: row[name] for name in ("address", "number") if name in row}


def check_tables(db: Database, tables: Mapping[TableKind, Table]) -> None:
    """Raise TableFailure if a table doesn't accept the rows of a run.

    Rows stay until the end of the transaction, as those of other tables refer to them.
    """
    ids: dict[TableKind, list[str]] = {"companies": _make_ids()}
    for kind, table in tables.items():
        ids.setdefault(kind, _make_ids())
        rows = _probe_rows(kind, ids)
        failure = _try_columns(db, table, rows, list(table.columns))
        if failure:
            raise _diagnose(db, kind, table, rows, failure)
        _write_rows(db, table, rows, list(table.columns))


def _try_columns(
    db: Database, table: Table, rows: list[Row], names: list[str]
) -> DatabaseFailure | None:
    """Write the rows with these columns, and undo it; return the failure, or None."""
    try:
        with db.trial():
            # Rows of others may violate foreign keys too.
            violations = db.count_violations(table.name)
            _write_rows(db, table, rows, names)
            _check_stored(db, table, rows, names)
            if db.count_violations(table.name) > violations:
                raise DatabaseFailure("FOREIGN KEY constraint failed")
    except DatabaseFailure as failure:
        return failure
    return None


def _write_rows(db: Database, table: Table, rows: list[Row], names: list[str]) -> None:
    statement = table.upsert(db, names)
    # The first row once more at the end: a row with a known id is updated.
    for row in (*rows, rows[0]):
        values = table.values({name: row.get(name) for name in names}, db.encoding)
        db.insert(statement, [list(values.values())])


def _check_stored(db: Database, table: Table, rows: list[Row], names: list[str]) -> None:
    """Raise DatabaseFailure if a row isn't there, or a text became something else."""
    columns = ", ".join(quoted(table.columns[name]) for name in names)
    key = " AND ".join(f"{quoted(table.columns[name])} = ?" for name in table.key)
    query = f"SELECT {columns} FROM {quoted(table.name)} WHERE {key}"
    for row in rows:
        stored = db.execute(query, [row[name] for name in table.key]).fetchone()
        if stored is None:
            raise DatabaseFailure("an inserted row is missing")
        for name, value in zip(names, stored, strict=True):
            if _is_changed(name, row.get(name), value):
                raise DatabaseFailure(
                    f"the text {row[name]!r} is stored as {value!r}", table.columns[name]
                )


def _is_changed(name: str, written: Json, stored: object) -> bool:
    """Return whether a text was stored as another type; a trigger may still edit texts."""
    is_text = isinstance(written, str) and name not in ("fetched_at", "ended")
    return is_text and not isinstance(stored, str) and str(stored) != written


def _diagnose(
    db: Database, kind: TableKind, table: Table, rows: list[Row], failure: DatabaseFailure
) -> TableFailure:
    """Return the failure with all columns that the table rejects."""
    failures = _failing_columns(db, table, rows)
    first = next(iter(failures.values()), failure)
    remedy = _remedy(table, first)
    return TableFailure(
        str(first), kind, table.name, list(failures), column=first.column, remedy=remedy
    )


def _remedy(table: Table, failure: DatabaseFailure) -> str:
    """Return how to change a table that doesn't fit, whichever columns are written."""
    column = failure.column
    if column and column not in [table.columns[name] for name in table.key]:
        is_ours = column in table.columns.values()
        return f"{'allow null in' if is_ours else 'give a default to'} {column}"
    return (
        f"check that {table.name} has {_expected_key(table)}, and that you have "
        "the privileges SELECT, INSERT and UPDATE"
    )


def _expected_key(table: Table) -> str:
    if len(table.key) == 1:
        return f"a text column {table.key[0]} that is its PRIMARY KEY"
    return f"text columns {' and '.join(table.key)} that are its PRIMARY KEY"


def _failing_columns(db: Database, table: Table, rows: list[Row]) -> dict[str, DatabaseFailure]:
    """Return the failures by column, without which the table would accept the rows."""
    failures: dict[str, DatabaseFailure] = {}
    names = list(table.columns)
    accepted = list(table.key)
    if _try_columns(db, table, rows, accepted) is None:
        for name in _without(names, table.key):
            failed = _try_columns(db, table, rows, [*accepted, name])
            if failed:
                failures[name] = failed
            else:
                accepted.append(name)
        return failures
    # Perhaps a constraint needs several columns, and one of the others doesn't fit.
    whole = _try_columns(db, table, rows, names)
    assert whole
    for name in _without(names, table.key):
        if _try_columns(db, table, rows, _without(names, (name,))) is None:
            return {name: whole}
    return failures


def _without(names: Collection[str], others: Collection[str]) -> list[str]:
    return [name for name in names if name not in others]
