"""Check the lines of a screen: which may be wider than the terminal."""

from rich.cells import cell_len


def check_line_widths(text: str, width: int) -> None:
    """Assert that only what is to be copied reaches beyond `width`.

    It is a command, a word that starts the line, or one that would not fit there either.
    """
    for line in text.splitlines():
        *others, last = line.split() or [""]
        is_word = not others or cell_len(last) > width
        is_copied = is_word or "lusha " in line or "Run: " in line
        assert cell_len(line) <= width or is_copied, line
