"""Handlers of V3's tables: lists of people or companies that an account keeps, with columns."""

from collections.abc import Callable, Iterable
from typing import Any

from lusha_cli.json_types import Json
from lusha_cli.sandbox.data.companies import company_by_id
from lusha_cli.sandbox.data.people import person_by_id
from lusha_cli.sandbox.handlers.v3.table_cells import (
    COLUMNS,
    Column,
    Table,
    cells,
    entity_ids,
    column_summaries,
)
from lusha_cli.sandbox.http import Refusal
from lusha_cli.sandbox.id_tokens import id_of, token
from lusha_cli.sandbox.prices import PRICES
from lusha_cli.sandbox.request_context import Bill, Exchange

MAX_TABLES, MAX_ROWS = 500, 50_000
# Seconds that the run of a column takes.
RUN_SECONDS = 2


def create(exchange: Exchange) -> tuple[int, Json]:
    """A new table, with the first of its rows."""
    given, kind, owner = exchange.given, _kind(exchange), _owner(exchange)
    account = exchange.account.name
    held = "SELECT count(*) FROM tables WHERE account = ? AND status != 'deleted'"
    (tables,) = exchange.db.execute(held, (account,)).fetchone()
    if tables >= MAX_TABLES:
        raise Refusal(400, f"TABLE_LIMIT_REACHED: An account has at most {MAX_TABLES} tables")
    _check_name(exchange, given["name"])
    found = exchange.db.execute(
        "INSERT INTO tables VALUES (NULL, ?, ?, ?, ?, 'active', ?, '', ?) RETURNING *",
        (account, kind, given["name"], given.get("visibility", "private"), owner, exchange.now),
    )
    table = Table(*found.fetchall()[0])
    if given.get("ids"):
        _add(exchange, table, given["ids"])
    return 201, _told(_state(exchange, table))


def list_tables(exchange: Exchange) -> tuple[int, Json]:
    """The tables of an owner, and those that are shared."""
    given, owner = exchange.given, _owner(exchange)
    rows = exchange.db.execute(
        "SELECT * FROM tables WHERE account = ? AND kind = ? AND status = ? "
        "AND (owner = ? OR visibility = 'shared') ORDER BY id",
        (exchange.account.name, _kind(exchange), given.get("status", "active"), owner),
    )
    name = given.get("name", "").lower()
    found = [table for table in map(Table._make, rows) if name in table.name.lower()]
    page, size = given.get("page", 0), given.get("size", 100)
    shown = [_metadata(table) for table in found[page * size : (page + 1) * size]]
    pages = {"page": page, "size": size, "total": len(found)}
    return 200, {**_told(shown), "pagination": pages}


def get(exchange: Exchange) -> tuple[int, Json]:
    """A table and what becomes of its columns."""
    return 200, _told(_state(exchange, _table(exchange)))


def update(exchange: Exchange) -> tuple[int, Json]:
    """A table renamed, shared, hidden, or put away."""
    table, given = _table(exchange), exchange.given
    if given.get("name", table.name) != table.name:
        _check_name(exchange, given["name"])
    status = table.status
    if "archived" in given:
        status = "archived" if given["archived"] else "active"
    name, visibility = given.get("name", table.name), given.get("visibility", table.visibility)
    exchange.db.execute(
        "UPDATE tables SET name = ?, visibility = ?, status = ? WHERE id = ?",
        (name, visibility, status, table.id),
    )
    changed = table._replace(name=name, visibility=visibility, status=status)
    return 200, _told(_state(exchange, changed))


def delete(exchange: Exchange) -> tuple[int, Json]:
    """A table taken away with all that is in it."""
    table = _table(exchange)
    for statement in ("tables WHERE id", "rows WHERE list", "cells WHERE list"):
        exchange.db.execute(f"DELETE FROM {statement} = ?", (table.id,))
    return 200, {"tableId": str(table.id), "status": "deleted"}


