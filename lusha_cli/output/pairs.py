"""Draw names and values of one record, one pair a line."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import zip_longest
from typing import NamedTuple

from lusha_cli.output.hyperlinks import hyperlink
from lusha_cli.output.terminal import Terminal
from lusha_cli.output.wrapping import WORDS, cell_width, pad, wrap, wrap_below, wrap_beside

GAP = "  "
"""Between two columns."""
MIN_WIDTH = 24
"""The narrowest terminal that is drawn for, in cells."""
_MIN_VALUE_WIDTH = 16


class Pair(NamedTuple):
    """Hold a name and a value of one record, and where the value may break; "" for nowhere."""

    name: str
    value: str
    break_at: str = WORDS


def pairs_text(pairs: Sequence[Pair], *, terminal: Terminal) -> str:
    """Return names and values of one record, one pair a line."""
    if not pairs:
        return "No results.\n"
    sanitized = [
        Pair(terminal.sanitize(pair.name), terminal.sanitize(pair.value), pair.break_at)
        for pair in pairs
    ]
    return join_lines(pair_lines(sanitized, terminal))


def join_lines(lines: Iterable[str]) -> str:
    """Return lines as text, each with a newline."""
    return "".join(f"{line}\n" for line in lines)


def pair_lines(pairs: Sequence[Pair], terminal: Terminal) -> Iterator[str]:
    """Yield lines of names and values, the values aligned."""
    width = max(terminal.width, MIN_WIDTH) if terminal.is_terminal else 0
    name_width = max(cell_width(pair.name) for pair in pairs)
    if width:
        name_width = min(name_width, width - len(GAP) - _MIN_VALUE_WIDTH)
    for pair in pairs:
        names, values = wrap(pair.name, name_width), [pair.value]
        if width:
            label_width = name_width + len(GAP)
            is_below, values = wrap_beside(pair.value, label_width, width, pair.break_at)
            # A name that is too long for its column.
            if not is_below and max(map(cell_width, names)) > name_width:
                is_below, values = True, wrap_below(pair.value, width, pair.break_at)
            if is_below:
                yield from (label(name, terminal) for name in names)
                for value in values:
                    content = value.lstrip(" ")
                    indent = value.removesuffix(content)
                    yield f"{indent}{hyperlink(content, pair.value, terminal)}"
                continue
        for name, value in zip_longest(names, values, fillvalue=""):
            linked = hyperlink(value, pair.value, terminal)
            yield f"{label(pad(name, name_width), terminal)}{GAP}{linked}".rstrip()


def label(text: str, terminal: Terminal) -> str:
    """Return the name of a value as text, less visible than the value, if there is colour."""
    return f"\x1b[2m{text}\x1b[0m" if terminal.color and text.strip() else text


def bold(text: str, terminal: Terminal) -> str:
    """Return `text` in bold, if there is colour."""
    return f"\x1b[1m{text}\x1b[0m" if terminal.color and text.strip() else text
