"""What an account pays for each action, as `account plan` tells it (API reference, August 2026)."""

import math
from collections.abc import Iterator, Mapping
from typing import NamedTuple, TypeGuard

from lusha_cli.api.endpoints import Endpoint
from lusha_cli.json_types import Json


class Price(NamedTuple):
    """Credits for each started `quantity`."""

    credits: int
    quantity: int


def read_prices(pricing: Json) -> dict[str, Price]:
    """The prices in the price list of an answer; what is none is left out."""
    if not isinstance(pricing, dict):
        return {}
    found = ((str(action), _price(entry)) for action, entry in pricing.items())
    return {action: price for action, price in found if price}


def priced(row: Endpoint, prices: Mapping[str, Price]) -> Endpoint:
    """An operation at an account's prices; what they leave out keeps its published price."""
    return row._replace(cost=row.cost._replace(**dict(_changes(row, prices))))


def _changes(row: Endpoint, prices: Mapping[str, Price]) -> Iterator[tuple[str, int]]:
    for part, action in _actions(row).items():
        price = prices.get(action)
        if price is None or not getattr(row.cost, part):
            continue
        yield part, price.credits
        if part == "started":
            yield "quantity", price.quantity


def _actions(row: Endpoint) -> dict[str, str]:
    """The name in the price list of each part of a cost."""
    is_company = "compan" in row.name
    noun = "Company" if is_company else "Contact"
    signals = f"showSignals{noun}"
    kind = row.name.split()[-1]
    started = {
        "rows": "export_api",
        **dict.fromkeys(("lookalike", "contacts", "companies"), f"lookalike{noun}"),
    }
    return {
        "email": "revealEmail",
        "phone": "revealPhone",
        "company": "reveal_company",
        "started": started.get(kind, "api_search"),
        "signal": signals,
        "signal_type": signals,
        "match": signals,
        "result": "buyingGroupContact"
        if kind == "buying-group"
        else f"signal_score_{noun.lower()}_reveal",
    }


def _price(entry: Json) -> Price | None:
    if not isinstance(entry, dict):
        return None
    price, quantity = entry.get("credits"), entry.get("perQuantity")
    if not (_is_number(price) and _is_number(quantity)) or quantity < 1:
        return None
    return Price(math.ceil(price), int(quantity))


def _is_number(value: Json) -> TypeGuard[float]:
    is_one = isinstance(value, (int, float)) and not isinstance(value, bool)
    return is_one and 0 <= value < 2**53
