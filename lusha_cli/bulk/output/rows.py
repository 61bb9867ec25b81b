"""The rows that come out of a run: their own cells, what became of them, and the data."""

from collections.abc import Iterator

from lusha_cli.bulk.columns import OUTCOME
from lusha_cli.bulk.output.column_options import Shape, chosen, count_values, headings, safe, shaped
from lusha_cli.bulk.record_types import Kind
from lusha_cli.bulk.run.outcomes import Outcome
from lusha_cli.bulk.run.results import Enriched, Results
from lusha_cli.errors import RowsFailed
from lusha_cli.json_types import Json


def added_columns(kind: Kind) -> list[str]:
    """The columns that every row gets."""
    return [*OUTCOME, *(column.name for column in kind.columns)]


class Output:
    """The rows of one run, whose input had `columns`; `rest` is why rows were not sent.

    `statuses` counts the rows that came out.
    """

    def __init__(
        self, kind: Kind, results: Results, columns: list[str], *, rest: str, shape: Shape
    ) -> None:
        self._kind = kind
        self._results = results
        self._columns = columns
        self._rest = rest
        self._shape = shape
        self._data = chosen(kind.columns, shape.columns)
        self._is_plain = shape.multi == "join" and len(self._data) == len(kind.columns)
        self.statuses: dict[str, int] = {}

    @property
    def columns(self) -> list[str]:
        """The input's own columns first, then the added ones."""
        most: dict[str, int] = {}
        if self._shape.multi == "explode":
            outcomes = (outcome for _, outcome in self._results.outcomes())
            values = (self._kind.values(one.answer) for one in outcomes if one.answer)
            most = count_values(self._data, values)
        names = [*OUTCOME, *headings(self._data, self._shape.multi, most)]
        ours = {*names, *added_columns(self._kind)}
        return [*(column for column in self._columns if column not in ours), *names]

    def rows(self) -> Iterator[dict[str, Json]]:
        """Every row, once, in the order of the input."""
        ours = set(added_columns(self._kind))
        replaces = not ours.isdisjoint(self._columns)
        nothing = self._shaped({column.name: "" for column in self._kind.columns})
        for row in self._results.rows(otherwise=Outcome("skipped", self._rest)):
            cells = row.cells
            own = dict(zip(self._columns, cells, strict=True)) if isinstance(cells, list) else cells
            if replaces:
                own = {name: value for name, value in own.items() if name not in ours}
            outcome = row.outcome
            self.statuses[outcome.status] = self.statuses.get(outcome.status, 0) + 1
            data = self._shaped(self._kind.values(outcome.answer)) if outcome.answer else nothing
            made = {**own, **dict(zip(OUTCOME, _outcome(row), strict=True)), **data}
            yield {k: safe(v) for k, v in made.items()} if self._shape.is_safe else made

    def lines(self) -> Iterator[list[Json]]:
        """Every row as its cells under `columns`, for tables."""
        columns = self.columns
        own = [column for column in self._columns if column not in added_columns(self._kind)]
        # Nearly always a line is the input's own cells and then the added ones, as they come.
        is_simple = self._is_plain and not self._shape.is_safe and own == self._columns
        if not is_simple:
            for row in self.rows():
                yield [row.get(column) for column in columns]
            return
        nothing = [""] * len(self._kind.columns)
        for one in self._results.rows(otherwise=Outcome("skipped", self._rest)):
            cells = one.cells
            if not isinstance(cells, list):
                cells = [cells.get(column) for column in own]
            outcome = one.outcome
            self.statuses[outcome.status] = self.statuses.get(outcome.status, 0) + 1
            answer = outcome.answer
            data = list(self._kind.values(answer).values()) if answer else nothing
            yield [*cells, *_outcome(one), *data]

    def _shaped(self, values: dict[str, str]) -> dict[str, str]:
        return values if self._is_plain else shaped(self._data, values, self._shape.multi)


def _outcome(row: Enriched) -> tuple[Json, ...]:
    """The values of the columns OUTCOME."""
    outcome = row.outcome
    asked = bool(outcome.fetched_at)
    source = "duplicate" if row.is_duplicate else "api"
    return (
        outcome.status,
        outcome.error,
        0 if row.is_duplicate else outcome.credits,
        source if asked else "",
        outcome.fetched_at,
    )


def rows_failed(statuses: dict[str, int]) -> RowsFailed | None:
    """The error of a run in which rows failed."""
    failed = {
        name: statuses[name] for name in ("error", "invalid", "unknown") if statuses.get(name)
    }
    if not failed:
        return None
    told = " and ".join(f"{number:,} {name}" for name, number in failed.items())
    return RowsFailed(
        f"Some rows failed: {told}.", hint="The column lusha_error says why, row by row."
    )


def rows_missed(statuses: dict[str, int]) -> RowsFailed | None:
    """The error of a run that was to find every row, and did not."""
    missed = statuses.get("not_found")
    return RowsFailed(f"{missed:,} not found.", hint=None) if missed else None
