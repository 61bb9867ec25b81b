"""`lusha contacts tables` and `lusha companies tables`: lists stored in the account."""

from collections.abc import Callable
from functools import partial
from typing import Annotated, Any

import typer

from lusha_cli.api.endpoints import BY_NAME, Endpoint
from lusha_cli.api.schema.v3 import MAX_NEW_COLUMNS
from lusha_cli.cli import options
from lusha_cli.cli.command import CommandResult, command, drop_unset, group
from lusha_cli.cli.global_options import API_FLAGS
from lusha_cli.cli.json_input import merge_body
from lusha_cli.cli.options import EMAIL, ValueType, argument, flag, open_choices, option, separated
from lusha_cli.commands.last_rows import LastOpt, kind_of, last_source
from lusha_cli.commands.v3.items import IdsArg, row_ids
from lusha_cli.context.app_context import AppContext
from lusha_cli.errors import PartialFailure, UsageError
from lusha_cli.json_types import Json, as_object, get_list
from lusha_cli.output.layouts.layout import Layout
from lusha_cli.output.layouts.v3_tables import (
    ADDED_COLUMNS_LAYOUT,
    COLUMN_CATALOG_LAYOUT,
    TABLE_CHANGE_LAYOUT,
    TABLE_COLUMNS_LAYOUT,
    TABLE_ROWS_LAYOUT,
    TABLES_LAYOUT,
)

# With an API key there is no signed-in user, so every request has the owner.
FLAGS = {
    **API_FLAGS,
    "owner": Annotated[str | None, option("--owner", EMAIL, "Email of the owner of the tables.")],
}

# In the examples: the ids of a row and of the last column of a new table, and a key of a column.
EXAMPLE_IDS = {
    "contacts": {"row": "4100000000", "column": "c5", "key": "seniority"},
    "companies": {"row": "30000000", "column": "c3", "key": "yearFounded"},
}

# Of any form: what isn't an id is for the API to say.
ROW_ID = ValueType("ID")
TableArg = Annotated[str, argument("TABLE_ID", "ID of the table.")]
ColumnArg = Annotated[str, argument("COLUMN_ID", "ID of the column.")]
ColumnKeysArg = Annotated[list[str] | None, argument(
    "COLUMN_KEY...", "Keys of columns from column-catalog.",
)]  # fmt: skip
VisibilityOpt = Annotated[str | None, option(
    "--visibility", open_choices("visibility", "private", "shared"),
    "Visible to its owner (private) or the whole account (shared).",
)]  # fmt: skip

# Option groups: name in the API -> option type.
PAGE_OPTIONS: dict[str, Any] = {
    "page": Annotated[
        int | None, option("--page", "N", "Page to fetch, counted from 0 [0].", min=0, max=100)
    ],
    "size": Annotated[int | None, option("--size", "N", "Items per page [100].", min=1, max=1000)],
}
CREATE_OPTIONS: dict[str, Any] = {
    "visibility": VisibilityOpt,
    "ids": Annotated[
        list[str] | None,
        option("--id", separated(ROW_ID), "ID of a row to start with (repeatable)."),
    ],
}
LIST_OPTIONS: dict[str, Any] = {
    "name": Annotated[str | None, option("--name", "TEXT", "Text in the names of the tables.")],
    "status": Annotated[
        str | None,
        option(
            "--status",
            open_choices("table status", "active", "archived"),
            "Status of the tables.",
        ),
    ],
    **PAGE_OPTIONS,
}
UPDATE_OPTIONS: dict[str, Any] = {
    "name": Annotated[str | None, option("--name", "NAME", "New name.")],
    "visibility": VisibilityOpt,
    "archived": Annotated[
        bool | None, flag("--archived/--no-archived", "Archive or restore the table.")
    ],
    "newOwner": Annotated[str | None, option("--new-owner", EMAIL, "Email of the new owner.")],
}
ADD_OPTIONS: dict[str, Any] = {
    "companyIds": Annotated[
        list[str] | None,
        option(
            "--company-id",
            separated(ROW_ID),
            "Company of each contact, in the same order (repeatable).",
        ),
    ]
}
RUN_OPTIONS: dict[str, Any] = {
    "runScope": Annotated[str | None, option(
        "--run-scope", open_choices("run scope", "all", "missing", "specific"),
        "Rows to fill. With all, filled rows are charged again.",
    )],
    "entityIds": Annotated[
        list[str] | None, option("--entity-id", separated(ROW_ID),
        "Row to fill, for scope specific (repeatable).")
    ],
}  # fmt: skip


