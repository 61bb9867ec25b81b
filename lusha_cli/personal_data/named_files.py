"""Files that a user wrote: they can be searched for a person, but only the user can edit them."""

import re
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path

from lusha_cli.bulk.input.headings import read_heading
from lusha_cli.bulk.input.parquet_rows import is_parquet, read_parquet_rows
from lusha_cli.bulk.input.readers import open_input
from lusha_cli.json_text import dump_json
from lusha_cli.json_types import Json
from lusha_cli.personal_data.store import Finding
from lusha_cli.privacy.identity import PersonIdentity

_NUMBER = re.compile(r"[0-9]+(\.0)?")
_PROFILE_NAME = re.compile(r"@?/?(?:in/)?(?P<name>[\w%-]+)/?")
_NOT_DIGITS = bytes(set(range(256)) - set(b"0123456789"))
_BATCH_SIZE = 200
_VALUES = re.compile(r"[;,|/\n]")
# A shorter number without its country code may be that of somebody in another country.
_MIN_NATIONAL_DIGITS = 9


class NamedFile:
    """A file in a format that bulk commands read, or Parquet."""

    def __init__(self, name: str) -> None:
        self.name = name

    def find(self, identity: PersonIdentity) -> Iterator[Finding]:
        """Yield the rows that name a person. Raises LushaError for a file that can't be read."""
        # Unlike a run, a search needs no rows.
        if not Path(self.name).stat().st_size:
            return
        if is_parquet(Path(self.name)):
            yield from self._find_in(read_parquet_rows(Path(self.name)), identity)
            return
        with open_input(self.name) as input_:
            yield from self._find_in((row.cells for row in input_.rows), identity)

    def _find_in(
        self, rows: Iterable[dict[str, Json]], identity: PersonIdentity
    ) -> Iterator[Finding]:
        phones = [each.partition(":+")[2] for each in identity if each.startswith("phone:")]
        numbers = [phone[-_MIN_NATIONAL_DIGITS:].encode() for phone in phones]
        number, rows = 0, iter(rows)
        while batch := list(islice(rows, _BATCH_SIZE)):
            # Most rows are about others, and this is much faster than parsing them.
            if _may_be_in(batch, identity, numbers):
                for index, cells in enumerate(batch, number + 1):
                    if any(_names(identity, phones, *cell) for cell in cells.items()):
                        # Its other identifiers may be those of somebody else, such as an assistant.
                        yield Finding(self.name, f"row {index}", cells)
            number += len(batch)


def _may_be_in(
    rows: Iterable[dict[str, Json]], identity: PersonIdentity, numbers: list[bytes]
) -> bool:
    """Return whether rows may name a person. `numbers` are the ends of their phones."""
    cells = (_text_of(cell) for row in rows for cell in row.values())
    text = "\n".join(cells).encode("utf-8", "replace")
    if identity.may_be_in(text):
        return True
    digits = text.translate(None, _NOT_DIGITS)
    return any(number in digits for number in numbers)


def _text_of(cell: Json) -> str:
    return cell if isinstance(cell, str) else dump_json(cell, ensure_ascii=False)


def _names(identity: PersonIdentity, phones: list[str], column: str, cell: Json) -> bool:
    """Return whether a cell names a person, by what its column contains."""
    if cell is None or cell == "":
        return False
    text = _text_of(cell).strip()
    heading = read_heading(column)
    is_phone = heading.meaning == "phone" or "phone" in heading.words
    if is_phone and _has_phone(text, phones):
        return True
    if (is_phone or heading.meaning.endswith("attribute")) and _NUMBER.fullmatch(text):
        # A revenue isn't the id of a person.
        return False
    if heading.meaning in ("linkedin_url", "profile_url"):
        # Some exports have the last part of the URL alone.
        match = _PROFILE_NAME.fullmatch(text)
        text = f"https://www.linkedin.com/in/{match['name']}" if match else text
    return identity.is_in_text(text)


def _has_phone(text: str, phones: list[str]) -> bool:
    """Return whether a cell has one of some numbers, with or without its country code."""
    for value in _VALUES.split(text):
        digits = re.sub("[^0-9]", "", value.removesuffix(".0")).lstrip("0")
        is_national = len(digits) >= _MIN_NATIONAL_DIGITS
        if digits and any(digits == p or (is_national and p.endswith(digits)) for p in phones):
            return True
    return False
