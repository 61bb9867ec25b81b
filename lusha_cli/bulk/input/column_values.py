"""Recognize the values of a column, whatever its heading."""

import re
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from lusha_cli.bulk.input.cells import find_emails, read_cell
from lusha_cli.json_types import Json
from lusha_cli.parsing.identifiers import InvalidValue, normalize_phone
from lusha_cli.parsing.linkedin import classify_url

EMAIL = "email"
LINKEDIN = "linkedin_url"
DOMAIN = "domain"
PHONE = "phone"
COMPANY_PAGE = "company_page"
SOCIAL = "social"
TEXT = "text"
# Values that neither identify nor describe anybody.
BOOLEAN = "boolean"
NUMBER = "number"
DATE = "date"
CODE = "code"
SALUTATION = "salutation"

# A column is what three in five of its cells are: below that, it is rather notes that contain some.
MOSTLY = 0.6

_URL_KINDS = {
    "profile": LINKEDIN,
    "company_page": COMPANY_PAGE,
    "social": SOCIAL,
    "website": DOMAIN,
}
_BOOLEANS = frozenset(
    "yes no true false y n j x on off ja nein oui non si sí sì não sim nee да нет はい いいえ "
    "是 否 ✓ ✔ ✗ ✘ ☑ ☐ checked unchecked wahr falsch vrai faux verdadero falso vero".split()
)
_SALUTATIONS = frozenset(
    "mr mrs ms miss mx dr prof herr frau hr fr m mme mlle sr sra srta dra don doña sig signor "
    "signora sigra dott dottssa ing dipl-ing dhr mevr mw mevrouw sir madam rev hon 様 さん "
    "heer professor doctor doktor господин госпожа".split()
)
_NUMBER = re.compile(r"[-+]?[\d\s.,'%$€£]*\d[\d\s.,'%$€£]*")
_DATE = re.compile(r"(\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4})([T\s,].*)?")
_CODE = re.compile(r"(?=\S*\d)[A-Za-z0-9_\-:{}]{2,}")
_PHONE = re.compile(r"(?:tel:)?[+(\d][\d\s().\-/+]{6,}(?:\s*(?:x|ext\.?)\s*\d+)?", re.IGNORECASE)
_WORDS = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)?")
# The share of a cell that its addresses fill, as in `Ada Byrne <ada@firm.example>`.
_MIN_EMAIL_SHARE = 0.3


class ColumnValues(NamedTuple):
    """What the sampled cells of a column hold.

    `texts` are the cells in the order of the rows, "" for one that is empty or a placeholder.
    `counts` counts the filled ones by kind, and `distinct` those that differ.
    """

    texts: tuple[str, ...]
    counts: Counter[str]
    distinct: int

    @property
    def filled(self) -> int:
        """Return the number of filled cells."""
        return self.counts.total()

    def share(self, *kinds: str) -> float:
        """Return the share of the filled cells that are of these kinds."""
        return sum(self.counts[kind] for kind in kinds) / self.filled if self.filled else 0.0

    @property
    def main_kind(self) -> str | None:
        """Return the kind of most cells, or None if no kind has three in five."""
        kind, _ = next(iter(self.counts.most_common(1)), ("", 0))
        return kind if kind and self.share(kind) >= MOSTLY else None

    @property
    def is_repetitive(self) -> bool:
        """Return whether few values fill many rows, as the names of one's own team do."""
        return self.filled >= 4 and self.distinct * 2 <= self.filled

    def contradicts(self, *expected: str) -> bool:
        """Return whether the cells are of other kinds than those that a heading promises.

        Cells of text don't contradict it: they may be misspelled.
        """
        return bool(self.filled) and not self.share(*expected, TEXT)

    def are_words(self) -> bool:
        """Return whether the cells may be names or titles; an empty column may be."""
        return not self.filled or self.share(TEXT) > 0.5


def sample_values(cells: Sequence[Json]) -> ColumnValues:
    """Return the values in the sampled cells of a column."""
    texts = tuple(read_cell(cell).text for cell in cells)
    distinct = Counter(filter(None, texts))
    counts: Counter[str] = Counter()
    for text, number in distinct.items():
        counts[cell_kind(text)] += number
    return ColumnValues(texts, counts, len({text.casefold() for text in distinct}))


def value_kind(text: str) -> str | None:
    """Return the kind of a cell: `email`, `linkedin_url`, `domain` or `phone`, or None."""
    kind = cell_kind(text)
    return kind if kind in (EMAIL, LINKEDIN, DOMAIN, PHONE) else None


def cell_kind(text: str) -> str:
    """Return the kind of a cell; `text` if it may be a name, a title or a note."""
    text = text.strip()
    if emails := find_emails(text):
        is_email = sum(map(len, emails)) >= _MIN_EMAIL_SHARE * len(text)
        return EMAIL if is_email else TEXT
    if "." in text and (kind := classify_url(text)) and not _looks_like_number(text):
        return _URL_KINDS[kind]
    if text[:1].isalpha() or not text.isascii():
        return _word_kind(text)
    return _digits_kind(text)


def _looks_like_number(text: str) -> bool:
    return _NUMBER.fullmatch(text) is not None or _DATE.fullmatch(text) is not None


def _word_kind(text: str) -> str:
    folded = text.casefold().rstrip(".")
    if folded in _BOOLEANS:
        return BOOLEAN
    words = [word for word in re.split(r"[\s./]+", folded) if word]
    if words and all(word in _SALUTATIONS for word in words):
        return SALUTATION
    if _PHONE.fullmatch(text):
        return PHONE
    has_words = _WORDS.search(text)
    # A product key or an object id; names such as `3M` or `Studio54` are short.
    is_code = len(text) >= 8 and _CODE.fullmatch(text) and sum(map(str.isdigit, text)) >= 3
    return CODE if is_code or not has_words else TEXT


def _digits_kind(text: str) -> str:
    if _DATE.fullmatch(text):
        return DATE
    digits = sum(map(str.isdigit, text))
    if _PHONE.fullmatch(text) and (
        text[0] in "+(" or (digits >= 7 and re.search(r"\d[ \-./]", text))
    ):
        return PHONE if digits >= 7 else NUMBER
    if _is_phone(text):
        return PHONE
    if _NUMBER.fullmatch(text):
        return NUMBER
    return _word_kind(text)


def _is_phone(text: str) -> bool:
    try:
        normalize_phone(text)
    except InvalidValue:
        return False
    return True
