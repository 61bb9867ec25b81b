"""Declare the layouts of results that do not come from the API."""

from collections.abc import Sequence

from lusha_cli.json_types import Json, get_in
from lusha_cli.output.layouts.layout import Column, Layout, NestedTable, columns

KEY_VALUES_LAYOUT = Layout()
RECIPES_LAYOUT = Layout(columns=columns(Column("name", no_wrap=True), "about, files"))
RECIPE_FILES_LAYOUT = Layout(columns=columns("file"))
DRY_RUN_LAYOUT = Layout(
    # The body is shown as it would be sent.
    fields=columns(
        "method, url",
        Column("body", formatter="json"),
        "requests, cost, budget",
        Column("budgetLeft", formatter="number"),
        Column("budgetResetsAt", formatter="time"),
    )
)
_PROFILE_COLUMNS = columns(
    Column("inUse", "In use", formatter="yes"),
    "profile, source, key",
    Column("storedIn", optional=True),
    Column("baseUrl", "Base URL", no_wrap=True),
)
PROFILES_LAYOUT = Layout(columns=_PROFILE_COLUMNS)
AUTH_STATUS_LAYOUT = Layout(
    fields=columns("profile, source, key", Column("baseUrl", "Base URL", no_wrap=True), "state"),
    tables=(NestedTable("profiles", "Profiles", _PROFILE_COLUMNS),),
)


def profiles_layout(profiles: Sequence[Json]) -> Layout:
    """Return the layout of profiles, with the places of stored keys if others replace them."""
    is_same = all(get_in(item, "source") == get_in(item, "storedIn") for item in profiles)
    shown = (column for column in _PROFILE_COLUMNS if not (is_same and column.key == "storedIn"))
    return Layout(columns=tuple(shown))


def auth_status_layout(profiles: Sequence[Json]) -> Layout:
    """Return the layout of `auth status`, which lists the profiles if there are several."""
    if len(profiles) < 2:
        return AUTH_STATUS_LAYOUT._replace(tables=())
    table = NestedTable("profiles", "Profiles", profiles_layout(profiles).columns)
    return AUTH_STATUS_LAYOUT._replace(tables=(table,))


CHECKS_LAYOUT = Layout(card="checks", shows_failure=True)
CONFIG_LAYOUT = Layout(columns=columns("key, value, source, meaning"))
SUPPRESSION_CHECK_LAYOUT = Layout(
    columns=columns("identifier", Column("suppressed", formatter="yes_no"))
)
FINDINGS_LAYOUT = Layout(
    fields=columns(
        Column("identifiers", formatter="list"), Column("suppressed", formatter="yes_no")
    ),
    tables=(
        NestedTable("found", "Found", columns("store, place", Column("data", formatter="json"))),
    ),
)
STORES_LAYOUT = Layout(
    columns=columns(
        "kind",
        Column("entries", formatter="number"),
        Column("bytes", "Size", formatter="bytes"),
        *columns("oldest, newest", formatter="time"),
        Column("expiresAfter", "Expires after"),
        "location",
    ),
)
PURGE_LAYOUT = Layout(
    columns=columns("kind", Column("entries", formatter="number"), "olderThan:Older than")
)
TEST_IDENTITIES_LAYOUT = Layout(columns=columns("fullName, email, company"))
RUNS_LAYOUT = Layout(
    columns=columns(
        Column("id", no_wrap=True),
        "source, state",
        Column("rows", formatter="number"),
        Column("completed", formatter="number", optional=True),
        *columns("statuses.matched:Matched, credits", formatter="number"),
        Column("started", formatter="time", no_wrap=True),
    ),
)
SHAPES_LAYOUT = Layout(
    columns=columns(
        Column("name", no_wrap=True),
        "for, about, required",
        Column("properties", formatter="number"),
    )
)
RUN_LAYOUT = Layout(
    fields=columns(
        "id, kind, source, api:API",
        *columns("options, inputOptions", formatter="mapping"),
        "state, error, hint",
        *columns("rows, items, completed", formatter="number"),
        Column("statuses", formatter="mapping"),
        *columns("requestsUnanswered:Unanswered, credits", formatter="number"),
        Column("creditsAreExact", "Exact", formatter="yes_no"),
        *columns("started, lastResponse", formatter="time"),
        "out:Written to, shape",
        Column("resumeCommand", "Resume", no_wrap=True),
        Column("exportCommand", "Export", no_wrap=True),
    ),
)
CACHED_LAYOUT = Layout(
    columns=columns("kind", Column("fetchedAt", formatter="time"), Column("found", formatter="yes"),
                    Column("data", formatter="preview")),
)  # fmt: skip
CALLS_LAYOUT = Layout(
    columns=columns(
        Column("time", formatter="time", no_wrap=True),
        Column("profile", optional=True),
        Column("user", optional=True),
        "command",
        Column("apiVersion", "API", optional=True),
        Column("run", no_wrap=True, optional=True),
        *columns("items, results, credits", formatter="number"),
        Column("creditsAreExact", "Exact", formatter="yes"),
        "outcome",
    ),
)


def call_totals_layout(group: str) -> Layout:
    """Return the layout of totals of calls by `group`, such as day."""
    return Layout(
        columns=columns(
            Column(group, no_wrap=group in ("day", "run")),
            *columns("calls, items, results, credits", formatter="number"),
            Column("creditsAreExact", "Exact", formatter="yes"),
            Column("pending", formatter="number"),
            Column("unknownCharges", formatter="number"),
        ),
    )
