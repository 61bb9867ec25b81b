"""Command lines that are shown to be pasted."""

import re

# A word as the shell divides them, with its quotes (one without its twin is a letter), and before
# it the flag that it is the value of, if there is one.
_PART = re.compile(
    r"""\s*(--?[A-Za-z][\w-]*(?=\s+[^\s|-]))?\s*((?:[^\s'"]|'[^']*'|"[^"]*"|['"])+)"""
)


def folded(line: str, width: int) -> list[str]:
    """A command line in lines of at most `width` columns, where no part of it is longer.

    All but the last end in a backslash, so that together they are the same command. A flag stays
    with its value.
    """
    if len(line) <= width:
        return [line]
    lines, last = [], ""
    for flag, word in _PART.findall(line):
        part = f"{flag} {word}" if flag else word
        if last and len(f"{last} {part} \\") > width:
            lines.append(f"{last} \\")
            last = f"  {part}"
        else:
            last = f"{last} {part}" if last else part
    return [*lines, last]
