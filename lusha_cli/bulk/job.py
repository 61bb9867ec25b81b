"""One bulk run: from an input to a plan, from a plan to outcomes, from outcomes to an output."""

from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Any, NamedTuple

from lusha_cli.api.costs import EACH_SIGNAL, Estimate, reveals
from lusha_cli.bulk.columns import OUTCOME
from lusha_cli.bulk.fields import check_columns, mapped
from lusha_cli.bulk.kinds import Found, Kind
from lusha_cli.bulk.reading import HEADED, Input, Row, open_input
from lusha_cli.bulk.running import Runner
from lusha_cli.bulk.spool import Enriched, Spool
from lusha_cli.bulk.writing import Writable, write_file, write_rows
from lusha_cli.errors import LushaError, RowsFailed, UsageError
from lusha_cli.identity import InvalidValue

Json = Any


class Plan(NamedTuple):
    """What a run will do: rows of the input, distinct items, requests, and the highest cost."""

    rows: int
    items: int
    duplicates: int
    invalid: int
    empty: int
    requests: int
    cost: Estimate


class Summary(NamedTuple):
    """What a run did. `statuses` counts rows; `failure` is the error to end with, if any."""

    statuses: dict[str, int]
    requests: int
    credits: int
    is_exact: bool
    failure: LushaError | None


