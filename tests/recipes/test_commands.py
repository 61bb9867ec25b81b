"""`lusha recipes` lists, shows and copies the recipes."""

from pathlib import Path

import pytest

from lusha_cli.recipes import NAMES
from tests.support.cli import Lusha

FOLDER = Path("lusha_cli/recipes")


def files_of(name: str) -> list[Path]:
    files = (path for path in (FOLDER / name).rglob("*") if path.is_file())
    return [path for path in files if path.suffix != ".pyc"]


def test_recipes_lists_without_a_command(lusha: Lusha) -> None:
    assert [row["name"] for row in lusha("recipes", "--json").json] == list(NAMES)
    assert lusha("recipes").out == lusha("recipes", "list").out
    assert all(row["about"] and row["files"] for row in lusha("recipes", "list").json)


def test_show_prints_the_readme_or_a_file(lusha: Lusha) -> None:
    assert lusha("recipes", "show", "cron").out.startswith("# cron: ")
    assert "LUSHA_BUDGET=" in lusha("recipes", "show", "cron", "lusha.cron").out
    assert lusha("recipes", "show", "cron", "lusha.cron", "--json").json["file"] == "lusha.cron"


def test_show_names_the_mistake(lusha: Lusha) -> None:
    assert "lusha.cron" in lusha("recipes", "show", "cron", "lusha.corn", code=2).err
    lusha("recipes", "show", "crom", code=2)


@pytest.mark.parametrize("name", NAMES)
def test_copy_writes_every_file(lusha: Lusha, tmp_path: Path, name: str) -> None:
    folder = tmp_path / "new" / "folder"
    copied = [Path(row["file"]) for row in lusha("recipes", "copy", name, str(folder)).json]
    assert copied == [path for path in copied if path.is_file()]
    source = files_of(name)
    assert sorted(path.read_bytes() for path in copied) == sorted(p.read_bytes() for p in source)


def test_compiled_files_are_not_copied(lusha: Lusha, tmp_path: Path) -> None:
    compiled = FOLDER / "aws-webhooks" / "__pycache__" / "receiver.cpython-399.pyc"
    compiled.parent.mkdir(exist_ok=True)
    compiled.write_bytes(b"\xa7")
    try:
        lusha("recipes", "copy", "aws-webhooks", str(tmp_path))
        assert "pyc" not in lusha("recipes", "list").out
    finally:
        compiled.unlink()
    assert not list(tmp_path.rglob("*.pyc"))


def test_copy_never_overwrites(lusha: Lusha, tmp_path: Path) -> None:
    file = tmp_path / "lusha.cron"
    file.write_text("mine")
    err = lusha("recipes", "copy", "cron", str(tmp_path), code=2).err
    assert "lusha.cron exists already. Nothing was written." in err
    assert (file.read_text(), (tmp_path / "lusha-cron.md").exists()) == ("mine", False)


def test_copy_reports_a_folder_that_cannot_be_created(lusha: Lusha, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    assert "can't be written" in lusha(
        "recipes", "copy", "cron", str(tmp_path / "file" / "x"), code=2
    ).err  # fmt: skip
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


def test_copy_that_fails_leaves_nothing(lusha: Lusha, tmp_path: Path) -> None:
    folder = tmp_path / "repository"
    folder.mkdir()
    (folder / ".github").write_text("mine")
    err = lusha("recipes", "copy", "github-actions", str(folder), code=2).err
    assert ".github can't be written: File exists. Nothing was written." in " ".join(err.split())
    assert [path.name for path in folder.iterdir()] == [".github"]
    (folder / ".github").unlink()
    lusha("recipes", "copy", "github-actions", str(folder))


@pytest.mark.parametrize("name", NAMES)
def test_readme_states_cost_setup_and_proof(name: str) -> None:
    text = (FOLDER / name / "README.md").read_text()
    assert 9 <= len(text.splitlines()) <= 20
    for part in ("Cost in credits per month:", "Set: ", "Tested: ", "Not tested: "):
        assert f"\n{part}" in text
    files = "".join(path.read_text() for path in files_of(name))
    assert "LUSHA_BUDGET" in files or "config set budget" in files
    assert "LUSHA_API_KEY=sk" not in files
    # Nobody has registered the name, so whoever does would get the key.
    assert "pip install lusha-cli" not in files
