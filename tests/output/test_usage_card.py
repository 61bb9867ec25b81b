"""The usage bar of `account usage`."""

import pytest
from rich.cells import cell_len

from lusha_cli.json_types import Json
from lusha_cli.output.layouts.v2 import USAGE_LAYOUT
from tests.support.rendering import render_text

ONE = {"used": 1234, "total": 100000, "remaining": 98766}


def usage_bars(
    usage: Json, *, width: int = 60, color: bool = False, encoding: str = "utf-8"
) -> str:
    return render_text({"usage": usage}, USAGE_LAYOUT, width=width, color=color, encoding=encoding)


def test_usage_of_one_counter_is_one_bar() -> None:
    assert usage_bars(ONE) == "Credits  ░░░░░░░░░░░░░░  1,234 of 100,000 used   98,766 left\n"


def test_usage_of_named_counters_is_several_bars() -> None:
    usage = {"bulkCredits": {"used": 75, "total": 100, "remaining": 25}, "credits": ONE}
    assert usage_bars(usage, width=80) == (
        "Bulk credits  ██████████████████████░░░░░░░  75 of 100 used          25 left\n"
        "Credits       ░░░░░░░░░░░░░░░░░░░░░░░░░░░░░  1,234 of 100,000 used   98,766 left\n"
    )


def test_usage_bar_in_ascii() -> None:
    assert usage_bars(ONE, encoding="ascii").startswith("Credits  ..............  1,234 of")


@pytest.mark.parametrize(("used", "code"), [(0, "32"), (74, "32"), (75, "35"), (90, "31")])
def test_usage_bar_color_depends_on_the_used_share(used: int, code: str) -> None:
    usage = {"used": used, "total": 100, "remaining": 100 - used}
    assert f"\x1b[{code}m" in usage_bars(usage, color=True)
    assert "\x1b" not in usage_bars(usage)


@pytest.mark.parametrize(
    ("usage", "expected"),
    [
        ({"used": 0, "total": 0, "remaining": 0}, "░  0 of 0 used   0 left"),
        ({"used": 5, "total": 0}, "█  5 of 0 used   -5 left"),
        ({"used": 150, "total": 100}, "█  150 of 100 used   -50 left"),
        ({"used": -5, "total": 100}, "░  -5 of 100 used   105 left"),
        ({"used": 5}, "Credits  5 used"),
        ({"total": 5}, "Credits  5 in total"),
        ({"remaining": 5}, "Credits     5 left"),
        ({"used": 5, "remaining": 15}, "5 of 20 used   15 left"),
        ({"used": "5", "total": "10", "remaining": None}, "5 of 10 used   5 left"),
        ({"used": 2.0, "total": 1e30}, "Credits  2 used"),
        ({"used": 2, "total": "9" * 5000}, "Credits  2 used"),
    ],
)
def test_usage_accepts_unexpected_counters(usage: Json, expected: str) -> None:
    assert expected in usage_bars(usage)


@pytest.mark.parametrize("usage", [{}, [], None, "x", {"used": True}, {"a": {"b": 1}}, {"a": 1}])
def test_usage_without_counters_is_shown(usage: Json) -> None:
    assert usage_bars(usage)


@pytest.mark.parametrize("value", ["soon", "", 7, None, [], "株式会社北京株式会社"])
def test_usage_ignores_unreadable_dates_and_windows(value: Json) -> None:
    keys = ("time", "startedAt", "renewsAt", "creditsPerDay", "runsOutAt")
    body = {
        "usage": ONE,
        "forecast": dict.fromkeys(keys, value),
        "rateLimits": {"daily": value, "minute": {"limit": value, "used": value}},
    }
    text = render_text(body, USAGE_LAYOUT)
    assert text.startswith("Credits")
    assert not any(label in text for label in ("Renewal", "Rate", "Runs out", "Per day"))


def test_usage_counters_with_and_without_bar_are_aligned() -> None:
    first, second = usage_bars({"a": {"used": 5}, "b": {"used": 5, "total": 10}}).splitlines()
    assert first.index("5 used") == second.index("5 of 10")


@pytest.mark.parametrize("width", [20, 60, 80, 200])
@pytest.mark.parametrize("name", ["credits", "点数" * 30, "x" * 200])
def test_usage_fits_the_terminal(name: str, width: int) -> None:
    text = usage_bars({name: {"used": 10**15, "total": 10**16, "remaining": 1}}, width=width)
    assert max(map(cell_len, text.splitlines())) <= max(width, 24)
    assert render_text({"usage": ONE}, USAGE_LAYOUT).endswith(
        "1,234 of 100,000 used   98,766 left\n"
    )
