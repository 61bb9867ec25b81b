"""Responses of several requests collected into one document, page by page or batch by batch."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from lusha_cli.api.endpoints import RESULTS
from lusha_cli.errors import Interrupted, LushaError, ServerError
from lusha_cli.json_types import Json, as_object, get_in

LAST_PAGE = 1000

_COUNTS = ("creditsCharged", "creditCharged", "resultsReturned", "count")


class PageSpec(NamedTuple):
    """The pages in which an operation returns its results (API reference, August 2026).

    `body_key` is the part of its body with `page` (from 0) and `size`; a page has `min_size` to
    `max_size` records, by default `default_size`. In a response `records` names the list of
    records and `total` is the dotted path of their number; `id_key` tells two records apart.
    """

    body_key: str
    records: str
    id_key: str
    total: str
    min_size: int
    max_size: int
    default_size: int

    @property
    def max_results(self) -> int:
        """Return how many records the API can return in all."""
        return (LAST_PAGE + 1) * self.max_size

    def total_of(self, response: Json) -> int | None:
        """Return how many records there are in all, None if a response does not have it."""
        total = get_in(response, *self.total.split("."))
        return total if isinstance(total, int) and not isinstance(total, bool) else None


# V2 rejects a page size below 10 or above 50 (400).
V2_CONTACTS = PageSpec("pages", "contacts", "contactId", "totalResults", 10, 50, 20)
V2_COMPANIES = PageSpec("pages", "companies", "id", "totalResults", 10, 50, 20)
V3_RESULTS = PageSpec("pagination", "results", "id", "pagination.total", 10, 100, 25)
V3_VISITS = V3_RESULTS._replace(min_size=1, max_size=150)
# By `limit` and `offset` in the query, so without a body.
OFFSET_LIST = PageSpec("", "data", "id", "pagination.total", 1, 100, 50)


class PagePlan(NamedTuple):
    """Pages to fetch from the first on: `size` records each, up to `limit` of them (None: all)."""

    size: int
    limit: int | None
    max_results: int

    @classmethod
    def for_limit(cls, limit: int | None, spec: PageSpec) -> "PagePlan":
        """Return the cheapest plan for `limit` records; of equal ones that of fewest requests."""
        if limit is None:
            return cls(spec.max_size, None, spec.max_results)
        even = max(spec.min_size, -(-limit // -(-limit // spec.max_size)))

        def price(size: int) -> tuple[int, int, int]:
            requests = -(-limit // size)
            return requests * RESULTS.batch_credits(size), requests, size

        # Each page is charged per 25 results, rounded up: multiples of 25 waste nothing.
        sizes = (even, *range(RESULTS.batch_size, spec.max_size + 1, RESULTS.batch_size))
        return cls(min(sizes, key=price), limit, spec.max_results)

    @property
    def requests(self) -> int | None:
        """Return the number of pages, None if all records are wanted."""
        return None if self.limit is None else -(-self.limit // self.size)


class PageCollector:
    """One document in the API's shape: the first response plus the records of the others.

    `records` names the list, or the map, of records; `key` tells two of a list apart. If a
    response has a `requestId` of its own, its records carry it. A first response of another shape
    is the document unchanged. The fields in `counts` are added up.
    """

    def __init__(self, records: str, *, key: str, counts: tuple[str, ...] = _COUNTS) -> None:
        self.body: Json = None
        self._counts = counts
        self._records = records
        self._key = key
        self._seen: set[str] = set()

    def __len__(self) -> int:
        return len(self._records_of(self.body) or ())

    def add(self, response: Json) -> int:
        """Add a response; return how many records it has, new or not.

        Raises ServerError for a later response with another shape than the first.
        """
        records = self._records_of(response)
        if self.body is None:
            self.body = response
            if isinstance(records, list):
                self.body = {**response, self._records: self._new(records)}
            return len(records or ())
        if records is None or type(records) is not type(self._records_of(self.body)):
            raise ServerError(f"The API answered with other {self._records} than before.")
        collected = self.body[self._records]
        if isinstance(records, dict):
            self.body[self._records] = {**collected, **records}
        else:
            # Results may move to another page between two requests.
            new = self._new(records)
            # Enriching a result needs the requestId of the search that returned it.
            if response.get("requestId") != self.body.get("requestId"):
                new = [_with_request_id(record, response.get("requestId")) for record in new]
            self.body[self._records] = [*collected, *new]
        _add_counts(self.body, response, self._counts)
        return len(records)

    def truncate(self, limit: int | None) -> None:
        """Keep the first `limit` records."""
        if not isinstance(self._records_of(self.body), list):
            return
        self.body[self._records] = self.body[self._records][:limit]
        if "pageLength" in self.body:
            self.body["pageLength"] = len(self)
        pagination = as_object(self.body.get("pagination"))
        if "size" in pagination:
            self.body["pagination"] = {**pagination, "size": len(self)}

    def _records_of(self, response: Json) -> Json:
        """Return the records of a response, None if there are none in their place."""
        records = get_in(response, self._records)
        return records if isinstance(records, (list, dict)) else None

    def _new(self, records: list[Json]) -> list[Json]:
        return [record for record in records if self._is_new(record)]

    def _is_new(self, record: Json) -> bool:
        id_ = get_in(record, self._key)
        if id_ is None:
            return True
        is_new = str(id_) not in self._seen
        self._seen.add(str(id_))
        return is_new


def _add_counts(body: dict[str, Json], response: dict[str, Json], names: tuple[str, ...]) -> None:
    """Add the credits and counts of a response to those of the document."""
    for name in names:
        if isinstance(response.get(name), int):
            old = body.get(name)
            body[name] = (old if isinstance(old, int) else 0) + response[name]
    if isinstance(response.get("billing"), dict):
        body["billing"] = dict(as_object(body.get("billing")))
        _add_counts(body["billing"], response["billing"], names)


def _with_request_id(record: Json, request_id: Json) -> Json:
    return {"requestId": request_id, **record} if isinstance(record, dict) else record


class RequestFailure(NamedTuple):
    """Why a series of requests ended early, and the position of the failed one, from 0."""

    position: int
    error: LushaError


def fetch_pages(
    plan: PagePlan,
    collector: PageCollector,
    fetch: Callable[[int], Json],
    *,
    total_of: Callable[[Json], int | None],
    on_first_page: Callable[[int, int], None] | None = None,
) -> RequestFailure | None:
    """Fetch the pages of a plan into `collector`, no more than there are.

    `fetch` takes the number of a page; `total_of` reads how many records there are in all.
    `on_first_page` gets that total and the number of pages that remain, if both are known, and may
    raise an error to stop there. An error on the first page is raised, a later one is returned.
    """
    failure, page = None, 0
    while failure is None:
        length, failure = _attempt(page, lambda: collector.add(fetch(page)))  # noqa: B023
        page += 1
        total = total_of(collector.body)
        # Without a total, a page that is not full is the last.
        is_last = length < plan.size if total is None else page * plan.size >= total
        available = min(plan.max_results, plan.max_results if total is None else total)
        wanted = available if plan.limit is None else min(available, plan.limit)
        if is_last or not length or page >= (plan.requests or LAST_PAGE + 1):
            break
        # Only the first page shows how many records, and so how many credits, remain.
        if page == 1 and failure is None and total is not None and on_first_page:
            try:
                on_first_page(total, -(-wanted // plan.size) - 1)
            except LushaError as error:
                failure = RequestFailure(page, error)
    collector.truncate(plan.limit)
    return failure


def send_batches(
    batches: Sequence[Json], collector: PageCollector, send: Callable[[Json], Json]
) -> RequestFailure | None:
    """Send batch after batch and collect the responses; errors as in `fetch_pages`."""
    for index, batch in enumerate(batches):
        _, failure = _attempt(index, lambda: collector.add(send(batch)))  # noqa: B023
        if failure:
            return failure
    return None


def _attempt(index: int, work: Callable[[], int]) -> tuple[int, RequestFailure | None]:
    try:
        return work(), None
    except (LushaError, KeyboardInterrupt) as error:
        # Later errors are returned: what the earlier requests charged for must be shown.
        if index == 0:
            raise
        reason = error if isinstance(error, LushaError) else Interrupted("Interrupted.")
        return 0, RequestFailure(index, reason)
