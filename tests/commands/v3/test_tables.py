"""`lusha tables`: lists that the account stores."""

from typing import Any

import pytest

from lusha_cli.sandbox.id_tokens import decode_id, encode_id
from tests.support.cli import Lusha

PEOPLE = [str(4_100_000_000 + 13 * number) for number in range(60)]
COMPANIES = [str(30_000_000 + 17 * number) for number in range(60)]


@pytest.fixture
def owner(lusha: Lusha) -> Lusha:
    lusha.env["LUSHA_OWNER"] = "ada@firm.example"
    return lusha


def tables(lusha: Lusha, verb: str, *arguments: str, **options: Any) -> Any:
    return lusha("contacts", "tables", verb, *arguments, **options)


def test_table_is_created_read_changed_and_deleted(owner: Lusha) -> None:
    created = tables(owner, "create", "Leads", "--id", PEOPLE[0]).json["data"]
    assert created["owner"]["email"] == "ada@firm.example"
    assert created["entityCount"] == 1
    table = created["tableId"]
    added = tables(owner, "add", table, *PEOPLE[:3], "4100000001").json["data"]
    assert (added["added"], added["alreadyPresent"]) == (2, 1)
    assert added["invalidIds"] == ["4100000001"]
    rows = tables(owner, "rows", table, "--yes").json
    assert rows["pagination"] == {"page": 0, "size": 100, "total": 3}
    assert [decode_id(row["id"]) for row in rows["data"]] == PEOPLE[:3]
    removed = tables(owner, "remove", table, rows["data"][0]["id"], PEOPLE[50]).json["data"]
    assert removed == {"removed": 1, "invalidIds": [PEOPLE[50]]}
    assert tables(owner, "get", table).json["data"]["entityCount"] == 2
    assert tables(owner, "delete", table, "--yes").json["status"] == "deleted"
    assert "TABLE_NOT_FOUND" in tables(owner, "get", table, code=3).err


def test_table_column_is_filled_and_charged_per_row(owner: Lusha) -> None:
    tables(owner, "create", "Leads", *(word for id_ in PEOPLE[:4] for word in ("--id", id_)))
    run = ("run-column", "1", "c4", "--yes", "--run-scope")
    assert "Charged 4 credits" in tables(owner, *run, "missing").err
    state = tables(owner, "get", "1").json["data"]
    assert state["isProcessing"]
    assert state["columns"][3]["rowsProcessing"] == 4
    owner.clock.time += 2
    column = tables(owner, "columns", "1").json["data"][3]
    assert column["rowsSuccess"] + column["rowsNoData"] == 4
    assert not tables(owner, "get", "1").json["data"]["isProcessing"]
    # A filled cell is charged again only on request.
    assert "Charged 0 credits" in tables(owner, *run, "missing").err
    assert "Charged 4 credits" in tables(owner, *run, "all").err
    specific = ("--entity-id", PEOPLE[0], "--yes")
    assert "Charged 5 credits" in tables(owner, "run-column", "1", "c5", *specific).err
    assert "Default columns" in tables(owner, "remove-column", "1", "c1", "--yes", code=2).err
    tables(owner, "remove-column", "1", "c5", "--yes")
    assert [c["columnId"] for c in tables(owner, "columns", "1").json["data"]][-1] == "c4"
    assert "COLUMN_NOT_FOUND" in tables(owner, *run[:2], "c5", *run[3:], "all", code=3).err


def test_table_rows_are_charged_each(owner: Lusha) -> None:
    tables(owner, "create", "Leads", *(word for id_ in PEOPLE[:30] for word in ("--id", id_)))
    line = ("rows", "1", "--size", "20")
    assert tables(owner, *line, "--dry-run").json["cost"] == "up to 20 credits"
    assert tables(owner, *line).err == "Charged 20 credits, 99,980 left.\n"
    later = ("--size", "20", "--page")
    assert "Charged 10 credits" in tables(owner, "rows", "1", *later, "1").err
    assert "Charged 0 credits" in tables(owner, "rows", "1", *later, "9").err
    capped = tables(owner, *line, "--max-credits", "19", code=6).err
    assert "This may cost up to 20 credits, but --max-credits allows 19 credits." in capped
    assert tables(owner, "rows", "1", "--dry-run").json["cost"] == "up to 100 credits"


def test_table_rows_use_the_column_names(owner: Lusha) -> None:
    tables(owner, "create", "Leads", "--id", PEOPLE[0])
    shown = tables(owner, "rows", "1", "--size", "20", "-o", "csv").out.splitlines()
    assert shown[0] == "id,fullName,jobTitle,companyName,workEmail,phone"
    assert shown[1].split(",")[1] == "Ada Byrne"


