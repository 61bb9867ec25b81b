"""`lusha webhooks list`, `get` and `update`: the account's subscriptions."""

from typing import Annotated, Any

from lusha_cli.api.endpoints import BY_NAME, Endpoint
from lusha_cli.cli import options
from lusha_cli.cli.command import CommandResult, drop_unset
from lusha_cli.cli.json_input import merge_body
from lusha_cli.cli.options import flag
from lusha_cli.commands.pagination import AllOpt, OffsetOpt, limit_option, read_list
from lusha_cli.commands.webhooks.secret import confirm_rotation, redact_secrets
from lusha_cli.commands.webhooks.subscription_options import IdArg, NameOpt, SignalTypeOpt, UrlOpt
from lusha_cli.context.app_context import AppContext
from lusha_cli.errors import NoMatch, RejectedError, UsageError
from lusha_cli.json_types import Json, as_object


def list_subscriptions(
    context: AppContext,
    *,
    limit: Annotated[int | None, limit_option(10)] = None,
    offset: OffsetOpt = None,
    everything: AllOpt = None,
) -> CommandResult:
    """List the subscriptions of the account, newest first."""
    result = read_list(
        context, BY_NAME["webhooks list"], {}, limit=limit, offset=offset, everything=everything
    )
    return result._replace(body=redact_secrets(result.body))


def get(context: AppContext, subscription: IdArg) -> Json:
    """Show a subscription, and the reason if it is blocked."""
    return redact_secrets(call_for_subscription(context, BY_NAME["webhooks get"], subscription))


ActiveOpt = Annotated[bool | None, flag(
    "--active/--no-active --is-active/--no-is-active",
    "Activate (and unblock) or deactivate the subscription.",
)]  # fmt: skip
RegenerateSecretOpt = Annotated[bool | None, flag(
    "--regenerate-secret/--no-regenerate-secret",
    "Replace the secret of the whole account, and print the new one.",
)]  # fmt: skip


def update(
    context: AppContext,
    subscription: IdArg,
    *,
    signal_type: SignalTypeOpt = None,
    url: UrlOpt = None,
    name: NameOpt = None,
    active: ActiveOpt = None,
    regenerate_secret: RegenerateSecretOpt = None,
    body: options.BodyOpt = None,
) -> CommandResult:
    """Change or reactivate a subscription."""
    params = {
        "signalTypes": signal_type,
        "url": url,
        "name": name,
        "isActive": active,
        "regenerateSecret": regenerate_secret,
    }
    request = merge_body(context, body, drop_unset(params))
    if body is None and not request:
        raise UsageError("No change is specified.", hint="Add an option, such as --active.")
    # The secret belongs to the account: every other subscription gets the new one too.
    if request.get("regenerateSecret"):
        confirm_rotation(context)
    response = call_for_subscription(
        context, BY_NAME["webhooks update"], subscription, body=request
    )
    has_secret = bool(as_object(response).get("secret"))
    # Printed only if it was asked for; in any other response it would end up in logs.
    if not (request.get("regenerateSecret") and has_secret):
        return CommandResult(redact_secrets(response))
    context.defer_note(
        "Warning: the output has the new secret of the account, which is shown only once. Update "
        "your receivers now: deliveries are signed with it from now on."
    )
    return CommandResult(response, is_secret=True)


def with_secret_hint(error: RejectedError) -> RejectedError:
    """Add the command that creates the missing secret to a rejected subscription."""
    # The API has no error code for this, only the message.
    if "secret" not in error.message.lower():
        return error
    error.hint = (
        "Nothing was created. Add --dry-run to see the request. "
        "First create the secret of the account: lusha webhooks rotate-secret"
    )
    return error


def call_for_subscription(
    context: AppContext, endpoint: Endpoint, subscription: str, **request: Any
) -> Json:
    """Call an endpoint for one subscription; an unknown id gets a hint."""
    try:
        return context.call(endpoint, path={"id": subscription}, **request)
    except NoMatch as error:
        error.hint = "List the subscriptions: lusha webhooks list"
        raise
