"""Draw the progress bar of a bulk run, and the spinner of a request."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from time import monotonic
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self, TextIO

from lusha_cli.output.rich_console import make_console
from lusha_cli.output.sanitize import can_encode

if TYPE_CHECKING:
    import rich.live
    import rich.progress

_MIN_BAR_WIDTH = 10


class _Bar:
    """Show a bar, counts, the rate and the time left on one line.

    The line is removed at the end, and stays if an error ends the work. Does nothing unless
    `is_terminal`. `width` returns the columns, which may change; `total` is in rows, 0 if it is
    not known.
    """

    def __init__(
        self,
        stream: TextIO,
        *,
        is_terminal: bool,
        width: Callable[[], int],
        color: bool,
        total: int,
    ) -> None:
        self._bar = _bar(stream, width=width, color=color) if is_terminal else None
        self._total = total
        self._done = 0
        self._started = 0.0

    def __enter__(self) -> Self:
        self._started = monotonic()
        if self._bar:
            # For rich, only a total of None is unknown; 0 would be a finished task.
            self._bar.add_task("", total=self._total or None, **self._fields())
            self._bar.start()
        return self

    def _advance(self, count: int) -> None:
        self._done += count
        if self._bar:
            task = self._bar.task_ids[0]
            self._bar.update(task, completed=self._done, **self._fields())

    @property
    def print_line(self) -> Callable[[str], None] | None:
        """Return a function that prints a line above the bar; None without a bar."""
        return self._print_line if self._bar else None

    def _print_line(self, line: str) -> None:
        assert self._bar
        # The line may quote data, in which rich must not interpret [brackets] or :names:.
        self._bar.console.print(line, markup=False, highlight=False, emoji=False)

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._bar:
            # After an error, the last counts show how far the run got.
            self._bar.live.transient = kind is None
            self._bar.stop()

    def _counts(self, done: str) -> tuple[str, str, str]:
        """Return what is counted, the most important first; `done` is how many are done."""
        raise NotImplementedError

    def _fields(self) -> dict[str, Any]:
        total = f"/{self._total:,}" if self._total else ""
        seconds = monotonic() - self._started
        return {
            "counts": self._counts(f"{self._done:,}{total}"),
            "rate": _format_rate(self._done / seconds) if self._done and seconds else "",
            "time_left": self._time_left(seconds),
        }

    def _time_left(self, seconds: float) -> str:
        """Return the time for the rest at the rate of the run so far."""
        remaining = self._total - self._done
        return (
            f"{_format_time(round(seconds * remaining / self._done))} left"
            if remaining > 0 < self._done
            else ""
        )


class Progress(_Bar):
    """The progress of a bulk run: rows done, matched and credits."""

    _matched = _credits = 0

    def advance(self, rows: int, *, matched: int, credits: int) -> None:  # noqa: A002
        """Add `rows` to the rows done, with the number of matches and the credits charged."""
        self._matched += matched
        self._credits += credits
        self._advance(rows)

    def _counts(self, done: str) -> tuple[str, str, str]:
        return f"{done} rows", f"{self._credits:,} credits", f"{self._matched:,} matched"


class DeliveryProgress(_Bar):
    """The progress of a replay: deliveries sent, and failed ones."""

    _failed = 0

    def advance(self, deliveries: int, *, failed: int) -> None:
        """Add deliveries that were sent, or failed."""
        self._failed += failed
        self._advance(deliveries)

    def _counts(self, done: str) -> tuple[str, str, str]:
        return f"{done} deliveries", f"{self._failed:,} failed", ""


class Spinner:
    """Show a text with a spinner on one line, from `show` on and until `stop`, which removes it."""

    def __init__(self, stream: TextIO, text: str, *, width: Callable[[], int], color: bool) -> None:
        self._stream = stream
        self._text = text
        self._width = width
        self._color = color
        self._live: rich.live.Live | None = None
        self._is_stopped = False
        # A timer shows the spinner while the request is waiting.
        self._lock = threading.Lock()

    def show(self) -> None:
        """Draw the spinner, unless it was stopped."""
        with self._lock:
            if self._is_stopped:
                return
            # Slow to import, and not needed for fast responses.
            from rich.live import Live
            from rich.spinner import Spinner as RichSpinner

            if can_encode(f"⠋{self._text}", self._stream.encoding or "utf-8"):
                spinner = RichSpinner("dots", self._text)
            else:
                spinner = RichSpinner("line", self._text.replace("…", "..."))
            console = make_console(
                self._stream, width=self._width(), color=self._color, is_terminal=True
            )
            self._live = Live(
                spinner,
                console=console,
                transient=True,
                redirect_stdout=False,
                redirect_stderr=False,
            )
            # The terminal may be gone, which must not end the request.
            with suppress(OSError):
                self._live.start()

    def stop(self) -> None:
        """Remove the spinner; it is not shown again."""
        with self._lock:
            self._is_stopped = True
            if self._live:
                with suppress(OSError):
                    self._live.stop()
                self._live = None

    def print_line(self, line: str, *, otherwise: Callable[[str], None]) -> None:
        """Print a line above the spinner; with `otherwise` if it isn't shown."""
        with self._lock:
            if self._live is None:
                otherwise(line)
            else:
                # The line may quote data, in which rich must not interpret [brackets] or :names:.
                self._live.console.print(line, markup=False, highlight=False, emoji=False)


