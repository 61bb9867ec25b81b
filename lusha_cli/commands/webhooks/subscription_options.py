"""Arguments and options of the subscription commands."""

from typing import Annotated

import typer

from lusha_cli.api.signal_types import CONTACT_SIGNALS, V3_COMPANY_SIGNALS
from lusha_cli.cli.options import ValueType, argument, open_choices, option, separated
from lusha_cli.parsing import identifiers

SIGNALS = {"contact": CONTACT_SIGNALS, "company": V3_COMPANY_SIGNALS}
SIGNAL_NAMES = tuple(dict.fromkeys((*CONTACT_SIGNALS, *V3_COMPANY_SIGNALS)))
MAX_URL_LENGTH, MAX_NAME_LENGTH = 2048, 100


def parse_subscription_id(text: str) -> str:
    """Parse the option value of a subscription id."""
    try:
        return identifiers.normalize_token(text)
    except identifiers.InvalidValue as error:
        message = f"{text!r} isn't a subscription ID. List the IDs: lusha webhooks list"
        raise typer.BadParameter(message) from error


def parse_receiver_url(text: str) -> str:
    """Parse the option value of a receiver's URL."""
    from lusha_cli.parsing.urls import InvalidUrl, parse_http_url

    url = text.strip()
    try:
        # A fragment never reaches a receiver, but the API accepts any URL.
        parse_http_url(url.partition("#")[0])
        too_long = f"it has more than {MAX_URL_LENGTH:,} characters"
        problem = too_long if len(url) > MAX_URL_LENGTH else ""
    except InvalidUrl as error:
        problem = str(error)
    if problem:
        message = f"{text[:80]!r} isn't a URL such as https://hooks.firm.example/lusha: {problem}."
        raise typer.BadParameter(message)
    return url


def parse_name(text: str) -> str:
    """Parse the option value of a subscription's name."""
    if len(text) > MAX_NAME_LENGTH:
        raise typer.BadParameter(f"A name has at most {MAX_NAME_LENGTH} characters.")
    return text


IdArg = Annotated[str, argument(ValueType("ID", parse_subscription_id), "ID of the subscription.")]
UrlOpt = Annotated[str | None, option(
    "--url", ValueType("URL", parse_receiver_url),
    "URL that receives the events (https). It must pass a challenge, "
    "as `lusha webhooks listen` does.",
)]  # fmt: skip
NameOpt = Annotated[
    str | None, option("--name", ValueType("NAME", parse_name), "Name of the subscription.")
]
SignalTypeOpt = Annotated[list[str] | None, option(
    "--signal-type", separated(open_choices("signal type", *SIGNAL_NAMES, metavar="SIGNAL")),
    "Type of signal, such as promotion or riskNews (repeatable). "
    "Each delivery costs 1 credit.",
)]  # fmt: skip
