"""Find one person in the journal of a run, and erase them from it.

An erased person's rows stay in the run, without cells, with the status `forgotten`, and their items
are never sent again.
"""

import re
from collections import deque
from collections.abc import Callable, Collection, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from lusha_cli.bulk.record_types import RecordType
from lusha_cli.bulk.run.alternatives import has_alternatives
from lusha_cli.bulk.run.fallback_item import build_item
from lusha_cli.bulk.run.journal import NO_BATCH, Journal
from lusha_cli.bulk.run.journal_database import JournalDatabase
from lusha_cli.bulk.run.journal_values import Packed
from lusha_cli.bulk.run.runs import record_type_of
from lusha_cli.bulk.run.stored_rows import CHUNK_SIZE
from lusha_cli.json_types import Json, as_object
from lusha_cli.privacy.file_names import redact_name
from lusha_cli.privacy.identifiers import person_identifiers, result_identifiers
from lusha_cli.privacy.identity import PersonIdentity

_DECOMPRESSING_THREADS = 2
_VALUES_PER_THREAD = 32
FORGOTTEN = "forgotten"
FORGOTTEN_ERROR = "erased by lusha privacy forget"
# The property of a journal whose erased bytes may still be in its file.
_PENDING = "erasurePending"
# The properties of a journal with the names of files: a text, or a list of texts.
_FILE_NAMES = ("source", "source_path", "out", "notes")


class StoredPerson(NamedTuple):
    """Data of a person in a journal: the number of the row or item, and the data itself.

    `kind` is "row", "request", "result" or "file" (a name). `identifiers` are all that the data has
    of the person.
    """

    kind: str
    number: int
    data: Json
    identifiers: list[str]


