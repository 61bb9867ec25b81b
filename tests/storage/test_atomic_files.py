"""Files of the CLI: private from the start, and owned by the user."""

import os
import stat
from pathlib import Path

import pytest

from tests.support.cli import ADA, Lusha, Server
from tests.support.cli import SECRET_KEY as KEY

POSIX = pytest.mark.skipif(os.name != "posix", reason="needs POSIX")


@POSIX
def test_files_are_private_from_creation(
    server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    user = Lusha(tmp_path / "a" / "b" / "user")
    user.env.update(LUSHA_BASE_URL=server.url)
    source = tmp_path / "in.csv"
    source.write_text(f"email\n{ADA}\n")
    # A later chmod would leave a moment in which others have access.
    monkeypatch.setattr(os, "chmod", lambda *_, **__: None)
    before = os.umask(0)
    try:
        user("auth", "login", "--with-token", "--insecure-storage", stdin=KEY.encode())
        user("config", "set", "output", "json")
        user("filters", "contacts", "seniority")
        user("person", "bulk", str(source), "--yes")
        user("person", "get", ADA, "--sandbox")
    finally:
        os.umask(before)
    matches = [path for path in (tmp_path / "a").rglob("*") if path.exists()]
    names = {path.name for path in matches}
    assert {"credentials.toml", "config.toml", "state.db", "sandbox.db", "limits"} <= names
    for path in (tmp_path / "a", *matches):
        mode = stat.S_IMODE(path.stat().st_mode)
        assert mode == (0o700 if path.is_dir() else 0o600), f"{path}: {mode:o}"


@POSIX
@pytest.mark.parametrize("name", ["config.toml", "credentials.toml"])
def test_file_of_another_owner_is_rejected(
    lusha: Lusha, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    lusha.env["LUSHA_SANDBOX"] = "0"
    file = lusha.config.parent / name
    file.parent.mkdir(mode=0o700)
    file.write_text('default = "x"\n' if name.startswith("cred") else 'output = "json"\n')
    file.chmod(0o600)
    monkeypatch.setattr(os, "geteuid", lambda: file.stat().st_uid + 1)
    # Files of root are accepted: root has access to everything anyway.
    owner = file.stat()
    forged = os.stat_result((*owner[:4], 4711, *owner[5:10]))
    monkeypatch.setattr(os, "fstat", lambda _: forged)
    reported = lusha("account", "usage", "--no-wait", code=2).err
    assert f"{file} belongs to another user" in reported
    assert "chown" in reported


@POSIX
@pytest.mark.parametrize(
    ("name", "mode", "reported"),
    [
        ("config.toml", 0o602, "can be written by other users"),
        ("config.toml", 0o620, "can be written by other users"),
        ("credentials.toml", 0o640, "can be read by other users"),
        ("credentials.toml", 0o604, "can be read by other users"),
    ],
)
def test_file_accessible_to_others_is_rejected(
    lusha: Lusha, name: str, mode: int, reported: str
) -> None:
    lusha.env["LUSHA_SANDBOX"] = "0"
    file = lusha.config.parent / name
    file.parent.mkdir(mode=0o700)
    file.write_text("")
    file.chmod(mode)
    result = lusha("account", "usage", "--no-wait", code=2)
    assert reported in result.err
    assert f"chmod 600 '{file}'" in result.err
