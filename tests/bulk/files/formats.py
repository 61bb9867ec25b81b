"""Cases: workbooks, standard input, lists, and numbers."""

import gzip
import json
from collections.abc import Callable
from datetime import date
from typing import Any

from tests.bulk.files.case import company, lines, person, refused, sheet, workbook

ADA, LIN, MAX = "ada@engines.example", "lin@boats.example", "max@mills.example"
HEAD = ["Name", "Email"]
TWO = (["Ada Byrne", ADA], ["Lin Wei", LIN])
SENT = (f"email={ADA}; ?name=*", f"email={LIN}; ?name=*")
XLSX = "leads.xlsx"


def _fill(target: Any, *rows: list[Any]) -> None:
    for row in rows:
        target.append(row)


def _hidden_first(state: str) -> Callable[[], bytes]:
    def fill(book: Any) -> None:
        book.active.title = "Lookups"
        book.active.sheet_state = state
        _fill(book.active, HEAD, ["Rae Rep", "rae@ours.example"])
        _fill(book.create_sheet("Leads"), HEAD, *TWO)
        _fill(book.create_sheet("Old leads"), HEAD, ["Max", MAX])

    return workbook(fill)


def _several(book: Any) -> None:
    book.active.title = "Cover"
    _fill(book.active, ["Leads of March"], ["by Rae Rep"])
    _fill(book.create_sheet("Leads"), HEAD, *TWO)


def _hidden_rows(book: Any) -> None:
    _fill(book.active, HEAD, *TWO, ["Max", MAX])
    book.active.row_dimensions[3].hidden = True


def _merged(book: Any) -> None:
    _fill(book.active, ["Company", "First Name", "Last Name"], ["Engines", "Ada", "Byrne"],
          [None, "Max", "Mill"], ["Boats", "Lin", "Wei"], [None, "Bo", "Li"])  # fmt: skip
    book.active.merge_cells("A2:A3")
    book.active.merge_cells("A4:A5")


def _merged_title(book: Any) -> None:
    _fill(book.active, ["Leads of March", None], [], HEAD, *TWO)
    book.active.merge_cells("A1:B1")


def _shown(book: Any) -> None:
    _fill(book.active, ["Email", "Met", "Share", "Zip", "Size", "Active"],
          [ADA, date(2026, 3, 1), 0.5, 42, 1200.0, True])  # fmt: skip
    book.active["B2"].number_format = "dd/mm/yyyy"
    book.active["C2"].number_format = "0%"
    book.active["D2"].number_format = "00000"


def _stray(book: Any) -> None:
    _fill(book.active, HEAD, [*TWO[0], "call her"], TWO[1])


def _errors(book: Any) -> None:
    _fill(book.active, HEAD, ["Ada", ADA], [None, "#N/A"])
    book.active["B3"].data_type = "e"


