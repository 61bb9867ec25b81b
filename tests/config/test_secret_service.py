"""The installed program with a real Secret Service: gnome-keyring over D-Bus."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.cli import KEY, Server

NEEDED = ("dbus-run-session", "gnome-keyring-daemon")
ABSENT = [program for program in NEEDED if not shutil.which(program)]

SESSION = """
set -e
printf unlock-me | gnome-keyring-daemon --unlock --components=secrets >/dev/null
printf %s "$KEY" | {lusha} auth login --with-token
{lusha} auth status --json
{lusha} account usage --json
{lusha} doctor -o csv
{lusha} auth token
{lusha} auth logout
{lusha} auth status --json || echo "exit $?"
"""


@pytest.mark.slow
@pytest.mark.secret_service
def test_key_is_stored_in_the_secret_service(tmp_path: Path, server: Server) -> None:
    if ABSENT and not os.environ.get("CI"):
        pytest.skip(f"not installed: {', '.join(ABSENT)}")
    lusha = f"{sys.executable} -m lusha_cli"
    env = {
        "PATH": os.environ["PATH"],
        "HOME": str(tmp_path),
        "KEY": KEY,
        "LUSHA_BASE_URL": server.url,
        "XDG_DATA_HOME": str(tmp_path / "data"),
        "XDG_RUNTIME_DIR": str(tmp_path),
        **{name: value for name, value in os.environ.items() if name.startswith("COV")},
    }
    done = subprocess.run(
        ["dbus-run-session", "--", "bash", "-c", SESSION.format(lusha=lusha)],
        env=env, capture_output=True, text=True, timeout=120,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert '"source": "keyring"' in done.stdout
    assert '"state": "valid"' in done.stdout
    assert f"\n{KEY}\n" in done.stdout
    assert "keyring,passed,keyring.backends.SecretService.Keyring works." in done.stdout
    assert "from the keyring, profile 'default'." in done.stdout
    assert done.stdout.endswith("exit 4\n")
    assert "It is stored in the keyring" in done.stderr
    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert not any(KEY.encode() in path.read_bytes() for path in files)
