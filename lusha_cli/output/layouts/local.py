"""Declare the layouts of results that do not come from the API."""

from lusha_cli.output.layouts.layout import Column, Layout, columns

KEY_VALUES_LAYOUT = Layout()
DRY_RUN_LAYOUT = Layout(
    # The body is shown as it would be sent.
    fields=columns("method, url", Column("body", formatter="json"), "requests, cost")
)
CHECKS_LAYOUT = Layout(card="checks", shows_failure=True)
CONFIG_LAYOUT = Layout(columns=columns("key, value, source, meaning"))
SUPPRESSION_CHECK_LAYOUT = Layout(columns=columns("who", Column("suppressed", formatter="yes_no")))
TEST_IDENTITIES_LAYOUT = Layout(columns=columns("fullName, email, company"))
RUNS_LAYOUT = Layout(
    columns=columns(
        Column("id", no_wrap=True),
        "source, state",
        Column("rows", formatter="number"),
        Column("answered", formatter="number", optional=True),
        *columns("statuses.matched:Matched, credits", formatter="number"),
        Column("started", formatter="time", no_wrap=True),
    ),
)
RUN_LAYOUT = Layout(
    fields=columns(
        "id, kind, source, where",
        *columns("options, reading", formatter="mapping"),
        "state, why, rows, items, answered",
        Column("statuses", formatter="mapping"),
        "requestsUnanswered:Unanswered, credits",
        Column("creditsAreExact", "Exact", formatter="yes_no"),
        *columns("started, lastAnswer", formatter="time"),
        "out:Written to",
        Column("goOn", no_wrap=True),
    ),
)
