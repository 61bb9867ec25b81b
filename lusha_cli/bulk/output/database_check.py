"""Prove with typical rows, which are undone, that a database accepts the rows of a run."""

import secrets
from collections.abc import Collection, Mapping

from lusha_cli.bulk.output.database_rows import TIME_COLUMNS, Row, TableKind
from lusha_cli.bulk.output.database_tables import Table, TableFailure
from lusha_cli.bulk.output.dialects import Database, DatabaseFailure, quoted
from lusha_cli.json_types import Json

_TIME = "2026-01-31T12:30:00+00:00"
_LONG_NAME = "Maximiliane Wilhelmina Featherstonehaugh-Cholmondeley"
_EMAIL = "maximiliane.featherstonehaugh@subsidiary.analytical-engines.example"
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
        "email_hash": "0123456789abcdef" * 4,
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
    "runs": {
        "source": "exports/2026/leads-of-the-spring-campaign.csv",
        "rows": 1_000_000,
        "matched": 900_000,
        "credits": 5_000_000,
    },
}
# A column for numbers would take these, and change them.
_DIGITS: Row = dict.fromkeys(("mobile_phone", "direct_phone", "phones"), "+441632555012")


class _Probe:
    """The rows to try in one table: two with the same typical values, one of digits, one empty."""

    def __init__(self, kind: TableKind, company_ids: list[str]) -> None:
        token = secrets.token_hex(5)
        number = f"9{secrets.randbelow(10**9):09}"
        # Ids are opaque to the API's later version, and numbers before.
        self.ids = [f"v1.{token}{suffix}" for suffix in ("aaaaaa", "bbbbbb")]
        self.ids += [number, f"{number[:-1]}x"]
        typical = _TYPICAL[kind]
        always: Row = {"fetched_at": _TIME}
        if kind == "runs":
            self.ids = [secrets.token_hex(6) for _ in range(4)]
            always = typical
        full: Row = {**typical, "fetched_at": _TIME, "ended": _TIME}
        self.rows: list[Row] = [
            {**full, "id": self.ids[0], "company_id": company_ids[0]},
            {**full, "id": self.ids[1], "company_id": company_ids[0]},
            {**full, **_DIGITS, "id": self.ids[2], "company_id": company_ids[1]},
            {**always, "id": self.ids[3]},
        ]


def check_tables(db: Database, tables: Mapping[TableKind, Table]) -> None:
    """Raise TableFailure if a table doesn't accept the rows of a run.

    Rows of companies stay until the end of the transaction, as those of people refer to them.
    """
    company_ids = _Probe("companies", ["", ""]).ids
    for kind, table in tables.items():
        probe = _Probe(kind, [company_ids[0], company_ids[2]])
        failure = _try_columns(db, table, probe, list(table.columns))
        if failure:
            raise _diagnose(db, kind, table, probe, failure)
        if kind == "companies":
            company_ids = probe.ids
            _write_rows(db, table, probe, list(table.columns))


def _try_columns(
    db: Database, table: Table, probe: _Probe, names: list[str]
) -> DatabaseFailure | None:
    """Write the rows with these columns, and undo it; return the failure, or None."""
    try:
        with db.trial():
            # Rows of others may violate foreign keys too.
            violations = db.count_violations(table.name)
            _write_rows(db, table, probe, names)
            _check_stored(db, table, probe, names)
            if db.count_violations(table.name) > violations:
                raise DatabaseFailure("FOREIGN KEY constraint failed")
    except DatabaseFailure as failure:
        return failure
    return None


def _write_rows(db: Database, table: Table, probe: _Probe, names: list[str]) -> None:
    statement = table.upsert(names)
    # The first row once more at the end: a row with a known id is updated.
    for row in (*probe.rows, probe.rows[0]):
        db.execute(statement, table.values({name: row.get(name) for name in names}, db.encoding))


def _check_stored(db: Database, table: Table, probe: _Probe, names: list[str]) -> None:
    """Raise DatabaseFailure if a row isn't there, or a text became something else."""
    columns = ", ".join(quoted(table.columns[name]) for name in names)
    query = f"SELECT {columns} FROM {quoted(table.name)} WHERE {quoted(table.columns['id'])} = ?"
    for row in probe.rows:
        stored = db.execute(query, (row["id"],)).fetchone()
        if stored is None:
            raise DatabaseFailure("an inserted row is missing")
        for name, value in zip(names, stored, strict=True):
            if _is_changed(name, row.get(name), value):
                raise DatabaseFailure(
                    f"the text {row[name]!r} is stored as {value!r}", table.columns[name]
                )


def _is_changed(name: str, written: Json, stored: object) -> bool:
    """Return whether a text was stored as another type; a trigger may still edit texts."""
    is_text = isinstance(written, str) and name not in TIME_COLUMNS
    return is_text and not isinstance(stored, str) and str(stored) != written


def _diagnose(
    db: Database, kind: TableKind, table: Table, probe: _Probe, failure: DatabaseFailure
) -> TableFailure:
    """Return the failure with all columns that the table rejects."""
    failures = _failing_columns(db, table, probe)
    first = next(iter(failures.values()), failure)
    remedy = _remedy(table, first)
    return TableFailure(
        str(first), kind, table.name, list(failures), column=first.column, remedy=remedy
    )


def _remedy(table: Table, failure: DatabaseFailure) -> str:
    """Return how to change a table that doesn't fit, whichever columns are written."""
    column = failure.column
    if column and column != table.columns["id"]:
        is_ours = column in table.columns.values()
        return f"{'allow null in' if is_ours else 'give a default to'} {column}"
    return (
        f"check that {table.name} has a text column id that is its PRIMARY KEY, and that you have "
        "the privileges SELECT, INSERT and UPDATE"
    )


def _failing_columns(db: Database, table: Table, probe: _Probe) -> dict[str, DatabaseFailure]:
    """Return the failures by column, without which the table would accept the rows."""
    failures: dict[str, DatabaseFailure] = {}
    names = list(table.columns)
    accepted = ["id"]
    if _try_columns(db, table, probe, accepted) is None:
        for name in names[1:]:
            failed = _try_columns(db, table, probe, [*accepted, name])
            if failed:
                failures[name] = failed
            else:
                accepted.append(name)
        return failures
    # Perhaps a constraint needs several columns, and one of the others doesn't fit.
    whole = _try_columns(db, table, probe, names)
    assert whole
    for name in names[1:]:
        if _try_columns(db, table, probe, _without(names, name)) is None:
            return {name: whole}
    return failures


def _without(names: Collection[str], name: str) -> list[str]:
    return [other for other in names if other != name]
