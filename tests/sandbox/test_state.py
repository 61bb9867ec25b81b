"""The state file of the sandbox."""

import os
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from lusha_cli.errors import SandboxStateError
from lusha_cli.sandbox.app import Options, Sandbox
from lusha_cli.sandbox.http import Request
from tests.support.cli import FakeClock, Server
from tests.support.sandbox_requests import ADA, account_usage, get, json_body


def test_state_file_and_folder_are_private(tmp_path: Path) -> None:
    file = tmp_path / "new" / "sandbox.db"
    sandbox = Sandbox(file, clock=FakeClock())
    account_usage(sandbox)
    sandbox.close()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700


def test_state_applies_later_options_to_a_known_account(tmp_path: Path) -> None:
    file = tmp_path / "sandbox.db"
    first = Sandbox(file, clock=FakeClock())
    get(first, email=ADA)
    first.close()
    later = Sandbox(file, clock=FakeClock(), options=Options(plan="pro", credits=4))
    assert account_usage(later) == {"used": 6, "total": 4, "remaining": 0}
    assert later.status()["accounts"][0]["plan"] == "pro"
    assert later.status()["accounts"][0]["remaining"] == 0
    later.close()


def test_state_reveals_are_separate_per_seed(tmp_path: Path) -> None:
    file = tmp_path / "sandbox.db"
    for seed in (1843, 7):
        sandbox = Sandbox(file, clock=FakeClock(), options=Options(seed=seed))
        contact = json_body(get(sandbox, personId="4100000000"))["contact"]
        assert contact["isCreditCharged"] is True
        assert sandbox.status()["seed"] == seed
        sandbox.close()


def test_state_leaves_a_foreign_database_until_reset(tmp_path: Path) -> None:
    file = tmp_path / "sandbox.db"
    with sqlite3.connect(file) as db:
        db.execute("CREATE TABLE accounts (name TEXT)")
        db.execute("INSERT INTO accounts VALUES ('somebody')")
    db.close()
    sandbox = Sandbox(file, clock=FakeClock())
    with pytest.raises(SandboxStateError, match=r"sandbox\.db") as raised:
        account_usage(sandbox)
    assert "lusha sandbox reset" in raised.value.default_hint
    with sqlite3.connect(file) as db:
        assert db.execute("SELECT * FROM accounts").fetchall() == [("somebody",)]
    db.close()
    sandbox.reset()
    assert account_usage(sandbox)["used"] == 0
    sandbox.close()


def test_state_damaged_is_an_error_response(tmp_path: Path, serve: Callable[..., Server]) -> None:
    server = serve()
    file = tmp_path / "server0" / "sandbox.db"
    file.parent.mkdir()
    file.write_bytes(b"no database" * 500)
    response = get(server.url, path="/account/usage")
    assert response.status == 500
    assert "sandbox.db" in json_body(response)["message"]
    assert "lusha sandbox reset" in json_body(response)["message"]


def test_state_leaves_no_file_open(server: Server) -> None:
    descriptors = Path("/proc/self/fd")
    if not descriptors.is_dir():
        pytest.skip("only Linux lists its open files")
    get(server.url, email=ADA)
    before = len(os.listdir(descriptors))
    for _ in range(30):
        assert get(server.url, path="/__sandbox/ledger").status == 200
    # A thread that has just responded may still have its socket open.
    assert len(os.listdir(descriptors)) < before + 15


@pytest.mark.slow
def test_state_is_created_by_concurrent_processes(tmp_path: Path) -> None:
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
    ledger = json_body(sandbox.handle(Request("GET", "/__sandbox/ledger", [], {})))
    sandbox.close()
    assert ledger["entities"] == {"person:4100000000": {"asked": 4, "charged": 6}}
    assert ledger["totals"] == {"requests": 4, "credits": 6}


def test_state_error_midway_charges_nothing(tmp_path: Path) -> None:
    clock = FakeClock()
    sandbox = Sandbox(tmp_path / "sandbox.db", clock=clock)
    account_usage(sandbox)
    no_bytes: Any = None
    with pytest.raises(TypeError):
        sandbox.handle(Request("POST", "/v2/person", [], {"api_key": "k"}, no_bytes))
    assert account_usage(sandbox)["used"] == 0
    assert sandbox.status()["requests"] == 2
    sandbox.close()
