"""Send the requests for several pages or batches, and collect their responses."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, NamedTuple

from lusha_cli.api.interrupts import UninterruptedSection
from lusha_cli.api.pagination import LAST_PAGE, PageCollector, PagePlan
from lusha_cli.errors import Interrupted, LushaError
from lusha_cli.json_types import Json

if TYPE_CHECKING:
    from concurrent.futures import Future, ThreadPoolExecutor

# More of them would fill the memory while one page is slow.
MAX_PAGES_IN_FLIGHT = 32


class RequestFailure(NamedTuple):
    """Why a series of requests ended early.

    Nothing came of the requests from `position` on, counted from 0, nor of those in `missing`.
    """

    position: int
    error: LushaError
    missing: tuple[int, ...] = ()


class PagesAhead(NamedTuple):
    """How pages are fetched before the earlier ones have come.

    `workers` returns how many requests may be in flight now. `wait` returns once a response has
    come. `on_interrupt` is called before the requests in flight are waited for after Ctrl-C.
    """

    workers: Callable[[], int]
    wait: "Callable[[Future[Json]], None]"
    on_interrupt: Callable[[], None]


def fetch_pages(
    plan: PagePlan,
    collector: PageCollector,
    fetch: Callable[[int], Json],
    *,
    total_of: Callable[[Json], int | None],
    on_first_page: Callable[[int | None, int], None] | None = None,
    ahead: PagesAhead | None = None,
) -> RequestFailure | None:
    """Fetch the pages of a plan into `collector`, in order and no more than there are.

    `fetch` takes the number of a page; `total_of` reads the total number of records.
    `on_first_page` gets that total, if it is known, and the largest number of pages that remain,
    and may raise an error to stop there. With `ahead`, threads fetch the pages after the first one
    if the total is known. An error on the first page is raised, a later one is returned, and an
    interruption at any time after the first page too.
    """
    try:
        return _fetch_pages(plan, collector, fetch, total_of, on_first_page, ahead)
    finally:
        collector.finish()


def _fetch_pages(
    plan: PagePlan,
    collector: PageCollector,
    fetch: Callable[[int], Json],
    total_of: Callable[[Json], int | None],
    on_first_page: Callable[[int | None, int], None] | None,
    ahead: PagesAhead | None,
) -> RequestFailure | None:
    page = 0
    try:
        while True:
            length = _add_response(collector, lambda: fetch(page))  # noqa: B023
            page += 1
            total = total_of(collector.head)
            # Without a total, a page that is not full is the last.
            is_last = length < plan.size if total is None else page * plan.size >= total
            if is_last or not length or page >= (plan.requests or LAST_PAGE + 1):
                return None
            # Only the first page shows how many records, and so how many credits, remain.
            if page == 1 and on_first_page:
                on_first_page(total, plan.requests_for(total) - 1)
            if ahead is not None and total is not None:
                pages = range(page, plan.requests_for(total))
                return _PageQueue(collector, fetch, ahead).fetch(pages)
    except (LushaError, KeyboardInterrupt) as error:
        return _to_failure(page, error, collector)


class _NotSentError(Exception):
    """A page whose request was not sent, as an earlier page had an error."""


class _PageQueue:
    """Pages that threads fetch, some of them ahead of the one that is collected next."""

    def __init__(
        self, collector: PageCollector, fetch: Callable[[int], Json], ahead: PagesAhead
    ) -> None:
        self._collector = collector
        self._fetch = fetch
        self._ahead = ahead
        self._in_flight: deque[tuple[int, Future[Json]]] = deque()
        self._collected: set[int] = set()
        self._error: LushaError | None = None
        self._is_stopping = False

    def fetch(self, pages: Sequence[int]) -> RequestFailure | None:
        """Collect the pages in order; after an error, collect those that were in flight."""
        left = iter(pages)
        with _workers() as pool:
            while True:
                try:
                    self._submit(left, pool)
                    if not self._in_flight:
                        break
                    self._collect_next()
                except KeyboardInterrupt:
                    if self._collector.is_output_broken:
                        raise
                    if isinstance(self._error, Interrupted):
                        count = len(self._in_flight)
                        self._error.message += f" {count:,} requests may have been charged."
                        break
                    self._stop(Interrupted("Interrupted."))
                    self._ahead.on_interrupt()
        # Ctrl-C may come when all requests are in flight already.
        if self._error is None or len(self._collected) == len(pages):
            return None
        following = max(self._collected, default=pages[0] - 1) + 1
        missing = (page for page in range(pages[0], following) if page not in self._collected)
        return RequestFailure(following, self._error, tuple(missing))

    def _submit(self, left: Iterator[int], pool: "ThreadPoolExecutor") -> None:
        """Send the requests for the next pages, as many as may be in flight."""
        while not self._is_stopping and len(self._in_flight) < self._ahead.workers():
            page = next(left, None)
            if page is None:
                return
            with UninterruptedSection():
                self._in_flight.append((page, pool.submit(self._fetch_unless_stopping, page)))

    def _fetch_unless_stopping(self, page: int) -> Json:
        if self._is_stopping:
            raise _NotSentError
        return self._fetch(page)

    def _collect_next(self) -> None:
        """Collect the response for the first page in flight."""
        page, future = self._in_flight[0]
        self._ahead.wait(future)
        try:
            with UninterruptedSection(may_block=True):
                self._in_flight.popleft()
                length = _add_response(self._collector, future.result)
                self._collected.add(page)
        except _NotSentError:
            return
        except LushaError as error:
            if self._collector.is_output_broken:
                self._wait_for_all()
                raise
            self._stop(error)
            return
        except BaseException:
            if self._collector.is_output_broken:
                self._wait_for_all()
            raise
        # The API has fewer pages than its total promises.
        self._is_stopping = self._is_stopping or not length

    def _wait_for_all(self) -> None:
        """Wait for what is in flight: it can't be shown any more, but its charges are counted."""
        self._is_stopping = True
        for _, future in self._in_flight:
            self._ahead.wait(future)

    def _stop(self, error: LushaError) -> None:
        """Send nothing more, because of the first error."""
        # An interruption after another error is what the user waits for.
        self._error = error if isinstance(error, Interrupted) else self._error or error
        self._is_stopping = True


