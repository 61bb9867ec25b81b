"""Where the delivery log is: a file of JSON lines or a database."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from lusha_cli.errors import DeliveryLogUnusable, UsageError
from lusha_cli.webhooks.log.delivery_log import Log
from lusha_cli.webhooks.log.location import Place, default_place, read_place
from tests.support.delivery_log import logged_ids, open_log


@pytest.mark.parametrize(
    "text", ["", "-", "sqlite://log.db", "sqlite:///", "sqlite:///:memory:", "sqlite:///a?table=b",
             "postgresql://host/name", "https://firm.example/x", "."],
)  # fmt: skip
def test_log_location_invalid_is_rejected(text: str) -> None:
    with pytest.raises(UsageError, match="--out"):
        read_place(text, said_by="--out")


def test_log_location_is_jsonl_or_database(tmp_path: Path) -> None:
    assert read_place("a.jsonl", said_by="") == (Path("a.jsonl"), False)
    assert read_place("a.sqlite3", said_by="") == (Path("a.sqlite3"), True)
    assert read_place("sqlite:////tmp/a%20b", said_by="") == (Path("/tmp/a b"), True)
    with closing(sqlite3.connect(tmp_path / "plain")) as db:
        db.execute("CREATE TABLE x (y)")
    assert read_place(str(tmp_path / "plain"), said_by="").is_sqlite
    names = {default_place(tmp_path, name).file.name for name in ("a/b", "a_b", "..", "ü" * 99)}
    assert len(names) == 4
    assert all(len(name) < 80 and "/" not in name for name in names)


def test_log_location_in_a_missing_folder_is_reported(tmp_path: Path) -> None:
    for name in ("log.jsonl", "log.db"):
        missing = tmp_path / "missing" / name
        with pytest.raises(UsageError, match="there is no folder"):
            open_log(missing)
        with pytest.raises(DeliveryLogUnusable, match="No such file"):  # deleted meanwhile
            Log(Place(missing, is_sqlite=name == "log.db"), tell=print)
        with pytest.raises(UsageError, match="There is no log"):
            logged_ids(tmp_path / name)
