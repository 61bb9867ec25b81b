"""Locks between processes: one holder at any time, however fast they change."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from lusha_cli.storage.atomic_files import atomic_write, remove_temporary_files
from lusha_cli.storage.locks import Lock, is_at_path
from tests.support.paths import ROOT

POSIX = pytest.mark.skipif(os.name != "posix", reason="needs POSIX")

# Acquires and releases the lock many times; the file "held" exists only while it is held.
HOLDER = """
import os, sys, time
from pathlib import Path
from lusha_cli.storage.locks import Lock
folder, end = Path(sys.argv[1]), time.monotonic() + float(sys.argv[2])
times = 0
while time.monotonic() < end:
    lock = Lock(folder / "run.lock")
    if lock.acquire(str(os.getpid())) is not None:
        continue
    os.close(os.open(folder / "held", os.O_CREAT | os.O_EXCL))
    times += 1
    os.unlink(folder / "held")
    lock.release()
print(times)
"""


@pytest.mark.slow
def test_lock_has_one_holder_among_six_processes(tmp_path: Path) -> None:
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-c", HOLDER, str(tmp_path), "2"]
    processes = [
        subprocess.Popen(command, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        for _ in range(6)
    ]
    results = [(process.communicate()[1].decode(), process.returncode) for process in processes]
    # O_EXCL fails if another process holds the lock at the same time.
    assert results == [("", 0)] * 6


@POSIX
def test_lock_on_a_removed_file_is_not_acquired(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import fcntl

    path = tmp_path / "run.lock"
    first, second, third = Lock(path), Lock(path), Lock(path)
    assert first.acquire("first") is None
    flock = fcntl.flock

    def release_first(handle: int, operation: int) -> None:
        # The holder releases it after the file was opened, and before it is locked.
        first.release()
        flock(handle, operation)

    monkeypatch.setattr(fcntl, "flock", release_first)
    assert second.acquire("second") is None
    monkeypatch.setattr(fcntl, "flock", flock)
    assert path.read_text() == "second"
    assert third.acquire("third") == "second"
    second.release()


def test_is_at_path_compares_files(tmp_path: Path) -> None:
    file, other = tmp_path / "a", tmp_path / "b"
    other.write_text("")
    with file.open("w") as opened:
        assert is_at_path(opened.fileno(), file)
        assert not is_at_path(opened.fileno(), other)
        assert not is_at_path(opened.fileno(), tmp_path / "missing")


# Writes a part of an output, and is then killed.
KILLED_WRITER = """
import os, signal, sys
from pathlib import Path
from lusha_cli.storage.atomic_files import atomic_write
with atomic_write(Path(sys.argv[1]), mode=0o600, hint="") as file:
    file.write("half")
    file.flush()
    os.kill(os.getpid(), signal.SIGKILL)
"""


@POSIX
@pytest.mark.parametrize("name", ["out.csv", f"{'n' * 240}.csv"])
def test_temporary_file_of_a_killed_process_is_removed(tmp_path: Path, name: str) -> None:
    target, env = tmp_path / name, {**os.environ, "PYTHONPATH": str(ROOT)}
    subprocess.run([sys.executable, "-c", KILLED_WRITER, str(target)], env=env, check=False)
    [left_over] = tmp_path.iterdir()
    assert left_over.read_text() == "half"
    own = tmp_path / f".{name[:32]}.mine"
    own.write_text("a file of the user")
    with atomic_write(target, mode=0o600, hint="") as file:
        file.write("whole")
        # The file that is being written is locked, and so stays.
        remove_temporary_files(target)
    assert target.read_text() == "whole"
    assert {path.name for path in tmp_path.iterdir()} == {target.name, own.name}


def test_temporary_files_of_a_missing_folder_are_ignored(tmp_path: Path) -> None:
    remove_temporary_files(tmp_path / "missing" / "out.csv")
