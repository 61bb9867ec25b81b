"""Declare the layouts of V3 responses."""

from collections.abc import Iterable

from lusha_cli.output.layouts.layout import Column, Layout, NestedTable, columns
from lusha_cli.output.layouts.shared_columns import (
    CONTACT_SIGNAL,
    FIRST_AND_LAST_NAME,
    LOOKALIKE_CONTACT_COLUMNS,
    SIGNAL_DATE,
)

_DOMAIN = Column("domain", formatter="domain")
_COMPANY = columns("id, name", _DOMAIN, "industry")
_EMPLOYEES = Column("employeeCount.exact", "Staff", formatter="number")
_SCORE = Column("score", formatter="number")
_SIGNAL_SCORE = Column("signalScore", "Score", formatter="number")

PLAN_LAYOUT = Layout(
    fields=columns(
        "plan.category:Plan, plan.renewalType:Renewal",
        *columns("plan.startDate:From, plan.endDate:To", formatter="time"),
        "credits.used, credits.total:Credits in all, credits.remaining:Credits left",
    ),
    tables=(
        NestedTable(
            "rateLimits",
            "Rate limits",
            columns(
                "window",
                *columns("limit, used, remaining:Left", formatter="number"),
                Column("resetsAt", "Starts again", formatter="time"),
            ),
            key_field="window",
        ),
        NestedTable(
            "pricing",
            "Prices",
            columns("action", Column("credits", "Price", formatter="price"), "note"),
            key_field="action",
        ),
    ),
)


def plan_layout(unknown_prices: Iterable[str]) -> Layout:
    """Return the layout of `account plan`, which marks the prices that estimates don't use."""
    note = "unknown to this version: not used for estimates"
    limits, prices = PLAN_LAYOUT.tables
    prices = prices._replace(notes=dict.fromkeys(unknown_prices, note))
    return PLAN_LAYOUT._replace(tables=(limits, prices))


SIGNAL_TYPES_LAYOUT = Layout("signalTypes")
FILTER_TYPES_LAYOUT = Layout(
    "availableFilters",
    columns("filterType:Filter", Column("requiresQuery", "Needs a text", formatter="yes")),
)
FILTER_VALUES_LAYOUT = Layout("values")
CONTACT_PREVIEWS_LAYOUT = Layout(
    "results",
    columns(
        "id",
        FIRST_AND_LAST_NAME,
        "jobTitle.title:Title, company.name:Company",
        Column("canReveal", "Reveal (credits)", formatter="reveals"),
        # The API reports a failed item with status 200: only this column shows it.
        "error.code:Error",
    ),
)
CONTACTS_LAYOUT = Layout(
    "results",
    columns(
        "id, fullName:Name, jobTitle.title:Title, company.name:Company",
        Column("emails.email", "Email", no_wrap=True),
        Column("phones", "Phone", formatter="phones"),
        "error.code:Error",
    ),
)
COMPANIES_LAYOUT = Layout(
    "results",
    columns(
        *_COMPANY,
        _EMPLOYEES,
        "location.country:Country",
        "directParent.name:Parent, ultimateParent.name:Ultimate parent",
        "error.code:Error",
    ),
)
PROSPECTING_COMPANIES_LAYOUT = Layout(
    "results", columns(*_COMPANY, _EMPLOYEES, "location.country:Country, signalTypes:Signals")
)
LOOKALIKE_CONTACTS_LAYOUT = Layout("results", LOOKALIKE_CONTACT_COLUMNS)
LOOKALIKE_COMPANIES_LAYOUT = Layout("results", columns(*_COMPANY, "location.country:Country"))
WEBSITE_VISITS_LAYOUT = Layout(
    "results",
    columns(
        "id, name",
        _SCORE,
        "scoreBand:Band",
        *columns("totalSessions:Sessions, uniqueVisitors:Visitors", formatter="number"),
        "lastVisit, visitorCountry:From",
    ),
)
CONTACT_SCORES_LAYOUT = Layout(
    "results",
    columns(
        "id, fullName:Name, company.name:Company",
        _SIGNAL_SCORE,
        "signalTypes:Signals, error.code:Error",
    ),
)
COMPANY_SCORES_LAYOUT = Layout(
    "results",
    columns(
        "id, name",
        _DOMAIN._replace(optional=True),
        _SIGNAL_SCORE,
        "signalTypes:Signals, error.code:Error",
    ),
)
CONTACT_SIGNALS_LAYOUT = Layout(
    "results", columns("id, signal", SIGNAL_DATE, CONTACT_SIGNAL), expand="signals"
)
COMPANY_SIGNALS_LAYOUT = Layout(
    "results",
    columns(
        "companyName:Company, signal",
        SIGNAL_DATE,
        Column("eventSummary", "What", ("activitySummary",), formatter="signal"),
    ),
    expand="signals",
)
BUYING_GROUPS_LAYOUT = Layout(
    "results",
    columns(
        Column("company.name", "Company", ("companyId",)),
        "id",
        FIRST_AND_LAST_NAME,
        "jobTitle.title:Title, roles",
        _SCORE,
        "error.code:Error",
    ),
    expand="contacts",
)
_TABLE_COLUMNS = columns(
    "columnId:ID, name",
    Column("isDefault", "Default", formatter="yes", optional=True),
    *columns(
        "rowsNotRun:Not run, rowsProcessing:Running, rowsSuccess:Filled",
        "rowsNoData:No data, rowsFailed:Failed",
        formatter="number",
    ),
)
TABLES_LAYOUT = Layout(
    "data",
    columns(
        "tableId:ID, name, visibility, status, owner.email:Owner",
        Column("entityCount", "Rows", formatter="number"),
        Column("isProcessing", "Running", formatter="yes"),
    ),
    fields=columns(
        "tableId:ID, name, entityType:Of, visibility, status, owner.email:Owner, entityCount:Rows",
        Column("isProcessing", "Running", formatter="yes_no"),
        "workspaceUrl:Workspace",
        *columns("createdAt:Created, updatedAt:Updated", formatter="time"),
    ),
    tables=(NestedTable("columns", "Columns", _TABLE_COLUMNS),),
)
TABLE_CHANGE_LAYOUT = Layout("data")
TABLE_COLUMNS_LAYOUT = Layout("data", _TABLE_COLUMNS)
COLUMN_CATALOG_LAYOUT = Layout("data", columns("columnKey:Key, name, type"))
ADDED_COLUMNS_LAYOUT = Layout(
    "data", columns("columnKey:Key, status, columnId:ID, error.message:Error")
)
TABLE_ROWS_LAYOUT = Layout("data", expand="cells")
