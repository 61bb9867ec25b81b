"""`lusha auth login`, `logout`, `status` and `token`."""

import pytest

from tests.support.cli import KEY, FakeClock, Lusha, Server


def test_login_stores_a_working_key(user: Lusha) -> None:
    result = user("auth", "login", "--with-token", stdin=f"{KEY}\n".encode())
    assert user.keyring.entries == {("lusha-cli", "default"): KEY}
    assert "keyring" in result.err
    assert KEY not in result.out + result.err
    assert user("account", "usage").json["usage"]


def test_login_prompts_on_a_terminal(user: Lusha) -> None:
    user.secret = f"Bearer {KEY}"
    user("auth", "login", terminal=True)
    assert user.keyring.entries == {("lusha-cli", "default"): KEY}


def test_login_without_a_terminal_names_with_token(user: Lusha) -> None:
    assert "--with-token" in user("auth", "login", code=2).err


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        (b"", "is empty"),
        (b"two words", "holds spaces"),
        (b"\xff\xfe", "is empty"),
        (b"\xff\xfd", "holds"),
    ],
)
def test_login_rejects_invalid_keys(user: Lusha, typed: bytes, message: str) -> None:
    assert message in user("auth", "login", "--with-token", stdin=typed, code=2).err
    assert user.keyring.entries == {}


def test_login_stores_nothing_when_the_api_refuses_the_key(user: Lusha) -> None:
    user("auth", "login", "--with-token", stdin=b"sandbox-revoked", code=4)
    assert user.keyring.entries == {}


def test_login_warns_when_the_environment_overrides_the_key(user: Lusha) -> None:
    user.env["LUSHA_API_KEY"] = "another-key-than-this"
    result = user("auth", "login", "--with-token", stdin=KEY.encode())
    assert "LUSHA_API_KEY is set and wins" in result.err
    status = user("auth", "status", "--json").json
    assert status["source"] == "environment"


def test_login_in_the_sandbox_needs_no_key(lusha: Lusha) -> None:
    assert "needs no key" in lusha("auth", "login", "--with-token", stdin=b"x", code=2).err


def test_status_shows_source_masked_key_and_state(user: Lusha) -> None:
    user("auth", "login", "--with-token", stdin=KEY.encode())
    reported = user("auth", "status", "--json").json
    assert reported["profile"] == "default"
    assert reported["source"] == "keyring"
    assert reported["state"] == "valid"
    assert reported["key"] == "…0001"
    assert "valid" in user("auth", "status", terminal=True).out


def test_status_exits_4_for_an_invalid_key(user: Lusha, server: Server) -> None:
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
    reported = user("auth", "status", "--json", code=8)
    assert reported.json["state"] == "unreachable"


def test_token_prints_the_key(user: Lusha) -> None:
    user.env["LUSHA_API_KEY"] = f" {KEY}\n"
    assert user("auth", "token").out == f"{KEY}\n"
    assert user("auth", "token", "--json").json == KEY


def test_logout_removes_the_key(user: Lusha) -> None:
    user("auth", "login", "--with-token", stdin=KEY.encode())
    assert "Removed" in user("auth", "logout").err
    assert user.keyring.entries == {}
    assert "No key is stored" in user("auth", "logout").err
    assert "auth login" in user("account", "usage", code=4).err


def test_logout_warns_about_the_environment(user: Lusha) -> None:
    user.env["LUSHA_API_KEY"] = KEY
    assert "LUSHA_API_KEY is still set" in user("auth", "logout").err


def test_auth_commands_never_print_the_key(user: Lusha, server: Server) -> None:
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
    stored = [path for path in user.folder.rglob("*") if path.is_file()]
    assert stored
    assert not any(KEY.encode() in path.read_bytes() for path in stored)


def test_fake_clock_advances_only_on_sleep() -> None:
    clock = FakeClock(5)
    clock.sleep(2)
    assert clock.now() == clock.monotonic() == 7