def tables_app(entity: str) -> typer.Typer:
    """Return the commands on tables of `entity`, which is contacts or companies."""
    app = group(f"Manage the account's tables of {entity}.")
    for name, function, layout, options_, summary, arguments in COMMANDS:
        line = f"lusha {entity} tables {name} {arguments} --sandbox --owner you@firm.example"
        command(
            app,
            name,
            layout=layout,
            flags=FLAGS,
            option_groups=None if options_ is None else {"params": options_},
            summary=summary.format(entity=entity),
            example=" ".join(line.format(**EXAMPLE_IDS[entity]).split()),
        )(partial(function, BY_NAME[f"{entity} tables {name}"]))
    return app


def _owner_params(context: AppContext) -> dict[str, Json]:
    """Return the owner as the parameters of a query."""
    owner = context.env.settings.get("owner")
    if not owner:
        raise UsageError(
            "--owner is missing: each table belongs to a user of the account.",
            hint="Set a default owner: lusha config set owner you@firm.example",
        )
    return {"email": owner}


def _with_owner(context: AppContext, body: str | None, params: dict[str, Any]) -> dict[str, Json]:
    """Return the body of a request, with its owner."""
    request = merge_body(context, body, drop_unset(params))
    # The --owner flag wins over --body, and --body over the setting.
    if context.env.flags.get("owner") or "owner" not in request:
        request["owner"] = _owner_params(context)
    return request


def _path(**ids: str) -> dict[str, str]:
    """Return the values for a path. Raises UsageError for one that would change the path."""
    for name, value in ids.items():
        # urllib3 resolves `..`, so the request would hit another endpoint, such as the table list.
        if value.strip(".") == "":
            raise UsageError(f"{name.upper()} {value!r} isn't an ID.")
    return ids


def create(
    endpoint: Endpoint,
    context: AppContext,
    name: Annotated[str | None, argument("NAME", "Name of the table.")] = None,
    *,
    params: dict[str, Any],
    body: options.BodyOpt = None,
) -> Json:
    """Create a table."""
    request = _with_owner(context, body, {"name": name, **params})
    if body is None and not request.get("name"):
        raise UsageError("NAME is missing.")
    return context.call(endpoint, body=request)


def list_tables(
    endpoint: Endpoint, context: AppContext, *, params: dict[str, Any], body: options.BodyOpt = None
) -> Json:
    """List the tables."""
    return context.call(endpoint, body=_with_owner(context, body, params))


def read(endpoint: Endpoint, context: AppContext, table_id: TableArg) -> Json:
    """Read a table, or its columns."""
    return context.call(endpoint, query=_owner_params(context), path=_path(table_id=table_id))


def update(
    endpoint: Endpoint,
    context: AppContext,
    table_id: TableArg,
    *,
    params: dict[str, Any],
    body: options.BodyOpt = None,
) -> Json:
    """Change the properties of a table."""
    # The API has no other field for it: the owner in the request becomes the owner of the table.
    new_owner = params["newOwner"]
    given = {name: value for name, value in params.items() if name != "newOwner"}
    if new_owner:
        request = {**merge_body(context, body, drop_unset(given)), "owner": {"email": new_owner}}
    else:
        request = _with_owner(context, body, given)
    return context.call(endpoint, body=request, path=_path(table_id=table_id))


