"""When a command asks before it spends credits."""

import json

import pytest

from tests.support.cli import ADA, Lusha

# 5 people cost at most 31 credits, 3 at most 19.
FIVE = json.dumps({"contacts": [{"contactId": str(n), "email": ADA} for n in range(5)]}).encode()
THREE = json.dumps({"contacts": [{"contactId": str(n), "email": ADA} for n in range(3)]}).encode()
BULK = ("person", "bulk", "--body", "-")

# (command, stdin, the cost in the prompt)
ABOVE = [
    (BULK, FIVE, "up to 31 credits"),
    (("api", "POST", "/v2/person", "--input", "-"), FIVE, "up to 31 credits"),
    (("contacts", "search-and-enrich", *(f"{n}@firm.example" for n in range(5))), b"",
     "up to 31 credits"),
    (("contacts", "enrich", "1"), b"", "an unknown number of credits for waterfall providers"),
    (("person", "get", ADA, "--signal", "promotion"), b"", "1 credit per signal delivered"),
    (("api", "POST", "/v3/nobody/knows"), b"", "an unknown number of credits"),
    (("contacts", "tables", "rows", "1", "--size", "30", "--owner", "you@firm.example"), b"",
     "up to 30 credits"),
]  # fmt: skip


@pytest.mark.parametrize(("argv", "stdin", "cost"), ABOVE)
def test_cost_above_the_limit_needs_yes_without_a_terminal(
    lusha: Lusha, argv: tuple[str, ...], stdin: bytes, cost: str
) -> None:
    before = lusha("account", "usage").out
    failed = lusha(*argv, stdin=stdin, code=2)
    message = f"{cost}. Pass --yes to confirm (no terminal to prompt on)."
    assert message in " ".join(failed.err.split())
    assert failed.out == ""
    assert lusha("account", "usage").out == before


def test_cost_up_to_the_limit_is_not_confirmed(lusha: Lusha) -> None:
    lusha(*BULK, stdin=THREE)


@pytest.mark.parametrize(("limit", "code"), [("0", 2), ("18", 2), ("19", 0), ("100", 0)])
def test_confirm_above_sets_the_limit(lusha: Lusha, limit: str, code: int) -> None:
    lusha.env["LUSHA_CONFIRM_ABOVE"] = limit
    lusha(*BULK, stdin=THREE, code=code)
    del lusha.env["LUSHA_CONFIRM_ABOVE"]
    lusha("config", "set", "confirm_above", limit)
    lusha(*BULK, stdin=THREE, code=code)


def test_confirm_above_never_asks_for_a_free_call(lusha: Lusha) -> None:
    lusha.env["LUSHA_CONFIRM_ABOVE"] = "0"
    lusha("account", "usage")
    lusha("filters", "companies", "sizes")


def test_max_credits_that_covers_the_cost_is_consent(lusha: Lusha) -> None:
    lusha(*BULK, "--max-credits", "30", stdin=FIVE, code=6)
    lusha(*BULK, "--max-credits", "31", stdin=FIVE)
    lusha.env["LUSHA_MAX_CREDITS"] = "31"
    lusha(*BULK, stdin=FIVE)


def test_max_credits_in_the_configuration_is_not_consent(lusha: Lusha) -> None:
    lusha("config", "set", "max_credits", "1000")
    lusha(*BULK, stdin=FIVE, code=2)
    lusha(*BULK, "--yes", stdin=FIVE)


@pytest.mark.parametrize(("answer", "code"), [(b"y\n", 0), (b"n\n", 130), (b"", 130)])
def test_prompt_asks_on_a_terminal(lusha: Lusha, answer: bytes, code: int) -> None:
    people = [ADA, *(f"{name}@firm.example" for name in "abcd")]
    result = lusha("contacts", "search-and-enrich", *people, stdin=answer, terminal=True, code=code)
    assert "This may cost up to 31 credits. Continue? [y/N]" in result.err
