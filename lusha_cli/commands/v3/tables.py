"""`lusha contacts tables` and `lusha companies tables`: lists stored in the account."""

from collections.abc import Callable
from typing import Annotated, Any

import typer

from lusha_cli.api.endpoints import BY_NAME, Endpoint
from lusha_cli.api.request import ApiRequest
from lusha_cli.billing.warnings import warn_cost
from lusha_cli.cli import options
from lusha_cli.cli.command import command, drop_empty, group
from lusha_cli.cli.global_options import API_FLAGS, GLOBAL
from lusha_cli.cli.json_input import merge_body
from lusha_cli.cli.options import argument, flag, one_of, option
from lusha_cli.context.app_context import AppContext
from lusha_cli.errors import UsageError
from lusha_cli.json_types import Json
from lusha_cli.output.layouts.layout import Layout
from lusha_cli.output.layouts.v3 import (
    TABLE_CHANGE_LAYOUT,
    TABLE_COLUMNS_LAYOUT,
    TABLE_ROWS_LAYOUT,
    TABLES_LAYOUT,
)

# With an API key there is no signed-in user, so every request has the owner.
FLAGS = {
    **API_FLAGS,
    "owner": Annotated[
        str | None,
        option("--owner", "EMAIL", "User of the account whose tables are meant.", panel=GLOBAL),
    ],
}

# Ids in the examples, and the last column of a new table.
EXAMPLE_IDS = {"contacts": "4100000000", "companies": "30000000"}
EXAMPLE_COLUMNS = {"contacts": "c5", "companies": "c3"}

TableArg = Annotated[str, argument("TABLE_ID", "Id of the table.")]
ColumnArg = Annotated[str, argument("COLUMN_ID", "Id of the column.")]
IdsArg = Annotated[list[str] | None, argument("ID...", "Ids, as answers of V3 or V2 have them.")]
VisibilityOpt = Annotated[
    str | None,
    option(
        "--visibility", one_of("private", "shared"), "Who sees it: its owner, or the whole account."
    ),
]
PageOpt = Annotated[int | None, option("--page", "N", "Page, from 0.", min=0, max=100)]
SizeOpt = Annotated[int | None, option("--size", "N", "How many a page (100).", min=1, max=1000)]


def tables_app(noun: str) -> typer.Typer:
    """Return the commands on tables of `noun`, which is contacts or companies."""
    app = group(f"Tables of {noun}: lists that the account keeps, with columns.")
    for register in (_create, _list, _get, _update, _delete, _rows, _add, _remove, _columns,
                     _remove_column, _run_column):  # fmt: skip
        register(app, noun)
    return app


def _register(
    app: typer.Typer, noun: str, verb: str, summary: str, *, example: str, layout: Layout
) -> Callable[[Callable[..., Json]], None]:
    """Register a function as the command `verb`."""

    def register(function: Callable[..., Json]) -> None:
        function.__doc__ = summary.format(noun=noun)
        words = ("lusha", noun, "tables", verb, example, "--sandbox --owner you@firm.example")
        line = " ".join(filter(None, words))
        command(app, verb, layout=layout, flags=FLAGS, example=line)(function)

    return register


def _endpoint(noun: str, verb: str) -> Endpoint:
    return BY_NAME[f"{noun} tables {verb}"]


def _owner_params(context: AppContext) -> dict[str, Json]:
    """Return the owner as the parameters of a query."""
    owner = context.env.settings.get("owner")
    if not owner:
        raise UsageError(
            "Tables belong to a user of the account: --owner is missing.",
            hint="Once and for all: lusha config set owner you@firm.example",
        )
    return {"email": owner}


def _with_owner(context: AppContext, body: str | None, params: dict[str, Any]) -> dict[str, Json]:
    """Return the body of a request, with its owner."""
    request = merge_body(context, body, drop_empty(params))
    if context.env.flags.get("owner") or "owner" not in request:
        request["owner"] = _owner_params(context)
    return request


def _path(**ids: str) -> dict[str, str]:
    """Return the values for a path. Raises UsageError for one that would change the path."""
    for name, value in ids.items():
        if value.strip(".") == "":
            raise UsageError(f"{name.upper()} {value!r} is no id.")
    return ids


