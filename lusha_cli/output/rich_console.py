"""The one place that makes a rich console."""

from __future__ import annotations

from typing import IO, TYPE_CHECKING

if TYPE_CHECKING:
    from rich.console import Console


def make_console(file: IO[str], *, width: int, color: bool, terminal: bool) -> Console:
    """A console that is told everything, so that it asks neither the environment nor `file`."""
    from rich.console import Console

    return Console(
        file=file,
        width=width,
        force_terminal=terminal,
        color_system="standard" if color else None,
        no_color=not color,
        legacy_windows=False,
        _environ={},
    )
