"""Declare the layouts of V3 responses."""

from collections.abc import Iterable

from lusha_cli.output.layouts.layout import Column, Layout, NestedTable, columns, optional
from lusha_cli.output.layouts.shared_columns import (
    CITY,
    COMPANY_PROFILE,
    COMPANY_ROWS,
    COMPANY_SIGNAL_COLUMNS,
    CONTACT_ROWS,
    CONTACT_SIGNAL_COLUMNS,
    ENRICHMENT,
    FIRST_AND_LAST_NAME,
    HAS,
    LINKEDIN,
    LOOKALIKE_CONTACT_COLUMNS,
    MISSING,
    PLACE,
    REFERENCE,
    REVEAL,
    ROW_ID,
    SENIORITY_AND_DEPARTMENTS,
    SIGNAL_PERIOD,
    contact_data,
)

_DOMAIN = Column("domain", formatter="domain")
_PERSON = columns(
    ROW_ID, FIRST_AND_LAST_NAME, "jobTitle.title:Title, company.name:Company", CITY, REVEAL
)
_COMPANY = columns(ROW_ID, "name", _DOMAIN, CITY, REVEAL)
_COMPANY_SIZE = optional(columns("industry", Column("employeeCount", "Staff", formatter="size")))
_COMPANY_ID = Column("company.id", "Company ID", optional=True)
_COMPANY_DOMAIN = _DOMAIN._replace(key="company.domain", header="Domain", optional=True)
_CONTACT_DETAILS = (
    *SENIORITY_AND_DEPARTMENTS,
    _COMPANY_DOMAIN,
    LINKEDIN,
    HAS,
    _COMPANY_ID,
)
_SCORE = Column("score", formatter="score")
_SIGNAL_SCORE = Column("signalScore", "Score", formatter="score")
# The API reports a failed item with status 200: only these columns show it.
_ERROR = columns("error.code:Error", Column("error.message", "Why", optional=True))
# What was done in the table that the results were added to.
_TABLE_WRITE = columns(
    "tableWrite.tableId:Table",
    *columns(
        "tableWrite.added:Added, tableWrite.alreadyPresent:Already present",
        "tableWrite.columnsCreated:Columns created, tableWrite.rowsProcessed:Rows processed",
        "tableWrite.rowsCharged:Rows charged, tableWrite.rowsAlreadyPaidInTable:Rows paid before",
        "tableWrite.creditsCharged:Table credits",
        formatter="number",
    ),
)
_JOB = columns(
    "jobId:Job, status",
    Column("covers", "Waiting for", formatter="entries"),
    "retryAfter:Retry after (s)",
)

