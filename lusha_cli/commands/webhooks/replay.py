"""`lusha webhooks replay`: send logged deliveries again."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any

from lusha_cli.cli.command import CommandResult
from lusha_cli.cli.global_options import CONNECTION_OPTIONS
from lusha_cli.cli.options import DAY, ValueType, argument, option, separated
from lusha_cli.commands.webhooks.listen import log_location
from lusha_cli.commands.webhooks.secret import SecretStdinOpt, read_or_find_secret
from lusha_cli.commands.webhooks.signature_options import DEFAULT_PORT, SIGNATURE_FLAGS
from lusha_cli.context.app_context import AppContext
from lusha_cli.errors import ClosedPipe, Interrupted, LushaError, PartialDelivery, UsageError
from lusha_cli.json_types import Json
from lusha_cli.packed_body import PackedBody

if TYPE_CHECKING:
    from lusha_cli.webhooks.deliveries import Delivery
    from lusha_cli.webhooks.log.location import LogLocation


DEFAULT_TARGET = f"http://127.0.0.1:{DEFAULT_PORT}"
# Records of the result.
_SHOWN_AT_ONCE = 100
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
    from lusha_cli.output.progress import DeliveryProgress
    from lusha_cli.webhooks.forwarding.replay import replay
    from lusha_cli.webhooks.forwarding.sender import Sender, check_url
    from lusha_cli.webhooks.log.reader import count_deliveries

    # Deliveries hold personal data, so only this machine or https may get them.
    check_url(to, parameter="--to")
    location = log_location(context, file, parameter="FILE")
    is_whole = not ids and since is None
    deliveries = _select_deliveries(
        location, since=since, ids=ids or [], must_exist=file is None or since is None
    )
    secret = read_or_find_secret(context, from_stdin=secret_stdin)
    sender = Sender(to, timeout=context.env.settings.get("timeout"))
    result = _Result(context.show_pages)
    progress = DeliveryProgress(
        context.env.stderr.stream,
        # Rows that are shown as they come are progress enough.
        is_terminal=context.env.shows_progress and not context.env.stdout.isatty(),
        width=lambda: context.env.terminal_width,
        color=context.env.uses_color(context.env.stderr),
        total=count_deliveries(location) if is_whole else 0,
    )
    is_interrupted = False
    try:
        with progress:
            for record in replay(deliveries, sender, secret=secret, now=context.env.clock.now):
                result.add(record)
                progress.advance(1, failed=record["state"] == "failed")
    except KeyboardInterrupt:
        is_interrupted = True
    finally:
        sender.close()
    result.flush()
    if result.output_error is not None:
        raise result.output_error
    counts = result.counts
    context.defer_note(
        f"{counts['delivered']:,} delivered, {counts['duplicate']:,} already received, "
        f"{counts['failed']:,} failed."
    )
    body: Json = result.records if len(result.records) else []
    if is_interrupted:
        failure = Interrupted("Interrupted. The deliveries that follow were not sent.")
        return CommandResult(body, failure=failure)
    if not counts["failed"]:
        return CommandResult(body)
    message = f"{counts['failed']:,} of {counts.total():,} deliveries could not be sent to {to}."
    return CommandResult(
        body, failure=PartialDelivery(message, hint=f"First error: {result.first_error}.")
    )


class _Result:
    """The records of a replay: compressed, and shown a hundred at a time.

    `show` shows a list of records; None if they are shown at the end.
    """

    def __init__(self, show: "Callable[[Json], bool] | None") -> None:
        self.counts: Counter[str] = Counter()
        self.first_error = ""
        self.output_error: Exception | None = None
        self.records = PackedBody()
        self._show = show
        self._waiting: list[Json] = []

    def add(self, record: dict[str, Any]) -> None:
        """Add a record."""
        self.counts[record["state"]] += 1
        self.first_error = self.first_error or record["error"] or ""
        self._waiting.append(record)
        if len(self._waiting) >= _SHOWN_AT_ONCE:
            self.flush()

    def flush(self) -> None:
        """Show the records that wait."""
        if not self._waiting:
            return
        self.records.add(self._waiting)
        try:
            if self._show is not None and self._show(self._waiting):
                self.records.drop()
        except (ClosedPipe, LushaError) as error:
            # The other deliveries are sent all the same.
            self.output_error = error
            self._show = None
        self._waiting = []


def _select_deliveries(
    location: "LogLocation", *, since: str | None, ids: Sequence[str], must_exist: bool
) -> "Iterator[Delivery]":
    """Return the deliveries to send again. Raises UsageError for an id that the log lacks."""
    from lusha_cli.webhooks.log.reader import read_log

    if ids:
        missing = set(ids)
        for delivery in read_log(location):
            missing.discard(delivery.id)
        # Before anything is sent: a mistyped id among others would go unnoticed.
        if missing:
            raise UsageError(
                f"{location} has no delivery with the ID {', '.join(sorted(missing))}."
            )
    elif must_exist:
        next(read_log(location), None)  # reports a missing or invalid log before anything is sent
    return (
        delivery
        for delivery in read_log(location)
        if (not ids or delivery.id in ids)
        and (since is None or date.fromtimestamp(delivery.received).isoformat() >= since)
    )
