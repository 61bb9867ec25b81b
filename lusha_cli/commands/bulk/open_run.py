"""Lock a bulk run, and open or create its journal."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import IO, TYPE_CHECKING, Any, NamedTuple

from lusha_cli.api.endpoints import BY_NAME
from lusha_cli.billing.estimate import Estimate, sum_estimates
from lusha_cli.clock import timestamp
from lusha_cli.commands.bulk.confirm import is_free_to_resend, serving_version
from lusha_cli.context.app_context import AppContext
from lusha_cli.context.result_cache import describe_hits
from lusha_cli.errors import BudgetExceeded, JournalCorrupted, LushaError
from lusha_cli.json_types import Json
from lusha_cli.output.number_format import pluralize
from lusha_cli.parsing.ages import format_age
from lusha_cli.privacy import identifiers

if TYPE_CHECKING:
    from lusha_cli.billing.cost import Cost
    from lusha_cli.bulk.input.input_options import InputOptions
    from lusha_cli.bulk.record_types import RecordType
    from lusha_cli.bulk.run.earlier_answers import EarlierAnswers
    from lusha_cli.bulk.run.run import BulkRun
    from lusha_cli.bulk.run.runs import LockedRun, Runs


class OpenRun(NamedTuple):
    """A run that this process has locked and opened, and the context to run it in."""

    context: AppContext
    record_type: "RecordType"
    bulk_run: "BulkRun"
    locked_run: "LockedRun"

    def commit(self) -> None:
        """Put a new journal in the place of an earlier one. Called before the first request.

        Raises BudgetExceeded, and keeps the earlier one, if --max-credits allows no request.
        """
        from lusha_cli.bulk.run.runs import Runs

        locked_run = self.locked_run
        if locked_run.new_journal_file.exists():
            if locked_run.journal_file.exists():
                self._check_first_request()
            self.bulk_run.move_journal(locked_run.journal_file, move=locked_run.replace_journal)
            runs = Runs(locked_run.journal_file.parent)
            runs.update_completions(self.context.env.completion_cache)

    def _check_first_request(self) -> None:
        budget = self.context.env.settings.get("max_credits")
        needed = self.bulk_run.first_request_credits
        if budget is not None and needed > budget:
            raise BudgetExceeded(
                f"The first request may cost {needed} credits, more than --max-credits {budget}.",
                hint="Raise --max-credits. Earlier results are unchanged.",
            )


class RunInput(NamedTuple):
    """The file of a run, what its rows are, and the options that identify the run."""

    record_type: "RecordType"
    source: str
    file: IO[bytes]
    request_options: dict[str, Any]
    input_options: "InputOptions"
    mapping: dict[str, str]


def api_name(context: AppContext) -> str:
    """Return the name of the API and the account, as stored in the journal."""
    if context.env.in_sandbox:
        return "sandbox"
    # The profile, as another account would be charged again for the same rows.
    return f"{context.env.settings.get('base_url')} {context.env.settings.profile}"


@contextmanager
def lock_run(context: AppContext, runs: "Runs", run: str) -> "Iterator[LockedRun]":
    """Lock a run for this process, and delete the new journal of a process that was killed."""
    # Two processes with the same input would send, and pay for, every row twice.
    locked_run = runs.lock(run, owner=f"process {os.getpid()} since {_now(context)}")
    try:
        for file in runs.damaged_journals(run):
            context.env.info(f"A damaged earlier journal of this run was moved to {file}.")
        locked_run.delete_new()
        yield locked_run
    finally:
        # Declined or interrupted before the first request: an earlier journal is unchanged.
        locked_run.delete_new()
        locked_run.release()
        runs.update_completions(context.env.completion_cache)


def open_run(
    context: AppContext,
    record_type: "RecordType",
    source: str,
    *,
    is_sending: bool = True,
    **arguments: Any,
) -> "BulkRun":
    """Open a run. Suppressed people are excluded, unless --ignore-suppression is set.

    Unless the run `is_sending` items, the account's prices are not needed. `arguments` are the
    other arguments of BulkRun.
    """
    from lusha_cli.bulk.run.run import BulkRun
    from lusha_cli.bulk.suppression import SuppressionPartition

    is_about_people = identifiers.looks_up_people(record_type.endpoint.name)
    is_filtered = is_about_people and not context.env.settings.get("ignore_suppression")
    snapshot = [context.env.suppression_list.snapshot] if is_filtered else []
    suppression = SuppressionPartition(*snapshot)
    if is_sending:
        # `runs resume` has no operation of its own.
        context.allowed_requests.check_endpoint(BY_NAME[record_type.command])
        arguments["account_cost"] = lambda: _account_cost(context, record_type)
        arguments["estimate"] = RunEstimates(context, record_type, arguments["options"])
    if serving_version(context, record_type) == "v3":
        record_type = record_type.served_by_v3()
    return BulkRun(
        record_type,
        source,
        suppression=suppression,
        person_filter=context.person_filter if is_about_people else None,
        **arguments,
    )


def _account_cost(context: AppContext, record_type: "RecordType") -> "Cost | None":
    """Return the cost of the endpoint at the account's prices, or None if they are unknown."""
    if not context.price_cache.current.prices:
        return None
    return context.price_cache.price_endpoint(record_type.endpoint).cost


