"""Handlers of the V3 tables: stored lists of people or companies, with columns."""

from collections.abc import Iterable

from lusha_cli.json_types import Json
from lusha_cli.sandbox.handlers.v3.table_cells import (
    COLUMNS,
    Column,
    Table,
    add_entities,
    cells,
    charge_new_rows,
    column_summaries,
    entity_ids,
    find_table,
)
from lusha_cli.sandbox.http import ApiError
from lusha_cli.sandbox.id_tokens import decode_id, encode_id
from lusha_cli.sandbox.request_context import CreditMeter, RequestContext

MAX_TABLES = 500
# Seconds that filling a column takes.
RUN_SECONDS = 2


def create(context: RequestContext) -> tuple[int, Json]:
    """Create a table, with its first rows, if any."""
    params, noun, owner = context.params, _noun(context), _owner(context)
    account = context.account.name
    count_query = "SELECT count(*) FROM tables WHERE account = ? AND status != 'deleted'"
    (tables,) = context.db.execute(count_query, (account,)).fetchone()
    if tables >= MAX_TABLES:
        raise ApiError(400, f"TABLE_LIMIT_REACHED: An account has at most {MAX_TABLES} tables")
    _check_name(context, params["name"])
    inserted = context.db.execute(
        "INSERT INTO tables VALUES (NULL, ?, ?, ?, ?, 'active', ?, '', ?) RETURNING *",
        (
            account,
            noun,
            params["name"],
            params.get("visibility", "private"),
            owner,
            context.now,
        ),
    )
    table = Table(*inserted.fetchall()[0])
    if params.get("ids"):
        add_entities(context, table, params["ids"])
    return 201, _response(_table_state(context, table))


def list_tables(context: RequestContext) -> tuple[int, Json]:
    """Return the tables of an owner, and the shared ones."""
    params, owner = context.params, _owner(context)
    rows = context.db.execute(
        "SELECT * FROM tables WHERE account = ? AND kind = ? AND status = ? "
        "AND (owner = ? OR visibility = 'shared') ORDER BY id",
        (context.account.name, _noun(context), params.get("status", "active"), owner),
    )
    name = params.get("name", "").lower()
    tables = [table for table in map(Table._make, rows) if name in table.name.lower()]
    page, size = params.get("page", 0), params.get("size", 100)
    page_tables = [_metadata(table) for table in tables[page * size : (page + 1) * size]]
    pages = {"page": page, "size": size, "total": len(tables)}
    return 200, {**_response(page_tables), "pagination": pages}


def get(context: RequestContext) -> tuple[int, Json]:
    """Return a table and the state of its columns."""
    return 200, _response(_table_state(context, _table(context)))


def update(context: RequestContext) -> tuple[int, Json]:
    """Rename, share, unshare, archive or restore a table."""
    table, params = _table(context), context.params
    if params.get("name", table.name) != table.name:
        _check_name(context, params["name"])
    status = table.status
    if "archived" in params:
        status = "archived" if params["archived"] else "active"
    name, visibility = params.get("name", table.name), params.get("visibility", table.visibility)
    context.db.execute(
        "UPDATE tables SET name = ?, visibility = ?, status = ? WHERE id = ?",
        (name, visibility, status, table.id),
    )
    changed = table._replace(name=name, visibility=visibility, status=status)
    return 200, _response(_table_state(context, changed))


def delete(context: RequestContext) -> tuple[int, Json]:
    """Delete a table with its rows and cells."""
    table = _table(context)
    # No foreign keys: SQLite enforces them only if each connection asks for it.
    for statement in ("tables WHERE id", "rows WHERE list", "cells WHERE list"):
        context.db.execute(f"DELETE FROM {statement} = ?", (table.id,))
    return 200, {"tableId": str(table.id), "status": "deleted"}


def rows(context: RequestContext) -> tuple[int, Json]:
    """Return a page of rows, which are charged."""
    table, params = _table(context), context.params
    page, size = int(params.get("page", 0)), int(params.get("size", 100))
    entities = entity_ids(context, table)
    page_entities = entities[page * size : (page + 1) * size]
    meter = CreditMeter(context)
    meter.charge("tableRead", len(page_entities))
    charged = meter.settle()
    data = [
        {"id": encode_id(entity), "columns": cells(context, table, entity)}
        for entity in page_entities
    ]
    pages = {"page": page, "size": size, "total": len(entities)}
    return 200, {**_response(data, charged=charged), "pagination": pages}


def add(context: RequestContext) -> tuple[int, Json]:
    """Add rows to a table; those that are new to it are charged."""
    table = _table(context)
    result = add_entities(context, table, context.params["entityIds"])
    charged = charge_new_rows(context, table, result["added"])
    return 200, _response(result, charged=charged)


