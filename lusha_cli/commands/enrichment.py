"""What `person bulk` and `company bulk` share: from a file to an enriched file, or one request."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

from lusha_cli.api.client import Call
from lusha_cli.api.costs import count, counted
from lusha_cli.api.endpoints import ACCOUNT_USAGE, Endpoint
from lusha_cli.charges import read_credits_left
from lusha_cli.command import Json
from lusha_cli.commands.batches import check_length
from lusha_cli.errors import Interrupted, NetworkError, RateLimited, ServerError, UsageError
from lusha_cli.inputs import body_of
from lusha_cli.world import World

if TYPE_CHECKING:
    from lusha_cli.bulk.job import Job, Summary
    from lusha_cli.bulk.kinds import Kind

FORMATS = ("csv", "tsv", "jsonl", "json")


def send_body(
    world: World, endpoint: Endpoint, body: str, source: str | None, given: dict[str, Any]
) -> Json:
    """Send one bulk request whose body is in the file `body` (- is stdin); `given` wins over it."""
    if source is not None:
        raise UsageError("Give INPUT or --body, not both.")
    merged = body_of(world, body, {name: value for name, value in given.items() if value != {}})
    check_length(merged, endpoint)
    call = Call(endpoint.method, endpoint.path, {}, merged, endpoint)
    world.preview(call, call.cost)
    world.check_budget(call.cost)
    world.agree(f"This costs {call.cost}. Send it?")
    return world.send(call)


def enrich(
    world: World,
    kind: "Kind",
    source: str | None,
    *,
    out: Path | None,
    options: dict[str, Any],
    reading: dict[str, Any],
) -> None:
    """Enrich the file `source` after its plan was agreed to; to `out`, else to stdout.

    Raises the error that ended the run early, or RowsFailed, after everything was written.
    """
    from lusha_cli.bulk.job import Job
    from lusha_cli.bulk.writing import check_out

    if source is None:
        raise UsageError("No INPUT is named.", hint="Name a file, - for stdin, or --body FILE.")
    for flag in ("fields", "query"):
        if world.flags.get(flag) is not None:
            raise UsageError(
                f"--{flag} does not apply to a file.", hint="Filter the file that comes out."
            )
    if out is not None:
        check_out(out)
    stdin = world.stdin_bytes if source == "-" else None
    reading = {**reading, "mapping": _mapping(reading["mapping"] or [])}
    with Job(kind, source, stdin=stdin, options=options, **reading) as job:
        for note in job.notes:
            world.note(note)
        _preview(world, kind, job)
        form = None if out else _stdout_format(world, job)
        _agree(world, kind, job)
        try:
            summary = _run(world, kind, job)
        except KeyboardInterrupt as error:
            raise Interrupted(
                "Interrupted; nothing was written.",
                hint="Run it again: who was revealed already is not charged a second time.",
            ) from error
        if out is not None:
            job.write_to(out)
        else:
            job.write(world.stdout, form=form or job.format)
        world.note(_told(summary, out))
    if summary.failure:
        raise summary.failure


def _mapping(pairs: list[str]) -> dict[str, str]:
    found = {}
    for pair in pairs:
        field, equals, column = pair.partition("=")
        if not (field and equals and column):
            raise UsageError(
                f"--map: {pair!r} is not of the form FIELD=COLUMN.",
                hint='Such as: --map email="Work Email"',
            )
        found[field.strip()] = column.strip().strip('"')
    return found


def _stdout_format(world: World, job: "Job") -> str:
    """The format for stdout: what -o says, else the input's own."""
    found = world.settings.find("output")
    if found.value in FORMATS:
        return str(found.value)
    if found.source == "flag":
        raise UsageError(
            f"--output {found.value} does not apply to a file.",
            hint=f"Formats of files: {', '.join(FORMATS)}.",
        )
    return job.format


def _preview(world: World, kind: "Kind", job: "Job") -> None:
    """Raise Preview where the first request is to be shown, and no file to be made."""
    plan, row = job.plan, kind.endpoint
    call = Call(row.method, row.path, {}, job.first_request(), row)
    if plan.requests > 1 and (world.settings.get("dry_run") or world.settings.get("curl")):
        world.note(f"This is the first of {plan.requests:,} requests.")
    world.preview(call, plan.cost, requests=plan.requests)


def _agree(world: World, kind: "Kind", job: "Job") -> None:
    """Show the plan and what it can cost; go on only if that is agreed to."""
    plan = job.plan
    if plan.cost.open_ended and world.settings.get("max_credits") is not None:
        world.check_budget(plan.cost)
    aside = [
        f"{number:,} {what}"
        for number, what in (
            (plan.duplicates, "duplicates"),
            (plan.invalid, "invalid"),
            (plan.empty, "empty"),
        )
        if number
    ]
    rest = f" ({', '.join(aside)})" if aside else ""
    rows = counted(plan.rows, "row", "rows")
    items = counted(plan.items, *kind.nouns)
    requests = counted(plan.requests, "request", "requests")
    world.note(f"{rows}: {items} in {requests}{rest}.")
    if not plan.items:
        return
    agreed = world.settings.get("yes")
    left = _credits_left(world) if agreed or world.talks else None
    known = "" if left is None else f" {count(left)} left."
    if agreed:
        world.note(f"This costs {plan.cost}.{known}")
    else:
        world.agree(f"This costs {plan.cost}.{known} Go on?")


def _credits_left(world: World) -> int | None:
    """Credits of the account; None where that cannot be told at once."""
    row = ACCOUNT_USAGE
    client = world.client_with(lambda: world.key.value, max_wait=0)
    try:
        usage = client.send(Call(row.method, row.path, {}, None, row))
    except (NetworkError, ServerError, RateLimited):
        return None
    return read_credits_left(usage)


def _run(world: World, kind: "Kind", job: "Job") -> "Summary":
    from lusha_cli.show.progress import Progress

    row = kind.endpoint
    shown = world.stderr.isatty() and not world.settings.get("quiet")
    charged = 0

    def tell(rows: int, matched: int, credits_so_far: int) -> None:
        nonlocal charged
        progress.advance(rows, matched=matched, credits=credits_so_far - charged)
        charged = credits_so_far

    with Progress(
        world.stderr.stream,
        terminal=shown and world.env.get("TERM") != "dumb",
        width=world.width,
        color=world.colors(world.stderr),
        total=job.plan.items,
    ) as progress:
        return job.run(
            lambda body: world.client.send(Call(row.method, row.path, {}, body, row)),
            now=world.clock.now,
            max_credits=world.settings.get("max_credits"),
            on_batch=tell,
        )


def _told(summary: "Summary", out: Path | None) -> str:
    """The run in one line."""
    order = ("matched", "not_found", "invalid", "blocked", "skipped", "error")
    parts = [
        f"{summary.statuses[name]:,} {name.replace('_', ' ')}"
        for name in order
        if summary.statuses.get(name)
    ]
    about = "" if summary.is_exact else "up to "
    where = f" Written to {out}." if out else ""
    return f"{', '.join(parts)}. Charged {about}{count(summary.credits)}.{where}"
