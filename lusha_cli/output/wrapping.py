"""Measure, pad and wrap text by terminal cells, in which Chinese is twice as wide as English."""

import re
from collections.abc import Iterator
from itertools import takewhile

WORDS = " "
ITEMS = "; "
"""Where a line may end: at a space, or only at the end of one of several values."""

_BELOW_INDENT = 2
"""By how much a text is indented that stands below its label."""

# The scripts that are written without spaces, and emoji: their words may be broken anywhere.
_NO_SPACES = (
    "\u0e00-\u0eff\u1000-\u11ff\u1780-\u17ff\u200d\u20e3\u2600-\u27bf\u2e80-\ua4cf\ua960-\ua97f"
    "\uac00-\ud7ff\uf900-\ufaff\ufe0f\ufe30-\ufe4f\uff00-\uffef"
    "\U0001f000-\U0001f1e5\U0001f200-\U0003ffff"
)
_FLAGS = "\U0001f1e6-\U0001f1ff"
# Patterns that only some texts need are compiled at their first use (`re` keeps them): this one
# takes longer than importing the module.
_PIECES = f"(?s:[{_FLAGS}]{{2}}|(?P<breakable>[{_NO_SPACES}]+)|[^{_NO_SPACES}{_FLAGS}]+|.)"
# An address in any script: an email, a URL or a domain.
_ADDRESS = r"\S@\S|://|[^\W_]\.[^\W\d_]{2}"
# Letters alone that are longer than any name or id.
_LETTERS = r"[A-Za-z]{41,}[;,]?"
# JSON may be broken between its values.
_JSON_VALUES = r"""(?<=[,{\[])(?=["{\[\d-])"""
# The first words of commands: other words after the name are those of a sentence.
COMMAND_GROUPS = (
    "person", "company", "prospecting", "lookalike", "recommendations", "filters", "signals",
    "webhooks", "account", "auth", "config", "credits", "last", "runs", "cache", "merge", "schema",
    "shapes", "recipes", "privacy",
    "contacts", "companies", "api", "mcp", "sandbox", "doctor", "completion", "help",
)  # fmt: skip
# A command, up to a remark (behind three spaces), the end of its sentence, or a parenthesis. In a
# sentence without a colon before it: its words, options, and what looks like an argument.
_COMMAND = (
    r"(?<=[Rr]un: )\S.*?(?=   | \(|[.,;]?$|[.,;]\s)"
    r"""|(?<=: )lusha (?:'[^']*'|"[^"]*"|\S)(?:'[^']*'|"[^"]*"|.)*?(?=   | \(|[.,;]?$|[.,;]\s)"""
    r"|(?<=`)lusha [^`]+"
    rf"|\blusha (?:{'|'.join(COMMAND_GROUPS)})(?: [a-z][a-z0-9_-]*){{0,2}}"
    r"""(?: (?:-\S+|[A-Z]{2,}\b|'[^']*'|"[^"]*"|\S*[\d@/=.]\S*))*"""
)
# A word as the shell splits them, with its quotes (an unmatched one is a letter), and before it
# the flag that it is the value of, if any.
_ARGUMENT = r"""\s*(--?[A-Za-z][\w-]*(?=\s+[^\s|-]))?\s*((?:[^\s'"]|'[^']*'|"[^"]*"|['"])+)"""


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


def split_words(text: str) -> list[str]:
    """Return the words of a text; a command is one word, because it is copied whole."""
    if "lusha " not in text and "un: " not in text:
        return text.split(WORDS)
    glued = re.sub(_COMMAND, lambda match: match[0].replace(WORDS, "\0"), text)
    return [word.replace("\0", WORDS) for word in glued.split(WORDS)]


def split_breakable(text: str, break_at: str = WORDS) -> list[str]:
    """Return the parts that stay together if possible: words, or items with their semicolons."""
    return split_words(text) if break_at == WORDS else re.split("(?<=;) ", text)


def unbreakable_width(text: str) -> int:
    """Return the width of the longest part of a text that is never broken."""
    pieces = (piece for word in split_words(text) for piece in _split_word(word))
    # A wide character takes two cells.
    widths = (2 if _is_breakable(piece) else cell_width(piece) for piece in pieces)
    return max(widths, default=0)


def wrap_beside(
    text: str, label_width: int, width: int, break_at: str = WORDS, *, max_width: int = 0
) -> tuple[bool, list[str]]:
    """Return the lines of a text beside its label, and whether they stand below the label.

    They do if a part that is never broken would reach beyond the line there, and not below the
    label; then they are indented if there is room. A `max_width` that is wider than the
    line is the end for such parts. "" for `break_at`: one line.
    """
    longest = unbreakable_width(text) if break_at else cell_width(text)
    limit = max(width, max_width)
    if longest <= width - label_width or label_width + longest <= limit or longest > limit:
        return False, wrap(text, width - label_width, break_at) if break_at else [text]
    return True, wrap_below(text, limit, break_at)


