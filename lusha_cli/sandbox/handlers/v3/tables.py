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
    entities_of,
    summaries,
)
from lusha_cli.sandbox.http import ApiError
from lusha_cli.sandbox.id_tokens import decode_id, encode_id
from lusha_cli.sandbox.prices import PRICES
from lusha_cli.sandbox.request_context import CreditMeter, RequestContext

MOST_TABLES, MOST_ROWS = 500, 50_000
# Seconds that the run of a column takes.
RUN = 2


def create(context: RequestContext) -> tuple[int, Json]:
    """A new table, with the first of its rows."""
    given, kind, owner = context.params, _kind(context), _owner(context)
    account = context.account.name
    held = "SELECT count(*) FROM tables WHERE account = ? AND status != 'deleted'"
    (tables,) = context.db.execute(held, (account,)).fetchone()
    if tables >= MOST_TABLES:
        raise ApiError(400, f"TABLE_LIMIT_REACHED: An account has at most {MOST_TABLES} tables")
    _check_name(context, given["name"])
    found = context.db.execute(
        "INSERT INTO tables VALUES (NULL, ?, ?, ?, ?, 'active', ?, '', ?) RETURNING *",
        (account, kind, given["name"], given.get("visibility", "private"), owner, context.now),
    )
    table = Table(*found.fetchall()[0])
    if given.get("ids"):
        _add(context, table, given["ids"])
    return 201, _told(_state(context, table))


def listed(context: RequestContext) -> tuple[int, Json]:
    """The tables of an owner, and those that are shared."""
    given, owner = context.params, _owner(context)
    rows = context.db.execute(
        "SELECT * FROM tables WHERE account = ? AND kind = ? AND status = ? "
        "AND (owner = ? OR visibility = 'shared') ORDER BY id",
        (context.account.name, _kind(context), given.get("status", "active"), owner),
    )
    name = given.get("name", "").lower()
    found = [table for table in map(Table._make, rows) if name in table.name.lower()]
    page, size = given.get("page", 0), given.get("size", 100)
    shown = [_metadata(table) for table in found[page * size : (page + 1) * size]]
    pages = {"page": page, "size": size, "total": len(found)}
    return 200, {**_told(shown), "pagination": pages}


def get(context: RequestContext) -> tuple[int, Json]:
    """A table and what becomes of its columns."""
    return 200, _told(_state(context, _table(context)))


def update(context: RequestContext) -> tuple[int, Json]:
    """A table renamed, shared, hidden, or put away."""
    table, given = _table(context), context.params
    if given.get("name", table.name) != table.name:
        _check_name(context, given["name"])
    status = table.status
    if "archived" in given:
        status = "archived" if given["archived"] else "active"
    name, visibility = given.get("name", table.name), given.get("visibility", table.visibility)
    context.db.execute(
        "UPDATE tables SET name = ?, visibility = ?, status = ? WHERE id = ?",
        (name, visibility, status, table.id),
    )
    changed = table._replace(name=name, visibility=visibility, status=status)
    return 200, _told(_state(context, changed))


def delete(context: RequestContext) -> tuple[int, Json]:
    """A table taken away with all that is in it."""
    table = _table(context)
    for statement in ("tables WHERE id", "rows WHERE list", "cells WHERE list"):
        context.db.execute(f"DELETE FROM {statement} = ?", (table.id,))
    return 200, {"tableId": str(table.id), "status": "deleted"}


