"""The sandbox's state file: shared, owned, and replaced when it is not ours."""

import os
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from conftest import FakeClock, Server
from lusha_cli.errors import SandboxStateError
from lusha_cli.sandbox.app import Options, Sandbox
from lusha_cli.sandbox.http import Request
from sandbox_requests import ADA, get, json_of, usage


def test_makes_a_file_and_a_folder_that_only_the_user_can_read(tmp_path: Path) -> None:
    file = tmp_path / "new" / "sandbox.db"
    sandbox = Sandbox(file, clock=FakeClock())
    usage(sandbox)
    sandbox.close()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700


def test_later_options_hold_for_an_account_that_is_known(tmp_path: Path) -> None:
    file = tmp_path / "sandbox.db"
    first = Sandbox(file, clock=FakeClock())
    get(first, email=ADA)
    first.close()
    later = Sandbox(file, clock=FakeClock(), options=Options(plan="pro", credits=4))
    assert usage(later) == {"used": 6, "total": 4, "remaining": 0}
    assert later.status()["accounts"][0]["plan"] == "pro"
    assert later.status()["accounts"][0]["remaining"] == 0
    later.close()


def test_what_one_seed_revealed_is_not_revealed_in_another(tmp_path: Path) -> None:
    file = tmp_path / "sandbox.db"
    for seed in (1843, 7):
        sandbox = Sandbox(file, clock=FakeClock(), options=Options(seed=seed))
        contact = json_of(get(sandbox, personId="4100000000"))["contact"]
        assert contact["isCreditCharged"] is True
        assert sandbox.status()["seed"] == seed
        sandbox.close()


def test_leaves_a_foreign_database_alone_until_it_is_reset(tmp_path: Path) -> None:
    file = tmp_path / "sandbox.db"
    with sqlite3.connect(file) as db:
        db.execute("CREATE TABLE accounts (name TEXT)")
        db.execute("INSERT INTO accounts VALUES ('somebody')")
    db.close()
    sandbox = Sandbox(file, clock=FakeClock())
    with pytest.raises(SandboxStateError, match=r"sandbox\.db") as raised:
        usage(sandbox)
    assert "lusha sandbox reset" in raised.value.default_hint
    with sqlite3.connect(file) as db:
        assert db.execute("SELECT * FROM accounts").fetchall() == [("somebody",)]
    db.close()
    sandbox.reset()
    assert usage(sandbox)["used"] == 0
    sandbox.close()


def test_a_damaged_state_is_an_answer_over_http(
    tmp_path: Path, serve: Callable[..., Server]
) -> None:
    server = serve()
    file = tmp_path / "server0" / "sandbox.db"
    file.parent.mkdir()
    file.write_bytes(b"no database" * 500)
    answer = get(server.url, path="/account/usage")
    assert answer.status == 500
    assert "sandbox.db" in json_of(answer)["message"]
    assert "lusha sandbox reset" in json_of(answer)["message"]


def test_many_clients_leave_no_file_open(server: Server) -> None:
    descriptors = Path("/proc/self/fd")
    if not descriptors.is_dir():
        pytest.skip("only Linux lists its open files")
    get(server.url, email=ADA)
    before = len(os.listdir(descriptors))
    for _ in range(30):
        assert get(server.url, path="/__sandbox/ledger").status == 200
    # A thread that has just answered may still hold its socket.
    assert len(os.listdir(descriptors)) < before + 15


def test_processes_that_make_the_file_at_once_agree(tmp_path: Path) -> None:
    file, gun = tmp_path / "new" / "sandbox.db", tmp_path / "gun"
    code = (
        "import sys; from pathlib import Path\n"
        "from lusha_cli.sandbox.http import Request\n"
        "from lusha_cli.sandbox.app import Sandbox\n"
        "from lusha_cli.clock import SystemClock\n"
        "while not Path(sys.argv[2]).exists(): pass\n"
        "sandbox = Sandbox(Path(sys.argv[1]), clock=SystemClock())\n"
        f"request = Request('GET', '/v2/person', [('email', '{ADA}')], {{'api_key': 'k'}})\n"
        "sys.exit(sandbox.handle(request).status != 200)\n"
    )
    command = [sys.executable, "-c", code, str(file), str(gun)]
    running = [subprocess.Popen(command) for _ in range(4)]
    gun.touch()
    assert [process.wait(60) for process in running] == [0, 0, 0, 0]
    sandbox = Sandbox(file, clock=FakeClock())
    ledger = json_of(sandbox.handle(Request("GET", "/__sandbox/ledger", [], {})))
    sandbox.close()
    assert ledger["entities"] == {"person:4100000000": {"asked": 4, "charged": 6}}
    assert ledger["totals"] == {"requests": 4, "credits": 6}


def test_an_error_in_the_middle_charges_nothing(tmp_path: Path) -> None:
    clock = FakeClock()
    sandbox = Sandbox(tmp_path / "sandbox.db", clock=clock)
    usage(sandbox)
    no_bytes: Any = None
    with pytest.raises(TypeError):
        sandbox.handle(Request("POST", "/v2/person", [], {"api_key": "k"}, no_bytes))
    assert usage(sandbox)["used"] == 0
    assert sandbox.status()["requests"] == 2
    sandbox.close()
