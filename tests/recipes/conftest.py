"""The fixtures of the tests of recipes."""

import os
import stat
import sys
from pathlib import Path

import pytest

from tests.support.paths import ROOT


@pytest.fixture
def shell_env(tmp_path: Path) -> dict[str, str]:
    """Return an environment with `lusha` in PATH, empty folders of its own, and the sandbox."""
    lusha = tmp_path / "bin" / "lusha"
    lusha.parent.mkdir()
    lusha.write_text(f'#!/bin/sh\nexec {sys.executable} -m lusha_cli "$@"\n')
    lusha.chmod(lusha.stat().st_mode | stat.S_IXUSR)
    return {
        "PATH": f"{lusha.parent}:{os.environ['PATH']}",
        "PYTHONPATH": str(ROOT),
        "HOME": str(tmp_path / "home"),
        "LUSHA_CONFIG_DIR": str(tmp_path / "config"),
        "LUSHA_STATE_DIR": str(tmp_path / "state"),
        "LUSHA_CACHE_DIR": str(tmp_path / "cache"),
        "LUSHA_SANDBOX": "true",
    }
