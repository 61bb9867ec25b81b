"""A word of digits is an id, never the name of a file."""

from pathlib import Path

import pytest

from tests.support.cli import Lusha


@pytest.mark.parametrize(
    ("line", "id_"),
    [
        ("signals contacts get 4100000026 --signal allSignals", "4100000026"),
        ("signals companies get 30000000 --signal riskNews", "30000000"),
        ("recommendations companies 30000000 --api-version v2", "30000000"),
        ("webhooks create 4100000026 --entity-type contact --signal-type promotion "
         "--url https://hooks.firm.example/lusha", "4100000026"),
    ],
)  # fmt: skip
def test_word_of_digits_is_an_id_where_a_file_is_accepted(
    lusha: Lusha, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, line: str, id_: str
) -> None:
    monkeypatch.chdir(tmp_path)
    Path(id_).write_text("99999999")
    preview = lusha(*line.split(), "--sandbox", "--dry-run", "--json").out
    assert id_ in preview
    assert "99999999" not in preview
    preview = lusha(*line.replace(id_, f"./{id_}").split(), "--sandbox", "--dry-run", "--json").out
    assert "99999999" in preview


@pytest.mark.parametrize("noun", ["person", "company"])
def test_bulk_takes_no_digits_for_a_file(
    lusha: Lusha, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, noun: str
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("4100000026").write_text("email\nada@firm.example\n")
    refused = lusha(noun, "bulk", "4100000026", "--sandbox", code=2).err
    assert "4100000026 is an ID. For a file of this name, type ./4100000026" in refused
    lusha(noun, "bulk", "./4100000026", "--sandbox", "--dry-run", "--format", "csv")
