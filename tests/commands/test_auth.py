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
        (b"two words", "contains spaces"),
        (b"\xff\xfe", "is empty"),
        (b"\xff\xfd", "contains"),
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
    assert "LUSHA_API_KEY is set and overrides" in result.err
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


def login(user: Lusha, *options: str, key: str = KEY) -> str:
    return user("auth", "login", "--with-token", *options, stdin=key.encode()).err


PROFILE = {"inUse": False, "source": "none", "storedIn": "none", "key": None}


def test_list_shows_where_the_key_of_each_profile_is(user: Lusha, server: Server) -> None:
    login(user, "--profile", "work", "--base-url", server.url)
    login(user, "--profile", "file", "--insecure-storage", key="sandbox-another-key-0002")
    requests = server.ledger()["totals"]["requests"]
    del user.env["LUSHA_BASE_URL"]
    result = user("auth", "list")
    assert result.json == [
        {**PROFILE, "profile": "default", "inUse": True, "baseUrl": "https://api.lusha.com"},
        {**PROFILE, "profile": "file", "source": "file", "storedIn": "file", "key": "…0002",
         "baseUrl": "https://api.lusha.com"},
        {**PROFILE, "profile": "work", "source": "keyring", "storedIn": "keyring", "key": "…0001",
         "baseUrl": server.url},
    ]  # fmt: skip
    assert server.ledger()["totals"]["requests"] == requests
    assert user("auth", "list", "--profile", "work", "--query", "[?inUse].profile").json == ["work"]


@pytest.mark.parametrize("output", ["table", "json", "jsonl", "csv", "tsv", "yaml"])
def test_list_and_status_show_no_more_than_the_last_characters(user: Lusha, output: str) -> None:
    login(user, "--profile", "work")
    login(user, key="sandbox-short")
    for name in ("list", "status"):
        result = user("auth", name, "-o", output)
        assert "sandbox-" not in result.out + result.err
        assert "work" in result.out
        assert "0001" in result.out
        assert "hort" not in result.out


def test_list_marks_a_key_from_the_environment(user: Lusha) -> None:
    login(user)
    user.env["LUSHA_API_KEY"] = "sandbox-key-of-the-environment-9"
    result = user("auth", "list")
    [profile] = result.json
    assert profile["source"] == "environment"
    assert profile["storedIn"] == "keyring"
    assert profile["key"] == "…nt-9"
    assert "LUSHA_API_KEY is set and overrides" in result.err
    table = user("auth", "list", terminal=True, encoding="utf-8").out
    assert "Stored in" in table
    del user.env["LUSHA_API_KEY"]
    assert "Stored in" not in user("auth", "list", terminal=True).out


def test_list_names_a_keyring_that_cannot_be_read_once(user: Lusha) -> None:
    calls = []

    def load() -> None:
        calls.append(1)
        raise RuntimeError("it is locked")

    login(user, "--profile", "work")
    login(user, "--profile", "home", "--insecure-storage")
    user.load_keyring = load
    result = user("auth", "list", "--json", code=4)
    assert [item["source"] for item in result.json] == ["unknown", "file", "unknown"]
    assert result.error["code"] == "keyring"
    assert len(calls) == 1
    # With a key from elsewhere, the keyring isn't needed.
    user.env["LUSHA_API_KEY"] = KEY
    assert {item["source"] for item in user("auth", "list", "--json").json} == {"environment"}


def test_status_lists_the_other_profiles(user: Lusha) -> None:
    login(user, "--profile", "work")
    reported = user("auth", "status", "--profile", "work").json
    assert [item["profile"] for item in reported["profiles"]] == ["default", "work"]
    assert [item["inUse"] for item in reported["profiles"]] == [False, True]
    table = user("auth", "status", "--profile", "work", terminal=True).out
    assert "Profiles" in table
    # Nothing is said twice.
    user.config.unlink()
    login(user)
    assert "Profiles" not in user("auth", "status", terminal=True).out


def test_login_stores_the_base_url_of_its_profile(user: Lusha, server: Server) -> None:
    del user.env["LUSHA_BASE_URL"]
    err = login(user, "--profile", "work", "--base-url", server.url)
    assert f"The profile 'work' now uses {server.url}" in err
    assert user("account", "usage", "--profile", "work").json["usage"]
    assert user("config", "get", "base_url", "--profile", "work").out == f"{server.url}\n"
    assert user("config", "get", "base_url").out == "https://api.lusha.com\n"
    user.env["LUSHA_BASE_URL"] = "https://api.lusha.com"
    assert "LUSHA_BASE_URL is set and overrides" in login(user, "--base-url", server.url)


def test_login_that_fails_stores_no_base_url(user: Lusha, server: Server) -> None:
    del user.env["LUSHA_BASE_URL"]
    user(
        "auth", "login", "--with-token", "--base-url", server.url, stdin=b"sandbox-revoked", code=4
    )
    assert not user.config.exists()


def test_login_says_where_keys_are_made(user: Lusha) -> None:
    page = "https://dashboard.lusha.com/api/manage-api-keys"
    user.secret = KEY
    for width in (40, 80):
        user.width = width
        assert page in user("auth", "login", terminal=True).err.splitlines()
    refused = user("auth", "login", "--with-token", stdin=b"sandbox-revoked", code=4)
    assert page in refused.err
    assert page in user("auth", "login", "--help").out
