"""`lusha webhooks verify`: check the signature and age of a delivery."""

from typing import Annotated

from lusha_cli.cli.command import CommandResult
from lusha_cli.cli.json_input import read_bytes_from
from lusha_cli.cli.options import option
from lusha_cli.commands.webhooks.secret import SecretStdinOpt, read_or_find_secret
from lusha_cli.commands.webhooks.signature_options import DEFAULT_TOLERANCE, BodyArg, ToleranceOpt
from lusha_cli.context.app_context import AppContext
from lusha_cli.errors import BadSignature


def verify(
    context: AppContext,
    file: BodyArg,
    *,
    signature: Annotated[
        str, option("--signature", "HEX", "Value of the header X-Lusha-Signature.")
    ],
    timestamp: Annotated[
        str, option("--timestamp", "SECONDS", "Value of the header X-Lusha-Timestamp.")
    ],
    tolerance: ToleranceOpt = DEFAULT_TOLERANCE,
    secret_stdin: SecretStdinOpt = False,
) -> CommandResult:
    """Check the signature and age of a delivery.

    If the check fails, the exit code is 5, and `reason` is unsigned (the signature or timestamp is
    malformed), forged (the signature doesn't match) or stale (the timestamp is too old).
    """
    from lusha_cli.webhooks.signature import is_signed, sent_at, verify_delivery

    signature, timestamp = signature.strip(), timestamp.strip()
    secret = read_or_find_secret(context, from_stdin=secret_stdin, file=file)
    body, now = read_bytes_from(context, file, source_name=file), context.env.clock.now()
    verdict = verify_delivery(
        secret, body, signature=signature, timestamp=timestamp, now=now, tolerance=tolerance
    )
    sent_timestamp = sent_at(timestamp)
    report = {
        "valid": verdict == "valid",
        "reason": None if verdict == "valid" else verdict,
        "ageSeconds": None if sent_timestamp is None else round(now - sent_timestamp, 1),
    }
    if verdict == "valid":
        return CommandResult(report)
    hint = None
    # The most frequent cause: editors and `echo` add a line break to a copied body.
    if verdict == "forged" and is_signed(secret, timestamp, body.rstrip(b"\r\n"), signature):
        hint = "The signature matches without the final line break, which an editor may have added."
    return CommandResult(
        report,
        failure=BadSignature(_VERDICT_MESSAGES[verdict], hint=hint or _VERDICT_HINTS[verdict]),
    )


_VERDICT_MESSAGES = {
    "unsigned": "The signature is not 64 hexadecimal digits, or the timestamp is not a Unix time.",
    "forged": "The signature does not match the body, the timestamp and the secret.",
    "stale": "The signature matches, but the timestamp is too old or in the future.",
}
_VERDICT_HINTS = {
    "unsigned": "Pass the values of the headers X-Lusha-Signature and X-Lusha-Timestamp.",
    "forged": "Pass the body byte for byte as received, and use the account's current secret.",
    "stale": "To check an old delivery, add --tolerance 0.",
}
