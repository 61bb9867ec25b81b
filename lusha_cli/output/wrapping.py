"""Text measured and folded by terminal cells, in which Chinese is twice as wide as English."""

import re
from collections.abc import Iterator

WORDS = " "
ITEMS = "; "
"""What may be between two lines: a space, or only the end of one of several values."""

# Where a word may be broken that is longer than a line: behind what holds an address, a path or a
# name together, before the capital of the next word, between two flags.
_PIECES = re.compile(
    r"[\U0001f1e6-\U0001f1ff]{2}"
    r"|[^-./_@:;,?&=+A-Z\U0001f1e6-\U0001f1ff]*[-./_@:;,?&=+]+"
    r"|[A-Z]*[^-./_@:;,?&=+A-Z\U0001f1e6-\U0001f1ff]*[-./_@:;,?&=+]*"
    r"|.",
    re.DOTALL,
)


def width_of(text: str) -> int:
    """The cells that `text` takes."""
    if text.isascii():
        return len(text)
    from rich.cells import cell_len

    return cell_len(text)


def padded(text: str, width: int) -> str:
    """`text` with spaces behind it, `width` cells wide."""
    return text + " " * (width - width_of(text))


def cut(text: str, width: int) -> str:
    """As much of the beginning of `text` as `width` cells hold."""
    if text.isascii():
        return text[:width]
    from rich.cells import set_cell_size

    return set_cell_size(text, width)


def parted(text: str, between: str = WORDS) -> list[str]:
    """What of a text stays together where it can: words, or items with their semicolons."""
    return text.split(WORDS) if between == WORDS else re.split("(?<=;) ", text)


def folded(text: str, width: int, between: str = WORDS) -> list[str]:
    """`text` as lines of at most `width` cells, broken within a part only where it is longer."""
    if width_of(text) <= width:
        return [text]
    lines, line, taken = [], "", 0
    for part in parted(text, between):
        more = width_of(part)
        if line and taken + 1 + more <= width:
            line, taken = f"{line} {part}", taken + 1 + more
            continue
        if line:
            lines.append(line)
        *full, line = [part] if more <= width else _broken(part, width)
        lines.extend(full)
        taken = width_of(line)
    return [line.rstrip() for line in (*lines, line)]


def _broken(part: str, width: int) -> Iterator[str]:
    """The lines of a part that is longer than a line."""
    if WORDS in part:
        yield from folded(part, width)
        return
    line, taken = "", 0
    for piece in _pieces(part, width):
        more = width_of(piece)
        if line and taken + more > width:
            yield line
            line, taken = "", 0
        line, taken = line + piece, taken + more
    yield line


def _pieces(part: str, width: int) -> Iterator[str]:
    """A part where it may be broken, in pieces that are no longer than a line."""
    for piece in _PIECES.findall(part):
        if width_of(piece) <= width:
            yield piece
            continue
        from rich.cells import chop_cells

        yield from chop_cells(piece, width)
