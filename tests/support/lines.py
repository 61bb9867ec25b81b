"""Check the lines of a screen: which may be wider than the terminal."""

from rich.cells import cell_len


def check_line_widths(text: str, width: int) -> None:
    """Assert that only what is to be copied reaches beyond `width`: one word, or a command."""
    for line in text.splitlines():
        is_copied = len(line.split()) == 1 or "lusha " in line or "Run: " in line
        assert cell_len(line) <= width or is_copied, line
