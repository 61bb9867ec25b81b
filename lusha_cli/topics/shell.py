"""Command lines that are shown to be pasted."""

import re

# Words as the shell divides them, with their quotes; one without its twin is a letter.
_WORD = re.compile(r"""(?:[^\s'"]|'[^']*'|"[^"]*"|['"])+""")


def folded(line: str, width: int) -> list[str]:
    """A command line in lines of at most `width` columns, where no word of it is longer.

    All but the last end in a backslash, so that together they are the same command.
    """
    lines, last = [], ""
    for word in _WORD.findall(line):
        if last and len(f"{last} {word} \\") > width:
            lines.append(f"{last} \\")
            last = f"  {word}"
        else:
            last = f"{last} {word}" if last else word
    return [*lines, last]