def _create(app: typer.Typer, noun: str) -> None:
    @_register(
        app, noun, "create", "Make a table of {noun}.", example="Leads", layout=TABLES_LAYOUT
    )
    def create(
        context: AppContext,
        name: Annotated[str | None, argument("NAME", "Its name.")] = None,
        *,
        visibility: VisibilityOpt = None,
        ids: Annotated[
            list[str] | None, option("--id", "ID", "Id of one of the first rows; repeatable.")
        ] = None,
        body: options.BodyOpt = None,
    ) -> Json:
        params = {"name": name, "visibility": visibility, "ids": ids}
        request = _with_owner(context, body, params)
        if not request.get("name"):
            raise UsageError("NAME is missing.")
        return context.call(_endpoint(noun, "create"), body=request)


def _list(app: typer.Typer, noun: str) -> None:
    @_register(app, noun, "list", "List the tables of {noun}.", example="", layout=TABLES_LAYOUT)
    def tables(
        context: AppContext,
        *,
        name: Annotated[
            str | None, option("--name", "TEXT", "Only those with it in a name.")
        ] = None,
        status: Annotated[
            str | None, option("--status", one_of("active", "archived"), "Only those of a status.")
        ] = None,
        page: PageOpt = None,
        size: SizeOpt = None,
        body: options.BodyOpt = None,
    ) -> Json:
        params = {"name": name, "status": status, "page": page, "size": size}
        return context.call(_endpoint(noun, "list"), body=_with_owner(context, body, params))


def _get(app: typer.Typer, noun: str) -> None:
    summary = "Show a table of {noun} and how far its columns are."

    @_register(app, noun, "get", summary, example="1", layout=TABLES_LAYOUT)
    def get(context: AppContext, table_id: TableArg) -> Json:
        return context.call(
            _endpoint(noun, "get"), query=_owner_params(context), path=_path(table_id=table_id)
        )


def _update(app: typer.Typer, noun: str) -> None:
    summary = "Rename a table of {noun}, share it, or put it away."

    @_register(app, noun, "update", summary, example="1 --name Q3", layout=TABLES_LAYOUT)
    def update(
        context: AppContext,
        table_id: TableArg,
        *,
        name: Annotated[str | None, option("--name", "NAME", "Its new name.")] = None,
        visibility: VisibilityOpt = None,
        archived: Annotated[
            bool | None, flag("--archived/--no-archived", "Put it away, or take it back.")
        ] = None,
        body: options.BodyOpt = None,
    ) -> Json:
        params = {"name": name, "visibility": visibility, "archived": archived}
        request = _with_owner(context, body, params)
        return context.call(_endpoint(noun, "update"), body=request, path=_path(table_id=table_id))


def _delete(app: typer.Typer, noun: str) -> None:
    summary = "Delete a table of {noun} and all that is in it, for ever."

    @_register(app, noun, "delete", summary, example="1 --yes", layout=TABLE_CHANGE_LAYOUT)
    def delete(context: AppContext, table_id: TableArg) -> Json:
        if not context.is_dry_run:
            context.env.confirm(f"This deletes the table {table_id} and all that is in it. Go on?")
        return context.call(
            _endpoint(noun, "delete"), query=_owner_params(context), path=_path(table_id=table_id)
        )


def _rows(app: typer.Typer, noun: str) -> None:
    summary = "Read a page of a table of {noun}. Each row that is read costs."

    @_register(app, noun, "rows", summary, example="1 --size 25", layout=TABLE_ROWS_LAYOUT)
    def rows(
        context: AppContext, table_id: TableArg, *, page: PageOpt = None, size: SizeOpt = None
    ) -> Json:
        endpoint = _endpoint(noun, "rows")
        query = {**_owner_params(context), **drop_empty({"page": page, "size": size})}
        if not context.is_dry_run:
            request = ApiRequest(endpoint.method, endpoint.path, query, None, endpoint)
            warn_cost(request, context.estimate(request), print_message=context.env.info)
        return context.call(endpoint, query=query, path=_path(table_id=table_id))