def wrap_below(text: str, width: int, break_at: str = WORDS) -> list[str]:
    """Return the lines of a text below its label, indented if there is room."""
    longest = unbreakable_width(text) if break_at else cell_width(text)
    indent = WORDS * max(0, min(_BELOW_INDENT, width - longest))
    lines = wrap(text, width - len(indent), break_at) if break_at else [text]
    return [f"{indent}{line}" for line in lines]


def wrap(
    text: str, width: int, break_at: str = WORDS, *, break_words: bool = True, indent: str = ""
) -> list[str]:
    """Return `text` as lines of at most `width` cells, all but the first with an `indent`.

    A part is broken only if it is longer than a line, and what is to be copied never is: commands,
    URLs, email addresses, domains and ids then reach beyond the line. Without `break_words`, no
    word is broken, and `text` keeps its leading spaces.
    """
    if cell_width(text) <= width:
        return [text]
    content = text if break_words else text.lstrip(" ")
    prefix = text.removesuffix(content)
    lines: list[str] = []
    line, used = "", 0
    for part in split_breakable(content, break_at):
        part_width = cell_width(part)
        # A space at the end of a line is dropped, and isn't moved to the next.
        if line and (not part or used + 1 + part_width <= width):
            line, used = f"{line} {part}", used + 1 + part_width
            continue
        is_broken = break_words and part_width > width
        is_item = break_at == ITEMS and len(split_words(part)) > 1
        if not is_broken:
            pieces = [part]
        elif is_item:
            # An item of several words is broken between its words first.
            pieces = wrap(part, width - cell_width(indent))
        else:
            pieces = list(_break_word(part, width - cell_width(indent)))
        for piece in pieces:
            if line:
                lines.append(line)
                # What is copied isn't pushed beyond the line by an indent.
                prefix = indent if cell_width(indent + piece) <= width else ""
            line = prefix + piece
        used = cell_width(line)
    return [line.rstrip() for line in (*lines, line)]


def wrap_message(text: str, width: int, *, indent: str = "") -> str:
    """Return `text` in lines of at most `width` cells, 0 for no limit.

    Words and commands are not broken. Continuation lines begin with `indent`.
    """
    if not width:
        return text
    lines: list[str] = []
    for line in text.split("\n"):
        lines += wrap(line, width, break_words=False, indent=indent)
    return "\n".join(lines)


def wrap_command(command: str, width: int) -> list[str]:
    r"""Return a command in lines of at most `width` columns, unless one of its words is longer.

    Every line but the last ends with a backslash, so that together they are the same command. A
    flag stays with its value, and a pipe with the command after it.
    """
    if len(command) <= width:
        return [command]
    lines, line = [], ""
    for part in _command_parts(command, width):
        if line and len(f"{line} {part} \\") > width:
            lines.append(f"{line} \\")
            line = f"  {part}"
        else:
            line = f"{line} {part}" if line else part
    return [*lines, line]


def _command_parts(command: str, width: int) -> Iterator[str]:
    """Yield the parts of a command between which a line may end.

    A pipe stays with the whole command after it if that fits into a line, else with its words.
    """
    pipeline: list[list[str]] = [[]]
    for flag, word in re.findall(_ARGUMENT, command):
        part = f"{flag} {word}" if flag else word
        if part == "|":
            pipeline.append([])
        pipeline[-1].append(part)
    first, *piped = pipeline
    yield from first
    for parts in piped:
        line = " ".join(parts)
        if len(line) + len("   \\") <= width:
            yield line
        else:
            words = list(takewhile(lambda part: not part.startswith("-"), parts))
            yield from (" ".join(words), *parts[len(words) :])


def _break_word(word: str, width: int) -> Iterator[str]:
    """Yield the lines of a word that is longer than a line."""
    line, used = "", 0
    for piece in _pieces(word, width):
        piece_width = cell_width(piece)
        if line and used + piece_width > width:
            yield line
            line, used = "", 0
        line, used = line + piece, used + piece_width
    yield line


def _pieces(word: str, width: int) -> Iterator[str]:
    """Yield a word in pieces, split where it may be broken."""
    for piece in _split_word(word):
        if cell_width(piece) > width and _is_breakable(piece):
            from rich.cells import chop_cells

            yield from chop_cells(piece, width)
        else:
            yield piece


def _split_word(word: str) -> list[str]:
    """Return the pieces of a word between which it may be broken."""
    # Commands have spaces.
    if WORDS in word:
        return [word]
    if word.startswith(("{", "[")):
        return re.split(_JSON_VALUES, word)
    if re.fullmatch(_LETTERS, word):
        return list(word)
    if word.isascii() or re.search(_ADDRESS, word):
        return [word]
    return [match[0] for match in re.finditer(_PIECES, word)]


def _is_breakable(piece: str) -> bool:
    """Return whether a piece may be broken anywhere."""
    if piece.isascii():
        return False
    match = re.fullmatch(_PIECES, piece)
    return bool(match and match["breakable"])
