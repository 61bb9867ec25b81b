"""Renamed options: the old names work, and only the new ones are shown."""

from pathlib import Path

import pytest

from lusha_cli.cli.app import contexts
from lusha_cli.cli.renamed_options import RENAMED_OPTIONS
from tests.support.cli import ADA, Lusha


def test_old_names_of_options_mean_the_new_ones(lusha: Lusha) -> None:
    source = lusha.folder / "leads.csv"
    source.write_text(f"email\n{ADA}\n")
    line = ("person", "bulk", str(source), "--sandbox", "--yes")
    new = lusha(*line, "--data-columns", "full_name").out
    assert "lusha_full_name" in new
    assert "lusha_work_email" not in new
    assert lusha(*line, "--columns", "full_name").out == new
    assert lusha(*line, "--columns=full_name").out == new
    for old in ("--retry", "--retry-status"):
        refused = lusha(*line, old, "nonsense", code=2).err
        assert "--retry-status" in refused
    for place in (("--retry-paid", *line), (*line, "--retry-paid")):
        lusha(*place)
    line = ("sandbox", "emit", "promotion", "--entity-id", "4100000000")
    assert "--random-seed" in lusha(*line, "--seed", "x", code=2).err


def test_old_name_with_another_meaning_keeps_it(lusha: Lusha) -> None:
    preview = lusha("recommendations", "companies", "--seed", "30000000", "--dry-run", "--sandbox",
                    "--json", "--api-version", "v2").out  # fmt: skip
    assert '"companyId"' in preview


@pytest.mark.parametrize("variable", ["LUSHA_RETRY_PAID", "LUSHA_ALLOW_DOUBLE_CHARGE"])
def test_old_variable_is_read(lusha: Lusha, variable: str) -> None:
    lusha.env[variable] = "nonsense"
    refused = lusha("account", "usage", "--sandbox", code=2).err
    assert f"{variable}: " in refused or variable in refused
    lusha.env[variable] = "1"
    lusha("account", "usage", "--sandbox")


def test_new_variable_overrides_the_old_one(lusha: Lusha) -> None:
    lusha.env.update(LUSHA_RETRY_PAID="nonsense", LUSHA_ALLOW_DOUBLE_CHARGE="0")
    lusha("account", "usage", "--sandbox")


def test_old_names_are_shown_nowhere() -> None:
    seeds = ("lusha recommendations contacts", "lusha recommendations companies")
    for context in contexts():
        names = {name for item in context.command.params for name in item.opts}
        if context.command_path not in seeds:
            assert not names & set(RENAMED_OPTIONS), context.command_path
    for script in Path("completions").iterdir() if Path("completions").exists() else ():
        assert "--retry-paid" not in script.read_text(encoding="utf-8")