WORKBOOKS = (
    person("plain workbook", sheet(HEAD, *TWO), *SENT, file=XLSX, says=("Sheet",)),
    person("hidden sheet first", _hidden_first("hidden"), *SENT, file=XLSX,
           says=("Leads", "Old leads", "--sheet|sheets")),
    person("very hidden sheet first", _hidden_first("veryHidden"), *SENT, file=XLSX, says=("Old leads",)),
    person("--sheet", _hidden_first("hidden"), f"email={MAX}; ?name=*", file=XLSX,
           options=("--sheet", "Old leads")),
    refused("--sheet that doesn't exist", _hidden_first("hidden"), "Leads", "Old leads",
            file=XLSX, options=("--sheet", "Leeds")),
    refused("cover sheet first", workbook(_several), "Leads", "--sheet", file=XLSX),
    person("hidden rows", workbook(_hidden_rows), *SENT, f"email={MAX}; ?name=*", file=XLSX,
           says=("1 hidden row|hidden rows: 1|1 row is hidden|1 of the rows is hidden",)),
    person("merged companies", workbook(_merged), "name=Ada Byrne; company=Engines",
           "name=Max Mill; company=Engines", "name=Lin Wei; company=Boats", "name=Bo Li; company=Boats",
           file=XLSX),
    person("merged title", workbook(_merged_title), *SENT, file=XLSX),
    person("title, blank row, notes", sheet(["Leads"], [], ["as of", "March"], HEAD, *TWO), *SENT, file=XLSX),
    person("--header-row of a workbook", sheet(["Email", "Name"], ["x", "y"], HEAD, *TWO), *SENT, file=XLSX,
           options=("--header-row", "3")),
    refused("a workbook without a header", sheet(*TWO, ["Max", MAX]), "--no-header", file=XLSX),
    person("a workbook with --no-header", sheet([ADA], [LIN]), f"email={ADA}", f"email={LIN}", file=XLSX,
           options=("--no-header",)),
    refused("a mapped column of formulas without values", sheet(HEAD, ["Ada", '=LOWER("ADA")&"@engines.example"'],
            ["Lin", LIN]), "formula", "B2|Email", file=XLSX),
    person("an own column of formulas without values", sheet([*HEAD, "Sum"], [*TWO[0], "=1+1"], [*TWO[1], 3]),
           *SENT, file=XLSX, says=("formula", "Sum|C2")),
    person("dates and numbers as shown", workbook(_shown), f"email={ADA}", file=XLSX,
           cells=({"Met": "2026-03-01", "Share": "50%", "Zip": "00042", "Size": "1200"},)),
    person("stray cells", workbook(_stray), *SENT, file=XLSX, raw=("call her",)),
    person("error values of a workbook", workbook(_errors), f"email={ADA}; ?name=*", "skipped placeholder",
           file=XLSX),
    person("empty rows and columns around", sheet([], [None, *HEAD], [None, *TWO[0]], [], [None, *TWO[1]], []),
           *SENT, file=XLSX),
    person("duplicate headings of a workbook", sheet(["Note", "Email", "Note"], ["a", ADA, "b"]),
           f"email={ADA}", file=XLSX, cells=({"Note": "a"},)),
    company("companies of a workbook", sheet(["Account", "Web"], ["Engines", "www.engines.example"]),
            "company=Engines; domain=engines.example", file=XLSX),
)  # fmt: skip

