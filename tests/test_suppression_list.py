"""The suppression list as a file: shared, private, and never taken for empty."""

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
from lusha_cli.privacy.suppression_list import SuppressionList

ADA_MAIL = "email:ada@firm.example"
ADA_PHONE = "phone:+13445550151"


def test_a_list_that_is_not_there_holds_nobody_and_is_not_made(tmp_path: Path) -> None:
    nobody = SuppressionList(tmp_path / "state")
    assert not nobody.contains_any([ADA_MAIL])
    assert len(nobody) == 0
    assert not nobody.snapshot()
    assert nobody.remove([ADA_MAIL]) == 0
    assert nobody.add([], at=1.0) == 0
    assert nobody.last_added() is None
    assert list(tmp_path.iterdir()) == []


def test_a_list_that_is_not_there_costs_no_import(tmp_path: Path) -> None:
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


def test_what_is_added_is_held_until_it_is_removed(tmp_path: Path) -> None:
    one, other = SuppressionList(tmp_path), SuppressionList(tmp_path)
    assert not other.contains_any([ADA_MAIL])
    assert one.add([ADA_MAIL, ADA_PHONE, ADA_MAIL], at=5.0) == 2
    assert one.add([ADA_PHONE, "contact:4100000000"], at=9.0) == 1
    for same in (one, other, SuppressionList(tmp_path)):
        assert len(same) == 3
        assert same.last_added() == 9.0
        assert same.contains_any(["email:bo@firm.example", ADA_PHONE])
        assert not same.contains_any(["email:bo@firm.example"])
        assert not same.contains_any([])
    assert other.remove([ADA_MAIL, "email:bo@firm.example"]) == 1
    assert not one.contains_any([ADA_MAIL])
    assert one.contains_any([ADA_PHONE])


def test_a_list_taken_away_is_empty_and_one_brought_back_counts(tmp_path: Path) -> None:
    kept, away = SuppressionList(tmp_path), tmp_path / "away"
    kept.add([ADA_MAIL], at=1.0)
    assert kept.contains_any([ADA_MAIL])
    kept.file.rename(away)
    assert not kept.contains_any([ADA_MAIL])
    away.rename(kept.file)
    assert kept.contains_any([ADA_MAIL])


def test_an_old_list_is_read_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = SuppressionList(tmp_path)
    kept.add([ADA_MAIL], at=1.0)
    os.utime(kept.file, (1_000_000_000, 1_000_000_000))
    first = kept.snapshot()
    assert kept.snapshot() is first
    SuppressionList(tmp_path).add([ADA_PHONE], at=2.0)
    assert kept.contains_any([ADA_PHONE])


def test_no_name_is_in_any_file_and_every_file_is_private(tmp_path: Path) -> None:
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


def test_two_lists_of_the_same_people_have_nothing_in_common(tmp_path: Path) -> None:
    hashes = []
    for folder in (tmp_path / "a", tmp_path / "b"):
        SuppressionList(folder).add([ADA_MAIL], at=1.0)
        with sqlite3.connect(folder / "suppression.db") as db:
            hashes += db.execute("SELECT hash FROM suppressed").fetchall()
        db.close()
    assert len(set(hashes)) == 2


def test_threads_and_processes_add_at_once_and_lose_nothing(tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; "
        "from lusha_cli.privacy.suppression_list import SuppressionList;"
        "kept = SuppressionList(Path(sys.argv[1]));"
        "[kept.add([f'contact:{sys.argv[2]}{n}'], at=n) for n in range(10)]"
    )
    others = [
        subprocess.Popen([sys.executable, "-c", code, str(tmp_path), name]) for name in ("7", "8")
    ]
    kept = SuppressionList(tmp_path)
    with ThreadPoolExecutor(4) as pool:
        added = list(pool.map(lambda n: kept.add([f"contact:9{n}"], at=n), range(20)))
        asked = list(pool.map(lambda n: kept.contains_any([f"contact:9{n}"]), range(20)))
    assert [other.wait() for other in others] == [0, 0]
    assert added == [1] * 20
    assert asked == [True] * 20
    assert len(kept) == 40


DAMAGES = ["text", "empty", "cut", "other", "no salt", "short", "wrong"]


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_list_is_an_error_and_never_an_empty_list(tmp_path: Path, damage: str) -> None:
    kept = SuppressionList(tmp_path)
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
    asked = SuppressionList(tmp_path)
    asks: list[Callable[[], int]] = [
        lambda: asked.contains_any([ADA_MAIL]),
        lambda: len(asked),
        lambda: asked.add([ADA_MAIL], at=2.0),
        lambda: asked.remove(["contact:499"]),
    ]
    for ask in asks:
        with pytest.raises(SuppressionUnusable, match="suppression") as caught:
            ask()
        assert "suppress WHO" in str(caught.value.hint)


def test_a_hash_that_went_wrong_is_found(tmp_path: Path) -> None:
    kept = SuppressionList(tmp_path)
    kept.add([f"contact:{n}" for n in range(500)], at=1.0)
    with sqlite3.connect(kept.file) as db:
        (hash_,) = db.execute("SELECT hash FROM suppressed WHERE rowid = 250").fetchone()
    db.close()
    content = kept.file.read_bytes()
    kept.file.write_bytes(content.replace(hash_, bytes(32), 1))
    with pytest.raises(SuppressionUnusable):
        len(SuppressionList(tmp_path))


def test_a_list_that_is_locked_or_out_of_reach_says_what_to_check(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = SuppressionList(tmp_path)
    kept.add([ADA_MAIL], at=1.0)
    connect = sqlite3.connect
    monkeypatch.setattr(
        sqlite3, "connect", lambda *args, **more: connect(*args, **{**more, "timeout": 0})
    )
    with closing(connect(kept.file, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(SuppressionUnusable, match="locked") as caught:
            SuppressionList(tmp_path).contains_any([ADA_MAIL])
    assert "run it again" in str(caught.value.hint)
    nowhere = SuppressionList(kept.file)
    assert not nowhere.contains_any([ADA_MAIL])
    with pytest.raises(SuppressionUnusable, match="Not a directory") as caught:
        nowhere.add([ADA_MAIL], at=1.0)
    assert "Check who" in str(caught.value.hint)


def test_what_a_killed_process_left_half_made_is_no_list(tmp_path: Path) -> None:
    for name in ("suppression.new", "suppression.new-salt", "suppression.salt"):
        (tmp_path / name).write_bytes(b"half")
    kept = SuppressionList(tmp_path)
    assert not kept.contains_any([ADA_MAIL])
    assert kept.add([ADA_MAIL], at=1.0) == 1
    assert kept.contains_any([ADA_MAIL])
    assert not list(tmp_path.glob("*.new*"))
