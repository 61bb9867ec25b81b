"""Create rich consoles."""

from __future__ import annotations

from typing import IO, TYPE_CHECKING

if TYPE_CHECKING:
    from rich.console import Console


def make_console(file: IO[str], *, width: int, color: bool, is_terminal: bool) -> Console:
    """Return a console whose settings are all fixed here, not detected from the environment."""
    from rich.console import Console

    return Console(
        file=file,
        width=width,
        force_terminal=is_terminal,
        color_system="standard" if color else None,
        no_color=not color,
        legacy_windows=False,
        # COLUMNS, NO_COLOR and the like are handled by the caller.
        _environ={},
    )
