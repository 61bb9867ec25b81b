"""Postgres tables that others made: used if they take our rows, else refused before paying."""

from pathlib import Path
from typing import Any

import psycopg
import pytest
from psycopg.sql import SQL

from tests.support.cli import ADA, Lusha
from tests.support.postgres import PASSWORD

WRITER_PASSWORD = "a-writer-of-a-test"


@pytest.fixture
def leads(tmp_path: Path) -> str:
    (source := tmp_path / "leads.csv").write_text(f"email\n{ADA}\n")
    return str(source)


def execute_script(url: str, script: str) -> None:
    with psycopg.connect(url) as db:
        db.execute(script.encode())


def query(url: str, statement: str) -> list[Any]:
    with psycopg.connect(url) as db:
        return db.execute(statement.encode()).fetchall()


# Cases that resemble others.
SLOW_CASES = frozenset(("short key", "integer key", "boolean", "enum", "integer", "no partition",
                        "trigger that drops the row", "two spellings of a column", "long enough",
                        "default", "times of other types"))  # fmt: skip


def cases(table: dict[str, Any]) -> list[Any]:
    """Return the cases of a table as parameters."""
    return [
        pytest.param(
            *(case if isinstance(case, tuple) else (case,)),
            id=name,
            marks=[pytest.mark.slow] * (name in SLOW_CASES),
        )
        for name, case in table.items()
    ]


