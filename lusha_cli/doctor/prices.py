"""Check of the prices: where they come from, and which ones are unknown to this version."""

from datetime import UTC, datetime

from lusha_cli.billing.price_cache import MAX_AGE
from lusha_cli.billing.prices import is_known_price, read_prices
from lusha_cli.context.app_context import AppContext
from lusha_cli.doctor.probe import ProbeResult
from lusha_cli.doctor.result import CheckResult, passed, warned
from lusha_cli.json_types import Json, as_object
from lusha_cli.output.number_format import pluralize

_FIX = "Run: lusha account plan"


def check_prices(context: AppContext, plan: ProbeResult) -> CheckResult:
    """Return which price list estimates use; `plan` is the result of `account plan`."""
    pricing: Json = as_object(plan.body).get("pricing")
    now = context.env.clock.now()
    cached = None if as_object(pricing) else context.price_cache.cached
    pricing, fetched = cached or (pricing, now)
    if not read_prices(pricing):
        reason = plan.error.message if plan.error else "The API returned no price list."
        return warned("prices", f"Estimates use the published prices. {reason}", _FIX)
    count = pluralize(len(as_object(pricing)), "price", "prices")
    day = datetime.fromtimestamp(fetched, UTC).date().isoformat()
    message = f"Your account's price list of {day}, {count}"
    if now - fetched > MAX_AGE:
        message += ". The list is old, so estimates use the published price where it is higher"
    unknown = [name for name in as_object(pricing) if not is_known_price(name)]
    if unknown:
        names = ", ".join(unknown)
        return warned(
            "prices", f"{message}. Unknown prices, not used for estimates: {names}.", _FIX
        )
    if now - fetched > MAX_AGE:
        return warned("prices", f"{message}.", _FIX)
    return passed("prices", f"{message}.")
