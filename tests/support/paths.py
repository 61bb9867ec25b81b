"""Folders of the repository that tests read."""

from pathlib import Path

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "lusha_cli"
TEST_DATA = ROOT / "tests" / "data"
