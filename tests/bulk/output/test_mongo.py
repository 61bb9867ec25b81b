"""Runs written into a database with MongoDB's protocol, over the wire."""

import json
import re
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pymongo
import pytest

from lusha_cli.bulk.output import mongo as sink
from lusha_cli.sandbox.data.people import sample_people
from tests.support.cli import ADA, Lusha, StartScriptedServer
from tests.support.mongo import DATABASE, find_all, mongo_server, require_mongo
from tests.support.scripted_server import ScriptedResponse

pytestmark = pytest.mark.slow
PASSWORD = "a-password-of-a-test"
# SHA-256 of the address, computed by sha256sum.
HASH_OF_ADA = "c5c1b555622030257750a651c95ec07f670fbf5b4a27858b0695a4ab8bf2ff3c"


@pytest.fixture
def leads(tmp_path: Path) -> str:
    emails = [person["email"] for person in sample_people(limit=30)]
    source = tmp_path / "leads.csv"
    source.write_text("email\n" + "".join(f"{email}\n" for email in [*emails, "no@where.example"]))
    return str(source)


def contents(url: str) -> list[list[dict[str, Any]]]:
    return [find_all(url, name) for name in ("contacts", "companies", "runs")]


def on_server(url: str, use: Callable[[Any], Any]) -> Any:
    with pymongo.MongoClient[dict[str, Any]](url) as client:
        return use(client[DATABASE])


def test_mongo_stores_the_documents_of_the_api(lusha: Lusha, mongo: str, leads: str) -> None:
    result = lusha("person", "bulk", leads, "--yes", "--out", mongo)
    assert f"Written to {mongo}, in batches instead of one transaction." in result.err
    contacts, companies, [run] = contents(mongo)
    assert len(contacts) == 30
    ada = contacts[0]
    assert (ada["_id"], ada["fullName"], ada["personId"]) == ("4100000000", "Ada Byrne", 4100000000)
    assert ada["emailAddresses"][0]["email"] == ADA
    assert ada["phoneNumbers"][1]["doNotCall"] is True
    added = ada["lusha"]
    assert len(added["emailHashes"]) == 2
    assert added["emailHashes"][0] == HASH_OF_ADA
    assert (added["companyId"], added["companyDomain"]) == (
        companies[0]["_id"], "analytical-engines.example"
    )  # fmt: skip
    assert isinstance(added["fetchedAt"], datetime)
    assert companies[0]["lusha"]["domain"] == "analytical-engines.example"
    assert companies[0]["lusha"]["linkedinUrl"].endswith("/company/analytical-engines")
    assert companies[0]["name"] == "Analytical Engines"
    assert (run["rows"], run["matched"]) == (31, 30)
    assert run["_id"] == lusha("runs", "list").json[0]["id"]


def test_mongo_lacks_people_who_do_not_match(lusha: Lusha, mongo: str, tmp_path: Path) -> None:
    source = tmp_path / "leads.csv"
    source.write_text(f"email,name,company\n{ADA},John Smith,Totally Other Inc\n")
    lusha("person", "bulk", str(source), "--yes", "--out", mongo)
    contacts, companies, [run] = contents(mongo)
    assert (contacts, companies, run["matched"]) == ([], [], 0)
    lusha("runs", "accept", run["_id"], "--out", mongo)
    contacts, _, [run] = contents(mongo)
    assert ([contact["fullName"] for contact in contacts], run["matched"]) == (["Ada Byrne"], 1)


def test_mongo_is_unchanged_by_a_second_run(lusha: Lusha, mongo: str, leads: str) -> None:
    line = ("person", "bulk", leads, "--yes", "--out", mongo)
    lusha(*line)
    before = contents(mongo)
    lusha(*line)
    assert contents(mongo) == before
    [run] = lusha("runs", "list").json
    lusha("runs", "export", run["id"], "--out", mongo)
    assert contents(mongo) == before


def test_mongo_finds_people_by_index(lusha: Lusha, mongo: str, leads: str) -> None:
    lusha("person", "bulk", leads, "--yes", "--out", mongo)

    def plan(db: Any) -> Any:
        found = db["contacts"].find({"lusha.emailHashes": HASH_OF_ADA})
        assert [contact["fullName"] for contact in found] == ["Ada Byrne"]
        return db["contacts"].find({"lusha.emailHashes": HASH_OF_ADA}).explain()

    assert "lusha_emailHashes" in str(on_server(mongo, plan)["queryPlanner"]["winningPlan"])


def test_mongo_keeps_fields_that_a_later_run_lacks(
    lusha: Lusha, mongo: str, leads: str, tmp_path: Path
) -> None:
    (firms := tmp_path / "firms.csv").write_text("domain\nanalytical-engines.example\n")
    lusha("company", "bulk", str(firms), "--yes", "--out", mongo)
    [before] = find_all(mongo, "companies")
    assert before["founded"]
    assert find_all(mongo, "contacts") == []

    def add(db: Any) -> None:
        db["companies"].update_one({"_id": before["_id"]}, {"$set": {"owner": "me"}})

    on_server(mongo, add)
    lusha("person", "bulk", leads, "--yes", "--out", mongo)
    after = find_all(mongo, "companies")[0]
    assert (after["founded"], after["owner"]) == (before["founded"], "me")


