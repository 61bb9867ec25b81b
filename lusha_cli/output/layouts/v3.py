"""How answers of V3 are laid out, as data."""

from lusha_cli.output.layouts.v2 import HAPPENED, Column, Layout, Part

PLAN = Layout(
    records="",
    fields=(
        Column("plan.category", header="Plan"),
        Column("plan.renewalType", header="Renewal"),
        Column("plan.startDate", header="From", form="time"),
        Column("plan.endDate", header="To", form="time"),
        Column("credits.used", header="Credits used"),
        Column("credits.total", header="Credits in all"),
        Column("credits.remaining", header="Credits left"),
    ),
    parts=(
        Part(
            "rateLimits",
            "Rate limits",
            (
                Column("window"),
                Column("limit", justify="right"),
                Column("used", justify="right"),
                Column("remaining", header="Left", justify="right"),
                Column("resetsAt", header="Starts again", form="time"),
            ),
            name="window",
        ),
        Part(
            "pricing",
            "Prices",
            (
                Column("action"),
                Column("credits", justify="right"),
                Column("perQuantity", header="For", justify="right"),
            ),
            name="action",
        ),
    ),
)
SIGNAL_TYPES = Layout(records="signalTypes")
FILTER_KINDS = Layout(
    records="availableFilters",
    columns=(
        Column("filterType", header="Filter"),
        Column("requiresQuery", header="Needs a text", form="yes"),
    ),
)
V3_PREVIEWS_OF_CONTACTS = Layout(
    records="results",
    columns=(
        Column("id", header="ID"),
        Column("firstName", header="Name", beside="lastName"),
        Column("jobTitle.title", header="Title"),
        Column("company.name", header="Company"),
        Column("canReveal", header="Reveal (credits)", form="reveals"),
        Column("error.code", header="Error"),
    ),
)
V3_CONTACTS = Layout(
    records="results",
    columns=(
        Column("id", header="ID"),
        Column("fullName", header="Name"),
        Column("jobTitle.title", header="Title"),
        Column("company.name", header="Company"),
        Column("emails.email", header="Email", whole=True),
        Column("phones", header="Phone", form="phones"),
        Column("error.code", header="Error"),
    ),
)
V3_COMPANIES = Layout(
    records="results",
    columns=(
        Column("id", header="ID"),
        Column("name"),
        Column("domain", form="host"),
        Column("industry"),
        Column("employeeCount.exact", header="Staff", justify="right"),
        Column("location.country", header="Country"),
        Column("error.code", header="Error"),
    ),
)
V3_FOUND_COMPANIES = Layout(
    records="results",
    columns=(
        Column("id", header="ID"),
        Column("name"),
        Column("domain", form="host"),
        Column("industry"),
        Column("employeeCount.exact", header="Staff", justify="right"),
        Column("location.country", header="Country"),
        Column("signalTypes", header="Signals"),
    ),
)
V3_ALIKE_COMPANIES = Layout(
    records="results",
    columns=(
        Column("id", header="ID"),
        Column("name"),
        Column("domain", form="host"),
        Column("industry"),
        Column("location.country", header="Country"),
    ),
)
VISITS = Layout(
    records="results",
    columns=(
        Column("id", header="ID"),
        Column("name"),
        Column("score", justify="right"),
        Column("scoreBand", header="Band"),
        Column("totalSessions", header="Sessions", justify="right"),
        Column("uniqueVisitors", header="Visitors", justify="right"),
        Column("lastVisit", header="Last visit"),
        Column("visitorCountry", header="From"),
    ),
)
SCORES = Layout(
    records="results",
    columns=(
        Column("id", header="ID"),
        Column("fullName", header="Name"),
        Column("company.name", header="Company"),
        Column("signalScore", header="Score", justify="right"),
        Column("signalTypes", header="Signals"),
        Column("error.code", header="Error"),
    ),
)
COMPANY_SCORES = Layout(
    records="results",
    columns=(
        Column("id", header="ID"),
        Column("name"),
        Column("domain", form="host", spare=True),
        Column("signalScore", header="Score", justify="right"),
        Column("signalTypes", header="Signals"),
        Column("error.code", header="Error"),
    ),
)
V3_SIGNAL_ROWS = Layout(
    records="results",
    rows="signals",
    columns=(
        Column("id", header="ID"),
        Column("signal"),
        HAPPENED,
        Column("currentTitle", header="What", form="signal"),
    ),
)
V3_COMPANY_SIGNAL_ROWS = Layout(
    records="results",
    rows="signals",
    columns=(
        Column("companyName", header="Company"),
        Column("signal"),
        HAPPENED,
        Column("eventSummary", header="What", otherwise=("activitySummary",), form="signal"),
    ),
)
BUYING_GROUPS = Layout(
    records="results",
    rows="contacts",
    columns=(
        Column("company.name", header="Company", otherwise=("companyId",)),
        Column("id", header="ID"),
        Column("firstName", header="Name", beside="lastName"),
        Column("jobTitle.title", header="Title"),
        Column("roles"),
        Column("score", justify="right"),
        Column("error.code", header="Error"),
    ),
)
FILTER_VALUES = Layout(records="values")
_COLUMNS = (
    Column("columnId", header="ID"),
    Column("name"),
    Column("isDefault", header="Default", form="yes", spare=True),
    Column("rowsNotRun", header="Not run", justify="right"),
    Column("rowsProcessing", header="Running", justify="right"),
    Column("rowsSuccess", header="Filled", justify="right"),
    Column("rowsNoData", header="No data", justify="right"),
    Column("rowsFailed", header="Failed", justify="right"),
)
TABLES = Layout(
    records="data",
    columns=(
        Column("tableId", header="ID"),
        Column("name"),
        Column("visibility"),
        Column("status"),
        Column("owner.email", header="Owner"),
        Column("entityCount", header="Rows", justify="right"),
        Column("isProcessing", header="Running", form="yes"),
    ),
    fields=(
        Column("tableId", header="ID"),
        Column("name"),
        Column("entityType", header="Of"),
        Column("visibility"),
        Column("status"),
        Column("owner.email", header="Owner"),
        Column("entityCount", header="Rows"),
        Column("isProcessing", header="Running", form="either"),
        Column("workspaceUrl", header="Workspace"),
        Column("createdAt", header="Created", form="time"),
        Column("updatedAt", header="Updated", form="time"),
    ),
    parts=(Part("columns", "Columns", _COLUMNS),),
)
TABLE_CHANGE = Layout(records="data")
TABLE_COLUMNS = Layout(records="data", columns=_COLUMNS)
CELLS = Layout(records="data", rows="cells")
