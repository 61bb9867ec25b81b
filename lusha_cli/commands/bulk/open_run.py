"""Lock a bulk run, and open or create its journal."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import IO, TYPE_CHECKING, Any, NamedTuple

from lusha_cli.billing.estimate import Estimate, sum_estimates
from lusha_cli.context.app_context import AppContext
from lusha_cli.errors import JournalCorrupted, LushaError
from lusha_cli.json_types import Json
from lusha_cli.privacy import identifiers

if TYPE_CHECKING:
    from lusha_cli.bulk.record_types import RecordType
    from lusha_cli.bulk.run.run import BulkRun
    from lusha_cli.bulk.run.runs import LockedRun, Runs


class OpenRun(NamedTuple):
    """A run that this process has locked and opened, and the context to run it in."""

    context: AppContext
    record_type: "RecordType"
    bulk_run: "BulkRun"
    locked_run: "LockedRun"


class RunInput(NamedTuple):
    """The file of a run, what its rows are, and the options that identify the run."""

    record_type: "RecordType"
    source: str
    file: IO[bytes]
    request_options: dict[str, Any]
    input_options: dict[str, Any]


def api_name(context: AppContext) -> str:
    """Return the name of the API and the account, as stored in the journal."""
    if context.env.in_sandbox:
        return "sandbox"
    # The profile, as another account would be charged again for the same rows.
    return f"{context.env.settings.get('base_url')} {context.env.settings.profile}"


@contextmanager
def lock_run(
    context: AppContext, runs: "Runs", run: str, run_options: dict[str, Any]
) -> "Iterator[LockedRun]":
    """Lock a run for this process. With --fresh, delete its journal first."""
    # Two processes with the same input would send, and pay for, every row twice.
    locked_run = runs.lock(run, owner=f"process {os.getpid()} since {_now(context)}")
    try:
        for file in runs.damaged_journals(run):
            context.env.info(f"An earlier journal of this run was damaged; it is kept as {file}.")
        if run_options.get("fresh"):
            locked_run.delete()
        yield locked_run
    finally:
        locked_run.release()
        runs.update_completions(context.env.completion_cache)


def open_run(
    context: AppContext, record_type: "RecordType", source: str, **arguments: Any
) -> "BulkRun":
    """Open a run. Suppressed people are excluded, unless --ignore-suppression is set.

    `arguments` are the other arguments of BulkRun.
    """
    from lusha_cli.bulk.run.run import BulkRun
    from lusha_cli.bulk.suppression import SuppressionPartition

    is_about_people = identifiers.looks_up_people(record_type.endpoint.name)
    is_filtered = is_about_people and not context.env.settings.get("ignore_suppression")
    snapshot = [context.env.suppression_list.snapshot] if is_filtered else []
    suppression = SuppressionPartition(*snapshot)
    # Without the account's prices, those stored with the run apply.
    has_prices = bool(context.price_cache.current.prices)
    cost = context.price_cache.price_endpoint(record_type.endpoint).cost if has_prices else None
    estimates = RunEstimates(context, record_type, arguments["options"])
    return BulkRun(
        record_type, source, suppression=suppression, cost=cost, estimate=estimates, **arguments
    )


class RunEstimates:
    """The worst-case costs of the requests of a run, which may rise while it is running."""

    def __init__(
        self, context: AppContext, record_type: "RecordType", options: dict[str, Json]
    ) -> None:
        self._context = context
        self._record_type = record_type
        self._options = options
        self._cache: dict[tuple[int, int], Estimate] = {}

    def __call__(self, items: int) -> Estimate:
        """Return the worst-case cost of a request with `items` items."""
        key = (items, self._context.price_revision)
        if key not in self._cache:
            requests = self._record_type.sample_requests(items, self._options)
            self._cache[key] = sum_estimates(map(self._context.estimate, requests))
        return self._cache[key]


def open_or_create_run(
    context: AppContext, run_input: RunInput, locked_run: "LockedRun"
) -> "BulkRun":
    """Open the journal of a locked run, or create it.

    Raises LushaError for a damaged journal, which is moved to another file.
    """
    record_type, source, file, request_options, input_options = run_input
    is_new = not locked_run.journal_file.exists()
    try:
        bulk_run = open_run(
            context,
            record_type,
            source,
            input_file=file,
            options=request_options,
            journal_file=locked_run.journal_file,
            **input_options,
        )
    except JournalCorrupted as error:
        # Not deleted: it may hold responses that were paid for.
        damaged_file = locked_run.quarantine()
        raise LushaError(
            f"{error.message} It is kept as {damaged_file}.",
            hint="Run it again to start over; who was revealed already is not charged again.",
        ) from error
    except BaseException:
        # The import failed: a journal without all rows can't be resumed.
        if is_new:
            locked_run.delete()
        raise
    # A resumed run keeps its first start and source.
    if bulk_run.is_unstarted:
        bulk_run.put(
            kind=record_type.nouns[0],
            source=source,
            where=api_name(context),
            options=request_options,
            started=_now(context),
        )
    return bulk_run


def _now(context: AppContext) -> str:
    return datetime.fromtimestamp(context.env.clock.now(), UTC).isoformat(timespec="seconds")
