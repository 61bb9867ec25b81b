"""Requests that create or delete many subscriptions, each of which succeeds or fails alone."""

from collections import Counter

from lusha_cli.api.endpoints import Endpoint
from lusha_cli.api.page_fetching import send_batches
from lusha_cli.api.pagination import PageCollector
from lusha_cli.api.request import ApiRequest
from lusha_cli.cli.command import CommandResult
from lusha_cli.commands.webhooks.secret import redact_secrets
from lusha_cli.context.app_context import AppContext
from lusha_cli.errors import LushaError, PartialFailure
from lusha_cli.json_types import Json, as_list, as_object
from lusha_cli.output.number_format import pluralize

COUNTS = ("total", "successful", "failed")
# Failed ids that the message lists.
MAX_LISTED = 5
RERUN_NOTES = {
    "created": "existing subscriptions are rejected as duplicates.",
    "deleted": "deleted subscriptions are reported as not found.",
}


def send_subscription_batches(
    context: AppContext,
    endpoint: Endpoint,
    bodies: list[dict[str, Json]],
    *,
    names: list[str],
    done: str,
) -> CommandResult:
    """Send the bodies one after the other; `names` are the ids of their items.

    An error keeps the results of the earlier batches. The result fails if some items failed.
    """
    requests = [ApiRequest(endpoint.method, endpoint.path, {}, body, endpoint) for body in bodies]
    context.raise_dry_run(requests[0], requests[0].cost, requests=len(requests))
    if len(requests) > 1:
        count_text = pluralize(len(names), "subscription", "subscriptions")
        context.env.info(f"{count_text} in {len(requests):,} requests.")
    collector = PageCollector("results", key="", counts=COUNTS)

    def send(number: int) -> Json:
        return _renumber_results(
            context.send(requests[number]), from_=number * (endpoint.max_items or 0)
        )

    request_failure = send_batches(range(len(requests)), collector, send)
    # Results of new subscriptions may have the account's secret.
    body = redact_secrets(collector.body)
    if request_failure is None:
        return CommandResult(body, failure=_failure_of_results(body, names, done))
    failure = request_failure.error
    done_count = request_failure.position * (endpoint.max_items or 0)
    number = request_failure.position + 1
    failure.mark_partial(body, f"Request {number} of {len(requests)} failed.")
    rerun_note = (
        f"The results of the first {done_count:,} of {len(names):,} are shown. "
        f"Run the command again: {RERUN_NOTES[done]}"
    )
    failure.hint = " ".join(filter(None, (failure.hint, rerun_note)))
    return CommandResult(body, failure=failure)


def _renumber_results(response: Json, *, from_: int) -> Json:
    """Return a response with result indexes counted from the start of the input."""
    results = as_object(response).get("results")
    # The API counts from zero in each request.
    if not from_ or not isinstance(results, list):
        return response
    return {**response, "results": [_shift_index(result, from_) for result in results]}


def _shift_index(result: Json, offset: int) -> Json:
    index = as_object(result).get("index")
    return {**result, "index": index + offset} if isinstance(index, int) else result


def _failure_of_results(body: Json, names: list[str], done: str) -> LushaError | None:
    """Return the failure if some items failed; `names` are the ids of all items."""
    results = [as_object(result) for result in as_list(as_object(body).get("results"))]
    failed = [result for result in results if result.get("success") is False]
    if not failed:
        return None
    codes = Counter(str(as_object(result.get("error")).get("code", "error")) for result in failed)
    reasons = ", ".join(f"{code} {number:,}" for code, number in codes.items())
    failed_names = [
        names[index]
        for result in failed
        if isinstance(index := result.get("index"), int) and 0 <= index < len(names)
    ]
    rest = f" and {len(failed_names) - MAX_LISTED:,} more" if len(failed_names) > MAX_LISTED else ""
    verb = "was" if len(failed) == 1 else "were"
    return PartialFailure(
        f"{len(failed):,} of {pluralize(len(results), 'subscription', 'subscriptions')} "
        f"{verb} not {done} ({reasons}): {', '.join(failed_names[:MAX_LISTED])}{rest}.",
        hint="Show each result with its error: add -o jsonl",
    )
