"""Pass the rows of a run that lack data to another program, and store its results."""

import json
import tempfile
from array import array
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import IO, NamedTuple

from lusha_cli.bulk.record_types import RecordType
from lusha_cli.bulk.run.fallback_item import build_item, read_data
from lusha_cli.bulk.run.fallback_process import run_process
from lusha_cli.bulk.run.fallbacks import StoredFallback
from lusha_cli.bulk.run.journal import Journal
from lusha_cli.bulk.run.outcomes import Outcome
from lusha_cli.bulk.run.recognized_input import named_cells, recognize_input
from lusha_cli.bulk.run.results import Results
from lusha_cli.bulk.suppression import SuppressionPartition
from lusha_cli.clock import timestamp
from lusha_cli.json_types import Json, as_object
from lusha_cli.models import has_contact_data

DEFAULT_TIMEOUT = 120.0
MAX_SOURCE = 100
EMAIL, PHONE = "email", "phone"
# Reasons why a line of the command isn't used, at most this many of which are reported.
_MAX_REASONS = 3


class FallbackOptions(NamedTuple):
    """A command, its environment, its time-out in seconds, and the maximum number of rows.

    `wanted` is the data, EMAIL or PHONE, that matched rows must have. `on_start` gets the number of
    rows before the command is run on them.
    """

    command: Sequence[str]
    env: Mapping[str, str]
    timeout: float = DEFAULT_TIMEOUT
    limit: int | None = None
    wanted: frozenset[str] = frozenset()
    on_start: Callable[[int], None] = lambda _: None

    @property
    def name(self) -> str:
        """Return the name of the program."""
        return Path(self.command[0]).name


class FallbackReport(NamedTuple):
    """How many rows were passed on, have a result, and have data in it.

    `left` rows were not passed on because of the limit. `suppressed` results were about people on
    the suppression list. `rejected` counts the lines that weren't used, by reason. `problem` is why
    the command failed.
    """

    passed: int
    received: int
    found: int
    left: int
    suppressed: int
    rejected: dict[str, int]
    problem: str


