"""`lusha sandbox`: the embedded emulator of the API."""

import json
import signal
import threading
from functools import partial
from typing import TYPE_CHECKING, Annotated, Any, cast

from lusha_cli.api.signal_types import EVENTS
from lusha_cli.cli.command import CommandResult, command, group
from lusha_cli.cli.global_options import LOCAL_FLAGS
from lusha_cli.cli.options import argument, choices, option
from lusha_cli.cli.server_options import HostOpt, bind_error, port_option, server_url
from lusha_cli.context.app_context import AppContext
from lusha_cli.errors import NoMatch, PartialFailure, UsageError
from lusha_cli.json_types import Json
from lusha_cli.output.layouts.local import KEY_VALUES_LAYOUT, TEST_IDENTITIES_LAYOUT
from lusha_cli.output.layouts.webhooks import EMITTED_EVENTS_LAYOUT
from lusha_cli.sandbox.plans import PLANS
from lusha_cli.sandbox.prices import BILLINGS, parse_prices

if TYPE_CHECKING:
    from lusha_cli.sandbox.faults import Fault
    from lusha_cli.sandbox.prices import Billing, Price

app = group("Try every command for free with an embedded emulator of the API.")
local_command = partial(command, app, flags=LOCAL_FLAGS)


FaultOpt = Annotated[str | None, option(
    "--fault", "KIND:SHARE,...",
    "Make a share of requests fail: 500, 500-charged, 502, 429, drop, cut, slow.",
)]  # fmt: skip
V2Opt = Annotated[str, option(
    "--v2", choices("on", "gone", "moved"),
    "State of V2: available, 410 (gone), or 301 to V3 (moved) [on].",
)]  # fmt: skip
PriceOpt = Annotated[list[str] | None, option(
    "--price", "NAME=CREDITS[/N]",
    "Price of an action for N results, such as revealPhone=10 (repeatable).",
)]  # fmt: skip
BillingOpt = Annotated[str, option(
    "--billing", choices(*BILLINGS),
    "Charge as the live API does, or as its reference documents [live].",
)]  # fmt: skip


@local_command("serve", example="lusha sandbox serve --port 8787 --plan pro")
def serve(
    context: AppContext,
    *,
    host: HostOpt = "127.0.0.1",
    port: Annotated[int, port_option(8787)] = 8787,
    plan: Annotated[
        str | None, option("--plan", choices(*PLANS), "Plan of ordinary keys [scale].")
    ] = None,
    credits: Annotated[  # noqa: A002 - the flag's name
        int | None, option("--credits", "N", "Credits of ordinary keys.", min=0, max=10**12)
    ] = None,
    rps: Annotated[
        int, option("--rps", "N", "Requests per second, or 0 for no limit [25].", min=0)
    ] = 25,
    auth: Annotated[
        str, option("--auth", choices("raw", "bearer", "any"), "Accepted form of the key [any].")
    ] = "any",
    latency: Annotated[
        int,
        option("--latency", "MS", "Delay of each response [0].", min=0, max=600_000),
    ] = 0,
    fault: FaultOpt = None,
    v2: V2Opt = "on",
    price: PriceOpt = None,
    billing: BillingOpt = "live",
    seed: Annotated[
        int | None, option("--random-seed", "N", "Seed of the random people and faults.")
    ] = None,
) -> None:
    """Serve the sandbox over HTTP until Ctrl-C."""
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
        prices=_parse_price_option(price),
        billing=cast("Billing", billing),
    )
    _handle_interrupts()
    try:
        server = make_server(context.make_sandbox(options), host=host, port=port)
    except OSError as error:
        raise bind_error(host, port, error) from error
    try:
        # The port is bound now, so the URL works as soon as it is printed.
        with server:
            _print_url(context, server_url(host, server.server_address[1]))
            server.serve_forever(poll_interval=0.1)
    except KeyboardInterrupt:
        context.env.info("\nThe sandbox has stopped.")


def _handle_interrupts() -> None:
    """Make Ctrl-C end the server even if the shell that started it in the background ignores it."""
    if (
        threading.current_thread() is threading.main_thread()
        and signal.getsignal(signal.SIGINT) is signal.SIG_IGN
    ):
        signal.signal(signal.SIGINT, signal.default_int_handler)


def _parse_fault_option(text: str | None) -> "tuple[Fault, ...]":
    from lusha_cli.sandbox.faults import parse_faults

    try:
        return parse_faults(text) if text else ()
    except ValueError as error:
        raise UsageError(
            f"--fault: {error}.", hint="For example: --fault 500:0.05,drop:0.02,slow:0.01"
        ) from error


