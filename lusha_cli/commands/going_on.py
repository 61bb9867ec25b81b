"""Sessions that `--more` goes on with: what was asked last, kept between calls."""

import json
from typing import Any

from lusha_cli.api.endpoints import Endpoint
from lusha_cli.world import World

Json = Any


def keep(
    world: World, endpoint: Endpoint, request: dict[str, Json], answer: Json, key: str
) -> None:
    """Keep a request, with the session (`key`) that its answer opened or went on with."""
    session = answer.get(key) if isinstance(answer, dict) else None
    if isinstance(session, str) and session:
        world.state.put(_name(world, endpoint), json.dumps({**request, key: session}))


def kept(world: World, endpoint: Endpoint) -> dict[str, Json] | None:
    """The request that was kept last, with its session; None where there is none."""
    try:
        found = json.loads(world.state.get(_name(world, endpoint)) or "null")
    except json.JSONDecodeError:
        return None
    return found if isinstance(found, dict) else None


def _name(world: World, endpoint: Endpoint) -> str:
    where = "sandbox" if world.in_sandbox else world.settings.profile
    return f"session/{where}/{endpoint.name}"
