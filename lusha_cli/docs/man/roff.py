"""The language of manual pages, as far as groff and mandoc agree on it: man(7)."""

import re
import textwrap
import unicodedata
from collections.abc import Iterable, Iterator

# Characters that would be typeset as another, or that begin an escape.
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
# What stands out in prose: commands in backticks, flags, other pages.
_HIGHLIGHTS = re.compile(
    r"`(?P<code>[^`]+)`"
    r"|(?<![\w/=-])(?P<flag>--?[A-Za-z][\w-]*)"
    r"|(?P<page>lusha[\w-]*)(?P<section>\([17]\))"
)
_FLAG = re.compile(r"(?<!\S)--?[A-Za-z][\w-]*")
_SENTENCE_END = re.compile(r"[.?!](\\\(dq|\\\(aq|[)*\]])*$")

# Columns that a page has beside its margin, at the usual 80.
WIDTH = 72
# The longest term that its meaning still stands beside.
MAX_TERM_WIDTH = 40


def escape(text: str) -> str:
    """The text, to come out as it is wherever it stands within a line; in ASCII."""
    return "".join(_ESCAPES.get(letter) or _escape_letter(letter) for letter in text)


def _escape_letter(letter: str) -> str:
    if " " <= letter <= "~":
        return letter
    if unicodedata.category(letter) in ("Cc", "Cs", "Zl", "Zp"):
        return " "
    return rf"\[u{ord(letter):04X}]"


def bold(text: str) -> str:
    """The text in bold."""
    return rf"\fB{escape(text)}\fR"


def italic(text: str) -> str:
    """The text in italics: what is to be replaced."""
    return rf"\fI{escape(text)}\fR"


def prose(text: str) -> Iterator[str]:
    """Text of the help in lines, with what is to be typed in bold."""
    text_so_far, end = "", 0
    for match in _HIGHLIGHTS.finditer(text):
        word = match["code"] or match["flag"] or match["page"]
        text_so_far += escape(text[end : match.start()]) + bold(word) + (match["section"] or "")
        end = match.end()
    yield from _wrap(text_so_far + escape(text[end:]))


def name(title: str, meaning: str) -> list[str]:
    """What a page is called and is about, as `whatis` reads it."""
    return section("NAME", *_wrap(rf"{escape(title)} \- {escape(meaning)}"))


def _wrap(text: str) -> Iterator[str]:
    lines = textwrap.wrap(text, WIDTH, break_long_words=False, break_on_hyphens=False)
    for line in lines:
        # Without it, a sentence that ends with its line would be followed by two blanks.
        stop = r"\&" if line is not lines[-1] and _SENTENCE_END.search(line) else ""
        yield _protect_line(line + stop)


def _protect_line(text: str) -> str:
    """A line of text, which is never taken for a request."""
    return rf"\&{text}" if text.startswith(".") else text


def paragraph(text: str) -> list[str]:
    """A paragraph of prose."""
    return [".PP", *prose(text)]


def section(title: str, *lines: str) -> list[str]:
    """A section and what is in it; none where that is nothing."""
    return [f".SH {escape(title)}", *_without_first_paragraph(lines)] if lines else []


def subsection(title: str, *lines: str) -> list[str]:
    """A part of a section."""
    return [f".SS {escape(title)}", *_without_first_paragraph(lines)]


def _without_first_paragraph(lines: tuple[str, ...]) -> tuple[str, ...]:
    """The lines under a title, which begins a paragraph by itself."""
    return lines[1:] if lines[:1] == (".PP",) else lines


def heading(title: str) -> list[str]:
    """What the next lines are, within a subsection."""
    return [".PP", f'.B "{escape(title)}"']


def code(lines: Iterable[str]) -> list[str]:
    """Lines to type, as they are."""
    escaped_lines = [_protect_line(escape(line)) or r"\&" for line in lines]
    return [".PP", ".RS 4", ".EX", *escaped_lines, ".EE", ".RE"]


def usage(name: str, pieces: Iterable[str]) -> str:
    """A line of a synopsis: the command, and what it takes."""
    words = [re.sub(r"[\w|-]+", lambda word: italic(word[0]), piece) for piece in pieces]
    return " ".join((bold(name), *words))


def option(record: str, meaning: str) -> list[str]:
    """Names and value of an option as its help has them, or an argument, and its meaning."""
    markup, end = "", 0
    for match in _FLAG.finditer(record):
        markup += _option_value(record[end : match.start()]) + bold(match[0])
        end = match.end()
    # As a macro's argument it may be as long as it is; a line of text may not.
    return [".TP", f'.RI "{markup}{_option_value(record[end:])}"', *prose(meaning)]


def _option_value(text: str) -> str:
    """What stands between the names of an option, or after them."""
    words = text.split(" ")
    return " ".join(word if word in ("", "/", ",") else italic(word) for word in words)


def terms(rows: Iterable[tuple[str, str]], *, titles: tuple[str, str] | None = None) -> list[str]:
    """A table: terms and their meanings, which stand beside them where there is room."""
    rows = list(rows)
    widest = max(len(term) for term, _ in (*rows, titles or ("", "")))
    begin = f".TP {widest + 2}" if widest <= MAX_TERM_WIDTH else ".TP"
    lines = [begin, f'.I "{escape(titles[0])}"', italic(titles[1])] if titles else []
    for term, meaning in rows:
        lines += [begin, f'.B "{escape(term)}"', *prose(meaning)]
    # No blank lines between the rows, but one before them.
    split_at = lines.index(begin, 1) if begin in lines[1:] else len(lines)
    return [*lines[:split_at], ".PD 0", *lines[split_at:], ".PD"]
