"""A case of the corpus: one file, and what a run of it must send and report."""

import csv
import io
from collections.abc import Callable, Iterable, Mapping
from typing import Any, NamedTuple

Content = str | bytes | Callable[[], bytes]


class Case(NamedTuple):
    """One file of the corpus.

    Each text of `rows` says what must be sent for one row of the output: identifiers as
    `email=ada@x.example; name=Ada Byrne; company=X`, where a key after `?` may be left out and
    `*` stands for any text; or the row's status, such as `invalid line 3` (`unsent` is `invalid`
    or `skipped`) with a part of its error. `says` are parts of stderr, each with alternatives
    separated by `|`. `cells` are cells of the output, by row. `raw` are parts of the output file.
    `requests`, if given, are all email addresses that were sent. A file that `may_refuse` may end
    with exit code 2 instead.
    """

    name: str
    content: Content
    rows: tuple[str, ...] = ()
    says: tuple[str, ...] = ()
    options: tuple[str, ...] = ()
    code: int = 0
    command: str = "person"
    file: str = "leads.csv"
    unsaid: tuple[str, ...] = ()
    suppress: tuple[str, ...] = ()
    cells: tuple[Mapping[str, Any], ...] = ()
    raw: tuple[str, ...] = ()
    requests: tuple[str, ...] | None = None
    out: str = "out.jsonl"
    is_confirmed: bool = True
    may_refuse: bool = False

    @property
    def data(self) -> bytes:
        """Return the bytes of the file."""
        if callable(self.content):
            return self.content()
        return self.content if isinstance(self.content, bytes) else self.content.encode()


def person(name: str, content: Content, *rows: str, **expected: Any) -> Case:
    """Return a case of `person bulk`."""
    return Case(name, content, rows, **expected)


def company(name: str, content: Content, *rows: str, **expected: Any) -> Case:
    """Return a case of `company bulk`."""
    return Case(name, content, rows, command="company", **expected)


def refused(name: str, content: Content, *says: str, **expected: Any) -> Case:
    """Return a case that ends with exit code 2 before anything is sent."""
    return Case(name, content, says=says, code=2, **expected)


def lines(*texts: str, end: str = "\n") -> str:
    """Join lines, with an end after each."""
    return "".join(text + end for text in texts)


def export(header: str, *rows: Mapping[str, str], delimiter: str = ",", before: str = "") -> str:
    """Return a whole export: every column of `header`, and rows that fill some of them.

    `header` holds columns separated by commas, on one or several lines.
    """
    columns = [name.strip() for line in header.strip().splitlines()
               for name in next(csv.reader([line.strip().rstrip(",")]))]  # fmt: skip
    return before + table(columns, *([row.get(name, "") for name in columns] for row in rows),
                          delimiter=delimiter, known=columns, used=rows)  # fmt: skip


def table(
    columns: list[str],
    *rows: Iterable[str],
    delimiter: str = ",",
    known: Iterable[str] = (),
    used: Iterable[Mapping[str, str]] = (),
) -> str:
    """Return delimited text. Asserts that the keys of `used` are among `known`."""
    unknown = {key for row in used for key in row} - set(known)
    assert not unknown, unknown
    text = io.StringIO()
    writer = csv.writer(text, delimiter=delimiter, lineterminator="\r\n")
    writer.writerows([columns, *rows])
    return text.getvalue()


def workbook(fill: Callable[[Any], None]) -> Callable[[], bytes]:
    """Return a function that makes an xlsx file; `fill` gets the openpyxl workbook."""

    def make() -> bytes:
        from openpyxl import Workbook

        book = Workbook()
        fill(book)
        stored = io.BytesIO()
        book.save(stored)
        return stored.getvalue()

    return make


def sheet(*rows: Iterable[Any]) -> Callable[[], bytes]:
    """Return a function that makes an xlsx file of one sheet."""

    def fill(book: Any) -> None:
        for row in rows:
            book.active.append(list(row))

    return workbook(fill)
