"""The progress bar of a bulk run."""

import contextlib
import io
import re

import pytest
from rich.cells import cell_len

from lusha_cli.output.progress import Progress


def drawn(stream: io.StringIO) -> list[str]:
    """What the line was, each time that it was drawn, without what moves the cursor and colours."""
    text = re.sub(r"\x1b\[[0-9;]*m", "", stream.getvalue())
    return [line for line in re.split(r"\x1b\[\??[0-9]*[A-Za-z]|[\r\n]", text) if line.strip()]


@pytest.mark.parametrize("color", [False, True])
@pytest.mark.parametrize(
    ("width", "shown"),
    [
        (200, "400/1,200 rows, 271 matched, 1,426 credits, 40/s, 0:20 left"),
        (80, "400/1,200 rows, 271 matched, 1,426 credits, 40/s, 0:20 left"),
        (60, "400/1,200 rows, 1,426 credits, 40/s, 0:20 left"),
        (56, "400/1,200 rows, 1,426 credits, 0:20 left"),
        (44, "400/1,200 rows, 1,426 credits"),
        (40, "400/1,200 rows"),
        (26, "400/1,200 rows"),
        (20, "400/1,200 rows"),
        (10, "400/1,200"),
    ],
)
def test_tells_as_much_as_fits(
    width: int, shown: str, color: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    stream = _at_ten_seconds(monkeypatch, color=color, widths=[width])
    line = drawn(stream)[-1]
    assert line.endswith(shown)
    assert cell_len(line) <= width
    # What is still to do of the bar is blank without colours.
    assert (len(line) > len(shown) + 10) == ("━" in line) == (width >= 26)
    assert ("\x1b[32m" in stream.getvalue()) == (color and width >= 26)


def test_a_bar_of_ten_columns_stands_at_eighty(monkeypatch: pytest.MonkeyPatch) -> None:
    now = [0.0]
    monkeypatch.setattr("lusha_cli.output.progress.monotonic", lambda: now[0])
    stream = io.StringIO()
    with Progress(
        stream, is_terminal=True, width=lambda: 80, color=False, total=2_000_000
    ) as progress:
        now[0] += 1000
        progress.advance(1_300_000, matched=1_234_567, credits=12_345_678)
    line = drawn(stream)[-1]
    shown = "1,300,000/2,000,000 rows, 12,345,678 credits, 1,300/s, 8:58 left"
    assert line.endswith(f" {shown}")
    assert line.startswith("━━━━━━")
    assert len(line) > len(shown) + 10
    assert cell_len(line) <= 80


def test_follows_the_width_of_the_window(monkeypatch: pytest.MonkeyPatch) -> None:
    lines = drawn(_at_ten_seconds(monkeypatch, color=False, widths=[200, 80, 40]))
    assert lines[-1].endswith("400/1,200 rows")


def _at_ten_seconds(
    monkeypatch: pytest.MonkeyPatch, *, color: bool, widths: list[int]
) -> io.StringIO:
    """What is written of a third of a run; the window has its widths in turn, the last for good."""
    now = [100.0]
    monkeypatch.setattr("lusha_cli.output.progress.monotonic", lambda: now[0])
    stream = io.StringIO()

    def width() -> int:
        return widths.pop(0) if len(widths) > 1 else widths[0]

    with (
        contextlib.suppress(KeyboardInterrupt),
        Progress(stream, is_terminal=True, width=width, color=color, total=1200) as progress,
    ):
        now[0] += 5
        progress.advance(200, matched=100, credits=1000)
        now[0] += 5
        progress.advance(200, matched=171, credits=426)
        raise KeyboardInterrupt
    return stream


def test_a_slow_run_is_told_by_the_minute_and_hour(monkeypatch: pytest.MonkeyPatch) -> None:
    now = [0.0]
    monkeypatch.setattr("lusha_cli.output.progress.monotonic", lambda: now[0])
    stream = io.StringIO()
    with Progress(stream, is_terminal=True, width=lambda: 80, color=False, total=1000) as progress:
        now[0] += 8
        progress.advance(4, matched=4, credits=4)
    assert "4/1,000 rows, 4 matched, 4 credits, 30/min, 33:12 left" in drawn(stream)[-1]
    with Progress(stream, is_terminal=True, width=lambda: 80, color=False, total=1000) as progress:
        now[0] += 36
        progress.advance(4, matched=0, credits=0)
    assert "7/min, 2:29:24 left" in drawn(stream)[-1]


def test_goes_when_the_work_is_done() -> None:
    stream = io.StringIO()
    with Progress(stream, is_terminal=True, width=lambda: 80, color=False, total=10) as progress:
        progress.advance(10, matched=5, credits=5)
    assert stream.getvalue().endswith("\r\x1b[1A\x1b[2K")


def test_an_unknown_total_is_not_told() -> None:
    stream = io.StringIO()
    with Progress(stream, is_terminal=True, width=lambda: 80, color=False, total=0) as progress:
        progress.advance(100, matched=0, credits=0)
        assert progress.print_line
        progress.print_line("Above.")
    assert "100 rows, 0 matched, 0 credits" in "".join(drawn(stream))
    assert "Above." in drawn(stream)


def test_an_interrupted_run_gives_the_cursor_back() -> None:
    stream = io.StringIO()
    with (
        contextlib.suppress(KeyboardInterrupt),
        Progress(stream, is_terminal=True, width=lambda: 80, color=False, total=10) as progress,
    ):
        progress.advance(5, matched=5, credits=5)
        raise KeyboardInterrupt
    assert "5/10 rows" in drawn(stream)[-1]
    assert stream.getvalue().endswith("\n\x1b[?25h")


def test_writes_nothing_where_there_is_no_terminal() -> None:
    stream = io.StringIO()
    with Progress(stream, is_terminal=False, width=lambda: 0, color=False, total=10) as progress:
        progress.advance(10, matched=10, credits=10)
    assert stream.getvalue() == ""
