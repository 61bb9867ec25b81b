"""`lusha credits`: the charges of this machine, forecasts, and a check of the balance."""

from functools import partial
from typing import Annotated, Any

from lusha_cli.api.signal_types import COMPANY_SIGNALS, CONTACT_SIGNALS
from lusha_cli.billing.ledger_report import GROUPS
from lusha_cli.cli import bulk_options, options
from lusha_cli.cli.command import CommandResult, command, group
from lusha_cli.cli.global_options import CONNECTION_OPTIONS, LOCAL_FLAGS, SUPPRESSION_OPTIONS
from lusha_cli.cli.options import (
    DAY,
    ValueType,
    argument,
    choices,
    open_choices,
    option,
    separated,
)
from lusha_cli.commands.v2 import person
from lusha_cli.context.app_context import AppContext
from lusha_cli.json_types import Json
from lusha_cli.output.layouts.local import KEY_VALUES_LAYOUT
from lusha_cli.parsing.ages import parse_interval

app = group("Show charges, forecast costs, and watch the balance. Free.")
# The sandbox has its own ledger.
LEDGER_FLAGS = {**LOCAL_FLAGS, "sandbox": CONNECTION_OPTIONS["sandbox"]}
# What is free needs no options about costs.
API_ONLY_FLAGS = {**LOCAL_FLAGS, **CONNECTION_OPTIONS}
# People on the suppression list are not sent.
FORECAST_FLAGS = {**API_ONLY_FLAGS, **SUPPRESSION_OPTIONS}
# The options of bulk commands that decide which rows are sent.
RUN_OPTIONS: dict[str, Any] = {
    name: bulk_options.RUN_OPTIONS[name] for name in ("fresh", "refresh_older_than", "try_all")
}
_SIGNALS = dict.fromkeys((*CONTACT_SIGNALS, *COMPANY_SIGNALS))
ENRICHMENT_OPTIONS: dict[str, Any] = {
    **person.ENRICHMENT_OPTIONS,
    "signals": Annotated[
        list[str] | None,
        option(
            "--signal",
            separated(open_choices("signal type", *_SIGNALS, metavar="SIGNAL")),
            "Signals to include, 1 credit each (repeatable).",
            panel=options.SIGNALS,
        ),
    ],
}
ledger_command = partial(command, app, flags=LEDGER_FLAGS)


@ledger_command("log", example="lusha credits log --since 30d --by command")
def log(
    context: AppContext,
    *,
    since: Annotated[
        str | None, option("--since", DAY, "Calls since a date, or in a time span such as 30d.")
    ] = None,
    until: Annotated[
        str | None, option("--until", DAY, "Calls up to a date, which is included.")
    ] = None,
    by: Annotated[
        str | None, option("--by", choices(*GROUPS), "Total by day, command and so on.")
    ] = None,
    who: Annotated[
        str | None,
        option("--who", "WHO", "Calls about one person (email, LinkedIn URL, ID) or company."),
    ] = None,
    limit: Annotated[
        int | None, option("--limit", "N", "Maximum rows [50, with --by all].", min=1)
    ] = None,
) -> CommandResult:
    """Show paid requests and their charges, latest first.

    lusha records each request from this machine before it is sent. A request without a recorded
    response is pending, and counts with its estimate. To see who looked up a person, use --who.
    """
    from lusha_cli.commands.ledger_log import show_log

    return show_log(context, since=since, until=until, by=by, who=who, limit=limit)


@command(
    app,
    "forecast",
    layout=KEY_VALUES_LAYOUT,
    flags=FORECAST_FLAGS,
    option_groups={
        "input_options": bulk_options.INPUT_OPTIONS,
        "run_options": RUN_OPTIONS,
        "search_first_options": bulk_options.SEARCH_FIRST_OPTIONS,
        "enrichment": ENRICHMENT_OPTIONS,
    },
    example="lusha credits forecast leads.csv --sandbox",
)
def forecast(
    context: AppContext,
    source: Annotated[str, argument("INPUT", "File of people or companies, or - for stdin.")],
    *,
    kind: Annotated[
        str | None, option("--kind", choices("person", "company"), "What the rows are [person].")
    ] = None,
    partial_company: options.PartialCompanyOpt = None,
    input_options: dict[str, Any],
    run_options: dict[str, Any],
    search_first_options: dict[str, Any],
    enrichment: dict[str, Any],
) -> Json:
    """Forecast the credits that a file would cost.

    Takes the options of `person bulk` and `company bulk` that change the price. The worst case is
    what the file may cost at most. The expected credits follow from the ledger: the matches and
    charges of earlier lookups with this account. No row is sent.
    """
    from lusha_cli.commands.credits_forecast import forecast_file

    return forecast_file(
        context,
        source,
        kind=kind or "person",
        input_options=input_options,
        run_options=run_options,
        search_first_options=search_first_options,
        enrichment={**enrichment, "partialCompany": partial_company},
    )


@command(
    app,
    "watch",
    layout=KEY_VALUES_LAYOUT,
    flags=API_ONLY_FLAGS,
    example="lusha credits watch --below 500 --quiet",
)
def watch(
    context: AppContext,
    *,
    below: Annotated[int, option("--below", "N", "Fail if fewer credits are left.", min=1)],
    interval: Annotated[
        int | None,
        option(
            "--interval",
            ValueType("INTERVAL", parse_interval),
            "Check again after this time, such as 15m or 1h, until it fails.",
        ),
    ] = None,
) -> CommandResult:
    """Fail with exit code 6 if few credits are left.

    One free request: use it in cron, or before a job that needs credits.
    """
    from lusha_cli.commands.credits_watch import watch_credits

    return watch_credits(context, below=below, interval=interval)