REFUSED = {
    "not null without default": (
        "CREATE TABLE contacts (id text PRIMARY KEY, owner text NOT NULL)",
        "the column owner of the table contacts doesn't fit",
        "Give a default to owner",
    ),
    "too short": (
        "CREATE TABLE contacts (id text PRIMARY KEY, city varchar(3), state varchar(3))",
        "the columns city, state of the table contacts don't fit",
        "value too long for type character varying(3)",
    ),
    "short key": (
        "CREATE TABLE contacts (id varchar(3) PRIMARY KEY)",
        "the table contacts doesn't fit",
        "value too long",
    ),
    "array": (
        "CREATE TABLE contacts (id text PRIMARY KEY, emails text[])",
        "the column emails of the table contacts doesn't fit: column ",
        "--data-columns person_id,full_name,",
    ),
    "integer": (
        "CREATE TABLE contacts (id text PRIMARY KEY, job_title integer)",
        "the column job_title of the table contacts",
        "invalid input syntax for type integer",
    ),
    "phone as a number": (
        "CREATE TABLE contacts (id text PRIMARY KEY, mobile_phone bigint)",
        "the column mobile_phone of the table contacts",
        "--data-columns",
    ),
    "integer key": (
        "CREATE TABLE contacts (id bigint PRIMARY KEY)",
        "the table contacts doesn't fit",
        "a text column id that is its PRIMARY KEY",
    ),
    "small number": (
        "CREATE TABLE companies (id text PRIMARY KEY, revenue_max integer)",
        "the column revenue_max of the table companies",
        "write to another database",
    ),
    "check": (
        "CREATE TABLE contacts (id text PRIMARY KEY, country text CHECK (length(country) = 2))",
        "the column country of the table contacts",
        "violates check constraint",
    ),
    "enum": (
        "CREATE TYPE level AS ENUM ('low', 'high');"
        "CREATE TABLE contacts (id text PRIMARY KEY, seniority level)",
        "the column seniority of the table contacts",
        "invalid input value for enum level",
    ),
    "trigger that raises": (
        "CREATE TABLE contacts (id text PRIMARY KEY);"
        "CREATE FUNCTION no() RETURNS trigger LANGUAGE plpgsql AS "
        "$$BEGIN RAISE EXCEPTION E'closed\\nuntil May'; END$$;"
        "CREATE TRIGGER no BEFORE UPDATE ON contacts FOR EACH ROW EXECUTE FUNCTION no()",
        "the table contacts doesn't fit: closed.",
        "table=NAME",
    ),
    "trigger at the end of the transaction": (
        "CREATE TABLE contacts (id text PRIMARY KEY);"
        "CREATE FUNCTION no() RETURNS trigger LANGUAGE plpgsql AS "
        "$$BEGIN RAISE EXCEPTION 'closed'; END$$;"
        "CREATE CONSTRAINT TRIGGER no AFTER INSERT ON contacts DEFERRABLE INITIALLY DEFERRED "
        "FOR EACH ROW EXECUTE FUNCTION no()",
        "the table contacts doesn't fit: closed.",
        "table=NAME",
    ),
    "trigger that drops the row": (
        "CREATE TABLE contacts (id text PRIMARY KEY);"
        "CREATE FUNCTION no() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN RETURN NULL; END$$;"
        "CREATE TRIGGER no BEFORE INSERT ON contacts FOR EACH ROW EXECUTE FUNCTION no()",
        "an inserted row is missing",
        "table=NAME",
    ),
    "generated column": (
        "CREATE TABLE contacts (id text PRIMARY KEY, first_name text, "
        "full_name text GENERATED ALWAYS AS (first_name) STORED)",
        "the column full_name of the table contacts",
        "--data-columns person_id,first_name",
    ),
    "foreign key": (
        "CREATE TABLE accounts (id text PRIMARY KEY);"
        "CREATE TABLE contacts (id text PRIMARY KEY, company_id text REFERENCES accounts "
        "DEFERRABLE INITIALLY DEFERRED)",
        "the column company_id of the table contacts",
        "violates foreign key constraint",
    ),
    "no key": (
        "CREATE TABLE contacts (id text, full_name text)",
        "no unique or exclusion constraint",
        "a text column id that is its PRIMARY KEY",
    ),
    "a value that two people may share": (
        "CREATE TABLE contacts (id text PRIMARY KEY, full_name text UNIQUE)",
        "the column full_name of the table contacts",
        "duplicate key value violates unique constraint",
    ),
    "view without columns": (
        "CREATE TABLE people (id text PRIMARY KEY); CREATE VIEW contacts AS SELECT * FROM people",
        "ALTER TABLE contacts ADD COLUMN",
        "table=NAME",
    ),
    "no partition": (
        "CREATE TABLE contacts (id text PRIMARY KEY) PARTITION BY LIST (id)",
        "no partition of relation",
        "table=NAME",
    ),
    "two spellings": (
        'CREATE TABLE "Contacts" (id text PRIMARY KEY);'
        'CREATE TABLE "CONTACTS" (id text PRIMARY KEY)',
        'contacts matches several tables: "CONTACTS" and "Contacts"',
        "",
    ),
    "two spellings of a column": (
        'CREATE TABLE contacts (id text PRIMARY KEY, "City" text, "CITY" text)',
        'city matches several columns of contacts: "CITY" and "City"',
        "",
    ),
    "read-only": (
        "CREATE TABLE contacts (id text PRIMARY KEY);"
        "ALTER ROLE lusha SET default_transaction_read_only = on",
        "read-only transaction",
        "",
    ),
}


@pytest.mark.slow
@pytest.mark.parametrize(("script", "subject", "text"), cases(REFUSED))
def test_postgres_table_that_refuses_is_reported_before_paying(
    lusha: Lusha, leads: str, database: str, script: str, subject: str, text: str
) -> None:
    execute_script(database, script)
    try:
        refused = lusha("person", "bulk", leads, "--yes", "--out", database, code=2).err
    finally:
        writable = "options=-cdefault_transaction_read_only%3Doff"
        reset = "ALTER ROLE lusha RESET default_transaction_read_only"
        execute_script(f"{database}?{writable}", reset)
    shown = " ".join(refused.split())
    assert subject in shown
    assert text in shown
    assert "until May" not in shown
    assert "DETAIL" not in shown
    assert PASSWORD not in shown
    assert lusha("sandbox", "status").json["requests"] == 0