def test_mongo_stores_any_text_and_number_of_the_api(
    script: StartScriptedServer, mongo: str, tmp_path: Path
) -> None:
    data = {"personId": "77", "fullName": "Ada\0 \ud800", "a.b": {"$c": 2**70, "": [1e300, None]},
            "_id": "other", "lusha": "other"}  # fmt: skip
    body = {"contacts": {"1": {"data": data, "isCreditCharged": True}}, "companies": {}}
    headers = {"Content-Type": "application/json"}
    lusha, _ = script(ScriptedResponse(201, json.dumps(body).encode(), headers))
    (source := tmp_path / "one.csv").write_text("email\nada@firm.example\n")
    lusha("person", "bulk", str(source), "--yes", "--out", mongo)
    [ada] = find_all(mongo, "contacts")
    assert ada["a_b"] == {"_c": str(2**70), "_": [1e300, None]}
    assert (ada["_id"], ada["fullName"]) == ("77", "Ada\0 ?")


def test_schema_of_mongo_is_what_a_run_creates(lusha: Lusha, mongo: str, leads: str) -> None:
    def state(db: Any) -> list[Any]:
        collections = sorted(db.list_collections(), key=lambda item: item["name"])
        options = [(item["name"], item["options"]) for item in collections]
        indexes = [sorted(map(str, db[name].list_indexes())) for name, _ in options]
        return [options, indexes]

    lusha("person", "bulk", leads, "--yes", "--out", mongo)
    created = on_server(mongo, state)
    on_server(mongo, lambda db: db.client.drop_database(DATABASE))
    script = lusha("schema", "mongo").out
    commands = re.findall(r"db\.runCommand\((\{.*?\n\})\);", script, re.DOTALL)
    assert len(commands) == 5

    def run(db: Any) -> None:
        for text in commands:
            db.command(json.loads(text))

    on_server(mongo, run)
    assert on_server(mongo, state) == created
    lusha("person", "bulk", leads, "--yes", "--out", mongo)
    assert on_server(mongo, state) == created
    assert len(find_all(mongo, "contacts")) == 30


@pytest.mark.parametrize(
    ("url", "message"),
    [
        ("mongodb://127.0.0.1:1/crm?serverSelectionTimeoutMS=50", "Connection refused"),
        ("mongodb://127.0.0.1:1/", "the name is missing"),
        ("mongodb://127.0.0.1:1/a.b", "isn't a valid database name"),
        ("mongodb://127.0.0.1:1/crm?table=people", "?table= doesn't apply to MongoDB"),
        ("mongodb://127.0.0.1:1/crm?retires=1", "Unknown option"),
        ("mongodb://127.0.0.1:99999/crm", "Port must be an integer"),
        (
            "mongodb+srv://db.none.invalid/crm?serverSelectionTimeoutMS=50&connectTimeoutMS=50",
            "DNS",
        ),
        (f"mongodb://lusha:{PASSWORD}/x@127.0.0.1:1/crm", "where the password ends"),
        (f"mongodb://lusha:{PASSWORD}@127.0.0.1:1/crm?serverSelectionTimeoutMS=50", "refused"),
        (f"mongodb://lusha:{PASSWORD}@[::1/crm", "isn't a valid URL"),
    ],
)
def test_mongo_that_cannot_be_written_is_reported_before_paying(
    lusha: Lusha, leads: str, url: str, message: str
) -> None:
    rejected = lusha("person", "bulk", leads, "--yes", "--out", url, code=2)
    shown = " ".join(rejected.err.split())
    assert message in shown
    assert PASSWORD not in shown
    assert "Topology" not in shown
    assert lusha("sandbox", "status").json["requests"] == 0
    assert not [file for file in lusha.state.rglob("*") if PASSWORD.encode() in content(file)]


def content(file: Path) -> bytes:
    return file.read_bytes() if file.is_file() else b""


def test_mongo_view_and_data_columns_are_refused_before_paying(
    lusha: Lusha, mongo: str, leads: str
) -> None:
    line = ("person", "bulk", leads, "--yes", "--out", mongo)
    selected = lusha(*line, "--data-columns", "emails", code=2)
    assert "--data-columns doesn't apply to mongodb://127.0.0.1" in selected.err
    on_server(mongo, lambda db: db.create_collection("people"))
    on_server(mongo, lambda db: db.command("create", "contacts", viewOn="people", pipeline=[]))
    assert "contacts is a view" in lusha(*line, code=2).err
    assert lusha("sandbox", "status").json["requests"] == 0


