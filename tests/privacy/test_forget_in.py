"""`privacy find|forget --in`: databases, delivery logs and files that the user names."""

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import openpyxl
import psycopg
import pyarrow
import pymongo
import pytest
from pyarrow import parquet

from lusha_cli.personal_data.named_files import NamedFile
from lusha_cli.privacy.identity import PersonIdentity
from lusha_cli.webhooks.log.delivery_log import DeliveryLog
from lusha_cli.webhooks.log.location import LogLocation
from tests.privacy.test_forget import ADA_ID, ADA_LINK, ADA_PHONE, OTHER, plant, write_log
from tests.support.cli import ADA, Lusha
from tests.support.mongo import DATABASE
from tests.support.paths import ROOT
from tests.support.ports import CLOSED_PORT
from tests.support.traces import traces_in, traces_in_bytes

TABLES = ("contacts", "contact_emails", "contact_phones", "signals", "companies", "runs")
SPELLINGS = [
    ADA.upper(),
    f"mailto:{ADA}",
    "ada.byrne.0@mailbox.example",
    "linkedin.com/in/Ada-Byrne-00000/",
    "http://uk.linkedin.com/in/ada-byrne-00000?trk=x",
    "+1 (344) 555-0151",
    "0013445550151",
    ADA_ID,
]
PEOPLE = f"email\n{OTHER}\n{ADA}\n"


def write_sink(lusha: Lusha, folder: Path, url: str) -> None:
    """Write Ada and somebody else to a database."""
    (source := folder / "people.csv").write_text(PEOPLE)
    lusha("person", "bulk", str(source), "--out", url, "--yes")


def rows_of_others(file: Path) -> list[list[tuple[Any, ...]]]:
    with closing(sqlite3.connect(file)) as db:
        return [
            [row for row in db.execute(f"SELECT * FROM {table} ORDER BY 1, 2") if ADA_ID not in row]
            for table in TABLES
        ]


@pytest.fixture
def box(tmp_path: Path) -> Path:
    """Return a folder for what a test searches byte by byte."""
    (box := tmp_path / "box").mkdir()
    return box


@pytest.mark.parametrize("who", SPELLINGS)
def test_forget_erases_a_person_from_a_database(
    who: str, lusha: Lusha, tmp_path: Path, box: Path
) -> None:
    url = f"sqlite:///{box}/crm.db"
    write_sink(lusha, tmp_path, url)
    before = rows_of_others(box / "crm.db")
    assert traces_in(box)
    found = lusha("privacy", "find", who, "--in", url, "--json").json["found"]
    places = {entry["place"].split()[0] for entry in found if entry["store"] == url}
    assert places >= {"contacts", "contact_emails", "contact_phones"}
    erased = lusha("privacy", "forget", who, "--in", url, "--yes").json["erased"]
    assert erased[url] >= 3
    assert traces_in(box) == []
    assert rows_of_others(box / "crm.db") == before
    assert len(before[0]) == 1


def test_database_of_version_1_is_searched_and_stays_at_its_version(
    lusha: Lusha, box: Path
) -> None:
    file = box / "crm.db"
    with closing(sqlite3.connect(file)) as db:
        db.executescript((ROOT / "tests/data/databases/v1_sqlite.sql").read_text("utf-8"))
        others = "SELECT * FROM contacts WHERE id <> '4100000000'"
        before = db.execute(others).fetchall()
    lusha("privacy", "forget", ADA, "--in", str(file), "--yes")
    assert traces_in(box) == []
    with closing(sqlite3.connect(file)) as db:
        assert db.execute(others).fetchall() == before
        assert db.execute("SELECT version FROM lusha_schema").fetchall() == [(1,)]


@pytest.mark.parametrize("is_sqlite", [True, False])
def test_forget_erases_a_person_from_a_delivery_log(
    is_sqlite: bool, lusha: Lusha, box: Path
) -> None:
    location = LogLocation(box / ("log.db" if is_sqlite else "log.jsonl"), is_sqlite=is_sqlite)
    write_log(lusha, location)
    with closing(DeliveryLog(location, notify=lambda _: None)) as log:
        log.first_pending("sink", from_start=True)
        log.checkpoint("sink", 4)
        if not is_sqlite:
            locked = lusha("privacy", "forget", ADA, "--in", str(location.file), "--yes", code=10)
            assert "is in use by lusha webhooks listen" in locked.err
            assert f"lusha privacy forget {ADA} --in {location.file} --yes" in locked.err
    found = lusha("privacy", "find", ADA_ID, "--in", str(location.file), "--json").json["found"]
    assert len(found) == 2
    for who in (ADA, ADA_ID, ADA_PHONE):
        lusha("privacy", "forget", who, "--in", str(location.file), "--yes")
    assert traces_in(box) == []
    notes: list[str] = []
    with closing(DeliveryLog(location, notify=notes.append)) as log:
        assert log.first_pending("sink", from_start=False) == 4
    assert notes == []


