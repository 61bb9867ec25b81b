"""One bulk run: from an input to a plan, from a plan to outcomes, from outcomes to an output."""

import random
import tempfile
from collections.abc import Callable, Collection, Iterator, Mapping
from datetime import UTC, datetime
from itertools import islice, pairwise
from pathlib import Path
from typing import IO

from lusha_cli.billing.cost import Cost
from lusha_cli.billing.estimate import estimate_batches
from lusha_cli.bulk.input.importer import Intake
from lusha_cli.bulk.input.readers import open_input
from lusha_cli.bulk.output.column_options import PLAIN, Shape
from lusha_cli.bulk.output.database_urls import is_url
from lusha_cli.bulk.output.databases import write_database
from lusha_cli.bulk.output.rows import Output
from lusha_cli.bulk.output.writers import Writable, write_file, write_rows
from lusha_cli.bulk.plan import Plan, Summary
from lusha_cli.bulk.record_types import Kind
from lusha_cli.bulk.run.journal import APART, Journal, Part
from lusha_cli.bulk.run.outcomes import Outcome
from lusha_cli.bulk.run.results import Results
from lusha_cli.bulk.run.runner import Runner, Sent
from lusha_cli.bulk.suppression import Objections
from lusha_cli.errors import LushaError
from lusha_cli.json_types import Json


