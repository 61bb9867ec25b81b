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

from lusha_cli.errors import SuppressionUnusable
from lusha_cli.privacy.suppression_list import Suppression

ADA_MAIL = "email:ada@firm.example"
ADA_PHONE = "phone:+13445550151"


def test_missing_list_is_empty_and_not_created(tmp_path: Path) -> None:
    nobody = Suppression(tmp_path / "state")
    assert not nobody.holds([ADA_MAIL])
    assert len(nobody) == 0
    assert not nobody.now()
    assert nobody.remove([ADA_MAIL]) == 0
    assert nobody.add([], at=1.0) == 0
    assert nobody.latest() is None
    assert list(tmp_path.iterdir()) == []


def test_missing_list_imports_no_sqlite(tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; "
        "from lusha_cli.privacy.suppression_list import Suppression;"
        "Suppression(Path(sys.argv[1])).holds(['contact:1']);"
        "print(sorted({'sqlite3', 'hmac', 'hashlib'} & set(sys.modules)))"
    )
    env = {name: value for name, value in os.environ.items() if not name.startswith("COV")}
    command = [sys.executable, "-c", code, str(tmp_path)]
    done = subprocess.run(command, env=env, capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


def test_added_identifier_is_listed_until_removed(tmp_path: Path) -> None:
    one, other = Suppression(tmp_path), Suppression(tmp_path)
    assert not other.holds([ADA_MAIL])
    assert one.add([ADA_MAIL, ADA_PHONE, ADA_MAIL], at=5.0) == 2
    assert one.add([ADA_PHONE, "contact:4100000000"], at=9.0) == 1
    for same in (one, other, Suppression(tmp_path)):
        assert len(same) == 3
        assert same.latest() == 9.0
        assert same.holds(["email:bo@firm.example", ADA_PHONE])
        assert not same.holds(["email:bo@firm.example"])
        assert not same.holds([])
    assert other.remove([ADA_MAIL, "email:bo@firm.example"]) == 1
    assert not one.holds([ADA_MAIL])
    assert one.holds([ADA_PHONE])


def test_deleted_list_is_empty_and_a_restored_one_counts(tmp_path: Path) -> None:
    kept, away = Suppression(tmp_path), tmp_path / "away"
    kept.add([ADA_MAIL], at=1.0)
    assert kept.holds([ADA_MAIL])
    kept.file.rename(away)
    assert not kept.holds([ADA_MAIL])
    away.rename(kept.file)
    assert kept.holds([ADA_MAIL])


def test_unchanged_list_is_read_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = Suppression(tmp_path)
    kept.add([ADA_MAIL], at=1.0)
    os.utime(kept.file, (1_000_000_000, 1_000_000_000))
    first = kept.now()
    assert kept.now() is first
    Suppression(tmp_path).add([ADA_PHONE], at=2.0)
    assert kept.holds([ADA_PHONE])


def test_list_files_are_private_and_hold_no_plain_identifier(tmp_path: Path) -> None:
    folder = tmp_path / "state"
    names = [ADA_MAIL, ADA_PHONE, "linkedin:https://www.linkedin.com/in/ada-byrne"]
    Suppression(folder).add(names, at=1.0)
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
        Suppression(folder).add([ADA_MAIL], at=1.0)
        with sqlite3.connect(folder / "suppression.db") as db:
            hashes += db.execute("SELECT hash FROM suppressed").fetchall()
        db.close()
    assert len(set(hashes)) == 2


def test_concurrent_additions_are_all_stored(tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; "
        "from lusha_cli.privacy.suppression_list import Suppression;"
        "kept = Suppression(Path(sys.argv[1]));"
        "[kept.add([f'contact:{sys.argv[2]}{n}'], at=n) for n in range(10)]"
    )
    others = [
        subprocess.Popen([sys.executable, "-c", code, str(tmp_path), name]) for name in ("7", "8")
    ]
    kept = Suppression(tmp_path)
    with ThreadPoolExecutor(4) as pool:
        added = list(pool.map(lambda n: kept.add([f"contact:9{n}"], at=n), range(20)))
        asked = list(pool.map(lambda n: kept.holds([f"contact:9{n}"]), range(20)))
    assert [other.wait() for other in others] == [0, 0]
    assert added == [1] * 20
    assert asked == [True] * 20
    assert len(kept) == 40


CORRUPTIONS = ["text", "empty", "cut", "other", "no salt", "short", "wrong"]


@pytest.mark.parametrize("damage", CORRUPTIONS)
def test_damaged_list_raises_an_error(tmp_path: Path, damage: str) -> None:
    kept = Suppression(tmp_path)
    kept.add([f"contact:{n}" for n in range(500)], at=1.0)
    if damage == "text":
        kept.file.write_text("This was a list once.\n" * 100)
    elif damage == "empty":
        kept.file.write_bytes(b"")
    elif damage == "cut":
        kept.file.write_bytes(kept.file.read_bytes()[:9000])
    elif damage == "other":
        kept.file.unlink()
        with sqlite3.connect(kept.file) as db:
            db.execute("CREATE TABLE kept (name TEXT)")
        db.close()
    elif damage == "no salt":
        kept.salt_file.unlink()
    else:
        kept.salt_file.write_bytes(b"s" * (32 if damage == "wrong" else 31))
    asked = Suppression(tmp_path)
    asks: list[Callable[[], int]] = [
        lambda: asked.holds([ADA_MAIL]),
        lambda: len(asked),
        lambda: asked.add([ADA_MAIL], at=2.0),
        lambda: asked.remove(["contact:499"]),
    ]
    for ask in asks:
        with pytest.raises(SuppressionUnusable, match="suppression") as caught:
            ask()
        assert "suppress WHO" in str(caught.value.hint)


def test_corrupt_hash_is_detected(tmp_path: Path) -> None:
    kept = Suppression(tmp_path)
    kept.add([f"contact:{n}" for n in range(500)], at=1.0)
    with sqlite3.connect(kept.file) as db:
        (hash_,) = db.execute("SELECT hash FROM suppressed WHERE rowid = 250").fetchone()
    db.close()
    content = kept.file.read_bytes()
    kept.file.write_bytes(content.replace(hash_, bytes(32), 1))
    with pytest.raises(SuppressionUnusable):
        len(Suppression(tmp_path))


def test_locked_or_unreadable_list_names_the_check(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = Suppression(tmp_path)
    kept.add([ADA_MAIL], at=1.0)
    connect = sqlite3.connect
    monkeypatch.setattr(
        sqlite3, "connect", lambda *args, **more: connect(*args, **{**more, "timeout": 0})
    )
    with closing(connect(kept.file, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(SuppressionUnusable, match="locked") as caught:
            Suppression(tmp_path).holds([ADA_MAIL])
    assert "run it again" in str(caught.value.hint)
    nowhere = Suppression(kept.file)
    assert not nowhere.holds([ADA_MAIL])
    with pytest.raises(SuppressionUnusable, match="Not a directory") as caught:
        nowhere.add([ADA_MAIL], at=1.0)
    assert "Check who" in str(caught.value.hint)


def test_incomplete_list_of_a_killed_process_is_ignored(tmp_path: Path) -> None:
    for name in ("suppression.new", "suppression.new-salt", "suppression.salt"):
        (tmp_path / name).write_bytes(b"half")
    kept = Suppression(tmp_path)
    assert not kept.holds([ADA_MAIL])
    assert kept.add([ADA_MAIL], at=1.0) == 1
    assert kept.holds([ADA_MAIL])
    assert not list(tmp_path.glob("*.new*"))
