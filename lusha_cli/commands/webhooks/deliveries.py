"""`lusha webhooks listen`, `replay`, `verify`, `sign`: deliveries, received and proved."""

from typing import Annotated

import typer

from lusha_cli.cli.command import Reply, Text, command
from lusha_cli.cli.global_options import CONNECTION, LOCAL_FLAGS, OUTPUT, TALK
from lusha_cli.cli.json_input import read_bytes_from
from lusha_cli.cli.options import since
from lusha_cli.cli.server_options import HostOpt, PortOpt
from lusha_cli.commands.webhooks import signing_secret
from lusha_cli.commands.webhooks.signing_secret import SecretStdinOpt
from lusha_cli.context.app_context import World
from lusha_cli.errors import BadSignature, NotAllDelivered, UsageError
from lusha_cli.json_types import Json
from lusha_cli.output.layouts.v2 import KEY_VALUES, REPLAYED

# What is shown goes on and on: it is not gathered for --fields or --query.
LISTEN_FLAGS = {
    **{name: OUTPUT[name] for name in ("output", "json")}, **CONNECTION, **TALK,
}  # fmt: skip
# They ask the API for nothing; the sandbox's secret is at hand all the same.
SIGNATURE_FLAGS = {**LOCAL_FLAGS, "sandbox": CONNECTION["sandbox"]}
REPLAY_FLAGS = {**SIGNATURE_FLAGS, "timeout": CONNECTION["timeout"]}

BodyArg = Annotated[
    str, typer.Argument(metavar="FILE|-", help="The body of the delivery, byte for byte.")
]
ToleranceOpt = Annotated[
    int,
    typer.Option(
        "--tolerance",
        min=0,
        metavar="SECONDS",
        help="Refuse what was sent longer ago than this; 0 takes any time.",
    ),
]

DEFAULT_PORT = 8788
# Seconds between the clocks of sender and receiver, and on the way, that are no reason to refuse.
DEFAULT_TOLERANCE = 300


def add_deliveries(app: typer.Typer) -> None:
    """Add the commands to the group of webhooks."""
    example = "lusha webhooks listen --out deliveries.jsonl"
    command(app, "listen", flags=LISTEN_FLAGS, example=example)(listen)
    example = "lusha webhooks replay deliveries.jsonl --to http://127.0.0.1:9000/hook"
    command(app, "replay", flags=REPLAY_FLAGS, layout=REPLAYED, example=example)(replay)
    example = "lusha webhooks sign body.json -o table"
    command(app, "sign", flags=SIGNATURE_FLAGS, example=example)(sign)
    example = "lusha webhooks verify --signature HEX --timestamp 1793534400 --tolerance 0 body.json"
    command(app, "verify", flags=SIGNATURE_FLAGS, layout=KEY_VALUES, example=example)(verify)


def listen(
    world: World,
    *,
    host: HostOpt = "127.0.0.1",
    port: PortOpt = DEFAULT_PORT,
    path: Annotated[
        str | None,
        typer.Option(
            "--path",
            metavar="/PATH",
            help="The only path to answer (any: what stands in front may put its own before it).",
        ),
    ] = None,
    out: Annotated[
        str | None,
        typer.Option(
            "--out",
            metavar="FILE.jsonl|sqlite:///FILE",
            help="Log of deliveries (a database in the state folder, one for each profile).",
        ),
    ] = None,
    forward: Annotated[
        str | None,
        typer.Option(
            "--forward",
            metavar="URL",
            help="Send each delivery on, as it was signed: to this machine, or over https.",
        ),
    ] = None,
    execute: Annotated[
        str | None,
        typer.Option(
            "--exec",
            metavar="CMD",
            help="Run this for each delivery, without a shell: the body on its standard input, "
            "LUSHA_EVENT_ID, LUSHA_EVENT_TYPE and more in its environment; exit code 0 is success.",
        ),
    ] = None,
    event: Annotated[
        list[str] | None,
        typer.Option(
            "--event",
            metavar="TYPE",
            help="Show and pass on this type only, such as promotion or optOut; repeatable. "
            "All are logged.",
        ),
    ] = None,
    tolerance: ToleranceOpt = DEFAULT_TOLERANCE,
) -> None:
    """Receive deliveries: log, acknowledge, show, pass on.

    Only what is signed with the account's secret is taken, until Ctrl-C. A delivery is on the disk
    before it is acknowledged; one that was taken before is acknowledged again, and nothing else.
    People who opt out are put on the suppression list.

    --forward and --exec get deliveries from the log: in order for each person or company, again
    until they take them, and after a restart with the same URL or command too. A new one begins
    with the next delivery (earlier ones: lusha webhooks replay).

    Piped, each event is one line of JSON: the body as it was sent.

    The API delivers to https only. Put TLS in front: a reverse proxy on a public host (caddy
    reverse-proxy --from hooks.firm.example --to 127.0.0.1:8788, or nginx with proxy_pass), or a
    tunnel to this machine (cloudflared tunnel --url http://127.0.0.1:8788, ngrok http 8788).
    """
    from lusha_cli.commands.webhooks.listen import run_listener

    run_listener(
        world,
        address=(host, port, path),
        out=out,
        forward=forward,
        execute=execute,
        types=tuple(event or ()),
        tolerance=tolerance,
    )


