"""The progress bar of a bulk run."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from time import monotonic
from types import TracebackType
from typing import TYPE_CHECKING, Any, TextIO

from lusha_cli.output.rich_console import make_console

if TYPE_CHECKING:
    import rich.progress

_SHORTEST_BAR = 10


class Progress:
    """A bar, rows done, matched, credits, rate and time left, on one line.

    The line goes when the work is done, and stays where it was cut short. Does nothing where
    `stream` is not a terminal. `width` tells its columns, which may change; `total` is in rows, 0
    where it is not known.
    """

    def __init__(
        self,
        stream: TextIO,
        *,
        terminal: bool,
        width: Callable[[], int],
        color: bool,
        total: int,
    ) -> None:
        self._bar = _bar(stream, width=width, color=color) if terminal else None
        self._total = total
        self._done = self._matched = self._credits = 0
        self._started = 0.0

    def __enter__(self) -> Progress:
        self._started = monotonic()
        if self._bar:
            self._bar.add_task("", total=self._total or None, **self._fields())
            self._bar.start()
        return self

    def advance(self, rows: int, *, matched: int, credits: int) -> None:  # noqa: A002
        """Count `rows` more rows, of which so many matched, for so many credits."""
        self._done += rows
        self._matched += matched
        self._credits += credits
        if self._bar:
            task = self._bar.task_ids[0]
            self._bar.update(task, completed=self._done, **self._fields())

    @property
    def say(self) -> Callable[[str], None] | None:
        """Writes a line above the bar; None where there is no bar."""
        return self._say if self._bar else None

    def _say(self, line: str) -> None:
        assert self._bar
        self._bar.console.print(line, markup=False, highlight=False, emoji=False)

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._bar:
            self._bar.live.transient = kind is None
            self._bar.stop()

    def _fields(self) -> dict[str, Any]:
        total = f"/{self._total:,}" if self._total else ""
        seconds = monotonic() - self._started
        return {
            "counts": (
                f"{self._done:,}{total} rows",
                f"{self._credits:,} credits",
                f"{self._matched:,} matched",
            ),
            "rate": _rate(self._done / seconds) if self._done and seconds else "",
            "left": self._left(seconds),
        }

    def _left(self, seconds: float) -> str:
        """How long the rest takes at the rate of the run so far."""
        rest = self._total - self._done
        return f"{_clock(round(seconds * rest / self._done))} left" if rest > 0 < self._done else ""


def _bar(stream: TextIO, *, width: Callable[[], int], color: bool) -> rich.progress.Progress:
    from rich.progress import Progress as RichProgress
    from rich.progress import Task
    from rich.progress_bar import ProgressBar
    from rich.table import Table
    from rich.text import Text

    def row(task: Task, columns: int) -> Table:
        text = _line(task, columns)
        room = columns - len(text) - 2
        table = Table.grid(padding=(0, 1))
        bar = ProgressBar(
            task.total,
            task.completed,
            width=min(room, 40),
            pulse=task.total is None,
            style="dim",
            complete_style="green",
            finished_style="green",
            pulse_style="green",
        )
        table.add_row(*([bar] if room >= _SHORTEST_BAR else []), Text(text, no_wrap=True))
        return table

    class Bar(RichProgress):
        """Asks for the width each time it is drawn: the window may have another by now."""

        def get_renderables(self) -> Iterator[Table]:
            console.width = width()
            yield from (row(task, console.width) for task in self.tasks)

    console = make_console(stream, width=width(), color=color, terminal=True)
    # The streams stay as they are: stdout may be carrying the run's results.
    return Bar(
        console=console,
        redirect_stdout=False,
        redirect_stderr=False,
        refresh_per_second=4,
    )


def _line(task: rich.progress.Task, columns: int) -> str:
    """As much of what there is to tell as fits beside a bar, the least important left out first.

    The bar goes where not even the rows fit beside it.
    """
    rows, spent, matched = task.fields["counts"]
    rate, left = task.fields["rate"], task.fields["left"]
    ways = (
        (rows, matched, spent, rate, left),
        (rows, spent, rate, left),
        (rows, spent, left),
        (rows, spent),
        (rows,),
    )
    lines = [", ".join(filter(None, way)) for way in ways]
    room = columns - _SHORTEST_BAR - 2
    return next((line for line in lines if len(line) <= room), lines[-1][: columns - 1])


def _rate(rows: float) -> str:
    """`135/s`; by the minute where that is slow."""
    return f"{rows:,.0f}/s" if rows >= 1 else f"{rows * 60:.0f}/min"


def _clock(seconds: int) -> str:
    """`4:05`, `1:04:05`."""
    minutes, rest = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"
