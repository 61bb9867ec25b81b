"""Confirm a bulk run, run it with a progress bar, and report its summary."""

import threading
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from lusha_cli.api.endpoints import ACCOUNT_USAGE
from lusha_cli.api.request import ApiRequest
from lusha_cli.api.v2_compat.translation import run_translation
from lusha_cli.billing.charges import read_credits_left
from lusha_cli.billing.estimate import Estimate, format_credits
from lusha_cli.commands.bulk.caching import send_uncached, store_results
from lusha_cli.commands.bulk.status_counts import format_status_counts
from lusha_cli.commands.bulk.step_sender import StepSender
from lusha_cli.context.app_context import AppContext
from lusha_cli.context.services import WAITING
from lusha_cli.errors import (
    EndpointRetired,
    NetworkError,
    RateLimited,
    ServerError,
    UsageError,
)
from lusha_cli.json_types import Json
from lusha_cli.output.number_format import pluralize

if TYPE_CHECKING:
    from lusha_cli.billing.balance import CreditsLeft
    from lusha_cli.bulk.plan import Plan, RunSummary
    from lusha_cli.bulk.record_types import RecordType
    from lusha_cli.bulk.run.in_flight import Sending
    from lusha_cli.bulk.run.recorder import SendResult
    from lusha_cli.bulk.run.run import BulkRun


def raise_dry_run(context: AppContext, record_type: "RecordType", bulk_run: "BulkRun") -> None:
    """Raise the dry run of the first request."""
    plan, endpoint = bulk_run.plan, record_type.endpoint
    request = ApiRequest(endpoint.method, endpoint.path, {}, bulk_run.first_request(), endpoint)
    if record_type.request_steps:
        request = next(record_type.request_steps(request.body), request)
    # On stderr, as stdout is the request, which scripts may parse.
    if plan.blocked:
        context.env.info(f"{plan.blocked:,} on the suppression list: not sent.")
    _print_alternatives(context, plan)
    if plan.requests > 1:
        context.env.info(f"This is the first of {plan.requests:,} requests.")
    context.raise_dry_run(request, plan.cost, requests=plan.requests)


def _print_alternatives(context: AppContext, plan: "Plan") -> None:
    if plan.alternatives:
        emails = pluralize(plan.alternatives, "other email", "other emails")
        context.env.info(f"Rows that aren't found are tried with up to {emails} (--try-all).")


def confirm_plan(context: AppContext, record_type: "RecordType", bulk_run: "BulkRun") -> None:
    """Print the plan and its worst-case cost, and prompt if it needs confirmation."""
    plan = bulk_run.plan
    # A bounded plan may exceed the cap: the run stops in time, and can be resumed later.
    if plan.cost.is_unbounded and context.env.settings.get("max_credits") is not None:
        context.check_budget(plan.cost)
    unsent_counts = [
        f"{number:,} {label}"
        for number, label in (
            (plan.journalled, "already looked up"),
            (plan.doubtful, "possibly charged already"),
            (plan.blocked, "on the suppression list"),
            (plan.duplicates, "duplicates"),
            (plan.invalid, "invalid"),
            (plan.empty, "empty"),
            (plan.complete, "already complete"),
        )
        if number
    ]
    details = f" ({', '.join(unsent_counts)})" if unsent_counts else ""
    rows = pluralize(plan.rows, "row", "rows")
    items = pluralize(plan.sent, *record_type.nouns)
    requests = pluralize(plan.requests, "request", "requests")
    up_to = "up to " * bool(plan.alternatives)
    context.env.info(f"{rows}: {items} in {up_to}{requests}{details}.")
    _print_alternatives(context, plan)
    if not plan.requests:
        return
    is_over_budget = _confirm_budget(context, bulk_run)
    _confirm_encoding(context, bulk_run)
    is_confirmed = context.env.settings.get("yes")
    # Without --yes or a terminal the prompt fails anyway, so no request is spent on it.
    credits_left = _credits_left(context) if is_confirmed or context.env.is_interactive else None
    balance = "" if credits_left is None else f" {format_credits(credits_left)} left."
    if is_confirmed:
        context.env.info(f"{plan.cost.sentence}{balance}")
    elif not is_over_budget:
        context.confirm_cost(plan.cost, note=balance)


