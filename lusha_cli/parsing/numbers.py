"""Whole numbers, read from text of users, variables and the API."""


def read_integer(text: str, *, max_digits: int = 15) -> int | None:
    """Return the number that `text` spells in 1 to `max_digits` ASCII digits, or None.

    `int()` also accepts `1_0`, `+5`, ` 5` and the digits of other scripts, and fails for thousands
    of digits; `str.isdigit()` is true for `²`, which `int()` rejects.
    """
    is_number = text.isascii() and text.isdecimal() and len(text) <= max_digits
    return int(text) if is_number else None