@contextmanager
def _workers() -> "Iterator[ThreadPoolExecutor]":
    """Return threads for requests; after a second Ctrl-C, they don't delay the exit."""
    # Imported when needed: most searches have one page.
    from concurrent.futures import ThreadPoolExecutor

    pool = ThreadPoolExecutor(MAX_PAGES_IN_FLIGHT)
    try:
        yield pool
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def send_batches(
    batches: Iterable[Json], collector: PageCollector, send: Callable[[Json], Json]
) -> RequestFailure | None:
    """Send batch after batch and collect the responses; errors as in `fetch_pages`."""
    index = 0
    try:
        for batch in batches:
            _add_response(collector, lambda: send(batch))  # noqa: B023
            index += 1
    except (LushaError, KeyboardInterrupt) as error:
        return _to_failure(index, error, collector)
    return None


def _add_response(collector: PageCollector, send: Callable[[], Json]) -> int:
    """Collect a response, or the part of one that an error has."""
    try:
        response = send()
    except LushaError as error:
        if error.partial_body is not None:
            collector.add(error.partial_body)
        raise
    return collector.add(response)


def _to_failure(
    position: int, error: LushaError | KeyboardInterrupt, collector: PageCollector
) -> RequestFailure:
    """Return the failure after some responses; raise the error if nothing was collected."""
    # Later errors are returned: what the earlier requests charged for must be shown.
    if collector.head is None or collector.is_output_broken:
        raise error
    reason = error if isinstance(error, LushaError) else Interrupted("Interrupted.")
    return RequestFailure(position, reason)
