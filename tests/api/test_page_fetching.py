"""Pages that are fetched ahead: their order, how many are in flight, and what errors leave."""

import random
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future, wait
from typing import Any

import pytest

from lusha_cli.api.page_fetching import PagesAhead, RequestFailure, fetch_pages
from lusha_cli.api.pagination import PageCollector, PagePlan
from lusha_cli.errors import ClosedPipe, LushaError, ServerError
from lusha_cli.json_types import Json

SIZE = 10


class Pages:
    """Pages of an API, fetched in threads; those in `failing` raise an error."""

    def __init__(
        self, total: int, *, failing: frozenset[int] = frozenset(), empty_from: int = 1000,
        seed: int = 0,
    ) -> None:  # fmt: skip
        self.total = total
        self.failing = failing
        self.empty_from = empty_from
        self.asked: list[int] = []
        self.most_in_flight = 0
        self._in_flight = 0
        self._lock = threading.Lock()
        self._chance = random.Random(seed)

    def fetch(self, page: int) -> Json:
        with self._lock:
            self.asked.append(page)
            self._in_flight += 1
            self.most_in_flight = max(self.most_in_flight, self._in_flight)
            seconds = self._chance.choice((0, 0.0005, 0.002))
        time.sleep(seconds)
        with self._lock:
            self._in_flight -= 1
        if page in self.failing:
            raise ServerError(f"Page {page} failed.")
        return {"results": self.records(page), "total": self.total}

    def records(self, page: int) -> list[Json]:
        end = 0 if page >= self.empty_from else min(self.total, (page + 1) * SIZE)
        return [{"id": number} for number in range(page * SIZE, end)]

    def records_of(self, pages: list[int]) -> list[Json]:
        return [record for page in pages for record in self.records(page)]


def run(
    pages: Pages,
    *,
    workers: int,
    limit: int | None = None,
    wait_for: Callable[[Future[Json]], None] = lambda future: wait([future]) and None,
    on_interrupt: Callable[[], None] = lambda: None,
    show: Callable[[Json], bool] | None = None,
) -> tuple[PageCollector, RequestFailure | None]:
    collector = PageCollector("results", key="id", limit=limit, show=show)
    failure = fetch_pages(
        PagePlan(SIZE, limit, 10_000), collector, pages.fetch,
        total_of=lambda body: body["total"],
        ahead=PagesAhead(lambda: workers, wait_for, on_interrupt),
    )  # fmt: skip
    return collector, failure


@pytest.mark.parametrize("workers", [1, 2, 5, 16])
@pytest.mark.parametrize("seed", range(4))
def test_pages_ahead_come_in_order_and_once(workers: int, seed: int) -> None:
    pages = Pages(203, seed=seed)
    collector, failure = run(pages, workers=workers)
    assert failure is None
    assert collector.body["results"] == pages.records_of(list(range(21)))
    assert sorted(pages.asked) == list(range(21))
    assert pages.most_in_flight <= workers


@pytest.mark.parametrize("seed", range(30))
def test_pages_in_flight_at_an_error_are_collected(seed: int) -> None:
    chance = random.Random(seed)
    workers = chance.randint(1, 8)
    failing = frozenset(chance.sample(range(1, 21), chance.randint(1, 3)))
    pages = Pages(203, failing=failing, seed=seed)
    collector, failure = run(pages, workers=workers)
    assert failure is not None
    first = min(failing)
    assert failure.error.message == f"Page {first} failed."
    missing = {*failure.missing, *range(failure.position, 21)}
    collected = [page for page in range(21) if page not in missing]
    assert collector.body["results"] == pages.records_of(collected)
    # Nothing that came is lost, and nothing is sent once the error is known.
    assert {page for page in pages.asked if page not in failing} == set(collected)
    assert max(pages.asked) < first + workers
    assert first in missing


def test_pages_end_with_an_empty_one() -> None:
    pages = Pages(203, empty_from=4)
    collector, failure = run(pages, workers=3)
    assert failure is None
    assert len(collector) == 40
    assert max(pages.asked) <= 6


def test_first_page_is_fetched_alone() -> None:
    pages = Pages(203, failing=frozenset([0]))
    with pytest.raises(ServerError):
        run(pages, workers=8)
    assert pages.asked == [0]


def test_pages_without_a_total_come_one_by_one() -> None:
    pages = Pages(35)
    collector = PageCollector("results", key="id")
    ahead = PagesAhead(lambda: 8, lambda future: None, lambda: None)
    failure = fetch_pages(PagePlan(SIZE, None, 10_000), collector, pages.fetch,
                          total_of=lambda _: None, ahead=ahead)  # fmt: skip
    assert failure is None
    assert pages.asked == [0, 1, 2, 3]


class Interrupts:
    """Ctrl-C at some of the waits for a response."""

    def __init__(self, *at: int) -> None:
        self.at = at
        self.waits = 0

    def wait_for(self, future: Future[Json]) -> None:
        self.waits += 1
        if self.waits in self.at:
            raise KeyboardInterrupt
        wait([future])


def test_interrupt_collects_the_pages_in_flight() -> None:
    pages, told = Pages(203), []
    collector, failure = run(
        pages, workers=4, wait_for=Interrupts(3).wait_for, on_interrupt=lambda: told.append(1)
    )
    assert failure is not None
    assert failure.error.message == "Interrupted."
    assert told == [1]
    assert failure.missing == ()
    assert collector.body["results"] == pages.records_of(list(range(failure.position)))
    assert failure.position == max(pages.asked) + 1


def test_interrupt_of_the_last_pages_changes_nothing() -> None:
    pages = Pages(203)
    collector, failure = run(pages, workers=4, wait_for=Interrupts(20).wait_for)
    assert failure is None
    assert collector.body["results"] == pages.records_of(list(range(21)))


def test_second_interrupt_ends_the_wait() -> None:
    collector, failure = run(Pages(203), workers=4, wait_for=Interrupts(3, 4).wait_for)
    assert failure is not None
    assert failure.error.message == "Interrupted. 4 requests may have been charged."
    assert failure.position == 3
    assert len(collector) == 30


def test_broken_output_ends_the_pages() -> None:
    shown: list[Json] = []

    def show(body: Json) -> bool:
        shown.append(body)
        if len(shown) == 3:
            raise ClosedPipe
        return True

    pages: Any = Pages(203)
    with pytest.raises((ClosedPipe, LushaError)):
        run(pages, workers=4, show=show)
    assert len(shown) == 3
    assert max(pages.asked) <= 6
