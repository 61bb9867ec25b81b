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
    """Return "; did you mean X" for the closest candidate, or "" if none is close."""
    matches = close_matches(word, candidates, limit=1, cutoff=cutoff)
    if not matches:
        return ""
    return f"; did you mean {matches[0]!r}" if quoted else f"; did you mean {matches[0]}"
