"""What an answer charged, read off the answer, at the prices of its operation."""

from collections.abc import Iterator
from typing import NamedTuple

from lusha_cli.api.endpoints import Cost
from lusha_cli.json_types import Json, as_list, as_object
from lusha_cli.models import has_contact_data, number_at

# What things cost where the operation is not known (vendor's price list, August 2026).
PUBLISHED = Cost(email=1, phone=5, company=1, started=1, signal=1, signal_type=1)


class Credits(NamedTuple):
    """Credits that one answer charged; `exact` is False where the number is our own reckoning."""

    charged: int
    exact: bool


def read_stated_credits(body: Json) -> int | None:
    """What the API says in so many words that this answer charged, or None."""
    item = as_object(body)
    for holder in (as_object(item.get("billing")), item):
        for key in ("creditsCharged", "creditCharged"):
            amount = number_at(holder, key)
            if amount is not None:
                return amount
    return None


def read_credits(body: Json, cost: Cost = PUBLISHED) -> Credits | None:
    """What the API says that this answer charged, or None where it does not say."""
    stated = read_stated_credits(body)
    if stated is not None:
        return Credits(stated, exact=True)
    item = as_object(body)
    company = as_object(item.get("data"))
    if company.get("name"):
        return Credits(company_credits(company, cost), exact=False)
    flagged = [i for i in _items(item) if isinstance(i.get("isCreditCharged"), bool)]
    if not flagged:
        return None
    charged = [i for i in flagged if i["isCreditCharged"]]
    return Credits(sum(point_credits(i, cost) for i in charged), exact=not charged)


def read_search_credits(body: Json, cost: Cost, *, records: str) -> Credits | None:
    """What a prospecting search cost: its results, and each type of signal in them.

    None where the answer has another shape than the API's.
    """
    item = as_object(body)
    found = _objects(item.get(records))
    if found is None or number_at(item, "totalResults") is None:
        return None
    types = {str(kind) for record in found for kind in as_list(record.get("signalTypes"))}
    return Credits(cost.of_started(len(found)) + len(types) * cost.signal_type, exact=False)


def read_enrich_credits(body: Json, cost: Cost, *, records: str) -> Credits | None:
    """What enriching cost when nothing in the answer was revealed before.

    None where the answer has another shape than the API's.
    """
    found = _objects(as_object(body).get(records))
    if found is None:
        return None
    if records == "contacts":
        if not all(isinstance(contact.get("isSuccess"), bool) for contact in found):
            return None
        found = [contact for contact in found if contact["isSuccess"]]
        points = sum(point_credits(contact, cost) for contact in found)
    else:
        points = sum(company_credits(company, cost) for company in found)
    return Credits(points + cost.of_started(len(found)), exact=False)


def point_credits(item: Json, cost: Cost) -> int:
    """What the data points of a charged contact cost when none was revealed before.

    E-mails, phones and each signal, at least 1 in all (vendor's price list, August 2026).
    """
    data = as_object(item).get("data")
    has_email, has_phone = has_contact_data(data)
    signals = _signals(as_object(as_object(data).get("signals")))
    return max(1, cost.email * has_email + cost.phone * has_phone + cost.signal * signals)


def company_credits(data: Json, cost: Cost) -> int:
    """What a company's data costs when it was not revealed before, and each of its signals."""
    return cost.company + cost.signal * _signals(as_object(data))


def _signals(holder: dict[str, Json]) -> int:
    """How many signals the lists in `holder` deliver; a signal has an id or a date."""
    entries = (entry for value in holder.values() if isinstance(value, list) for entry in value)
    return sum(isinstance(e, dict) and bool({"signalId", "signalDate"} & set(e)) for e in entries)


def read_credits_left(body: Json) -> int | None:
    """The credits left, of one counter or the sum of named ones; None where it is not told."""
    usage = as_object(as_object(body).get("usage"))
    counters = [usage, *map(as_object, usage.values())]
    left = [n for n in (number_at(c, "remaining") for c in counters) if n is not None]
    return sum(left) if left else None


def _objects(value: Json) -> list[dict[str, Json]] | None:
    """A list of objects as it is; None for anything else."""
    is_one = isinstance(value, list) and all(isinstance(entry, dict) for entry in value)
    return value if is_one else None


def _items(body: dict[str, Json]) -> Iterator[dict[str, Json]]:
    """The items of an answer that may carry `isCreditCharged`."""
    yield as_object(body.get("contact"))
    contacts = body.get("contacts")
    if isinstance(contacts, dict):
        yield from map(as_object, contacts.values())
    elif isinstance(contacts, list):
        yield from map(as_object, contacts)
