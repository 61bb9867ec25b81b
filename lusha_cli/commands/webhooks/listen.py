"""What `lusha webhooks listen` and `replay` do: the flags as a plan, and the talk about it."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from datetime import date
from typing import TYPE_CHECKING, Any

from lusha_cli.api.signal_types import EVENTS
from lusha_cli.cli.server_options import cannot_listen, served_at
from lusha_cli.commands.webhooks.signing_secret import find_secret
from lusha_cli.context.app_context import World
from lusha_cli.errors import UsageError
from lusha_cli.output.deliveries import event_json, event_line

if TYPE_CHECKING:
    from lusha_cli.webhooks.deliveries import Delivery
    from lusha_cli.webhooks.forwarding.sinks import Sink
    from lusha_cli.webhooks.log.delivery_log import DeliveryLog
    from lusha_cli.webhooks.server.server import ServerOptions, ServerSummary


def run_listener(
    world: World,
    *,
    address: tuple[str, int, str | None],
    out: str | None,
    forward: str | None,
    execute: str | None,
    types: tuple[str, ...],
    tolerance: float,
) -> None:
    """Listen until Ctrl-C; `at` is the address, the port and the path."""
    from lusha_cli.webhooks.log.delivery_log import DeliveryLog
    from lusha_cli.webhooks.log.location import create_log_folder
    from lusha_cli.webhooks.server.http_protocol import check_installed
    from lusha_cli.webhooks.server.server import ServerOptions

    check_installed()
    host, port, path = address
    if path is not None and not path.startswith("/"):
        raise UsageError(
            f"--path {path}: a path begins with a slash.", hint=f"Such as: --path /{path}"
        )
    _check_output(world)
    _warn_unknown_types(world, types)
    location = _log_location(world, out)
    sinks = _make_sinks(world, forward=forward, execute=execute, types=types)
    options = ServerOptions(
        host=host,
        port=port,
        path=path,
        secret=find_secret(world, asks=True),
        tolerance=tolerance,
        types=types,
        sinks=sinks,
    )
    if out is None:
        create_log_folder(location)
    with closing(DeliveryLog(location, notify=world.note)) as log:
        _print_summary(world, _listen(world, options, log))


def _listen(world: World, options: "ServerOptions", log: "DeliveryLog") -> "ServerSummary":
    import random

    from lusha_cli.webhooks.server.server import WebhookServer

    def on_listening(port: int) -> None:
        url = f"{served_at(options.host, port)}{options.path or ''}"
        world.note(f"Listening at {url} (Ctrl-C ends it). Deliveries are logged in {log.location}.")
        if options.is_public:
            world.note("Warning: other machines can reach it, in clear: let TLS end before it.")
        for sink in options.sinks[1:]:
            world.note(f"From there they go to {sink.label}.")
        if not world.in_sandbox:
            world.note("The API delivers to https only: lusha webhooks listen --help   names ways.")

    server = WebhookServer(
        options,
        log,
        clock=world.clock,
        jitter=random.random,
        show=lambda deliveries: _print_deliveries(world, deliveries),
        print_message=world.note,
        on_listening=on_listening,
    )
    try:
        return server.run()
    except OSError as error:
        raise cannot_listen(options.host, options.port, error) from error


def _check_output(world: World) -> None:
    output = world.settings.get("output")
    if output not in (None, "table", "json", "jsonl"):
        raise UsageError(
            f"Events come one by one, and are not shown as {output}.",
            hint="Choose: --output table, json or jsonl",
        )


def _warn_unknown_types(world: World, types: Sequence[str]) -> None:
    for name in types:
        if name not in EVENTS:
            world.note(f"Warning: {name!r} is no type of event that is known here.")


def _log_location(world: World, text: str | None, *, parameter: str = "--out") -> Any:
    from lusha_cli.webhooks.log.location import default_location, parse_log_location

    if text is not None:
        return parse_log_location(text, parameter=parameter)
    folder = world.state_folder / "webhooks"
    return default_location(
        folder / "sandbox" if world.in_sandbox else folder, world.settings.profile
    )


def _make_sinks(
    world: World, *, forward: str | None, execute: str | None, types: tuple[str, ...]
) -> "tuple[Sink, ...]":
    """The suppression list first, then what the flags name."""
    from lusha_cli.webhooks.forwarding.sinks import CommandSink, SuppressionSink, UrlSink

    def suppress(names: Iterable[str]) -> None:
        world.suppression.add(names, at=world.clock.now())

    sinks: list[Sink] = [SuppressionSink(suppress)]
    if forward is not None:
        sinks.append(UrlSink(forward, types=types, timeout=world.settings.get("timeout")))
    if execute is not None:
        sinks.append(CommandSink(execute, types=types, env=world.env))
    return tuple(sinks)


def _print_deliveries(world: World, deliveries: "Sequence[Delivery]") -> None:
    is_terminal, encoding = world.stdout.isatty(), world.stdout.encoding
    output = world.settings.get("output") or ("table" if is_terminal else "json")
    for delivery in deliveries:
        if output == "table":
            line = event_line(delivery, width=world.width if is_terminal else 0, encoding=encoding)
        else:
            line = event_json(delivery.body, is_terminal=is_terminal, encoding=encoding)
        world.stdout.write(f"{line}\n")
    world.stdout.flush()


def _print_summary(world: World, summary: "ServerSummary") -> None:
    counts = summary.counts
    refused = {name: counts[name] for name in ("unsigned", "forged", "stale") if counts[name]}
    other = {
        "not JSON": counts["malformed"],
        "refused as the log could not be written": counts["full"],
        "of other kinds": counts["strays"] + counts["broken"],
    }
    parts = [f"{counts['new']} logged", f"{counts['replay']} taken before"]
    if refused:
        reasons = ", ".join(f"{count} {name}" for name, count in refused.items())
        parts.append(f"{sum(refused.values())} refused ({reasons})")
    parts += [f"{count} {reason}" for reason, count in other.items() if count]
    world.note(f"\nEnded: {', '.join(parts)}.")
    for label, pending in summary.pending.items():
        delivered = summary.delivered[label]
        if pending:
            world.note(
                f"{label}: {delivered} arrived. {pending} stay in the log, and go on when the same "
                "command is run again."
            )
        elif delivered:
            world.note(f"{label}: {delivered} arrived.")
    if summary.failure is not None:
        raise summary.failure


def select_deliveries(
    world: World, file: str | None, *, since: str | None, ids: Sequence[str]
) -> "Iterator[Delivery]":
    """The deliveries of a log that are to be sent again; UsageError for an id that it lacks."""
    from lusha_cli.webhooks.log.reader import read_log

    location = _log_location(world, file, parameter="FILE")
    if ids:
        missing = set(ids) - {delivery.id for delivery in read_log(location)}
        if missing:
            raise UsageError(
                f"{location} has no delivery with the id {', '.join(sorted(missing))}."
            )
    elif file is None or since is None:
        next(read_log(location), None)  # a log that is none is told of first
    return (
        delivery
        for delivery in read_log(location)
        if (not ids or delivery.id in ids)
        and (since is None or date.fromtimestamp(delivery.received).isoformat() >= since)
    )