def test_mongo_dry_run_creates_nothing(lusha: Lusha, mongo: str, leads: str) -> None:
    lusha("person", "bulk", leads, "--dry-run", "--out", mongo)
    assert on_server(mongo, lambda db: db.list_collection_names()) == []


def test_mongo_without_pymongo_names_the_package(
    lusha: Lusha, leads: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pymongo", None)
    rejected = lusha("person", "bulk", leads, "--yes", "--out", "mongodb://h/crm", code=2)
    assert "install pymongo" in rejected.err
    assert lusha("sandbox", "status").json["requests"] == 0


def create_user(url: str, name: str, *, role: str) -> None:
    roles = [{"role": role, "db": DATABASE}]
    on_server(url, lambda db: db.command("createUser", name, pwd=PASSWORD, roles=roles))


def test_mongo_permissions_are_those_of_the_own_collections() -> None:
    def status(*privileges: dict[str, Any], user: bool = True) -> dict[str, Any]:
        users = [{"user": "ada", "db": "crm"}] * user
        info = {"authenticatedUsers": users, "authenticatedUserPrivileges": list(privileges)}
        return {"authInfo": info}

    every = {"find", "insert", "update", "createIndex", "createCollection"}
    of_all = {"resource": {"db": "crm", "collection": ""}, "actions": ["find", "insert"]}
    of_one = {"resource": {"db": "", "collection": "contacts"}, "actions": ["update"]}
    of_others = {"resource": {"db": "hr", "collection": "contacts"}, "actions": ["createIndex"]}
    of_cluster = {"resource": {"cluster": True}, "actions": ["createCollection"]}
    anything = {"resource": {"anyResource": True}, "actions": ["anyAction"]}
    table = [
        (status(user=False), every),
        (status(), every),
        ({}, every),
        (status(of_all, of_one, of_others, of_cluster), {"find", "insert", "update"}),
        (status(of_one, anything), {"update", "anyAction"}),
    ]
    for reported, expected in table:
        assert sink.allowed_actions(reported, "crm", "contacts") == expected


def test_mongo_checks_user_and_permission_and_hides_the_password(
    lusha: Lusha, leads: str, tmp_path: Path
) -> None:
    require_mongo()
    storage = tmp_path / "mongo"
    with mongo_server(storage) as (address, _):
        create_user(f"mongodb://{address}", "writer", role="readWrite")
        create_user(f"mongodb://{address}", "reader", role="read")
        on_server(f"mongodb://{address}", lambda db: db.create_collection("contacts"))
    with mongo_server(storage, "--auth") as (address, _):
        for user in ("", "reader:wrong-password@", f"reader:{PASSWORD}@"):
            url = f"mongodb://{user}{address}/{DATABASE}"
            rejected = lusha("person", "bulk", leads, "--yes", "--out", url, code=2)
            assert "--out mongodb://" in rejected.err
            assert PASSWORD not in rejected.err
            assert "wrong-password" not in rejected.err
        assert lusha("sandbox", "status").json["requests"] == 0
        url = f"mongodb://writer:{PASSWORD}@{address}/{DATABASE}"
        result = lusha("person", "bulk", leads, "--yes", "--out", url)
        assert f"Written to mongodb://writer@{address}/{DATABASE}," in result.err
        assert len(find_all(url, "contacts")) == 30
    stored = [content(file) for file in lusha.state.rglob("*")]
    assert not any(PASSWORD.encode() in text for text in stored)


def test_mongo_server_that_dies_midway_leaves_the_results_in_the_journal(
    lusha: Lusha, leads: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    require_mongo()
    storage, options = tmp_path / "mongo", "serverSelectionTimeoutMS=300"
    monkeypatch.setattr(sink, "BATCH_SIZE", 10)
    write = sink._write_batch
    with mongo_server(storage) as (address, process):

        def dying(db: Any, collection: str, batch: Any) -> None:
            write(db, collection, batch)
            process.kill()
            process.wait()

        monkeypatch.setattr(sink, "_write_batch", dying)
        url = f"mongodb://{address}/{DATABASE}?{options}"
        failed = lusha("person", "bulk", leads, "--yes", "--out", url, code=1).err
    shown = " ".join(failed.split())
    assert f"Cannot write mongodb://{address}/{DATABASE}?{options}: " in shown
    assert "Some documents may be written, as it isn't one transaction." in shown
    [run] = lusha("runs", "list").json
    assert f"The results are stored. Run: lusha runs export {run['id']} --out" in shown
    monkeypatch.setattr(sink, "_write_batch", write)
    with mongo_server(storage) as (address, _):
        url = f"mongodb://{address}/{DATABASE}"
        lusha("runs", "export", run["id"], "--out", url)
        contacts, _, [stored] = contents(url)
        assert len(contacts) == 30
        assert stored["ended"] < datetime.now(UTC).replace(tzinfo=None)
        assert lusha("sandbox", "status").json["requests"] == 2
