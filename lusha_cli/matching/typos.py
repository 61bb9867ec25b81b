"""Typing errors: words that differ by few letters."""


def is_within(word: str, other: str, edits: int) -> bool:
    """Return whether words differ by up to `edits` letters, 1 or 2.

    A letter that is added, missing, replaced, or swapped with the next one counts as one edit.
    """
    if abs(len(word) - len(other)) > edits:
        return False
    # An edit changes which letters occur in a word by two at most.
    if len(set(word) ^ set(other)) > 2 * edits:
        return False
    return _is_within_one(word, other) or (edits > 1 and _is_within_two(word, other))


def _is_within_one(word: str, other: str) -> bool:
    if word == other:
        return True
    start, word_end, other_end = 0, len(word), len(other)
    for letter, other_letter in zip(word, other, strict=False):
        if letter != other_letter:
            break
        start += 1
    if word_end == other_end:
        rest, other_rest = word[start + 1 :], other[start + 1 :]
        # Replaced, or swapped.
        return rest == other_rest or (
            rest[1:] == other_rest[1:]
            and word[start] == other_rest[:1]
            and other[start] == rest[:1]
        )
    if word_end < other_end:
        return other_end - word_end == 1 and word[start:] == other[start + 1 :]
    return word_end - other_end == 1 and word[start + 1 :] == other[start:]


def _is_within_two(word: str, other: str) -> bool:
    start = 0
    for letter, other_letter in zip(word, other, strict=False):
        if letter != other_letter:
            break
        start += 1
    word, other = word[start:], other[start:]
    # The first letters that differ are one edit, and the rest is within another one.
    return (
        _is_within_one(word[1:], other[1:])
        or _is_within_one(word[1:], other)
        or _is_within_one(word, other[1:])
        or (word[:2] == other[1::-1] and _is_within_one(word[2:], other[2:]))
    )


def allowed_edits(length: int) -> int:
    """Return how many edits a word of this length may have and still be the same word."""
    return 0 if length < 4 else 1 if length < 8 else 2
