"""`lusha webhooks sign`: sign a body as the API does."""

from typing import Annotated

from lusha_cli.cli.command import PlainText
from lusha_cli.cli.json_input import read_bytes_from
from lusha_cli.cli.options import option
from lusha_cli.commands.webhooks.secret import SecretStdinOpt, read_or_find_secret
from lusha_cli.commands.webhooks.signature_options import BodyArg
from lusha_cli.context.app_context import AppContext
from lusha_cli.errors import UsageError
from lusha_cli.json_types import Json


def sign(
    context: AppContext,
    file: BodyArg,
    *,
    timestamp: Annotated[
        str | None, option("--timestamp", "SECONDS", "Unix time to sign for [now].")
    ] = None,
    secret_stdin: SecretStdinOpt = False,
) -> Json:
    """Sign a body as the API does, to test a receiver.

    With -o table, the headers are printed as lines for curl:
    curl -H @headers.txt --data-binary @body.json URL.
    """
    from lusha_cli.webhooks.signature import SIGNATURE_HEADER, TIMESTAMP_HEADER, sent_at, sign

    signed_at = str(int(context.env.clock.now())) if timestamp is None else timestamp
    if sent_at(signed_at) is None:
        raise UsageError(
            f"--timestamp {signed_at!r} is not a Unix time.",
            hint="For example: --timestamp 1793534400",
        )
    secret = read_or_find_secret(context, from_stdin=secret_stdin, file=file)
    # Raw bytes: parsing and writing the JSON again could change the signature.
    body = read_bytes_from(context, file, source_name=file)
    headers = {SIGNATURE_HEADER: sign(secret, signed_at, body), TIMESTAMP_HEADER: signed_at}
    output = context.env.settings.get("output") or (
        "table" if context.env.stdout.isatty() else "json"
    )
    if output == "table":
        return PlainText("\n".join(f"{name}: {value}" for name, value in headers.items()))
    return headers
