"""The state folder and the private folders in it."""

from pathlib import Path

import pytest

from lusha_cli.storage.state_store import ensure_private_directory
from tests.benchmarks.races import count_folder_failures


def test_private_directory_has_private_parents(tmp_path: Path) -> None:
    folder = ensure_private_directory(tmp_path / "a" / "b")
    assert {path.stat().st_mode & 0o777 for path in (folder, folder.parent)} == {0o700}
    assert ensure_private_directory(folder) == folder
    (folder / "file").touch()
    with pytest.raises(NotADirectoryError):
        ensure_private_directory(folder / "file")


@pytest.mark.slow
def test_private_directory_is_created_by_16_processes_at_once(tmp_path: Path) -> None:
    assert count_folder_failures(tmp_path, rounds=20, processes=16) == []
