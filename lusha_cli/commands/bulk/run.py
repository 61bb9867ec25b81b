"""What `person bulk` and `company bulk` share: from a file to an enriched file, or one request."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import IO, TYPE_CHECKING, Any

from lusha_cli.billing.estimate import format_credits
from lusha_cli.commands.bulk.confirm import agree_on, counts, preview_of, send_all_of, told
from lusha_cli.context.app_context import World
from lusha_cli.errors import (
    DamagedJournal,
    Interrupted,
    JournalFailure,
    LushaError,
    UsageError,
)
from lusha_cli.json_types import Json
from lusha_cli.output.number_format import pluralize
from lusha_cli.privacy import identifiers

if TYPE_CHECKING:
    from lusha_cli.bulk.output.column_options import Shape
    from lusha_cli.bulk.record_types import Kind
    from lusha_cli.bulk.run.run import Job
    from lusha_cli.bulk.run.runs import Held, Runs

FORMATS = ("csv", "tsv", "jsonl", "json")


def enrich(
    world: World,
    kind: "Kind",
    source: str | None,
    *,
    out: str | None,
    options: dict[str, Any],
    reading: dict[str, Any],
    going: dict[str, Any],
    shape: dict[str, Any],
) -> Json:
    """Enrich the file `source` after its plan was agreed to; to `out`, else to stdout.

    What was answered is kept in a journal: the same command goes on where it was. Raises the error
    that ended the run early, or RowsFailed, after everything was written.
    """
    from lusha_cli.bulk.input.readers import digest_of, raw_input
    from lusha_cli.bulk.run.runs import Runs, run_id

    if source is None:
        raise UsageError("No INPUT is named.", hint="Name a file, - for stdin, or --body FILE.")
    _check_flags(world, kind, out)
    if going["sample"] and going["retry"]:
        raise UsageError("--sample and --retry contradict each other.", hint="Leave out one.")
    how = _shape(kind, shape)
    reading = {**reading, "mapping": _mapping(reading["map"] or [])}
    del reading["map"]
    raw = raw_input(source, world.stdin_bytes if source == "-" else None)
    with raw:
        if world.only_shows:
            with _opened(world, kind, source, raw=raw, options=options, **reading) as job:
                _tell_notes(world, job)
                preview_of(world, kind, job)
        digest = digest_of(raw)
        run = run_id(kind, digest, where=_where(world), options=options, reading=reading)
        runs = Runs(world.state_folder / "runs")
        with _held(world, runs, run, going) as held:
            job = _job(held, world, kind, source, raw=raw, options=options, reading=reading)
            with job:
                job.put(digest=digest, reading=reading)
                runs.keep_words(world.words, {run: f"{kind.nouns[0]} {source}"})
                if going.get("sample"):
                    return _sample(world, kind, job, held, going)
                _go(world, kind, job, held, out=out, going=going, shape=how)
    return None


def resume(
    world: World, run: str, *, out: str | None, going: dict[str, Any], shape: dict[str, Any]
) -> None:
    """Go on with a run of which only the journal is known."""
    from lusha_cli.bulk.run.runs import Runs, kind_of

    runs = Runs(world.state_folder / "runs")
    with _held(world, runs, runs.find(run), {"fresh": None, **going}) as held:
        known = _usable(runs.known(held.id))
        if known["where"] != _where(world):
            raise UsageError(
                f"The run {held.id} was of another API or profile: {known['where']}.",
                hint="Name the same --profile, --sandbox and --base-url.",
            )
        kind = kind_of(known)
        _check_flags(world, kind, out)
        if out is None and known["out"]:
            _check_kept(known["out"], kind, held)
        out = out or known["out"]
        options = known["options"]
        with _opened(world, kind, known["source"], options=options, file=held.file) as job:
            _go(world, kind, job, held, out=out, going=going, shape=_shape(kind, shape))


def export(world: World, run: str, *, out: str | None, shape: dict[str, Any]) -> None:
    """Write what a run has so far, without asking the API for anything."""
    from lusha_cli.bulk.output.database_urls import shown
    from lusha_cli.bulk.run.runs import Runs, kind_of

    runs = Runs(world.state_folder / "runs")
    found = runs.find(run)
    known = _usable(runs.known(found))
    kind = kind_of(known)
    _check_flags(world, kind, out)
    options = known["options"]
    with _opened(world, kind, known["source"], options=options, file=runs.file(found)) as job:
        form = None if out else _stdout_format(world, job)
        statuses = _written(world, job, found, out, form, _shape(kind, shape))
    world.note(counts(statuses) + (f" Written to {shown(out)}." if out else ""))


def _usable(known: dict[str, Json]) -> dict[str, Json]:
    """What is known of a run. Raises DamagedJournal where that is nothing."""
    if known["state"] == "damaged":
        raise DamagedJournal(known["why"], hint=known["goOn"])
    return known


def _go(
    world: World,
    kind: "Kind",
    job: "Job",
    held: "Held",
    *,
    out: str | None,
    going: dict[str, Any],
    shape: "Shape",
) -> None:
    """Agree on the plan, send what is left, write what came of it."""
    from lusha_cli.bulk.output.rows import rows_failed, rows_missed
    from lusha_cli.bulk.output.writers import absolute

    _tell_notes(world, job)
    if going.get("retry"):
        job.choose(going["retry"])
    form = None if out else _stdout_format(world, job)
    _agreed(world, kind, job, held)
    job.put(out=absolute(out) if out else None)
    summary = send_all_of(world, kind, job, going)
    if isinstance(summary.failure, JournalFailure):
        failed = summary.failure
        failed.hint = f"{failed.hint} Then go on with: lusha runs resume {held.id}"
        raise failed
    if isinstance(summary.failure, Interrupted):
        raise _interrupted(job, kind, held, cut=summary.cut)
    replaces = out is not None and os.path.isfile(out)
    try:
        statuses = _written(world, job, held.id, out, form, shape)
    except KeyboardInterrupt as error:
        raise _interrupted(job, kind, held) from error
    except LushaError as error:
        error.hint = f"{error.hint} Nothing is lost: lusha runs export {held.id} --out FILE"
        raise
    job.put(statuses=statuses)
    world.note(told(summary, statuses, out, replaces=replaces))
    failure = summary.failure or rows_failed(statuses)
    if failure is None and going.get("fail_on_miss"):
        failure = rows_missed(statuses)
    if failure:
        raise failure


def _sample(
    world: World, kind: "Kind", job: "Job", held: "Held", going: dict[str, Any]
) -> dict[str, Json]:
    """Send a sample of the rows; what it tells of all of them."""
    from lusha_cli.bulk.run.sampling import projection

    items = job.choose_sample(going["sample"], seed=going["sample_seed"] or 0)
    _agreed(world, kind, job, held)
    summary = send_all_of(world, kind, job, going)
    if summary.failure:
        raise summary.failure
    world.note_later(f"Charged up to {format_credits(summary.credits)}.")
    world.note_later("The same command without --sample goes on, and uses what the sample brought.")
    return projection(job.outcomes_of(items), of=job.plan.items)


def _agreed(world: World, kind: "Kind", job: "Job", held: "Held") -> None:
    """Agree on the plan; what was never begun leaves no journal."""
    try:
        agree_on(world, kind, job)
    except (LushaError, KeyboardInterrupt):
        if job.is_untouched:
            held.forget()
        raise


def _check_flags(world: World, kind: "Kind", out: str | None) -> None:
    from lusha_cli.bulk.output.writers import check_out

    for flag in ("fields", "query"):
        if world.flags.get(flag) is not None:
            raise UsageError(
                f"--{flag} does not apply to a file.", hint="Filter the file that comes out."
            )
    if out is not None:
        check_out(out, kind)


def _check_kept(out: str, kind: "Kind", held: "Held") -> None:
    """Raise UsageError where what --out named before cannot be written now."""
    from lusha_cli.bulk.output.writers import check_out

    try:
        check_out(out, kind)
    except UsageError as error:
        error.hint = f"Name one, with its password: lusha runs resume {held.id} --out FILE|URL"
        raise


def _opened(world: World, kind: "Kind", source: str, **how: Any) -> "Job":
    """The job of a run, without the people who objected."""
    from lusha_cli.bulk.run.run import Job
    from lusha_cli.bulk.suppression import Objections

    is_of_people = identifiers.looks_up_people(kind.endpoint.name)
    is_asked = is_of_people and not world.settings.get("ignore_suppression")
    objections = Objections(world.suppression.snapshot) if is_asked else Objections()
    # Where the account's prices are not known, those of the run count.
    cost = world.prices.price_endpoint(kind.endpoint).cost if world.prices else None
    return Job(kind, source, objections=objections, cost=cost, **how)


def _where(world: World) -> str:
    """The API and the account that are asked."""
    if world.in_sandbox:
        return "sandbox"
    return f"{world.settings.get('base_url')} {world.settings.profile}"


@contextmanager
def _held(world: World, runs: "Runs", run: str, going: dict[str, Any]) -> "Iterator[Held]":
    """The run for this process alone."""
    now = datetime.fromtimestamp(world.clock.now(), UTC).isoformat(timespec="seconds")
    held = runs.hold(run, who=f"process {os.getpid()} since {now}")
    try:
        for file in runs.damaged(run):
            world.note(f"An earlier journal of this run was damaged; it is kept as {file}.")
        if going.get("fresh"):
            held.forget()
        yield held
    finally:
        held.release()
        runs.keep_words(world.words)


def _job(
    held: "Held",
    world: World,
    kind: "Kind",
    source: str,
    *,
    raw: IO[bytes],
    options: dict[str, Any],
    reading: dict[str, Any],
) -> "Job":
    """The job of a run, gone on with or begun. Raises LushaError for a damaged journal."""
    is_new = not held.file.exists()
    try:
        job = _opened(world, kind, source, raw=raw, options=options, file=held.file, **reading)
    except DamagedJournal as error:
        aside = held.set_aside()
        raise LushaError(
            f"{error.message} It is kept as {aside}.",
            hint="Run it again to start over; who was revealed already is not charged again.",
        ) from error
    except BaseException:
        if is_new:
            held.forget()
        raise
    if job.is_untouched:
        job.put(
            kind=kind.nouns[0],
            source=source,
            where=_where(world),
            options=options,
            started=datetime.fromtimestamp(world.clock.now(), UTC).isoformat(timespec="seconds"),
        )
    return job


def _tell_notes(world: World, job: "Job") -> None:
    for note in job.notes:
        world.note(note)


def _written(
    world: World, job: "Job", run: str, out: str | None, form: str | None, shape: "Shape"
) -> dict[str, int]:
    if out is not None:
        return job.write_to(out, shape=shape, run=run)
    return job.write(world.stdout, form=form or job.format, shape=shape)


def _shape(kind: "Kind", given: dict[str, Any]) -> "Shape":
    """How the rows come out. Raises UsageError for a column that there is not."""
    from lusha_cli.bulk.output.column_options import Shape, chosen

    names = given["columns"] or []
    chosen(kind.columns, names)
    return Shape(names, given["multi"] or "join", bool(given["spreadsheet_safe"]))


def _interrupted(
    job: "Job", kind: "Kind", held: "Held", *, cut: tuple[int, int] = (0, 0)
) -> Interrupted:
    """The end of a run that Ctrl-C stopped; `cut` are requests under way, and their credits."""
    done = pluralize(job.done, *kind.nouns)
    requests, most = cut
    lost = ""
    if requests:
        were = pluralize(requests, "request was", "requests were")
        lost = f" {were} cut off, and may have been charged up to {format_credits(most)}."
    return Interrupted(
        f"Interrupted; nothing was written. {done} of {job.plan.items:,} answered.{lost}",
        hint=f"Go on with: lusha runs resume {held.id}   (or the same command again)",
    )


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
