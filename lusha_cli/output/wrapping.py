"""Measure, pad and wrap text by terminal cells, in which Chinese is twice as wide as English."""

import re
from collections.abc import Iterator

WORDS = " "
ITEMS = "; "
"""Where a line may end: at a space, or only at the end of one of several values."""

# Where a word may be broken that is longer than a line: after a character that joins the parts of
# an address, a path or a name, before the capital of the next word, between two flags.
_PIECES = re.compile(
    r"[\U0001f1e6-\U0001f1ff]{2}"
    r"|[^-./_@:;,?&=+A-Z\U0001f1e6-\U0001f1ff]*[-./_@:;,?&=+]+"
    r"|[A-Z]*[^-./_@:;,?&=+A-Z\U0001f1e6-\U0001f1ff]*[-./_@:;,?&=+]*"
    r"|.",
    re.DOTALL,
)
# A word as the shell splits them, with its quotes (an unmatched one is a letter), and before it
# the flag that it is the value of, if any.
_ARGUMENT = re.compile(
    r"""\s*(--?[A-Za-z][\w-]*(?=\s+[^\s|-]))?\s*((?:[^\s'"]|'[^']*'|"[^"]*"|['"])+)"""
)


def cell_width(text: str) -> int:
    """Return the number of cells that `text` takes."""
    # Importing rich takes start-up time, which ASCII text does not need.
    if text.isascii():
        return len(text)
    from rich.cells import cell_len

    return cell_len(text)


def pad(text: str, width: int) -> str:
    """Return `text` with spaces appended, `width` cells wide."""
    return text + " " * (width - cell_width(text))


def truncate(text: str, width: int) -> str:
    """Return as much of the beginning of `text` as fits into `width` cells."""
    if text.isascii():
        return text[:width]
    from rich.cells import set_cell_size

    return set_cell_size(text, width)


def split_breakable(text: str, break_at: str = WORDS) -> list[str]:
    """Return the parts that stay together if possible: words, or items with their semicolons."""
    return text.split(WORDS) if break_at == WORDS else re.split("(?<=;) ", text)


def wrap(
    text: str, width: int, break_at: str = WORDS, *, break_words: bool = True, indent: str = ""
) -> list[str]:
    """Return `text` as lines of at most `width` cells, all but the first with an `indent`.

    A part is broken only if it is longer than a line. Without `break_words`, it is not broken
    even then, and `text` keeps its leading spaces.
    """
    if cell_width(text) <= width:
        return [text]
    content = text if break_words else text.lstrip(" ")
    prefix = text.removesuffix(content)
    lines: list[str] = []
    line, used = "", 0
    for part in split_breakable(content, break_at):
        part_width = cell_width(part)
        if line and used + 1 + part_width <= width:
            line, used = f"{line} {part}", used + 1 + part_width
            continue
        is_broken = break_words and part_width > width
        for piece in _break_part(part, width - cell_width(indent)) if is_broken else [part]:
            if line:
                lines.append(line)
                prefix = indent
            line = prefix + piece
        used = cell_width(line)
    return [line.rstrip() for line in (*lines, line)]


def wrap_message(text: str, width: int, *, indent: str = "") -> str:
    """Return `text` in lines of at most `width` cells, 0 for no limit.

    Words and lines with commands are not broken. Continuation lines begin with `indent`.
    """
    if not width:
        return text
    lines: list[str] = []
    for line in text.split("\n"):
        # A command has to stay on one line, so that it can be pasted whole.
        has_command = "lusha " in line
        lines += [line] if has_command else wrap(line, width, break_words=False, indent=indent)
    return "\n".join(lines)


def wrap_command(command: str, width: int) -> list[str]:
    r"""Return a command in lines of at most `width` columns, unless one of its words is longer.

    Every line but the last ends with a backslash, so that together they are the same command. A
    flag stays with its value.
    """
    if len(command) <= width:
        return [command]
    lines, line = [], ""
    for flag, word in _ARGUMENT.findall(command):
        part = f"{flag} {word}" if flag else word
        if line and len(f"{line} {part} \\") > width:
            lines.append(f"{line} \\")
            line = f"  {part}"
        else:
            line = f"{line} {part}" if line else part
    return [*lines, line]


def _break_part(part: str, width: int) -> Iterator[str]:
    """Yield the lines of a part that is longer than a line."""
    # An item of several words is broken between its words first.
    if WORDS in part:
        yield from wrap(part, width)
        return
    line, used = "", 0
    for piece in _split_part(part, width):
        piece_width = cell_width(piece)
        if line and used + piece_width > width:
            yield line
            line, used = "", 0
        line, used = line + piece, used + piece_width
    yield line


def _split_part(part: str, width: int) -> Iterator[str]:
    """Yield a part in pieces, split where it may be broken, none longer than a line."""
    for piece in _PIECES.findall(part):
        if cell_width(piece) <= width:
            yield piece
            continue
        from rich.cells import chop_cells

        yield from chop_cells(piece, width)