PLAN_LAYOUT = Layout(
    fields=columns(
        "plan.category:Plan, plan.renewalType:Renewal",
        *columns("plan.startDate:From, plan.endDate:To", formatter="time"),
        *columns(
            "credits.used, credits.total:Credits in total, credits.remaining:Credits left",
            formatter="number",
        ),
    ),
    tables=(
        NestedTable(
            "rateLimits",
            "Rate limits",
            columns(
                "window",
                *columns("limit, used, remaining:Left", formatter="number"),
                Column("resetsAt", "Resets", formatter="time"),
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
    note = "unknown to this version, so not used for estimates"
    limits, prices = PLAN_LAYOUT.tables
    prices = prices._replace(notes=dict.fromkeys(unknown_prices, note))
    return PLAN_LAYOUT._replace(tables=(limits, prices))


SIGNAL_TYPES_LAYOUT = Layout("signalTypes")
FILTER_TYPES_LAYOUT = Layout(
    "availableFilters",
    columns("filterType:Filter", Column("requiresQuery", "Requires text", formatter="yes")),
)
FILTER_VALUES_LAYOUT = Layout("values")
CONTACT_PREVIEWS_LAYOUT = Layout(
    "results",
    columns(
        REFERENCE,
        *_PERSON,
        *_ERROR,
        "signalTypes:Signals",
        *SENIORITY_AND_DEPARTMENTS,
        HAS,
        _COMPANY_DOMAIN,
        Column("company.industry", "Industry", optional=True),
        LINKEDIN,
        _COMPANY_ID,
    ),
    below=_TABLE_WRITE,
    rows=CONTACT_ROWS,
)
CONTACTS_LAYOUT = Layout(
    "results",
    columns(
        REFERENCE,
        ROW_ID._replace(optional=True),
        Column("fullName", "Name", ("firstName",)),
        "jobTitle.title:Title, company.name:Company",
        *contact_data(("emails.email", "emails"), ("phones",)),
        MISSING,
        *_ERROR,
        *SENIORITY_AND_DEPARTMENTS,
        _COMPANY_DOMAIN,
        Column("company.industry", "Industry", optional=True),
        PLACE,
        LINKEDIN,
        *optional(
            columns(
                Column("socialLinks.xUrl", "X", no_wrap=True),
                Column("previousEmployment.jobTitle.title", "Title before", formatter="list"),
                Column("previousEmployment.company.name", "Company before", formatter="list"),
                Column("tags.name", "Tags", formatter="list"),
                Column("location.isEuContact", "EU", formatter="yes"),
                Column("updateDate", "Updated", formatter="time"),
                "dataSource:Source",
                Column("emails.dataSource", "Email source", formatter="list"),
                Column("phones.dataSource", "Phone source", formatter="list"),
                Column("credits", formatter="number"),
                _COMPANY_ID,
            )
        ),
    ),
    below=_TABLE_WRITE + ENRICHMENT,
    cards="person",
)
CONTACT_JOB_LAYOUT = CONTACTS_LAYOUT._replace(records_path="contacts", below=_JOB)
UNFINISHED_JOB_LAYOUT = Layout(fields=_JOB)
COMPANIES_LAYOUT = Layout(
    "results",
    columns(
        REFERENCE,
        *_COMPANY,
        *_ERROR,
        "signalTypes:Signals",
        *_COMPANY_SIZE,
        HAS,
        LINKEDIN,
    ),
    below=_TABLE_WRITE,
    rows=COMPANY_ROWS,
)
# All revealed values are shown, so that records are below each other.
ENRICHED_COMPANIES_LAYOUT = Layout(
    "results",
    columns(REFERENCE, "id, name", _DOMAIN, *COMPANY_PROFILE, *_ERROR),
    below=_TABLE_WRITE,
    cards="company",
)
PROSPECTING_COMPANIES_LAYOUT = COMPANIES_LAYOUT
LOOKALIKE_CONTACTS_LAYOUT = Layout(
    "results",
    LOOKALIKE_CONTACT_COLUMNS,
    below=_TABLE_WRITE,
    rows=CONTACT_ROWS,
)
LOOKALIKE_COMPANIES_LAYOUT = Layout(
    "results",
    (*_COMPANY, *_COMPANY_SIZE, LINKEDIN),
    below=_TABLE_WRITE,
    rows=COMPANY_ROWS,
)
WEBSITE_VISITS_LAYOUT = Layout(
    "results",
    columns(
        ROW_ID,
        "name",
        CITY,
        REVEAL,
        Column("score", formatter="number"),
        "scoreBand:Band",
        *columns("totalSessions:Sessions", formatter="number"),
        *optional(
            columns(
                "uniqueVisitors:Visitors, avgSessionMinutes:Minutes",
                "highIntentPageviews:Pageviews",
                formatter="number",
            )
        ),
        Column("lastVisit", "Last visit", formatter="time", optional=True),
        *_ERROR,
        *optional(
            columns(
                *columns("daysVisited:Days, daysSinceLastVisit:Days ago", formatter="number"),
                "visitorCountry:From",
                _DOMAIN,
                "industry",
                Column("employeeCount", "Staff", formatter="size"),
                "signalTypes:Signals",
                LINKEDIN,
                HAS,
            )
        ),
    ),
    rows=COMPANY_ROWS,
)
_RECOMMENDATION = (
    Column("recommendation.leadScore", "Lead score", formatter="score"),
    *optional(
        columns(
            *columns(
                "recommendation.icpFitScore:ICP fit, recommendation.signalScore:Signal score",
                formatter="score",
            ),
            Column("recommendation.targetIcp.name", "Target Profiles", formatter="list"),
        )
    ),
)
CONTACT_RECOMMENDATIONS_LAYOUT = Layout(
    "results",
    columns(
        *_PERSON,
        *_RECOMMENDATION,
        *_ERROR,
        *_CONTACT_DETAILS,
    ),
    rows=CONTACT_ROWS,
)
COMPANY_RECOMMENDATIONS_LAYOUT = Layout(
    "results",
    columns(
        *_COMPANY,
        *_RECOMMENDATION,
        Column("recommendation.intentTopics", "Intent", formatter="entries", optional=True),
        *_ERROR,
        *_COMPANY_SIZE,
        LINKEDIN,
        HAS,
    ),
    rows=COMPANY_ROWS,
)
RECOMMENDATION_FILTERS_LAYOUT = Layout(
    "targetIcp", columns("id, name:Target Profile"), lists=(("signals", "Signals"),)
)
CONTACT_SCORES_LAYOUT = Layout(
    "results",
    columns(
        REFERENCE,
        ROW_ID,
        "fullName:Name, company.name:Company",
        _SIGNAL_SCORE,
        "signalTypes:Signals",
        Column("noActiveSignals", "No signals", formatter="yes"),
        *_ERROR,
        _COMPANY_DOMAIN,
        _COMPANY_ID,
    ),
    rows=CONTACT_ROWS,
)
COMPANY_SCORES_LAYOUT = Layout(
    "results",
    columns(
        REFERENCE,
        ROW_ID,
        "name",
        _DOMAIN._replace(optional=True),
        _SIGNAL_SCORE,
        "signalTypes:Signals",
        Column("noActiveSignals", "No signals", formatter="yes"),
        *_ERROR,
    ),
    rows=COMPANY_ROWS,
)
CONTACT_SIGNALS_LAYOUT = Layout(
    "results",
    CONTACT_SIGNAL_COLUMNS,
    expand="signals",
    below=SIGNAL_PERIOD + _TABLE_WRITE,
)
COMPANY_SIGNALS_LAYOUT = Layout(
    "results",
    COMPANY_SIGNAL_COLUMNS,
    expand="signals",
    below=SIGNAL_PERIOD + _TABLE_WRITE,
)
BUYING_GROUPS_LAYOUT = Layout(
    "results",
    columns(
        REFERENCE,
        Column("company.name", "Company", ("companyId",)),
        ROW_ID,
        FIRST_AND_LAST_NAME,
        "jobTitle.title:Title, roles",
        CITY,
        REVEAL,
        _SCORE._replace(optional=True),
        *_ERROR,
        *_CONTACT_DETAILS,
    ),
    expand="contacts",
    rows=CONTACT_ROWS,
)
