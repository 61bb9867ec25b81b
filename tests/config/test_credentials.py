"""Where the key comes from: environment, keyring or file, for each profile."""

import os
import stat
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

import pytest

from lusha_cli.errors import KeyringError
from lusha_cli.storage.state_store import StateStore
from tests.support.cli import KEY, Lusha, MemoryKeyring
from tests.support.paths import ROOT


def test_credentials_file_is_written_only_on_request(user: Lusha) -> None:
    user("auth", "login", "--with-token", "--insecure-storage", stdin=KEY.encode())
    file = user.folder / "config" / "credentials.toml"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700
    assert user.keyring.entries == {}
    assert user("auth", "status", "--json").json["source"] == "file"
    user("auth", "logout")
    assert not file.exists()


def test_credentials_are_separate_per_profile(user: Lusha) -> None:
    user("auth", "login", "--with-token", "--profile", "work", stdin=KEY.encode())
    assert user.keyring.entries == {("lusha-cli", "work"): KEY}
    user("account", "usage", code=4)
    user("account", "usage", "--profile", "work")
    user.env["LUSHA_PROFILE"] = "work"
    user("account", "usage")
    assert "LUSHA_PROFILE is set and overrides" in user("auth", "switch", "default").err
    del user.env["LUSHA_PROFILE"]
    user("auth", "switch", "work")
    user("account", "usage")


def test_credentials_unknown_profile_suggests_the_closest(user: Lusha) -> None:
    user("auth", "login", "--with-token", "--profile", "work", stdin=KEY.encode())
    for argv in (
        ("account", "usage", "--profile", "worj"),
        ("auth", "switch", "worj"),
        ("auth", "switch", "worj", "--json"),
        ("config", "set", "profile", "worj"),
    ):
        assert "Did you mean work?" in user(*argv, code=2).err


def test_credentials_treat_an_empty_profile_as_none(user: Lusha) -> None:
    assert "PROFILE is empty" in user("auth", "switch", "", code=2).err
    user("config", "set", "timeout", "5", "--profile", "")
    assert user.config.read_text() == "timeout = 5.0\n"


def test_credentials_key_with_control_characters_is_never_sent(user: Lusha) -> None:
    user.env["LUSHA_API_KEY"] = "abc\r\nX-Other: 1"
    result = user("account", "usage", code=4)
    assert "LUSHA_API_KEY" in result.err
    assert "X-Other" not in result.err


class BrokenKeyring(MemoryKeyring):
    """A keyring that raises `error` on every call."""

    def __init__(self, error: Exception) -> None:
        super().__init__()
        self.error = error

    def get_password(self, service: str, username: str) -> str | None:
        raise self.error

    def set_password(self, service: str, username: str, password: str) -> None:
        raise self.error


def test_login_without_a_keyring_names_alternatives(user: Lusha) -> None:
    from keyring.errors import NoKeyringError

    user.load_keyring = lambda: BrokenKeyring(NoKeyringError("none"))
    result = user("auth", "login", "--with-token", stdin=KEY.encode(), code=4)
    assert "LUSHA_API_KEY" in result.err
    assert "--insecure-storage" in result.err
    assert "no API key" in user("account", "usage", code=4).err
    user("auth", "logout")


def test_keyring_locked_is_reported(user: Lusha) -> None:
    from keyring.errors import KeyringLocked

    user.load_keyring = lambda: BrokenKeyring(KeyringLocked("it is locked"))
    assert "it is locked" in user("account", "usage", code=4).err
    reported = user("auth", "status", "--json", code=4)
    assert reported.json["state"] == "missing"
    assert reported.error["code"] == "keyring"


def test_keyring_that_stores_nothing_is_reported(user: Lusha) -> None:
    class Forgetful(MemoryKeyring):
        def set_password(self, service: str, username: str, password: str) -> None:
            pass

    user.load_keyring = Forgetful
    result = user("auth", "login", "--with-token", stdin=KEY.encode(), code=4)
    assert "does not store it" in result.err