def remove(context: RequestContext) -> tuple[int, Json]:
    """Remove rows from a table."""
    table, existing = _table(context), set(entity_ids(context, _table(context)))
    texts = context.params["entityIds"]
    numbers = {text: int(decode_id(text)) for text in texts}
    removed = {number for number in numbers.values() if number in existing}
    for statement in ("rows", "cells"):
        context.db.executemany(
            f"DELETE FROM {statement} WHERE list = ? AND entity = ?",
            [(table.id, number) for number in removed],
        )
    invalid = [text for text, number in numbers.items() if number not in removed]
    return 200, _response({"removed": len(removed), "invalidIds": invalid})


def columns(context: RequestContext) -> tuple[int, Json]:
    """Return the columns of a table."""
    table = _table(context)
    return 200, _response(column_summaries(context, table))


def remove_column(context: RequestContext) -> tuple[int, Json]:
    """Remove a column with its cells."""
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
    """Fill a column for some rows, which are charged; a company only once per table."""
    table, params = _table(context), context.params
    column, scope = _column(context, table), params["runScope"]
    existing = entity_ids(context, table)
    selected: Iterable[int] = existing
    filled_rows = context.db.execute(
        "SELECT entity FROM cells WHERE list = ? AND place = ?", (table.id, column.id)
    )
    filled = {entity for (entity,) in filled_rows}
    if scope == "specific":
        if not params.get("entityIds"):
            raise ApiError(400, "entityIds is required where runScope is specific")
        requested_ids = {int(decode_id(text)) for text in params["entityIds"]}
        selected = [entity for entity in existing if entity in requested_ids]
    elif scope == "missing":
        selected = set(existing) - filled
    # People are charged again for cells that have data.
    paid = filled if table.noun == "companies" else set()
    meter = CreditMeter(context)
    if column.action:
        meter.charge(column.action, len(set(selected) - paid))
    charged = meter.settle()
    context.db.executemany(
        "INSERT OR REPLACE INTO cells VALUES (?, ?, ?, ?)",
        [(table.id, column.id, entity, context.now + RUN_SECONDS) for entity in selected],
    )
    data = {"columnId": column.id, "runScope": scope, "status": "processing"}
    return 200, _response(data, charged=charged)


def _noun(context: RequestContext) -> str:
    return context.operation.split()[0]


def _owner(context: RequestContext) -> str:
    """Return the owner's email. Raises ApiError 400 if it is missing."""
    params = context.params
    email = params.get("owner", {}).get("email") or params.get("email") or ""
    if "@" not in email:
        raise ApiError(400, "owner.email is required")
    return str(email).lower()


def _table(context: RequestContext) -> Table:
    """Return the table whose id is in the path. Raises ApiError 404 if the owner cannot see it."""
    owner = _owner(context)
    table = find_table(context, context.path["table_id"], _noun(context))
    if table is None or (table.owner != owner and table.visibility != "shared"):
        raise ApiError(404, "TABLE_NOT_FOUND: Table not found")
    return table


def _column(context: RequestContext, table: Table) -> Column:
    for column in table.columns:
        if column.id == context.path["column_id"]:
            return column
    raise ApiError(404, "COLUMN_NOT_FOUND: Column not found")


def _check_name(context: RequestContext, name: str) -> None:
    """Raise ApiError 409 if the account has a table with that name and type."""
    taken = context.db.execute(
        "SELECT 1 FROM tables WHERE account = ? AND kind = ? AND name = ?",
        (context.account.name, _noun(context), name),
    ).fetchone()
    if taken:
        raise ApiError(409, "TABLE_NAME_CONFLICT: A table with this name already exists")


def _response(data: Json, *, charged: float = 0) -> Json:
    results = len(data) if isinstance(data, list) else 1
    return {"data": data, "billing": {"creditsCharged": charged, "resultsReturned": results}}


def _metadata(table: Table) -> Json:
    return {
        "tableId": str(table.id),
        "name": table.name,
        "entityType": table.noun,
        "visibility": table.visibility,
        "status": table.status,
        "owner": {"id": 1, "email": table.owner, "name": table.owner.partition("@")[0].title()},
        "createdBy": {"surface": "api", "createdByUserId": 1},
        "workspaceUrl": f"https://workspace.example/tables/{table.id}",
    }


def _table_state(context: RequestContext, table: Table) -> Json:
    summaries = column_summaries(context, table)
    return {
        **_metadata(table),
        "entityCount": len(entity_ids(context, table)),
        "isProcessing": any(column["rowsProcessing"] for column in summaries),
        "columns": summaries,
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
