"""Ages such as 30d."""

import pytest

from lusha_cli.parsing.ages import format_age, parse_age
from lusha_cli.parsing.identifiers import InvalidValue


@pytest.mark.parametrize(
    ("text", "seconds"),
    [("12h", 43_200), ("30d", 2_592_000), ("2w", 1_209_600), (" 1D ", 86_400)],
)
def test_parse_age_returns_seconds(text: str, seconds: int) -> None:
    assert parse_age(text) == seconds


@pytest.mark.parametrize("text", ["", "30", "d", "0d", "-1d", "1.5d", "3mo", "٣d", "30 d", "1d2h"])
def test_parse_age_rejects_other_text(text: str) -> None:
    with pytest.raises(InvalidValue, match="such as 12h, 30d or 2w"):
        parse_age(text)


@pytest.mark.parametrize(
    ("seconds", "text"),
    [
        (-5, "today"),
        (0, "today"),
        (86_399, "today"),
        (86_400, "1 day ago"),
        (12 * 86_400 + 5, "12 days ago"),
        (1_200 * 86_400, "1,200 days ago"),
    ],
)
def test_format_age_counts_whole_days(seconds: float, text: str) -> None:
    assert format_age(seconds) == text
