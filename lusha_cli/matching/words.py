"""The words of names: folded, without punctuation."""

import re

from lusha_cli.matching.scripts import fold

_find_words = re.compile("[a-z0-9]+").findall
# They don't separate words, as others do.
_QUOTES = "'`\""


def split_words(text: str, *, dropped: str = "") -> list[str]:
    """Return the folded words of a text; the mark `dropped` doesn't separate words either."""
    text = text.lower() if text.isascii() else fold(text)
    if text.isascii():
        words = text.split()
        # Most names have only letters and spaces.
        if "".join(words).isalnum():
            return words
    for mark in (*_QUOTES, dropped):
        if mark and mark in text:
            text = text.replace(mark, "")
    if text.isascii():
        return _find_words(text)
    return "".join(char if char.isalnum() else " " for char in text).split()
