"""Identifiers of people and companies that are accepted."""

from collections.abc import Callable
from datetime import date

import pytest

from lusha_cli.parsing import identifiers


def parse_day(text: str) -> str:
    return identifiers.normalize_since(text, today=date(2026, 3, 31))


@pytest.mark.parametrize(
    ("clean", "options", "cleaned"),
    [
        (identifiers.normalize_phone, " +1 (344) 555-0151 ", "+13445550151"),
        (identifiers.normalize_phone, "0044 (0)20 7946.0123", "+442079460123"),
        (identifiers.normalize_phone, "TEL:+1-344-555-0151", "+13445550151"),
        (identifiers.normalize_id, " 0042 ", "0042"),
        (identifiers.normalize_id, "42.0", "42"),
        (parse_day, " 2024-02-29 ", "2024-02-29"),
        (parse_day, "2026-03-31", "2026-03-31"),
        (parse_day, "30d", "2026-03-01"),
        (parse_day, "0d", "2026-03-31"),
        (parse_day, "2W", "2026-03-17"),
        (parse_day, "1mo", "2026-02-28"),
        (parse_day, "6mo", "2025-09-30"),
        (parse_day, "2y", "2024-03-31"),
    ],
)
def test_identifier_is_normalized(clean: Callable[[str], str], options: str, cleaned: str) -> None:
    assert clean(options) == cleaned


@pytest.mark.parametrize(
    ("clean", "options"),
    [
        (identifiers.normalize_phone, "344 555 0151"),
        (identifiers.normalize_phone, "+1 344 555 0151 ext. 7"),
        (identifiers.normalize_phone, "+0 344 555 0151"),
        (identifiers.normalize_phone, "+1234"),
        (identifiers.normalize_id, "4x"),
        (identifiers.normalize_id, ""),
        (identifiers.normalize_id, "9" * 21),
        (identifiers.normalize_id, "٣"),
        (parse_day, "2023-02-29"),
        (parse_day, "20240229"),
        (parse_day, "2024-W01-1"),
        (parse_day, "yesterday"),
        (parse_day, "2026-04-01"),
        (parse_day, "6m"),
        (parse_day, "99999mo"),
        (parse_day, "-3d"),
    ],
)
def test_identifier_error_shows_an_accepted_example(
    clean: Callable[[str], str], options: str
) -> None:
    with pytest.raises(identifiers.InvalidValue, match=r"such as|in the future"):
        clean(options)


def test_identifier_error_shortens_a_long_value() -> None:
    with pytest.raises(identifiers.InvalidValue) as caught:
        identifiers.normalize_email("x" * 10_000)
    assert len(str(caught.value)) < 200
