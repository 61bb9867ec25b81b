"""The recipe redis-team: two members, a real Redis server, and a sandbox over HTTP."""

import subprocess
from pathlib import Path

import pytest

from tests.support.cli import ADA, KEY, Server
from tests.support.redis_server import PASSWORD, running_server

pytestmark = pytest.mark.slow
OTHER = "zanele.moreau@orchard-motors.example"
FILE = Path("lusha_cli/recipes/redis-team/team.env").resolve()


def test_second_member_pays_nothing_and_shares_the_budget(
    server: Server, shell_env: dict[str, str], tmp_path: Path
) -> None:
    def run(member: str, command: str) -> str:
        folders = {f"LUSHA_{name}_DIR": str(tmp_path / member / name)
                   for name in ("CONFIG", "STATE", "CACHE")}  # fmt: skip
        script = f"set -a; . {FILE}; set +a; {command}"
        got = subprocess.run(["sh", "-c", script], env=shell_env | team | folders,
                             check=False, capture_output=True, text=True)  # fmt: skip
        assert got.returncode == 0, got.stderr
        return got.stdout + got.stderr

    with running_server(password=PASSWORD) as redis:
        team = {
            "LUSHA_REDIS_PASSWORD": PASSWORD, "LUSHA_REDIS_HOST": f"127.0.0.1:{redis.port}",
            "LUSHA_BASE_URL": server.url, "LUSHA_API_KEY": KEY, "LUSHA_SANDBOX": "",
        }  # fmt: skip
        first = run("one", f"lusha person get {ADA} --json")
        before = len(server.ledger())
        second = run("two", f"lusha person get {ADA} --json")
        assert ADA in first
        assert ADA in second
        assert len(server.ledger()) == before
        # The worst case of a lookup fits into 12 credits, but not after the charge of the other.
        small = f"LUSHA_BUDGET=12/day lusha person get {OTHER} --json"
        assert "budget" in run("two", f"{small} || test $? = 6")
        assert OTHER in run("three", f"LUSHA_LEDGER_URL= {small}")
