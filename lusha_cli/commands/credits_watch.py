"""The body of `lusha credits watch`: check the credits left, once or at intervals."""

from lusha_cli.api.endpoints import ACCOUNT_USAGE
from lusha_cli.billing.charges import read_credits_left
from lusha_cli.billing.estimate import format_credits
from lusha_cli.cli.command import CommandResult
from lusha_cli.clock import format_utc
from lusha_cli.context.app_context import AppContext
from lusha_cli.errors import CreditsLow, NetworkError, RateLimited, ServerError


def watch_credits(context: AppContext, *, below: int, interval: int | None) -> CommandResult:
    """Return the credits left, with a failure if they are below `below`.

    With `interval`, in seconds, check again and again until they are. The first check may fail; a
    later failure that may pass is reported. Free of charge.
    """
    credits_left = _credits_left(context)
    while interval is not None and credits_left >= below:
        context.env.info(f"{format_credits(credits_left)} left.")
        context.env.clock.sleep(interval)
        try:
            credits_left = _credits_left(context)
        except (NetworkError, ServerError, RateLimited) as error:
            context.env.info(f"Warning: not checked. {error.message}")
    is_below = credits_left < below
    record = {
        "time": format_utc(context.env.clock.now()),
        "remaining": credits_left,
        "threshold": below,
        "isBelow": is_below,
    }
    message = f"{format_credits(credits_left)} left, fewer than {below:,}."
    return CommandResult(record, failure=CreditsLow(message) if is_below else None)


def _credits_left(context: AppContext) -> int:
    """Return the credits that the account has left. Raises ServerError if they aren't known."""
    credits_left = read_credits_left(context.call(ACCOUNT_USAGE))
    if credits_left is None:
        raise ServerError(
            "The API did not report the credits left.", hint="Run: lusha account usage --json"
        )
    return credits_left
