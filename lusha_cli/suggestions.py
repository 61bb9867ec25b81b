"""Suggestions for a mistyped word."""

from collections.abc import Iterable


def close_matches(
    word: str, candidates: Iterable[str], *, limit: int = 3, cutoff: float = 0.6
) -> list[str]:
    """Return up to `limit` candidates that look like `word`, the most similar first."""
    # difflib costs milliseconds to import, and most commands have no mistyped word.
    from difflib import get_close_matches

    return get_close_matches(word, list(candidates), n=limit, cutoff=cutoff)


def did_you_mean(
    word: str, candidates: Iterable[str], *, cutoff: float = 0.6, quoted: bool = False
) -> str:
    """Return " Did you mean X?" for the closest candidate, or "" if none is close."""
    matches = close_matches(word, candidates, limit=1, cutoff=cutoff)
    if not matches:
        return ""
    return f" Did you mean {matches[0]!r}?" if quoted else f" Did you mean {matches[0]}?"


def is_typo(word: str, known: str) -> bool:
    """Return whether `word` is `known` with another case, or with one or two mistyped letters.

    Names that differ only in digits are different names, such as those of periods, and `is_eu` may
    be another API's spelling of `isEu`.
    """
    if word.lower() == known.lower():
        return word != known
    if min(len(word), len(known)) < 4 or _letters(word) == _letters(known):
        return False
    allowed = 2 if len(known) >= 8 else 1
    return edit_distance(word.lower(), known.lower()) <= allowed


def _letters(word: str) -> str:
    return "".join(letter for letter in word.lower() if letter.isalpha())


def edit_distance(word: str, other: str) -> int:
    """Return how many letters to add, drop, replace or swap with the next one."""
    before, row = [], list(range(len(other) + 1))
    for i, letter in enumerate(word, 1):
        before, above, row = row, before, [i]
        for j, target in enumerate(other, 1):
            cost = min(row[-1] + 1, before[j] + 1, before[j - 1] + (letter != target))
            is_swap = i > 1 < j and letter == other[j - 2] and word[i - 2] == target
            row.append(min(cost, above[j - 2] + 1) if is_swap else cost)
    return row[-1]


def similar_options(option: str, options: Iterable[str]) -> list[str]:
    """Return the options that look like a mistyped one, the most similar first.

    None adds or drops the `no-` of a switch: its opposite may cost more.
    """
    is_off = _is_off(option)
    # Without the dashes, which all of them have; a letter is close to any short word.
    names = {
        known.lstrip("-"): known
        for known in options
        if _is_off(known) == is_off and known.startswith("--") == option.startswith("--")
    }
    return [names[name] for name in close_matches(option.lstrip("-"), names)]


def _is_off(option: str) -> bool:
    return option.lstrip("-").startswith("no-")