class Job:
    """A planned run of one input; a context manager that leaves nothing behind."""

    def __init__(
        self,
        kind: Kind,
        source: str,
        *,
        stdin: IO[bytes] | None = None,
        format: str | None = None,  # noqa: A002 - the flag's name
        mapping: Mapping[str, str] | None = None,
        delimiter: str | None = None,
        encoding: str | None = None,
        options: dict[str, Json] | None = None,
    ) -> None:
        """Read all of `source`. Raises UsageError where it cannot be used."""
        self._kind = kind
        self._options = options or {}
        self._columns: dict[str, None] = {}
        self._fields: dict[str, list[str]] = {}
        self._spool = Spool()
        try:
            opened = open_input(
                source, stdin=stdin, format=format, delimiter=delimiter, encoding=encoding
            )
            with opened:
                self._read(opened, mapping or {})
                self.format, self.notes = opened.format, [*opened.notes, *self._mapping_notes()]
            self.plan = self._planned()
        except BaseException:
            self.close()
            raise

    def __enter__(self) -> "Job":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Remove what the run keeps on disk."""
        self._spool.close()

    def first_request(self) -> Json:
        """The body of the first request; without items if there is nothing to send."""
        batch = next(self._spool.batches(self._kind.endpoint.batch or 1), [])
        return self._kind.request(batch, self._options)

    def run(
        self,
        send: Callable[[Json], Json],
        *,
        now: Callable[[], float],
        max_credits: int | None = None,
        on_batch: Callable[[int, int, int], None] = lambda *_: None,
    ) -> Summary:
        """Send every item; returns what became of the rows, also where it was stopped early."""
        runner = Runner(
            self._kind,
            self._spool,
            options=self._options,
            send=send,
            stamp=lambda: datetime.fromtimestamp(now(), UTC).isoformat(timespec="seconds"),
            max_credits=max_credits,
            on_batch=on_batch,
        )
        failure = runner.run()
        statuses = self._spool.statuses()
        return Summary(
            statuses,
            runner.requests,
            runner.credits,
            runner.is_exact,
            failure or _rows_failed(statuses),
        )

    def write_to(self, path: Path) -> None:
        """Write every row to a file, which appears whole or not at all."""
        write_file(path, self._rows_out(), self._columns_out())

    def write(self, stream: Writable, *, form: str) -> None:
        """Write every row to a stream."""
        write_rows(stream, self._rows_out(), self._columns_out(), form=form)

    def _read(self, opened: Input, mapping: Mapping[str, str]) -> None:
        for number, row in enumerate(opened.rows, start=1):
            if not row.cells.keys() <= self._columns.keys() or number == 1:
                self._columns.update(dict.fromkeys(row.cells))
                self._fields = mapped(
                    list(self._columns),
                    fields=self._kind.fields,
                    overrides=mapping,
                    # What an earlier run added may be stale: it names nobody unless mapped.
                    ignored=set(self._added()),
                )
                if opened.format in HEADED:
                    check_columns(list(self._columns), overrides=mapping)
            self._add(row)
        if not self._columns:
            raise UsageError(f"{opened.name} has no rows.", hint="INPUT needs at least one row.")
        check_columns(list(self._columns), overrides=mapping)
        if not self._fields:
            listed = ", ".join(self._columns_in())
            raise UsageError(
                f"{opened.name}: no column is recognised among: {listed}.",
                hint=f'Say which is which: --map {self._kind.fields[0].name}="COLUMN"',
            )

    def _add(self, row: Row) -> None:
        if row.problem:
            self._spool.add_unsent(row.cells, status="invalid", error=row.problem)
            return
        if not any(_text(value) for value in row.cells.values()):
            self._spool.add_unsent(row.cells, status="skipped", error="the row is empty")
            return
        values = {
            field: next((_text(row.cells.get(c)) for c in columns if _text(row.cells.get(c))), "")
            for field, columns in self._fields.items()
        }
        try:
            self._spool.add(row.cells, self._kind.identify(values))
        except InvalidValue as error:
            self._spool.add_unsent(row.cells, status="invalid", error=str(error))

    def _mapping_notes(self) -> list[str]:
        pairs = (f"{field} = {' or '.join(found)}" for field, found in self._fields.items())
        notes = [f"Columns: {', '.join(pairs)}"]
        replaced = [column for column in self._columns if column in self._added()]
        if replaced:
            notes.append(f"The input has {len(replaced)} lusha_ columns: they are written anew.")
        return notes

    def _planned(self) -> Plan:
        rows, items, unsent = self._spool.count()
        size = self._kind.endpoint.batch or 1
        full, rest = divmod(items, size)
        emails, phones = reveals(self._options)
        at_most = [
            self._kind.endpoint.cost.at_most(n, emails=emails, phones=phones) for n in (size, rest)
        ]
        more = EACH_SIGNAL if self._options.get("signals") else ""
        cost = Estimate(full * at_most[0] + at_most[1], more)
        invalid, empty = unsent.get("invalid", 0), unsent.get("skipped", 0)
        duplicates = rows - items - invalid - empty
        return Plan(rows, items, duplicates, invalid, empty, full + (rest > 0), cost)

    def _added(self) -> list[str]:
        return [*OUTCOME, *(column.name for column in self._kind.columns)]

    def _columns_in(self) -> list[str]:
        added = self._added()
        return [column for column in self._columns if column not in added]

    def _columns_out(self) -> list[str]:
        return [*self._columns_in(), *self._added()]

    def _rows_out(self) -> Iterator[dict[str, Json]]:
        added = set(self._added())
        nothing = {column.name: "" for column in self._kind.columns}
        for row in self._spool.rows():
            own = {name: value for name, value in row.cells.items() if name not in added}
            yield {**own, **_outcome(row), **self._data(row, nothing)}

    def _data(self, row: Enriched, nothing: dict[str, str]) -> dict[str, str]:
        answer = row.outcome.answer
        return self._kind.values(Found(*answer)) if answer else nothing


def _outcome(row: Enriched) -> dict[str, Json]:
    outcome = row.outcome
    asked = bool(outcome.fetched_at)
    source = "duplicate" if row.is_duplicate else "api"
    values = (
        outcome.status,
        outcome.error,
        0 if row.is_duplicate else outcome.credits,
        source if asked else "",
        outcome.fetched_at,
    )
    return dict(zip(OUTCOME, values, strict=True))


def _rows_failed(statuses: dict[str, int]) -> RowsFailed | None:
    failed = {name: statuses[name] for name in ("error", "invalid") if statuses.get(name)}
    if not failed:
        return None
    told = " and ".join(f"{number:,} {name}" for name, number in failed.items())
    return RowsFailed(
        f"Some rows failed: {told}.", hint="The column lusha_error says why, row by row."
    )


def _text(value: Json) -> str:
    """A cell as text; what holds no single value is none."""
    if isinstance(value, str):
        return value.strip()
    return str(value) if isinstance(value, (int, float)) and not isinstance(value, bool) else ""
