"""`lusha webhooks listen`: receive deliveries until Ctrl-C."""

from collections.abc import Iterable, Sequence
from contextlib import closing
from functools import partial
from typing import TYPE_CHECKING, Annotated

from lusha_cli.api.signal_types import EVENTS
from lusha_cli.cli.global_options import CONNECTION_OPTIONS, LOGGING_OPTIONS, OUTPUT_OPTIONS
from lusha_cli.cli.options import ValueType, option, separated
from lusha_cli.cli.server_options import HostOpt, bind_error, port_option, server_url
from lusha_cli.commands.webhooks.personal_data import daily_deletion, erase_person
from lusha_cli.commands.webhooks.secret import find_secret
from lusha_cli.commands.webhooks.signature_options import (
    DEFAULT_PORT,
    DEFAULT_TOLERANCE,
    ToleranceOpt,
)
from lusha_cli.context.app_context import AppContext
from lusha_cli.errors import UsageError
from lusha_cli.parsing.invalid_value import InvalidValue
from lusha_cli.parsing.sizes import parse_size

if TYPE_CHECKING:
    from lusha_cli.webhooks.deliveries import Delivery
    from lusha_cli.webhooks.forwarding.sinks import Sink
    from lusha_cli.webhooks.log.delivery_log import DeliveryLog
    from lusha_cli.webhooks.log.location import LogLocation
    from lusha_cli.webhooks.server.server import ServerOptions, ServerSummary


# Events form a stream, which is never complete for --fields or --query.
LISTEN_FLAGS = {
    **{name: OUTPUT_OPTIONS[name] for name in ("output", "json")},
    **CONNECTION_OPTIONS, **LOGGING_OPTIONS,
}  # fmt: skip


# Smaller files would be too many.
_MIN_ROTATION_SIZE = 100_000


def _parse_rotation_size(text: str) -> int:
    size = parse_size(text)
    if size < _MIN_ROTATION_SIZE:
        raise InvalidValue(f"{text!r} is too small: use 100kB or more.")
    return size


PathOpt = Annotated[str | None, option(
    "--path", "/PATH",
    "Only path to accept [any]. A proxy may add a prefix to it.",
)]  # fmt: skip
OutOpt = Annotated[str | None, option(
    "--out", "FILE.jsonl|sqlite:///FILE",
    "Log of deliveries [a database in the state folder, one per profile].",
)]  # fmt: skip
ForwardOpt = Annotated[str | None, option(
    "--forward", "URL", "Forward each delivery, signed as received, to this machine or over https.",
)]  # fmt: skip
ExecuteOpt = Annotated[str | None, option(
    "--exec", "CMD",
    "Command to run for each delivery, without a shell. It gets the body on stdin, and "
    "LUSHA_EVENT_ID, LUSHA_EVENT_TYPE and more in its environment. Exit code 0 means success.",
)]  # fmt: skip
RotateOpt = Annotated[int | None, option(
    "--rotate", ValueType("SIZE", _parse_rotation_size),
    "Size from which the log continues in a new file, such as 100MB [never].",
)]  # fmt: skip
EventOpt = Annotated[list[str] | None, option(
    "--event", separated(ValueType("TYPE")),
    "Type of events to show and forward, such as promotion (repeatable). All are logged.",
)]  # fmt: skip


