"""The language of man pages, man(7), limited to the part that groff and mandoc have in common."""

import re
import unicodedata
from collections.abc import Iterable, Iterator

from lusha_cli.output.wrapping import wrap

# Characters that would be typeset as another one, or that start an escape.
_ESCAPES = {
    "\\": r"\(rs",
    "-": r"\-",
    "'": r"\(aq",
    '"': r"\(dq",
    "`": r"\(ga",
    "^": r"\(ha",
    "~": r"\(ti",
    "…": "...",
}
# Highlighted in prose: commands in backticks, flags, other pages.
_HIGHLIGHTS = re.compile(
    r"`(?P<code>[^`]+)`"
    r"|(?<![\w/=-])(?P<flag>--?[A-Za-z][\w-]*)"
    r"|(?P<page>lusha[\w-]*)(?P<section>\([17]\))"
)
_FLAG = re.compile(r"(?<!\S)--?[A-Za-z][\w-]*")
_SENTENCE_END = re.compile(r"[.?!](\\\(dq|\\\(aq|[)*\]])*$")

# Text columns of a page without its margin, at 80 columns.
WIDTH = 72
# A longer term has its meaning below instead of beside it.
MAX_TERM_WIDTH = 40


def escape(text: str) -> str:
    """Return the text escaped for any position within a line, in ASCII."""
    return "".join(_ESCAPES.get(letter) or _escape_letter(letter) for letter in text)


def _escape_letter(letter: str) -> str:
    if " " <= letter <= "~":
        return letter
    if unicodedata.category(letter) in ("Cc", "Cs", "Zl", "Zp"):
        return " "
    return rf"\[u{ord(letter):04X}]"


def bold(text: str) -> str:
    """Return the text in bold."""
    return rf"\fB{escape(text)}\fR"


def italic(text: str) -> str:
    """Return the text in italics, which mark placeholders."""
    return rf"\fI{escape(text)}\fR"


def prose(text: str) -> Iterator[str]:
    """Yield help text as lines, with everything to be typed in bold."""
    text_so_far, end = "", 0
    for match in _HIGHLIGHTS.finditer(text):
        word = match["code"] or match["flag"] or match["page"]
        text_so_far += escape(text[end : match.start()]) + bold(word) + (match["section"] or "")
        end = match.end()
    yield from _wrap(text_so_far + escape(text[end:]))


def name(title: str, meaning: str) -> list[str]:
    """Return the NAME section, as `whatis` reads it."""
    # `whatis` and `apropos` split the line at the dash, which must be escaped exactly so.
    return section("NAME", *_wrap(rf"{escape(title)} \- {escape(meaning)}"))


def _wrap(text: str) -> Iterator[str]:
    lines = wrap(text, WIDTH, break_words=False) if text else []
    for line in lines:
        # Otherwise groff adds a second space after a sentence that ends its line.
        stop = r"\&" if line is not lines[-1] and _SENTENCE_END.search(line) else ""
        yield _protect_line(line + stop)


def _protect_line(text: str) -> str:
    """Return a text line that is not taken for a request."""
    # A leading apostrophe starts a request too, but `escape` leaves none.
    return rf"\&{text}" if text.startswith(".") else text


def paragraph(text: str) -> list[str]:
    """Return a paragraph of prose."""
    return [".PP", *prose(text)]


def section(title: str, *lines: str) -> list[str]:
    """Return a section with its content, or nothing if it has none."""
    return [f".SH {escape(title)}", *_without_first_paragraph(lines)] if lines else []


def subsection(title: str, *lines: str) -> list[str]:
    """Return a subsection."""
    return [f".SS {escape(title)}", *_without_first_paragraph(lines)]


def _without_first_paragraph(lines: tuple[str, ...]) -> tuple[str, ...]:
    """Return the lines under a title, which starts a paragraph itself."""
    return lines[1:] if lines[:1] == (".PP",) else lines


def heading(title: str) -> list[str]:
    """Return a heading within a subsection."""
    return [".PP", f'.B "{escape(title)}"']


def code(lines: Iterable[str]) -> list[str]:
    """Return lines to type, unchanged."""
    escaped_lines = [_protect_line(escape(line)) or r"\&" for line in lines]
    return [".PP", ".RS 4", ".EX", *escaped_lines, ".EE", ".RE"]


def usage(name: str, pieces: Iterable[str]) -> str:
    """Return one line of a synopsis: the command and its arguments."""
    words = [re.sub(r"[\w|-]+", lambda word: italic(word[0]), piece) for piece in pieces]
    return " ".join((bold(name), *words))


def option(record: str, meaning: str) -> list[str]:
    """Return the names and value of an option or argument, and its meaning."""
    markup, end = "", 0
    for match in _FLAG.finditer(record):
        markup += _option_value(record[end : match.start()]) + bold(match[0])
        end = match.end()
    # A macro argument may be of any length; a line of text may not.
    return [".TP", f'.RI "{markup}{_option_value(record[end:])}"', *prose(meaning)]


def _option_value(text: str) -> str:
    """Return the text between or after the names of an option, with values in italics."""
    words = text.split(" ")
    return " ".join(word if word in ("", "/", ",") else italic(word) for word in words)


def terms(rows: Iterable[tuple[str, str]], *, titles: tuple[str, str] | None = None) -> list[str]:
    """Return a table of terms, with the meanings beside them if there is room."""
    rows = list(rows)
    widest = max(len(term) for term, _ in (*rows, titles or ("", "")))
    begin = f".TP {widest + 2}" if widest <= MAX_TERM_WIDTH else ".TP"
    lines = [begin, f'.I "{escape(titles[0])}"', italic(titles[1])] if titles else []
    for term, meaning in rows:
        lines += [begin, f'.B "{escape(term)}"', *prose(meaning)]
    # A blank line before the rows, but none between them.
    split_at = lines.index(begin, 1) if begin in lines[1:] else len(lines)
    return [*lines[:split_at], ".PD 0", *lines[split_at:], ".PD"]