ACCEPTED = {
    "quoted names": 'CREATE TABLE "Contacts" ("ID" text PRIMARY KEY, "Work_Email" text)',
    "exact name first": (
        'CREATE TABLE "Contacts" (id integer); CREATE TABLE contacts (id text PRIMARY KEY)'
    ),
    "long enough": "CREATE TABLE contacts (id varchar(36) PRIMARY KEY, full_name varchar(255))",
    "must not be null": "CREATE TABLE contacts (id text PRIMARY KEY, mobile_phone text NOT NULL)",
    "default": "CREATE TABLE contacts (id text PRIMARY KEY, owner text NOT NULL DEFAULT 'me')",
    "partitions": (
        "CREATE TABLE contacts (id text PRIMARY KEY) PARTITION BY HASH (id);"
        "CREATE TABLE part PARTITION OF contacts FOR VALUES WITH (MODULUS 1, REMAINDER 0)"
    ),
    "times of other types": (
        "CREATE TABLE contacts (id text PRIMARY KEY, fetched_at timestamp NOT NULL);"
        "CREATE TABLE companies (id text PRIMARY KEY, fetched_at date, size_max numeric)"
    ),
    "boolean": "CREATE TABLE contacts (id text PRIMARY KEY, in_eu boolean)",
    "percent and quotation mark": (
        'CREATE TABLE contacts (id text PRIMARY KEY, "100% sure?" text, "a""b" text)'
    ),
    "companies first": (
        "CREATE TABLE companies (id text PRIMARY KEY);"
        "CREATE TABLE contacts (id text PRIMARY KEY, company_id text REFERENCES companies)"
    ),
}


@pytest.mark.parametrize("script", cases(ACCEPTED))
def test_postgres_table_of_others_is_used(
    lusha: Lusha, leads: str, database: str, script: str
) -> None:
    execute_script(database, script)
    for _ in range(2):
        lusha("person", "bulk", leads, "--yes", "--out", database)
    table = '"Contacts"' if '"ID"' in script else "contacts"
    columns = '"ID", "Work_Email"' if '"ID"' in script else "id, work_email"
    assert query(database, f"SELECT {columns} FROM {table}") == [("4100000000", ADA)]
    assert query(database, "SELECT count(*) FROM companies") == [(1,)]


def test_postgres_role_without_create_right_writes_tables_that_are_there(
    lusha: Lusha, leads: str, database: str
) -> None:
    execute_script(
        database,
        "DROP ROLE IF EXISTS writer;"
        f"CREATE ROLE writer LOGIN PASSWORD '{WRITER_PASSWORD}';"
        "REVOKE CREATE ON SCHEMA public FROM PUBLIC; GRANT USAGE ON SCHEMA public TO writer;"
        'CREATE TABLE "Leads" (id text PRIMARY KEY, full_name text, work_email text);'
        "CREATE TABLE runs (id text PRIMARY KEY, source text, rows bigint, matched bigint,"
        "credits bigint, ended timestamptz);"
        'GRANT SELECT, INSERT ON "Leads" TO writer; GRANT SELECT, INSERT, UPDATE ON runs TO writer',
    )
    writer = database.replace(f"lusha:{PASSWORD}", f"writer:{WRITER_PASSWORD}")
    line = ("person", "bulk", leads, "--yes", "--out", f"{writer}?table=leads")
    selected = (*line, "--data-columns", "full_name,work_email")
    rejected = lusha(*line, code=2).err
    assert "CREATE TABLE companies: permission denied for schema public" in rejected
    assert "company_id, or ask for the privilege to create tables" in " ".join(rejected.split())
    rejected = lusha(*line, "--data-columns", "full_name,city,work_email", code=2).err
    assert "ALTER TABLE Leads ADD COLUMN city: must be owner" in rejected
    assert "--data-columns full_name,work_email, or" in " ".join(rejected.split())
    rejected = lusha(*selected, code=2).err
    assert "permission denied for table Leads" in rejected
    assert "the privileges SELECT, INSERT and UPDATE" in " ".join(rejected.split())
    assert lusha("sandbox", "status").json["requests"] == 0
    execute_script(database, 'GRANT UPDATE ON "Leads" TO writer')
    for _ in range(2):
        lusha(*selected)
    assert query(database, 'SELECT * FROM "Leads"') == [("4100000000", "Ada Byrne", ADA)]
    with psycopg.connect(database) as db:
        tables = db.execute(SQL("SELECT tablename FROM pg_tables WHERE schemaname = 'public'"))
        assert sorted(tables.fetchall()) == [("Leads",), ("runs",)]
    execute_script(database, "DROP OWNED BY writer; DROP ROLE writer")
