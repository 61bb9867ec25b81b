"""The tools that check recipes, which `.ci/run` installs in an environment of their own."""

import os

import pytest

from tests.support.paths import ROOT

FOLDER = ROOT / ".tools" / "bin"


def tool(name: str) -> str:
    """Return the path of a tool, or skip the test without it."""
    path = FOLDER / name
    if not path.exists():
        if os.environ.get("CI") == "true":
            pytest.fail(f"CI needs {path}")
        pytest.skip(f"needs {path}, which .ci/run installs")
    return str(path)
