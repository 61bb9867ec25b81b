"""Install npm packages for tests, and run Node."""

import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

_INSTALL = ("npm", "install", "--no-audit", "--no-fund", "--ignore-scripts", "--prefer-offline")


def install(folder: Path, packages: dict[str, str], **settings: Any) -> Path:
    """Install packages by name and version in a folder, and return it. Skips without npm."""
    if shutil.which("npm") is None:
        if os.environ.get("CI") == "true":
            pytest.fail("CI needs npm")
        pytest.skip("needs npm")
    package = {"private": True, "dependencies": packages, **settings}
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "package.json").write_text(json.dumps(package))
    got = subprocess.run(_INSTALL, cwd=folder, check=False, capture_output=True, text=True)
    assert got.returncode == 0, got.stderr
    return folder


def run_node(folder: Path, script: Path, *arguments: str, stdin: str = "") -> Any:
    """Run a script with the packages of a folder and return the JSON that it prints."""
    copy = shutil.copy(script, folder)
    env = {"PATH": os.environ["PATH"], "HOME": str(folder)}
    got = subprocess.run(
        ["node", copy, *arguments], cwd=folder, env=env, input=stdin,
        check=False, capture_output=True, text=True,
    )  # fmt: skip
    assert got.returncode == 0, got.stderr
    return json.loads(got.stdout)
