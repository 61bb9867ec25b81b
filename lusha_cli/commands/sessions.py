"""Sessions that `--more` goes on with: what was asked last, kept between calls."""

import hashlib
import json

from lusha_cli.api.endpoints import Endpoint
from lusha_cli.context.app_context import World
from lusha_cli.json_types import Json, as_object

# The API forgets a session after so long; so does this one, which holds names of people.
SECONDS_KEPT = 30 * 86_400


def keep(
    world: World, endpoint: Endpoint, request: dict[str, Json], answer: Json, key: str
) -> bool:
    """Keep a request, with the session (`key`) that its answer opened or went on with.

    Whether there is a session to go on with; an earlier one is forgotten.
    """
    session = as_object(answer).get(key)
    has_session = isinstance(session, str) and bool(session)
    kept = {"at": world.clock.now(), "request": {**request, key: session}}
    world.state.put(_name(world, endpoint), json.dumps(kept if has_session else None))
    return has_session


def kept(world: World, endpoint: Endpoint) -> dict[str, Json] | None:
    """The request that was kept last, with its session; None where there is none."""
    name = _name(world, endpoint)
    try:
        found = as_object(json.loads(world.state.get(name) or "null"))
    except json.JSONDecodeError:
        return None
    if not found:
        return None
    if world.clock.now() - found.get("at", 0) > SECONDS_KEPT:
        world.state.put(name, "null")
    return as_object(found.get("request"))


def _name(world: World, endpoint: Endpoint) -> str:
    """A name of its own for each API, profile and key."""
    key = hashlib.sha256(world.env.get("LUSHA_API_KEY", "").encode()).hexdigest()[:8]
    where = "sandbox" if world.in_sandbox else world.settings.get("base_url")
    return json.dumps(["session", endpoint.name, where, world.settings.profile, key])
