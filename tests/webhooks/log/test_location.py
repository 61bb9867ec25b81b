"""Where the delivery log is: a file of JSON lines or a database."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from lusha_cli.errors import DeliveryLogError, UsageError
from lusha_cli.webhooks.log.delivery_log import DeliveryLog
from lusha_cli.webhooks.log.location import LogLocation, default_location, parse_log_location
from tests.support.delivery_log import logged_ids, open_log


@pytest.mark.parametrize(
    "text", ["", "-", "sqlite://log.db", "sqlite:///", "sqlite:///:memory:", "sqlite:///a?table=b",
             "postgresql://host/name", "https://firm.example/x", "."],
)  # fmt: skip
def test_log_location_invalid_is_rejected(text: str) -> None:
    with pytest.raises(UsageError, match="--out"):
        parse_log_location(text, parameter="--out")


def test_log_location_is_jsonl_or_database(tmp_path: Path) -> None:
    assert parse_log_location("a.jsonl", parameter="") == (Path("a.jsonl"), False)
    assert parse_log_location("a.sqlite3", parameter="") == (Path("a.sqlite3"), True)
    assert parse_log_location("sqlite:////tmp/a%20b", parameter="") == (Path("/tmp/a b"), True)
    with closing(sqlite3.connect(tmp_path / "plain")) as db:
        db.execute("CREATE TABLE x (y)")
    assert parse_log_location(str(tmp_path / "plain"), parameter="").is_sqlite
    names = {default_location(tmp_path, name).file.name for name in ("a/b", "a_b", "..", "ü" * 99)}
    assert len(names) == 4
    assert all(len(name) < 80 and "/" not in name for name in names)


def test_log_location_in_a_missing_folder_is_reported(tmp_path: Path) -> None:
    for name in ("log.jsonl", "log.db"):
        missing = tmp_path / "missing" / name
        with pytest.raises(UsageError, match=r"the folder .* does not exist"):
            open_log(missing)
        with pytest.raises(DeliveryLogError, match="No such file"):  # deleted meanwhile
            DeliveryLog(LogLocation(missing, is_sqlite=name == "log.db"), notify=print)
        with pytest.raises(UsageError, match="does not exist"):
            logged_ids(tmp_path / name)
