"""`lusha webhooks opt-out`: subscribe to the opt-outs of the account's contacts."""

from lusha_cli.api.endpoints import BY_NAME
from lusha_cli.cli import options
from lusha_cli.cli.command import drop_unset
from lusha_cli.cli.json_input import merge_body
from lusha_cli.commands.webhooks.secret import redact_secrets
from lusha_cli.commands.webhooks.subscription_options import NameOpt, UrlOpt
from lusha_cli.commands.webhooks.subscriptions import with_secret_hint
from lusha_cli.context.app_context import AppContext
from lusha_cli.errors import RejectedError, UsageError
from lusha_cli.json_types import Json


def opt_out(
    context: AppContext, *, url: UrlOpt = None, name: NameOpt = None, body: options.BodyOpt = None
) -> Json:
    """Subscribe the account to opt-outs from data processing."""
    params = drop_unset({"url": url, "name": name})
    if body is None and not url:
        raise UsageError("--url is missing.", hint="Pass the URL that receives the events.")
    # The API requires it, although only contacts can opt out.
    default = {} if body else {"entityType": "contact"}
    request = {**default, **merge_body(context, body, params)}
    try:
        return redact_secrets(context.call(BY_NAME["webhooks opt-out"], body=request))
    except RejectedError as error:
        raise with_secret_hint(error) from error
