"""`lusha contacts job`: what other providers found for an enrichment, once they are done."""

import math
import shlex
from typing import Annotated

import typer

from lusha_cli.api.endpoints import BY_NAME
from lusha_cli.billing.charges import whole_credits
from lusha_cli.billing.estimate import format_credits
from lusha_cli.cli.command import CommandResult, command
from lusha_cli.cli.global_options import PEOPLE_RESULT_FLAGS
from lusha_cli.cli.options import argument, flag
from lusha_cli.context.app_context import AppContext
from lusha_cli.errors import LushaError, NetworkError, NoMatch, ServerError, UsageError
from lusha_cli.json_types import Json, as_object, get_list
from lusha_cli.output.cell_formats import is_number
from lusha_cli.output.layouts.v3 import CONTACT_JOB_LAYOUT, UNFINISHED_JOB_LAYOUT
from lusha_cli.output.number_format import pluralize

JOB = BY_NAME["contacts job"]

# Seconds between two polls if the API asks for none, and the fewest.
DEFAULT_RETRY_AFTER, MIN_RETRY_AFTER = 10, 1

_KEEP = (
    "The result of contacts enrich stays valid, and what it revealed is not charged again. "
    "To start a new job, run contacts enrich again with the same IDs."
)

JobArg = Annotated[str, argument("JOB_ID", "ID of the job, as contacts enrich prints it.")]
WaitOpt = Annotated[
    bool | None, flag("--wait", "Poll until the job has ended, for up to --max-wait seconds.")
]


def add_contact_jobs(app: typer.Typer) -> None:
    """Register `contacts job`."""
    command(
        app, "job", layout=CONTACT_JOB_LAYOUT, flags=PEOPLE_RESULT_FLAGS,
        summary="Get the contact data found by your waterfall providers.",
        # The first job of the sandbox: lusha contacts enrich 4100000624 --sandbox
        example="lusha contacts job a56a5f40-85e3-539c-9d21-0373e22317a5 --wait --sandbox",
    )(job)  # fmt: skip


def job(context: AppContext, job_id: JobArg, *, wait: WaitOpt = None) -> CommandResult:
    """Return the state of a job, and the contacts that it has completed."""
    # urllib3 resolves `..`, so the request would hit another endpoint.
    if not job_id.strip("."):
        raise UsageError(f"JOB_ID {job_id!r} isn't a valid ID.")
    max_wait = _max_wait(context, wait=bool(wait))
    body = _poll(context, job_id, max_wait)
    contacts = get_list(body, "contacts")
    if charged := whole_credits(as_object(body).get("creditsCharged")):
        context.defer_note(
            f"The providers of your waterfall charged {format_credits(charged)} for this job. "
            "Reading it is free."
        )
    failure = _failure(context, job_id, body, max_wait)
    if failure and contacts:
        failure.mark_partial(body, "The contacts completed so far are shown.")
    layout = CONTACT_JOB_LAYOUT if contacts or not _is_unfinished(body) else UNFINISHED_JOB_LAYOUT
    return CommandResult(body, failure=failure, layout=layout)


def note_jobs(context: AppContext, responses: list[Json]) -> list[Json]:
    """Print the command that reads the jobs of some enrichments; return these jobs."""
    jobs = [job for response in responses if (job := as_object(response).get("job"))]
    for item in jobs:
        # The API documents an object; its ID alone is enough.
        job_id = as_object(item).get("id") or as_object(item).get("jobId") or item
        if isinstance(job_id, str):
            context.defer_note(
                "The providers of your waterfall are still looking for contact data, which they "
                f"may charge for. Run: {_command(job_id)}"
            )
    return jobs


def _command(job_id: str) -> str:
    return f"lusha contacts job {shlex.quote(job_id)} --wait"


def _max_wait(context: AppContext, *, wait: bool) -> float | None:
    """Return how many seconds to wait for the end of a job; None to poll only once."""
    if not wait:
        return None
    if context.env.settings.get("no_wait"):
        raise UsageError("--wait and --no-wait can't be used together.")
    return float(context.env.settings.get("max_wait"))


def _poll(context: AppContext, job_id: str, max_wait: float | None) -> Json:
    """Read a job until it has ended, or until the next poll would be later than `max_wait`."""
    clock = context.env.clock
    deadline = clock.monotonic() + (max_wait or 0)
    is_first = True
    while True:
        try:
            body = context.call(JOB, path={"jobId": job_id})
        except NoMatch as error:
            error.hint = f"It has expired, belongs to another account, or never existed. {_KEEP}"
            raise
        delay = _retry_after(body)
        if max_wait is None or not _is_unfinished(body) or clock.monotonic() + delay > deadline:
            return body
        if is_first:
            context.env.info("The job is still processing: waiting for it to end.")
            is_first = False
        clock.sleep(delay)


def _status(body: Json) -> str:
    return str(as_object(body).get("status") or "").lower()


def _is_unfinished(body: Json) -> bool:
    return _status(body) == "processing"


def _retry_after(body: Json) -> int:
    """Return the seconds to wait before the next poll."""
    seconds = as_object(body).get("retryAfter")
    if not is_number(seconds):
        return DEFAULT_RETRY_AFTER
    return max(MIN_RETRY_AFTER, math.ceil(seconds))


def _failure(
    context: AppContext, job_id: str, body: Json, max_wait: float | None
) -> LushaError | None:
    """Return why a job has no result, or None if it has one or was polled only once."""
    status = _status(body)
    if status == "expired":
        return NoMatch(f"The job {job_id} has expired.", hint=_KEEP)
    if status == "failed":
        return ServerError(f"The job {job_id} failed.", hint=_KEEP)
    if status != "processing":
        return None
    if max_wait is None:
        context.defer_note(f"The job is still processing. Run: {_command(job_id)}")
        return None
    seconds = pluralize(round(max_wait), "second", "seconds")
    longer = max(300, round(max_wait) * 2)
    return NetworkError(
        f"The job was still processing after {seconds}. It continues, and nothing is lost.",
        hint=f"Run: {_command(job_id)} --max-wait {longer}",
    )
