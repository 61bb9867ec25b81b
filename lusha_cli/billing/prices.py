"""The price list of an account, in the format of `account plan`, and the prices of an operation.

Live accounts spell some actions differently from the vendor's prose (`revealCompany` and
`reveal_company`, `tableRead` and `export_api`): both are accepted, in any case.
"""

import math
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, NamedTuple, TypeGuard

from lusha_cli.json_types import Json, as_object

if TYPE_CHECKING:
    from lusha_cli.api.endpoints import Endpoint
    from lusha_cli.billing.cost import Cost


class Price(NamedTuple):
    """Credits per `quantity` units, rounded up."""

    credits: int
    quantity: int = 1


# The prices of an account by the normalized name of the action.
PriceList = Mapping[str, Price]

_SIGNAL_FIELDS = ("per_signal", "per_signal_type", "per_match")
# Actions whose names don't depend on contacts or companies, with their spellings.
_EMAIL, _PHONE = ("revealEmail",), ("revealPhone",)
_COMPANY = ("revealCompany", "reveal_company")
_ROWS = ("tableRead", "export_api")


def normalize_action(name: str) -> str:
    """Return the name of an action without case and underscores."""
    return name.replace("_", "").casefold()


def read_prices(pricing: Json) -> dict[str, Price]:
    """Return the price of each action in `pricing`, without entries that aren't valid.

    `pricing` is the object under that key in the response of `account plan`:
    `{action: {"credits": number, "perQuantity": number}}`.
    """
    prices: dict[str, Price] = {}
    for action, entry in as_object(pricing).items():
        price, name = _read_price(entry), normalize_action(action)
        if price:
            prices[name] = dearer_price(price, prices.get(name))
    return prices


def is_known_price(name: str) -> bool:
    """Return whether an action of a price list is one that estimates use."""
    return normalize_action(name) in _known_actions()


def with_account_prices(
    endpoint: "Endpoint", prices: PriceList, *, is_outdated: bool = False
) -> "Endpoint":
    """Return the endpoint at an account's prices; parts without one keep the published price.

    If the list `is_outdated`, the higher of its prices and the published ones apply.
    """
    changes = dict(_changes(endpoint, prices, is_outdated=is_outdated))
    return endpoint._replace(cost=endpoint.cost._replace(**changes))


def dearer_price(price: Price, other: Price | None) -> Price:
    """Return a price that is never below either of two."""
    if other is None:
        return price
    return Price(max(price.credits, other.credits), min(price.quantity, other.quantity))


def _changes(
    endpoint: "Endpoint", prices: PriceList, *, is_outdated: bool
) -> Iterator[tuple[str, int]]:
    """Yield the fields of the endpoint's cost that `prices` changes, with their new values."""
    for field, actions in _actions(endpoint.name).items():
        price = _listed_price(prices, actions)
        # An action that this operation doesn't charge may still be in the account's list.
        if price is None or not getattr(endpoint.cost, field):
            continue
        if is_outdated:
            price = dearer_price(price, _published_price(endpoint.cost, field))
        yield field, price.credits
        if field == "per_batch":
            yield "batch_size", price.quantity


def _published_price(cost: "Cost", field: str) -> Price:
    return Price(getattr(cost, field), cost.batch_size if field == "per_batch" else 1)


def _listed_price(prices: PriceList, actions: tuple[str, ...]) -> Price | None:
    """Return the price under any of the spellings of an action, the highest if it has several."""
    price = None
    for action in actions:
        listed = prices.get(normalize_action(action))
        price = dearer_price(listed, price) if listed else price
    return price


def _actions(operation: str) -> dict[str, tuple[str, ...]]:
    """Return the actions of the price list for each field of an operation's cost.

    An action has one name for each spelling.
    """
    noun = "Company" if "compan" in operation else "Contact"
    signals = (f"showSignals{noun}",)
    kind = "icp_fit" if operation.endswith("icp-fit-score") else "signal"
    score = (f"{kind}_score_{noun}_reveal", f"{kind}_score_{noun}")
    is_buying_group = operation.endswith("buying-group")
    return {
        "per_email": _EMAIL,
        "per_phone": _PHONE,
        "per_company": _COMPANY,
        "per_batch": _batch_actions(operation, noun),
        **dict.fromkeys(_SIGNAL_FIELDS, signals),
        "per_result": ("buyingGroupContact",) if is_buying_group else score,
    }


def _batch_actions(operation: str, noun: str) -> tuple[str, ...]:
    """Return the action that charges the results of an operation as such."""
    if operation.endswith("tables rows"):
        return _ROWS
    if "recommendations" in operation:
        return (f"{noun}RecommendationsReveal",)
    if "lookalike" in operation:
        return (f"lookalike{noun}",)
    return (f"{noun}Search", "api_search")


_PRICED_OPERATIONS = (
    "search", "lookalike", "tables rows", "signal-score", "icp-fit-score", "buying-group",
)  # fmt: skip


def _known_actions() -> set[str]:
    """Return the normalized names of all actions."""
    operations = (
        f"{noun} {name}" for noun in ("contacts", "companies") for name in _PRICED_OPERATIONS
    )
    return {
        normalize_action(action)
        for operation in (*operations, "recommendations contacts", "recommendations companies")
        for actions in _actions(operation).values()
        for action in actions
    }


def _read_price(entry: Json) -> Price | None:
    """Return a price, its credits rounded up, or None for an entry that isn't valid."""
    fields = as_object(entry)
    credits_, quantity = fields.get("credits"), fields.get("perQuantity", 1)
    if not (_is_number(credits_) and _is_number(quantity)) or quantity < 1:
        return None
    return Price(math.ceil(credits_), int(quantity))


def _is_number(value: Json) -> TypeGuard[float]:
    """Return whether `value` is a JSON number from 0 to 2**53, where floats are exact."""
    is_number = isinstance(value, (int, float)) and not isinstance(value, bool)
    return is_number and 0 <= value < 2**53
