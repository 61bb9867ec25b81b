"""`lusha tables column-catalog` and `add-columns`, and the owner of a table."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from lusha_cli.json_types import Json
from lusha_cli.sandbox.http import Request, Response, json_response
from tests.contract.recorded_api import run
from tests.support.cli import Lusha, Server

PERSON, COMPANY = "4100000000", "30000000"
pytestmark = pytest.mark.with_yes


@pytest.fixture(params=["contacts", "companies"])
def noun(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def owner(lusha: Lusha, noun: str) -> Lusha:
    """Return a client whose account has a table with one row."""
    lusha.env["LUSHA_OWNER"] = "ada@firm.example"
    row = {"contacts": PERSON, "companies": COMPANY}[noun]
    lusha(noun, "tables", "create", "Leads", "--id", row)
    return lusha


def columns(lusha: Lusha, noun: str) -> dict[str, Json]:
    listed = lusha(noun, "tables", "columns", "1").json["data"]
    return {column["key"]: column for column in listed}


def test_table_column_is_added_and_filled_free_of_charge(owner: Lusha, noun: str) -> None:
    before = columns(owner, noun)
    added = owner(noun, "tables", "add-columns", "1", "country", "city")
    assert [(entry["columnKey"], entry["status"]) for entry in added.json["data"]] == [
        ("country", "added"),
        ("city", "added"),
    ]
    assert added.json["billing"]["creditsCharged"] == 0
    after = columns(owner, noun)
    assert after.keys() - before.keys() == {"country", "city"}
    assert after["country"]["columnId"] == added.json["data"][0]["columnId"]
    assert after["country"]["rowsProcessing"] == 1
    owner.clock.time += 2
    assert columns(owner, noun)["country"]["rowsSuccess"] == 1
    [row] = owner(noun, "tables", "rows", "1").json["data"]
    values = {cell["name"]: cell["value"] for cell in row["columns"]}
    assert values["country"]
    owner(noun, "tables", "remove-column", "1", after["country"]["columnId"], "--yes")
    assert "country" not in columns(owner, noun)


def test_table_column_can_be_added_again(owner: Lusha, noun: str) -> None:
    first = owner(noun, "tables", "add-columns", "1", "country").json["data"]
    again = owner(noun, "tables", "add-columns", "1", "country", "country").json["data"]
    assert [entry["status"] for entry in again] == ["failed"]
    assert again[0]["columnId"] == first[0]["columnId"]
    removed = owner(noun, "tables", "columns", "1").json["data"][-1]["columnId"]
    owner(noun, "tables", "remove-column", "1", removed, "--yes")
    assert owner(noun, "tables", "add-columns", "1", "country").json["data"][0]["status"] == "added"


def test_table_initial_column_is_restored(owner: Lusha, noun: str) -> None:
    key = {"contacts": "phone", "companies": "industry"}[noun]
    column = columns(owner, noun)[key]["columnId"]
    owner(noun, "tables", "remove-column", "1", column, "--yes")
    assert key not in columns(owner, noun)
    owner(noun, "tables", "add-columns", "1", key)
    assert columns(owner, noun)[key]["rowsProcessing"] == 1


def test_unknown_column_fails_and_the_others_are_added(owner: Lusha, noun: str) -> None:
    result = owner(noun, "tables", "add-columns", "1", "city", "shoeSize", code=10)
    assert [entry["status"] for entry in result.json["data"]] == ["added", "failed"]
    assert "1 of 2 columns were not added: shoeSize." in result.err
    assert f"lusha {noun} tables column-catalog" in result.err
    assert "city" in columns(owner, noun)


@pytest.mark.parametrize(
    ("entries", "reported"),
    [
        ([{"status": "failed"}, {"status": "added", "columnKey": "city"}],
         "1 of 2 columns were not added."),
        ([{"status": "failed"}, {"status": "failed", "columnKey": "shoeSize"}],
         "2 of 2 columns were not added: shoeSize."),
    ],
)  # fmt: skip
def test_failed_column_without_key_is_counted(
    noun: str, entries: list[Json], reported: str, tmp_path: Path
) -> None:
    argv = [noun, "tables", "add-columns", "1", "city", "--owner", "ada@firm.example"]
    result = run(tmp_path, argv, json_response(200, {"data": entries}))
    assert (result.code, result.err.splitlines()[0]) == (10, f"Error: {reported}")


def test_table_owner_is_normalized_like_other_emails(owner: Lusha, noun: str) -> None:
    create = (noun, "tables", "create", "Q3", "--dry-run", "--owner")
    request = owner(*create, "mailto:Ada@Firm.example").json
    assert request["body"]["owner"] == {"email": "ada@firm.example"}
    assert "'ada'" in owner(*create, "ada", code=2).err


@pytest.mark.parametrize(
    ("arguments", "reported"),
    [
        (("1",), "COLUMN_KEY is missing"),
        (("1", *(f"key{number}" for number in range(11))), "up to 10 columns, not 11"),
        (("..", "city"), "'..' isn't an ID"),
    ],
)
def test_table_columns_reject_invalid_input_before_sending(
    owner: Lusha, noun: str, arguments: tuple[str, ...], reported: str
) -> None:
    before = owner("sandbox", "status").json["requests"]
    assert reported in owner(noun, "tables", "add-columns", *arguments, code=2).err
    assert owner("sandbox", "status").json["requests"] == before


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({"columnKey": "city"}, 0),
        ({"columns": [{"columnKey": "city"}]}, 0),
        ({"columnKey": "city", "columns": [{"columnKey": "city"}]}, 2),
        ({"columns": []}, 2),
        ({"columns": [{"columnKey": "city"}] * 11}, 2),
    ],
)
def test_table_columns_take_a_list_or_a_single_key(
    owner: Lusha, noun: str, body: dict[str, Any], code: int
) -> None:
    line = (noun, "tables", "add-columns", "1", "--body", "-")
    owner(*line, stdin=json.dumps(body).encode(), code=code)
    assert ("city" in columns(owner, noun)) == (code == 0)


def test_column_catalog_lists_what_can_be_added(owner: Lusha, noun: str) -> None:
    listed = owner(noun, "tables", "column-catalog").json["data"]
    keys = [entry["columnKey"] for entry in listed]
    assert set(columns(owner, noun)) < set(keys)
    for key in keys:
        owner(noun, "tables", "add-columns", "1", key)
    assert list(columns(owner, noun)) == keys
    # The list is of no table, so nobody has to own it.
    assert without_owner(owner)(noun, "tables", "column-catalog").json["data"] == listed


def test_column_catalog_shows_names_categories_and_types(owner: Lusha, noun: str) -> None:
    table = owner(noun, "tables", "column-catalog", "-o", "table").out
    rows = [re.split(r"\s*[│┃|]\s*|\s{2,}", line.strip(" │┃|")) for line in table.splitlines()]
    assert ["Key", "Name", "Category", "Type"] in rows
    assert ["country", "Country", "Profile", "string"] in rows


def without_owner(lusha: Lusha) -> Lusha:
    del lusha.env["LUSHA_OWNER"]
    return lusha


def test_column_catalog_completes_column_keys(owner: Lusha, noun: str) -> None:
    assert not list(owner.folder.rglob(f"{noun}-columns.txt"))
    owner(noun, "tables", "column-catalog")
    [file] = owner.folder.rglob(f"{noun}-columns.txt")
    lines = file.read_text().splitlines()
    assert "country\tCountry" in lines
    key = {"contacts": "seniority\tSeniority", "companies": "yearFounded\tYear founded"}[noun]
    assert key in lines


def test_column_catalog_is_also_found_on_its_second_path(
    online: Lusha, server: Server, monkeypatch: pytest.MonkeyPatch, noun: str
) -> None:
    paths: list[str] = []
    handle: Callable[[Request], Response] = server.sandbox.handle

    def without_first_path(request: Request) -> Response:
        paths.append(request.path)
        if request.path.endswith("/columns/catalog"):
            return json_response(404, {"message": "Not Found"})
        return handle(request)

    monkeypatch.setattr(server.sandbox, "handle", without_first_path)
    assert online(noun, "tables", "column-catalog", "--owner", "a@firm.example").json["data"]
    assert paths == [f"/v3/{noun}/tables/columns/catalog", f"/v3/{noun}/tables/column-catalog"]


def test_table_update_gives_the_table_to_a_new_owner(owner: Lusha, noun: str) -> None:
    result = owner(noun, "tables", "update", "1", "--new-owner", "bob@firm.example", "--name", "Q3")
    assert result.json["data"]["owner"]["email"] == "bob@firm.example"
    assert result.json["data"]["name"] == "Q3"
    owner(noun, "tables", "get", "1", code=3)
    bobs = owner(noun, "tables", "get", "1", "--owner", "bob@firm.example").json["data"]
    assert bobs["visibility"] == "private"


def test_table_update_sends_the_new_owner_instead_of_the_old(owner: Lusha, noun: str) -> None:
    line = (noun, "tables", "update", "1", "--new-owner", "bob@firm.example", "--dry-run")
    for owners in ((), ("--owner", "ada@firm.example")):
        assert owner(*line, *owners).json["body"] == {"owner": {"email": "bob@firm.example"}}
    assert "Error: --new-owner: " in owner(*line[:5], "bob", code=2).err
