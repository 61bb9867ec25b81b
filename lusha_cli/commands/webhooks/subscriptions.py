"""`lusha webhooks`: subscriptions, listed, changed, tested."""

from typing import Annotated, Any

import typer

from lusha_cli.api.endpoints import BY_NAME, Endpoint
from lusha_cli.api.signal_types import CONTACT_SIGNALS, V3_COMPANY_SIGNALS
from lusha_cli.cli import options
from lusha_cli.cli.command import Reply, command, present
from lusha_cli.cli.json_input import body_of
from lusha_cli.cli.options import choice
from lusha_cli.commands.offset_pagination import AllOpt, OffsetOpt, limit_option, read_list
from lusha_cli.commands.webhooks.secret import agree_to_rotate, without_secrets
from lusha_cli.context.app_context import World
from lusha_cli.errors import NoMatch, RejectedError, RowsFailed, UsageError
from lusha_cli.json_types import Json, as_object
from lusha_cli.output.layouts.webhooks import SUBSCRIPTION, SUBSCRIPTIONS, TRIAL
from lusha_cli.parsing import identifiers

SIGNALS = {"contact": CONTACT_SIGNALS, "company": V3_COMPANY_SIGNALS}
SIGNAL_NAMES = tuple(dict.fromkeys((*CONTACT_SIGNALS, *V3_COMPANY_SIGNALS)))
MAX_URL_LENGTH, MAX_NAME_LENGTH = 2048, 100


def parse_subscription_id(text: str) -> str:
    """An option's parser that takes the id of a subscription."""
    try:
        return identifiers.clean_token(text)
    except identifiers.InvalidValue as error:
        message = f"{text!r} is no id of a subscription. See them: lusha webhooks list"
        raise typer.BadParameter(message) from error


def parse_receiver_url(text: str) -> str:
    """An option's parser that takes the URL of a receiver."""
    from urllib.parse import urlsplit

    url = text.strip()
    try:
        parts = urlsplit(url)
        is_valid = parts.scheme in ("http", "https") and parts.hostname and parts.port != 0
    except ValueError:
        is_valid = False
    if not is_valid or " " in url or not url.isprintable() or len(url) > MAX_URL_LENGTH:
        message = f"{text!r} is no URL, such as https://hooks.firm.example/lusha."
        raise typer.BadParameter(message)
    return url


def parse_name(text: str) -> str:
    """An option's parser that takes the name of a subscription."""
    if len(text) > MAX_NAME_LENGTH:
        raise typer.BadParameter(f"A name has at most {MAX_NAME_LENGTH} characters.")
    return text


IdArg = Annotated[
    str, typer.Argument(metavar="ID", parser=parse_subscription_id, help="Id of the subscription.")
]
UrlOpt = Annotated[
    str | None,
    typer.Option(
        "--url",
        parser=parse_receiver_url,
        metavar="URL",
        help="Where events are sent (https). It is asked for a challenge, which "
        "`lusha webhooks listen` answers.",
    ),
]
NameOpt = Annotated[
    str | None,
    typer.Option("--name", parser=parse_name, metavar="NAME", help="Name of the subscription."),
]
SignalTypeOpt = Annotated[
    list[str] | None,
    typer.Option(
        "--signal-type",
        parser=choice(*SIGNAL_NAMES),
        metavar="SIGNAL",
        help="Type of signal, such as promotion or riskNews; repeatable. "
        "Each event that is delivered costs 1 credit.",
    ),
]


def add_subscriptions(app: typer.Typer) -> None:
    """Register what is done with subscriptions, but making and deleting them."""
    command(
        app, "list", layout=SUBSCRIPTIONS, example="lusha webhooks list --all --sandbox"
    )(list_subscriptions)  # fmt: skip
    command(app, "get", layout=SUBSCRIPTION, example="lusha webhooks get ID --sandbox")(get)
    command(
        app, "update", layout=SUBSCRIPTION,
        example="lusha webhooks update ID --active --name Leads --sandbox",
    )(update)  # fmt: skip
    command(
        app, "test", layout=TRIAL,
        example="lusha webhooks test ID --mode direct --sandbox",
    )(send_test)  # fmt: skip
    command(
        app, "opt-out", layout=SUBSCRIPTION,
        example="lusha webhooks opt-out --url https://hooks.firm.example/opt-outs --sandbox",
    )(opt_out)  # fmt: skip


