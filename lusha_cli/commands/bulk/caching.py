"""Store the results of a run in the cache, and send only what the cache lacks."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from lusha_cli.api.request import ApiRequest
from lusha_cli.billing.charges import Charge
from lusha_cli.context.app_context import AppContext
from lusha_cli.json_types import Json
from lusha_cli.result_cache.entries import Address

if TYPE_CHECKING:
    from lusha_cli.bulk.record_types import RecordType
    from lusha_cli.bulk.run.in_flight import Sending
    from lusha_cli.bulk.run.journal import RequestBatch
    from lusha_cli.bulk.run.outcomes import Outcome
    from lusha_cli.bulk.run.run import BulkRun

Finish = Callable[[Json], Json]


def store_results(
    context: AppContext,
    record_type: "RecordType",
    bulk_run: "BulkRun",
    batch: "RequestBatch",
    response: Json,
    outcomes: "Mapping[str, Outcome]",
) -> None:
    """Store the complete results of a response; those of requests in steps are stored by step."""
    cache = context.result_cache
    if cache is None or record_type.request_steps:
        return
    from lusha_cli.bulk.run.cached_parts import build_batch_request
    from lusha_cli.bulk.run.stored_rows import payload_key

    endpoint = record_type.endpoint
    body = build_batch_request(record_type, batch, bulk_run.get("options") or {})
    # The journal has the cached part of a result too, which may be older.
    addresses = {
        position: None if batch.field else Address(context.run_id, payload_key(payload))
        for position, (id_, payload) in enumerate(batch.items)
        if not outcomes[id_].is_incomplete
        # Nothing new about somebody of whom a part is cached doesn't make that obsolete.
        and not (batch.field and outcomes[id_].status != "matched")
    }
    cache.add_from_run(
        ApiRequest(endpoint.method, endpoint.path, {}, body, endpoint), response, addresses
    )


def send_uncached(
    context: AppContext,
    sending: "Sending",
    send: Callable[[ApiRequest, Finish | None], Json],
    request: ApiRequest,
) -> Json:
    """Send the part of a step that isn't cached, and return the response to all of it.

    `send` gets a request, and a function that returns the response to store in place of its own:
    that to the whole step after its last request, None before.
    """
    cache = context.result_cache
    lookup = cache.find(request) if cache else None
    if cache is None or lookup is None:
        return send(request, None)
    last = len(lookup.rests) - 1
    for number, rest in enumerate(lookup.rests):

        def finish(response: Json, number: int = number) -> Json:
            cache.add(lookup, lookup.rests[number], response)
            return lookup.body if number == last else None

        send(rest.request, finish)
    if lookup.is_complete:
        # Whoever rebuilds the request from its steps needs this one too.
        sending.begin_step("v3", 0)
        sending.end_step(Charge(0, is_exact=True), response=lookup.body)
    return lookup.body