def _confirm_budget(context: AppContext, bulk_run: "BulkRun") -> bool:
    """Check the budget; return whether the user has confirmed to exceed it (--over-budget).

    A bounded plan may exceed it: the run stops in time, and can be resumed later. Raises
    BudgetExceeded if the budget doesn't allow the first request.
    """
    cost, left = bulk_run.plan.cost, context.spending.tightest()
    if left is None:
        return False
    if cost.is_unbounded or context.env.settings.get("over_budget"):
        return context.confirm_over_budget(cost)
    context.confirm_over_budget(Estimate(bulk_run.first_request_credits))
    if not left.allows(cost.credits or 0):
        context.env.info(
            f"The budget has {format_credits(left.left)} left until {left.resets_at}. "
            "The run stops there, and can be resumed later."
        )
    return False


def _confirm_encoding(context: AppContext, bulk_run: "BulkRun") -> None:
    """Prompt before names in an uncertain encoding are sent, even with --yes.

    Raises UsageError without a terminal.
    """
    doubt = bulk_run.get("doubt")
    if not doubt:
        return
    if not context.env.is_interactive:
        raise UsageError(doubt, hint="Check the names, then set the encoding: --encoding NAME")
    context.env.prompt(doubt)
    bulk_run.put(doubt="")


def _credits_left(context: AppContext) -> int | None:
    """Return the account's credits, at most one minute old, or None if the API fails."""
    endpoint = ACCOUNT_USAGE
    # The API allows only five requests for account usage a minute.
    known = context.balance.left(max_age=60)
    if known is not None and known.is_exact:
        return known.credits
    # The balance is optional, so it is not worth waiting for a retry.
    client = context.make_client(lambda: context.api_key.value, max_wait=0)
    try:
        request = ApiRequest(endpoint.method, endpoint.path, {}, None, endpoint)
        with context.env.spinner(WAITING):
            usage = context.version_router.send(
                request, lambda item: context.price_cache.update_from(item, client.send(item))
            )
    except (NetworkError, ServerError, RateLimited, EndpointRetired):
        return None
    context.remember_balance(usage)
    return read_credits_left(usage)


def run_with_progress(
    context: AppContext, record_type: "RecordType", bulk_run: "BulkRun", run_options: dict[str, Any]
) -> "RunSummary":
    """Run with a progress bar on a terminal; return the summary.

    The first Ctrl-C waits for the requests in flight, the second stops immediately.
    """
    from lusha_cli.output.progress import Progress

    plan = bulk_run.plan
    savings: list[int] = []
    reported_credits = 0

    def show_answer(rows: int, matched: int, total_credits: int) -> None:
        nonlocal reported_credits
        progress.advance(rows, matched=matched, credits=total_credits - reported_credits)
        # At once, so that a process that is killed leaves no balance that is too high.
        context.balance.subtract(total_credits - reported_credits, is_exact=True)
        reported_credits = total_credits

    with (
        Progress(
            context.env.stderr.stream,
            is_terminal=bool(plan.sent) and context.env.shows_progress,
            width=lambda: context.env.terminal_width,
            color=context.env.uses_color(context.env.stderr),
            # Rows on the suppression list also advance the bar, though they are not sent.
            total=plan.sent + plan.blocked + plan.alternatives,
        ) as progress,
        context.env.print_above_progress(progress.print_line),
    ):
        # Messages go above the bar: its next update would erase or cut them.
        summary = bulk_run.run(
            _make_sender(context, record_type, savings),
            now=context.env.clock.now,
            max_credits=context.env.settings.get("max_credits"),
            is_limited=bool(context.spending.limits),
            workers=run_options.get("jobs"),
            api_version=lambda: serving_version(context, record_type),
            is_free_to_resend=lambda api: is_free_to_resend(context, record_type, api),
            retry_paid=bool(context.env.settings.get("allow_double_charge")),
            on_answer=show_answer,
            on_interrupt=context.stop_waiting,
            on_response=partial(store_results, context, record_type, bulk_run),
        )
    if record_type.request_steps:
        _record_savings(context, bulk_run, sum(savings))
    if bulk_run.lost_surcharge:
        context.balance.forget()
    else:
        context.balance.subtract(summary.credits - reported_credits, is_exact=summary.is_exact)
    return summary


