"""The failure of a lookup that found nothing, in one sentence with what it charged."""

from collections.abc import Iterable

from lusha_cli.context.app_context import AppContext
from lusha_cli.errors import NoMatch
from lusha_cli.models import ItemError, is_plain_no_match


def no_match(
    context: AppContext,
    errors: Iterable[ItemError] = (),
    *,
    hint: str | None = None,
    status: int | None = None,
) -> NoMatch:
    """Return the failure of a lookup; `errors` are those of its items in the response.

    The message includes the charge, which is not reported again.
    """
    charge = context.take_charge_note()
    note = f" ({charge})" if charge else ""
    # "No match: nothing was found" would say the same twice.
    reasons = {error.message.rstrip(".") for error in errors if not is_plain_no_match(error)}
    reason = f": {'; '.join(sorted(reasons))}" if reasons else ""
    return NoMatch(f"No match{note}{reason}.", hint=hint, status=status)
