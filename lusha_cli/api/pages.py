"""Answers of several requests gathered into one document, page by page or batch by batch."""

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from lusha_cli.errors import Interrupted, LushaError

Json = Any

# The API takes no other size (API reference, August 2026).
SMALLEST_PAGE, LARGEST_PAGE = 10, 50
LAST_PAGE = 1000
MOST_RECORDS = (LAST_PAGE + 1) * LARGEST_PAGE

_COUNTS = ("creditsCharged", "creditCharged", "count")


class Walk(NamedTuple):
    """Pages to walk from the first on: `size` records each, up to `limit` of them (None: all)."""

    size: int
    limit: int | None

    @classmethod
    def to(cls, limit: int | None) -> "Walk":
        """The walk to `limit` records that asks for the least."""
        most = LARGEST_PAGE if limit is None else limit
        return cls(max(SMALLEST_PAGE, min(LARGEST_PAGE, most)), limit)

    @property
    def requests(self) -> int | None:
        """How many pages hold that many records; None where all are wanted."""
        return None if self.limit is None else -(-self.limit // self.size)


class Gathered:
    """One document of the API's shape: the first answer, with the records of the others joined in.

    `records` names the list, or the map, that holds them; `key` is what tells two of a list
    apart. Where an answer has a `requestId` of its own, its records carry it.
    """

    def __init__(self, records: str, *, key: str) -> None:
        self.body: dict[str, Json] = {}
        self._records = records
        self._key = key
        self._seen: set[str] = set()

    def __len__(self) -> int:
        found = self.body.get(self._records)
        return len(found) if isinstance(found, (list, dict)) else 0

    def add(self, answer: Json) -> int:
        """Join an answer in; says how many records it has, old or new."""
        if not isinstance(answer, dict):
            return 0
        found = answer.get(self._records)
        if not self.body:
            self.body = {**answer, self._records: type(found)() if found else found}
        else:
            self._add_counts(answer)
        if isinstance(found, dict):
            self.body[self._records] = {**(self.body.get(self._records) or {}), **found}
        elif isinstance(found, list):
            new = [record for record in found if self._is_new(record)]
            if answer.get("requestId") != self.body.get("requestId"):
                new = [_owned(record, answer.get("requestId")) for record in new]
            self.body[self._records] = [*(self.body.get(self._records) or []), *new]
        return len(found) if isinstance(found, (list, dict)) else 0

    def cut(self, limit: int | None) -> None:
        """Keep the first `limit` records."""
        if limit is not None and isinstance(self.body.get(self._records), list):
            self.body[self._records] = self.body[self._records][:limit]
        if "pageLength" in self.body:
            self.body["pageLength"] = len(self)

    def _is_new(self, record: Json) -> bool:
        name = record.get(self._key) if isinstance(record, dict) else None
        if name is None:
            return True
        is_new = str(name) not in self._seen
        self._seen.add(str(name))
        return is_new

    def _add_counts(self, answer: dict[str, Json]) -> None:
        for name in _COUNTS:
            if isinstance(answer.get(name), int) and isinstance(self.body.get(name), int):
                self.body[name] += answer[name]


def _owned(record: Json, request: Json) -> Json:
    return {"requestId": request, **record} if isinstance(record, dict) else record


class Stopped(NamedTuple):
    """Where a row of requests ended early: the number of the one that failed, from 0, and why."""

    at: int
    failure: LushaError


def walk(
    way: Walk, gathered: Gathered, fetch: Callable[[int], Json], *, told: Callable[[int], None]
) -> Stopped | None:
    """Fetch page after page into `gathered`, no more than needed.

    `fetch` takes the number of a page; `told` hears after the first one how many are to come.
    An error at the first page is raised, one at a later page is returned.
    """
    stopped, page, length = None, 0, 0
    while stopped is None:
        length, stopped = _attempt(page, lambda: gathered.add(fetch(page)))  # noqa: B023
        page += 1
        most = min(_total(gathered.body), MOST_RECORDS)
        wanted = most if way.limit is None else min(most, way.limit)
        if length < way.size or page * way.size >= most or len(gathered) >= wanted:
            break
        if page == 1:
            told(-(-wanted // way.size) - 1)
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


def _total(body: dict[str, Json]) -> int:
    """How many results there are in all; more than can be had where the answer does not say."""
    total = body.get("totalResults")
    return total if isinstance(total, int) and not isinstance(total, bool) else MOST_RECORDS + 1
