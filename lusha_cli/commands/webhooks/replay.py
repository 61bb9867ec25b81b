"""`lusha webhooks replay`: send logged deliveries again."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING, Annotated

from lusha_cli.cli.command import CommandResult
from lusha_cli.cli.global_options import CONNECTION_OPTIONS
from lusha_cli.cli.options import DAY, ValueType, argument, option, separated
from lusha_cli.commands.webhooks.listen import log_location
from lusha_cli.commands.webhooks.secret import SecretStdinOpt, read_or_find_secret
from lusha_cli.commands.webhooks.signature_options import DEFAULT_PORT, SIGNATURE_FLAGS
from lusha_cli.context.app_context import AppContext
from lusha_cli.errors import PartialDelivery, UsageError

if TYPE_CHECKING:
    from lusha_cli.webhooks.deliveries import Delivery


DEFAULT_TARGET = f"http://127.0.0.1:{DEFAULT_PORT}"
REPLAY_FLAGS = {**SIGNATURE_FLAGS, "timeout": CONNECTION_OPTIONS["timeout"]}


FileArg = Annotated[str | None, argument(
    "FILE", "Log written by listen: FILE.jsonl or sqlite:///FILE [the profile's log].",
)]  # fmt: skip


def replay(
    context: AppContext,
    file: FileArg = None,
    *,
    to: Annotated[
        str,
        option("--to", "URL", f"URL of the receiver, local or https [{DEFAULT_TARGET}]."),
    ] = DEFAULT_TARGET,
    since: Annotated[
        str | None,
        option("--since", DAY, "Deliveries since a date, or in a time span such as 2w."),
    ] = None,
    ids: Annotated[
        list[str] | None,
        option("--id", separated(ValueType("ID")), "ID of a delivery to resend (repeatable)."),
    ] = None,
    secret_stdin: SecretStdinOpt = False,
) -> CommandResult:
    """Resend logged deliveries with a new signature.

    They have the header X-Lusha-Replay: 1. `lusha webhooks listen` doesn't process a delivery
    twice: its state in the result is then duplicate. No request is sent to the API.
    """
    from lusha_cli.webhooks.forwarding.replay import replay
    from lusha_cli.webhooks.forwarding.sender import Sender, check_url

    # Deliveries hold personal data, so only this machine or https may get them.
    check_url(to, parameter="--to")
    deliveries = _select_deliveries(context, file, since=since, ids=ids or [])
    secret = read_or_find_secret(context, from_stdin=secret_stdin)
    sender = Sender(to, timeout=context.env.settings.get("timeout"))
    try:
        records = list(replay(deliveries, sender, secret=secret, now=context.env.clock.now))
    finally:
        sender.close()
    states = [record["state"] for record in records]
    counts = {state: states.count(state) for state in ("delivered", "duplicate", "failed")}
    context.defer_note(
        f"{counts['delivered']} delivered, {counts['duplicate']} already received, "
        f"{counts['failed']} failed."
    )
    if not counts["failed"]:
        return CommandResult(records)
    message = f"{counts['failed']} of {len(records)} deliveries could not be sent to {to}."
    reason = next(record["error"] for record in records if record["error"])
    return CommandResult(records, failure=PartialDelivery(message, hint=f"First error: {reason}."))


def _select_deliveries(
    context: AppContext, file: str | None, *, since: str | None, ids: Sequence[str]
) -> "Iterator[Delivery]":
    """Return the deliveries to send again. Raises UsageError for an id that the log lacks."""
    from lusha_cli.webhooks.log.reader import read_log

    location = log_location(context, file, parameter="FILE")
    if ids:
        missing = set(ids) - {delivery.id for delivery in read_log(location)}
        # Before anything is sent: a mistyped id among others would go unnoticed.
        if missing:
            raise UsageError(
                f"{location} has no delivery with the ID {', '.join(sorted(missing))}."
            )
    elif file is None or since is None:
        next(read_log(location), None)  # reports a missing or invalid log before anything is sent
    return (
        delivery
        for delivery in read_log(location)
        if (not ids or delivery.id in ids)
        and (since is None or date.fromtimestamp(delivery.received).isoformat() >= since)
    )
