"""An earlier journal is replaced only after consent, and the input never by the output."""

import hashlib
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from lusha_cli.bulk.run.journal import Journal
from lusha_cli.storage.locks import Lock
from tests.support.bulk_runs import bulk_requests, process_env
from tests.support.cli import KEY, Lusha, Server
from tests.support.files import csv_rows

DAY = 86_400
PAY_AGAIN = [("--fresh",), ("--refresh-older-than", "1d")]


def journal_of(lusha: Lusha) -> tuple[str, bytes]:
    """Return the id of the only run, and all it would export."""
    [run] = lusha("runs", "list").json
    exported = lusha("runs", "export", run["id"], "-o", "jsonl").out
    return run["id"], hashlib.sha256(exported.encode()).digest()


def leftovers(lusha: Lusha) -> set[str]:
    return {file.suffix for file in (lusha.state / "runs").iterdir()} - {".db"}


@pytest.mark.slow
@pytest.mark.parametrize("options", PAY_AGAIN)
@pytest.mark.parametrize("way", ["declined", "refused", "over the cap", "dry run", "bad input"])
def test_paying_again_without_consent_keeps_the_journal(
    online: Lusha, server: Server, write_leads: Callable[..., str], options: tuple[str, ...],
    way: str,
) -> None:  # fmt: skip
    line = ("person", "bulk", write_leads(150), "--jobs", "1")
    online(*line, "--yes", "--max-credits", "700", code=6)
    before = journal_of(online)
    online.clock.time += 2 * DAY
    if way == "declined":
        online(*line, *options, terminal=True, stdin=b"n\n", code=130)
    elif way == "refused":
        assert "--yes" in online(*line, *options, code=2).err
    elif way == "over the cap":
        exceeded = online(*line, *options, "--yes", "--max-credits", "603", code=6)
        assert "The first request may cost 604 credits" in exceeded.err
    elif way == "dry run":
        online(*line, *options, "--dry-run")
    else:
        online(*line, *options, "--encoding", "no-such-encoding", "--yes", code=2)
    assert bulk_requests(server) == 1
    assert journal_of(online) == before
    assert leftovers(online) == set()
    # It can still be resumed.
    rows = csv_rows(online("runs", "resume", before[0], "--yes").out)
    assert {row["lusha_status"] for row in rows} == {"matched"}
    assert bulk_requests(server) == 2


@pytest.mark.parametrize("options", PAY_AGAIN)
def test_paying_again_after_consent_replaces_the_journal(
    online: Lusha, server: Server, write_leads: Callable[..., str], options: tuple[str, ...]
) -> None:
    line = ("person", "bulk", write_leads(3))
    online(*line, "--yes")
    run, _ = journal_of(online)
    online.clock.time += 2 * DAY
    result = online(*line, *options, terminal=True, stdin=b"y\n")
    assert bulk_requests(server) == 2
    assert journal_of(online)[0] == run
    assert leftovers(online) == set()
    assert {row["lusha_fetched_at"][:10] for row in csv_rows(result.out)} == {"2026-11-03"}
    assert online(*line, "--yes").out == result.out
    assert bulk_requests(server) == 2


def test_fresh_sample_replaces_the_journal_after_consent(
    online: Lusha, server: Server, write_leads: Callable[..., str]
) -> None:
    line = ("person", "bulk", write_leads(30))
    online(*line, "--yes")
    online(*line, "--fresh", "--sample", "5", code=2)
    assert online("runs", "list").json[0]["completed"] == 30
    online(*line, "--fresh", "--sample", "5", "--yes")
    assert online("runs", "list").json[0]["completed"] == 5
    assert bulk_requests(server) == 2


def test_fresh_replaces_a_damaged_journal_but_keeps_it(
    online: Lusha, server: Server, write_leads: Callable[..., str]
) -> None:
    line = ("person", "bulk", write_leads(3), "--yes")
    online(*line)
    run, _ = journal_of(online)
    file = online.state / "runs" / f"{run}.db"
    file.write_bytes(b"x" * 5000)
    online(*line, "--fresh")
    assert file.with_suffix(".damaged-1").read_bytes() == b"x" * 5000
    assert bulk_requests(server) == 2
    assert online(*line).err.count("was moved to") == 1


def test_fresh_does_not_replace_a_journal_that_is_being_read(
    online: Lusha, server: Server, write_leads: Callable[..., str]
) -> None:
    line = ("person", "bulk", write_leads(3), "--yes")
    online(*line)
    before = journal_of(online)
    with closing(Journal(online.state / "runs" / f"{before[0]}.db", size=1)):
        assert "locked" in online(*line, "--fresh", code=1).err
    assert journal_of(online) == before
    assert leftovers(online) == set()
    assert bulk_requests(server) == 1


