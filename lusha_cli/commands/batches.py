"""Bodies of many items, sent as one request or as several, with one document as the result."""

from typing import Any

from lusha_cli.api.endpoints import Endpoint
from lusha_cli.api.pagination import PageCollector, send_batches
from lusha_cli.api.request import ApiRequest
from lusha_cli.billing.estimate import sum_estimates
from lusha_cli.cli.command import CommandResult
from lusha_cli.cli.json_input import merge_body
from lusha_cli.context.app_context import World
from lusha_cli.errors import UsageError
from lusha_cli.json_types import Json
from lusha_cli.output.number_format import pluralize


def in_chunks(items: list[Any], size: int | None) -> list[list[Any]]:
    """Return the items in lists of up to `size`; None is no limit."""
    step = size or len(items) or 1
    return [items[start : start + step] for start in range(0, len(items), step)]


def items_of(request: dict[str, Json], endpoint: Endpoint) -> list[Json]:
    """Return the items of a request. Raises UsageError if they are not a list."""
    items = request.get(endpoint.items, [])
    if not isinstance(items, list):
        raise UsageError(f"{endpoint.items} is no list.")
    return items


def check_length(request: dict[str, Json], endpoint: Endpoint) -> None:
    """Raise UsageError if a request that cannot be split has too many items."""
    items = items_of(request, endpoint)
    if len(items) > (endpoint.batch or len(items)):
        raise UsageError(
            f"{endpoint.items} has {len(items):,} entries; the API takes up to {endpoint.batch}."
        )


def send_body(
    world: World, endpoint: Endpoint, body: str, source: str | None, params: dict[str, Any]
) -> Json:
    """Send one bulk request: the file `body` (- is stdin), with `params` put over it."""
    if source is not None:
        raise UsageError("Give INPUT or --body, not both.")
    params = {name: value for name, value in params.items() if value != {}}
    request = merge_body(world, body, params)
    check_length(request, endpoint)
    call = ApiRequest(endpoint.method, endpoint.path, {}, request, endpoint)
    world.check_objections([call])
    cost = world.cost_of(call)
    world.preview(call, cost)
    world.check_budget(cost)
    world.agree(f"This costs {cost}. Send it?")
    return world.send(call)


def send_in_batches(
    world: World,
    endpoint: Endpoint,
    bodies: list[dict[str, Json]],
    *,
    records: str,
    key: str,
    nouns: tuple[str, str],
) -> CommandResult:
    """Send the bodies one after the other; cost and budget are those of them all."""
    calls = [ApiRequest(endpoint.method, endpoint.path, {}, body, endpoint) for body in bodies]
    world.check_objections(calls)
    total = sum_estimates(world.cost_of(call) for call in calls)
    world.preview(calls[0], total, requests=len(calls))
    world.check_budget(total)
    if len(calls) == 1:
        return CommandResult(world.send(calls[0]))
    items = sum(len(body[endpoint.items]) for body in bodies)
    world.note(f"{pluralize(items, *nouns)} in {len(calls):,} requests: {total}.")
    collector = PageCollector(records, key=key)
    request_failure = send_batches(calls, collector, world.send)
    if request_failure is None:
        return CommandResult(collector.body)
    number, failure = request_failure
    failure.message = f"Request {number + 1} of {len(calls)} failed. {failure.message}"
    done = sum(len(body[endpoint.items]) for body in bodies[:number])
    advice = (
        "Run it again: what was revealed already is not charged a second time."
        if endpoint.repeatable
        else f"The first {pluralize(done, *nouns)} are answered: go on with the others."
    )
    formats = "-o jsonl and -o csv show what the requests before it brought."
    failure.hint = " ".join(filter(None, (failure.hint, formats, advice)))
    return CommandResult(collector.body, failure=failure, is_partial=True)
