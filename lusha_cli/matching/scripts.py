"""Letters of names in plain ASCII: without case and accents, from Latin, Cyrillic and Greek."""

import re
import unicodedata
from functools import lru_cache

# Latin letters that Unicode doesn't decompose.
_LATIN = dict(zip("øđðħıłŋþŧ", "o d d h i l n th t".split(), strict=True)) | {
    "æ": "ae", "œ": "oe", "ß": "ss",
}  # fmt: skip
_CYRILLIC = dict(
    zip(
        "абвгдежзиклмнопрстуфхцчшщыэюяіґєђјљњћџѕ",
        "a b v g d e zh z i k l m n o p r s t u f kh ts ch sh shch y e yu ya "
        "i g e dj j lj nj c dz dz".split(),
        strict=True,
    )
) | {"ъ": "", "ь": ""}  # fmt: skip
_GREEK = dict(
    zip(
        "αβγδεζηθικλμνξοπρσςτυφχψω",
        "a v g d e z i th i k l m n x o p r s s t y f ch ps o".split(),
        strict=True,
    )
)
# Of two Greek letters that are one sound.
_GREEK_PAIRS = (("ου", "u"), ("μπ", "b"), ("ντ", "d"), ("γκ", "g"), ("γγ", "ng"), ("τζ", "tz"),
                ("αυ", "av"), ("ευ", "ev"), ("αι", "e"), ("ει", "i"), ("οι", "i"))  # fmt: skip
_LETTERS = str.maketrans(_LATIN | _CYRILLIC | _GREEK)
_OTHER_SCRIPTS = re.compile("[\u0370-\u03ff\u0400-\u052f\u1f00-\u1fff]")
_IS_GREEK = re.compile("[\u0370-\u03ff\u1f00-\u1fff]")
# Punctuation outside ASCII, as people type it.
_MARKS = dict.fromkeys("‘’ʼ´", "'") | dict.fromkeys("“”„«»", '"') | dict.fromkeys("‐‑–—", "-")
# The blocks of plain letters, of letters with accents, of Cyrillic, and of accents alone.
_BLOCKS = (range(0x250), range(0x300, 0x370), range(0x400, 0x530), range(0x1E00, 0x1F00))

# The spellings of one sound, in the order of their replacement. The result isn't for reading.
_SOUNDS = (
    ("shch", "S"), ("tsch", "C"), ("tch", "C"), ("sch", "S"), ("sh", "S"), ("cz", "C"), ("sz", "S"),
    ("ch", "C"), ("zh", "Z"), ("kh", "h"), ("gh", "g"), ("ph", "f"), ("th", "t"), ("dh", "d"),
    ("ck", "k"), ("qu", "kv"), ("ks", "x"), ("ts", "z"), ("tz", "z"), ("ou", "u"), ("oo", "u"),
    ("ai", "e"), ("ae", "a"), ("oe", "o"), ("ue", "u"), ("ee", "i"), ("dj", "j"), ("yo", "o"),
    ("io", "o"), ("ij", "i"), ("y", "i"), ("j", "i"), ("c", "k"), ("q", "k"), ("w", "v"),
)  # fmt: skip


def fold(text: str) -> str:
    """Return a text in lower-case ASCII as far as possible: `Жанна Müller` is `zhanna muller`."""
    text = text.lower()
    if text.isascii():
        return text
    if not _IS_GREEK.search(text):
        folded = text.translate(_table())
        if folded.isascii():
            return folded
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    text = "".join(char for char in decomposed if not unicodedata.combining(char))
    for pair, sound in _GREEK_PAIRS:
        text = text.replace(pair, sound)
    return text.translate(_LETTERS)


@lru_cache(maxsize=1)
def _table() -> dict[int, str]:
    """Return what `fold` makes of each letter, as decomposing whole texts takes longer.

    It has plain letters too, as `translate` is slow for characters that a table lacks.
    """
    table = {ord(mark): plain for mark, plain in _MARKS.items()}
    for block in _BLOCKS:
        for code in block:
            decomposed = unicodedata.normalize("NFKD", chr(code).casefold())
            plain = "".join(char for char in decomposed if not unicodedata.combining(char))
            table.setdefault(code, plain.translate(_LETTERS))
    return table


def is_transliterated(text: str) -> bool:
    """Return whether a text has Cyrillic or Greek letters, for which `fold` chooses a spelling."""
    return not text.isascii() and bool(_OTHER_SCRIPTS.search(text))


def is_readable(folded: str) -> bool:
    """Return whether a folded text is in ASCII, so that it can be compared with others."""
    return folded.isascii() or not any(char.isalpha() and char > "\x7f" for char in folded)


@lru_cache(maxsize=8192)
def sound_of(word: str) -> str:
    """Return a key that spellings of one sound share: Mueller and Muller, Yuri and Iouri."""
    for spelling, sound in _SOUNDS:
        if spelling in word:
            word = word.replace(spelling, sound)
    # Doubled letters, and an h after a vowel at the end: Sarah and Sara.
    word = re.sub(r"(.)\1+", r"\1", word)
    return word[:-1] if len(word) > 3 and word[-1] == "h" else word
