"""Find the records of a JSON text: in an array, one after the other, or in a member of an object.

APIs return `{"results": [...], "paging": {...}}`, and tools write such pages one after the other.
"""

from collections.abc import Iterator
from functools import lru_cache

from lusha_cli.bulk.input.headings import is_known_heading, normalize_heading
from lusha_cli.bulk.input.json_scanner import JsonScanner
from lusha_cli.bulk.input.limits import record_too_long
from lusha_cli.errors import UsageError
from lusha_cli.json_types import Json

# An object up to this length is read whole before deciding what it is.
_WHOLE_CHARACTERS = 1 << 20
_MAX_LEVELS = 3
_LIST_NAMES = frozenset(
    "accounts companies content contacts data docs documents elements entities entries hits items "
    "leads list members objects organizations page people persons profiles prospects records "
    "response result results rows users value values".split()
)
# Envelopes have these members too.
_VAGUE_NAMES = frozenset(("name", "title", "url", "position", "location"))


def iter_records(scanner: JsonScanner) -> Iterator[Json]:
    """Yield the records of a JSON text: objects, or strings that are identifiers."""
    if scanner.peek() == "[":
        yield from _array_items(scanner)
        scanner.expect_end()
        return
    while scanner.peek():
        yield from _next_records(scanner)


def records_in(value: Json, *, is_alone: bool = False) -> list[Json] | None:
    """Return the records in an envelope, or None if the value is a record itself.

    `is_alone`: no other value stands beside it. Raises UsageError if several members are lists of
    records.
    """
    return _records_in(value, is_alone=is_alone, levels=_MAX_LEVELS)


def _records_in(value: Json, *, is_alone: bool, levels: int) -> list[Json] | None:
    if not (isinstance(value, dict) and levels and _has_parts(value)):
        return None
    headings = _headings(value)
    if headings and not (is_alone and headings <= _VAGUE_NAMES):
        return None
    is_unlike_record = not headings and not any(
        _headings(item) for item in value.values() if isinstance(item, dict)
    )
    lists = [name for name, item in value.items() if isinstance(item, list)]
    named = [name for name in lists if _is_list_name(name) and _are_records(value[name], headings)]
    if not named and is_unlike_record:
        named = [name for name in lists if _are_objects(value[name])]
    if len(named) > 1:
        raise _several_lists(named)
    if named:
        records: list[Json] = value[named[0]]
        return records
    inner = [item for item in value.values() if isinstance(item, dict)]
    if headings or len(inner) != 1:
        return None
    return _records_in(inner[0], is_alone=is_alone, levels=levels - 1)


def _has_parts(value: dict[str, Json]) -> bool:
    for item in value.values():  # noqa: SIM110 - once a record, and a generator takes longer
        if isinstance(item, (dict, list)):
            return True
    return False


def _headings(value: dict[str, Json]) -> set[str]:
    """Return the known headings among the members that are filled and aren't lists or objects."""
    return {
        normalize_heading(name)
        for name, item in value.items()
        if item and not isinstance(item, (dict, list)) and _is_heading(name)
    }


def _are_records(items: list[Json], headings: set[str]) -> bool:
    if not items or isinstance(items[0], str):
        # A list of strings beside a name is a property of somebody.
        return not headings
    return _are_objects(items)


def _are_objects(items: list[Json]) -> bool:
    return bool(items) and all(isinstance(item, dict) for item in items)


@lru_cache(maxsize=4096)
def _is_heading(name: str) -> bool:
    return is_known_heading(name)


@lru_cache(maxsize=4096)
def _is_list_name(name: str) -> bool:
    return normalize_heading(name) in _LIST_NAMES


def _several_lists(names: list[str]) -> UsageError:
    return UsageError(
        f"The JSON has several lists of records: {', '.join(names)}.",
        hint=f"Pass one of them: jq '.{names[0]}' FILE | lusha person bulk -",
    )


def _array_items(scanner: JsonScanner) -> Iterator[Json]:
    scanner.expect("[")
    separator = "," if scanner.peek() != "]" else scanner.expect("]")
    while separator == ",":
        yield scanner.read_value()
        separator = scanner.expect(",]")


def _next_records(scanner: JsonScanner) -> Iterator[Json]:
    """Yield the next value, or the records in it if it is an envelope."""
    character = scanner.peek()
    if character == '"':
        yield scanner.read_value()
        return
    if character == ",":
        raise UsageError(
            f"{scanner.name}, line {scanner.line}: unexpected comma after an object.",
            hint="Remove the commas between the objects, or wrap them all in [ and ].",
        )
    if character != "{":
        scanner.expect("{[")
    values = scanner.read_value_within(_WHOLE_CHARACTERS)
    if not values:
        yield from _LongEnvelope(scanner).records()
        return
    records = records_in(values[0], is_alone=not scanner.peek())
    yield from values if records is None else records


class _LongEnvelope:
    """An object too long to be read whole, because it has all the records."""

    def __init__(self, scanner: JsonScanner) -> None:
        self._scanner = scanner
        self._list_name = ""
        self._is_record = False

    def records(self) -> Iterator[Json]:
        """Yield the records. Raises UsageError without a list of records, or with several."""
        line = self._scanner.line
        yield from self._read_object(_MAX_LEVELS)
        if not self._list_name:
            raise record_too_long(self._scanner.name, f"line {line}: an item")

    def _read_object(self, levels: int) -> Iterator[Json]:
        scanner = self._scanner
        scanner.expect("{")
        separator = "," if scanner.peek() != "}" else scanner.expect("}")
        while separator == ",":
            if scanner.peek() != '"':
                scanner.expect('"')
            name = str(scanner.read_value())
            scanner.expect(":")
            yield from self._read_member(name, levels)
            separator = scanner.expect(",}")

    def _read_member(self, name: str, levels: int) -> Iterator[Json]:
        scanner, line = self._scanner, self._scanner.line
        first = scanner.peek()
        values = [] if first == "[" and _is_list_name(name) else self._short_value()
        if values:
            is_plain = values[0] and not isinstance(values[0], (dict, list))
            heading = normalize_heading(name)
            self._is_record |= bool(is_plain and _is_heading(name) and heading not in _VAGUE_NAMES)
        elif first == "[" and not self._is_record:
            if self._list_name:
                raise _several_lists([self._list_name, name])
            self._list_name = name
            yield from _array_items(scanner)
        elif first == "{" and levels > 1 and not self._is_record:
            yield from self._read_object(levels - 1)
        else:
            raise record_too_long(scanner.name, f"line {line}: an item")

    def _short_value(self) -> list[Json]:
        return self._scanner.read_value_within(_WHOLE_CHARACTERS)
