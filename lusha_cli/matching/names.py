"""Compare names of people, whatever their spelling and order."""

import re
from functools import lru_cache
from typing import Literal, NamedTuple

from lusha_cli.matching.gendered_names import are_of_two_people
from lusha_cli.matching.nicknames import are_nicknames, is_known
from lusha_cli.matching.scripts import is_readable, is_transliterated, sound_of
from lusha_cli.matching.typos import allowed_edits, is_within
from lusha_cli.matching.words import split_words

# same: equal, or equally pronounced; variant: short forms and initials; similar: typing errors;
# part: only a first or a last name was stated, and it is the same; first or last: only that one
# is the same; different; unknown: nothing to compare.
Relation = Literal[
    "same", "variant", "similar", "part", "first", "last", "different", "unknown"
]  # fmt: skip

_TITLES = frozenset(
    "mr mrs ms miss mx dr prof professor sir dame lord lady herr frau mme mlle sr sra srta don "
    "dona ing dipl rev capt".split()
)
_SUFFIXES = frozenset(
    "jr sr ii iii iv phd md mba msc bsc ma cpa cfa pmp esq dds jd rn pe cissp".split()
)
# Words in names that many writers leave out.
_PARTICLES = frozenset(
    "de del della dela di da do dos das du des la le les el al ul van von vom der den dem ter "
    "ten te het zu zum zur af av bin ibn ben bint abu ap und st san santa mac mc".split()
)
# Some of them are also first names, as in `Ben Smith`.
_FIRST_NAMES = frozenset("ben al van mac della abu dela san".split())
_PET_ENDINGS = ("chen", "lein", "ito", "ita", "sha", "ie", "ey", "ka", "ko", "ya", "y", "i", "a")
_SHORTEST_STEM = 3

_DOUBTFUL = ("first", "last", "different")

# Grades of two words, the better the higher.
_EQUAL, _SOUND, _NICKNAME, _TYPO, _SHORTENED, _INITIAL, _NONE = 6, 5, 4, 3, 2, 1, 0


class _Words(NamedTuple):
    """The words of a name: all, and without particles.

    `is_readable`: it is in a script that can be compared with Latin. `is_transliterated`: its
    Latin spelling was chosen by us.
    """

    all: tuple[str, ...]
    main: tuple[str, ...]
    is_readable: bool
    is_transliterated: bool


def compare_names(stated: str, first: str, last: str, full: str = "") -> Relation:
    """Return how the name that was stated differs from the one found.

    The found one has a `first` and a `last` name, or only a `full` one.
    """
    if not stated or not (full or first or last):
        return "unknown"
    if stated == full:
        return "same"
    if not (first and last):
        # The last word is the last name; of one word it isn't known which it is.
        first, _, last = (full or first or last).strip().rpartition(" ")
    # The same names are found again and again, and stated in ever other spellings.
    words, givens, families = _read(stated), _read_found(first), _read_found(last)
    if not words.main or not families.main:
        return "unknown"
    is_found_readable = givens.is_readable and families.is_readable
    if words.is_readable != is_found_readable:
        return "unknown"
    if not is_found_readable:
        return _compare_unreadable(words, givens, families)
    relation = _compare_words(words, givens, families)
    if relation in _DOUBTFUL:
        is_transliterated = givens.is_transliterated or families.is_transliterated
        if words.is_transliterated != is_transliterated:
            return _compare_loosely(words, givens, families) or relation
    return relation


def _read(name: str) -> _Words:
    """Return the words of a name without titles, degrees and what is in brackets."""
    # Most names are two plain words.
    if name.isascii() and len(plain := name.lower().split()) == 2:
        one, other = plain
        if one.isalpha() and other.isalpha() and not (one in _PARTICLES or other in _PARTICLES):
            both = (one, other)
            return _Words(both, both, True, False)
    if "(" in name:
        name = re.sub(r"\([^)]*\)", " ", name)
    words = split_words(name)
    if len(words) > 2:
        while len(words) > 2 and words[0] in _TITLES:
            words = words[1:]
        while len(words) > 2 and words[-1] in _SUFFIXES:
            words = words[:-1]
    all_words = main = tuple(words)
    if len(words) > 1 and not _PARTICLES.isdisjoint(words):
        first = () if words[0] in _PARTICLES - _FIRST_NAMES else main[:1]
        main = (*first, *(word for word in main[1:] if word not in _PARTICLES)) or main
    if name.isascii():
        return _Words(all_words, main, True, False)
    return _Words(all_words, main, is_readable("".join(words)), is_transliterated(name))