def delete(endpoint: Endpoint, context: AppContext, table_id: TableArg) -> Json:
    """Delete a table after confirmation."""
    if not context.is_dry_run:
        # The API has no undo.
        context.env.confirm(f"This deletes the table {table_id} and everything in it.")
    return read(endpoint, context, table_id)


def read_catalog(endpoint: Endpoint, context: AppContext) -> Json:
    """List the columns that tables can have, and complete their keys from now on."""
    # The list is that of no table: unlike elsewhere, the API does not ask for an owner.
    query = drop_unset({"email": context.env.settings.get("owner")})
    response = context.call(endpoint, query=query)
    items = filter(lambda item: item.get("columnKey"), map(as_object, get_list(response, "data")))
    words = {str(item["columnKey"]): str(item.get("displayName") or "") for item in items}
    # The sandbox's never replace those of the account.
    name = f"{endpoint.name.split()[0]}-columns"
    context.env.completion_cache.put(name, words, unless_there=context.env.in_sandbox)
    return response


def read_rows(
    endpoint: Endpoint, context: AppContext, table_id: TableArg, *, params: dict[str, Any]
) -> Json:
    """Read a page of the rows of a table."""
    query = {**_owner_params(context), **drop_unset(params)}
    return context.call(endpoint, query=query, path=_path(table_id=table_id))


def change_rows(
    endpoint: Endpoint,
    context: AppContext,
    table_id: TableArg,
    entity_id: IdsArg = None,
    *,
    last: LastOpt = None,
    params: dict[str, Any],
    body: options.BodyOpt = None,
) -> Json:
    """Add rows to a table, or remove them."""
    if last:
        entity_id = [last_source(context, last, kind_of(endpoint), others=entity_id)]
    entity_id, company_ids = row_ids(context, entity_id or [], endpoint)
    if "companyIds" in params:
        params = {**params, "companyIds": params["companyIds"] or company_ids}
    request = _with_owner(context, body, {"entityIds": entity_id, **params})
    ids = request.get("entityIds")
    if not ids and body is None:
        raise UsageError("ID is missing.", hint="Pass one or more IDs after TABLE_ID.")
    # Not split into batches: adding companies is charged, and not safe to repeat.
    if len(entity_id) > 500:
        raise UsageError(f"A request accepts up to 500 IDs, not {len(entity_id):,}.")
    return context.call(endpoint, body=request, path=_path(table_id=table_id))


def add_columns(
    endpoint: Endpoint,
    context: AppContext,
    table_id: TableArg,
    column_key: ColumnKeysArg = None,
    *,
    body: options.BodyOpt = None,
) -> CommandResult:
    """Add columns to a table. The result fails if a column isn't on the table afterwards."""
    columns = [{"columnKey": key} for key in dict.fromkeys(column_key or [])]
    owner = context.env.flags.get("owner")
    catalog = f"lusha {endpoint.name.replace('add-columns', 'column-catalog')}"
    catalog += f" --owner {owner}" if owner else ""
    request = _with_owner(context, body, {"columns": columns})
    if body is None and not (request.get("columns") or request.get("columnKey")):
        raise UsageError("COLUMN_KEY is missing.", hint=f"List the keys: {catalog}")
    if len(columns) > MAX_NEW_COLUMNS:
        raise UsageError(
            f"A request accepts up to {MAX_NEW_COLUMNS} columns, not {len(columns):,}."
        )
    response = context.call(endpoint, body=request, path=_path(table_id=table_id))
    return CommandResult(response, failure=_failed_columns(response, catalog))


def _failed_columns(response: Json, catalog: str) -> PartialFailure | None:
    """Return the failure if columns of a response were not added, and weren't there before."""
    entries = [as_object(entry) for entry in get_list(response, "data")]
    # The API reports a column that the table has already as failed, with its id.
    failed = [entry for entry in entries
              if entry.get("status") == "failed" and not entry.get("columnId")]  # fmt: skip
    if not failed:
        return None
    keys = ", ".join(str(entry["columnKey"]) for entry in failed if entry.get("columnKey"))
    return PartialFailure(
        f"{len(failed):,} of {len(entries):,} columns were not added{keys and f': {keys}'}.",
        hint=f"List the available keys: {catalog}",
    )