def rows(exchange: Exchange) -> tuple[int, Json]:
    """A page of rows; each started 25 of them are charged."""
    table, given = _table(exchange), exchange.given
    page, size = int(given.get("page", 0)), int(given.get("size", 100))
    entities = entity_ids(exchange, table)
    shown = entities[page * size : (page + 1) * size]
    price, bill = PRICES["export_api"], Bill(exchange)
    charged = bill.charge(-(-len(shown) // price.quantity) * price.credits)
    bill.settle()
    data = [{"id": token(entity), "columns": cells(exchange, table, entity)} for entity in shown]
    pages = {"page": page, "size": size, "total": len(entities)}
    return 200, {**_told(data, charged=charged), "pagination": pages}


def add(exchange: Exchange) -> tuple[int, Json]:
    """Rows added to a table."""
    table = _table(exchange)
    return 200, _told(_add(exchange, table, exchange.given["entityIds"]))


def remove(exchange: Exchange) -> tuple[int, Json]:
    """Rows taken out of a table."""
    table, there = _table(exchange), set(entity_ids(exchange, _table(exchange)))
    asked = exchange.given["entityIds"]
    numbers = {text: int(id_of(text)) for text in asked}
    gone = {number for number in numbers.values() if number in there}
    for statement in ("rows", "cells"):
        exchange.db.executemany(
            f"DELETE FROM {statement} WHERE list = ? AND entity = ?",
            [(table.id, number) for number in gone],
        )
    invalid = [text for text, number in numbers.items() if number not in gone]
    return 200, _told({"removed": len(gone), "invalidIds": invalid})


def columns(exchange: Exchange) -> tuple[int, Json]:
    """The columns of a table."""
    table = _table(exchange)
    return 200, _told(column_summaries(exchange, table))


def remove_column(exchange: Exchange) -> tuple[int, Json]:
    """A column taken away with its cells."""
    table = _table(exchange)
    column = _column(exchange, table)
    if not column.action:
        raise Refusal(400, "Default columns cannot be removed")
    exchange.db.execute(
        "UPDATE tables SET removed = removed || ' ' || ? WHERE id = ?", (column.id, table.id)
    )
    exchange.db.execute("DELETE FROM cells WHERE list = ? AND place = ?", (table.id, column.id))
    return 200, {"tableId": str(table.id), "columnId": column.id, "removed": True}


def run_column(exchange: Exchange) -> tuple[int, Json]:
    """A column filled for some of its rows; each of them is charged, filled before or not."""
    table, given = _table(exchange), exchange.given
    column, scope = _column(exchange, table), given["runScope"]
    there = entity_ids(exchange, table)
    chosen: Iterable[int] = there
    if scope == "specific":
        if not given.get("entityIds"):
            raise Refusal(400, "entityIds is required where runScope is specific")
        wanted = {int(id_of(text)) for text in given["entityIds"]}
        chosen = [entity for entity in there if entity in wanted]
    elif scope == "missing":
        known = exchange.db.execute(
            "SELECT entity FROM cells WHERE list = ? AND place = ?", (table.id, column.id)
        )
        chosen = set(there) - {entity for (entity,) in known}
    bill = Bill(exchange)
    price = PRICES[column.action].credits if column.action else 0
    charged = bill.charge(price * len(list(chosen)))
    bill.settle()
    exchange.db.executemany(
        "INSERT OR REPLACE INTO cells VALUES (?, ?, ?, ?)",
        [(table.id, column.id, entity, exchange.now + RUN_SECONDS) for entity in chosen],
    )
    data = {"columnId": column.id, "runScope": scope, "status": "processing"}
    return 200, _told(data, charged=charged)


def write_to_table(exchange: Exchange, kind: str, table_id: str, ids: list[str]) -> Json:
    """What becomes of entities that an answer adds to a table; nothing where it is not there."""
    row = None
    if table_id.isascii() and table_id.isdecimal() and len(table_id) < 16:
        row = exchange.db.execute(
            "SELECT * FROM tables WHERE id = ? AND account = ? AND kind = ?",
            (int(table_id), exchange.account.name, kind),
        ).fetchone()
    if row is None:
        return {}
    table = Table(*row)
    told = _add(exchange, table, ids)
    paid = [column.id for column in table.columns if column.action]
    exchange.db.executemany(
        "INSERT OR REPLACE INTO cells VALUES (?, ?, ?, ?)",
        [(table.id, column, int(id_), exchange.now) for column in paid for id_ in ids],
    )
    return {
        "tableWrite": {
            "tableId": table_id,
            "added": told["added"],
            "alreadyPresent": told["alreadyPresent"],
            "columnsCreated": 0,
            "rowsProcessed": len(ids),
            "rowsCharged": 0,
            "rowsAlreadyPaidInTable": 0,
            "creditsCharged": 0,
        }
    }


def _kind(exchange: Exchange) -> str:
    return exchange.operation.split()[0]


def _owner(exchange: Exchange) -> str:
    """Who asks. Raises Refusal 400 where that is not said, as it must be with an API key."""
    given = exchange.given
    email = given.get("owner", {}).get("email") or given.get("email") or ""
    if "@" not in email:
        raise Refusal(400, "owner.email is required")
    return str(email).lower()


def _table(exchange: Exchange) -> Table:
    """The table of the path. Raises Refusal 404 where there is none that the owner may see."""
    owner, number = _owner(exchange), exchange.path["table_id"]
    row = None
    if number.isascii() and number.isdecimal() and len(number) < 16:
        row = exchange.db.execute(
            "SELECT * FROM tables WHERE id = ? AND account = ? AND kind = ? "
            "AND (owner = ? OR visibility = 'shared')",
            (int(number), exchange.account.name, _kind(exchange), owner),
        ).fetchone()
    if row is None:
        raise Refusal(404, "TABLE_NOT_FOUND: Table not found")
    return Table(*row)


def _column(exchange: Exchange, table: Table) -> Column:
    for column in table.columns:
        if column.id == exchange.path["column_id"]:
            return column
    raise Refusal(404, "COLUMN_NOT_FOUND: Column not found")


def _check_name(exchange: Exchange, name: str) -> None:
    """Raises Refusal 409 where the account has a table of that name and kind."""
    taken = exchange.db.execute(
        "SELECT 1 FROM tables WHERE account = ? AND kind = ? AND name = ?",
        (exchange.account.name, _kind(exchange), name),
    ).fetchone()
    if taken:
        raise Refusal(409, "TABLE_NAME_CONFLICT: A table with this name already exists")


def _add(exchange: Exchange, table: Table, ids: list[str]) -> Json:
    there = set(entity_ids(exchange, table))
    find: Callable[..., Any] = person_by_id if table.kind == "contacts" else company_by_id
    numbers = {text: id_of(text) for text in ids}
    invalid = [text for text, number in numbers.items() if not find(number, seed=exchange.seed)]
    wanted = {int(number) for text, number in numbers.items() if text not in invalid}
    fresh = sorted(wanted - there)
    if len(there) + len(fresh) > MAX_ROWS:
        raise Refusal(400, f"ROW_LIMIT_REACHED: A table has at most {MAX_ROWS:,} rows")
    exchange.db.executemany(
        "INSERT INTO rows VALUES (?, ?)", [(table.id, number) for number in fresh]
    )
    return {
        "added": len(fresh),
        "alreadyPresent": len(wanted & there),
        "invalidIds": invalid,
        "addedBy": {"surface": "api"},
    }


def _told(data: Json, *, charged: int = 0) -> Json:
    results = len(data) if isinstance(data, list) else 1
    return {"data": data, "billing": {"creditsCharged": charged, "resultsReturned": results}}


def _metadata(table: Table) -> Json:
    return {
        "tableId": str(table.id),
        "name": table.name,
        "entityType": table.kind,
        "visibility": table.visibility,
        "status": table.status,
        "owner": {"id": 1, "email": table.owner, "name": table.owner.partition("@")[0].title()},
        "createdBy": {"surface": "api", "createdByUserId": 1},
        "workspaceUrl": f"https://workspace.example/tables/{table.id}",
    }


def _state(exchange: Exchange, table: Table) -> Json:
    found = column_summaries(exchange, table)
    return {
        **_metadata(table),
        "entityCount": len(entity_ids(exchange, table)),
        "isProcessing": any(column["rowsProcessing"] for column in found),
        "columns": found,
    }


HANDLERS = {
    f"{noun} tables {verb}": handler
    for noun in COLUMNS
    for verb, handler in {
        "create": create,
        "list": list_tables,
        "get": get,
        "update": update,
        "delete": delete,
        "rows": rows,
        "add": add,
        "remove": remove,
        "columns": columns,
        "remove-column": remove_column,
        "run-column": run_column,
    }.items()
}
