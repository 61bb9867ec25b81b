"""The progress bar of a bulk run."""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic
from types import TracebackType
from typing import TYPE_CHECKING, Any, TextIO

from lusha_cli.show.consoles import make_console

if TYPE_CHECKING:
    import rich.progress

_ROOM_FOR_BAR = 76


class Progress:
    """Rows done, matched, credits, rate and time left, on one line that stays at the end.

    Does nothing where `stream` is not a terminal. `width` is in columns; `total` in rows, 0
    where it is not known.
    """

    def __init__(
        self, stream: TextIO, *, terminal: bool, width: int, color: bool, total: int
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
            self._bar.stop()

    def _fields(self) -> dict[str, Any]:
        total = f" of {self._total:,}" if self._total else ""
        seconds = monotonic() - self._started
        return {
            "counts": f"{self._done:,}{total} rows, {self._matched:,} matched, "
            f"{self._credits:,} credits",
            "rate": f"{self._done / seconds:,.0f}/s" if self._done and seconds else "",
        }


def _bar(stream: TextIO, *, width: int, color: bool) -> rich.progress.Progress:
    from rich.progress import BarColumn, ProgressColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as RichProgress

    columns: list[ProgressColumn] = [TextColumn("{task.fields[counts]}")]
    if width >= _ROOM_FOR_BAR:
        columns = [BarColumn(bar_width=None), *columns, TextColumn("{task.fields[rate]}")]
    columns.append(TimeRemainingColumn(compact=True))
    # The streams stay as they are: stdout may be carrying the run's results.
    return RichProgress(
        *columns,
        console=make_console(stream, width=width, color=color, terminal=True),
        expand=width >= _ROOM_FOR_BAR,
        redirect_stdout=False,
        redirect_stderr=False,
        refresh_per_second=4,
    )
