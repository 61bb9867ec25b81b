"""Text measured and folded by terminal cells, in which Chinese is twice as wide as English."""

from io import StringIO

from lusha_cli.show.consoles import make_console


def width_of(text: str) -> int:
    """The cells that `text` takes."""
    if text.isascii():
        return len(text)
    from rich.cells import cell_len

    return cell_len(text)


def padded(text: str, width: int) -> str:
    """`text` with spaces behind it, `width` cells wide."""
    return text + " " * (width - width_of(text))


def folded(text: str, width: int) -> list[str]:
    """`text` as lines of at most `width` cells, broken between words where there are some."""
    if width_of(text) <= width:
        return [text]
    from rich.text import Text

    console = make_console(StringIO(), width=width, color=False, terminal=False)
    lines = Text(text).wrap(console, width, overflow="fold")
    return [line.plain.rstrip() for line in lines]
