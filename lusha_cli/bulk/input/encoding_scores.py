# ruff: noqa: RUF001 - the letters of other scripts are meant
"""Judge how likely it is that names in a text were decoded with the right encoding."""

import re
import unicodedata
from functools import lru_cache

# The letters beyond a to z that occur together in one word, by language.
_WESTERN = (
    "äöüß", "àâæçéèêëîïôœùûüÿ", "áéíñóúü", "áâãàçéêíóôõúü", "àèéìíîòóùú", "äçèéêëïóöüá",
    "åäöéáàü", "æøåéèêóòôüäö", "äöåšž", "áðéíóúýþæö", "àçèéíïòóúü", "äõöüšž",
)  # fmt: skip
_CENTRAL = (
    "ąćęłńóśźż", "áčďéěíňóřšťúůýž", "áäčďéíĺľňóôŕšťúýž", "áéíóöőúüű", "ăâîşţ", "čćđšž", "äöüß",
)  # fmt: skip
_TURKISH = ("çğıöşüâîûi̇", "äöüß")
_BALTIC = ("ąčęėįšųūž", "āčēģīķļņšūž", "äõöüšž")
_ALPHABETS = {
    "cp1252": _WESTERN, "mac_roman": _WESTERN, "cp850": _WESTERN, "cp437": _WESTERN,
    "iso8859_15": _WESTERN, "cp858": _WESTERN,
    "cp1250": _CENTRAL, "iso8859_2": _CENTRAL, "cp852": _CENTRAL, "mac_latin2": _CENTRAL,
    "cp1254": _TURKISH, "cp1257": _BALTIC,
}  # fmt: skip
_WORD = re.compile("[A-Za-z\u0080-\U0010ffff]+")
_VOWELS = frozenset("aeiouyæøœıаеиоуыэюяёіїєαεηιουωάέήίόύώϊϋ")
_NASAL_VOWELS = frozenset("ãõïë")
# Hebrew letters that occur only at the end of a word, and the Greek one.
_FINAL_LETTERS = frozenset("ךםןףץ")
# What typesetting adds before and after a word.
_OPENING = "“„‚‘«‹¡¿–—…·•©\u00a0、（「『【〈《"
_CLOSING = "“”’»›–—…®™©°·ªº•!\u00a0、。・，．：；）」』】〉》！？〜ー々"
# How much of what is known about words counts, if it speaks against a decoding.
_UNLIKELY = 0.6
_IMPLAUSIBLE = 0.0
# Two-byte encodings: the first bytes of their common ideographs and syllables.
_COMMON_LEADS = {
    "gb18030": (0xB0, 0xD7), "big5": (0xA4, 0xC6), "cp932": (0x82, 0x97), "cp949": (0xB0, 0xC8),
    "euc_jp": (0xA4, 0xCF),
}  # fmt: skip


def score_decoding(text: str, encoding: str) -> float:
    """Return how likely it is that `text` was decoded rightly, from 0 to 1, by its words."""
    words = [word for word in _WORD.findall(text) if not word.isascii()]
    weights = [(sum(char > "\x7f" for char in word), word) for word in words]
    total = sum(weight for weight, _ in weights)
    scored = sum(weight * _score_word(word, encoding) for weight, word in weights)
    return scored / total if total else 0.0


@lru_cache(maxsize=4096)
def _score_word(word: str, encoding: str) -> float:
    stem = word.lstrip(_OPENING).rstrip(_CLOSING)
    if not stem or stem.isascii():
        return 0.9
    parts = re.split("[’‘´·]", stem)
    if len(parts) > 1:
        return min((_score_word(part, encoding) for part in parts if part), default=0.9)
    if not all(char.isalpha() or unicodedata.category(char) in ("Mn", "Mc") for char in stem):
        return _IMPLAUSIBLE
    if not stem[0].isalpha() or _has_odd_case(stem):
        return _IMPLAUSIBLE
    if encoding in _COMMON_LEADS:
        return _score_ideographs(stem, encoding)
    scripts = {_script(char) for char in stem if char.isalpha()}
    if len(scripts) > 1:
        return _IMPLAUSIBLE
    if "LATIN" in scripts:
        return _score_latin(stem, encoding)
    if "HEBREW" in scripts:
        return _IMPLAUSIBLE if set(stem[:-1]) & _FINAL_LETTERS else 1.0
    return _score_alphabet(stem) if scripts & {"CYRILLIC", "GREEK"} else 1.0


