"""Run bulk commands as processes, and count their requests."""

import os
import sys
from pathlib import Path

from tests.support.cli import KEY, Server

# Paths of bulk requests for people in V2 and V3.
PERSON_PATHS = ("/v2/person", "/v3/contacts/search-and-enrich")


# The CLI with a clock fixed at noon, so that its output doesn't depend on the time.
AT_NOON = """
from lusha_cli.clock import SystemClock
SystemClock.now = lambda self: 1793534400.0
from lusha_cli.__main__ import run
run()
"""


def bulk_requests(server: Server) -> int:
    requests: dict[str, int] = server.ledger()["requests"]
    return requests.get("person bulk", 0) + requests.get("contacts search-and-enrich", 0)


def process_env(folder: Path, server: Server) -> dict[str, str]:
    folder.mkdir(exist_ok=True)
    keep = {name: os.environ[name] for name in ("PATH", "PYTHONPATH") if name in os.environ}
    return {
        **keep,
        "LUSHA_BASE_URL": server.url,
        "LUSHA_API_KEY": KEY,
        "LUSHA_STATE_DIR": str(folder / "state"),
        "LUSHA_CONFIG_DIR": str(folder / "config"),
        "LUSHA_CACHE_DIR": str(folder / "cache"),
    }


def command_line(source: str, out: Path) -> list[str]:
    lusha = [sys.executable, "-c", AT_NOON]
    return [*lusha, "person", "bulk", source, "--yes", "--jobs", "2", "--out", str(out)]


def request_counts(server: Server) -> dict[str, int]:
    requests: dict[str, int] = server.ledger()["requests"]
    return {name: number for name, number in requests.items() if name != "account usage"}
