"""The JSON document that processes share: written only if it has changed."""

import os
import time
from pathlib import Path

from lusha_cli.storage.locked_json import LockedJsonFile


def test_document_is_written_only_if_it_has_changed(tmp_path: Path) -> None:
    file = LockedJsonFile(tmp_path / "shared.json", sleep=time.sleep)
    with file.update() as document:
        document["credits"] = 7
    # In the past, as two writes in one tick of the file system have the same time.
    os.utime(tmp_path / "shared.json", (1_000, 1_000))
    with file.update() as document:
        assert document == {"credits": 7}
    assert (tmp_path / "shared.json").stat().st_mtime == 1_000
    with file.update() as document:
        document["credits"] = 12
    assert (tmp_path / "shared.json").read_text() == '{"credits": 12}'


def test_damaged_document_is_replaced(tmp_path: Path) -> None:
    (tmp_path / "shared.json").write_text('{"credits": 7')
    with LockedJsonFile(tmp_path / "shared.json", sleep=time.sleep).update() as document:
        assert document == {}
    assert (tmp_path / "shared.json").read_text() == "{}"