def test_table_name_is_unique_per_type(owner: Lusha) -> None:
    tables(owner, "create", "Leads")
    reported = tables(owner, "create", "Leads", "--json", code=2).error
    assert reported["status"] == 409
    assert "TABLE_NAME_CONFLICT" in reported["message"]
    owner("companies", "tables", "create", "Leads", "--id", COMPANIES[0])
    tables(owner, "create", "Others")
    assert "TABLE_NAME_CONFLICT" in tables(owner, "update", "3", "--name", "Leads", code=2).err
    tables(owner, "update", "3", "--name", "Others")


def test_table_private_is_the_owners_and_shared_is_everyones(owner: Lusha) -> None:
    tables(owner, "create", "Mine")
    tables(owner, "create", "Ours", "--visibility", "shared")
    tables(owner, "update", "1", "--archived")

    def names(*flags: str) -> list[str]:
        return [table["name"] for table in tables(owner, "list", *flags).json["data"]]

    assert names() == ["Ours"]
    assert names("--status", "archived") == ["Mine"]
    assert names("--status", "archived", "--owner", "bob@firm.example") == []
    assert names("--owner", "bob@firm.example") == ["Ours"]
    assert names("--name", "our") == ["Ours"]
    tables(owner, "get", "1", "--owner", "bob@firm.example", code=3)
    tables(owner, "get", "2", "--owner", "bob@firm.example")
    assert owner("companies", "tables", "get", "2", code=3)


def test_table_requires_a_known_user(lusha: Lusha) -> None:
    reported = tables(lusha, "get", "1", code=2).err
    assert "--owner is missing" in reported
    assert "lusha config set owner" in reported
    lusha("config", "set", "owner", "ada@firm.example")
    tables(lusha, "create", "Leads")


def test_table_deletion_is_confirmed(owner: Lusha) -> None:
    tables(owner, "create", "Leads")
    for arguments in (("delete", "1"), ("remove-column", "1", "c4"),
                  ("run-column", "1", "c4", "--run-scope", "all")):  # fmt: skip
        refused = tables(owner, *arguments, code=2).err
        assert "Pass --yes to confirm (no terminal to prompt on)." in refused
    run = ("run-column", "1", "c4", "--run-scope", "all")
    declined = tables(owner, *run, stdin=b"n\n", terminal=True, code=130).err
    assert "This may cost 1 credit per row that the column runs for (more for phones)." in (
        " ".join(declined.split())
    )
    assert "DELETE" in tables(owner, "delete", "1", "--dry-run").out


@pytest.mark.parametrize(
    ("arguments", "reported"),
    [
        (("create",), "NAME is missing"),
        (("add", "1"), "ID is missing"),
        (("add", "1", *map(str, range(501))), "up to 500 IDs"),
        (("run-column", "1", "c4"), "--run-scope is missing"),
        (("run-column", "1", "c4", "--run-scope", "specific"), "needs --entity-id"),
        (("get", ".."), "'..' isn't an ID"),
        (("get", ""), "'' isn't an ID"),
    ],
)
def test_tables_reject_invalid_input_before_sending(
    owner: Lusha, arguments: tuple[str, ...], reported: str
) -> None:
    assert reported in tables(owner, *arguments, code=2).err
    assert owner("sandbox", "status").json["requests"] == 0


def test_table_id_is_escaped_in_the_path(owner: Lusha) -> None:
    reported = tables(owner, "get", "../../account", code=3, terminal=True).err
    assert "404" in reported
    assert "%2F" in tables(owner, "get", "a/b", "--curl").out


def test_tables_have_limits(owner: Lusha, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("lusha_cli.sandbox.handlers.v3.tables.MAX_TABLES", 2)
    monkeypatch.setattr("lusha_cli.sandbox.handlers.v3.table_cells.MAX_ROWS", 3)
    tables(owner, "create", "A")
    tables(owner, "create", "B")
    assert "TABLE_LIMIT_REACHED" in tables(owner, "create", "C", code=2).err
    tables(owner, "add", "1", *PEOPLE[:3])
    assert "ROW_LIMIT_REACHED" in tables(owner, "add", "1", PEOPLE[3], code=2).err
    tables(owner, "add", "1", PEOPLE[0])


def test_table_token_stands_for_an_id() -> None:
    assert decode_id(encode_id(4_100_000_000)) == "4100000000"
    assert decode_id("17") == "17"


@pytest.mark.parametrize("text", ["v1.AAAA", "v2.AAAAAAAA012345", "v1.AAD0YQkAffffff", "x", "-1"])
def test_table_reports_ids_that_nobody_has(owner: Lusha, text: str) -> None:
    tables(owner, "create", "Leads")
    result = tables(owner, "add", "1", "--", text).json
    assert result["data"]["invalidIds"] == [text]