def _add(app: typer.Typer, noun: str) -> None:
    summary = "Add {noun} to a table, at most 500 at a time."

    @_register(
        app, noun, "add", summary, example="1 " + EXAMPLE_IDS[noun], layout=TABLE_CHANGE_LAYOUT
    )
    def add(
        context: AppContext,
        table_id: TableArg,
        entity_id: IdsArg = None,
        *,
        company_id: Annotated[
            list[str] | None,
            option("--company-id", "ID", "Company of each contact, in their order; repeatable."),
        ] = None,
        body: options.BodyOpt = None,
    ) -> Json:
        params = {"entityIds": entity_id, "companyIds": company_id}
        request = _with_entity_ids(_with_owner(context, body, params))
        return context.call(_endpoint(noun, "add"), body=request, path=_path(table_id=table_id))


def _remove(app: typer.Typer, noun: str) -> None:
    summary = "Take {noun} out of a table."

    @_register(
        app, noun, "remove", summary, example="1 " + EXAMPLE_IDS[noun], layout=TABLE_CHANGE_LAYOUT
    )
    def remove(
        context: AppContext,
        table_id: TableArg,
        entity_id: IdsArg = None,
        *,
        body: options.BodyOpt = None,
    ) -> Json:
        request = _with_entity_ids(_with_owner(context, body, {"entityIds": entity_id}))
        return context.call(_endpoint(noun, "remove"), body=request, path=_path(table_id=table_id))


def _with_entity_ids(request: dict[str, Json]) -> dict[str, Json]:
    """Return the request. Raises UsageError if it has no ids, or too many."""
    ids = request.get("entityIds")
    if not ids:
        raise UsageError("ID is missing.", hint="Name one or more ids after TABLE_ID.")
    if isinstance(ids, list) and len(ids) > 500:
        raise UsageError(f"{len(ids):,} ids are given; a request takes at most 500.")
    return request


def _columns(app: typer.Typer, noun: str) -> None:
    summary = "List the columns of a table of {noun}."

    @_register(app, noun, "columns", summary, example="1", layout=TABLE_COLUMNS_LAYOUT)
    def columns(context: AppContext, table_id: TableArg) -> Json:
        return context.call(
            _endpoint(noun, "columns"), query=_owner_params(context), path=_path(table_id=table_id)
        )


def _remove_column(app: typer.Typer, noun: str) -> None:
    summary = "Delete a column of a table of {noun} and what it holds, for ever."

    @_register(
        app,
        noun,
        "remove-column",
        summary,
        example=f"1 {EXAMPLE_COLUMNS[noun]} --yes",
        layout=TABLE_CHANGE_LAYOUT,
    )
    def remove_column(context: AppContext, table_id: TableArg, column_id: ColumnArg) -> Json:
        if not context.is_dry_run:
            context.env.confirm(f"This deletes the column {column_id} and what it holds. Go on?")
        path = _path(table_id=table_id, column_id=column_id)
        return context.call(
            _endpoint(noun, "remove-column"), query=_owner_params(context), path=path
        )


def _run_column(app: typer.Typer, noun: str) -> None:
    summary = "Fill a column of a table of {noun}. Each row that it is run for costs."

    @_register(
        app,
        noun,
        "run-column",
        summary,
        example=f"1 {EXAMPLE_COLUMNS[noun]} --run-scope missing --yes",
        layout=TABLE_CHANGE_LAYOUT,
    )
    def run_column(
        context: AppContext,
        table_id: TableArg,
        column_id: ColumnArg,
        *,
        run_scope: Annotated[
            str | None,
            option(
                "--run-scope",
                one_of("all", "missing", "specific"),
                "Rows to run it for; all charges again for those that are filled.",
            ),
        ] = None,
        entity_id: Annotated[
            list[str] | None, option("--entity-id", "ID", "Row of `specific`; repeatable.")
        ] = None,
        body: options.BodyOpt = None,
    ) -> Json:
        scope = run_scope or ("specific" if entity_id else None)
        request = _with_owner(context, body, {"runScope": scope, "entityIds": entity_id})
        if "runScope" not in request:
            raise UsageError("--run-scope is missing.", hint="The cheapest is: --run-scope missing")
        if request["runScope"] == "specific" and not request.get("entityIds"):
            raise UsageError("--run-scope specific wants --entity-id.")
        path = _path(table_id=table_id, column_id=column_id)
        if not context.is_dry_run:
            warning = " It charges again for rows that are filled." * (request["runScope"] == "all")
            context.env.confirm(
                "This costs what the column costs, for each row that it is run for."
                f"{warning} Go on?"
            )
        return context.call(_endpoint(noun, "run-column"), body=request, path=path)
