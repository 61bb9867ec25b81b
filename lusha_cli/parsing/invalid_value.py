"""The error for a value that isn't valid."""


class InvalidValue(ValueError):
    """A value that isn't valid; its message is the reason."""


def quoted(text: str) -> str:
    """Return `text` in quotes for an error message, at most 80 characters of it."""
    return repr(text if len(text) <= 80 else f"{text[:80]}…")