def listen(
    context: AppContext,
    *,
    host: HostOpt = "127.0.0.1",
    port: Annotated[int, port_option(DEFAULT_PORT)] = DEFAULT_PORT,
    path: PathOpt = None,
    out: OutOpt = None,
    forward: ForwardOpt = None,
    execute: ExecuteOpt = None,
    rotate: RotateOpt = None,
    event: EventOpt = None,
    tolerance: ToleranceOpt = DEFAULT_TOLERANCE,
) -> None:
    """Receive deliveries: log, acknowledge, show and forward them.

    Needs the extra `webhooks`. Runs until Ctrl-C. Only deliveries that are signed with the
    account's secret are accepted. A delivery is stored on disk before it is acknowledged, and a
    repeated one is only acknowledged. People who opt out are added to the suppression list, and
    also erased as by `lusha privacy forget` if the setting opt_outs is forget. Deliveries in a log
    of --out are not erased.

    With --rotate, a log that is too large is renamed to FILE-20261201T120000Z.jsonl, and the next
    deliveries go to a new file. If the log is a database, its deliveries are moved to another one.
    Pending deliveries are forwarded from there, and `lusha webhooks replay` reads both. Once a day,
    deliveries in the state folder that are older than the setting retention are deleted.

    --forward and --exec get deliveries from the log, in order for each person or company. Failed
    ones are retried, also after a restart with the same URL or command. A new URL or command starts
    with the next delivery. To send earlier ones, use `lusha webhooks replay`.

    In a pipe, each event is one line of JSON: the unchanged body.

    The API delivers only to https URLs. Put TLS in front: a reverse proxy on a public host (caddy
    reverse-proxy --from hooks.firm.example --to 127.0.0.1:8788, or nginx with proxy_pass), or a
    tunnel to this machine (cloudflared tunnel --url http://127.0.0.1:8788, ngrok http 8788).
    """
    from lusha_cli.webhooks.log.delivery_log import DeliveryLog
    from lusha_cli.webhooks.log.location import check_writable, create_log_folder
    from lusha_cli.webhooks.log.rotation import RotationOptions
    from lusha_cli.webhooks.server.http_protocol import check_installed
    from lusha_cli.webhooks.server.server import ServerOptions

    # Before the secret is requested, since the optional package may be missing.
    check_installed()
    types = tuple(event or ())
    if path is not None and not path.startswith("/"):
        raise UsageError(f"--path {path} must begin with a slash.", hint=f"Use: --path /{path}")
    _check_output(context)
    _warn_unknown_types(context, types)
    location = log_location(context, out)
    if out is not None:
        check_writable(location, parameter="--out")
    sinks = _make_sinks(context, forward=forward, execute=execute, types=types)
    options = ServerOptions(
        host=host,
        port=port,
        path=path,
        # Requested now, since a delivery cannot wait for it.
        secret=find_secret(context, request=True),
        tolerance=tolerance,
        types=types,
        sinks=sinks,
    )
    # Only the default folder is ours; a missing folder of --out is probably a typo.
    if out is None:
        create_log_folder(location)
    rotation = None if rotate is None else RotationOptions(rotate, context.env.clock.now)
    with (
        daily_deletion(context),
        closing(DeliveryLog(location, notify=context.env.info, rotation=rotation)) as log,
    ):
        _print_summary(context, _serve(context, options, log))


def _serve(context: AppContext, options: "ServerOptions", log: "DeliveryLog") -> "ServerSummary":
    import random

    from lusha_cli.webhooks.server.server import WebhookServer

    def on_listening(port: int) -> None:
        url = f"{server_url(options.host, port)}{options.path or ''}"
        context.env.info(
            f"Listening at {url} (Ctrl-C to stop). Deliveries are logged in {log.location}."
        )
        # Bodies hold personal data, which http would carry readable through the network.
        if options.is_public:
            context.env.info(
                "Warning: other machines can reach this address without encryption. "
                "Put a TLS proxy in front of it."
            )
        for sink in options.sinks:
            if not sink.is_internal:
                context.env.info(f"Deliveries are forwarded to {sink.label}.")
        if not context.env.in_sandbox:
            context.env.info(
                "The API delivers only to https URLs. To set up TLS, see: "
                "lusha webhooks listen --help"
            )

    server = WebhookServer(
        options,
        log,
        clock=context.env.clock,
        jitter=random.random,
        show=lambda deliveries: _print_deliveries(context, deliveries),
        print_message=context.env.info,
        on_listening=on_listening,
    )
    try:
        return server.run()
    except OSError as error:
        raise bind_error(options.host, options.port, error) from error


