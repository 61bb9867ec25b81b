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


def similar_options(option: str, options: Iterable[str]) -> list[str]:
    """Return the options that look like a mistyped one, the most similar first.

    None adds or drops the `no-` of a switch: its opposite may cost more.
    """
    is_off = _is_off(option)
    return close_matches(option, [known for known in options if _is_off(known) == is_off])


def _is_off(option: str) -> bool:
    return option.lstrip("-").startswith("no-")
