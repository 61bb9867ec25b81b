"""The charge of a response: as stated in it, else computed at the prices of its operation."""

import math
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from lusha_cli.billing.cost import Cost
from lusha_cli.json_types import Json, as_list, as_object, get_object
from lusha_cli.models import number_at
from lusha_cli.usual_contacts import has_emails_and_phones

# The prices of an operation that isn't known (vendor's price list, August 2026).
PUBLISHED_PRICES = Cost(
    per_email=1, per_phone=5, per_company=1, per_batch=1, per_signal=1, per_signal_type=1
)
# V2 lookups of several items; their responses have one entry per item.
_BULK_ITEMS = {"person bulk": "contacts", "company bulk": "companies"}


class Charge(NamedTuple):
    """Credits that one response charged; `is_exact` is False if they were computed by us."""

    credits: int
    is_exact: bool


def read_stated_charge(body: Json) -> Charge | None:
    """Return the charge that a response states, or None.

    Reads `creditsCharged` (V3) or `creditCharged` (V2's signals), in `billing` or at the top. The
    charge of a table write comes on top and isn't exact: whether `billing` includes it isn't
    documented. A number below 0 isn't a charge, a fraction is rounded up.
    """
    stated = next(
        (
            credits_
            for holder in (get_object(body, "billing"), as_object(body))
            for key in ("creditsCharged", "creditCharged")
            if (credits_ := whole_credits(holder.get(key))) is not None
        ),
        None,
    )
    if stated is None:
        return None
    table_write = whole_credits(get_object(body, "tableWrite").get("creditsCharged")) or 0
    return Charge(stated + table_write, is_exact=not table_write)


def read_stated_credits(body: Json) -> int | None:
    """Return the credits that a response states as its charge, or None."""
    charge = read_stated_charge(body)
    return charge.credits if charge else None


def whole_credits(value: Json) -> int | None:
    """Return a number of credits, 0 or more, rounded up; None if it isn't one."""
    is_number = isinstance(value, (int, float)) and not isinstance(value, bool)
    # No account has so many; beyond it, a float is no longer exact.
    return math.ceil(value) if is_number and 0 <= value < 1e15 else None


def credits_charged(*responses: Json) -> int | None:
    """Return the sum of the charges stated in V3 responses; None if one doesn't state any."""
    return sum_credits(*map(read_stated_credits, responses))


def sum_credits(*charges: int | None) -> int | None:
    """Return the sum of several charges, or None if one of them isn't known."""
    known = [charge for charge in charges if charge is not None]
    return sum(known) if len(known) == len(charges) else None


def read_charge(
    body: Json,
    cost: Cost = PUBLISHED_PRICES,
    *,
    operation: str = "",
    sent: Json = None,
    max_credits: Callable[[int], int] | None = None,
) -> Charge | None:
    """Return the charge of a response, or None if it doesn't show whether it was charged.

    V2's responses only mark the items that were charged (`isCreditCharged`), so that the charge is
    computed at the prices of `cost`. `sent` is the body of the request; items that a response
    leaves out count with `max_credits`.
    """
    stated = read_stated_charge(body)
    if stated is not None:
        return stated
    if operation in _BULK_ITEMS:
        return _read_unstated_bulk_charge(body, cost, operation, sent, max_credits)
    records = "contacts" if "contact" in operation else "companies"
    if operation.startswith("prospecting") and operation.endswith("search"):
        return read_search_charge(body, cost, records=records)
    if operation.startswith("prospecting"):
        return read_enrich_charge(body, cost, records=records)
    company = get_object(body, "data")
    if company.get("name"):
        return Charge(company_credits(company, cost), is_exact=False)
    marked = [i for i in _items(as_object(body)) if isinstance(i.get("isCreditCharged"), bool)]
    return _charge_of_contacts(marked, cost) if marked else None


def _charge_of_contacts(items: Iterable[Mapping[str, Json]], cost: Cost) -> Charge:
    """Return the charge of contacts that state whether they were charged."""
    charged = [item for item in items if item.get("isCreditCharged") is not False]
    credits_ = sum(data_point_credits(item, cost) for item in charged)
    return Charge(credits_, is_exact=not charged)


def _read_unstated_bulk_charge(
    body: Json,
    cost: Cost,
    operation: str,
    sent: Json,
    max_credits: Callable[[int], int] | None,
) -> Charge:
    """Return the charge of a V2 lookup of several items that doesn't state it."""
    if operation == "person bulk":
        items = [as_object(item) for item in get_object(body, "contacts").values()]
        found = [item for item in items if not item.get("error")]
        credits_ = [
            0 if item.get("isCreditCharged") is False else data_point_credits(item, cost)
            for item in found
        ]
    else:
        items = [as_object(item) for key, item in as_object(body).items() if key != "billing"]
        credits_ = [company_credits(item, cost) for item in items if not item.get("error")]
    number_sent = len(as_list(as_object(sent).get(_BULK_ITEMS[operation])))
    return read_bulk_charge(
        body,
        cost,
        item_credits=credits_,
        missing=max(0, number_sent - len(items)),
        max_credits=max_credits or (lambda missing: cost.max_credits(missing)),
        is_resent=False,
    )


