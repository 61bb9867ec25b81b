"""Declare the layouts of the tables of V3."""

from lusha_cli.output.layouts.layout import Column, Layout, NestedTable, columns, optional

_TABLE_COLUMNS = columns(
    "columnId:ID, name",
    Column("isDefault", "Default", formatter="yes", optional=True),
    Column("columnKey", "Key", ("key",), optional=True),
    Column("type", optional=True),
    *columns(
        "rowsNotRun:Not run, rowsProcessing:Running, rowsSuccess:Filled",
        "rowsNoData:No data, rowsFailed:Failed",
        formatter="number",
    ),
    *optional(columns("addedAt:Added, updatedAt:Updated", formatter="time")),
)
TABLES_LAYOUT = Layout(
    "data",
    columns(
        "tableId:ID, name, visibility, status, owner.email:Owner",
        Column("entityCount", "Rows", formatter="number"),
        Column("isProcessing", "Running", formatter="yes"),
        *optional(
            columns(
                "createdBy.surface:Created with", Column("workspaceUrl", "Workspace", no_wrap=True)
            )
        ),
    ),
    fields=columns(
        "tableId:ID, name, entityType:Of, visibility, status, owner.email:Owner",
        "owner.name:Owner's name, createdBy.surface:Created with",
        Column("entityCount", "Rows", formatter="number"),
        Column("isProcessing", "Running", formatter="yes_no"),
        "workspaceUrl:Workspace",
        *columns("createdAt:Created, updatedAt:Updated", formatter="time"),
    ),
    tables=(NestedTable("columns", "Columns", _TABLE_COLUMNS),),
)
TABLE_CHANGE_LAYOUT = Layout("data")
TABLE_COLUMNS_LAYOUT = Layout("data", _TABLE_COLUMNS)
COLUMN_CATALOG_LAYOUT = Layout(
    "data", columns("columnKey:Key", Column("displayName", "Name", ("name",)), "category, type")
)
ADDED_COLUMNS_LAYOUT = Layout(
    "data", columns("columnKey:Key, status, columnId:ID, error.code:Error, error.message:Why")
)
TABLE_ROWS_LAYOUT = Layout("data", expand="cells")
