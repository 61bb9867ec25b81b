"""`lusha account`: credits."""

from lusha_cli.api.endpoints import ACCOUNT_USAGE
from lusha_cli.command import Json, command, group
from lusha_cli.show.columns import USAGE
from lusha_cli.world import World

app = group("See the account's credits.")


@command(app, "usage", layout=USAGE, example="lusha account usage")
def usage(world: World) -> Json:
    """Show the credits used and left."""
    return world.call(ACCOUNT_USAGE)