def _parse_price_option(texts: list[str] | None) -> "dict[str, Price]":
    try:
        return parse_prices(texts or [])
    except ValueError as error:
        raise UsageError(
            f"--price: {error}",
            hint="For example: --price revealPhone=10 --price lookalikeContact=1/5",
        ) from error


def _print_url(context: AppContext, url: str) -> None:
    """Print the URL: as JSON on stdout for scripts, on stderr for people."""
    # With --port 0 a script can only learn the port from here.
    if not context.env.stdout.isatty() or context.env.json_requested:
        context.env.stdout.write(f"{json.dumps({'url': url})}\n")
        # The server runs until Ctrl-C, so a buffered line would never arrive.
        context.env.stdout.flush()
    context.env.info(
        f"The sandbox is running at {url} (Ctrl-C to stop). Try it in another terminal:"
    )
    context.env.info(f"  LUSHA_API_KEY=any lusha account usage --base-url {url}")


@local_command("status", layout=KEY_VALUES_LAYOUT, example="lusha sandbox status")
def status(context: AppContext) -> Json:
    """Show the accounts, credits and requests of the sandbox."""
    return context.sandbox.status()


@local_command("reset", example="lusha sandbox reset")
def reset(context: AppContext) -> None:
    """Reset the credits and reveals of the sandbox."""
    context.sandbox.reset()
    context.env.info("The sandbox was reset.")


@local_command("people", layout=TEST_IDENTITIES_LAYOUT, example="lusha sandbox people --limit 3")
def people(
    context: AppContext,
    *,
    limit: Annotated[int, option("--limit", "N", "Number of people [10].", min=1, max=20000)] = 10,
) -> list[dict[str, Any]]:
    """List test identities to try commands with."""
    return context.sandbox.people(limit=limit)


EventArg = Annotated[str, argument(
    choices(*EVENTS, metavar="TYPE"),
    "Type of event: a signal type, such as promotion, or optOut.",
)]  # fmt: skip
EntityTypeOpt = Annotated[str | None, option(
    "--entity-type", choices("contact", "company"), "Type of the entity [from TYPE].",
)]  # fmt: skip


@local_command(
    "emit",
    layout=EMITTED_EVENTS_LAYOUT,
    example="lusha sandbox emit promotion --entity-id 4100000000",
)
def emit(
    context: AppContext,
    event: EventArg,
    *,
    entity_id: Annotated[str, option("--entity-id", "ID", "ID of the person or company.")],
    entity_type: EntityTypeOpt = None,
    count: Annotated[int, option("--count", "N", "Number of events [1].", min=1, max=100_000)] = 1,
    seed: Annotated[
        int | None, option("--random-seed", "N", "Seed of the random people, as in sandbox serve.")
    ] = None,
) -> CommandResult:
    """Send an event to the subscriptions of the sandbox.

    The event is signed and sent to every active subscription that includes it, in all accounts of
    the sandbox, but only to loopback addresses. Each delivery costs its account 1 credit, and
    optOut is free.
    """
    from lusha_cli.sandbox.app import DEFAULT_SEED, Options

    if entity_type not in (None, EVENTS[event]):
        raise UsageError(f"{event} is an event of a {EVENTS[event]}, not of a {entity_type}.")
    # Ids differ by seed, so an event must come from the world that its subscriber uses.
    sandbox = context.make_sandbox(Options(seed=DEFAULT_SEED if seed is None else seed))
    deliveries = sandbox.emit(event, entity=entity_id.strip(), count=count, notify=context.env.info)
    return CommandResult(deliveries, failure=_delivery_failure(deliveries, event, entity_id))


def _delivery_failure(
    deliveries: list[dict[str, Any]], event: str, entity: str
) -> NoMatch | PartialFailure | None:
    """Return the failure of the command if there is no delivery, or if some failed."""
    if not deliveries:
        return NoMatch(
            f"No active subscription of the sandbox includes {event} for {entity}.",
            hint="List the subscriptions: lusha webhooks list --sandbox",
        )
    failed = [delivery for delivery in deliveries if delivery["status"] != "success"]
    if not failed:
        return None
    return PartialFailure(
        f"{len(failed):,} of {len(deliveries):,} deliveries failed. {failed[0]['error']}.",
        hint="See the attempts: lusha webhooks logs --sandbox",
    )
