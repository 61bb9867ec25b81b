"""The worst-case cost of a request, computed from the request before it is sent."""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, NamedTuple

from lusha_cli.json_types import Json, as_object, get_in

if TYPE_CHECKING:
    from lusha_cli.api.endpoints import Endpoint
    from lusha_cli.billing.cost import Cost


class Estimate(NamedTuple):
    """The worst-case cost of a request, in credits.

    `credits` is None for an operation that isn't in the endpoint list (UNKNOWN_COST). `surcharge`
    describes charges without a bound that come on top: `1 credit per signal delivered`.
    """

    credits: int | None
    surcharge: str = ""

    @property
    def is_unbounded(self) -> bool:
        """Return whether the request may cost more than `credits`."""
        return self.credits is None or bool(self.surcharge)

    def times(self, number: int) -> "Estimate":
        """Return the estimate of `number` requests that each have this estimate."""
        return self._replace(credits=None if self.credits is None else self.credits * number)

    @property
    def sentence(self) -> str:
        """Return the estimate as a sentence."""
        return "This is free." if self == Estimate(0) else f"This may cost {self}."

    @property
    def hint(self) -> str | None:
        """Return how to bound the cost of an unbounded request, if that is known."""
        if WATERFALL_SURCHARGE in self.surcharge:
            return "To bound the cost, add --no-waterfall."
        return None

    def __str__(self) -> str:
        if self.credits is None:
            return "an unknown number of credits"
        if self == Estimate(0):
            return "free"
        if not self.credits:
            return self.surcharge
        text = f"up to {format_credits(self.credits)}"
        return f"{text} plus {self.surcharge}" if self.surcharge else text


UNKNOWN_COST = Estimate(None)
WATERFALL_SURCHARGE = "an unknown number of credits for waterfall providers"
PER_CELL_SURCHARGE = "1 credit per row that the column runs for (more for phones)"


TABLE_WRITE_SURCHARGE = "an unknown number of credits for writing to the table"


def per_signal_surcharge(cost: "Cost") -> str:
    """Return the surcharge of a request whose number of signals isn't known."""
    return f"{format_credits(cost.per_signal)} per signal delivered"


def format_credits(number: int) -> str:
    """Return a number of credits as text: `1 credit`, `1,234 credits`."""
    return f"{number:,} {'credit' if number == 1 else 'credits'}"


def estimate(endpoint: "Endpoint | None", query: Mapping[str, Json], body: Json) -> Estimate:
    """Return the worst-case cost of one request to `endpoint` with this query and body.

    The prices are those of `endpoint.cost`. An estimate may be too high, never too low: a parameter
    counts wherever it stands, as number or text, and where two places differ the higher one.
    """
    if endpoint is None:
        return UNKNOWN_COST
    if endpoint.is_free:
        return Estimate(0)
    # The content of a cell, and so its price, is known only when it is filled.
    if endpoint.cost.per_cell:
        return Estimate(0, PER_CELL_SURCHARGE)
    payload = as_object(body)
    if payload.get("tableId") or query.get("tableId"):
        # The price of what is also written to a table isn't published.
        estimate_ = estimate(endpoint, _without_table(query), _without_table(payload))
        return add_surcharge(estimate_, TABLE_WRITE_SURCHARGE)
    nested = {**as_object(payload.get("metadata")), **as_object(payload.get("options"))}
    return max_estimate(
        _estimate_parameters(endpoint, {**query, **payload, **nested}),
        _estimate_parameters(endpoint, {**nested, **payload, **query}),
    )


def _estimate_parameters(endpoint: "Endpoint", parameters: Mapping[str, Json]) -> Estimate:
    """Return the worst-case cost of a request with these parameters."""
    cost, items = endpoint.cost, item_count(endpoint, parameters)
    emails, phones = reveal_selection(parameters)
    max_credits = cost.max_credits(items, emails=emails, phones=phones)
    max_credits += cost.per_field * items * len(_texts(parameters.get("reveal")))
    # The waterfall is on unless the request turns it off, and other providers set its prices.
    if endpoint.name == "contacts enrich" and parameters.get("waterfallEnabled") is not False:
        return Estimate(max_credits, WATERFALL_SURCHARGE)
    if cost.per_signal_type or cost.per_match:
        per_type = cost.per_signal_type + cost.per_match * items
        return Estimate(max_credits + per_type * _filtered_signal_types(endpoint, parameters))
    signals = parameters.get("signals") or parameters.get("signalTypes")
    if not (cost.per_signal and signals):
        return Estimate(max_credits)
    max_per_type = _positive_integer(parameters.get("maxResultsPerSignal"))
    if max_per_type is None:
        return Estimate(max_credits, per_signal_surcharge(cost))
    records = "companies" if "compan" in endpoint.name else "contacts"
    types = _count_signal_types(signals, endpoint.signal_types(records))
    return Estimate(max_credits + items * types * max_per_type * cost.per_signal)


