"""`lusha auth`, and where a key comes from."""

import stat
import threading
from pathlib import Path
from typing import Any

import pytest

from tests.support.cli import KEY, FakeClock, Lusha, MemoryKeyring, Server


@pytest.fixture
def user(tmp_path: Path, server: Server) -> Lusha:
    """Somebody who has no key yet."""
    runner = Lusha(tmp_path)
    runner.env["LUSHA_BASE_URL"] = server.url
    return runner


def test_login_keeps_a_key_that_works(user: Lusha) -> None:
    result = user("auth", "login", "--with-token", stdin=f"{KEY}\n".encode())
    assert user.keyring.entries == {("lusha-cli", "default"): KEY}
    assert "keyring" in result.err
    assert KEY not in result.out + result.err
    assert user("account", "usage").json["usage"]


def test_login_asks_at_the_terminal(user: Lusha) -> None:
    user.secret = f"Bearer {KEY}"
    user("auth", "login", terminal=True)
    assert user.keyring.entries == {("lusha-cli", "default"): KEY}


def test_login_without_a_terminal_names_the_way(user: Lusha) -> None:
    assert "--with-token" in user("auth", "login", code=2).err


@pytest.mark.parametrize(
    ("given", "said"), [(b"", "is empty"), (b"two words", "holds spaces"), (b"\xff\xfe", "holds")]
)
def test_login_refuses_what_is_no_key(user: Lusha, given: bytes, said: str) -> None:
    assert said in user("auth", "login", "--with-token", stdin=given, code=2).err
    assert user.keyring.entries == {}


def test_login_keeps_nothing_that_the_api_refuses(user: Lusha) -> None:
    user("auth", "login", "--with-token", stdin=b"sandbox-revoked", code=4)
    assert user.keyring.entries == {}


def test_login_warns_when_the_environment_will_win(user: Lusha) -> None:
    user.env["LUSHA_API_KEY"] = "another-key-than-this"
    result = user("auth", "login", "--with-token", stdin=KEY.encode())
    assert "LUSHA_API_KEY is set and wins" in result.err
    status = user("auth", "status", "--json").json
    assert status["source"] == "environment"


def test_login_in_the_sandbox_says_that_it_needs_none(lusha: Lusha) -> None:
    assert "needs no key" in lusha("auth", "login", "--with-token", stdin=b"x", code=2).err


def test_a_file_keeps_the_key_only_when_asked(user: Lusha) -> None:
    user("auth", "login", "--with-token", "--insecure-storage", stdin=KEY.encode())
    file = user.folder / "config" / "credentials.toml"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700
    assert user.keyring.entries == {}
    assert user("auth", "status", "--json").json["source"] == "file"
    user("auth", "logout")
    assert not file.exists()


def test_status_tells_source_mask_and_state(user: Lusha) -> None:
    user("auth", "login", "--with-token", stdin=KEY.encode())
    told = user("auth", "status", "--json").json
    assert told["profile"] == "default"
    assert told["source"] == "keyring"
    assert told["state"] == "valid"
    assert told["key"] == "…0001"
    assert "valid" in user("auth", "status", terminal=True).out


def test_status_is_exit_4_when_the_key_is_not_valid(user: Lusha, server: Server) -> None:
    missing = user("auth", "status", "--json", code=4)
    assert missing.json["state"] == "missing"
    assert missing.error["code"] == "key_missing"
    user.env["LUSHA_API_KEY"] = "sandbox-revoked"
    assert user("auth", "status", "--json", code=4).json["state"] == "refused"
    user.env["LUSHA_API_KEY"] = "sandbox-inactive"
    inactive = user("auth", "status", "--json", code=4)
    assert inactive.json["state"] == "refused"
    assert inactive.error["status"] == 403
    user.env["LUSHA_API_KEY"] = KEY
    user.env["LUSHA_BASE_URL"] = "http://127.0.0.1:9"
    told = user("auth", "status", "--json", code=8)
    assert told.json["state"] == "unreachable"


def test_token_prints_the_key_for_scripts(user: Lusha) -> None:
    user.env["LUSHA_API_KEY"] = f" {KEY}\n"
    assert user("auth", "token").out == f"{KEY}\n"
    assert user("auth", "token", "--json").json == KEY


def test_logout_removes_the_key(user: Lusha) -> None:
    user("auth", "login", "--with-token", stdin=KEY.encode())
    assert "Removed" in user("auth", "logout").err
    assert user.keyring.entries == {}
    assert "No key is stored" in user("auth", "logout").err
    assert "auth login" in user("account", "usage", code=4).err


