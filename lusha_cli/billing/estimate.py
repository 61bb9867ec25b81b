"""The worst-case cost of a request, computed from the request before it is sent."""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from lusha_cli.json_types import Json, as_list, as_object, get_in

if TYPE_CHECKING:
    from lusha_cli.api.endpoints import Endpoint
    from lusha_cli.billing.cost import Cost


class Estimate(NamedTuple):
    """The worst-case cost of a request, in credits.

    `credits` is None for an operation that isn't in the endpoint list (UNKNOWN_COST). `surcharge`
    describes charges without a bound that come on top: `1 for each signal delivered`.
    """

    credits: int | None
    surcharge: str = ""

    @property
    def is_unbounded(self) -> bool:
        """Return whether the request may cost more than `credits`."""
        return self.credits is None or bool(self.surcharge)

    def times(self, number: int) -> "Estimate":
        """Return the estimate of `number` requests that each have this estimate's `credits`."""
        return Estimate((self.credits or 0) * number)

    def __str__(self) -> str:
        if self.credits is None:
            return "an unknown number of credits"
        if self == Estimate(0):
            return "free"
        if not self.credits:
            # Only a surcharge: its first number needs its unit.
            return re.sub(
                "[0-9]+", lambda match: format_credits(int(match[0])), self.surcharge, count=1
            )
        text = f"at most {format_credits(self.credits)}"
        return f"{text}, and {self.surcharge}" if self.surcharge else text


UNKNOWN_COST = Estimate(None)
WATERFALL_SURCHARGE = "more where your waterfall's providers are asked"
PER_CELL_SURCHARGE = "1 for each row that the column is run for, more for phones"


def per_signal_surcharge(cost: "Cost") -> str:
    """Return the surcharge of a request whose number of signals isn't known."""
    return f"{cost.per_signal} for each signal delivered"


def format_credits(number: int) -> str:
    """Return a number of credits as text: `1 credit`, `1,234 credits`."""
    return f"{number:,} {'credit' if number == 1 else 'credits'}"


def estimate(endpoint: "Endpoint | None", query: dict[str, Json], body: Json) -> Estimate:
    """Return the worst-case cost of one request to `endpoint` with this query and body.

    The prices are those of `endpoint.cost`. An estimate may be too high, never too low.
    """
    if endpoint is None:
        return UNKNOWN_COST
    if endpoint.is_free:
        return Estimate(0)
    cost, payload = endpoint.cost, as_object(body)
    options = {**query, **payload, **as_object(payload.get("metadata"))}
    # The content of a cell, and so its price, is known only when it is filled.
    if cost.per_cell:
        return Estimate(0, PER_CELL_SURCHARGE)
    items = _item_count(endpoint, {**query, **payload})
    max_credits = max_request_credits(cost, items, options)
    max_credits += cost.per_field * items * len(_texts(options.get("reveal")))
    # The waterfall is on unless the request turns it off, and other providers set its prices.
    if endpoint.name == "contacts enrich" and options.get("waterfallEnabled") is not False:
        return Estimate(max_credits, WATERFALL_SURCHARGE)
    if cost.per_signal_type or cost.per_match:
        per_type = cost.per_signal_type + cost.per_match * items
        return Estimate(max_credits + per_type * _filtered_signal_types(endpoint, payload))
    signals = options.get("signals") or options.get("signalTypes")
    if not (cost.per_signal and signals):
        return Estimate(max_credits)
    max_per_type = _positive_integer(options.get("maxResultsPerSignal"))
    if max_per_type is None:
        return Estimate(max_credits, per_signal_surcharge(cost))
    records = "companies" if "companies" in endpoint.name else "contacts"
    types = _count_signal_types(signals, endpoint.signal_types(records))
    return Estimate(max_credits + items * types * max_per_type * cost.per_signal)


def sum_estimates(estimates: Iterable[Estimate]) -> Estimate:
    """Return the worst-case cost of several requests, with the surcharges of all of them."""
    estimates = list(estimates)
    surcharges = dict.fromkeys(each.surcharge for each in estimates if each.surcharge)
    return Estimate(sum(each.credits or 0 for each in estimates), ", and ".join(surcharges))


def estimate_batches(cost: "Cost", sizes: Sequence[int], options: Mapping[str, Json]) -> Estimate:
    """Return the worst-case cost of one request per size in `sizes`, all with the same options."""
    max_credits = sum(max_request_credits(cost, size, options) for size in sizes)
    has_signals = bool(options.get("signals") and sizes)
    return Estimate(max_credits, per_signal_surcharge(cost) if has_signals else "")


def max_request_credits(cost: "Cost", items: int, options: Mapping[str, Json]) -> int:
    """Return the max credits for one request with `items` items, without its signals."""
    emails, phones = reveal_selection(options)
    return cost.max_credits(items, emails=emails, phones=phones)


def reveal_selection(options: Mapping[str, Json]) -> tuple[bool, bool]:
    """Return whether a request reveals emails and whether it reveals phones.

    `options` has V3's `reveal` or V2's `revealEmails` and `revealPhones`. A request that selects
    one of the two reveals only that one; a request that selects none reveals both.
    """
    fields = _texts(options.get("reveal"))
    if fields & {"emails", "phones"}:
        return "emails" in fields, "phones" in fields
    emails, phones = (
        str(options.get(name, "")).lower() == "true" for name in ("revealEmails", "revealPhones")
    )
    return (emails, phones) if emails or phones else (True, True)


def _filtered_signal_types(endpoint: "Endpoint", payload: Mapping[str, Json]) -> int:
    """Return how many signal types the filters of a search select."""
    # The vendor's examples spell this filter in more than one way.
    filters = (
        (records, get_in(payload, "filters", records, "include", *path))
        for records in ("contacts", "companies")
        for path in (("signal", "names"), ("signals", "names"), ("signals", "types"))
    )
    return sum(
        _count_signal_types(names, endpoint.signal_types(records))
        for records, names in filters
        if names is not None
    )


def _count_signal_types(names: Json, all_types: tuple[str, ...]) -> int:
    """Return how many of `all_types` the names select; allSignals selects all the others."""
    selected = _texts(names if isinstance(names, list) else [names])
    return len(all_types) - 1 if "allSignals" in selected else len(selected)


def _item_count(endpoint: "Endpoint", payload: Mapping[str, Json]) -> int:
    """Return the max number of items that a request is about or that its response may contain."""
    max_items = endpoint.max_items or 1
    items = get_in(payload, *endpoint.items_path.split(".")) if endpoint.items_path else None
    if isinstance(items, list):
        return len(items) * _results_per_item(endpoint, payload)
    if items is None:
        return endpoint.default_count or max_items
    return _positive_integer(items) or max_items


def _results_per_item(endpoint: "Endpoint", payload: Mapping[str, Json]) -> int:
    """Return the max number of results for one item."""
    if endpoint.fan_out is None:
        return 1
    key, default = endpoint.fan_out
    return _positive_integer(payload.get(key)) or default


def _positive_integer(value: Json) -> int | None:
    """Return a JSON number without a fraction, 1 or more, as an integer; else None."""
    is_number = isinstance(value, (int, float)) and not isinstance(value, bool)
    return int(value) if is_number and 1 <= value < 2**53 and value == int(value) else None


def _texts(values: Json) -> set[str]:
    """Return the texts in a list, or an empty set for anything else."""
    return {value for value in as_list(values) if isinstance(value, str)}
