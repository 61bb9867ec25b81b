"""Ids in a file: V3's tokens where V3 serves the run, V2's numbers everywhere."""

import csv
from pathlib import Path

import pytest

from lusha_cli.sandbox.id_tokens import encode_id
from tests.support.cli import Lusha

pytestmark = pytest.mark.with_yes


def run(
    lusha: Lusha, tmp_path: Path, command: str, column: str, number: int, *options: str
) -> list[tuple[str, str]]:
    """Return status and error of a token, a number and a word in a column of ids."""
    source, out = tmp_path / "ids.csv", tmp_path / "out.csv"
    token = encode_id(number)
    source.write_text(f"{column}\n{token}\n{number + 13}\nword\n")
    lusha(command, "bulk", str(source), "--out", str(out), *options, code=10)
    with out.open(newline="") as file:
        return [(row["lusha_status"], row["lusha_error"]) for row in csv.DictReader(file)]


@pytest.mark.parametrize(
    ("command", "column", "number", "options"),
    [
        ("person", "lusha id", 4_100_000_000, ("--api-version", "v3")),
        ("person", "lusha id", 4_100_000_000, ("--smart", "--reveal", "emails")),
        ("company", "lusha id", 30_000_000, ("--api-version", "v3")),
    ],
)
def test_v3_takes_tokens_and_numbers(
    lusha: Lusha, tmp_path: Path, command: str, column: str, number: int, options: tuple[str, ...]
) -> None:
    token, _, word = run(lusha, tmp_path, command, column, number, *options)
    assert token == ("matched", "")
    assert word[0] == "invalid"


def test_v3_takes_tokens_once_v2_is_retired(lusha: Lusha, tmp_path: Path) -> None:
    lusha.v2 = "gone"
    source = tmp_path / "one.csv"
    source.write_text("email\nada.byrne@analytical-engines.example\n")
    lusha("person", "bulk", str(source))
    token, number, _ = run(lusha, tmp_path, "person", "lusha id", 4_100_000_000)
    assert (token[0], number[0]) == ("matched", "matched")


@pytest.mark.parametrize(
    ("command", "column", "number"),
    [("person", "lusha id", 4_100_000_000), ("company", "lusha id", 30_000_000)],
)
@pytest.mark.parametrize("options", [(), ("--api-version", "v2")], ids=["auto", "v2"])
def test_v2_says_why_it_takes_no_token(
    lusha: Lusha, tmp_path: Path, command: str, column: str, number: int, options: tuple[str, ...]
) -> None:
    (status, error), _, _ = run(lusha, tmp_path, command, column, number, *options)
    assert status == "invalid"
    assert "is a V3 ID, which API V2 doesn't accept" in error
    assert "--api-version v3" in error
