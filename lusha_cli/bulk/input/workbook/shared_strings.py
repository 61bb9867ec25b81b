"""The texts of a workbook, which its cells refer to by number."""

import re
import tempfile
from array import array
from collections.abc import Callable
from typing import IO
from xml.sax.xmlreader import AttributesImpl

from lusha_cli.bulk.input.limits import MAX_RECORD_BYTES
from lusha_cli.bulk.input.workbook.package import (
    DamagedWorkbook,
    Package,
    XmlHandler,
    parse_xml,
)

# The rest is stored in a file. A text takes about this many bytes besides its characters.
_MAX_MEMORY_BYTES = 48 << 20
_TEXT_BYTES = 60
# Excel writes control characters like this: _x000D_ is a carriage return.
_ESCAPED = re.compile(r"_x(00[01][0-9A-Fa-f]|005[Ff])_")


def unescape(text: str) -> str:
    """Return a text of a workbook with its control characters."""
    if "_x" not in text:
        return text
    return _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text)


class SharedStrings:
    """The texts by number: the first ones in memory, the others in a temporary file."""

    def __init__(self) -> None:
        self._texts: list[str] = []
        self._memory_bytes = 0
        self._ends = array("Q", [0])
        self._file: IO[bytes] | None = None

    def add(self, text: str) -> None:
        """Add the next text."""
        self._memory_bytes += len(text) + _TEXT_BYTES
        if self._memory_bytes <= _MAX_MEMORY_BYTES:
            self._texts.append(text)
            return
        if self._file is None:
            self._file = tempfile.TemporaryFile()  # noqa: SIM115 - closed by `close`
        self._ends.append(self._ends[-1] + self._file.write(text.encode("utf-8", "surrogatepass")))

    def __getitem__(self, number: int) -> str:
        """Return a text. Raises DamagedWorkbook for a number without one."""
        if 0 <= number < len(self._texts):
            return self._texts[number]
        position = number - len(self._texts)
        if number < 0 or position >= len(self._ends) - 1 or self._file is None:
            raise DamagedWorkbook(f"the text number {number} is missing")
        start, end = self._ends[position], self._ends[position + 1]
        self._file.seek(start)
        return self._file.read(end - start).decode("utf-8", "surrogatepass")

    def close(self) -> None:
        """Delete the file."""
        if self._file is not None:
            self._file.close()


def read_shared_strings(package: Package, part: str | None) -> SharedStrings:
    """Return the texts in a part, or none without it."""
    strings = SharedStrings()
    if part is not None and package.has(part):
        with package.open(part) as stream:
            for _ in parse_xml(stream, _StringsHandler(strings.add)):
                pass
    return strings


class TextReader:
    """Joins the pieces of a rich text, without its phonetic readings."""

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._length = 0
        self._is_phonetic = self._is_open = False

    def start(self, element: str) -> None:
        """Handle the start of an element inside a text."""
        if element == "rPh":
            self._is_phonetic = True
        self._is_open = element == "t" and not self._is_phonetic

    def end(self, element: str) -> None:
        """Handle the end of an element inside a text."""
        if element == "rPh":
            self._is_phonetic = False
        self._is_open = False

    def add(self, content: str) -> None:
        """Add a piece. Raises DamagedWorkbook for a text without end."""
        if self._is_open:
            self._pieces.append(content)
            self._length += len(content)
            if self._length > MAX_RECORD_BYTES:
                raise DamagedWorkbook(f"a cell is longer than {MAX_RECORD_BYTES >> 20} MB")

    def take(self) -> str:
        """Return the text, and begin the next one."""
        text = unescape("".join(self._pieces))
        self._pieces, self._length = [], 0
        return text


class _StringsHandler(XmlHandler):
    def __init__(self, add: Callable[[str], None]) -> None:
        super().__init__()
        self._add = add
        self._text = TextReader()
        self.characters = self._text.add  # type: ignore[method-assign]

    def start(self, element: str, attributes: AttributesImpl) -> None:  # noqa: ARG002
        self._text.start(element)

    def end(self, element: str) -> None:
        self._text.end(element)
        if element == "si":
            self._add(self._text.take())