def replay(
    world: World,
    file: Annotated[
        str | None,
        typer.Argument(
            metavar="FILE",
            help="A log that listen wrote: FILE.jsonl or sqlite:///FILE (the profile's own).",
        ),
    ] = None,
    *,
    to: Annotated[
        str,
        typer.Option("--to", metavar="URL", help="Receiver, on this machine or over https."),
    ] = f"http://127.0.0.1:{DEFAULT_PORT}",
    since: Annotated[
        str | None,
        typer.Option(
            "--since",
            callback=since,
            metavar="DAY",
            help="Only what was received since this day, or for so long: 2w.",
        ),
    ] = None,
    ids: Annotated[
        list[str] | None,
        typer.Option("--id", metavar="ID", help="Only the delivery with this id; repeatable."),
    ] = None,
    secret_stdin: SecretStdinOpt = False,
) -> Reply:
    """Send logged deliveries again, signed anew.

    They are marked by the header X-Lusha-Replay: 1. What `lusha webhooks listen` has taken before
    it does not take twice (its state here is duplicate). Asks the API for nothing.
    """
    from lusha_cli.commands.webhooks.listen import select_deliveries
    from lusha_cli.webhooks.forwarding.replay import replay
    from lusha_cli.webhooks.forwarding.sender import Sender, check_url

    check_url(to, parameter="--to")
    deliveries = select_deliveries(world, file, since=since, ids=ids or [])
    secret = signing_secret.given_or_found(world, from_stdin=secret_stdin)
    sender = Sender(to, timeout=world.settings.get("timeout"))
    try:
        records = list(replay(deliveries, sender, secret=secret, now=world.clock.now))
    finally:
        sender.close()
    states = [record["state"] for record in records]
    counts = {state: states.count(state) for state in ("delivered", "duplicate", "failed")}
    world.note_later(
        f"{counts['delivered']} delivered, {counts['duplicate']} the receiver had before, "
        f"{counts['failed']} failed."
    )
    if not counts["failed"]:
        return Reply(records)
    message = f"{counts['failed']} of {len(records)} deliveries did not arrive at {to}."
    reason = next(record["error"] for record in records if record["error"])
    return Reply(records, failure=NotAllDelivered(message, hint=f"The first: {reason}."))


def sign(
    world: World,
    file: BodyArg,
    *,
    timestamp: Annotated[
        str | None,
        typer.Option("--timestamp", metavar="SECONDS", help="Unix time to sign for (now)."),
    ] = None,
    secret_stdin: SecretStdinOpt = False,
) -> Json:
    """Sign a body as the API does, to try a receiver.

    With -o table the headers are lines, as curl takes them:
    curl -H @headers.txt --data-binary @body.json URL.
    """
    from lusha_cli.webhooks.signature import SIGNATURE_HEADER, TIMESTAMP_HEADER, sign
    from lusha_cli.webhooks.verification import sent_at

    signed_at = str(int(world.clock.now())) if timestamp is None else timestamp
    if sent_at(signed_at) is None:
        raise UsageError(
            f"--timestamp {signed_at!r} is no Unix time.", hint="Such as: --timestamp 1793534400"
        )
    secret = signing_secret.given_or_found(world, from_stdin=secret_stdin, file=file)
    body = read_bytes_from(world, file, said_by=file)
    headers = {SIGNATURE_HEADER: sign(secret, signed_at, body), TIMESTAMP_HEADER: signed_at}
    output = world.settings.get("output") or ("table" if world.stdout.isatty() else "json")
    if output == "table":
        return Text("\n".join(f"{name}: {value}" for name, value in headers.items()))
    return headers


def verify(
    world: World,
    file: BodyArg,
    *,
    signature: Annotated[
        str, typer.Option("--signature", metavar="HEX", help="Its X-Lusha-Signature.")
    ],
    timestamp: Annotated[
        str, typer.Option("--timestamp", metavar="SECONDS", help="Its X-Lusha-Timestamp.")
    ],
    tolerance: ToleranceOpt = DEFAULT_TOLERANCE,
    secret_stdin: SecretStdinOpt = False,
) -> Reply:
    """Check a delivery's signature and age.

    Where it does not hold, the exit code is 5, and `reason` is unsigned (the signature or the
    timestamp is none), forged (the signature does not fit) or stale (it was sent too long ago).
    """
    from lusha_cli.webhooks.signature import is_signed
    from lusha_cli.webhooks.verification import judge, sent_at

    signature, timestamp = signature.strip(), timestamp.strip()
    secret = signing_secret.given_or_found(world, from_stdin=secret_stdin, file=file)
    body, now = read_bytes_from(world, file, said_by=file), world.clock.now()
    verdict = judge(
        secret, body, signature=signature, timestamp=timestamp, now=now, tolerance=tolerance
    )
    sent_timestamp = sent_at(timestamp)
    report = {
        "valid": verdict == "valid",
        "reason": None if verdict == "valid" else verdict,
        "ageSeconds": None if sent_timestamp is None else round(now - sent_timestamp, 1),
    }
    if verdict == "valid":
        return Reply(report)
    hint = None
    if verdict == "forged" and is_signed(secret, timestamp, body.rstrip(b"\r\n"), signature):
        hint = "It fits the body without the line break at its end, which an editor may have added."
    return Reply(
        report,
        failure=BadSignature(_VERDICT_MESSAGES[verdict], hint=hint or _VERDICT_HINTS[verdict]),
    )


_VERDICT_MESSAGES = {
    "unsigned": "The signature is not 64 hexadecimal digits, or the timestamp is no Unix time.",
    "forged": "The signature does not fit the body, the timestamp and the secret.",
    "stale": "The signature fits, but the timestamp is too old, or in the future.",
}
_VERDICT_HINTS = {
    "unsigned": "Give both as the headers X-Lusha-Signature and X-Lusha-Timestamp have them.",
    "forged": "Give the body byte for byte as it was received, and the account's present secret.",
    "stale": "To check an old delivery, add --tolerance 0.",
}