class Job:
    """A planned run of one input, kept in the journal `file`, or for no longer than the job lives.

    Where `file` is the journal of the same run, the input is not read again. `cost` is at the
    account's prices, where these are known; else those count that the run had before.
    """

    def __init__(
        self,
        kind: Kind,
        source: str,
        *,
        raw: IO[bytes] | None = None,
        format: str | None = None,  # noqa: A002 - the flag's name
        mapping: Mapping[str, str] | None = None,
        delimiter: str | None = None,
        encoding: str | None = None,
        sheet: str | None = None,
        options: dict[str, Json] | None = None,
        cost: Cost | None = None,
        file: Path | None = None,
        objections: Objections | None = None,
    ) -> None:
        """Read all of `source`, or of the file `raw`. Raises UsageError where it cannot be used."""
        self._objections = objections or Objections()
        self._kind = kind
        self._options = options or {}
        self._rest = "not sent"
        self._chosen: list[int] | None = None
        self._folder = None if file else tempfile.TemporaryDirectory(prefix="lusha-")
        where = file or Path(self._folder.name if self._folder else "") / "run.db"
        try:
            self._journal = Journal(where, size=kind.endpoint.batch or 1)
        except LushaError:
            self._clean_up()
            raise
        try:
            if not self._journal.is_planned:
                opened = open_input(
                    source,
                    file=raw,
                    format=format,
                    delimiter=delimiter,
                    encoding=encoding,
                    sheet=sheet,
                )
                with opened:
                    Intake(kind, self._journal, opened, mapping or {}).read()
            self._kind = self._at_prices(cost)
            self.format: str = self._journal.get("format")
            self.notes: list[str] = self._journal.get("notes")
            self._columns: list[str] = self._journal.get("columns")
            self.plan = self._planned()
        except BaseException:
            self.close()
            raise

    def __enter__(self) -> "Job":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the journal; remove it where it was for this job only."""
        self._journal.close()
        self._clean_up()

    def _clean_up(self) -> None:
        if self._folder:
            self._folder.cleanup()

    def _at_prices(self, cost: Cost | None) -> Kind:
        """The kind of the run at the prices that are known, which are kept for later."""
        kept = self._journal.get("cost")
        if cost is not None:
            self._journal.put(cost=list(cost))
        elif kept is None:
            return self._kind
        cost = cost or Cost(*kept)
        return self._kind._replace(endpoint=self._kind.endpoint._replace(cost=cost))

    def put(self, **facts: Json) -> None:
        """Keep facts of the run in its journal."""
        self._journal.put(**facts)

    def get(self, name: str) -> Json:
        """A fact of the run, or None."""
        return self._journal.get(name)

    @property
    def done(self) -> int:
        """How many items are answered."""
        return self._journal.done()

    @property
    def is_untouched(self) -> bool:
        """Whether nothing was ever sent."""
        return self._journal.is_untouched

    def first_request(self) -> Json:
        """The body of the first request; without items if there is nothing to send."""
        sorted_items = (self._objections.sorted(part.items)[0] for part in self._parts())
        return self._kind.request(next(filter(None, sorted_items), []), self._options)

    def run(
        self,
        send: Callable[[Json], Sent],
        *,
        now: Callable[[], float],
        max_credits: int | None = None,
        jobs: int | None = None,
        may_resend: bool | None = None,
        on_answer: Callable[[int, int, int], None] = lambda *_: None,
        on_interrupt: Callable[[], None] = lambda: None,
    ) -> Summary:
        """Send every item that has no answer; says what that did, also where it was stopped.

        `may_resend`: what was sent and never answered may be sent again (None: where it is free).
        """
        runner = Runner(
            self._kind,
            self._journal,
            options=self._options,
            send=send,
            stamp=lambda: datetime.fromtimestamp(now(), UTC).isoformat(timespec="seconds"),
            max_credits=max_credits,
            jobs=jobs,
            may_resend=self._kind.endpoint.repeatable if may_resend is None else may_resend,
            objections=self._objections,
            on_answer=on_answer,
            on_interrupt=on_interrupt,
        )
        failure = runner.run(self._parts())
        self._rest = f"not sent: {failure.message}" if failure else "not sent"
        total, is_exact = self._journal.charged()
        return Summary(
            runner.requests, runner.credits, total, is_exact, runner.resent, runner.cut, failure
        )

    def choose(self, statuses: Collection[str]) -> None:
        """Send, of the items that have an outcome, those with one of these statuses, alone."""
        outcomes = self._results.outcomes()
        self._choose([item for item, outcome in outcomes if outcome.status in statuses])

    def choose_sample(self, size: int, *, seed: int) -> list[int]:
        """Send the items of so many rows, spread over the input, alone; says which items."""
        rows = self._journal.get("plan")["rows"]
        size = min(size, rows)
        chance = random.Random(seed)
        edges = [rows * place // size for place in range(size + 1)]
        places = (chance.randrange(low, high) for low, high in pairwise(edges))
        items = self._journal.items_of_rows(places)
        known = dict(self._results.outcomes())
        self._choose([item for item in items if item not in known])
        return items

    def outcomes_of(self, items: Collection[int]) -> list[Outcome]:
        """The outcomes that these items have."""
        known = dict(self._results.outcomes())
        return [known[item] for item in items if item in known]

    def _choose(self, items: list[int]) -> None:
        self._chosen = sorted(items)
        self.plan = self._planned()

    def _parts(self) -> Iterator[Part]:
        """What is to be sent."""
        if self._chosen is None:
            yield from self._journal.parts()
            return
        items = self._journal.items(self._chosen)
        while chunk := list(islice(items, self._journal.size)):
            yield Part(APART, chunk)

    def write_to(self, out: str | Path, *, shape: Shape = PLAIN, run: str = "") -> dict[str, int]:
        """Write every row to a file, or what was found into a database; rows by status.

        All of it appears, or nothing. `run` is the id of the run in the database.
        """
        output = self._output(shape)
        if not is_url(str(out)):
            write_file(Path(out), output)
            return output.statuses
        for _ in output.rows():
            pass  # it counts the rows by status
        facts = {
            "id": run,
            "source": self._journal.get("source"),
            "rows": self.plan.rows,
            "matched": output.statuses.get("matched", 0),
            "credits": self._journal.charged()[0],
            "ended": self._journal.last_answer(),
        }
        write_database(str(out), self._kind, self._shown, facts)
        return output.statuses

    def write(self, stream: Writable, *, form: str, shape: Shape = PLAIN) -> dict[str, int]:
        """Write every row to a stream; rows by status."""
        output = self._output(shape)
        write_rows(stream, output, form=form)
        return output.statuses

    def _output(self, shape: Shape) -> Output:
        return Output(self._kind, self._shown, self._columns, rest=self._rest, shape=shape)

    @property
    def _results(self) -> Results:
        return Results(self._kind, self._journal)

    @property
    def _shown(self) -> Results:
        """The results that are for others to see."""
        return Results(self._kind, self._journal, self._objections)

    def _planned(self) -> Plan:
        known, unsent = self._journal.get("plan"), self._journal.get("unsent")
        rows, items = known["rows"], known["items"]
        left, blocked = self._left()
        invalid, empty = unsent.get("invalid", 0), unsent.get("skipped", 0)
        complete = unsent.get("complete", 0)
        return Plan(
            rows=rows,
            items=items,
            sent=sum(left),
            journalled=0 if self._chosen is not None else items - sum(left) - blocked,
            blocked=blocked,
            duplicates=rows - items - invalid - empty - complete,
            invalid=invalid,
            empty=empty,
            complete=complete,
            requests=len(left),
            cost=estimate_batches(self._kind.endpoint.cost, left, self._options),
        )

    def _left(self) -> tuple[list[int], int]:
        """How many items each request to come has, and how many people objected."""
        if self._objections:
            found = [self._sizes(part) for part in self._parts()]
            return [free for free, _ in found if free], sum(blocked for _, blocked in found)
        if self._chosen is None:
            return list(self._journal.left()), 0
        full, rest = divmod(len(self._chosen), self._journal.size)
        return [self._journal.size] * full + [rest] * (rest > 0), 0

    def _sizes(self, part: Part) -> tuple[int, int]:
        free, objected = self._objections.sorted(part.items)
        return len(free), len(objected)
