"""`lusha sandbox`: the embedded emulator of the API."""

import json
from typing import TYPE_CHECKING, Annotated, Any

import typer

from lusha_cli.api.signal_types import EVENTS
from lusha_cli.cli.command import CommandResult, command, group
from lusha_cli.cli.global_options import LOCAL_FLAGS
from lusha_cli.cli.options import choice
from lusha_cli.cli.server_options import HostOpt, PortOpt, bind_error, server_url
from lusha_cli.context.app_context import AppContext
from lusha_cli.errors import NoMatch, PartialFailure, UsageError
from lusha_cli.json_types import Json
from lusha_cli.output.layouts.local import KEY_VALUES_LAYOUT, TEST_IDENTITIES_LAYOUT
from lusha_cli.output.layouts.webhooks import EMITTED_EVENTS_LAYOUT
from lusha_cli.sandbox.plans import PLANS

if TYPE_CHECKING:
    from lusha_cli.sandbox.faults import Fault

app = group("Try everything for free: an embedded emulator of the API.")


@command(app, "serve", flags=LOCAL_FLAGS, example="lusha sandbox serve --port 8787 --plan pro")
def serve(
    context: AppContext,
    *,
    host: HostOpt = "127.0.0.1",
    port: PortOpt = 8787,
    plan: Annotated[
        str | None,
        typer.Option(
            "--plan",
            parser=choice(*PLANS),
            metavar="|".join(PLANS),
            help="Plan of ordinary keys (scale).",
        ),
    ] = None,
    credits: Annotated[  # noqa: A002 - the flag's name
        int | None,
        typer.Option("--credits", min=0, max=10**12, metavar="N", help="Credits of ordinary keys."),
    ] = None,
    rps: Annotated[
        int, typer.Option("--rps", min=0, metavar="N", help="Requests a second; 0 is no limit.")
    ] = 25,
    auth: Annotated[
        str,
        typer.Option(
            "--auth",
            parser=choice("raw", "bearer", "any"),
            metavar="raw|bearer|any",
            help="How the key must be sent.",
        ),
    ] = "any",
    latency: Annotated[
        int,
        typer.Option("--latency", min=0, max=600_000, metavar="MS", help="Wait before answers."),
    ] = 0,
    fault: Annotated[
        str | None,
        typer.Option(
            "--fault",
            metavar="KIND:SHARE,...",
            help="Let a share of requests fail: 500, 502, 429, drop, cut, slow.",
        ),
    ] = None,
    v2: Annotated[
        str,
        typer.Option(
            "--v2",
            parser=choice("on", "gone", "moved"),
            metavar="on|gone|moved",
            help="What becomes of V2: there, 410, or 301 to V3.",
        ),
    ] = "on",
    seed: Annotated[
        int | None,
        typer.Option("--seed", metavar="N", help="Another world of people, and of faults."),
    ] = None,
) -> None:
    """Serve the sandbox over HTTP, for any client, until Ctrl-C."""
    from lusha_cli.sandbox.app import DEFAULT_SEED, Options
    from lusha_cli.sandbox.server import make_server

    options = Options(
        plan=plan,
        credits=credits,
        rps=rps,
        auth=auth,
        seed=DEFAULT_SEED if seed is None else seed,
        latency=latency / 1000,
        faults=_parse_fault_option(fault),
        v2=v2,
    )
    try:
        server = make_server(context.make_sandbox(options), host=host, port=port)
    except OSError as error:
        raise bind_error(host, port, error) from error
    with server:
        _print_url(context, server_url(host, server.server_address[1]))
        try:
            server.serve_forever(poll_interval=0.1)
        except KeyboardInterrupt:
            context.env.info("\nThe sandbox has stopped.")


def _parse_fault_option(text: str | None) -> "tuple[Fault, ...]":
    from lusha_cli.sandbox.faults import parse_faults

    try:
        return parse_faults(text) if text else ()
    except ValueError as error:
        raise UsageError(
            f"--fault: {error}.", hint="Such as: --fault 500:0.05,drop:0.02,slow:0.01"
        ) from error


