"""The API's limits of LinkedIn intent signals, printed before a request that exceeds them."""

from datetime import timedelta

from lusha_cli.api.signal_types import LINKEDIN_INTENT
from lusha_cli.context.app_context import AppContext
from lusha_cli.json_types import Json, as_object, get_list

# The vendor's changelog, 2.7.0 of August 2026.
MAX_DAYS = 90
MAX_RESULTS = 50


def note_intent_limits(context: AppContext, signals: Json, *, types: str) -> None:
    """Print which limits of LinkedIn intent a filter or request for signals exceeds.

    `types` is the name of its list of signal types. The API cuts such a request down by itself.
    """
    if not {LINKEDIN_INTENT, "allSignals"} & set(map(str, get_list(signals, types))):
        return
    request = as_object(signals)
    start, maximum = request.get("startDate"), request.get("maxResultsPerSignal")
    earliest = (context.env.today - timedelta(days=MAX_DAYS)).isoformat()
    limits = []
    # Dates of this form sort as text.
    if isinstance(start, str) and start < earliest:
        limits.append(f"up to {MAX_DAYS} days back (from {earliest})")
    if isinstance(maximum, int) and maximum > MAX_RESULTS:
        limits.append(f"up to {MAX_RESULTS} results per company")
    if limits:
        context.env.info(f"Note: the API returns {LINKEDIN_INTENT} {' and '.join(limits)}.")
