"""The progress bar of a bulk run."""

import contextlib
import io

import pytest
from rich.cells import cell_len

from lusha_cli.show.progress import Progress


def last_line(stream: io.StringIO) -> str:
    """The line that stays, without what moves the cursor."""
    text = stream.getvalue()
    assert text.endswith("\n\x1b[?25h")
    assert text.count("\n") == 1
    return text.removesuffix("\n\x1b[?25h").rpartition("\x1b[2K")[2]


@pytest.mark.parametrize("width", [60, 80, 200])
@pytest.mark.parametrize("color", [False, True])
def test_leaves_one_line_with_the_counts(width: int, color: bool) -> None:
    stream = io.StringIO()
    with Progress(stream, terminal=True, width=width, color=color, total=1200) as progress:
        progress.advance(100, matched=71, credits=426)
        progress.advance(1100, matched=800, credits=5000)
    line = last_line(stream)
    assert "1,200 of 1,200 rows, 871 matched, 5,426 credits" in line
    assert ("\x1b[" in line) == color
    assert color or cell_len(line) <= width
    assert ("━" in line) == (width >= 80)
    assert ("/s" in line) == (width >= 80)


def test_an_unknown_total_is_not_told() -> None:
    stream = io.StringIO()
    with Progress(stream, terminal=True, width=80, color=False, total=0) as progress:
        progress.advance(100, matched=0, credits=0)
    assert "100 rows, 0 matched, 0 credits" in last_line(stream)


def test_an_interrupted_run_gives_the_cursor_back() -> None:
    stream = io.StringIO()
    with (
        contextlib.suppress(KeyboardInterrupt),
        Progress(stream, terminal=True, width=80, color=False, total=10) as progress,
    ):
        progress.advance(5, matched=5, credits=5)
        raise KeyboardInterrupt
    assert "5 of 10 rows" in last_line(stream)


def test_writes_nothing_where_there_is_no_terminal() -> None:
    stream = io.StringIO()
    with Progress(stream, terminal=False, width=0, color=False, total=10) as progress:
        progress.advance(10, matched=10, credits=10)
    assert stream.getvalue() == ""
