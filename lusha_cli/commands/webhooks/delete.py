"""`lusha webhooks delete`: delete subscriptions."""

from typing import Annotated

from lusha_cli.api.endpoints import BY_NAME
from lusha_cli.cli import options
from lusha_cli.cli.command import CommandResult, drop_unset
from lusha_cli.cli.json_input import merge_body
from lusha_cli.cli.options import argument
from lusha_cli.commands.batches import split_request
from lusha_cli.commands.result_input import is_file_word, pick, read_result
from lusha_cli.commands.webhooks.subscription_batches import send_subscription_batches
from lusha_cli.commands.webhooks.subscription_options import parse_subscription_id
from lusha_cli.context.app_context import AppContext
from lusha_cli.errors import UsageError
from lusha_cli.json_types import get_list
from lusha_cli.output.number_format import pluralize

DELETE = BY_NAME["webhooks delete"]


def _ids_in(context: AppContext, source: str) -> list[str]:
    """Return the IDs of the subscriptions in an earlier result."""
    return pick(
        context,
        read_result(context, source),
        lambda entry: entry.subscription_id or entry.text or None,
        kind="subscription",
        noun="ID",
        endpoint=DELETE,
        hint="Run: lusha webhooks list",
    )


def delete(
    context: AppContext,
    subscription: Annotated[
        list[str] | None,
        argument("[ID|FILE|-]...", "IDs, or the result of webhooks list (- for stdin)."),
    ] = None,
    *,
    body: options.BodyOpt = None,
) -> CommandResult:
    """Delete subscriptions permanently."""
    texts: list[str] = []
    for text in subscription or []:
        texts += _ids_in(context, text) if is_file_word(text) else [text]
    request = merge_body(
        context, body, drop_unset({"ids": list(map(parse_subscription_id, texts))})
    )
    if not texts and body is None:
        raise UsageError("ID is missing.", hint="List the IDs: lusha webhooks list")
    # A body is sent unchanged, also one without ids: the API judges it.
    ids = list(map(str, get_list(request, "ids")))
    if texts:
        # A repeated id would fail as not found once it is deleted.
        ids = request["ids"] = list(dict.fromkeys(ids))
    if not context.is_dry_run:
        count_text = pluralize(len(ids), "subscription", "subscriptions")
        deleted = count_text if ids else "all subscriptions in the request body"
        context.env.confirm(f"This deletes {deleted} permanently.")
    requests = split_request(request, DELETE, is_typed=not texts)
    return send_subscription_batches(context, DELETE, requests, names=ids, done="deleted")