class FallbackRun:
    """Runs a command on the rows of `results`. `now` returns a Unix time."""

    def __init__(
        self,
        record_type: RecordType,
        journal: Journal,
        results: Results,
        options: FallbackOptions,
        now: Callable[[], float],
    ) -> None:
        self._record_type = record_type
        self._journal = journal
        self._results = results
        self._suppression = SuppressionPartition()
        self._now = now
        self._options = options
        # The numbers of the rows that were passed on, in order, and their items.
        self._rows, self._items = array("I"), array("I")
        self._is_received = bytearray()
        self._rejected: Counter[str] = Counter()
        self._received = self._found = self._suppressed = self._left = 0

    def run(self, suppression: SuppressionPartition) -> FallbackReport:
        """Pass on the rows, except those of suppressed people, and store the results."""
        self._suppression = suppression
        problem = ""
        # Not a pipe: a command that stops reading blocks nothing.
        with tempfile.TemporaryFile() as file:
            for line in self._lines():
                file.write(line)
            if self._rows:
                self._options.on_start(len(self._rows))
                file.seek(0)
                self._is_received = bytearray(len(self._rows))
                problem = self._run_command(file)
        return FallbackReport(
            len(self._rows), self._received, self._found, self._left, self._suppressed,
            dict(self._rejected.most_common(_MAX_REASONS)), problem,
        )  # fmt: skip

    def _run_command(self, file: IO[bytes]) -> str:
        """Run the command; return why it failed, or ""."""
        options = self._options
        ending = run_process(
            options.command,
            file,
            env=options.env,
            timeout=options.timeout,
            accept=self._accept,
            is_complete=lambda: self._received == len(self._rows),
        )
        if not ending.problem:
            # A row without a response has no result: the command had its chance.
            for position, item in enumerate(self._items):
                if not self._is_received[position]:
                    self._store(item, options.name, {})
            return ""
        message = f" ({ending.last_message})" if ending.last_message else ""
        return f"{options.name} {ending.problem}{message}"

    def _lines(self) -> Iterator[bytes]:
        """Yield a line of JSON for each row to pass on."""
        input_ = recognize_input(self._journal, self._record_type)
        reader = input_.row_reader()
        seen: set[int] = set()
        for number, row in enumerate(self._results.rows(default=Outcome("skipped")), start=1):
            missing = self._missing(row.outcome)
            if missing is None or not row.item or row.item in seen:
                continue
            seen.add(row.item)
            if self._journal.fallbacks.get(row.item) is not None:
                continue
            read = reader.read(named_cells(row.cells, input_.columns))
            values = dict(read.values)
            if self._is_suppressed(row.item, values, read.other_emails):
                continue
            if self._options.limit is not None and len(self._rows) == self._options.limit:
                self._left += 1
                continue
            self._rows.append(number)
            self._items.append(row.item)
            request: dict[str, Json] = {"row": number, "status": row.outcome.status}
            if missing:
                request["missing"] = sorted(missing)
            yield json.dumps({**request, "input": values}).encode() + b"\n"

    def _missing(self, outcome: Outcome) -> set[str] | None:
        """Return the wanted data that a row lacks, empty if it has none; None to leave it out."""
        if outcome.status == "not_found":
            return set()
        if outcome.status != "matched" or not self._record_type.is_about_people:
            return None
        item = as_object(outcome.response_item.item)
        has_email, has_phone = has_contact_data(item.get("data"))
        present = {name for name, has in ((EMAIL, has_email), (PHONE, has_phone)) if has}
        return set(self._options.wanted) - present or None

    def _is_suppressed(
        self, item: int, values: Mapping[str, str], other_emails: Sequence[str]
    ) -> bool:
        """Return whether a row has an identifier of a person on the suppression list."""
        if not self._suppression:
            return False
        (payload,) = self._journal.items_by_number([item])
        emails = [values.get("email", ""), *other_emails]
        known = {
            "emails": "; ".join(filter(None, emails)),
            "phones": values.get("phone", ""),
            "linkedin_url": values.get("linkedin_url", ""),
            "person_id": values.get("person_id", ""),
        }
        identified = build_item(self._record_type, {k: v for k, v in known.items() if v})
        return bool(self._suppression.split([payload])[1]) or self._suppression.matches(
            identified.item
        )

    def _accept(self, line: bytes) -> bool:
        """Store the result in a line; return whether it was one."""
        if not line.strip():
            return True
        result: Json = None
        with suppress(ValueError, RecursionError):
            result = json.loads(line)
        if not isinstance(result, dict):
            return self._reject("isn't a JSON object")
        row = result.get("row")
        position = self._position(row)
        if position is None:
            return self._reject("has no row that was passed on")
        if self._is_received[position]:
            return self._reject("has a row that has a result")
        data = result.get("data")
        if data is not None and not isinstance(data, dict):
            return self._reject("has data that isn't an object")
        if "data" not in result and result.keys() - {"row", "source", "status", "input"}:
            # Values beside `row` would be lost, and the row counted as one without a result.
            return self._reject("has values outside data")
        values, unknown = read_data(self._record_type, data)
        for name in unknown:
            self._rejected[f"has data without a column: {name[:40]}"] += 1
        self._is_received[position] = 1
        self._received += 1
        item, source = self._items[position], result.get("source")
        if values and self._is_about_suppressed(values):
            self._suppressed += 1
            values = {}
        self._found += bool(values)
        name = source.strip()[:MAX_SOURCE] if isinstance(source, str) else ""
        self._store(item, name or self._options.name, values)
        return True

    def _is_about_suppressed(self, values: Mapping[str, str]) -> bool:
        item = build_item(self._record_type, values).item
        return bool(self._suppression) and self._suppression.matches(item)

    def _position(self, row: Json) -> int | None:
        """Return the position of a row that was passed on, or None."""
        if isinstance(row, bool) or not isinstance(row, int):
            return None
        position = bisect_left(self._rows, row)
        is_known = position < len(self._rows) and self._rows[position] == row
        return position if is_known else None

    def _reject(self, reason: str) -> bool:
        self._rejected[reason] += 1
        return False

    def _store(self, item: int, source: str, values: dict[str, str]) -> None:
        self._journal.fallbacks.add(item, StoredFallback(source, values, timestamp(self._now())))
