"""The platform's folders."""

import sys
from pathlib import Path

import platformdirs
import pytest

from lusha_cli.config.paths import default_folder

HOMES = ("/home/ada", "/home/ada/", "/", "relative", "", None)


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere platformdirs is called")
@pytest.mark.parametrize("home", HOMES)
@pytest.mark.parametrize("xdg", ["/xdg", "/xdg/", "relative", "", None])
def test_folders_are_those_of_platformdirs(
    monkeypatch: pytest.MonkeyPatch, home: str | None, xdg: str | None
) -> None:
    purposes = ("config", "state", "cache")
    variables = {"HOME": home, **{f"XDG_{name.upper()}_HOME": xdg for name in purposes}}
    for name, value in variables.items():
        monkeypatch.delenv(name, raising=False)
        if value is not None:
            monkeypatch.setenv(name, value)
    stored = {name: value for name, value in variables.items() if value is not None}
    if xdg == "relative":
        # The specification makes it invalid, which the first versions of platformdirs didn't know.
        for purpose in purposes:
            monkeypatch.delenv(f"XDG_{purpose.upper()}_HOME")
    for purpose in purposes:
        folder = platformdirs.PlatformDirs("lusha", appauthor=False)
        expected: Path = getattr(folder, f"user_{purpose}_path")
        assert default_folder(purpose, stored) == expected
