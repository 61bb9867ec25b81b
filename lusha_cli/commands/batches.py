"""Bodies of many items, sent as one request or as several, with one document as the result."""

from collections.abc import Callable
from typing import Any

from lusha_cli.api.endpoints import Endpoint
from lusha_cli.api.page_fetching import send_batches
from lusha_cli.api.pagination import PageCollector
from lusha_cli.api.request import ApiRequest
from lusha_cli.billing.estimate import sum_estimates
from lusha_cli.cli.command import CommandResult
from lusha_cli.cli.json_input import merge_body
from lusha_cli.commands.item_names import item_names
from lusha_cli.context.app_context import AppContext
from lusha_cli.errors import UsageError
from lusha_cli.json_types import Json, get_list
from lusha_cli.output.number_format import pluralize


def in_chunks(items: list[Any], size: int | None) -> list[list[Any]]:
    """Return the items in lists of up to `size`, or in one list for None."""
    step = size or len(items) or 1
    return [items[start : start + step] for start in range(0, len(items), step)]


def items_of(payload: dict[str, Json], endpoint: Endpoint) -> list[Json]:
    """Return the items of a request. Raises UsageError if they are not a list."""
    items = payload.get(endpoint.items_path, [])
    if not isinstance(items, list):
        raise UsageError(f"{endpoint.items_path} isn't a list.")
    return items


def split_request(
    request: dict[str, Json], endpoint: Endpoint, *, is_typed: bool = False
) -> list[dict[str, Json]]:
    """Return a request in parts of as many items as the API takes.

    A typed one, whose items are from --body, is sent unchanged: the API judges it.
    """
    if is_typed:
        return [request]
    key = endpoint.items_path
    return [
        {**request, key: chunk}
        for chunk in in_chunks(items_of(request, endpoint), endpoint.max_items)
    ]


def send_body(
    context: AppContext, endpoint: Endpoint, body: str, source: str | None, params: dict[str, Any]
) -> Json:
    """Send one bulk request: the file `body` (- is stdin), with `params` put over it."""
    if source is not None:
        raise UsageError("Pass INPUT or --body, not both.")
    # Otherwise a body without options would get an empty object.
    params = {name: value for name, value in params.items() if value != {}}
    payload = merge_body(context, body, params)
    request = ApiRequest(endpoint.method, endpoint.path, {}, payload, endpoint)
    context.check_suppression([request])
    return context.send(request)


def send_in_batches(
    context: AppContext,
    endpoint: Endpoint,
    bodies: list[dict[str, Json]],
    *,
    records: str,
    key: str,
    nouns: tuple[str, str],
    on_response: Callable[[Json], None] = lambda _: None,
) -> CommandResult:
    """Send the bodies one after the other; cost and budget are those of them all.

    `on_response` gets each response.
    """
    requests = [ApiRequest(endpoint.method, endpoint.path, {}, body, endpoint) for body in bodies]
    # All requests are checked before the first is sent: a later one that names somebody
    # who opted out must not fail a run that was half charged.
    context.check_suppression(requests)
    lookups = [context.find_cached(request) for request in requests]
    rests = [
        rest
        for request, lookup in zip(requests, lookups, strict=True)
        for rest in (lookup.requests if lookup else [request])
    ]
    if context.is_dry_run:
        for lookup in filter(None, lookups):
            context.count_hits(lookup)
    # The total, as a budget that each request fits could still be crossed by all of them.
    context.approve_requests(requests[0], rests)

    def send(request: ApiRequest) -> Json:
        context.item_names = _item_names(request, endpoint)
        response = context.send(request, approved=True)
        on_response(response)
        return response

    if len(requests) == 1:
        # Not collected, so that the body of a single request stays exactly the API's own.
        return CommandResult(send(requests[0]))
    items = sum(len(body[endpoint.items_path]) for body in bodies)
    total = sum_estimates(map(context.estimate, rests))
    context.env.info(f"{pluralize(items, *nouns)} in {len(rests):,} requests: {total}.")
    collector = PageCollector(records, key=key, show=context.show_records)
    failure = send_batches(requests, collector, send)
    answered = requests if failure is None else requests[: failure.position]
    context.item_names = [name for item in answered for name in _item_names(item, endpoint)]
    if failure is None:
        return CommandResult(collector.body)
    position, error = failure.position, failure.error
    done = sum(len(body[endpoint.items_path]) for body in bodies[:position])
    error.mark_partial(
        collector.body, f"The results of request {position + 1} of {len(requests)} are missing."
    )
    advice = (
        "Run the command again. Data that is already revealed isn't charged again."
        if endpoint.is_idempotent
        else f"The first {pluralize(done, *nouns)} have results. Send only the others."
    )
    error.hint = "\n".join(filter(None, (error.hint, advice)))
    # The earlier batches were charged, so their results are shown with the error.
    return CommandResult(collector.body, failure=error)


def _item_names(request: ApiRequest, endpoint: Endpoint) -> list[str]:
    return item_names(get_list(request.body, endpoint.items_path))