class JournalErasure:
    """The data of one person in the journal in `file`. Raises JournalCorrupted for damaged ones."""

    def __init__(self, file: Path, identity: PersonIdentity) -> None:
        self._file = file
        self._identity = identity

    def find(self) -> Iterator[StoredPerson]:
        """Yield the data of the person: requests and results by item, and rows by number from 1."""
        with closing(Journal(self._file, size=1)) as journal:
            for number, name in enumerate(_FILE_NAMES, 1):
                value = journal.get(name)
                if self._redact(value) != value:
                    yield StoredPerson("file", number, value, [])
            if not journal.is_planned:
                return
            found = list(self._lookups(journal))
            yield from found
            items = self._with_alternatives(journal, {entry.number for entry in found})
            for chunk, may_match, rows in self._chunks(journal, items):
                for number, row in enumerate(rows, chunk * CHUNK_SIZE + 1):
                    is_found = not _items_of(row).isdisjoint(items)
                    if is_found or (may_match and self._matching_cells(row[0])):
                        yield StoredPerson("row", number, row[0], [])

    def erase(self) -> int:
        """Erase the person; return the number of rows and items that were changed.

        What was erased is nowhere in the file then. After a crash, the next call finishes it.
        """
        with closing(Journal(self._file, size=1)) as journal:
            changed = self._erase_file_names(journal)
            if journal.is_planned:
                changed += self._erase(journal)
            if changed or journal.get(_PENDING):
                _overwrite_erased(journal)
            return changed

    def _erase(self, journal: Journal) -> int:
        record_type = _record_type(journal)
        items = {entry.number for entry in self._lookups(journal)}
        items = self._with_alternatives(journal, items)
        with journal.database.transaction():
            journal.database.execute("PRAGMA secure_delete = ON")
            if items:
                self._erase_items(journal, record_type, items)
            changed_rows = self._erase_rows(journal, items)
            changed_steps = self._erase_steps(journal)
            changed = len(items) + changed_rows + changed_steps
            if changed:
                journal.put(**{_PENDING: True})
        return changed

    def _erase_file_names(self, journal: Journal) -> int:
        values = {name: journal.get(name) for name in _FILE_NAMES}
        redacted = {
            name: self._redact(value)
            for name, value in values.items()
            if self._redact(value) != value
        }
        if redacted:
            with journal.database.transaction():
                journal.database.execute("PRAGMA secure_delete = ON")
                journal.put(**redacted, **{_PENDING: True})
        return len(redacted)

    def _redact(self, value: Json) -> Json:
        if isinstance(value, list):
            return [self._redact(entry) for entry in value]
        return redact_name(value, self._identity) if isinstance(value, str) else value

    # Searching.

    def _lookups(self, journal: Journal) -> Iterator[StoredPerson]:
        """Yield the requests and results about the person."""
        record_type = _record_type(journal)
        if record_type.is_about_people:
            yield from self._requests(journal)
            yield from self._results(journal, record_type)

    def _requests(self, journal: Journal) -> Iterator[StoredPerson]:
        database = journal.database
        for number, packed, text in _read_values(database, "batches", "payloads", key="n"):
            if not self._identity.may_be_in(text):
                continue
            for position, payload in enumerate(database.unpack(packed)):
                found = person_identifiers(as_object(payload))
                if self._identity.matches(found):
                    item = number * journal.size + position + 1
                    yield StoredPerson("request", item, payload, found)

    def _results(self, journal: Journal, record_type: RecordType) -> Iterator[StoredPerson]:
        for _, body in self._answers(journal):
            for id_, entry in record_type.parse_response(body):
                found = result_identifiers(entry.item)
                if self._identity.matches(found):
                    yield StoredPerson("result", int(id_), entry.item, found)
        for item, result in journal.fallbacks.all():
            found = result_identifiers(build_item(record_type, result.values).item)
            if self._identity.matches(found):
                yield StoredPerson("result", item, result.values, found)

    def _answers(self, journal: Journal) -> Iterator[tuple[int, Json]]:
        """Yield the stored responses that may contain the person, with their rowids."""
        database = journal.database
        for rowid, packed, text in _read_values(database, "answers", "body", key="rowid"):
            if self._identity.may_be_in(text):
                yield rowid, database.unpack(packed)

    def _chunks(
        self, journal: Journal, items: Collection[int]
    ) -> Iterator[tuple[int, bool, list[Json]]]:
        """Yield the chunks of rows that may name the person, or may have one of the items.

        Each has its number, whether it may name the person, and its rows.
        """
        database, may_have_item = journal.database, _number_search(items)
        for number, packed, text in _read_values(database, "chunks", "rows", key="n"):
            may_match = self._identity.may_be_in(text)
            if may_match or may_have_item(text):
                yield number, may_match, database.unpack(packed)

    def _matching_cells(self, cells: Json) -> list[int | str]:
        """Return the keys or positions of the cells that name the person."""
        entries = cells.items() if isinstance(cells, dict) else enumerate(cells)
        return [
            key
            for key, cell in entries
            if isinstance(cell, (str, int)) and self._identity.is_in_text(str(cell))
        ]

    def _with_alternatives(self, journal: Journal, items: set[int]) -> set[int]:
        """Return items with the other items of their rows, which are the same person."""
        if not journal.has_alternatives:
            return items
        chains = [set(chain) for chain in journal.chains.all()]
        return items.union(*(chain for chain in chains if not chain.isdisjoint(items)))

    # Erasing, within one transaction.

    def _erase_items(self, journal: Journal, record_type: RecordType, items: set[int]) -> None:
        database, size = journal.database, journal.size
        for batch in sorted({(item - 1) // size for item in items}):
            query = "SELECT payloads FROM batches WHERE n = ?"
            payloads = database.unpack(database.execute(query, (batch,)).fetchone()[0])
            for item in items:
                if (item - 1) // size == batch:
                    payloads[(item - 1) % size] = {}
            update = "UPDATE batches SET payloads = ? WHERE n = ?"
            database.execute(update, (database.pack(payloads), batch))
            self._erase_results(journal, record_type, batch, items)
        for item in items:
            journal.fallbacks.delete(item)
            database.execute("DELETE FROM item_keys WHERE item = ?", (item,))
            added = database.execute(
                "INSERT INTO answers VALUES (?, ?, ?, ?, NULL, 0, '')",
                (NO_BATCH, str(item), FORGOTTEN, FORGOTTEN_ERROR),
            )
            values = (item, added.lastrowid)
            database.execute("INSERT OR REPLACE INTO singles VALUES (?, ?)", values)

    def _erase_results(
        self, journal: Journal, record_type: RecordType, batch: int, items: set[int]
    ) -> None:
        """Erase items from the responses to a batch, and to items that were sent apart from it."""
        database, first = journal.database, batch * journal.size + 1
        query = (
            "SELECT rowid, body FROM answers WHERE body IS NOT NULL AND (batch = ? OR rowid IN "
            "(SELECT answer FROM singles WHERE item BETWEEN ? AND ?))"
        )
        values = (batch, first, first + journal.size - 1)
        for rowid, packed in database.execute(query, values).fetchall():
            body = database.unpack(packed)
            entries = [e.item for id_, e in record_type.parse_response(body) if int(id_) in items]
            if entries:
                kept = self._identity.erase_from(_without(body, entries))
                update = "UPDATE answers SET body = ? WHERE rowid = ?"
                database.execute(update, (database.pack(kept), rowid))

    def _erase_rows(self, journal: Journal, items: set[int]) -> int:
        """Erase the cells of the rows of items, and the cells that name the person elsewhere."""
        changed, database = 0, journal.database
        for chunk, may_match, rows in self._chunks(journal, items):
            is_changed = False
            for row in rows:
                matching = self._matching_cells(row[0]) if may_match else []
                if not _items_of(row).isdisjoint(items) or (matching and not row[1]):
                    row[0] = _emptied(row[0])
                    if not row[1]:
                        row[2:] = [FORGOTTEN, FORGOTTEN_ERROR]
                elif matching:
                    for key in matching:
                        row[0][key] = ""
                else:
                    continue
                is_changed = True
                changed += 1
            if is_changed:
                values = (database.pack(rows), chunk)
                database.execute("UPDATE chunks SET rows = ? WHERE n = ?", values)
        return changed

    def _erase_steps(self, journal: Journal) -> int:
        """Erase the person from the responses to the first steps of requests in flight."""
        changed, database = 0, journal.database
        for rowid, packed in database.execute("SELECT rowid, body FROM steps").fetchall():
            body = database.unpack(packed)
            if any(True for _ in self._identity.objects_in(body)):
                values = (database.pack(self._identity.erase_from(body)), rowid)
                database.execute("UPDATE steps SET body = ? WHERE rowid = ?", values)
                changed += 1
        return changed


def _read_values(
    database: JournalDatabase, table: str, column: str, *, key: str
) -> Iterator[tuple[int, Packed, bytes]]:
    """Yield the values of a column by key: the key, the value as it is stored, and its text.

    Threads decompress the next values while the caller searches the present ones. That releases the
    interpreter, and takes most of the time.
    """
    query = f"SELECT {key} FROM {table} WHERE {column} IS NOT NULL ORDER BY {key}"
    keys = iter(database.execute(query).fetchall())
    one = f"SELECT {column} FROM {table} WHERE {key} = ?"

    def texts(values: list[Packed]) -> list[bytes]:
        return list(map(database.text, values))

    with ThreadPoolExecutor(_DECOMPRESSING_THREADS) as pool:
        waiting: deque[tuple[list[int], list[Packed], Future[list[bytes]]]] = deque()
        while batch := [number for (number,) in islice(keys, _VALUES_PER_THREAD)]:
            values = [database.execute(one, (number,)).fetchone()[0] for number in batch]
            waiting.append((batch, values, pool.submit(texts, values)))
            if len(waiting) > _DECOMPRESSING_THREADS:
                numbers, values, future = waiting.popleft()
                yield from zip(numbers, values, future.result(), strict=True)
        for numbers, values, future in waiting:
            yield from zip(numbers, values, future.result(), strict=True)


def _number_search(numbers: Collection[int]) -> Callable[[bytes], bool]:
    """Return a function that returns whether a JSON text may contain one of the numbers.

    Much faster than parsing the text. False is certain.
    """
    digits = [str(number).encode() for number in numbers]
    whole_number = re.compile(rb"(?<![0-9])(?:%s)(?![0-9])" % b"|".join(digits))

    def may_contain(text: bytes) -> bool:
        # The regular expression alone takes longer than parsing.
        return any(number in text for number in digits) and bool(whole_number.search(text))

    return may_contain


def _items_of(row: list[Json]) -> set[int]:
    """Return the items of a stored row; 0 stands for none."""
    return {abs(row[1]), *(row[2] if has_alternatives(row) else ())}


def _record_type(journal: Journal) -> RecordType:
    return record_type_of({"kind": journal.get("kind"), "options": journal.get("options")})


def _without(value: Json, entries: list[Json]) -> Json:
    """Return a response without some of the objects in it."""

    def is_kept(entry: Json) -> bool:
        return not any(entry is other for other in entries)

    if isinstance(value, dict):
        return {key: _without(e, entries) for key, e in value.items() if is_kept(e)}
    if isinstance(value, list):
        return [_without(entry, entries) for entry in value if is_kept(entry)]
    return value


def _emptied(cells: Json) -> Json:
    """Return the cells of a row with an empty text each."""
    return dict.fromkeys(cells, "") if isinstance(cells, dict) else [""] * len(cells)


def _overwrite_erased(journal: Journal) -> None:
    """Rewrite the file, so that nothing of what was erased is left in it or in its log.

    Raises JournalWriteError if another program is reading the log.
    """
    journal.database.execute("VACUUM")
    journal.database.erase_log()
    journal.database.execute("DELETE FROM meta WHERE name = ?", (_PENDING,))
