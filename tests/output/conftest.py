"""Terminals of several widths, and screens stored in files."""

import difflib
import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.support.cli import KEY
from tests.support.paths import ROOT, TEST_DATA
from tests.support.tmux import WIDTHS, Tmux

SCREENS = TEST_DATA / "screens"
HEIGHT = 44


@pytest.fixture
def terminal(tmp_path: Path) -> Iterator[Tmux]:
    """Start a terminal of each width in which `lusha` runs this code."""
    (tmp_path / "bin").mkdir()
    lusha = tmp_path / "bin" / "lusha"
    lusha.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m lusha_cli "$@"\n')
    lusha.chmod(0o755)
    env = {
        "PATH": f"{lusha.parent}:{os.environ['PATH']}", "HOME": str(tmp_path),
        "LANG": "C.UTF-8", "LC_ALL": "C.UTF-8", "FORCE_HYPERLINK": "0",
        "PYTHONPATH": str(ROOT),
        "LUSHA_API_KEY": KEY, "PYTHON_KEYRING_BACKEND": "keyring.backends.null.Keyring",
        "LUSHA_CONFIG_DIR": f"{tmp_path}/config", "LUSHA_STATE_DIR": f"{tmp_path}/state",
        "LUSHA_CACHE_DIR": f"{tmp_path}/cache",
    }  # fmt: skip
    tmux = Tmux(tmp_path, env=env)
    for width in WIDTHS:
        tmux.open(str(width), width=width, height=HEIGHT)
    yield tmux
    tmux.close()


@pytest.fixture
def assert_unchanged(pytestconfig: pytest.Config) -> Callable[[str, str], None]:
    """Return a function that compares a screen with the stored one, or stores it."""

    def compare(name: str, screen: str) -> None:
        path = SCREENS / f"{name}.txt"
        if pytestconfig.getoption("--new-screens"):
            path.write_text(screen, encoding="utf-8")
            return
        stored = path.read_text(encoding="utf-8").splitlines()
        changed = list(
            difflib.unified_diff(stored, screen.splitlines(), "stored", "now", lineterm="")
        )
        lines = "\n".join(changed)
        assert not changed, f"{path.name} differs (if intended: --new-screens):\n{lines}"

    return compare