def list_subscriptions(
    world: World,
    *,
    limit: Annotated[int | None, limit_option(10)] = None,
    offset: OffsetOpt = None,
    everything: AllOpt = None,
) -> Reply:
    """List the account's subscriptions, the newest first."""
    reply = read_list(
        world, BY_NAME["webhooks list"], {}, limit=limit, offset=offset, everything=everything
    )
    return reply._replace(body=without_secrets(reply.body))


def get(world: World, subscription: IdArg) -> Json:
    """Show a subscription, and why it is blocked, if it is."""
    return without_secrets(_call_for_subscription(world, BY_NAME["webhooks get"], subscription))


def update(
    world: World,
    subscription: IdArg,
    *,
    signal_type: SignalTypeOpt = None,
    url: UrlOpt = None,
    name: NameOpt = None,
    active: Annotated[
        bool | None,
        typer.Option(
            "--active/--no-active",
            "--is-active/--no-is-active",
            help="Let events be sent, or not. Turned on, it is blocked no longer.",
        ),
    ] = None,
    regenerate_secret: Annotated[
        bool | None,
        typer.Option(
            "--regenerate-secret/--no-regenerate-secret",
            help="Replace the secret of the whole account, which is not printed here.",
        ),
    ] = None,
    body: options.BodyOpt = None,
) -> Json:
    """Change a subscription, or turn it on again."""
    params = {
        "signalTypes": signal_type,
        "url": url,
        "name": name,
        "isActive": active,
        "regenerateSecret": regenerate_secret,
    }
    request = body_of(world, body, present(params))
    if not request:
        raise UsageError("Nothing to change is named.", hint="Such as: --active, --url or --name.")
    if request.get("regenerateSecret"):
        agree_to_rotate(world)
    response = _call_for_subscription(world, BY_NAME["webhooks update"], subscription, body=request)
    if as_object(response).get("secret"):
        world.note_later(
            "The account has a new secret. lusha webhooks secret prints it, and with --save "
            "keeps it in the keyring."
        )
    return without_secrets(response)


def send_test(
    world: World,
    subscription: IdArg,
    *,
    mode: Annotated[
        str | None,
        typer.Option(
            "--mode",
            parser=choice("direct", "kafka", "full"),
            metavar="direct|kafka|full",
            help="Ask the URL alone, the API's own queue alone, or all of the way (full).",
        ),
    ] = None,
) -> Reply:
    """Send a test event to a subscription's URL. It costs nothing."""
    query = present({"mode": mode})
    response = _call_for_subscription(world, BY_NAME["webhooks test"], subscription, query=query)
    if as_object(response).get("isSuccess") is not False:
        return Reply(response)
    status = as_object(as_object(response).get("flowCheck")).get("statusCode")
    status_text = f" The URL answered {status}." if status else ""
    return Reply(
        response,
        failure=RowsFailed(
            f"The test event was not delivered.{status_text}",
            hint=f"See why: lusha webhooks logs --subscription-id {subscription}",
        ),
    )


def opt_out(
    world: World,
    *,
    url: UrlOpt = None,
    name: NameOpt = None,
    body: options.BodyOpt = None,
) -> Json:
    """Be told who opts out of data processing: one subscription for the account."""
    params = present({"url": url, "name": name})
    request = {"entityType": "contact", **body_of(world, body, params)}
    if not request.get("url"):
        raise UsageError("--url is missing.", hint="Name the URL that is to be told.")
    try:
        return without_secrets(world.call(BY_NAME["webhooks opt-out"], body=request))
    except RejectedError as error:
        raise with_secret_hint(error) from error


def with_secret_hint(error: RejectedError) -> RejectedError:
    """The refusal of a new subscription, with what is lacking where that is the secret."""
    if "secret" not in error.message.lower():
        return error
    error.hint = (
        "Nothing was made. Make the secret of the account first: "
        "lusha webhooks rotate-secret   (--dry-run shows the request)"
    )
    return error


def _call_for_subscription(
    world: World, endpoint: Endpoint, subscription: str, **request: Any
) -> Json:
    """A call about one subscription."""
    try:
        return world.call(endpoint, path={"id": subscription}, **request)
    except NoMatch as error:
        error.hint = "See them: lusha webhooks list"
        raise
