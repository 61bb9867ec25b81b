"""What costs more than it seems, told before it is sent."""

from lusha_cli.api.request import ApiRequest
from lusha_cli.billing.estimate import WATERFALL
from lusha_cli.context.app_context import World

# Operations whose names do not say all that they charge.
_CHARGED = {
    "contacts buying-group": "each person found is charged",
    "contacts search-and-enrich": "the search and what it reveals are charged",
    "contacts tables rows": "the rows that are read are charged",
    "companies tables rows": "the rows that are read are charged",
}


def tell_cost(world: World, call: ApiRequest) -> None:
    """Say what a call charges, where that is more than it seems."""
    name = call.endpoint.name if call.endpoint else ""
    if name in _CHARGED and not world.only_shows:
        world.note(f"This costs {world.cost_of(call)}: {_CHARGED[name]}.")


def tell_waterfall(world: World, call: ApiRequest) -> None:
    """Say that the cost of a call is a lower bound, where other providers may be asked too."""
    if call.cost.more == WATERFALL and world.settings.get("max_credits") is None:
        world.note("Your account's waterfall may charge more: --no-waterfall leaves it out.")
