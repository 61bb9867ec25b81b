"""The progress bar of a bulk run."""

import contextlib
import io
import re

import pytest
from rich.cells import cell_len

from lusha_cli.output.progress import Progress


def drawn_lines(stream: io.StringIO) -> list[str]:
    """Return each drawn line without cursor movement and colors."""
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
def test_progress_shows_as_much_as_fits(
    width: int, shown: str, color: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    stream = render_at_ten_seconds(monkeypatch, color=color, widths=[width])
    line = drawn_lines(stream)[-1]
    assert line.endswith(shown)
    assert cell_len(line) <= width
    # Without color, the remaining part of the bar is blank.
    assert (len(line) > len(shown) + 10) == ("━" in line) == (width >= 26)
    assert ("\x1b[32m" in stream.getvalue()) == (color and width >= 26)


def test_progress_bar_of_ten_columns_at_width_eighty(monkeypatch: pytest.MonkeyPatch) -> None:
    now = [0.0]
    monkeypatch.setattr("lusha_cli.output.progress.monotonic", lambda: now[0])
    stream = io.StringIO()
    with Progress(
        stream, is_terminal=True, width=lambda: 80, color=False, total=2_000_000
    ) as progress:
        now[0] += 1000
        progress.advance(1_300_000, matched=1_234_567, credits=12_345_678)
    line = drawn_lines(stream)[-1]
    shown = "1,300,000/2,000,000 rows, 12,345,678 credits, 1,300/s, 8:58 left"
    assert line.endswith(f" {shown}")
    assert line.startswith("━━━━━━")
    assert len(line) > len(shown) + 10
    assert cell_len(line) <= 80


def test_progress_follows_the_width_of_the_window(monkeypatch: pytest.MonkeyPatch) -> None:
    lines = drawn_lines(render_at_ten_seconds(monkeypatch, color=False, widths=[200, 80, 40]))
    assert lines[-1].endswith("400/1,200 rows")


def render_at_ten_seconds(
    monkeypatch: pytest.MonkeyPatch, *, color: bool, widths: list[int]
) -> io.StringIO:
    """Return the output at a third of a run, for a series of window widths."""
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


def test_progress_of_a_slow_run_uses_minutes_and_hours(monkeypatch: pytest.MonkeyPatch) -> None:
    now = [0.0]
    monkeypatch.setattr("lusha_cli.output.progress.monotonic", lambda: now[0])
    stream = io.StringIO()
    with Progress(stream, is_terminal=True, width=lambda: 80, color=False, total=1000) as progress:
        now[0] += 8
        progress.advance(4, matched=4, credits=4)
    assert "4/1,000 rows, 4 matched, 4 credits, 30/min, 33:12 left" in drawn_lines(stream)[-1]
    with Progress(stream, is_terminal=True, width=lambda: 80, color=False, total=1000) as progress:
        now[0] += 36
        progress.advance(4, matched=0, credits=0)
    assert "7/min, 2:29:24 left" in drawn_lines(stream)[-1]


def test_progress_is_cleared_at_the_end() -> None:
    stream = io.StringIO()
    with Progress(stream, is_terminal=True, width=lambda: 80, color=False, total=10) as progress:
        progress.advance(10, matched=5, credits=5)
    assert stream.getvalue().endswith("\r\x1b[1A\x1b[2K")


def test_progress_omits_an_unknown_total() -> None:
    stream = io.StringIO()
    with Progress(stream, is_terminal=True, width=lambda: 80, color=False, total=0) as progress:
        progress.advance(100, matched=0, credits=0)
        assert progress.print_line
        progress.print_line("Above.")
    assert "100 rows, 0 matched, 0 credits" in "".join(drawn_lines(stream))
    assert "Above." in drawn_lines(stream)


def test_progress_restores_the_cursor_after_an_interrupt() -> None:
    stream = io.StringIO()
    with (
        contextlib.suppress(KeyboardInterrupt),
        Progress(stream, is_terminal=True, width=lambda: 80, color=False, total=10) as progress,
    ):
        progress.advance(5, matched=5, credits=5)
        raise KeyboardInterrupt
    assert "5/10 rows" in drawn_lines(stream)[-1]
    assert stream.getvalue().endswith("\n\x1b[?25h")


def test_progress_writes_nothing_without_a_terminal() -> None:
    stream = io.StringIO()
    with Progress(stream, is_terminal=False, width=lambda: 0, color=False, total=10) as progress:
        progress.advance(10, matched=10, credits=10)
    assert stream.getvalue() == ""
