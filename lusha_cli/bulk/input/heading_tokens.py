"""Split headings into words, and return the meaning of each word."""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from lusha_cli.bulk.input import heading_words as words

_EMAIL_HYPHEN = re.compile(r"(?<![^\W_])[eE][\s._\u2010-\u2015-]?(?=[mM][aA][iI][lL])")
_LINKED_IN = re.compile(r"[lL][iI][nN][kK][eE][dD][\s_-]?[iI][nN](?![a-z])")
_WORD = re.compile(r"[^\W\d_]+|\d+|#")
_CAMEL = re.compile(r"(?<=[^\W\d_A-Z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
# The shortest word that a run of letters is split into: `companyname`, but not `contact-or`.
_MIN_PART = 3
# Characters: longer cells are values, and splitting megabytes into words would take hours.
_MAX_HEADING = 300


class Token(NamedTuple):
    """A folded word or phrase of a heading, and its meaning: "" if unknown."""

    word: str
    concept: str


def fold(text: str) -> str:
    """Drop case and accents: `Prénom` becomes `prenom`, `Straße` `strasse`."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(char for char in decomposed if not unicodedata.combining(char))


@lru_cache(maxsize=1)
def _vocabulary() -> dict[str, str]:
    """Return the meaning of every known word."""
    vocabulary = {
        fold(word): concept for concept, text in words.WORDS.items() for word in text.split()
    }
    entities = {fold(word): words.CONTACT for word in words.ENTITIES.split()}
    return vocabulary | entities


def is_name_word(word: str) -> bool:
    """Return whether a folded word means a name."""
    return _vocabulary().get(word) == words.NAME or words.PHRASES.get(word) == words.NAME


@lru_cache(maxsize=1)
def entity_words() -> frozenset[str]:
    """Return the words for people of other parts than the contact."""
    return frozenset(fold(word) for word in words.ENTITIES.split())


@lru_cache(maxsize=1)
def client_words() -> frozenset[str]:
    """Return the words for customers and suppliers, which may be people or companies."""
    return frozenset(fold(word) for word in words.CLIENTS.split())


@lru_cache(maxsize=1)
def _phrases() -> tuple[tuple[tuple[str, ...], str], ...]:
    """Return the known sequences of words, the longest first."""
    phrases = ((tuple(fold(text).split()), concept) for text, concept in words.PHRASES.items())
    return tuple(sorted(phrases, key=lambda phrase: -len(phrase[0])))


def split_heading(heading: str) -> list[str]:
    """Return the folded words of a heading, compounds split into known words.

    A text that is too long for a heading is returned whole.
    """
    if len(heading) > _MAX_HEADING:
        return [heading]
    text = unicodedata.normalize("NFKC", heading)
    text = _LINKED_IN.sub(" linkedin ", _EMAIL_HYPHEN.sub(" e", text))
    found: list[str] = []
    for word in _WORD.findall(text):
        folded = fold(word)
        parts = [word] if folded in _vocabulary() else _CAMEL.split(word)
        for part in map(fold, parts):
            found += _compound_parts(part) if part not in _vocabulary() else [part]
    return found


def _compound_parts(word: str) -> tuple[str, ...]:
    """Split a word such as `companyname` into known words, or return it whole."""
    return _known_parts(word) or (word,)


# Cached, as a word with several splits would be tried in all their combinations.
@lru_cache(maxsize=4096)
def _known_parts(word: str) -> tuple[str, ...]:
    """Split a word into known words only; return nothing if that is impossible."""
    vocabulary = _vocabulary()
    shortest = 1 if word and ord(word[0]) > 0x2E80 else _MIN_PART
    for end in range(len(word), shortest - 1, -1):
        if word[:end] in vocabulary:
            tail = word[end:]
            if not tail or (tail == "id"):
                return (word[:end], tail) if tail else (word[:end],)
            if rest := _known_parts(tail):
                return (word[:end], *rest)
    return ()


def read_tokens(heading: str) -> Iterator[Token]:
    """Yield the words of a heading with their meanings; words of a phrase become one."""
    split = split_heading(heading)
    position = 0
    vocabulary = _vocabulary()
    while position < len(split):
        for phrase, concept in _phrases():
            if tuple(split[position : position + len(phrase)]) == phrase:
                yield Token(" ".join(phrase), concept)
                position += len(phrase)
                break
        else:
            word = split[position]
            known = vocabulary.get(word, "")
            yield Token(word, words.FILLER if word.isdecimal() and not known else known)
            position += 1