def read_search_charge(body: Json, cost: Cost, *, records: str) -> Charge | None:
    """Return the charge of a V2 prospecting search: its results and each signal type in them.

    `records` is the key of the results. Returns None for a body of another shape.
    """
    results = _objects(as_object(body).get(records))
    if results is None or number_at(as_object(body), "totalResults") is None:
        return None
    types = {str(type_) for result in results for type_ in as_list(result.get("signalTypes"))}
    credits_ = cost.batch_credits(len(results)) + len(types) * cost.per_signal_type
    return Charge(credits_, is_exact=False)


def read_enrich_charge(body: Json, cost: Cost, *, records: str) -> Charge | None:
    """Return the charge of V2's prospecting enrichment if nothing in it was revealed before.

    `records` is the key of the results. Returns None for a body of another shape.
    """
    results = _objects(as_object(body).get(records))
    if results is None:
        return None
    if records == "contacts":
        if not all(isinstance(contact.get("isSuccess"), bool) for contact in results):
            return None
        results = [contact for contact in results if contact["isSuccess"]]
        credits_ = sum(data_point_credits(contact, cost) for contact in results)
    else:
        credits_ = sum(company_credits(company, cost) for company in results)
    return Charge(credits_ + cost.batch_credits(len(results)), is_exact=False)


def read_bulk_charge(
    body: Json,
    cost: Cost,
    *,
    item_credits: Sequence[int],
    missing: int,
    max_credits: Callable[[int], int],
    is_resent: bool,
) -> Charge:
    """Return the charge of a bulk response.

    `item_credits` are the credits of each item that it contains. The `missing` items that it leaves
    out may have been charged, so they count with `max_credits(missing)`. If `is_resent`, an earlier
    response to the same request was lost: its possible charge is added to the stated one.
    """
    stated_charge = read_stated_charge(body)
    if stated_charge is not None and not is_resent:
        return stated_charge
    stated = stated_charge.credits if stated_charge else None
    # The batches of results are charged by the items found, not by the items sent.
    charged = sum(credits_ > 0 for credits_ in item_credits)
    if not charged and not missing and not stated:
        return Charge(0, is_exact=True)
    computed = sum(item_credits) + max_credits(missing) + cost.batch_credits(charged)
    return Charge(computed + (stated or 0), is_exact=False)


def data_point_credits(item: Json, cost: Cost) -> int:
    """Return the credits of a charged contact if none of its data was revealed before.

    Emails, phones and each signal are charged, at least 1 credit in all (vendor's price list,
    August 2026). The data is under `data`.
    """
    data = as_object(item).get("data")
    has_email, has_phone = has_emails_and_phones(data)
    signals = _count_signals(get_object(data, "signals"))
    credits_ = cost.per_email * has_email + cost.per_phone * has_phone + cost.per_signal * signals
    # A contact without data is charged too.
    return max(1, credits_)


def company_credits(data: Json, cost: Cost) -> int:
    """Return the credits of a company and each of its signals if it wasn't revealed before."""
    return cost.per_company + cost.per_signal * _count_signals(as_object(data))


def read_credits_left(body: Json) -> int | None:
    """Return the credits left in a response of `account usage`, or None if it doesn't show them.

    V2's `usage` holds one counter, or several by name: these are added up. V3 has `credits`.
    """
    usage = get_object(body, "usage") or get_object(body, "credits")
    counters = [usage, *map(as_object, usage.values())]
    remaining = [n for n in (number_at(c, "remaining") for c in counters) if n is not None]
    return sum(remaining) if remaining else None


def _count_signals(holder: dict[str, Json]) -> int:
    """Return the number of signals in the lists of `holder`; a signal has an id or a date."""
    entries = (entry for value in holder.values() if isinstance(value, list) for entry in value)
    return sum(isinstance(e, dict) and bool({"signalId", "signalDate"} & set(e)) for e in entries)


def _objects(value: Json) -> list[dict[str, Json]] | None:
    """Return a list of objects unchanged, and None for anything else."""
    is_valid = isinstance(value, list) and all(isinstance(entry, dict) for entry in value)
    return value if is_valid else None


def _items(body: dict[str, Json]) -> Iterator[dict[str, Json]]:
    """Yield the items of a response that may have `isCreditCharged`."""
    yield as_object(body.get("contact"))
    contacts = body.get("contacts")
    # An object by id in V2's bulk responses, a list in others.
    yield from map(
        as_object, contacts.values() if isinstance(contacts, dict) else as_list(contacts)
    )
