"""Processes that are sent a signal while they wait."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

LUSHA = [sys.executable, "-m", "lusha_cli"]

# Loaded by every Python process that has its folder in PYTHONPATH: replaces what would wait for
# something outside, by a call of C that no signal interrupts.
STUCK_CALLS = """
import ctypes, os, socket

def wait_in_c(*_, **__):
    libc, mutex = ctypes.CDLL(None), ctypes.create_string_buffer(256)
    libc.pthread_mutex_lock(mutex)
    libc.pthread_mutex_lock(mutex)

if os.environ.get("STUCK") == "dns":
    socket.getaddrinfo = wait_in_c
elif os.environ.get("STUCK") == "start":
    import lusha_cli.cli.main
    lusha_cli.cli.main.main = wait_in_c
"""
STUCK_KEYRING = """
from keyring.backend import KeyringBackend
from sitecustomize import wait_in_c

class Keyring(KeyringBackend):
    priority = 5
    get_password = set_password = delete_password = wait_in_c
"""


def write_stuck_modules(folder: Path) -> None:
    """Write the modules of the stuck calls into a folder."""
    folder.mkdir()
    (folder / "sitecustomize.py").write_text(STUCK_CALLS)
    (folder / "stuck_keyring.py").write_text(STUCK_KEYRING)


def start_ignoring(
    ignored: signal.Signals, argv: list[str], env: dict[str, str], **streams: int
) -> "subprocess.Popen[str]":
    """Start lusha with a signal ignored, as some shells and supervisors do."""
    name = ignored.name.removeprefix("SIG")
    command = ["bash", "-c", f'trap "" {name}; exec "$@"', "bash", *LUSHA, *argv]
    return subprocess.Popen(command, env=env, text=True, **streams)  # type: ignore[call-overload,no-any-return]


def wait_until_idle(process: "subprocess.Popen[str]", *, seconds: float = 20) -> None:
    """Wait until a process has waited for a quarter of a second, or fail."""
    until, idle_since, last = time.monotonic() + seconds, time.monotonic(), 0
    while time.monotonic() < until:
        name, _, text = Path(f"/proc/{process.pid}/stat").read_text().rpartition(")")
        fields = text.split()
        ticks = int(fields[11]) + int(fields[12])
        # A slow response takes a little time.
        if ticks > last + 2 or fields[0] != "S":
            idle_since, last = time.monotonic(), ticks
        # At first it is the shell.
        if time.monotonic() - idle_since > 0.3 and not name.endswith("(bash"):
            return
        assert process.poll() is None, process.communicate()
        time.sleep(0.02)
    raise AssertionError("it does not wait")


def environment(folder: Path, *, stuck: Path | None = None, **variables: str) -> dict[str, str]:
    """Return the environment of a process with folders of its own and the modules in `stuck`."""
    inherited = {name: value for name, value in os.environ.items() if name[:6] != "LUSHA_"}
    path = os.pathsep.join(filter(None, [str(stuck or ""), inherited.get("PYTHONPATH")]))
    return {
        **inherited,
        "LUSHA_CONFIG_DIR": str(folder / "config"),
        "LUSHA_STATE_DIR": str(folder / "state"),
        "LUSHA_CACHE_DIR": str(folder / "cache"),
        "PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring",
        "PYTHONPATH": path,
        **variables,
    }