def test_new_journal_of_a_killed_process_is_removed(
    online: Lusha, write_leads: Callable[..., str]
) -> None:
    line = ("person", "bulk", write_leads(3), "--yes")
    online(*line)
    run, digest = journal_of(online)
    for suffix in (".new", ".new-wal", ".new-shm"):
        (online.state / "runs" / f"{run}{suffix}").write_bytes(b"incomplete")
    online(*line)
    assert leftovers(online) == set()
    assert journal_of(online) == (run, digest)


def test_new_journal_of_a_running_process_is_left_alone(
    online: Lusha, write_leads: Callable[..., str]
) -> None:
    line = ("person", "bulk", write_leads(3), "--yes")
    online(*line)
    run, _ = journal_of(online)
    new = online.state / "runs" / f"{run}.new"
    new.write_bytes(b"being planned")
    lock = Lock(online.state / "runs" / f"{run}.lock")
    assert lock.acquire("process 1") is None
    assert "is in use by process 1" in online(*line, "--fresh", code=2).err
    assert new.read_bytes() == b"being planned"
    lock.release()


@pytest.mark.slow
def test_fresh_killed_at_its_prompt_keeps_the_journal(
    online: Lusha, server: Server, write_leads: Callable[..., str], tmp_path: Path
) -> None:
    source = write_leads(3)
    env = process_env(tmp_path / "process", server)
    online.env.update({key: env[key] for key in env if key.startswith("LUSHA_")})
    online.folder = tmp_path / "process"
    online("person", "bulk", source, "--yes")
    before = journal_of(online)
    # A prompt needs a terminal, so the process kills itself in place of it.
    stop = """
import os, signal
from lusha_cli.commands.bulk import execute
execute.confirm_plan = lambda *_: os.kill(os.getpid(), signal.SIGKILL)
from lusha_cli.__main__ import run
run()
"""
    line = [sys.executable, "-c", stop, "person", "bulk", source, "--fresh", "--yes"]
    assert subprocess.run(line, env=env, check=False).returncode == -signal.SIGKILL
    assert leftovers(online) >= {".new"}
    assert journal_of(online) == before
    online("person", "bulk", source, "--yes")
    assert leftovers(online) == set()
    assert bulk_requests(server) == 1


# --out that is the input.


def names_of(source: str, kind: str, tmp_path: Path) -> str:
    """Return another name of a file."""
    other = tmp_path / "other.csv"
    if kind == "hard link":
        os.link(source, other)
    elif kind == "symbolic link":
        other.symlink_to(source)
    elif kind == "other spelling":
        (tmp_path / "folder").mkdir()
        other = tmp_path / "folder" / ".." / Path(source).name
    else:
        return source
    return str(other)


@pytest.mark.parametrize("kind", ["same", "hard link", "symbolic link", "other spelling"])
def test_out_that_is_the_input_is_refused(
    online: Lusha, server: Server, write_leads: Callable[..., str], tmp_path: Path, kind: str
) -> None:
    source = write_leads(3)
    content = Path(source).read_bytes()
    out = names_of(source, kind, tmp_path)
    line = ("person", "bulk", source, "--yes")
    assert f"--out {out} is the input file" in online(*line, "--out", out, code=2).err
    assert bulk_requests(server) == 0
    online(*line, "--out", str(tmp_path / "out.csv"))
    [run] = online("runs", "list").json
    for command in ("resume", "export"):
        refused = online("runs", command, run["id"], "--out", out, code=2)
        assert "is the input file" in refused.err
    assert Path(source).read_bytes() == content


def test_out_of_an_export_from_another_folder_is_not_the_input(
    online: Lusha, write_leads: Callable[..., str], tmp_path: Path, monkeypatch: Any
) -> None:
    write_leads(3)
    monkeypatch.chdir(tmp_path)
    online("person", "bulk", "leads.csv", "--yes")
    [run] = online("runs", "list").json
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path / "elsewhere")
    Path("leads.csv").write_text("old results\n")
    online("runs", "export", run["id"], "--out", "leads.csv")
    refused = online("runs", "export", run["id"], "--out", "../leads.csv", code=2)
    assert "is the input file" in refused.err


@pytest.mark.slow
def test_out_that_is_redirected_to_stdin_is_refused(
    online: Lusha, server: Server, write_leads: Callable[..., str], tmp_path: Path
) -> None:
    source = write_leads(3)
    env = {**process_env(tmp_path / "process", server), "LUSHA_API_KEY": KEY}
    line = [sys.executable, "-m", "lusha_cli", "person", "bulk", "-", "--format", "csv", "--yes"]
    for out, code in ((source, 2), (str(tmp_path / "out.csv"), 0)):
        with Path(source).open("rb") as stdin:
            done = subprocess.run(
                [*line, "--out", out], env=env, stdin=stdin, capture_output=True, check=False
            )
        assert done.returncode == code, done.stderr
    assert bulk_requests(server) == 1
    online.env["LUSHA_STATE_DIR"] = env["LUSHA_STATE_DIR"]
    online.folder = tmp_path / "process"
    [run] = online("runs", "list").json
    refused = online("runs", "export", run["id"], "--out", source, code=2)
    assert f"--out {source} is the input file" in refused.err
