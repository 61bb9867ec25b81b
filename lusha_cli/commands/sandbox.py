"""`lusha sandbox`: the embedded emulator of the API."""

import json
from typing import TYPE_CHECKING, Annotated, Any

import typer

from lusha_cli.command import Json, command, group
from lusha_cli.errors import UsageError
from lusha_cli.flags import LOCAL_FLAGS
from lusha_cli.options import choice
from lusha_cli.sandbox.plans import PLANS
from lusha_cli.show.columns import KEY_VALUES, SANDBOX_PEOPLE
from lusha_cli.world import World

if TYPE_CHECKING:
    from lusha_cli.sandbox.faults import Fault

app = group("Try everything for free: an embedded emulator of the API.")


@command(app, "serve", flags=LOCAL_FLAGS, example="lusha sandbox serve --port 8787 --plan pro")
def serve(
    world: World,
    *,
    host: Annotated[
        str, typer.Option("--host", metavar="ADDRESS", help="Address to listen on.")
    ] = "127.0.0.1",
    port: Annotated[
        int, typer.Option("--port", min=0, max=65535, metavar="PORT", help="0 takes a free one.")
    ] = 8787,
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
    from lusha_cli.sandbox.sandbox import DEFAULT_SEED, Options
    from lusha_cli.sandbox.server import make_server

    options = Options(
        plan=plan,
        credits=credits,
        rps=rps,
        auth=auth,
        seed=DEFAULT_SEED if seed is None else seed,
        latency=latency / 1000,
        faults=_faults(fault),
        v2=v2,
    )
    try:
        server = make_server(world.make_sandbox(options), host=host, port=port)
    except OSError as error:
        raise UsageError(
            f"Cannot listen on {host} port {port}: {error.strerror}.",
            hint="Choose another --port; 0 takes a free one.",
        ) from error
    with server:
        shown = f"[{host}]" if ":" in host else host or "127.0.0.1"
        _announce(world, f"http://{shown}:{server.server_address[1]}")
        try:
            server.serve_forever(poll_interval=0.1)
        except KeyboardInterrupt:
            world.note("\nThe sandbox has stopped.")


def _faults(text: str | None) -> "tuple[Fault, ...]":
    from lusha_cli.sandbox.faults import parse_faults

    try:
        return parse_faults(text) if text else ()
    except ValueError as error:
        raise UsageError(
            f"--fault: {error}.", hint="Such as: --fault 500:0.05,drop:0.02,slow:0.01"
        ) from error


def _announce(world: World, url: str) -> None:
    """Say where it is: to a script as JSON on stdout, to a person on stderr."""
    if not world.stdout.isatty() or world.wants_json:
        world.stdout.write(f"{json.dumps({'url': url})}\n")
        world.stdout.flush()
    world.note(f"The sandbox answers at {url} (Ctrl-C stops it). Try it in another terminal:")
    world.note(f"  LUSHA_API_KEY=any lusha account usage --base-url {url}")


@command(app, "status", layout=KEY_VALUES, flags=LOCAL_FLAGS, example="lusha sandbox status")
def status(world: World) -> Json:
    """Show the sandbox's accounts, credits and requests."""
    return world.sandbox.status()


@command(app, "reset", flags=LOCAL_FLAGS, example="lusha sandbox reset")
def reset(world: World) -> None:
    """Give the sandbox its credits back and forget what was revealed."""
    world.sandbox.reset()
    world.note("The sandbox is as new.")


@command(
    app,
    "people",
    layout=SANDBOX_PEOPLE,
    flags=LOCAL_FLAGS,
    example="lusha sandbox people --limit 3",
)
def people(
    world: World,
    *,
    limit: Annotated[
        int, typer.Option("--limit", min=1, max=20000, metavar="N", help="How many (10).")
    ] = 10,
) -> list[dict[str, Any]]:
    """Show people of the sandbox to try commands with."""
    return world.sandbox.people(limit=limit)