def _has_odd_case(word: str) -> bool:
    """Return whether a capital follows a small letter, as in `MŸller`."""
    if word.isupper() or word[1:].islower():
        return False
    return word[1:] != word[1:].lower()


def _score_latin(word: str, encoding: str) -> float:
    letters = {char for char in word.lower() if char > "\x7f"}
    alphabets = _ALPHABETS.get(encoding)
    if alphabets is None:
        return _UNLIKELY
    if not any(letters <= set(alphabet) for alphabet in alphabets):
        return _UNLIKELY / 2
    if encoding == "cp1254" and word[0] in "ğĞ":
        return _UNLIKELY
    return _UNLIKELY if _is_unpronounceable(word.lower()) else 1.0


def _is_unpronounceable(word: str) -> bool:
    """Return whether a special letter is a consonant between consonants, or a vowel between vowels.

    Such as in `Mźller` or `Dvoøák`.
    """
    for before, letter, after in zip(word, word[1:], word[2:], strict=False):
        if letter > "\x7f" and letter not in _NASAL_VOWELS:
            kinds = {_is_vowel(char) for char in (before, letter, after)}
            if len(kinds) == 1:
                return True
    return False


def _score_alphabet(word: str) -> float:
    """Score a Cyrillic or Greek word by its vowels, and a Greek one by accents and endings."""
    letters = word.lower()
    vowels = sum(map(_is_vowel, letters))
    if len(letters) >= 4 and not 0.2 <= vowels / len(letters) <= 0.7:
        return _UNLIKELY
    if _script(letters[0]) == "GREEK":
        accents = sum(char in "άέήίόύώΐΰ" for char in letters)
        if accents > 1 or "ς" in letters[:-1]:
            return _IMPLAUSIBLE
        if not (_is_vowel(letters[-1]) or letters[-1] in "ςνρξψ"):
            return _UNLIKELY
    # Names begin with a capital.
    return 0.9 if word.islower() else 1.0


def _score_ideographs(word: str, encoding: str) -> float:
    """Score Chinese, Japanese or Korean text by the share of its common characters."""
    if any(char.isascii() for char in word) and not word.replace(" ", "").isalpha():
        return _IMPLAUSIBLE
    first, last = _COMMON_LEADS[encoding]
    common = 0
    scripts = {_script(char) for char in word}
    for char in word:
        encoded = char.encode(encoding, "replace")
        common += len(encoded) == 2 and first <= encoded[0] <= last
    share = common / len(word)
    if scripts & {"LATIN", "CYRILLIC", "GREEK", "HALFWIDTH"}:
        share *= 0.3
    # Korean names aren't written with Chinese characters in between.
    return share * 0.3 if {"HANGUL", "CJK"} <= scripts else share


@lru_cache(maxsize=4096)
def _script(char: str) -> str:
    return unicodedata.name(char, "UNKNOWN").split()[0]


@lru_cache(maxsize=4096)
def _is_vowel(char: str) -> bool:
    return char in _VOWELS or unicodedata.normalize("NFD", char)[0] in _VOWELS


def count_languages(text: str, encoding: str) -> int:
    """Return how many languages of an encoding it takes to explain the letters of `text`."""
    letters = {char for char in text.lower() if char > "\x7f" and char.isalpha()}
    languages = 0
    alphabets = [set(alphabet) for alphabet in _ALPHABETS.get(encoding, ())]
    while letters and alphabets:
        best = max(alphabets, key=lambda alphabet: len(letters & alphabet))
        if not letters & best:
            break
        letters -= best
        languages += 1
    return languages
