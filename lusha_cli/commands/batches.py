"""Bodies of many items: sent as one request, or as many as needed with one document of answers."""

from typing import Any

from lusha_cli.api.client import Call
from lusha_cli.api.endpoints import Endpoint
from lusha_cli.api.pagination import PageCollector, send_batches
from lusha_cli.billing.estimate import Estimate, counted
from lusha_cli.cli.command import Reply
from lusha_cli.cli.json_input import body_of
from lusha_cli.context.app_context import World
from lusha_cli.errors import UsageError
from lusha_cli.json_types import Json


def in_chunks(items: list[Any], size: int | None) -> list[list[Any]]:
    """The items in lists of at most `size`."""
    step = size or len(items) or 1
    return [items[start : start + step] for start in range(0, len(items), step)]


def items_of(request: dict[str, Json], endpoint: Endpoint) -> list[Json]:
    """The items of a request. Raises UsageError where they are no list."""
    items = request.get(endpoint.items, [])
    if not isinstance(items, list):
        raise UsageError(f"{endpoint.items} is no list.")
    return items


def check_length(request: dict[str, Json], endpoint: Endpoint) -> None:
    """Raise UsageError where a request that cannot be split has more items than it may."""
    items = items_of(request, endpoint)
    if len(items) > (endpoint.batch or len(items)):
        raise UsageError(
            f"{endpoint.items} has {len(items):,} entries; the API takes up to {endpoint.batch}."
        )


def send_body(
    world: World, endpoint: Endpoint, body: str, source: str | None, given: dict[str, Any]
) -> Json:
    """Send one bulk request whose body is in the file `body` (- is stdin); `given` wins over it."""
    if source is not None:
        raise UsageError("Give INPUT or --body, not both.")
    merged = body_of(world, body, {name: value for name, value in given.items() if value != {}})
    check_length(merged, endpoint)
    call = Call(endpoint.method, endpoint.path, {}, merged, endpoint)
    world.check_objections([call])
    cost = world.cost_of(call)
    world.preview(call, cost)
    world.check_budget(cost)
    world.agree(f"This costs {cost}. Send it?")
    return world.send(call)


def send_all(
    world: World,
    endpoint: Endpoint,
    bodies: list[dict[str, Json]],
    *,
    records: str,
    key: str,
    nouns: tuple[str, str],
) -> Reply:
    """Send the bodies one after the other; cost and budget are of them all."""
    calls = [Call(endpoint.method, endpoint.path, {}, body, endpoint) for body in bodies]
    world.check_objections(calls)
    costs = [world.cost_of(call) for call in calls]
    total = Estimate(sum(cost.credits or 0 for cost in costs), costs[0].more)
    world.preview(calls[0], total, requests=len(calls))
    world.check_budget(total)
    if len(calls) == 1:
        return Reply(world.send(calls[0]))
    items = sum(len(body[endpoint.items]) for body in bodies)
    world.note(f"{counted(items, *nouns)} in {len(calls):,} requests: {total}.")
    collector = PageCollector(records, key=key)
    failure = send_batches(calls, collector, world.send)
    if failure is None:
        return Reply(collector.body)
    error = failure.error
    error.message = f"Request {failure.position + 1} of {len(calls)} failed. {error.message}"
    done = sum(len(body[endpoint.items]) for body in bodies[: failure.position])
    again = (
        "Run it again: what was revealed already is not charged a second time."
        if endpoint.repeatable
        else f"The first {counted(done, *nouns)} are answered: go on with the others."
    )
    shown = "-o jsonl and -o csv show what the requests before it brought."
    error.hint = " ".join(filter(None, (error.hint, shown, again)))
    return Reply(collector.body, failure=error, is_partial=True)
