"""What is said on stderr, as text."""

from lusha_cli.errors import LushaError
from lusha_cli.output.sanitize import inert
from lusha_cli.output.wrapping import width_of

_RED, _PLAIN = "\x1b[1;31m", "\x1b[0m"


def error_text(error: LushaError, *, color: bool, width: int = 0) -> str:
    """An error and its hint, without a newline at the end; `width` as for `wrapped`."""
    text = f"Error: {_indented(error.message)}"
    if error.hint:
        text = f"{text}\n{_indented(f'  {error.hint}')}"
    text = wrapped(text, width, indent="  ")
    return text.replace("Error:", f"{_RED}Error:{_PLAIN}", 1) if color else text


def wrapped(text: str, width: int, *, indent: str = "") -> str:
    """`text` in lines of at most `width` cells, 0 for any; words and commands are not broken.

    The lines that a line is broken into have an `indent`.
    """
    if not width:
        return text
    return "\n".join(_wrapped_line(line, width, indent) for line in text.split("\n"))


def _wrapped_line(line: str, width: int, indent: str) -> str:
    if width_of(line) <= width or "lusha " in line:
        return line
    first, *words = line.split(" ")
    done, last = "", first
    for word in words:
        if last.strip() and width_of(last) + 1 + width_of(word) > width:
            done, last = f"{done}{last.rstrip()}\n", f"{indent}{word}"
        else:
            last = f"{last} {word}"
    return done + last


def _indented(text: str) -> str:
    """`text` made inert; its further lines cannot pass for lines of our own."""
    return inert(text.replace("\r\n", "\n").strip("\n")).replace("\n", "\n  ")
