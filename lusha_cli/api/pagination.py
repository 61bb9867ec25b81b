"""Answers of several requests gathered into one document, page by page or batch by batch."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from lusha_cli.api.endpoints import RESULTS
from lusha_cli.errors import Interrupted, LushaError, ServerError
from lusha_cli.json_types import Json

LAST_PAGE = 1000

_COUNTS = ("creditsCharged", "creditCharged", "resultsReturned", "count")


class Paged(NamedTuple):
    """How an operation gives its results in pages (API reference, August 2026).

    `place` is where its body has `page` (from 0) and `size`; a page is of `least` to `most`
    records, `usual` where no size is named. `records` is where its answer has them, `total` the
    dotted path to how many there are in all; `key` tells two records apart.
    """

    place: str
    records: str
    key: str
    total: str
    least: int
    most: int
    usual: int

    @property
    def reach(self) -> int:
        """How many records can be had at all."""
        return (LAST_PAGE + 1) * self.most

    def total_of(self, answer: Json) -> int | None:
        """How many records there are in all, where an answer says so."""
        for name in self.total.split("."):
            answer = answer.get(name) if isinstance(answer, dict) else None
        return answer if isinstance(answer, int) and not isinstance(answer, bool) else None


V2_CONTACTS = Paged("pages", "contacts", "contactId", "totalResults", 10, 50, 20)
V2_COMPANIES = Paged("pages", "companies", "id", "totalResults", 10, 50, 20)
V3_RESULTS = Paged("pagination", "results", "id", "pagination.total", 10, 100, 25)
V3_VISITS = V3_RESULTS._replace(least=1, most=150)


class Walk(NamedTuple):
    """Pages to walk from the first on: `size` records each, up to `limit` of them (None: all)."""

    size: int
    limit: int | None
    reach: int

    @classmethod
    def to(cls, limit: int | None, paged: Paged) -> "Walk":
        """The walk to `limit` records that costs least, then the one of fewest requests."""
        if limit is None:
            return cls(paged.most, None, paged.reach)
        even = max(paged.least, -(-limit // -(-limit // paged.most)))

        def price(size: int) -> tuple[int, int, int]:
            requests = -(-limit // size)
            return requests * RESULTS.batch_credits(size), requests, size

        full = range(RESULTS.batch_size, paged.most + 1, RESULTS.batch_size)
        return cls(min((even, *full), key=price), limit, paged.reach)

    @property
    def requests(self) -> int | None:
        """How many pages hold that many records; None where all are wanted."""
        return None if self.limit is None else -(-self.limit // self.size)


class Gathered:
    """One document of the API's shape: the first answer, with the records of the others joined in.

    `records` names the list, or the map, that holds them; `key` is what tells two of a list
    apart. Where an answer has a `requestId` of its own, its records carry it. A first answer of
    another shape is the document as it is. What `counts` names is added up.
    """

    def __init__(self, records: str, *, key: str, counts: tuple[str, ...] = _COUNTS) -> None:
        self.body: Json = None
        self._counts = counts
        self._records = records
        self._key = key
        self._seen: set[str] = set()

    def __len__(self) -> int:
        return len(self._of(self.body) or ())

    def add(self, answer: Json) -> int:
        """Join an answer in; says how many records it has, old or new.

        Raises ServerError for a later answer that has another shape than the first.
        """
        found = self._of(answer)
        if self.body is None:
            self.body = answer
            if isinstance(found, list):
                self.body = {**answer, self._records: self._new(found)}
            return len(found or ())
        if found is None or type(found) is not type(self._of(self.body)):
            raise ServerError(f"The API answered with other {self._records} than before.")
        held = self.body[self._records]
        if isinstance(found, dict):
            self.body[self._records] = {**held, **found}
        else:
            new = self._new(found)
            if answer.get("requestId") != self.body.get("requestId"):
                new = [_owned(record, answer.get("requestId")) for record in new]
            self.body[self._records] = [*held, *new]
        _add_counts(self.body, answer, self._counts)
        return len(found)

    def cut(self, limit: int | None) -> None:
        """Keep the first `limit` records."""
        if not isinstance(self._of(self.body), list):
            return
        self.body[self._records] = self.body[self._records][:limit]
        if "pageLength" in self.body:
            self.body["pageLength"] = len(self)
        pagination = self.body.get("pagination")
        if isinstance(pagination, dict) and "size" in pagination:
            self.body["pagination"] = {**pagination, "size": len(self)}

    def _of(self, answer: Json) -> Json:
        """The records of an answer; None where it has none in their place."""
        found = answer.get(self._records) if isinstance(answer, dict) else None
        return found if isinstance(found, (list, dict)) else None

    def _new(self, records: list[Json]) -> list[Json]:
        """Those of the records that were not there before."""
        return [record for record in records if self._is_new(record)]

    def _is_new(self, record: Json) -> bool:
        name = record.get(self._key) if isinstance(record, dict) else None
        if name is None:
            return True
        is_new = str(name) not in self._seen
        self._seen.add(str(name))
        return is_new


def _add_counts(body: dict[str, Json], answer: dict[str, Json], names: tuple[str, ...]) -> None:
    """Add up what answers say of credits and numbers."""
    for name in names:
        if isinstance(answer.get(name), int):
            old = body.get(name)
            body[name] = (old if isinstance(old, int) else 0) + answer[name]
    if isinstance(answer.get("billing"), dict):
        old = body.get("billing")
        body["billing"] = dict(old) if isinstance(old, dict) else {}
        _add_counts(body["billing"], answer["billing"], names)


def _owned(record: Json, request: Json) -> Json:
    return {"requestId": request, **record} if isinstance(record, dict) else record


class Stopped(NamedTuple):
    """Where a row of requests ended early: the number of the one that failed, from 0, and why."""

    at: int
    failure: LushaError


def walk(
    way: Walk,
    gathered: Gathered,
    fetch: Callable[[int], Json],
    *,
    total_of: Callable[[Json], int | None],
    told: Callable[[int], None],
) -> Stopped | None:
    """Fetch page after page into `gathered`, no more than needed, nor than `way.requests`.

    `fetch` takes the number of a page; `total_of` reads how many records there are in all; `told`
    hears after the first one how many are to come,
    where that is known, and may raise what stops it there. An error at the first page is raised,
    one at a later page is returned.
    """
    stopped, page = None, 0
    while stopped is None:
        length, stopped = _attempt(page, lambda: gathered.add(fetch(page)))  # noqa: B023
        page += 1
        total = total_of(gathered.body)
        # Where the total is not told, a page that is not full is the last.
        is_last = length < way.size if total is None else page * way.size >= total
        most = min(way.reach, way.reach if total is None else total)
        wanted = most if way.limit is None else min(most, way.limit)
        if is_last or not length or page >= (way.requests or LAST_PAGE + 1):
            break
        if page == 1 and stopped is None and total is not None:
            try:
                told(-(-wanted // way.size) - 1)
            except LushaError as error:
                stopped = Stopped(page, error)
    gathered.cut(way.limit)
    return stopped


def in_batches(
    batches: Sequence[Json], gathered: Gathered, send: Callable[[Json], Json]
) -> Stopped | None:
    """Send batch after batch and gather the answers; errors as in `walk`."""
    for number, batch in enumerate(batches):
        _, stopped = _attempt(number, lambda: gathered.add(send(batch)))  # noqa: B023
        if stopped:
            return stopped
    return None


def _attempt(number: int, work: Callable[[], int]) -> tuple[int, Stopped | None]:
    try:
        return work(), None
    except LushaError as error:
        if number == 0:
            raise
        return 0, Stopped(number, error)
    except KeyboardInterrupt:
        if number == 0:
            raise
        return 0, Stopped(number, Interrupted("Interrupted."))