def rows(context: RequestContext) -> tuple[int, Json]:
    """A page of rows; each started 25 of them are charged."""
    table, given = _table(context), context.params
    page, size = int(given.get("page", 0)), int(given.get("size", 100))
    entities = entities_of(context, table)
    shown = entities[page * size : (page + 1) * size]
    price, bill = PRICES["export_api"], CreditMeter(context)
    charged = bill.charge(-(-len(shown) // price.quantity) * price.credits)
    bill.settle()
    data = [{"id": encode_id(entity), "columns": cells(context, table, entity)} for entity in shown]
    pages = {"page": page, "size": size, "total": len(entities)}
    return 200, {**_told(data, charged=charged), "pagination": pages}


def add(context: RequestContext) -> tuple[int, Json]:
    """Rows added to a table."""
    table = _table(context)
    return 200, _told(_add(context, table, context.params["entityIds"]))


def remove(context: RequestContext) -> tuple[int, Json]:
    """Rows taken out of a table."""
    table, there = _table(context), set(entities_of(context, _table(context)))
    asked = context.params["entityIds"]
    numbers = {text: int(decode_id(text)) for text in asked}
    gone = {number for number in numbers.values() if number in there}
    for statement in ("rows", "cells"):
        context.db.executemany(
            f"DELETE FROM {statement} WHERE list = ? AND entity = ?",
            [(table.id, number) for number in gone],
        )
    invalid = [text for text, number in numbers.items() if number not in gone]
    return 200, _told({"removed": len(gone), "invalidIds": invalid})


def columns(context: RequestContext) -> tuple[int, Json]:
    """The columns of a table."""
    table = _table(context)
    return 200, _told(summaries(context, table))


def remove_column(context: RequestContext) -> tuple[int, Json]:
    """A column taken away with its cells."""
    table = _table(context)
    column = _column(context, table)
    if not column.action:
        raise ApiError(400, "Default columns cannot be removed")
    context.db.execute(
        "UPDATE tables SET removed = removed || ' ' || ? WHERE id = ?", (column.id, table.id)
    )
    context.db.execute("DELETE FROM cells WHERE list = ? AND place = ?", (table.id, column.id))
    return 200, {"tableId": str(table.id), "columnId": column.id, "removed": True}


def run_column(context: RequestContext) -> tuple[int, Json]:
    """A column filled for some of its rows; each of them is charged, filled before or not."""
    table, given = _table(context), context.params
    column, scope = _column(context, table), given["runScope"]
    there = entities_of(context, table)
    chosen: Iterable[int] = there
    if scope == "specific":
        if not given.get("entityIds"):
            raise ApiError(400, "entityIds is required where runScope is specific")
        wanted = {int(decode_id(text)) for text in given["entityIds"]}
        chosen = [entity for entity in there if entity in wanted]
    elif scope == "missing":
        known = context.db.execute(
            "SELECT entity FROM cells WHERE list = ? AND place = ?", (table.id, column.id)
        )
        chosen = set(there) - {entity for (entity,) in known}
    bill = CreditMeter(context)
    price = PRICES[column.action].credits if column.action else 0
    charged = bill.charge(price * len(list(chosen)))
    bill.settle()
    context.db.executemany(
        "INSERT OR REPLACE INTO cells VALUES (?, ?, ?, ?)",
        [(table.id, column.id, entity, context.now + RUN) for entity in chosen],
    )
    data = {"columnId": column.id, "runScope": scope, "status": "processing"}
    return 200, _told(data, charged=charged)


def write_to(context: RequestContext, kind: str, table_id: str, ids: list[str]) -> Json:
    """What becomes of entities that an answer adds to a table; nothing where it is not there."""
    row = None
    if table_id.isascii() and table_id.isdecimal() and len(table_id) < 16:
        row = context.db.execute(
            "SELECT * FROM tables WHERE id = ? AND account = ? AND kind = ?",
            (int(table_id), context.account.name, kind),
        ).fetchone()
    if row is None:
        return {}
    table = Table(*row)
    told = _add(context, table, ids)
    paid = [column.id for column in table.columns if column.action]
    context.db.executemany(
        "INSERT OR REPLACE INTO cells VALUES (?, ?, ?, ?)",
        [(table.id, column, int(id_), context.now) for column in paid for id_ in ids],
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


def _kind(context: RequestContext) -> str:
    return context.operation.split()[0]


def _owner(context: RequestContext) -> str:
    """Who asks. Raises ApiError 400 if that is not said, as it must be with an API key."""
    given = context.params
    email = given.get("owner", {}).get("email") or given.get("email") or ""
    if "@" not in email:
        raise ApiError(400, "owner.email is required")
    return str(email).lower()


def _table(context: RequestContext) -> Table:
    """The table of the path. Raises ApiError 404 if there is none that the owner may see."""
    owner, number = _owner(context), context.path["table_id"]
    row = None
    if number.isascii() and number.isdecimal() and len(number) < 16:
        row = context.db.execute(
            "SELECT * FROM tables WHERE id = ? AND account = ? AND kind = ? "
            "AND (owner = ? OR visibility = 'shared')",
            (int(number), context.account.name, _kind(context), owner),
        ).fetchone()
    if row is None:
        raise ApiError(404, "TABLE_NOT_FOUND: Table not found")
    return Table(*row)


def _column(context: RequestContext, table: Table) -> Column:
    for column in table.columns:
        if column.id == context.path["column_id"]:
            return column
    raise ApiError(404, "COLUMN_NOT_FOUND: Column not found")


def _check_name(context: RequestContext, name: str) -> None:
    """Raises ApiError 409 if the account has a table of that name and kind."""
    taken = context.db.execute(
        "SELECT 1 FROM tables WHERE account = ? AND kind = ? AND name = ?",
        (context.account.name, _kind(context), name),
    ).fetchone()
    if taken:
        raise ApiError(409, "TABLE_NAME_CONFLICT: A table with this name already exists")


def _add(context: RequestContext, table: Table, ids: list[str]) -> Json:
    there = set(entities_of(context, table))
    find: Callable[..., Any] = person_by_id if table.kind == "contacts" else company_by_id
    numbers = {text: decode_id(text) for text in ids}
    invalid = [text for text, number in numbers.items() if not find(number, seed=context.seed)]
    wanted = {int(number) for text, number in numbers.items() if text not in invalid}
    fresh = sorted(wanted - there)
    if len(there) + len(fresh) > MOST_ROWS:
        raise ApiError(400, f"ROW_LIMIT_REACHED: A table has at most {MOST_ROWS:,} rows")
    context.db.executemany(
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


def _state(context: RequestContext, table: Table) -> Json:
    found = summaries(context, table)
    return {
        **_metadata(table),
        "entityCount": len(entities_of(context, table)),
        "isProcessing": any(column["rowsProcessing"] for column in found),
        "columns": found,
    }


HANDLERS = {
    f"{noun} tables {verb}": handler
    for noun in COLUMNS
    for verb, handler in {
        "create": create,
        "list": listed,
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