def _bar(stream: TextIO, *, width: Callable[[], int], color: bool) -> rich.progress.Progress:
    # Slow to import, and needed only for bulk runs on a terminal.
    from rich.progress import Progress as RichProgress
    from rich.progress import Task
    from rich.progress_bar import ProgressBar
    from rich.table import Table
    from rich.text import Text

    def row(task: Task, columns: int) -> Table:
        text = _line(task, columns)
        available = columns - len(text) - 2
        table = Table.grid(padding=(0, 1))
        bar = ProgressBar(
            task.total,
            task.completed,
            width=min(available, 40),
            pulse=task.total is None,
            style="dim",
            complete_style="green",
            finished_style="green",
            pulse_style="green",
        )
        table.add_row(*([bar] if available >= _MIN_BAR_WIDTH else []), Text(text, no_wrap=True))
        return table

    class Bar(RichProgress):
        """Read the width each time it is drawn: the window may have been resized."""

        def get_renderables(self) -> Iterator[Table]:
            console.width = width()
            yield from (row(task, console.width) for task in self.tasks)

    console = make_console(stream, width=width(), color=color, is_terminal=True)
    # The streams are not redirected: stdout may be receiving the run's results.
    return Bar(
        console=console,
        redirect_stdout=False,
        redirect_stderr=False,
        refresh_per_second=4,
    )


def _line(task: rich.progress.Task, columns: int) -> str:
    """Return the counts that fit beside a bar, without the least important ones if too long.

    There is no bar if not even the rows fit beside it.
    """
    rows, spent, matched = task.fields["counts"]
    rate, time_left = task.fields["rate"], task.fields["time_left"]
    variants = (
        (rows, matched, spent, rate, time_left),
        (rows, spent, rate, time_left),
        (rows, spent, time_left),
        (rows, spent),
        (rows,),
    )
    lines = [", ".join(filter(None, variant)) for variant in variants]
    available = columns - _MIN_BAR_WIDTH - 2
    return next((line for line in lines if len(line) <= available), lines[-1][: columns - 1])


def _format_rate(rows: float) -> str:
    """Return `135/s`, or a rate per minute if slower than one a second."""
    return f"{rows:,.0f}/s" if rows >= 1 else f"{rows * 60:.0f}/min"


def _format_time(seconds: int) -> str:
    """Return `4:05` or `1:04:05`."""
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"
