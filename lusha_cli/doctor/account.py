"""Checks of the account: key valid, plan, prices, API version. Both requests are free."""

from collections.abc import Iterator

from lusha_cli.api.endpoints import ACCOUNT_PLAN, ACCOUNT_USAGE, ENDPOINTS
from lusha_cli.api.plan_features import features_missing_from_plan
from lusha_cli.api.v2_compat.deprecation import sunset_notice
from lusha_cli.context.app_context import AppContext
from lusha_cli.doctor.prices import check_prices
from lusha_cli.doctor.probe import ProbeResult, probe
from lusha_cli.doctor.result import CheckResult, failed, passed, warned
from lusha_cli.errors import EndpointRetired, Forbidden, LushaError, RateLimited
from lusha_cli.json_types import get_in
from lusha_cli.output.number_format import pluralize


def check_account(context: AppContext) -> Iterator[CheckResult]:
    """Check the key in use, its plan and the API version."""
    usage = probe(context, ACCOUNT_USAGE)
    # Neither of these errors depends on the key.
    is_open = isinstance(usage.error, (EndpointRetired, RateLimited))
    # If the key is refused, a second request would only fail in the same way.
    plan = probe(context, ACCOUNT_PLAN) if is_open or not usage.error else usage
    key = _key_result(plan.error if is_open else usage.error)
    yield key
    if key.state != "failed":
        yield _plan_result(plan, usage)
        yield check_prices(context, plan)
        yield _version_result(context, usage)


def _key_result(error: LushaError | None) -> CheckResult:
    if error is None:
        return passed("key valid", "The API accepts it.")
    # This endpoint has a limit of five requests a minute: a 429 doesn't depend on the key.
    if isinstance(error, RateLimited):
        return warned(
            "key valid", f"Not checked. {error.message}", "Run: lusha doctor (in a minute)"
        )
    if isinstance(error, Forbidden):
        fix = "Check in your Lusha account that the account and this key are active"
        return failed("key valid", error, fix=fix)
    return failed("key valid", error)


def _plan_result(plan: ProbeResult, usage: ProbeResult) -> CheckResult:
    """Return the plan, its credits and the flags that it does not include."""
    if isinstance(plan.error, RateLimited):
        return warned(
            "plan", f"Not checked. {plan.error.message}", "Run: lusha doctor (in a minute)"
        )
    name = get_in(plan.body, "plan", "category")
    parts = [str(name)] if name else []
    counters = get_in(plan.body, "credits") or get_in(usage.body, "usage", "credits")
    remaining, total = get_in(counters, "remaining"), get_in(counters, "total")
    if isinstance(remaining, int):
        total_text = f" of {total:,}" if isinstance(total, int) else ""
        parts.append(f"{remaining:,}{total_text} credits left")
    missing_features = features_missing_from_plan(str(name))
    if missing_features:
        parts.append(f"not included: {', '.join(missing_features)}")
    if not name:
        reason = plan.error.message if plan.error else "The response has no plan."
        message = "; ".join(["Unknown", *parts])
        return warned("plan", f"{message}. {reason}", "Run: lusha account plan")
    if remaining == 0:
        return warned("plan", f"{'; '.join(parts)}.", "Run: lusha account usage")
    return passed("plan", f"{'; '.join(parts)}.")


def _version_result(context: AppContext, usage: ProbeResult) -> CheckResult:
    """Return which API version serves the V2 commands, and until when."""
    setting = context.env.settings.find("api_version")
    if isinstance(usage.error, EndpointRetired):
        if setting.value == "v2":
            return failed("version", usage.error, fix="Run: lusha config unset api_version")
        return passed("version", "V2 is retired. lusha uses V3 instead.")
    if setting.value != "auto":
        return passed(
            "version", f"{str(setting.value).upper()}, set by api_version ({setting.source})."
        )
    notice = sunset_notice(usage.headers)
    if notice:
        return warned(
            "version", f"V2. {notice}", "To use V3 now, run: lusha config set api_version v3"
        )
    retired_count = sum(context.version_router.uses_v3(row) for row in ENDPOINTS)
    if retired_count:
        operations = pluralize(retired_count, "retired operation", "retired operations")
        return passed("version", f"V2, and V3 for {operations}.")
    return passed("version", "V2 for operations that both V2 and V3 have.")