def test_keyring_that_hangs_times_out(user: Lusha) -> None:
    release = threading.Event()

    def hang() -> Any:
        release.wait(20)
        return MemoryKeyring()

    user.load_keyring = hang
    assert "did not respond within" in user("account", "usage", code=4).err
    release.set()


def test_key_from_the_environment_needs_no_keyring(user: Lusha) -> None:
    user.load_keyring = lambda: BrokenKeyring(RuntimeError("must not be asked"))
    user.env["LUSHA_API_KEY"] = KEY
    user("account", "usage")


def test_damaged_credentials_file_is_reported(user: Lusha) -> None:
    (user.folder / "config").mkdir()
    file = user.folder / "config" / "credentials.toml"
    file.write_text("not toml")
    file.chmod(0o600)
    assert "credentials.toml" in user("account", "usage", code=4).err


class PlainBackend(MemoryKeyring):
    """A backend that stores in plain text, as its priority says."""

    priority: object = 0.5


class AltBackend(PlainBackend):
    __module__ = "keyrings.alt.file"
    priority = 5


class UnsupportedBackend(PlainBackend):
    @property
    def priority(self) -> object:  # type: ignore[override]
        raise RuntimeError("not on this system")


class Chain(PlainBackend):
    priority = 10

    def __init__(self) -> None:
        super().__init__()
        self.backends = [PlainBackend()]


@pytest.mark.parametrize("backend", [PlainBackend, AltBackend, UnsupportedBackend, Chain])
def test_keyring_with_plain_text_is_refused_without_insecure_storage(
    lusha: Lusha, backend: type[PlainBackend]
) -> None:
    keyring = backend()
    lusha.load_keyring = lambda: keyring
    credentials = lusha.make_context().credentials
    with pytest.raises(KeyringError, match="doesn't protect") as caught:
        credentials.store("default", "k" * 20, insecure=False)
    assert "--insecure-storage" in str(caught.value.hint)
    with pytest.raises(KeyringError, match="doesn't protect"):
        credentials.store_secret("default", "whsec_1")
    with pytest.raises(KeyringError, match="doesn't protect"):
        credentials.check_secrets()
    assert keyring.entries == {}
    credentials.store_secret("default", "whsec_1", insecure=True)
    assert list(keyring.entries.values()) == ["whsec_1"]


@pytest.mark.parametrize("way", ["variable", "file", "state"])
@pytest.mark.parametrize(
    "name",
    [
        "nowhere.Keyring",
        *(
            pytest.param(name, marks=pytest.mark.slow)
            for name in ("keyring.backends.nothing.Keyring", "json.JSONDecoder", "x", "a..b")
        ),
    ],
)
def test_backend_that_cannot_be_loaded_is_no_keyring(tmp_path: Path, way: str, name: str) -> None:
    env = {
        "HOME": str(tmp_path),
        "PATH": os.environ["PATH"],
        "LUSHA_STATE_DIR": f"{tmp_path}/state",
    }
    if way == "variable":
        env["PYTHON_KEYRING_BACKEND"] = name
    elif way == "file":
        config = tmp_path / ".config" / "python_keyring" / "keyringrc.cfg"
        config.parent.mkdir(parents=True)
        config.write_text(f"[backend]\ndefault-keyring={name}\n")
    else:
        StateStore(tmp_path / "state").put("keyring", name)
    env["PYTHONPATH"] = str(ROOT)
    done = subprocess.run(
        [sys.executable, "-m", "lusha_cli", "account", "usage", "--max-wait", "0"],
        env=env, capture_output=True, text=True,
    )  # fmt: skip
    assert done.returncode == 4, done.stderr
    assert "There is no API key for the profile 'default'." in done.stderr


@pytest.mark.parametrize(
    "content",
    [
        KEY.encode(), b"\xef\xbb\xbf" + KEY.encode(), KEY.encode("utf-16"),
        b"\xfe\xff" + KEY.encode("utf-16-be"), KEY.encode() + b"\r\n", f"Bearer {KEY}\n".encode(),
    ],
)  # fmt: skip
def test_piped_key_may_have_a_mark_and_any_line_end(online: Lusha, content: bytes) -> None:
    del online.env["LUSHA_API_KEY"]
    online("auth", "login", "--with-token", stdin=content)
    assert online("auth", "token").out == f"{KEY}\n"


