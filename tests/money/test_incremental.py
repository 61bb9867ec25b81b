"""Rows that were answered before are not paid again, whatever else of their file changes."""

from collections.abc import Callable

import pytest

from tests.money.client import MoneyClient

pytestmark = pytest.mark.slow

DAY = 86_400
V3 = ("--api-version", "v3", "--yes")


def reverse(lines: list[str]) -> list[str]:
    """Return the rows in reverse order below their header."""
    return [lines[0], *reversed(lines[1:])]


def add_row(lines: list[str]) -> list[str]:
    """Return the rows with one more."""
    return [*lines, "new@firm.example"]


def add_column(lines: list[str]) -> list[str]:
    """Return the rows with a column that isn't looked up."""
    return [f"{line},note" for line in lines]


CHANGES: dict[str, tuple[Callable[[list[str]], list[str]], tuple[str, ...], int]] = {
    "a row more": (add_row, (), 1),
    "sorted": (reverse, (), 0),
    "a column more": (add_column, (), 0),
    "format named": (list, ("--format", "csv"), 0),
    "mapping named": (list, ("--map", "email=email"), 0),
    "delimiter named": (list, ("--delimiter", ","), 0),
}


@pytest.mark.parametrize("change", CHANGES)
def test_only_new_rows_are_paid(money: MoneyClient, change: str) -> None:
    edit, options, new = CHANGES[change]
    path = money.people(120)
    money("person", "bulk", path, *V3, code=0)
    lines = (money.folder / "people.csv").read_text().splitlines()
    money.write("people.csv", "\n".join(edit(lines)) + "\n")
    money.lusha.clock.time += 12 * DAY
    run = money("person", "bulk", path, *options, *V3, code=0)
    sent = [person for entry in run.ledger for person in entry.people]
    assert sent == ["new@firm.example"] * new, str(run)
    assert "12 days ago" in run.err, str(run)
    assert run.out.count(",matched,") == 120 + new, str(run)


@pytest.mark.parametrize(("options", "sent"), [
    (("--fresh",), 100), (("--refresh-older-than", "30d"), 100),
    (("--refresh-older-than", "60d"), 0),
])  # fmt: skip
def test_rows_are_paid_again_on_purpose(
    money: MoneyClient, options: tuple[str, ...], sent: int
) -> None:
    path = money.people(100)
    money("person", "bulk", path, *V3, code=0)
    money.lusha.clock.time += 40 * DAY
    run = money("person", "bulk", path, *options, *V3, code=0)
    assert sum(len(entry.people) for entry in run.ledger) == sent, str(run)


def test_output_that_is_the_input_is_not_paid_again(money: MoneyClient) -> None:
    path = money.people(60)
    first = money("person", "bulk", path, "--out", path, *V3)
    again = money("person", "bulk", path, "--out", path, *V3)
    if first.code:
        assert not first.charged, str(first)
    assert not again.charged, str(again)