def _print_url(context: AppContext, url: str) -> None:
    """Print the URL: as JSON on stdout for scripts, on stderr for people."""
    if not context.env.stdout.isatty() or context.env.json_requested:
        context.env.stdout.write(f"{json.dumps({'url': url})}\n")
        context.env.stdout.flush()
    context.env.info(f"The sandbox answers at {url} (Ctrl-C stops it). Try it in another terminal:")
    context.env.info(f"  LUSHA_API_KEY=any lusha account usage --base-url {url}")


@command(app, "status", layout=KEY_VALUES_LAYOUT, flags=LOCAL_FLAGS, example="lusha sandbox status")
def status(context: AppContext) -> Json:
    """Show the sandbox's accounts, credits and requests."""
    return context.sandbox.status()


@command(app, "reset", flags=LOCAL_FLAGS, example="lusha sandbox reset")
def reset(context: AppContext) -> None:
    """Give the sandbox its credits back and forget what was revealed."""
    context.sandbox.reset()
    context.env.info("The sandbox is as new.")


@command(
    app,
    "people",
    layout=TEST_IDENTITIES_LAYOUT,
    flags=LOCAL_FLAGS,
    example="lusha sandbox people --limit 3",
)
def people(
    context: AppContext,
    *,
    limit: Annotated[
        int, typer.Option("--limit", min=1, max=20000, metavar="N", help="How many (10).")
    ] = 10,
) -> list[dict[str, Any]]:
    """Show people of the sandbox to try commands with."""
    return context.sandbox.people(limit=limit)


@command(
    app,
    "emit",
    layout=EMITTED_EVENTS_LAYOUT,
    flags=LOCAL_FLAGS,
    example="lusha sandbox emit promotion --entity-id 4100000000",
)
def emit(
    context: AppContext,
    event: Annotated[
        str,
        typer.Argument(
            metavar="TYPE",
            parser=choice(*EVENTS),
            help="What happens: a type of signal, such as promotion, or optOut.",
        ),
    ],
    *,
    entity_id: Annotated[
        str, typer.Option("--entity-id", metavar="ID", help="Person or company it happens to.")
    ],
    entity_type: Annotated[
        str | None,
        typer.Option(
            "--entity-type",
            parser=choice("contact", "company"),
            metavar="contact|company",
            help="What the id is of; TYPE says it too.",
        ),
    ] = None,
    count: Annotated[
        int, typer.Option("--count", min=1, max=100_000, metavar="N", help="How often (1).")
    ] = 1,
    seed: Annotated[
        int | None,
        typer.Option("--seed", metavar="N", help="World of `sandbox serve --seed`."),
    ] = None,
) -> CommandResult:
    """Let something happen, and have whoever subscribed to it told.

    The event is signed and sent to every active subscription that wants it, of all accounts of the
    sandbox, at loopback addresses only. Each delivery charges its account 1 credit, optOut nothing.
    """
    from lusha_cli.sandbox.app import DEFAULT_SEED, Options

    if entity_type not in (None, EVENTS[event]):
        raise UsageError(f"{event} happens to a {EVENTS[event]}, not to a {entity_type}.")
    sandbox = context.make_sandbox(Options(seed=DEFAULT_SEED if seed is None else seed))
    deliveries = sandbox.emit(event, entity=entity_id.strip(), count=count, notify=context.env.info)
    return CommandResult(deliveries, failure=_delivery_failure(deliveries, event, entity_id))


def _delivery_failure(
    deliveries: list[dict[str, Any]], event: str, entity: str
) -> NoMatch | PartialFailure | None:
    """Return the failure of the command if no delivery or not every one succeeded."""
    if not deliveries:
        return NoMatch(
            f"No active subscription of the sandbox wants {event} of {entity}.",
            hint="See them: lusha webhooks list --sandbox",
        )
    failed = [delivery for delivery in deliveries if delivery["status"] != "success"]
    if not failed:
        return None
    return PartialFailure(
        f"{len(failed):,} of {len(deliveries):,} deliveries failed. {failed[0]['error']}.",
        hint="See the attempts: lusha webhooks logs --sandbox",
    )
