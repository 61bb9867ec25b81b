"""The zip archive of a workbook: its parts, their references, and their XML."""

import posixpath
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import IO, NamedTuple
from xml.sax.handler import ContentHandler
from xml.sax.xmlreader import AttributesImpl

from lusha_cli.bulk.input.limits import MAX_RATIO, MAX_RECORD_BYTES, MIN_SHEET_BYTES
from lusha_cli.bulk.input.zip_archive import open_archive

_CHUNK_BYTES = 1 << 16
# Sheets have six levels.
_MAX_XML_DEPTH = 64

Attributes = dict[str, str]


class DamagedWorkbook(ValueError):
    """A workbook that can't be read; its message is the reason."""


class Relation(NamedTuple):
    """What a part refers to: the last word of its type, and its path or URL."""

    kind: str
    target: str


class Package:
    """An open workbook. Raises BadZipFile or DamagedWorkbook."""

    def __init__(self, file: IO[bytes]) -> None:
        self._archive = open_archive(file)
        # Some programs write backslashes, or another case than they refer to.
        self._infos = {
            info.filename.replace("\\", "/").lstrip("/").lower(): info
            for info in self._archive.infolist()
        }

    def has(self, part: str) -> bool:
        """Return whether there is a part."""
        return part.lower() in self._infos

    @contextmanager
    def open(self, part: str) -> Iterator[IO[bytes]]:
        """Open a part. Raises DamagedWorkbook if it is missing, or unpacks to far too much."""
        info = self._infos.get(part.lower())
        if info is None:
            raise DamagedWorkbook(f"{part} is missing")
        packed = max(1, info.compress_size)
        if info.file_size > MIN_SHEET_BYTES and info.file_size > packed * MAX_RATIO:
            raise DamagedWorkbook(
                f"{part} unpacks to {info.file_size >> 20:,} MB, {info.file_size // packed} times "
                "its size"
            )
        with self._archive.open(info) as stream:
            yield stream

    def relations(self, part: str) -> dict[str, Relation]:
        """Return the references of a part, by id. The part "" is the workbook as a whole."""
        folder, name = posixpath.split(part)
        file = posixpath.join(folder, "_rels", f"{name}.rels")
        relations: dict[str, Relation] = {}

        def read(element: str, attributes: Attributes) -> None:
            if element == "Relationship":
                kind = posixpath.basename(attributes.get("Type", ""))
                target = attributes.get("Target", "")
                if attributes.get("TargetMode") != "External":
                    target = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
                relations[attributes.get("Id", "")] = Relation(kind, target)

        if self.has(file):
            self.read_elements(file, read)
        return relations

    def read_elements(self, part: str, read: Callable[[str, Attributes], None]) -> None:
        """Call `read` with the name and the attributes of every element of a part."""
        with self.open(part) as stream:
            for _ in parse_xml(stream, _ElementHandler(read)):
                pass


class XmlHandler(ContentHandler):
    """Receives the elements of a part, with names and attributes without their prefix."""

    def __init__(self) -> None:
        super().__init__()
        self._depth = 0

    def startElement(self, name: str, attrs: AttributesImpl) -> None:  # noqa: N802
        """Call `start`. Raises DamagedWorkbook for XML that is nested without end."""
        self._depth += 1
        if self._depth > _MAX_XML_DEPTH:
            raise DamagedWorkbook("its XML is nested too deeply")
        self.start(name.rpartition(":")[2], attrs)

    def endElement(self, name: str) -> None:  # noqa: N802
        """Call `end`."""
        self._depth -= 1
        self.end(name.rpartition(":")[2])

    def start(self, element: str, attributes: AttributesImpl) -> None:
        """Handle the start of an element."""

    def end(self, element: str) -> None:
        """Handle the end of an element."""


class _ElementHandler(XmlHandler):
    def __init__(self, read: Callable[[str, Attributes], None]) -> None:
        super().__init__()
        self._read = read

    def start(self, element: str, attributes: AttributesImpl) -> None:
        names = attributes.getNames()
        self._read(element, {name.rpartition(":")[2]: attributes[name] for name in names})


def parse_xml(stream: IO[bytes], handler: XmlHandler) -> Iterator[None]:
    """Parse a part chunk by chunk. Raises DamagedWorkbook for a tag or a text without end.

    defusedxml raises ValueError for a document type, whose entities could grow without end.
    """
    from defusedxml.expatreader import DefusedExpatParser

    parser = DefusedExpatParser(namespaceHandling=0, forbid_dtd=True)
    parser.setContentHandler(handler)
    # The parser keeps an unfinished tag in memory.
    unfinished = 0
    while chunk := stream.read(_CHUNK_BYTES):
        end = chunk.rfind(b">")
        unfinished = unfinished + len(chunk) if end < 0 else len(chunk) - end - 1
        if unfinished > MAX_RECORD_BYTES:
            raise DamagedWorkbook(f"a cell is longer than {MAX_RECORD_BYTES >> 20} MB")
        parser.feed(chunk)
        yield
    parser.close()
    yield
