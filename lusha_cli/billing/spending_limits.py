"""The budgets that apply to a command, and the errors for a request that they don't allow."""

import shlex
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, NamedTuple

from lusha_cli.clock import format_utc
from lusha_cli.errors import BudgetExceeded
from lusha_cli.parsing.budgets import BudgetLimit, Period, format_budget, period_of

if TYPE_CHECKING:
    from lusha_cli.billing.estimate import Estimate


class SpendingLimit(NamedTuple):
    """One limit of the setting `budget`, and where it is set.

    `profile` is the profile whose requests it counts, or None for those of all profiles together.
    `source` is environment, profile or config, and `siblings` are all limits that are set there.
    """

    limit: BudgetLimit
    profile: str | None
    source: str
    siblings: tuple[BudgetLimit, ...]


class LimitUse(NamedTuple):
    """A limit, its present period, and the credits that are used of it."""

    spending_limit: SpendingLimit
    used: int
    period: Period

    @property
    def left(self) -> int:
        """Return the credits that are left."""
        return max(0, self.spending_limit.limit.credits - self.used)

    @property
    def resets_at(self) -> str:
        """Return when the next period begins, for people."""
        # Only the errors and notes about limits need it.
        from lusha_cli.output.time_format import format_time

        return format_time(format_utc(self.period.end))

    def allows(self, credits_: int) -> bool:
        """Return whether `credits_` more stay within the limit."""
        return not credits_ or self.used + credits_ <= self.spending_limit.limit.credits


# Returns the credits of a limit that are used in a period.
CountSpent = Callable[[SpendingLimit, Period], int]


def measure(limits: Iterable[SpendingLimit], at: float, spent: CountSpent) -> list[LimitUse]:
    """Return the use of each limit in its period at a Unix time."""
    periods = ((each, period_of(each.limit.unit, at)) for each in limits)
    return [LimitUse(each, spent(each, period), period) for each, period in periods]


def check_use(uses: Iterable[LimitUse], credits_: int) -> None:
    """Raise OverLimit for the first limit that `credits_` more would exceed."""
    for use in uses:
        if not use.allows(credits_):
            raise OverLimit(use, credits_)


class OverLimit(Exception):
    """A request of up to `credits` would exceed a limit."""

    def __init__(self, use: LimitUse, credits_: int) -> None:
        super().__init__(f"over {use.spending_limit.limit}")
        self.use = use
        self.credits = credits_


def describe_over_limit(use: LimitUse, estimate: "Estimate") -> str:
    """Return a sentence about a cost that a limit doesn't allow, and when it resets."""
    return (
        f"This may cost {estimate}, but the budget is {_text(use)}, with {use.used:,} used so far. "
        f"It resets at {use.resets_at}."
    )


def _text(use: LimitUse) -> str:
    from lusha_cli.billing.estimate import format_credits

    limit = use.spending_limit.limit
    return f"{format_credits(limit.credits)} {'an' if limit.unit == 'hour' else 'a'} {limit.unit}"


def budget_error(
    use: LimitUse, estimate: "Estimate", *, profile: str, is_interactive: bool
) -> BudgetExceeded:
    """Return the error for a request that a limit doesn't allow; nothing was sent.

    `profile` is the profile in use.
    """
    if estimate.is_unbounded:
        from lusha_cli.billing.budget import unbounded_hint

        message = f"This may cost {estimate}, but the budget is {_text(use)}."
        hints = [unbounded_hint(estimate, "Unset the budget")]
    else:
        message = describe_over_limit(use, estimate)
        hints = [_raise_hint(use, estimate.credits or 0, profile)]
    if is_interactive:
        hints.append("To send it anyway, add --over-budget.")
    return BudgetExceeded(f"{message} Nothing was sent.", hint="\n".join(hints))


def _raise_hint(use: LimitUse, credits_: int, profile: str) -> str:
    """Return how to raise a limit so that it allows `credits_` more."""
    limit, source = use.spending_limit.limit, use.spending_limit.source
    needed = limit._replace(credits=use.used + credits_)
    raised = tuple(needed if each == limit else each for each in use.spending_limit.siblings)
    if source == "environment":
        return f"To raise it, set LUSHA_BUDGET to {shlex.quote(format_budget(raised))}."
    command = f"lusha config set budget {' '.join(map(str, raised))}"
    if source == "profile":
        command += f" --profile {shlex.quote(profile)}"
    return f"To raise it, run: {command}"
