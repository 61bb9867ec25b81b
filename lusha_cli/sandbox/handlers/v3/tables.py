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
# Of columns whose values are no texts.
_VALUE_TYPES = {
    **dict.fromkeys(("yearFounded", "employeeCount", "linkedinFollowers"), "number"),
    "technologies": "object",
}


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
        "INSERT INTO tables VALUES (NULL, ?, ?, ?, ?, 'active', ?, '', '', ?) RETURNING *",
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
    """Rename, share, unshare, archive or restore a table, or give it to another owner."""
    table, params = _table(context, of_any_owner=True), context.params
    if params.get("name", table.name) != table.name:
        _check_name(context, params["name"])
    status = table.status
    if "archived" in params:
        status = "archived" if params["archived"] else "active"
    name, visibility = params.get("name", table.name), params.get("visibility", table.visibility)
    # The request has no other field for a new owner.
    owner = _owner(context)
    context.db.execute(
        "UPDATE tables SET name = ?, visibility = ?, status = ?, owner = ? WHERE id = ?",
        (name, visibility, status, owner, table.id),
    )
    changed = table._replace(name=name, visibility=visibility, status=status, owner=owner)
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
    if column.kind == "default":
        raise ApiError(400, "Default columns cannot be removed")
    removed = [*table.removed.split(), column.id]
    _set_columns(context, table, removed, [id_ for id_ in table.added.split() if id_ != column.id])
    context.db.execute("DELETE FROM cells WHERE list = ? AND place = ?", (table.id, column.id))
    return 200, {"tableId": str(table.id), "columnId": column.id, "removed": True}


def column_catalog(context: RequestContext) -> tuple[int, Json]:
    """Return the columns that tables can have."""
    entries = [
        {
            "category": "Contact data" if column.action.startswith("reveal") else "Profile",
            "displayName": column.name,
            "columnKey": column.key,
            "type": _VALUE_TYPES.get(column.key, "string"),
        }
        for column in COLUMNS[_noun(context)]
    ]
    return 200, _response(entries)


def add_columns(context: RequestContext) -> tuple[int, Json]:
    """Add columns to a table and fill them, free of charge."""
    params, table = context.params, _table(context)
    if ("columns" in params) == ("columnKey" in params):
        raise ApiError(400, "Send either columns or columnKey")
    items = [params] if "columnKey" in params else params["columns"]
    keys = [item["columnKey"] for item in items]
    removed, added = table.removed.split(), table.added.split()
    existing, known = {c.id for c in table.columns}, {c.key: c for c in COLUMNS[table.noun]}
    results: list[Json] = []
    for key in keys:
        column = known.get(key)
        if column is None:
            results.append(_failed_column(key, "UNKNOWN_COLUMN", "There is no such column"))
        elif column.id in existing:
            message = "The table already has this column"
            result = _failed_column(key, "COLUMN_ALREADY_EXISTS", message)
            results.append({**result, "columnId": column.id})
        else:
            existing.add(column.id)
            removed = [id_ for id_ in removed if id_ != column.id]
            added += [column.id] if column.kind == "optional" else []
            _fill(context, table, column, entity_ids(context, table))
            results.append({"columnKey": key, "columnId": column.id, "status": "added"})
    _set_columns(context, table, removed, added)
    return 200, _response(results)


def _failed_column(key: str, code: str, message: str) -> Json:
    return {"columnKey": key, "status": "failed", "error": {"code": code, "message": message}}


def _set_columns(
    context: RequestContext, table: Table, removed: list[str], added: list[str]
) -> None:
    context.db.execute(
        "UPDATE tables SET removed = ?, added = ? WHERE id = ?",
        (" ".join(removed), " ".join(added), table.id),
    )


def _fill(context: RequestContext, table: Table, column: Column, selected: Iterable[int]) -> None:
    """Fill the cells of a column, which takes a while."""
    context.db.executemany(
        "INSERT OR REPLACE INTO cells VALUES (?, ?, ?, ?)",
        [(table.id, column.id, entity, context.now + RUN_SECONDS) for entity in selected],
    )


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
            raise ApiError(400, "entityIds is required if runScope is specific")
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
    _fill(context, table, column, selected)
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


def _table(context: RequestContext, *, of_any_owner: bool = False) -> Table:
    """Return the table whose id is in the path. Raises ApiError 404 if the owner cannot see it."""
    owner = _owner(context)
    table = find_table(context, context.path["table_id"], _noun(context))
    is_hidden = table and table.owner != owner and table.visibility != "shared"
    if table is None or (is_hidden and not of_any_owner):
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
        "column-catalog": column_catalog,
        "add-columns": add_columns,
        "remove-column": remove_column,
        "run-column": run_column,
    }.items()
}
