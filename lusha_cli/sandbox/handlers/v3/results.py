"""What the V3 lookups share: references, error results, prices and billing."""

from collections.abc import Callable
from uuid import NAMESPACE_OID, uuid5

from lusha_cli.json_types import Json
from lusha_cli.sandbox import scenarios
from lusha_cli.sandbox.prices import PRICES
from lusha_cli.sandbox.request_context import CreditMeter, RequestContext

_MESSAGES = {
    "NOT_FOUND": "Nothing was found",
    "COMPLIANCE_RESTRICTED": "This data cannot be processed under the GDPR",
}


def error_result(item: Json, code: str) -> Json:
    """Return the result of an item that failed."""
    return {**reference(item), "error": {"code": code, "message": _MESSAGES[code]}}


def reference(item: Json) -> Json:
    """Return the client's reference of an item, unchanged."""
    return {key: item[key] for key in ("clientReferenceId",) if key in item}


def scenario_for_item(item: Json, context: RequestContext, *keys: str) -> str | None:
    """Return the scenario of an item's test identity, after applying it to the request."""
    scenario = next(filter(None, (scenarios.scenario_of(item.get(key)) for key in keys)), None)
    scenarios.apply_scenario(scenario, context)
    return scenario


def lookup_response(
    context: RequestContext,
    items: list[Json],
    result: Callable[[Json, CreditMeter], Json],
    *,
    charge_search: bool,
) -> tuple[int, Json]:
    """Return the results of all items with the charge.

    `charge_search` adds the price of a search.
    """
    meter = CreditMeter(context)
    results = [result(item, meter) for item in items]
    result_count = sum("error" not in entry for entry in results)
    if charge_search:
        charge(meter, "api_search", result_count)
    return 200, {
        "requestId": request_id(context),
        "results": results,
        "billing": {"creditsCharged": meter.settle(), "resultsReturned": result_count},
    }


def request_id(context: RequestContext) -> str:
    """Return the id of a response, different for each."""
    name = f"{context.account.name}/{context.operation}/{context.nonce}"
    return str(uuid5(NAMESPACE_OID, name))


def charge(meter: CreditMeter, action: str, count: int) -> None:
    """Charge `count` results of an action, per started package."""
    price = PRICES[action]
    meter.charge(-(-count // price.quantity) * price.credits)


def can_reveal(context: RequestContext, entity: str, fields: dict[str, int]) -> list[Json]:
    """Return what each field costs this account: 0 if it was revealed before."""
    return [
        {"field": field, "credits": 0 if is_revealed(context, entity, field) else price}
        for field, price in fields.items()
    ]


def is_revealed(context: RequestContext, entity: str, field: str) -> bool:
    """Return whether the account has paid for a field."""
    return context.account.has(f"{context.seed}/{entity}/{field}")