def write_files(folder: Path) -> dict[str, Path]:
    """Write a file of each format, with Ada in its second row."""
    rows = [{"email": OTHER, "n": "1"}, {"email": ADA.upper(), "n": "2"}]
    files = {name: folder / f"people.{name}" for name in
             ("csv", "tsv", "jsonl", "json", "xlsx", "parquet")}  # fmt: skip
    files["csv"].write_text(f"email,n\n{OTHER},1\n{ADA.upper()},2\n")
    files["tsv"].write_text(f"email\tn\n{OTHER}\t1\n{ADA}\t2\n")
    files["jsonl"].write_text(f'{{"email": "{OTHER}"}}\n{{"email": "{ADA}"}}\n')
    files["json"].write_text(f'[{{"email": "{OTHER}"}}, {{"email": "{ADA}"}}]')
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet()
    for row in (["email", "n"], *(list(row.values()) for row in rows)):
        sheet.append(row)
    book.save(files["xlsx"])
    parquet.write_table(pyarrow.Table.from_pylist(rows), files["parquet"])
    return files


def test_files_are_searched_and_left_unchanged(lusha: Lusha, box: Path) -> None:
    files = write_files(box)
    named = [word for file in files.values() for word in ("--in", str(file))]
    before = {file: file.read_bytes() for file in files.values()}
    found = lusha("privacy", "find", ADA, *named, "--json").json["found"]
    assert [(entry["store"], entry["place"]) for entry in found] == [
        (str(file), "row 2") for file in files.values()
    ]
    left = lusha("privacy", "forget", ADA, *named, "--yes", code=10)
    assert left.json["notErased"] == [
        {"file": str(file), "place": "row 2"} for file in files.values()
    ]
    assert "6 rows are not erased, as only you can edit" in left.err
    assert {file: file.read_bytes() for file in files.values()} == before
    assert not list(lusha.state.rglob("forget.json"))
    assert lusha("privacy", "forget", "bo@firm.example", *named).json["notErased"] == []


CELLS = [
    ("Phone", "13445550151", True),
    ("Mobile", "13445550151.0", True),
    ("Telefon", "(344) 555-0151", True),
    ("Direct Dial", "555-0151; 001-344-555-0151", True),
    ("lusha_phones", "+1 344 555 0151", True),
    ("Notes", "call +1 (344) 555-0151", True),
    ("LinkedIn", "ada-byrne-00000", True),
    ("LinkedIn", "in/ada-byrne-00000/", True),
    ("Profile URL", "LINKEDIN.com/in/ada-byrne-00000?trk=1", True),
    ("Lusha ID", ADA_ID, True),
    ("Work email", f"Ada <{ADA.upper()}>", True),
    ("Notes", f"ask {ADA}", True),
    ("Revenue", ADA_ID, False),
    ("Phone", "555-0151", False),
    ("Phone", ADA_ID, False),
    ("LinkedIn", "ada-byrne-00001", False),
    ("email", f"not.{ADA}", False),
]


@pytest.mark.parametrize(("column", "cell", "expected"), CELLS)
def test_cells_are_read_as_their_columns_say(
    column: str, cell: str, expected: bool, tmp_path: Path
) -> None:
    (file := tmp_path / "people.csv").write_text(f"Row,{column}\nx,nobody\ny,{cell}\n")
    identity = PersonIdentity(
        [f"email:{ADA}", f"linkedin:{ADA_LINK}", "phone:+13445550151", f"contact:{ADA_ID}"]
    )
    found = [finding.place for finding in NamedFile(str(file)).find(identity)]
    assert found == ["row 2"] * expected


def test_database_of_another_program_is_reported(lusha: Lusha, box: Path) -> None:
    with closing(sqlite3.connect(box / "other.db")) as db:
        db.execute("CREATE TABLE people (email TEXT)")
        db.execute("INSERT INTO people VALUES (?)", (ADA,))
        db.commit()
    for name in ("find", "forget"):
        error = lusha("privacy", name, ADA, "--in", str(box / "other.db"), code=10).err
        assert "has no table that lusha wrote" in error


def test_missing_file_is_an_error_before_anything_is_erased(lusha: Lusha, tmp_path: Path) -> None:
    plant(lusha, tmp_path)
    for name in ("missing.csv", "sqlite:///missing.db"):
        error = lusha("privacy", "forget", ADA, "--in", name, "--yes", code=2).err
        assert "does not exist" in error
    assert lusha("privacy", "find", ADA).code == 0


def test_server_that_is_gone_does_not_keep_local_places_from_being_erased(
    lusha: Lusha, tmp_path: Path
) -> None:
    plant(lusha, tmp_path)
    url = f"postgresql://ann:secret@127.0.0.1:{CLOSED_PORT}/crm"
    found = lusha("privacy", "find", ADA, "--in", url, "--json", code=10)
    assert {entry["store"] for entry in found.json["found"]} >= {"runs", "last", "webhooks"}
    assert found.error["message"].startswith("Not everything is searched: Cannot read postgresql:")
    gone = lusha("privacy", "forget", ADA, "--in", url, "--yes", code=10)
    assert "Not everything is erased" in gone.err
    assert f"lusha privacy forget {ADA} --in" in gone.err.replace("\n", " ")
    assert "secret" not in gone.err
    assert {name for name, _ in traces_in(lusha.state)} == {"forget.json"}
    # Without the server, nothing is left to do.
    lusha("privacy", "forget", ADA, "--yes")
    assert traces_in(lusha.state) == []


