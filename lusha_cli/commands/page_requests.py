"""Fetch several pages as one document, and report which of them are missing."""

from collections.abc import Callable
from concurrent.futures import Future, wait
from itertools import groupby

from lusha_cli.api.concurrency import REQUESTS_PER_SECOND, ResponseTime, requests_in_flight
from lusha_cli.api.page_fetching import (
    MAX_PAGES_IN_FLIGHT,
    PagesAhead,
    RequestFailure,
    fetch_pages,
)
from lusha_cli.api.pagination import PageCollector, PagePlan, PageSpec
from lusha_cli.api.request import ApiRequest
from lusha_cli.cli.command import CommandResult
from lusha_cli.context.app_context import AppContext
from lusha_cli.context.waits import WAITING
from lusha_cli.json_types import Json

# Seconds that the last of all pages in flight may wait for its turn, with some to spare.
_LONGEST_TURN = 3 * MAX_PAGES_IN_FLIGHT / REQUESTS_PER_SECOND
# The first and the last of adjacent pages; None for all that follow.
PageRange = tuple[int, int | None]


def fetch_pages_ahead(
    context: AppContext,
    collector: PageCollector,
    plan: PagePlan,
    spec: PageSpec,
    build_request: Callable[[int], ApiRequest],
    on_first_page: Callable[[int | None, int], None],
) -> RequestFailure | None:
    """Fetch approved pages as `fetch_pages` does, as many at once as the rate limit allows."""
    response_time = ResponseTime()

    def fetch(page: int) -> Json:
        response = context.send(build_request(page), approved=True)
        if seconds := context.response_seconds:
            response_time.add(seconds)
        return response

    def wait_for(future: Future[Json]) -> None:
        with context.env.spinner(WAITING):
            wait([future])

    ahead = PagesAhead(
        lambda: requests_in_flight(response_time.seconds, most=MAX_PAGES_IN_FLIGHT),
        wait_for,
        context.stop_waiting,
    )
    return fetch_pages(
        plan,
        collector,
        fetch,
        total_of=spec.total_of,
        on_first_page=on_first_page,
        ahead=ahead if _may_wait(context) else None,
    )


def _may_wait(context: AppContext) -> bool:
    """Return whether requests may wait for their turn; those that may not would fail."""
    get = context.env.settings.get
    return not get("no_wait") and bool(get("max_wait") >= _LONGEST_TURN)


def missing_pages(failure: RequestFailure, pages: int) -> list[PageRange]:
    """Return which of a number of pages did not come."""
    # In adjacent pages, the difference between a page and its position is the same.
    groups = groupby(enumerate(failure.missing), lambda item: item[1] - item[0])
    numbers = [[page for _, page in group] for _, group in groups]
    ranges: list[PageRange] = [(adjacent[0], adjacent[-1]) for adjacent in numbers]
    return [*ranges, (failure.position, None)] if failure.position < pages else ranges


def describe_pages(ranges: list[PageRange]) -> str:
    """Return page ranges in words: `of page 3 and from page 7 onward`."""
    texts = [
        f"from page {first} onward"
        if last is None
        else f"of page {first}"
        if first == last
        else f"of pages {first} to {last}"
        for first, last in ranges
    ]
    return " and ".join(filter(None, [", ".join(texts[:-1]), texts[-1]]))


def partial_result(
    collector: PageCollector, failure: RequestFailure, *, missing: str, resume: str
) -> CommandResult:
    """Return what was fetched, with the error of the rest and how to continue."""
    error = failure.error
    error.mark_partial(collector.body, missing)
    resume_hint = f"To continue, run the command with {resume}."
    error.hint = "\n".join(filter(None, (error.hint, resume_hint)))
    return CommandResult(collector.body, failure=error)