@lru_cache(maxsize=8192)
def _read_found(name: str) -> _Words:
    return _read(name)


def _compare_unreadable(words: _Words, givens: _Words, families: _Words) -> Relation:
    """Compare names that are both in a script such as Chinese: in either order."""
    stated = "".join(words.all)
    given, family = "".join(givens.all), "".join(families.all)
    if stated in (given + family, family + given):
        return "same"
    return "part" if stated in (given, family) else "different"


def _compare_words(words: _Words, givens: _Words, families: _Words) -> Relation:
    stated, given_names, family_names = words.main, givens.main, families.main
    if len(stated) == 1:
        return _compare_one_word(words, givens, families)
    if words.all in (givens.all, families.all):
        return "part"
    given_at = family_at = -1
    for at, word in enumerate(stated):
        if given_at < 0 and word in given_names:
            given_at = at
        elif family_at < 0 and word in family_names:
            family_at = at
    if family_at >= 0:
        if given_at >= 0:
            return "same"
        family, given = _EQUAL, _NONE
        for at, word in enumerate(stated):
            if at != family_at:
                given = max(given, _best_given(word, givens))
    elif given_at >= 0:
        family, given = _NONE, _EQUAL
        for at, word in enumerate(stated):
            if at != given_at:
                family = max(family, _best_family(word, families))
    else:
        given, family, given_at, family_at = _best_pair(stated, givens, families)
    worst = min(given, family)
    if worst >= _SOUND:
        return "same"
    if worst >= _NICKNAME or (worst == _INITIAL and given + family > 2 * _INITIAL):
        return "variant"
    if worst:
        return "similar"
    # If one part is equal, a space can only be elsewhere if there is another number of words.
    is_split = len(words.all) != len(givens.all) + len(families.all) or given == family
    if is_split and _is_joined(words, givens, families):
        return "similar"
    # A typing error in one part doesn't explain that the other differs.
    if family >= _SOUND:
        is_near = _is_any_near(stated, given_names, apart_from=family_at, is_given=True)
        return "similar" if is_near else "last"
    if given >= _NICKNAME:
        if _is_last_name(words, given_at, givens):
            return "different"
        is_near = given >= _SOUND and _is_any_near(
            stated, family_names, apart_from=given_at, is_given=False
        )
        return "similar" if is_near else "first"
    return "different"


def _is_last_name(words: _Words, given_at: int, givens: _Words) -> bool:
    """Return whether a first name that was found is the last name of another one: Ahmed Hussein.

    The stated first name is known as one, and isn't the one found.
    """
    first, *_, last = words.main
    return (
        words.main[given_at] == last
        and len(first) > 1
        and is_known(first)
        and _best_given(first, givens) == _NONE
    )


def _compare_one_word(words: _Words, givens: _Words, families: _Words) -> Relation:
    (word,) = words.main
    if _is_joined(words, givens, families):
        return "similar"
    is_part = max(_best_given(word, givens), _best_family(word, families)) >= _SHORTENED
    return "part" if is_part else "different"


def _best_pair(
    stated: tuple[str, ...], givens: _Words, families: _Words
) -> tuple[int, int, int, int]:
    """Return the best grades of different words as a first and a last name, and their places.

    If only one part has a grade, its place is that of its best word.
    """
    given_grades = [_best_given(word, givens) for word in stated]
    family_grades = [_best_family(word, families) for word in stated]
    best, found = (-1, -1), (_NONE, _NONE, 0, 0)
    if not any(given_grades) and not any(family_grades):
        return found
    for at, given in enumerate(given_grades):
        for other, family in enumerate(family_grades):
            if at != other:
                value = (given, family) if given < family else (family, given)
                if value > best:
                    best, found = value, (given, family, at, other)
    return found


def _best_given(word: str, givens: _Words) -> int:
    """Return the best grade of a word as a first name."""
    names = givens.main
    if len(names) == 1:
        return _grade_given(word, names[0])
    if len(word) == len(names) and word == "".join(name[0] for name in names):
        # JP of John Pierpont.
        return _INITIAL
    grade = max((_grade_given(word, name) for name in names), default=_NONE)
    return _EQUAL if grade < _SOUND and word == "".join(givens.all) else grade