@pytest.mark.parametrize(
    "content",
    [b"two\nlines-of-a-key", "schl\u00fcssel-0001".encode(), b"\xff\xfe\xff", b"a\x00b", b"a\tb"],
)
def test_piped_key_with_other_characters_is_refused(online: Lusha, content: bytes) -> None:
    del online.env["LUSHA_API_KEY"]
    result = online("auth", "login", "--with-token", stdin=content, code=2)
    assert "contains spaces or characters" in result.err
    assert online.keyring.entries == {}


@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_config_and_key_files_may_have_a_mark_and_crlf(lusha: Lusha, mark: str, end: str) -> None:
    lusha.config.parent.mkdir(exist_ok=True)
    lusha.config.write_bytes(f"{mark}timeout = 9{end}quiet = true{end}".encode())
    assert lusha("config", "get", "timeout").out == "9\n"
    lusha("config", "set", "max_wait", "5")
    assert lusha("config", "get", "timeout").out == "9\n"
    file = lusha.config.parent / "credentials.toml"
    file.write_bytes(f'{mark}default = "{KEY}"{end}'.encode())
    file.chmod(0o600)
    lusha.env["LUSHA_SANDBOX"] = "0"
    assert lusha("auth", "token").out == f"{KEY}\n"


class ForgetfulBackend(MemoryKeyring):
    """A backend that accepts values and stores nothing."""

    def set_password(self, service: str, username: str, password: str) -> None:
        pass


@pytest.mark.parametrize("name", ["null", "fail"])
def test_login_names_a_backend_that_stores_nothing(user: Lusha, name: str) -> None:
    from importlib import import_module

    backend = import_module(f"keyring.backends.{name}").Keyring
    user.load_keyring = backend
    result = user("auth", "login", "--with-token", stdin=KEY.encode(), code=4)
    assert f"The keyring backend keyring.backends.{name}.Keyring stores nothing." in result.err
    assert "--insecure-storage" in result.err
    secret = user.make_context().credentials
    with pytest.raises(KeyringError, match="stores nothing") as caught:
        secret.store_secret("default", "whsec_1", insecure=True)
    assert "LUSHA_WEBHOOK_SECRET" in str(caught.value.hint)


def test_backend_that_raises_anything_is_reported(user: Lusha) -> None:
    user.load_keyring = lambda: BrokenKeyring(AttributeError("no bus"))
    result = user("account", "usage", code=4)
    assert "The keyring cannot be used: no bus." in result.err


@pytest.mark.parametrize(
    ("name", "cause"),
    [
        ("nowhere.Keyring", "ModuleNotFoundError: No module named 'nowhere'"),
        ("json.JSONDecoder", "AttributeError: type object 'JSONDecoder' has no attribute"),
    ],
)
def test_missing_key_names_why_the_backend_cannot_be_loaded(
    user: Lusha, monkeypatch: pytest.MonkeyPatch, name: str, cause: str
) -> None:
    import keyring.core

    monkeypatch.setattr(keyring.core, "_keyring_backend", None)
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", name)
    user.load_keyring = None  # type: ignore[assignment]
    expected = f"The keyring backend cannot be loaded ({cause}"
    missing = user("account", "usage", code=4)
    assert f"There is no API key for the profile 'default'. {expected}" in missing.err
    login = user("auth", "login", "--with-token", stdin=KEY.encode(), code=4)
    assert f"This system has no keyring, so nothing was stored. {expected}" in login.err
    checks = {item["check"]: item for item in user("doctor", "--json", code=4).json}
    assert checks["keyring"]["state"] == "warned"
    assert checks["keyring"]["message"].startswith(f"This system has no keyring. {expected}")
    assert user("auth", "list").json[0]["source"] == "none"
