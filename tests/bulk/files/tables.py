"""Draw tables of people or companies, and write them as many programs do."""

from collections.abc import Callable
from typing import NamedTuple

from hypothesis import strategies as st

# Every text but NUL, half surrogate pairs, and the end-of-file mark, which may end a file.
_TEXT = st.characters(exclude_characters="\0\x1a", exclude_categories=["Cs"])
_PREAMBLE = ("", "   ", "# exported on Monday", "Leads of March", "Report: open leads (2 pages)",
             "{d}{d}{d}", "Leads of March{d}{d}", '"A note{d} over',)  # fmt: skip
# Encodings that are recognized, and others, which are named.
_RECOGNIZED = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32")
_NAMED = ("cp1252", "cp1250", "cp1251", "shift_jis", "mac_roman", "gb18030")


class Table(NamedTuple):
    """A table; `command` is `person` or `company`."""

    command: str
    columns: list[str]
    rows: list[list[str]]

    @property
    def own(self) -> list[str]:
        """Return the columns that identify nobody."""
        return [column for column in self.columns if column.startswith("Own ")]


class Writing(NamedTuple):
    """How a table is written."""

    encoding: str
    delimiter: str
    end: str
    quotes_all: bool
    space: str
    preamble: tuple[str, ...]
    ends_last_line: bool

    def write(self, table: Table) -> bytes:
        """Return the table as a file."""
        before = [line.replace("{d}", self.delimiter) for line in self.preamble]
        # A note over two lines is one cell.
        before = [f'{line}\ntwo lines"' if line.startswith('"') else line for line in before]
        records = [(self.delimiter + self.space).join(map(self._cell, row))
                   for row in [table.columns, *table.rows]]  # fmt: skip
        text = self.end.join([*before, *records]) + self.end * self.ends_last_line
        return text.encode(self.encoding)

    def _cell(self, cell: str) -> str:
        special = {self.delimiter, '"', "\r", "\n"}
        if self.quotes_all or special & set(cell):
            return '"' + cell.replace('"', '""') + '"'
        return cell

    @property
    def options(self) -> tuple[str, ...]:
        """Return the options that the file needs."""
        return () if self.encoding in _RECOGNIZED else ("--encoding", self.encoding)


PLAIN = Writing("utf-8", ",", "\n", quotes_all=False, space="", preamble=(), ends_last_line=True)

_word = st.sampled_from("Ada Byrne Lin Wei Max Mill Engines Boats".split())
_people = {
    "Email": st.integers(1, 99).map("p{}@engines.example".format),
    "First Name": _word,
    "Last Name": _word,
    "Company": _word,
    "LinkedIn URL": st.integers(1, 99).map("https://www.linkedin.com/in/p-{}".format),
}
_companies = {"Company Name": _word, "Website": st.integers(1, 99).map("c{}.example".format)}


@st.composite
def tables(draw: st.DrawFn, encoding: str) -> Table:
    """Draw a table whose own columns hold any text of an encoding."""
    command = draw(st.sampled_from(["person", "company"]))
    fields = _people if command == "person" else _companies
    # The first field identifies somebody in every row.
    names = [next(iter(fields)), *draw(st.sets(st.sampled_from(list(fields)[1:])))]
    own = [f"Own {number}" for number in range(draw(st.integers(0, 3)))]
    columns = draw(st.permutations([*names, *own]))
    is_encodable = _can_hold(encoding)
    cells = st.text(_TEXT.filter(is_encodable), max_size=12).filter(is_encodable)
    rows = [[draw(fields.get(name, cells)) for name in columns]
            for _ in range(draw(st.integers(1, 4)))]  # fmt: skip
    return Table(command, list(columns), rows)


@st.composite
def writings(draw: st.DrawFn) -> Writing:
    """Draw a way to write a table."""
    preamble = draw(st.lists(st.sampled_from(_PREAMBLE), max_size=3))
    delimiter = draw(st.sampled_from(",;\t|"))
    is_declared = draw(st.booleans())
    quotes_all = draw(st.booleans())
    return Writing(
        encoding=draw(st.sampled_from(_RECOGNIZED + _NAMED)),
        delimiter=delimiter,
        end=draw(st.sampled_from(["\n", "\r\n", "\r"])),
        quotes_all=quotes_all,
        # Only before a quote is a space not a part of the cell.
        space=draw(st.sampled_from(["", " "])) if quotes_all else "",
        preamble=(*([f"sep={delimiter}"] if is_declared else []), *preamble),
        ends_last_line=draw(st.booleans()),
    )


def _can_hold(encoding: str) -> Callable[[str], bool]:
    def is_encodable(text: str) -> bool:
        try:
            return text.encode(encoding).decode(encoding) == text
        except UnicodeError:
            return False

    return is_encodable