def _check_output(context: AppContext) -> None:
    output = context.env.settings.get("output")
    if output not in (None, "table", "json", "jsonl"):
        raise UsageError(
            f"A stream of events can't be shown as {output}.",
            hint="Use --output table, json or jsonl.",
        )


def _warn_unknown_types(context: AppContext, types: Sequence[str]) -> None:
    for name in types:
        # Only a warning, as the API may add types.
        if name not in EVENTS:
            context.env.info(f"Warning: {name!r} is not a known type of event.")


def log_location(
    context: AppContext, text: str | None, *, parameter: str = "--out"
) -> "LogLocation":
    """Return the location in `text`, by default the log of the profile."""
    from lusha_cli.webhooks.log.location import default_location, parse_log_location

    if text is not None:
        return parse_log_location(text, parameter=parameter)
    folder = context.env.state_folder / "webhooks"
    # Events of the sandbox must not be forwarded as real ones.
    return default_location(
        folder / "sandbox" if context.env.in_sandbox else folder, context.env.settings.profile
    )


def _make_sinks(
    context: AppContext, *, forward: str | None, execute: str | None, types: tuple[str, ...]
) -> "tuple[Sink, ...]":
    """Return the suppression list first, then the sinks of the flags, then the erasure."""
    from lusha_cli.webhooks.forwarding.sinks import (
        CommandSink,
        ErasureSink,
        SuppressionSink,
        UrlSink,
    )

    def suppress(names: Iterable[str]) -> None:
        context.env.suppression_list.add(names, at=context.env.clock.now())

    # Always the first: an opt-out applies even if every other receiver fails.
    sinks: list[Sink] = [SuppressionSink(suppress)]
    if forward is not None:
        sinks.append(UrlSink(forward, types=types, timeout=context.env.settings.get("timeout")))
    if execute is not None:
        sinks.append(CommandSink(execute, types=types, env=context.env.variables))
    if context.env.settings.get("opt_outs") == "forget":
        sinks.append(ErasureSink(partial(erase_person, context), others=sinks))
    return tuple(sinks)


def _print_deliveries(context: AppContext, deliveries: "Sequence[Delivery]") -> None:
    from lusha_cli.output.deliveries import event_json, event_line

    is_terminal, encoding = context.env.stdout.isatty(), context.env.stdout.encoding
    output = context.env.settings.get("output") or ("table" if is_terminal else "json")
    for delivery in deliveries:
        if output == "table":
            line = event_line(
                delivery, width=context.env.terminal_width if is_terminal else 0, encoding=encoding
            )
        else:
            line = event_json(delivery.body, is_terminal=is_terminal, encoding=encoding)
        context.env.stdout.write(f"{line}\n")
    # Each event at once: a reader of the pipe would wait for a full buffer.
    context.env.stdout.flush()


def _print_summary(context: AppContext, summary: "ServerSummary") -> None:
    counts = summary.counts
    refused = {name: counts[name] for name in ("unsigned", "forged", "stale") if counts[name]}
    other = {
        "not JSON": counts["malformed"],
        "rejected because the log could not be written": counts["full"],
        "not deliveries": counts["strays"] + counts["broken"],
    }
    parts = [f"{counts['new']} logged", f"{counts['replay']} already received"]
    if refused:
        reasons = ", ".join(f"{count} {name}" for name, count in refused.items())
        parts.append(f"{sum(refused.values())} rejected ({reasons})")
    parts += [f"{count} {reason}" for reason, count in other.items() if count]
    context.env.info(f"\nStopped: {', '.join(parts)}.")
    for label, pending in summary.pending.items():
        delivered = summary.delivered[label]
        if pending:
            context.env.info(
                f"{label}: {delivered} delivered. {pending} are in the log, and are sent when the "
                "same command runs again."
            )
        elif delivered:
            context.env.info(f"{label}: {delivered} delivered.")
    if summary.failure is not None:
        # Last, so that the counts are printed even if the log failed.
        raise summary.failure
