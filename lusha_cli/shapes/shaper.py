"""Turn people and companies into records of a shape, and count what is left out."""

from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from lusha_cli.json_types import Json
from lusha_cli.models import Company, Person
from lusha_cli.output.number_format import pluralize
from lusha_cli.shapes.shape import Property, Shape
from lusha_cli.shapes.sources import SOURCES
from lusha_cli.shapes.values import Cell, Problem, convert

Cells = dict[str, Cell]
# The statuses of rows and items without data.
NO_DATA = "no data"
DUPLICATE = "duplicate"
_PROBLEMS: dict[Problem, str] = {
    "cut": "cut to {limit:,} characters",
    "too_long": "left out, because longer than {limit:,} characters",
    "invalid": "left out, because not a valid {kind}",
}
_MAX_EXAMPLES = 3
# Values without a counterpart that are counted one by one.
_MAX_VALUES = 1000


class ShapedRecord(NamedTuple):
    """The cells of a record by property; or None, and the reason why it is left out."""

    cells: Cells | None
    reason: str = ""


class Shaper:
    """Shapes the records of one output, each once, and reports what it left out."""

    def __init__(self, shape: Shape) -> None:
        self.shape = shape
        self.written = 0
        self.excluded: Counter[str] = Counter()
        self.blocked_numbers = 0
        self._problems: Counter[tuple[str, Problem]] = Counter()
        self._unmapped: dict[str, Counter[str]] = {}
        # Hashes, as large files have many.
        self._seen: set[int] = set()
        known = SOURCES[shape.subject]
        self._plan = [
            (item, [(name, known[name].read) for name in item.sources]) for item in shape.properties
        ]
        self._has_phones = any(item.kind == "phone" for item in shape.properties)

    def shape_record(self, record: Person | Company) -> ShapedRecord:
        """Return the record of a person or company."""
        cells: Cells = {}
        has_data = False
        for property_, readers in self._plan:
            cell: Cell = ""
            problem: tuple[Problem, str] | None = None
            for name, read in readers:
                for value in read(record):
                    cell, found = convert(property_, value, name)
                    if found and problem is None:
                        problem = found, str(value)
                    if cell != "":
                        break
                if cell != "":
                    break
            has_data = has_data or cell != ""
            if problem and (cell == "" or problem[0] == "cut"):
                self._count(property_, *problem)
            cells[property_.name] = cell if cell != "" else property_.default
        return self.admit(record, cells, has_data=has_data)

    def admit(self, record: Person | Company, cells: Cells, *, has_data: bool) -> ShapedRecord:
        """Return the record with these cells, or exclude it if it is incomplete or a duplicate."""
        reason = self._reason(record, cells, has_data=has_data)
        if reason:
            return self.exclude(reason)
        if self._has_phones and isinstance(record, Person):
            self.blocked_numbers += sum(phone.do_not_call for phone in record.phones)
        self.written += 1
        return ShapedRecord(cells)

    def exclude(self, reason: str) -> ShapedRecord:
        """Count a record that is left out for a reason."""
        self.excluded[reason] += 1
        return ShapedRecord(None, reason)

    def _reason(self, record: Person | Company, cells: Cells, *, has_data: bool) -> str:
        """Return why a record is left out, or ""."""
        if not has_data:
            return NO_DATA
        missing = [
            item.name
            for item in self.shape.properties
            if item.is_required and cells[item.name] == ""
        ]
        if missing:
            return f"without {' and '.join(missing)}"
        key = str(cells.get(self.shape.key, "")).casefold()
        marks = {hash(mark) for mark in (("id", record.id), ("key", key)) if mark[1]}
        if not marks.isdisjoint(self._seen):
            return DUPLICATE
        self._seen |= marks
        return ""

    def _count(self, property_: Property, problem: Problem, value: str) -> None:
        if problem == "unmapped":
            values = self._unmapped.setdefault(property_.name, Counter())
            values[value if value in values or len(values) < _MAX_VALUES else "…"] += 1
        else:
            self._problems[property_.name, problem] += 1

    def as_json(self, cells: Cells) -> dict[str, Json]:
        """Return a record as a JSON object, without empty properties.

        CRMs would take an empty one as the order to delete the value.
        """
        properties: dict[str, Json] = {name: cell for name, cell in cells.items() if cell != ""}
        if self.shape.json_form == "flat":
            return properties
        key = self.shape.key
        identity: dict[str, Json] = {}
        if properties.get(key):
            identity = {"idProperty": key, "id": properties[key]}
        return {**identity, "properties": properties}

    def notes(self, where: str) -> Iterator[str]:
        """Yield sentences about what was left out or cut; `where` are the records left out."""
        if self.excluded:
            reasons = sorted(self.excluded.items())
            counts = ", ".join(f"{count:,} {reason}" for reason, count in reasons)
            rows = pluralize(self.excluded.total(), "record", "records")
            yield f"{rows} left out of {self.shape.name}: {counts}. {where}".rstrip()
        properties = {item.name: item for item in self.shape.properties}
        for (name, problem), count in sorted(self._problems.items()):
            item = properties[name]
            text = _PROBLEMS[problem].format(limit=item.max_length, kind=item.kind)
            yield f"{name}: {pluralize(count, 'value', 'values')} {text}."
        for name, values in sorted(self._unmapped.items()):
            examples = [repr(value) for value, _ in values.most_common(_MAX_EXAMPLES)]
            more = len(values) - len(examples)
            others = f" and {more:,} more" if more else ""
            records = pluralize(values.total(), "record", "records")
            yield f"{name}: no value for {', '.join(examples)}{others} ({records})."
        if self.blocked_numbers:
            numbers = pluralize(self.blocked_numbers, "number", "numbers")
            yield f"{numbers} marked do-not-call left out."
