"""One run of a file before the user's eyes: what it will cost, how far it is, what came of it."""

import hashlib
import threading
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from lusha_cli.api.endpoints import ACCOUNT_USAGE
from lusha_cli.api.request import ApiRequest
from lusha_cli.billing.charges import read_credits_left
from lusha_cli.billing.estimate import format_credits
from lusha_cli.context.app_context import World
from lusha_cli.errors import NetworkError, RateLimited, Retired, ServerError
from lusha_cli.output.number_format import pluralize

if TYPE_CHECKING:
    from lusha_cli.api.client import Client
    from lusha_cli.bulk.plan import Summary
    from lusha_cli.bulk.record_types import Kind
    from lusha_cli.bulk.run.run import Job
    from lusha_cli.bulk.run.runner import Sent

from lusha_cli.json_types import Json


def preview_of(world: World, kind: "Kind", job: "Job") -> None:
    """Raise DryRun for the first request."""
    plan, row = job.plan, kind.endpoint
    call = ApiRequest(row.method, row.path, {}, job.first_request(), row)
    if kind.steps:
        call = next(kind.steps(call.body), call)
    if plan.blocked:
        world.note(f"{plan.blocked:,} on the suppression list: not sent.")
    if plan.requests > 1:
        world.note(f"This is the first of {plan.requests:,} requests.")
    world.preview(call, plan.cost, requests=plan.requests)


def agree_on(world: World, kind: "Kind", job: "Job") -> None:
    """Show the plan and what it can cost; go on only if that is agreed to."""
    plan = job.plan
    if plan.cost.is_unbounded and world.settings.get("max_credits") is not None:
        world.check_budget(plan.cost)
    aside = [
        f"{number:,} {what}"
        for number, what in (
            (plan.journalled, "answered before"),
            (plan.blocked, "on the suppression list"),
            (plan.duplicates, "duplicates"),
            (plan.invalid, "invalid"),
            (plan.empty, "empty"),
            (plan.complete, "with all that is wanted"),
        )
        if number
    ]
    rest = f" ({', '.join(aside)})" if aside else ""
    rows = pluralize(plan.rows, "row", "rows")
    items = pluralize(plan.sent, *kind.nouns)
    requests = pluralize(plan.requests, "request", "requests")
    world.note(f"{rows}: {items} in {requests}{rest}.")
    if not plan.requests:
        return
    agreed = world.settings.get("yes")
    left = _credits_left(world) if agreed or world.talks else None
    known = "" if left is None else f" {format_credits(left)} left."
    if agreed:
        world.note(f"This costs {plan.cost}.{known}")
    else:
        world.agree(f"This costs {plan.cost}.{known} Go on?")


def _credits_left(world: World) -> int | None:
    """Credits of the account, as of the last minute; None where that cannot be told at once."""
    row, name = ACCOUNT_USAGE, _usage_copy(world)
    usage = world.copies.get(name, max_age=60)
    if usage is not None:
        return read_credits_left(usage)
    client = world.client_with(lambda: world.key.value, max_wait=0)
    try:
        call = ApiRequest(row.method, row.path, {}, None, row)
        usage = world.bridge.send(call, lambda one: world.prices.update_from(one, client.send(one)))
    except (NetworkError, ServerError, RateLimited, Retired):
        return None
    world.copies.put(name, usage)
    return read_credits_left(usage)


def _usage_copy(world: World) -> str:
    """The name of the copy of the account's usage."""
    key = hashlib.sha256(world.key.value.encode()).hexdigest()[:16]
    return f"usage-{key}"


def send_all_of(world: World, kind: "Kind", job: "Job", going: dict[str, Any]) -> "Summary":
    from lusha_cli.output.progress import Progress

    shown = world.stderr.isatty() and not world.settings.get("quiet")
    savings: list[int] = []
    charged = 0

    def tell(rows: int, matched: int, credits_so_far: int) -> None:
        nonlocal charged
        progress.advance(rows, matched=matched, credits=credits_so_far - charged)
        charged = credits_so_far

    def stop() -> None:
        world.note("Waiting for the requests under way; Ctrl-C again stops at once.")
        world.clock.wake()

    with (
        Progress(
            world.stderr.stream,
            is_terminal=shown and bool(job.plan.sent) and world.env.get("TERM") != "dumb",
            width=lambda: world.width,
            color=world.colors(world.stderr),
            total=job.plan.sent + job.plan.blocked,
        ) as progress,
        world.lines_above(progress.print_line),
    ):
        summary = job.run(
            _sender(world, kind, savings),
            now=world.clock.now,
            max_credits=world.settings.get("max_credits"),
            jobs=going.get("jobs"),
            may_resend=_may_resend(world, kind),
            on_answer=tell,
            on_interrupt=stop,
        )
    if kind.steps:
        job.put(saved=(job.get("saved") or 0) + sum(savings))
        saved = format_credits(job.get("saved"))
        world.note_later(f"Saved {saved}: data that is there, and was not wanted or lacking.")
    # What was known of the credits left is no longer so.
    world.copies.put(_usage_copy(world), None)
    return summary


def _may_resend(world: World, kind: "Kind") -> bool:
    """Whether sending again what was never answered is free of charge, or was agreed to."""
    is_free = kind.endpoint.repeatable and not world.bridge.uses_v3(kind.endpoint)
    return is_free or bool(world.settings.get("retry_paid"))


def _sender(world: World, kind: "Kind", savings: list[int]) -> "Callable[[Json], Sent]":
    """Sends a body; each thread has a connection of its own. What is saved goes to `savings`."""
    from lusha_cli.api.v2_compat.translation import run_translation
    from lusha_cli.bulk.run.runner import Sent

    row, own = kind.endpoint, threading.local()
    key, trace = world.key.value, world.make_trace(in_run=True)

    def send(body: Json) -> Sent:
        if not hasattr(own, "client"):
            own.client = world.client_with(lambda: key, trace=trace)
        client: Client = own.client
        call = ApiRequest(row.method, row.path, {}, body, row)
        world.keep_private(call)
        lost, seconds = 0, 0.0

        def once(request: ApiRequest) -> Json:
            nonlocal lost, seconds
            try:
                answer = client.send(request)
            except Retired as error:
                lost += error.lost
                raise
            lost, seconds = lost + client.lost, max(seconds, client.seconds)
            return answer

        if kind.steps:
            answer = run_translation(kind.steps(body), once)
            savings.append(answer["saved"])
        else:
            answer = world.bridge.send(call, once)
        return Sent(answer, lost > 0, seconds)

    return send


def told(summary: "Summary", statuses: dict[str, int], out: str | None, *, replaces: bool) -> str:
    """The run in one line; `replaces` says that there was such a file before."""
    about = "" if summary.is_exact else "up to "
    from lusha_cli.bulk.output.database_urls import shown

    where = f" Written to {shown(out)}{', which is replaced' * replaces}." if out else ""
    now = ""
    if summary.total != summary.credits:
        now = f", {summary.credits:,} of them now"
    again = ""
    if summary.resent:
        again = (
            f" {pluralize(summary.resent, 'request', 'requests')} sent again: no answer had come."
        )
    return f"{counts(statuses)} Charged {about}{format_credits(summary.total)}{now}.{again}{where}"


def counts(statuses: dict[str, int]) -> str:
    order = ("matched", "not_found", "invalid", "blocked", "skipped", "error", "unknown")
    parts = [f"{statuses[name]:,} {name.replace('_', ' ')}" for name in order if statuses.get(name)]
    return f"{', '.join(parts)}."
