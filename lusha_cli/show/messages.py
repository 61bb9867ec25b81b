"""What is said on stderr: errors and warnings as text."""

from lusha_cli.errors import LushaError
from lusha_cli.show.inert import inert

_RED, _YELLOW, _PLAIN = "\x1b[1;31m", "\x1b[1;33m", "\x1b[0m"


def error_text(error: LushaError, *, color: bool) -> str:
    """An error and its hint, without a newline at the end."""
    text = _said("Error:", error.message, style=_RED if color else "")
    return f"{text}\n{_indented(f'  {error.hint}')}" if error.hint else text


def note_text(message: str, *, color: bool) -> str:
    """A warning, without a newline at the end."""
    return _said("Warning:", message, style=_YELLOW if color else "")


def _said(word: str, message: str, *, style: str) -> str:
    head = f"{style}{word}{_PLAIN}" if style else word
    return f"{head} {_indented(message)}"


def _indented(text: str) -> str:
    """`text` made inert; its further lines cannot pass for lines of our own."""
    return inert(text.replace("\r\n", "\n").strip("\n")).replace("\n", "\n  ")