def remove_column(
    endpoint: Endpoint, context: AppContext, table_id: TableArg, column_id: ColumnArg
) -> Json:
    """Delete a column after confirmation."""
    if not context.is_dry_run:
        context.env.confirm(f"This deletes the column {column_id} and everything in it.")
    path = _path(table_id=table_id, column_id=column_id)
    return context.call(endpoint, query=_owner_params(context), path=path)


def run_column(
    endpoint: Endpoint,
    context: AppContext,
    table_id: TableArg,
    column_id: ColumnArg,
    *,
    params: dict[str, Any],
    body: options.BodyOpt = None,
) -> Json:
    """Fill a column after confirmation. Rows set by id imply the scope `specific`."""
    # The safe guess, as `all` would charge for every row.
    if params["entityIds"] and not params["runScope"]:
        params = {**params, "runScope": "specific"}
    request = _with_owner(context, body, params)
    # No default: even the cheapest scope charges for each row.
    if body is None and "runScope" not in request:
        raise UsageError(
            "--run-scope is missing.", hint="Add the cheapest scope: --run-scope missing"
        )
    run_scope = request.get("runScope")
    if body is None and run_scope == "specific" and not request.get("entityIds"):
        raise UsageError("--run-scope specific needs --entity-id.")
    if run_scope == "all" and not context.is_dry_run:
        context.env.info("--run-scope all charges again for rows that are filled already.")
    return context.call(endpoint, body=request, path=_path(table_id=table_id, column_id=column_id))


# Name, function, layout, options of `params`, summary, and arguments of the example. The order is
# that of the help.
COMMANDS: tuple[tuple[str, Callable[..., Any], Layout, dict[str, Any] | None, str, str], ...] = (
    ("create", create, TABLES_LAYOUT, CREATE_OPTIONS, "Create a table of {entity}.", "Leads"),
    ("list", list_tables, TABLES_LAYOUT, LIST_OPTIONS, "List the tables of {entity}.", ""),
    ("get", read, TABLES_LAYOUT, None,
     "Show a table of {entity} and the progress of its columns.", "1"),
    ("update", update, TABLES_LAYOUT, UPDATE_OPTIONS,
     "Rename, share, transfer or archive a table of {entity}.", "1 --name Q3"),
    ("delete", delete, TABLE_CHANGE_LAYOUT, None,
     "Delete a table of {entity} permanently.", "1 --yes"),
    ("rows", read_rows, TABLE_ROWS_LAYOUT, PAGE_OPTIONS,
     "Read a page of a table of {entity}.\n\nEach row read is charged.", "1 --size 25"),
    ("add", change_rows, TABLE_CHANGE_LAYOUT, ADD_OPTIONS,
     "Add {entity} to a table, at most 500 at a time.", "1 {row}"),
    ("remove", change_rows, TABLE_CHANGE_LAYOUT, {}, "Remove {entity} from a table.", "1 {row}"),
    ("columns", read, TABLE_COLUMNS_LAYOUT, None, "List the columns of a table of {entity}.", "1"),
    ("column-catalog", read_catalog, COLUMN_CATALOG_LAYOUT, None,
     "List the columns available to tables of {entity}.", ""),
    ("add-columns", add_columns, ADDED_COLUMNS_LAYOUT, None,
     "Add up to 10 columns to a table of {entity}, and fill them.", "1 {key}"),
    ("remove-column", remove_column, TABLE_CHANGE_LAYOUT, None,
     "Delete a column of a table of {entity} permanently.", "1 {column} --yes"),
    ("run-column", run_column, TABLE_CHANGE_LAYOUT, RUN_OPTIONS,
     "Fill a column of a table of {entity}.\n\nEach row that is filled is charged.",
     "1 {column} --run-scope missing --yes"),
)  # fmt: skip
