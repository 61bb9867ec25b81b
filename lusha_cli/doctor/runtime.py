"""Checks of the program and the terminal."""

import platform

from lusha_cli import __version__
from lusha_cli.context.app_context import AppContext
from lusha_cli.doctor.result import CheckResult, passed, warned


def check_program() -> CheckResult:
    """Report the version of lusha and of Python."""
    python = f"Python {platform.python_version()}"
    return passed("lusha", f"{__version__} on {python}, {platform.system()} {platform.machine()}.")


def check_terminal(context: AppContext) -> CheckResult:
    """Check what standard output can display."""
    stream = context.env.stdout
    if not stream.isatty():
        return passed("terminal", f"Standard output isn't a terminal. Encoding: {stream.encoding}.")
    message = f"{context.env.terminal_width} columns, {stream.encoding}, {_color(context)}."
    if not stream.encoding.lower().startswith("utf"):
        # Names of people are shown with escapes if the encoding doesn't have their letters.
        return warned("terminal", message, "Run: export LANG=C.UTF-8 (or set PYTHONUTF8=1)")
    return passed("terminal", message)


def _color(context: AppContext) -> str:
    if context.env.uses_color(context.env.stdout):
        return "with color"
    if context.env.settings.get("color") == "never":
        return "without color (setting: color)"
    return f"without color ({'NO_COLOR' if context.env.variables.get('NO_COLOR') else 'TERM=dumb'})"