def _record_savings(context: AppContext, bulk_run: "BulkRun", saved_credits: int) -> None:
    """Add the saved credits of a search-first run to its journal, and print the total."""
    bulk_run.put(saved=(bulk_run.get("saved") or 0) + saved_credits)
    saved = format_credits(bulk_run.get("saved"))
    context.defer_note(f"Saved {saved} by not revealing available data that wasn't needed.")


def serving_version(context: AppContext, record_type: "RecordType") -> str:
    """Return the API version that requests of a run go to now."""
    endpoint = record_type.endpoint
    is_v3 = endpoint.family == "v3" or context.version_router.uses_v3(endpoint)
    return "v3" if is_v3 else "v2"


def is_free_to_resend(context: AppContext, record_type: "RecordType", api: str) -> bool:
    """Return whether items that were sent over `api` can be sent again without a second charge."""
    # Over V3 a repeated lookup is charged for its search again, unlike over V2.
    is_free = record_type.endpoint.is_idempotent and api != "v3"
    return is_free and serving_version(context, record_type) != "v3"


def _make_sender(
    context: AppContext, record_type: "RecordType", savings: list[int]
) -> "Callable[[Json, Sending], SendResult]":
    """Return a function that sends a body. Each thread has its own connection.

    The function appends the saved credits of search-first runs to `savings`.
    """
    from lusha_cli.bulk.run.recorder import SendResult
    from lusha_cli.bulk.run.stored_steps import is_with_signals

    endpoint, thread_state = record_type.endpoint, threading.local()
    # Read once, before the threads start: a keyring may prompt, or not be thread-safe.
    key, request_logger = context.api_key.value, context.make_request_logger(in_run=True)

    def allow_paid_retry(request: ApiRequest, unanswered: int) -> bool:
        if request.is_idempotent:
            return False  # it is sent again anyway, and reserves nothing
        sending: Sending = thread_state.sending
        steps: StepSender = thread_state.steps
        credits_ = context.price(request).credits or 0
        return sending.allow_retry(credits_, unanswered) and steps.cover(unanswered + 1)

    def send(body: Json, sending: "Sending") -> SendResult:
        if not hasattr(thread_state, "client"):
            # An HTTP session is not safe to share between threads.
            thread_state.client = context.make_client(
                lambda: key, logger=request_logger, allow_paid_retry=allow_paid_retry
            )
        thread_state.sending = sending
        request = ApiRequest(endpoint.method, endpoint.path, {}, body, endpoint)
        context.redact_request(request)
        has_steps = bool(record_type.request_steps) or is_with_signals(body)
        steps = StepSender(context, thread_state.client, sending, has_steps=has_steps)
        thread_state.steps = steps
        if record_type.request_steps:
            send_step = partial(send_uncached, context, sending, steps.send)
            response = run_translation(
                record_type.request_steps(body),
                lambda step: send_step(step._replace(serves=record_type.command)),
            )
            savings.append(response["saved"])
        else:
            response = context.version_router.send(request, steps.send, before=steps.switch_to_v3)
        text = thread_state.client.content if response is steps.response else None
        return SendResult(response, steps.was_lost, steps.seconds, text)

    return send


def format_run_summary(
    summary: "RunSummary",
    statuses: dict[str, int],
    out: str | None,
    *,
    replaces: bool,
    lost_surcharge: str = "",
    left: "CreditsLeft | None" = None,
    cached: int = 0,
) -> str:
    """Return the summary of a run in one line.

    `replaces`: the output file existed before. `lost_surcharge` describes charges without a bound
    of requests that failed. `left` are the account's credits, if they are known. `cached` counts
    the results from the cache.
    """
    from lusha_cli.billing.receipt import receipt
    from lusha_cli.bulk.output.database_urls import describe_target

    charged = receipt(
        summary.total_credits,
        # A response that was lost, or had no billing data, leaves only the estimate.
        is_exact=summary.is_exact,
        left=left,
        this_time=summary.credits,
        surcharge=lost_surcharge,
    )
    from_cache = [f"{cached:,} from the cache."] if cached else []
    parts = [format_status_counts(statuses), *from_cache, charged]
    if summary.resent:
        resent = pluralize(summary.resent, "request was", "requests were")
        parts.append(f"{resent} resent because no response arrived.")
    if out:
        # A database URL may hold a password, which must not reach terminals or logs.
        parts.append(
            f"Written to {describe_target(out)}{', replacing the earlier file' * replaces}."
        )
    return " ".join(parts)