class RunEstimates:
    """The worst-case costs of the requests of a run, which may rise while it is running."""

    def __init__(
        self, context: AppContext, record_type: "RecordType", options: dict[str, Json]
    ) -> None:
        self._context = context
        self._record_type = record_type
        self._options = options
        self._cache: dict[tuple[int, str, int], Estimate] = {}

    def __call__(self, items: int, field: str = "") -> Estimate:
        """Return the worst-case cost of a request with `items` items that reveals a field."""
        from lusha_cli.bulk.run.cached_parts import request_options

        key = (items, field, self._context.price_revision)
        if key not in self._cache:
            options = request_options(self._options, field)
            requests = self._record_type.sample_requests(items, options)
            self._cache[key] = sum_estimates(map(self._context.estimate, requests))
        return self._cache[key]


def find_earlier_answers(
    context: AppContext,
    record_type: "RecordType",
    request_options: dict[str, Any],
    run_options: dict[str, Any],
) -> "EarlierAnswers":
    """Return the results of earlier runs that a new run may reuse; none with --fresh."""
    from lusha_cli.bulk.run.cached_results import CachedResults
    from lusha_cli.bulk.run.earlier_answers import EarlierAnswers, Scope
    from lusha_cli.bulk.run.runs import Runs

    # --retry-status selects what is stored as unknown, and allows the second charge then.
    retry_paid = bool(context.env.settings.get("allow_double_charge")) and not run_options.get(
        "retry"
    )
    runs, cache = Runs(context.env.state_folder / "runs"), context.result_cache
    account = context.account_hash or ""
    scope = Scope(record_type.nouns[0], api_name(context), account, request_options)
    return EarlierAnswers(
        runs.journal_files(),
        scope,
        lambda api: retry_paid or is_free_to_resend(context, record_type, api),
        _refresh_time(context, run_options),
        is_fresh=bool(run_options.get("fresh")),
        cached=CachedResults(cache, request_options) if cache else None,
    )


def _refresh_time(context: AppContext, run_options: dict[str, Any]) -> str:
    """Return the time (ISO 8601) of the oldest result that may be reused, or "" for any."""
    age = run_options.get("refresh_older_than")
    return timestamp(context.env.clock.now() - age) if age else ""


def open_or_create_run(
    context: AppContext,
    run_input: RunInput,
    locked_run: "LockedRun",
    run_options: dict[str, Any],
) -> "BulkRun":
    """Open the journal of a locked run; without one, or to pay again, create a new one.

    Raises LushaError for a damaged journal, which is moved to another file.
    """
    record_type, source, file, request_options, input_options, mapping = run_input
    refresh_time = _refresh_time(context, run_options)
    is_new = bool(run_options.get("fresh")) or not locked_run.can_resume(refresh_time)
    journal_file = locked_run.new_journal_file if is_new else locked_run.journal_file
    answers = find_earlier_answers(context, record_type, request_options, run_options)
    try:
        bulk_run = open_run(
            context,
            record_type,
            source,
            input_file=file,
            options=request_options,
            journal_file=journal_file,
            earlier_answers=answers,
            input_options=input_options,
            mapping=mapping,
            try_all=bool(run_options.get("try_all")),
        )
    except JournalCorrupted as error:
        if is_new:
            raise
        # Not deleted: it may hold responses that were paid for.
        damaged_file = locked_run.quarantine()
        raise LushaError(
            f"{error.message} It was moved to {damaged_file}.",
            hint="Run the command again to start over. Data that is already revealed isn't charged "
            "again.",
        ) from error
    # A resumed run keeps its first start and source.
    if is_new:
        bulk_run.put(
            kind=record_type.nouns[0],
            source=source,
            source_path=None if source == "-" else os.path.abspath(source),
            where=api_name(context),
            account=context.account_hash or "",
            options=request_options,
            started=_now(context),
        )
    return bulk_run


def add_answered_notes(context: AppContext, record_type: "RecordType", bulk_run: "BulkRun") -> None:
    """Add to the notes of a run how many of its rows have results, and how old these are.

    Also how many have no complete result, and may have been charged by an earlier run.
    """
    if (resent := bulk_run.get("paidAgain")) and not bulk_run.answered_count:
        people = pluralize(resent, *record_type.nouns)
        bulk_run.notes.append(f"Resending {people} that an earlier run may have paid for.")
    elif bulk_run.plan.doubtful:
        people = pluralize(bulk_run.plan.doubtful, *record_type.nouns)
        bulk_run.notes.append(
            f"Not resending {people} that an earlier run may have paid for. To resend them, "
            "add --retry-status error --retry-status unknown --allow-double-charge."
        )
    if untried := bulk_run.untried_rows:
        several = pluralize(untried, "row has several emails", "rows have several emails")
        bulk_run.notes.append(
            f"{several}. Only the first is looked up. To try the others too, add --try-all."
        )
    if cached := bulk_run.get("cached"):
        number, cached_at = cached
        age = context.env.clock.now() - cached_at
        bulk_run.notes.append(describe_hits(number, bulk_run.plan.items, age))
    if parts := bulk_run.get("parts"):
        people = pluralize(parts, *record_type.nouns)
        bulk_run.notes.append(f"Only the missing emails or phones are looked up for {people}.")
    rows, oldest = bulk_run.answered_rows()
    if rows:
        seconds = context.env.clock.now() - datetime.fromisoformat(oldest).timestamp()
        bulk_run.notes.append(
            f"{rows:,} of {pluralize(bulk_run.plan.rows, 'row', 'rows')} already "
            f"{'has results' if bulk_run.plan.rows == 1 else 'have results'} "
            f"({format_age(seconds)})."
        )


def _now(context: AppContext) -> str:
    return timestamp(context.env.clock.now())