_RECORDS: list[dict[str, Any]] = [
    {"name": "Ada Byrne", "email": ADA},
    {"name": "Lin Wei", "email": LIN},
]
STDIN = (
    person("csv on stdin", lines("Name,Email", f"Ada Byrne,{ADA}", f"Lin Wei,{LIN}"), *SENT, file="-"),
    person("semicolons on stdin", lines("Name;Email", f"Byrne, A;{ADA}", f"Wei, L;{LIN}"), *SENT, file="-"),
    person("tsv on stdin", lines("Name\tEmail", f"Ada Byrne\t{ADA}", f"Lin Wei\t{LIN}"), *SENT, file="-"),
    person("jsonl on stdin", lines(*map(json.dumps, _RECORDS)), *SENT, file="-"),
    person("json on stdin", json.dumps(_RECORDS, indent=1), *SENT, file="-"),
    person("emails on stdin", lines(ADA, LIN, MAX), f"email={ADA}", f"email={LIN}", f"email={MAX}", file="-"),
    person("one email on stdin without a line end", ADA, f"email={ADA}", file="-"),
    person("emails on stdin, from Windows, with blanks", lines("", f"  {ADA}", "", f"{LIN} ", "", end="\r\n"),
           f"email={ADA}", f"email={LIN}", file="-"),
    person("links on stdin", lines("https://www.linkedin.com/in/ada-byrne", "linkedin.com/in/lin-wei?x=1"),
           "linkedin=https://www.linkedin.com/in/ada-byrne", "linkedin=https://www.linkedin.com/in/lin-wei",
           file="-"),
    person("emails and links on stdin", lines(ADA, "linkedin.com/in/lin-wei"), f"email={ADA}",
           "linkedin=https://www.linkedin.com/in/lin-wei", file="-"),
    person("names and addresses on stdin", lines(f"Ada Byrne <{ADA}>", f"Lin Wei <{LIN}>"), *SENT, file="-"),
    company("domains on stdin", lines("engines.example", "https://www.boats.example/a"),
            "domain=engines.example", "domain=boats.example", file="-"),
    person("one column with a header on stdin", lines("Email", ADA, LIN), f"email={ADA}", f"email={LIN}", file="-"),
    person("UTF-16 on stdin", lines("Name,Email", f"Zoë,{ADA}").encode("utf-16"), f"email={ADA}; ?name=Zoë", file="-"),
    person("gzip on stdin", gzip.compress(lines("Name,Email", f"Ada,{ADA}").encode()), f"email={ADA}; ?name=Ada",
           file="-"),
    refused("empty stdin", b"", "empty", file="-"),
    refused("prose on stdin", lines("Dear Ada,", "thank you for your letter.", "Yours, Lin"), "input|column|header",
            file="-"),
)  # fmt: skip
LISTS = (
    person("emails in a .txt", lines(ADA, LIN), f"email={ADA}", f"email={LIN}", file="leads.txt"),
    company("domains in a .txt", lines("engines.example", "", "boats.example"), "domain=engines.example",
            "domain=boats.example", file="accounts.txt"),
    person("links in a .txt", lines("linkedin.com/in/ada-byrne", "linkedin.com/in/lin-wei"),
           "linkedin=https://www.linkedin.com/in/ada-byrne", "linkedin=https://www.linkedin.com/in/lin-wei",
           file="links.txt"),
    person("csv in a .txt", lines("Name,Email", f"Ada Byrne,{ADA}", f"Lin Wei,{LIN}"), *SENT, file="leads.txt"),
    person("tabs in a .txt", lines("Name\tEmail", f"Ada Byrne\t{ADA}", f"Lin Wei\t{LIN}"), *SENT, file="leads.txt"),
    person("a file without an ending", lines("Name,Email", f"Ada Byrne,{ADA}", f"Lin Wei,{LIN}"), *SENT, file="leads"),
)  # fmt: skip

_NUMBERS = (
    '{"email": "ada@engines.example", "score": 1e400, "big": 12345678901234567890123, "price": 1.10, '
    '"tiny": -1E-400, "many": 0.1000000000000000055511151231257827, "list": [1e400, 2.50]}\n'
)
_KEPT = (
    "1e400",
    "12345678901234567890123",
    "1.10",
    "-1E-400",
    "0.1000000000000000055511151231257827",
    "2.50",
)
_CELLS = '00123,1E5,+1,TRUE, x ,"a ""b"" c","line\nend",=1+1,0x1F,1.10,,ñ,\u200b'
NUMBERS = (
    *(
        person(f"numbers of JSON lines in {out}", _NUMBERS, *((f"email={ADA}",) if out.endswith("l") else ()),
               file="leads.jsonl", out=out, raw=_KEPT)
        for out in ("out.jsonl", "out.json", "out.csv", "out.tsv")
    ),
    person("numbers of a JSON array", f"[{_NUMBERS.strip()}]", file="leads.json", out="out.json", raw=_KEPT),
    person("a number too large as an id", '{"person_id": 1e400, "email": "ada@engines.example"}\n', f"email={ADA}",
           file="leads.jsonl"),
    person("cells of csv, unchanged", lines("email,a,b,c,d,e,f,g,h,i,j,k,l,m", f"{ADA},{_CELLS}"),
           out="out.csv", raw=(f"{ADA},{_CELLS},",)),
    person("cells of csv in JSON lines", lines("email,a,b,c,d,e", f"{ADA},00123,1E5,+1,TRUE, x "), f"email={ADA}",
           cells=({"a": "00123", "b": "1E5", "c": "+1", "d": "TRUE", "e": " x "},)),
    person("spaces and invisible marks around own cells", lines("email,a", f"\u200b{ADA},\u00a0x\u200b"),
           f"email={ADA}", cells=({"email": f"\u200b{ADA}", "a": "\u00a0x\u200b"},)),
)  # fmt: skip

CASES = (*WORKBOOKS, *STDIN, *LISTS, *NUMBERS)
