"""Items of which the cache has the emails or the phones: a run asks for the other ones only."""

from typing import TYPE_CHECKING, NamedTuple

from lusha_cli.bulk.run.outcomes import CACHE, Outcome
from lusha_cli.json_types import Json, as_object, get_object
from lusha_cli.parsing.identifiers import is_v3_id

if TYPE_CHECKING:
    from lusha_cli.bulk.record_types import RecordType
    from lusha_cli.bulk.run.journal import RequestBatch
    from lusha_cli.bulk.run.journal_database import JournalDatabase

# The status of a stored part begins with it, and ends with the field that the part lacks.
PART = f"{CACHE}+"
IS_PART = f"status LIKE '{PART}%'"
_OTHER = {"emails": "phones", "phones": "emails"}


class RequestSize(NamedTuple):
    """The number of items of a request, and the only field that it reveals ("": all wanted)."""

    items: int
    field: str = ""


class CachedPart(NamedTuple):
    """What the cache has of an item, and the field that it lacks."""

    outcome: Outcome
    field: str


class CachedParts:
    """The items in the journal `database` of which a part is cached."""

    def __init__(self, database: "JournalDatabase") -> None:
        self._database = database
        self._fields: dict[int, str] = {}

    def fields(self) -> dict[int, str]:
        """Return the field that each item lacks."""
        if not self._fields and self._database.get("parts"):
            rows = self._database.execute(f"SELECT items, status FROM answers WHERE {IS_PART}")
            self._fields = {int(item): status.removeprefix(PART) for item, status in rows}
        return self._fields

    def field(self, item: int) -> str:
        """Return the field that an item lacks, "" for one of which no part is cached."""
        return self.fields().get(item, "")


def request_options(options: dict[str, Json], field: str) -> dict[str, Json]:
    """Return the options of a request that reveals one field only ("": all wanted)."""
    if not field:
        return options
    from lusha_cli.result_cache.operations import select_reveals

    return select_reveals(options, frozenset((field,)))


def build_batch_request(
    record_type: "RecordType", batch: "RequestBatch", options: dict[str, Json]
) -> Json:
    """Return the body of the request for a batch of a run with these options."""
    return record_type.build_request(batch.items, request_options(options, batch.field))


def add_part(outcome: Outcome, part: CachedPart) -> Outcome:
    """Return an outcome with the cached part of its item."""
    cached = part.outcome
    if cached.response_item is None:  # it was erased
        return outcome
    if outcome.status == "not_found":
        return cached
    entry = outcome.response_item
    if entry is None or not _is_same_person(cached.response_item.item, entry.item):
        return outcome
    from lusha_cli.result_cache.registry import find_operation

    operation = find_operation("person bulk")
    assert operation is not None
    old, new = {"item": cached.response_item.item}, {"item": entry.item}
    merged = as_object(operation.merge(old, new, frozenset((_OTHER[part.field],))))
    return outcome._replace(
        response_item=entry._replace(item=merged["item"]),
        fetched_at=min(outcome.fetched_at, cached.fetched_at),
    )


def _is_same_person(one: Json, other: Json) -> bool:
    """Return whether two results may be about one person; the versions' IDs can't be compared."""
    ids = [str(get_object(item, "data").get("personId") or "") for item in (one, other)]
    is_v3 = [is_v3_id(id_) for id_ in ids]
    return not all(ids) or ids[0] == ids[1] or is_v3[0] != is_v3[1]
