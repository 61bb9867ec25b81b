"""The pages of an operation, and the responses of several requests as one document."""

from collections.abc import Callable
from typing import NamedTuple

from lusha_cli.api.endpoints import RECOMMENDATIONS, RESULTS
from lusha_cli.errors import ServerError
from lusha_cli.json_types import Json, as_object, get_in
from lusha_cli.packed_body import PackedBody
from lusha_cli.storage.last_result import MAX_BYTES

LAST_PAGE = 1000

_COUNTS = ("creditsCharged", "creditCharged", "resultsReturned", "count")


class PageSpec(NamedTuple):
    """The pages in which an operation returns its results (API reference, August 2026).

    `body_key` is the part of its body with `page` (from 0) and `size`; a page has `min_size` to
    `max_size` records, by default `default_size`, and is charged per `batch_size` of them. In a
    response `records` names the list of records and `total` is the dotted path of their number;
    `id_key` distinguishes two records.
    """

    body_key: str
    records: str
    id_key: str
    total: str
    min_size: int
    max_size: int
    default_size: int
    batch_size: int = RESULTS.batch_size

    def page_credits(self, size: int) -> int:
        """Return the published price of a page of `size` records."""
        return -(-size // self.batch_size)

    @property
    def max_results(self) -> int:
        """Return how many records the API can return in total."""
        return (LAST_PAGE + 1) * self.max_size

    def total_of(self, response: Json) -> int | None:
        """Return the total number of records, or None if a response does not have it."""
        total = get_in(response, *self.total.split("."))
        return total if isinstance(total, int) and not isinstance(total, bool) else None


# V2 rejects a page size below 10 or above 50 (400).
V2_CONTACTS = PageSpec("pages", "contacts", "contactId", "totalResults", 10, 50, 20)
V2_COMPANIES = PageSpec("pages", "companies", "id", "totalResults", 10, 50, 20)
V3_RESULTS = PageSpec("pagination", "results", "id", "pagination.total", 10, 100, 25)
V3_RECOMMENDATIONS = V3_RESULTS._replace(batch_size=RECOMMENDATIONS.batch_size)
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
            return requests * spec.page_credits(size), requests, size

        # Each page is charged per 25 results, rounded up: multiples of 25 waste nothing.
        first = -(-spec.min_size // spec.batch_size) * spec.batch_size
        sizes = (even, *range(first, spec.max_size + 1, spec.batch_size))
        return cls(min(sizes, key=price), limit, spec.max_results)

    @property
    def requests(self) -> int | None:
        """Return the number of pages, None if all records are wanted."""
        return None if self.limit is None else -(-self.limit // self.size)

    def requests_for(self, total: int | None) -> int:
        """Return the number of pages if there are `total` records, the largest if None."""
        available = self.max_results if total is None else min(total, self.max_results)
        wanted = available if self.limit is None else min(available, self.limit)
        return -(-wanted // self.size)


class PageCollector:
    """One document in the API's shape: the first response plus the records of the others.

    `records` names the list, or the map, of records; `key` distinguishes two of a list. If a
    response has a `requestId` of its own, its records carry it. A first response of another shape
    is the document unchanged. The fields in `counts` are added up. Of a list, the first `limit`
    records are collected. `show` gets the document with only the new records, as they come, and
    returns whether they aren't needed any more. With `packs`, a list is compressed, and dropped
    once it isn't needed and too large for `lusha last`.

    `head` is the document with an empty list or map.
    """

    def __init__(
        self,
        records: str,
        *,
        key: str,
        counts: tuple[str, ...] = _COUNTS,
        limit: int | None = None,
        show: Callable[[Json], bool] | None = None,
        packs: bool = False,
    ) -> None:
        self.head: Json = None
        self.is_output_broken = False
        self._counts = counts
        self._records = records
        self._key = key
        self._limit = limit
        self._show = show
        self._packs = packs
        self._kept: dict[str, Json] | list[Json] | PackedBody | None = None
        self._seen: set[str] = set()

    def __len__(self) -> int:
        return 0 if self._kept is None else len(self._kept)

    @property
    def body(self) -> Json:
        """Return the document; a PackedBody, which has records, if they are compressed."""
        if isinstance(self._kept, PackedBody):
            self._kept.head = self.head
            return self._kept if len(self._kept) else self.head
        return self.head if self._kept is None else {**self.head, self._records: self._kept}

    def add(self, response: Json) -> int:
        """Add a response; return how many records it has, new or not.

        Raises ServerError for a later response with another shape than the first.
        """
        records = self._records_of(response)
        if self.head is None:
            self.head = response
            if records is None:
                return 0
            self.head = {**response, self._records: type(records)()}
            self._kept = type(records)()
            if self._packs and isinstance(records, list):
                self._kept = PackedBody(self.head, self._records)
        elif records is None or type(records) is not type(self._records_of(self.head)):
            raise ServerError(
                f"The API returned {self._records} in another format than on the first page."
            )
        else:
            _add_counts(self.head, response, self._counts)
        new: Json = records if isinstance(records, dict) else self._new_records(response)
        # In place: copying all earlier records for each page takes quadratic time.
        if isinstance(self._kept, PackedBody):
            self._kept.add(new)
        elif isinstance(self._kept, dict):
            self._kept.update(new)
        elif self._kept is not None:
            self._kept.extend(new)
        if new and self._show:
            self._show_records({**self.head, self._records: new})
        return len(records)

    def _new_records(self, response: Json) -> list[Json]:
        """Return the records of a list that aren't collected yet, within the limit."""
        # Results may move to another page between two requests.
        new = [record for record in response[self._records] if self._is_new(record)]
        # Enriching a result needs the requestId of the search that returned it.
        if response.get("requestId") != self.head.get("requestId"):
            new = [_with_request_id(record, response.get("requestId")) for record in new]
        return new if self._limit is None else new[: max(0, self._limit - len(self))]

    def _show_records(self, body: Json) -> None:
        assert self._show is not None
        try:
            is_done = self._show(body)
        # Also after Ctrl-C, which may have cut off a line.
        except BaseException:
            self.is_output_broken = True
            raise
        if is_done and isinstance(self._kept, PackedBody) and self._kept.size > MAX_BYTES:
            self._kept.drop()

    def finish(self) -> None:
        """Make the numbers in the document describe all of its records."""
        if not isinstance(self._records_of(self.head), list):
            return
        if "pageLength" in self.head:
            self.head["pageLength"] = len(self)
        pagination = as_object(self.head.get("pagination"))
        if "size" in pagination:
            self.head["pagination"] = {**pagination, "size": len(self)}

    def _records_of(self, response: Json) -> Json:
        """Return the records of a response, or None if it has no list or map of them."""
        records = get_in(response, self._records)
        return records if isinstance(records, (list, dict)) else None

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
