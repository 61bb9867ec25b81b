"""What the lookups of V3 have in common: items with a reference, errors, prices and the bill."""

from collections.abc import Callable
from typing import Any
from uuid import NAMESPACE_OID, uuid5

from lusha_cli.sandbox import scenarios
from lusha_cli.sandbox.prices import PRICES
from lusha_cli.sandbox.request_context import Bill, Exchange

Json = dict[str, Any]

_MESSAGES = {
    "NOT_FOUND": "Nothing was found",
    "COMPLIANCE_RESTRICTED": "This data cannot be processed under the GDPR",
}


def error_result(item: Json, code: str) -> Json:
    """The result of an item that has none."""
    return {**reference(item), "error": {"code": code, "message": _MESSAGES[code]}}


def reference(item: Json) -> Json:
    """What the sender knows the item by, as it was sent."""
    return {key: item[key] for key in ("clientReferenceId",) if key in item}


def scenario_for_item(item: Json, exchange: Exchange, *keys: str) -> str | None:
    """The magic name in one of the item's `keys`; what it does to the whole request, happens."""
    scenario = next(filter(None, (scenarios.named(item.get(key)) for key in keys)), None)
    scenarios.befall(scenario, exchange)
    return scenario


def lookup_response(
    exchange: Exchange,
    items: list[Json],
    result: Callable[[Json, Bill], Json],
    *,
    charge_search: bool,
) -> tuple[int, Json]:
    """The results of all items, charged; `searches` adds the price of a search."""
    meter = Bill(exchange)
    results = [result(item, meter) for item in items]
    result_count = sum("error" not in entry for entry in results)
    if charge_search:
        charge(meter, "api_search", result_count)
    return 200, {
        "requestId": request_id(exchange),
        "results": results,
        "billing": {"creditsCharged": meter.settle(), "resultsReturned": result_count},
    }


def request_id(exchange: Exchange) -> str:
    """The id of an answer, another in each."""
    name = f"{exchange.account.name}/{exchange.operation}/{exchange.nonce}"
    return str(uuid5(NAMESPACE_OID, name))


def charge(meter: Bill, action: str, count: int) -> None:
    """Charge so many results of an action."""
    price = PRICES[action]
    meter.charge(-(-count // price.quantity) * price.credits)


def can_reveal(exchange: Exchange, entity: str, fields: dict[str, int]) -> list[Json]:
    """What the fields of an entity cost this account: nothing once they were revealed."""
    return [
        {"field": field, "credits": 0 if is_revealed(exchange, entity, field) else price}
        for field, price in fields.items()
    ]


def is_revealed(exchange: Exchange, entity: str, field: str) -> bool:
    """Whether the account has paid for a field."""
    return exchange.account.has(f"{exchange.seed}/{entity}/{field}")
