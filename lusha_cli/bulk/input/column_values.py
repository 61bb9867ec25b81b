"""Recognize what the cells of a column hold, whatever its heading says."""

from collections.abc import Callable

from lusha_cli.parsing.identifiers import (
    InvalidValue,
    normalize_domain,
    normalize_email,
    normalize_linkedin,
    normalize_phone,
)

_PARSERS: tuple[tuple[str, Callable[[str], str]], ...] = (
    ("email", normalize_email),
    ("linkedin_url", normalize_linkedin),
    ("domain", normalize_domain),
    ("phone", normalize_phone),
)


def value_kind(text: str) -> str | None:
    """Return what a cell holds: `email`, `linkedin_url`, `domain` or `phone`, or None."""
    for kind, parse in _PARSERS:
        try:
            parse(text)
        except InvalidValue:
            continue
        return kind
    return None
