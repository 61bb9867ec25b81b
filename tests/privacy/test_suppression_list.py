"""The suppression list as a file: shared, private, and never mistaken for an empty one."""

import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest

from lusha_cli.errors import SuppressionListError
from lusha_cli.privacy.suppression_list import SuppressionList

ADA_MAIL = "email:ada@firm.example"
ADA_PHONE = "phone:+13445550151"


def test_missing_list_is_empty_and_not_created(tmp_path: Path) -> None:
    missing = SuppressionList(tmp_path / "state")
    assert not missing.contains_any([ADA_MAIL])
    assert len(missing) == 0
    assert not missing.snapshot()
    assert missing.remove([ADA_MAIL]) == 0
    assert missing.add([], at=1.0) == 0
    assert missing.last_added() is None
    assert list(tmp_path.iterdir()) == []


def test_missing_list_imports_no_sqlite(tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; "
        "from lusha_cli.privacy.suppression_list import SuppressionList;"
        "SuppressionList(Path(sys.argv[1])).contains_any(['contact:1']);"
        "print(sorted({'sqlite3', 'hmac', 'hashlib'} & set(sys.modules)))"
    )
    env = {name: value for name, value in os.environ.items() if not name.startswith("COV")}
    command = [sys.executable, "-c", code, str(tmp_path)]
    done = subprocess.run(command, env=env, capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


def test_added_identifier_is_listed_until_removed(tmp_path: Path) -> None:
    item, other = SuppressionList(tmp_path), SuppressionList(tmp_path)
    assert not other.contains_any([ADA_MAIL])
    assert item.add([ADA_MAIL, ADA_PHONE, ADA_MAIL], at=5.0) == 2
    assert item.add([ADA_PHONE, "contact:4100000000"], at=9.0) == 1
    for same in (item, other, SuppressionList(tmp_path)):
        assert len(same) == 3
        assert same.last_added() == 9.0
        assert same.contains_any(["email:bo@firm.example", ADA_PHONE])
        assert not same.contains_any(["email:bo@firm.example"])
        assert not same.contains_any([])
    assert other.remove([ADA_MAIL, "email:bo@firm.example"]) == 1
    assert not item.contains_any([ADA_MAIL])
    assert item.contains_any([ADA_PHONE])


def test_deleted_list_is_empty_and_a_restored_one_counts(tmp_path: Path) -> None:
    stored, away = SuppressionList(tmp_path), tmp_path / "away"
    stored.add([ADA_MAIL], at=1.0)
    assert stored.contains_any([ADA_MAIL])
    stored.file.rename(away)
    assert not stored.contains_any([ADA_MAIL])
    away.rename(stored.file)
    assert stored.contains_any([ADA_MAIL])


def test_unchanged_list_is_read_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stored = SuppressionList(tmp_path)
    stored.add([ADA_MAIL], at=1.0)
    os.utime(stored.file, (1_000_000_000, 1_000_000_000))
    first = stored.snapshot()
    assert stored.snapshot() is first
    SuppressionList(tmp_path).add([ADA_PHONE], at=2.0)
    assert stored.contains_any([ADA_PHONE])


def test_list_files_are_private_and_hold_no_plain_identifier(tmp_path: Path) -> None:
    folder = tmp_path / "state"
    names = [ADA_MAIL, ADA_PHONE, "linkedin:https://www.linkedin.com/in/ada-byrne"]
    SuppressionList(folder).add(names, at=1.0)
    files = [path for path in folder.rglob("*") if path.is_file()]
    assert {"suppression.db", "suppression.salt"} <= {path.name for path in files}
    assert folder.stat().st_mode & 0o777 == 0o700
    for path in files:
        assert path.stat().st_mode & 0o777 == 0o600
        content = path.read_bytes().lower()
        for part in (b"ada", b"firm.example", b"3445550151", b"linkedin"):
            assert part not in content


def test_lists_of_the_same_people_share_no_hash(tmp_path: Path) -> None:
    hashes = []
    for folder in (tmp_path / "a", tmp_path / "b"):
        SuppressionList(folder).add([ADA_MAIL], at=1.0)
        with sqlite3.connect(folder / "suppression.db") as db:
            hashes += db.execute("SELECT hash FROM suppressed").fetchall()
        db.close()
    assert len(set(hashes)) == 2


def test_concurrent_additions_are_all_stored(tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; "
        "from lusha_cli.privacy.suppression_list import SuppressionList;"
        "kept = SuppressionList(Path(sys.argv[1]));"
        "[kept.add([f'contact:{sys.argv[2]}{n}'], at=n) for n in range(10)]"
    )
    others = [
        subprocess.Popen([sys.executable, "-c", code, str(tmp_path), name]) for name in ("7", "8")
    ]
    stored = SuppressionList(tmp_path)
    with ThreadPoolExecutor(4) as pool:
        added = list(pool.map(lambda n: stored.add([f"contact:9{n}"], at=n), range(20)))
        requested = list(pool.map(lambda n: stored.contains_any([f"contact:9{n}"]), range(20)))
    assert [other.wait() for other in others] == [0, 0]
    assert added == [1] * 20
    assert requested == [True] * 20
    assert len(stored) == 40


CORRUPTIONS = ["text", "empty", "cut", "other", "no salt", "short", "wrong"]


@pytest.mark.parametrize("damage", CORRUPTIONS)
def test_damaged_list_raises_an_error(tmp_path: Path, damage: str) -> None:
    stored = SuppressionList(tmp_path)
    stored.add([f"contact:{n}" for n in range(500)], at=1.0)
    if damage == "text":
        stored.file.write_text("This was a list once.\n" * 100)
    elif damage == "empty":
        stored.file.write_bytes(b"")
    elif damage == "cut":
        stored.file.write_bytes(stored.file.read_bytes()[:9000])
    elif damage == "other":
        stored.file.unlink()
        with sqlite3.connect(stored.file) as db:
            db.execute("CREATE TABLE kept (name TEXT)")
        db.close()
    elif damage == "no salt":
        stored.salt_file.unlink()
    else:
        stored.salt_file.write_bytes(b"s" * (32 if damage == "wrong" else 31))
    requested = SuppressionList(tmp_path)
    asks: list[Callable[[], int]] = [
        lambda: requested.contains_any([ADA_MAIL]),
        lambda: len(requested),
        lambda: requested.add([ADA_MAIL], at=2.0),
        lambda: requested.remove(["contact:499"]),
    ]
    for ask in asks:
        with pytest.raises(SuppressionListError, match="suppression") as caught:
            ask()
        assert "suppress WHO" in str(caught.value.hint)


def test_corrupt_hash_is_detected(tmp_path: Path) -> None:
    stored = SuppressionList(tmp_path)
    stored.add([f"contact:{n}" for n in range(500)], at=1.0)
    with sqlite3.connect(stored.file) as db:
        (hash_,) = db.execute("SELECT hash FROM suppressed WHERE rowid = 250").fetchone()
    db.close()
    content = stored.file.read_bytes()
    stored.file.write_bytes(content.replace(hash_, bytes(32), 1))
    with pytest.raises(SuppressionListError):
        len(SuppressionList(tmp_path))


def test_locked_or_unreadable_list_names_the_check(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stored = SuppressionList(tmp_path)
    stored.add([ADA_MAIL], at=1.0)
    connect = sqlite3.connect
    monkeypatch.setattr(
        sqlite3, "connect", lambda *args, **more: connect(*args, **{**more, "timeout": 0})
    )
    with closing(connect(stored.file, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(SuppressionListError, match="locked") as caught:
            SuppressionList(tmp_path).contains_any([ADA_MAIL])
    assert "try again" in str(caught.value.hint)
    nowhere = SuppressionList(stored.file)
    assert not nowhere.contains_any([ADA_MAIL])
    with pytest.raises(SuppressionListError, match="Not a directory") as caught:
        nowhere.add([ADA_MAIL], at=1.0)
    assert "Check the permissions" in str(caught.value.hint)


def test_incomplete_list_of_a_killed_process_is_ignored(tmp_path: Path) -> None:
    for name in ("suppression.new", "suppression.new-salt", "suppression.salt"):
        (tmp_path / name).write_bytes(b"half")
    stored = SuppressionList(tmp_path)
    assert not stored.contains_any([ADA_MAIL])
    assert stored.add([ADA_MAIL], at=1.0) == 1
    assert stored.contains_any([ADA_MAIL])
    assert not list(tmp_path.glob("*.new*"))
