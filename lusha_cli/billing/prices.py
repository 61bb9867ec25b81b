"""The price list of an account, in the format of `account plan` (API reference, August 2026)."""

import math
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, NamedTuple, TypeGuard

from lusha_cli.json_types import Json, as_object

if TYPE_CHECKING:
    from lusha_cli.api.endpoints import Endpoint


class Price(NamedTuple):
    """Credits per `quantity` units, rounded up."""

    credits: int
    quantity: int


def read_prices(pricing: Json) -> dict[str, Price]:
    """Return the price of each action in `pricing`, without entries that aren't valid.

    `pricing` is the object under that key in the response of `account plan`:
    `{action: {"credits": number, "perQuantity": number}}`.
    """
    prices = ((str(action), _read_price(entry)) for action, entry in as_object(pricing).items())
    return {action: price for action, price in prices if price}


def with_account_prices(endpoint: "Endpoint", prices: Mapping[str, Price]) -> "Endpoint":
    """Return the endpoint at an account's prices; parts without one keep the published price."""
    return endpoint._replace(cost=endpoint.cost._replace(**dict(_changes(endpoint, prices))))


def _changes(endpoint: "Endpoint", prices: Mapping[str, Price]) -> Iterator[tuple[str, int]]:
    """Yield the fields of the endpoint's cost that `prices` changes, with their new values."""
    for field, action in _actions(endpoint.name).items():
        price = prices.get(action)
        # An action that this operation doesn't charge may still be in the account's list.
        if price is None or not getattr(endpoint.cost, field):
            continue
        yield field, price.credits
        if field == "per_batch":
            yield "batch_size", price.quantity


def _actions(operation: str) -> dict[str, str]:
    """Return the action in the vendor's price list for each field of an operation's cost."""
    noun = "Company" if "compan" in operation else "Contact"
    command = operation.split()[-1]
    batches = {
        "rows": "export_api",
        **dict.fromkeys(("lookalike", "contacts", "companies"), f"lookalike{noun}"),
    }
    is_buying_group = command == "buying-group"
    score = f"signal_score_{noun.lower()}_reveal"
    signal_fields = ("per_signal", "per_signal_type", "per_match")
    return {
        "per_email": "revealEmail",
        "per_phone": "revealPhone",
        "per_company": "reveal_company",
        "per_batch": batches.get(command, "api_search"),
        **dict.fromkeys(signal_fields, f"showSignals{noun}"),
        "per_result": "buyingGroupContact" if is_buying_group else score,
    }


def _read_price(entry: Json) -> Price | None:
    """Return a price, its credits rounded up, or None for an entry that isn't valid."""
    fields = as_object(entry)
    credits_, quantity = fields.get("credits"), fields.get("perQuantity")
    if not (_is_number(credits_) and _is_number(quantity)) or quantity < 1:
        return None
    return Price(math.ceil(credits_), int(quantity))


def _is_number(value: Json) -> TypeGuard[float]:
    """Return whether `value` is a JSON number from 0 to 2**53, where floats are exact."""
    is_number = isinstance(value, (int, float)) and not isinstance(value, bool)
    return is_number and 0 <= value < 2**53
