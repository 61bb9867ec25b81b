"""`lusha webhooks delete`: delete subscriptions."""

from typing import Annotated

from lusha_cli.api.endpoints import BY_NAME
from lusha_cli.cli import options
from lusha_cli.cli.command import CommandResult, drop_empty
from lusha_cli.cli.json_input import merge_body
from lusha_cli.cli.options import argument
from lusha_cli.commands.batches import in_chunks, items_of
from lusha_cli.commands.piped_ids import read_piped_json, subscription_ids
from lusha_cli.commands.webhooks.subscription_batches import (
    failure_of_results,
    send_subscription_batches,
)
from lusha_cli.commands.webhooks.subscription_options import parse_subscription_id
from lusha_cli.context.app_context import AppContext
from lusha_cli.errors import UsageError
from lusha_cli.output.number_format import pluralize

DELETE = BY_NAME["webhooks delete"]


def delete(
    context: AppContext,
    subscription: Annotated[
        list[str] | None, argument("ID...", "Ids, or - for the JSON or csv of webhooks list.")
    ] = None,
    *,
    body: options.BodyOpt = None,
) -> CommandResult:
    """Delete subscriptions, for ever."""
    ids_given: list[str] = []
    for text in subscription or []:
        ids_given += subscription_ids(read_piped_json(context, "-")) if text == "-" else [text]
    request = merge_body(
        context, body, drop_empty({"ids": [parse_subscription_id(text) for text in ids_given]})
    )
    ids = list(dict.fromkeys(map(str, items_of(request, DELETE))))
    if not ids:
        raise UsageError("ID is missing.", hint="See them: lusha webhooks list")
    if not context.is_dry_run:
        count_text = pluralize(len(ids), "subscription", "subscriptions")
        context.env.confirm(f"This deletes {count_text} for ever. Go on?")
    bodies = [{**request, "ids": chunk} for chunk in in_chunks(ids, DELETE.batch)]
    reply = send_subscription_batches(context, DELETE, bodies, done="deleted")
    if reply.failure is None:
        reply = reply._replace(failure=failure_of_results(reply.body, ids, "deleted"))
    return reply
