"""The scenario and the error of each item of a V2 bulk lookup."""

from lusha_cli.json_types import Json
from lusha_cli.sandbox.http import ApiError
from lusha_cli.sandbox.request_context import RequestContext
from lusha_cli.sandbox.scenarios import ITEM_SCENARIOS, apply_scenario, scenario_of


def scenarios_by_id(
    context: RequestContext, items: list[Json], *, id_key: str, address_key: str
) -> dict[str, str | None]:
    """Return the scenario of each item by id, after applying all of them to the request.

    Raises ApiError 400 if two items have the same id.
    """
    scenarios = {item[id_key]: scenario_of(item.get(address_key)) for item in items}
    # The response is keyed by id: of two items with the same one, a result would be lost.
    if len(scenarios) < len(items):
        raise ApiError(400, "Validation failed", errors=[f"{id_key} must be unique"])
    # Each scenario once, so that a slow one delays the request and not every item.
    for scenario in dict.fromkeys(scenarios.values()):
        apply_scenario(scenario, context)
    return scenarios


def item_error(scenario: str | None) -> Json:
    """Return the error of an item: that of its scenario, or that nothing matches."""
    _, code, name, message = ITEM_SCENARIOS.get(scenario or "", ITEM_SCENARIOS["nomatch"])
    return {"code": code, "name": name, "message": message}
