"""Write workbooks part by part, also ones that no program would write."""

import zipfile
from collections.abc import Iterable
from pathlib import Path

Part = str | bytes | Iterable[bytes]

WORKBOOK = (
    '<workbook xmlns:r="r"><sheets><sheet name="A" sheetId="1" r:id="r1"/></sheets></workbook>'
)
_PARTS: dict[str, Part] = {
    "[Content_Types].xml": "<Types/>",
    "_rels/.rels": '<Relationships><Relationship Id="r1" Type="x/officeDocument" '
    'Target="xl/workbook.xml"/></Relationships>',
    "xl/workbook.xml": WORKBOOK,
    "xl/_rels/workbook.xml.rels": "<Relationships>"
    '<Relationship Id="r1" Type="x/worksheet" Target="worksheets/sheet1.xml"/>'
    '<Relationship Id="r2" Type="x/sharedStrings" Target="sharedStrings.xml"/>'
    '<Relationship Id="r3" Type="x/styles" Target="styles.xml"/></Relationships>',
}


def write_parts(path: Path, parts: dict[str, Part]) -> str:
    """Write a workbook with these parts besides the usual ones, and return its path."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in {**_PARTS, **parts}.items():
            with archive.open(name, "w", force_zip64=True) as file:
                chunks = [content] if isinstance(content, (str, bytes)) else content
                for chunk in chunks:
                    file.write(chunk.encode() if isinstance(chunk, str) else chunk)
    return str(path)


def text_cell(reference: str, text: str) -> str:
    return f'<c r="{reference}" t="inlineStr"><is><t>{text}</t></is></c>'


def sheet(*rows: str, before: str = "", after: str = "") -> str:
    """Return the XML of a sheet: its rows, and what stands before and after them."""
    return f"<worksheet>{before}<sheetData>{''.join(rows)}</sheetData>{after}</worksheet>"


def row(number: int, *texts: str, attributes: str = "") -> str:
    """Return the XML of a row of texts."""
    cells = "".join(text_cell(f"{chr(65 + n)}{number}", text) for n, text in enumerate(texts))
    return f'<row r="{number}"{attributes}>{cells}</row>'


def write_sheet(path: Path, content: Part, **parts: Part) -> str:
    """Write a workbook of one sheet; `parts` are other parts of `xl`, such as `styles`."""
    others = {f"xl/{name}.xml": part for name, part in parts.items()}
    return write_parts(path, {"xl/worksheets/sheet1.xml": content, **others})