def test_cache_that_is_gone_does_not_keep_local_places_from_being_erased(
    online: Lusha, tmp_path: Path
) -> None:
    plant(online, tmp_path, log_folder="webhooks")
    online.env["LUSHA_CACHE_URL"] = f"redis://127.0.0.1:{CLOSED_PORT}/0"
    found = online("privacy", "find", ADA, "--json", code=10)
    assert {entry["store"] for entry in found.json["found"]} >= {"runs", "last", "webhooks"}
    gone = online("privacy", "forget", ADA, "--yes", code=10)
    assert "The cache can't be used" in gone.err
    assert f"lusha privacy forget {ADA} --yes" in gone.err.replace("\n", " ")
    assert {name for name, _ in traces_in(online.state)} == {"forget.json"}


@pytest.mark.parametrize(
    "name", [f"{ADA}.csv", f"leads_{ADA.upper()}_2.csv", "ada-byrne-00000.tsv"]
)
def test_names_of_files_are_erased(name: str, lusha: Lusha, tmp_path: Path) -> None:
    (source := tmp_path / name).write_text(PEOPLE)
    lusha("person", "bulk", str(source), "--out", str(tmp_path / f"out-{name}"), "--yes")
    run = lusha("runs", "list", "--json").json[0]["id"]
    assert traces_in(lusha.folder / "cache")
    # By another identifier than that in the name.
    lusha("privacy", "forget", ADA_PHONE, "--yes")
    assert traces_in(lusha.state) == traces_in(lusha.folder / "cache") == []
    shown = lusha("runs", "show", run, "--json").json
    assert shown["source"] == str(tmp_path / f"forgotten{source.suffix}")
    assert shown["out"] == str(tmp_path / f"forgotten{source.suffix}")
    lusha("runs", "export", run, "--out", str(tmp_path / "again.csv"))
    assert traces_in(lusha.folder / "cache") == []


def test_names_of_other_files_stay(lusha: Lusha, tmp_path: Path) -> None:
    (source := tmp_path / "leads-4100000001.csv").write_text(PEOPLE)
    lusha("person", "bulk", str(source), "--out", str(tmp_path / "out.csv"), "--yes")
    lusha("privacy", "forget", ADA, "--yes")
    shown = lusha("runs", "list", "--json").json[0]
    assert (shown["source"], shown["out"]) == (str(source), str(tmp_path / "out.csv"))


# Servers.


@pytest.mark.slow
@pytest.mark.parametrize("version", [1, 2])
def test_forget_erases_a_person_from_postgres(
    version: int, lusha: Lusha, tmp_path: Path, database: str
) -> None:
    if version == 1:
        with psycopg.connect(database) as db:
            script = (ROOT / "tests/data/databases/v1_postgres.sql").read_text("utf-8")
            db.execute(script.encode())
    else:
        write_sink(lusha, tmp_path, database)

    def read_all() -> list[str]:
        with psycopg.connect(database) as db:
            tables = db.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
            return sorted(
                str(row)
                for (table,) in tables.fetchall()
                for row in db.execute(f'SELECT * FROM "{table}"'.encode())
            )

    def others() -> list[str]:
        return [row for row in read_all() if not traces_in_bytes(row.encode())]

    before = others()
    assert len(read_all()) > len(before)
    found = lusha("privacy", "find", ADA_LINK, "--in", database, "--json")
    assert found.json["found"]
    assert "a-password-of-a-test" not in found.out + found.err
    lusha("privacy", "forget", ADA_LINK, "--in", database, "--yes")
    assert read_all() == before


@pytest.mark.slow
def test_forget_erases_a_person_from_mongo(lusha: Lusha, tmp_path: Path, mongo: str) -> None:
    write_sink(lusha, tmp_path, mongo)

    def read_all() -> list[str]:
        with pymongo.MongoClient[dict[str, Any]](mongo) as client:
            db = client[DATABASE]
            names = ("contacts", "companies", "runs")
            return [str(each) for name in names for each in db[name].find().sort("_id")]

    before = [each for each in read_all() if not traces_in_bytes(each.encode())]
    assert len(read_all()) == len(before) + 1
    assert lusha("privacy", "find", ADA_PHONE, "--in", mongo, "--json").json["found"]
    lusha("privacy", "forget", ADA_PHONE, "--in", mongo, "--yes")
    assert read_all() == before


@pytest.mark.parametrize("content", ["", "email\n", "[]"])
def test_file_without_rows_has_nobody(lusha: Lusha, tmp_path: Path, content: str) -> None:
    file = tmp_path / ("people.json" if content == "[]" else "people.csv")
    file.write_text(content)
    lusha("privacy", "find", "ada@firm.example", "--in", str(file), code=3)
    assert lusha("privacy", "forget", "ada@firm.example", "--in", str(file)).json["notErased"] == []
