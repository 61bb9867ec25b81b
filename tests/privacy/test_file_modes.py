"""Only the user can read what is stored, whatever the umask."""

import os
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from lusha_cli.webhooks.log.location import LogLocation
from tests.privacy.test_forget import ADA_ID, plant, write_log
from tests.support.cli import ADA, Lusha

pytestmark = pytest.mark.skipif(os.name != "posix", reason="needs POSIX")


@pytest.fixture(params=[0o022, 0])
def _umask(request: pytest.FixtureRequest) -> Iterator[None]:
    before = os.umask(request.param)
    yield
    os.umask(before)


@pytest.mark.usefixtures("_umask")
def test_all_stored_files_are_private(lusha: Lusha, tmp_path: Path) -> None:
    lusha.env["LUSHA_CACHE"] = "30d"
    (inputs := tmp_path / "inputs").mkdir()
    folder = lusha.state / "webhooks" / "sandbox"
    plant(lusha, inputs)
    write_log(lusha, LogLocation(folder / "rotated.db", is_sqlite=True), is_rotated=True)
    lusha("config", "set", "budget", "500/day")
    lusha("person", "get", ADA, "--refresh")
    lusha("privacy", "suppress", "bo@firm.example")
    lusha("privacy", "forget", ADA_ID, "--yes")
    lusha("person", "get", ADA, "--ignore-suppression")
    checked = 0
    for root in (lusha.state, lusha.folder / "config"):
        for path in [root, *root.rglob("*")]:
            mode = stat.S_IMODE(path.lstat().st_mode)
            assert mode == (0o700 if path.is_dir() else 0o600), path
            checked += 1
    assert checked > 12
