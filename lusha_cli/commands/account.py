"""`lusha account`: credits, plan and prices."""

from typing import Annotated

from lusha_cli.api.endpoints import ACCOUNT_PLAN, ACCOUNT_USAGE, ICP_PROFILES
from lusha_cli.api.result_members import find_result
from lusha_cli.api.schema.v3 import PROFILE_ACCESS, PROFILE_STATUSES
from lusha_cli.cli.command import CommandResult, command, drop_unset, group
from lusha_cli.cli.options import flag, open_choices, option
from lusha_cli.cli.output_settings import output_format
from lusha_cli.context.app_context import AppContext
from lusha_cli.json_types import Json, as_object, get_object
from lusha_cli.output.layouts.icp import PROFILES_LAYOUT
from lusha_cli.output.layouts.v2 import USAGE_LAYOUT
from lusha_cli.output.layouts.v3 import PLAN_LAYOUT, plan_layout

app = group("Show credits, plan, prices and Target Profiles. Free.")


@command(app, "usage", layout=USAGE_LAYOUT, example="lusha account usage")
def usage(
    context: AppContext,
    *,
    watch: Annotated[
        bool, flag("--watch", "Refresh until Ctrl-C, one line per refresh if piped.")
    ] = False,
    interval: Annotated[
        float | None,
        option("--interval", "SECONDS", "Seconds between refreshes, 12 or more [15]."),
    ] = None,
) -> Json:
    """Show the credits used and left, and when they run out.

    The table adds the renewal date, the rate since the last renewal, the day on which the credits
    run out at this rate, and the requests left in each window of the rate limit, as far as the API
    reports them. JSON is the API's own response, or with --watch one line for each refresh.
    """
    from lusha_cli.commands.usage_report import UsageReporter

    if watch or interval is not None:
        from lusha_cli.commands.usage_watch import check_interval, watch_usage

        watch_usage(context, check_interval(interval, watch=watch))
        return None
    settings = context.env.settings
    is_selected = settings.get("fields") is not None or settings.get("query") is not None
    if output_format(context) != "table" or is_selected:
        return context.call(ACCOUNT_USAGE)
    return UsageReporter(context).fetch()


@command(app, "plan", layout=PLAN_LAYOUT, example="lusha account plan --sandbox")
def plan(context: AppContext) -> CommandResult:
    """Show credits, rate limits, contract and prices."""
    from lusha_cli.billing.prices import is_known_price

    body = context.call(ACCOUNT_PLAN)
    prices = get_object(as_object(body), "pricing")
    unknown = [name for name in prices if not is_known_price(name)]
    return CommandResult(body, layout=plan_layout(unknown))


@command(
    app, "icp-profiles", layout=PROFILES_LAYOUT, example="lusha account icp-profiles --sandbox"
)
def icp_profiles(
    context: AppContext,
    *,
    status: Annotated[
        str | None,
        option("--status", open_choices("status", *PROFILE_STATUSES), "Status of the profiles."),
    ] = None,
    access: Annotated[
        str | None,
        option("--access", open_choices("access", *PROFILE_ACCESS), "Access to the profiles."),
    ] = None,
) -> CommandResult:
    """List your Target Profiles (ICPs), and those shared with you.

    Only active ones can score records: lusha companies icp-fit-score.
    """
    body = context.call(ICP_PROFILES, query=drop_unset({"status": status, "access": access}))
    # The vendor's pages don't show in which member the profiles are.
    member = find_result(ICP_PROFILES, None, body)
    path = PROFILES_LAYOUT.records_path if member is None else member
    return CommandResult(body, layout=PROFILES_LAYOUT._replace(records_path=path))
