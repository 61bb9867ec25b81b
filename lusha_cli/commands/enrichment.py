"""What `person bulk` and `company bulk` share: from a file to an enriched file, or one request."""

from typing import TYPE_CHECKING, Any

from lusha_cli.api.client import Call
from lusha_cli.api.endpoints import Endpoint
from lusha_cli.command import Json
from lusha_cli.errors import UsageError
from lusha_cli.inputs import read_json_from
from lusha_cli.world import World

if TYPE_CHECKING:
    pass

FORMATS = ("csv", "tsv", "jsonl", "json")


def send_body(
    world: World, endpoint: Endpoint, body: str, source: str | None, given: dict[str, Any]
) -> Json:
    """Send one bulk request whose body is in the file `body` (- is stdin); `given` wins over it."""
    if source is not None:
        raise UsageError("Give INPUT or --body, not both.")
    content = read_json_from(world, body, flag="--body")
    if not isinstance(content, dict):
        raise UsageError(f"--body {body} is not a JSON object.")
    merged = dict(content)
    for name, value in given.items():
        old = merged.get(name)
        merged[name] = {**old, **value} if isinstance(old, dict) else value
    merged = {name: value for name, value in merged.items() if value != {} or name in content}
    call = Call(endpoint.method, endpoint.path, {}, merged, endpoint)
    world.preview(call, call.cost)
    world.check_budget(call.cost)
    world.agree(f"This costs {call.cost}. Send it?")
    return world.send(call)


def enrich(*a: Any, **k: Any) -> None: ...