def _best_family(word: str, families: _Words) -> int:
    """Return the best grade of a word as a last name."""
    names = families.main
    if len(families.all) == 1:
        return _grade_family(word, names[0])
    grade = max((_grade_family(word, name) for name in names), default=_NONE)
    return _EQUAL if grade < _SOUND and word == "".join(families.all) else grade


@lru_cache(maxsize=16384)
def _grade_given(word: str, other: str) -> int:
    if word == other:
        return _EQUAL
    if len(word) == 1 or len(other) == 1:
        return _INITIAL if word[0] == other[0] else _NONE
    if sound_of(word) == sound_of(other):
        return _SOUND
    if are_of_two_people(word, other):
        return _NONE
    if are_nicknames(word, other):
        return _NICKNAME
    # `Maria` is no typing error of `Marta`.
    edits = allowed_edits(min(len(word), len(other)))
    if edits and is_within(word, other, edits) and not (is_known(word) and is_known(other)):
        return _TYPO
    return _SHORTENED if word[:2] == other[:2] and _is_shortened(word, other) else _NONE


@lru_cache(maxsize=16384)
def _grade_family(word: str, other: str) -> int:
    if word == other:
        return _EQUAL
    if len(word) == 1 or len(other) == 1:
        return _INITIAL if word[0] == other[0] else _NONE
    if sound_of(word) == sound_of(other):
        return _SOUND
    edits = allowed_edits(min(len(word), len(other)))
    return _TYPO if edits and is_within(word, other, edits) else _NONE


def _is_shortened(word: str, other: str) -> bool:
    """Return whether a first name is the start of the other, perhaps with a pet form's ending."""
    short, long = (word, other) if len(word) <= len(other) else (other, word)
    if len(short) >= _SHORTEST_STEM and long.startswith(short):
        return True
    for ending in _PET_ENDINGS:
        stem = short.removesuffix(ending)
        if stem == short or len(stem) < _SHORTEST_STEM:
            continue
        # Tommy has a double m.
        if long.startswith(stem) or (stem[-1] == stem[-2] and long.startswith(stem[:-1])):
            return True
    return False


def _is_any_near(
    stated: tuple[str, ...], names: tuple[str, ...], *, apart_from: int, is_given: bool
) -> bool:
    """Return whether a word differs by typing errors, as the other part of the name is the same."""
    for at, word in enumerate(stated):
        for name in names:
            if at != apart_from and _is_near(word, name, is_given=is_given):
                return True
    return False


def _is_near(word: str, other: str, *, is_given: bool) -> bool:
    shorter = min(len(word), len(other))
    if shorter == 1 or (is_given and is_known(word) and is_known(other)):
        return False
    if is_given and are_of_two_people(word, other):
        return False
    if shorter < _SHORTEST_STEM and len(word) == len(other):
        return sorted(word) == sorted(other)
    return is_within(word, other, 1 if shorter < 6 else 2)


def _is_joined(words: _Words, givens: _Words, families: _Words) -> bool:
    """Return whether names are the same but for spaces, or for some letters in all."""
    stated = "".join(words.all)
    given, family = "".join(givens.all), "".join(families.all)
    length = len(stated)
    edits = 0 if length < 6 else 1 if length < 12 else 2
    if not -edits <= length - len(given) - len(family) <= edits:
        return False
    joined, other = given + family, family + given
    return (
        stated in (joined, other)
        or (edits > 0 and is_within(stated, joined, edits))
        or (edits > 0 and is_within(stated, other, edits))
    )


def _compare_loosely(words: _Words, givens: _Words, families: _Words) -> Relation | None:
    """Compare names of which one was transliterated, as spellings in Latin differ widely."""
    given = [_is_loose(word, other) for word in words.main for other in givens.main]
    family = [_is_loose(word, other) for word in words.main for other in families.main]
    if any(given) and any(family):
        return "variant"
    return "first" if any(given) else "last" if any(family) else None


def _is_loose(word: str, other: str) -> bool:
    if len(word) == 1 or len(other) == 1:
        return word[0] == other[0]
    if are_nicknames(word, other):
        return True
    sound, other_sound = sound_of(word), sound_of(other)
    shorter = min(len(sound), len(other_sound))
    return is_within(sound, other_sound, 1 if shorter < 4 else 2)