def test_logout_tells_of_the_environment(user: Lusha) -> None:
    user.env["LUSHA_API_KEY"] = KEY
    assert "LUSHA_API_KEY is still set" in user("auth", "logout").err


def test_profiles_have_keys_of_their_own(user: Lusha) -> None:
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


def test_an_unknown_profile_is_named_with_the_near_one(user: Lusha) -> None:
    user("auth", "login", "--with-token", "--profile", "work", stdin=KEY.encode())
    for argv in (
        ("account", "usage", "--profile", "worj"),
        ("auth", "switch", "worj"),
        ("auth", "switch", "worj", "--json"),
        ("config", "set", "profile", "worj"),
    ):
        assert "did you mean work" in user(*argv, code=2).err


def test_an_empty_profile_is_none(user: Lusha) -> None:
    assert "PROFILE is empty" in user("auth", "switch", "", code=2).err
    user("config", "set", "timeout", "5", "--profile", "")
    assert user.config.read_text() == "timeout = 5.0\n"


def test_a_key_with_odd_characters_never_becomes_a_header(user: Lusha) -> None:
    user.env["LUSHA_API_KEY"] = "abc\r\nX-Other: 1"
    result = user("account", "usage", code=4)
    assert "LUSHA_API_KEY" in result.err
    assert "X-Other" not in result.err


class Broken(MemoryKeyring):
    """A keyring that raises `error` at everything."""

    def __init__(self, error: Exception) -> None:
        super().__init__()
        self.error = error

    def get_password(self, service: str, username: str) -> str | None:
        raise self.error

    def set_password(self, service: str, username: str, password: str) -> None:
        raise self.error


def test_without_a_keyring_login_names_the_other_ways(user: Lusha) -> None:
    from keyring.errors import NoKeyringError

    user.load_keyring = lambda: Broken(NoKeyringError("none"))
    result = user("auth", "login", "--with-token", stdin=KEY.encode(), code=4)
    assert "LUSHA_API_KEY" in result.err
    assert "--insecure-storage" in result.err
    assert "no API key" in user("account", "usage", code=4).err
    user("auth", "logout")


def test_a_locked_keyring_is_told(user: Lusha) -> None:
    from keyring.errors import KeyringLocked

    user.load_keyring = lambda: Broken(KeyringLocked("it is locked"))
    assert "it is locked" in user("account", "usage", code=4).err
    told = user("auth", "status", "--json", code=4)
    assert told.json["state"] == "missing"
    assert told.error["code"] == "keyring"


def test_a_keyring_that_forgets_is_told(user: Lusha) -> None:
    class Forgetful(MemoryKeyring):
        def set_password(self, service: str, username: str, password: str) -> None:
            pass

    user.load_keyring = Forgetful
    result = user("auth", "login", "--with-token", stdin=KEY.encode(), code=4)
    assert "does not give it back" in result.err


def test_a_keyring_that_hangs_is_left_after_its_timeout(user: Lusha) -> None:
    release = threading.Event()

    def hang() -> Any:
        release.wait(20)
        return MemoryKeyring()

    user.load_keyring = hang
    assert "did not answer within" in user("account", "usage", code=4).err
    release.set()


def test_the_environment_s_key_needs_no_keyring(user: Lusha) -> None:
    user.load_keyring = lambda: Broken(RuntimeError("must not be asked"))
    user.env["LUSHA_API_KEY"] = KEY
    user("account", "usage")


def test_a_damaged_key_file_is_told(user: Lusha) -> None:
    (user.folder / "config").mkdir()
    file = user.folder / "config" / "credentials.toml"
    file.write_text("not toml")
    file.chmod(0o600)
    assert "credentials.toml" in user("account", "usage", code=4).err


def test_no_key_ever_shows(user: Lusha, server: Server) -> None:
    user.env["LUSHA_API_KEY"] = KEY
    for argv in (
        ("account", "usage", "--debug"),
        ("person", "get", "broken@magic.example", "--debug", "--max-wait", "0"),
        ("person", "get", "a@b.example", "--curl"),
        ("person", "get", "a@b.example", "--dry-run", "-o", "table"),
        ("auth", "status", "--debug"),
        ("config", "list", "--debug"),
        ("sandbox", "status", "--debug"),
    ):
        code = 9 if "broken@magic.example" in argv else 0
        result = user(*argv, code=code)
        assert KEY not in result.out + result.err
    kept = [path for path in user.folder.rglob("*") if path.is_file()]
    assert kept
    assert not any(KEY.encode() in path.read_bytes() for path in kept)


def test_the_clock_of_the_harness_moves_only_by_sleeping() -> None:
    clock = FakeClock(5)
    clock.sleep(2)
    assert clock.now() == clock.monotonic() == 7
