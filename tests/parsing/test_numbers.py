"""Whole numbers in text."""

import json

import pytest

from lusha_cli.models import read_company
from lusha_cli.parsing.numbers import read_integer
from tests.support.cli import Lusha

# Python's int() or str.isdigit() accepts each of these.
NOT_DIGITS = ["1_0", "+5", " 5", "5 ", "-5", "１０", "²", "٣", "0x10", "1e2", "", "5\n"]  # noqa: RUF001


@pytest.mark.parametrize("text", NOT_DIGITS)
def test_read_integer_rejects_all_but_ascii_digits(text: str) -> None:
    assert read_integer(text) is None


@pytest.mark.parametrize(
    ("text", "number"),
    [("0", 0), ("007", 7), ("9" * 15, 10**15 - 1), ("9" * 16, None), ("9" * 5000, None)],
)
def test_read_integer_is_bounded(text: str, number: int | None) -> None:
    assert read_integer(text) == number


@pytest.mark.parametrize(
    ("employees", "size"),
    [
        ("201 - 500", (201, 500)),
        ("1,001 - 5,000", (1001, 5000)),
        ("² - 5", None),
        ("１ - ２", None),  # noqa: RUF001
        ("1 - " + "9" * 5000, None),
        ("500", None),
        ("1-2-3", None),
    ],
)
def test_read_company_reads_its_size_or_leaves_it_out(
    employees: str, size: tuple[int, int] | None
) -> None:
    assert read_company({"employees": employees}).size == size


@pytest.mark.parametrize("digits", ["²", "１", "9" * 5000])  # noqa: RUF001
def test_commands_survive_digits_that_python_cannot_read(lusha: Lusha, digits: str) -> None:
    lusha.env.update(COLUMNS=digits, VTE_VERSION=digits, FORCE_COLOR="1")
    lusha("account", "usage", terminal=True)
    lusha("account", "plan", "--fields", f"features.{digits}", code=2)
    lusha("person", "get", digits, code=2)
    shown = lusha("api", "POST", "/x", "-F", f"n={digits}", "--dry-run", "--json").out
    assert json.loads(shown)["body"]["n"] == digits