def _without_table(parameters: Mapping[str, Json]) -> dict[str, Json]:
    return {name: value for name, value in parameters.items() if name != "tableId"}


def add_surcharge(estimate_: Estimate, surcharge: str) -> Estimate:
    """Return an estimate with one more surcharge."""
    return sum_estimates([estimate_, Estimate(0, surcharge)])


def sum_estimates(estimates: Iterable[Estimate]) -> Estimate:
    """Return the worst-case cost of several requests, with the surcharges of all of them."""
    estimates = list(estimates)
    if any(each.credits is None for each in estimates):
        return UNKNOWN_COST
    surcharges = dict.fromkeys(each.surcharge for each in estimates if each.surcharge)
    return Estimate(sum(each.credits or 0 for each in estimates), " plus ".join(surcharges))


def max_estimate(*estimates: Estimate) -> Estimate:
    """Return the highest of several estimates, of which one will apply, with all surcharges."""
    total = sum_estimates(estimates)
    if total.credits is None:
        return total
    return total._replace(credits=max(each.credits or 0 for each in estimates))


def reveal_selection(options: Mapping[str, Json]) -> tuple[bool, bool]:
    """Return whether a request may reveal emails and whether it may reveal phones.

    `options` has V3's `reveal` or V2's `revealEmails` and `revealPhones`. A request that selects
    one of the two reveals only that one; a request that selects none reveals both.
    """
    fields = _texts(options.get("reveal"))
    if fields and fields <= {"emails", "phones"}:
        return "emails" in fields, "phones" in fields
    emails, phones = options.get("revealEmails"), options.get("revealPhones")
    # A value that isn't clearly true or false may be read either way.
    return (
        _may_be_true(emails) or not _is_true(phones),
        _may_be_true(phones) or not _is_true(emails),
    )


def _is_true(value: Json) -> bool:
    return str(value).lower() == "true"


def _may_be_true(value: Json) -> bool:
    return value is not None and str(value).lower() != "false"


def _filtered_signal_types(endpoint: "Endpoint", parameters: Mapping[str, Json]) -> int:
    """Return how many signal types the filters of a search select."""
    # The vendor's examples spell this filter in more than one way.
    filters = (
        (records, get_in(parameters, "filters", records, "include", *path))
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
    selected = _texts(names)
    return len(all_types) - 1 if "allSignals" in selected else len(selected)


def item_count(endpoint: "Endpoint", parameters: Mapping[str, Json]) -> int:
    """Return the max number of items that a request is about or that its response may contain."""
    max_items = endpoint.max_items or 1
    if not endpoint.items_path:
        return endpoint.default_count or max_items
    *_, name = path = endpoint.items_path.split(".")
    # `lusha api` may have put a nested parameter at the top.
    items = get_in(parameters, *path)
    items = parameters.get(name) if items is None else items
    if items is None:
        return endpoint.default_count or max_items
    if not isinstance(items, list):
        return _positive_integer(items) or max_items
    if endpoint.default_count is not None:
        # A number that was sent as a list: any of its values may be read.
        return max([_positive_integer(item) or max_items for item in items] or [max_items])
    return len(items) * _results_per_item(endpoint, parameters)


def _results_per_item(endpoint: "Endpoint", parameters: Mapping[str, Json]) -> int:
    """Return the max number of results for one item."""
    if endpoint.fan_out is None:
        return 1
    key, default = endpoint.fan_out
    value = parameters.get(key)
    return default if value is None else _positive_integer(value) or default


def _positive_integer(value: Json) -> int | None:
    """Return a number without a fraction, 1 or more, or its text, as an integer; else None."""
    if isinstance(value, str):
        is_number = value.isascii() and value.isdecimal() and len(value) < 16
        return _positive_integer(int(value)) if is_number else None
    is_number = isinstance(value, (int, float)) and not isinstance(value, bool)
    return int(value) if is_number and 1 <= value < 2**53 and value == int(value) else None


def _texts(values: Json) -> set[str]:
    """Return the texts in a list, or in a text that separates them with commas."""
    entries = values if isinstance(values, list) else [values]
    texts = (part for entry in entries if isinstance(entry, str) for part in entry.split(","))
    return {text.strip() for text in texts} - {""}
