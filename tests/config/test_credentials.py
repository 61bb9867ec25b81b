"""Where the key comes from: environment, keyring or file, for each profile."""

import stat
import threading
from typing import Any

from tests.support.cli import KEY, Lusha, MemoryKeyring


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
    assert "LUSHA_PROFILE is set and wins" in user("auth", "switch", "default").err
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
        assert "did you mean work" in user(*argv, code=2).err


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
    assert "does not give it back" in result.err


def test_keyring_that_hangs_times_out(user: Lusha) -> None:
    release = threading.Event()

    def hang() -> Any:
        release.wait(20)
        return MemoryKeyring()

    user.load_keyring = hang
    assert "did not answer within" in user("account", "usage", code=4).err
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
