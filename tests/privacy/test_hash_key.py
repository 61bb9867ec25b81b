"""The key of the suppression list: in the keyring if the API key is, never in neither place."""

import os
from pathlib import Path

import pytest
from keyring.errors import KeyringLocked

from lusha_cli.config.hash_keys import HASH_KEYS
from lusha_cli.storage.salted_hash import SALT_BYTES
from tests.support.cli import ADA, KEY, Lusha

BO = "bo@firm.example"


@pytest.fixture
def keyed(lusha: Lusha) -> Lusha:
    """Return a command line whose API key is in the keyring."""
    lusha.env.pop("LUSHA_SANDBOX", None)
    lusha.env.pop("LUSHA_API_KEY", None)
    lusha.keyring.set_password("lusha-cli", "default", KEY)
    return lusha


def salt_file(lusha: Lusha) -> Path:
    return lusha.state / "suppression.salt"


def keys_in_keyring(lusha: Lusha) -> list[str]:
    return [key for (service, _), key in lusha.keyring.entries.items() if service == HASH_KEYS]


def is_listed(lusha: Lusha, who: str, code: int = 0) -> bool:
    rows = lusha("privacy", "check", who, code=code).json
    return bool(rows[0]["suppressed"])


def test_key_is_in_the_keyring_with_the_api_key(keyed: Lusha) -> None:
    keyed("privacy", "suppress", ADA)
    [key] = keys_in_keyring(keyed)
    assert bytes.fromhex(key) not in salt_file(keyed).read_bytes()
    assert len(bytes.fromhex(key)) == SALT_BYTES
    assert is_listed(keyed, ADA)
    assert not is_listed(keyed, BO, code=3)


@pytest.mark.parametrize("place", ["environment", "sandbox", "setting", "nowhere"])
def test_key_is_in_a_file_otherwise(lusha: Lusha, keyed: Lusha, place: str) -> None:
    if place == "environment":
        keyed.env["LUSHA_API_KEY"] = KEY
    elif place == "sandbox":
        keyed.env["LUSHA_SANDBOX"] = "1"
    elif place == "setting":
        keyed("config", "set", "suppression_key", "file")
    else:
        keyed.keyring.entries.clear()
    keyed("privacy", "suppress", ADA)
    assert keys_in_keyring(keyed) == []
    [file] = keyed.state.rglob("suppression.salt")
    assert len(file.read_bytes()) == SALT_BYTES
    assert is_listed(keyed, ADA)


def test_key_moves_and_the_list_stays(keyed: Lusha) -> None:
    keyed.env["LUSHA_API_KEY"] = KEY
    keyed("privacy", "suppress", ADA)
    del keyed.env["LUSHA_API_KEY"]
    assert is_listed(keyed, ADA)
    assert keys_in_keyring(keyed) == []
    keyed("privacy", "suppress", BO)
    assert len(keys_in_keyring(keyed)) == 1
    # A key of the environment is another one, and the place stays.
    keyed.env["LUSHA_API_KEY"] = KEY
    keyed("privacy", "suppress", "cy@firm.example")
    assert len(keys_in_keyring(keyed)) == 1
    keyed("config", "set", "suppression_key", "file")
    keyed("privacy", "suppress", "di@firm.example")
    assert keys_in_keyring(keyed) == []
    assert len(salt_file(keyed).read_bytes()) == SALT_BYTES
    for who in (ADA, BO, "cy@firm.example", "di@firm.example"):
        assert is_listed(keyed, who)


def test_move_that_is_interrupted_loses_nothing(
    keyed: Lusha, monkeypatch: pytest.MonkeyPatch
) -> None:
    keyed.env["LUSHA_API_KEY"] = KEY
    keyed("privacy", "suppress", ADA)
    del keyed.env["LUSHA_API_KEY"]
    replace = os.replace

    def fail(source: object, target: object) -> None:
        if str(target).endswith(".salt"):
            raise OSError(28, "No space left on device")
        replace(source, target)  # type: ignore[arg-type]

    with monkeypatch.context() as patch:
        patch.setattr(os, "replace", fail)
        keyed("privacy", "suppress", BO, code=1)
    assert is_listed(keyed, ADA)
    keyed("privacy", "suppress", BO)
    assert is_listed(keyed, ADA)
    assert is_listed(keyed, BO)


def test_keyring_that_is_locked_refuses_lookups(keyed: Lusha) -> None:
    keyed("privacy", "suppress", ADA)

    def locked() -> None:
        raise KeyringLocked("The collection is locked")

    working, keyed.load_keyring = keyed.load_keyring, locked
    keyed.env["LUSHA_API_KEY"] = KEY
    refused = keyed("person", "get", BO, code=1).err
    assert "its key is in the keyring" in refused
    assert "lusha config set suppression_key file" in " ".join(refused.split())
    keyed.load_keyring = working
    assert is_listed(keyed, ADA)


def test_key_that_is_gone_refuses_lookups(keyed: Lusha) -> None:
    keyed("privacy", "suppress", ADA)
    for service, name in list(keyed.keyring.entries):
        if service == HASH_KEYS:
            keyed.keyring.delete_password(service, name)
    assert "its key isn't in the keyring" in keyed("person", "get", BO, code=1).err
    # Nor is a new key made, which would not fit the list.
    keyed("privacy", "suppress", BO, code=1)
    assert keys_in_keyring(keyed) == []


def test_without_a_list_no_keyring_is_opened(keyed: Lusha) -> None:
    def fail() -> None:
        raise AssertionError

    keyed.load_keyring = fail
    keyed.env["LUSHA_API_KEY"] = KEY
    assert not keyed("privacy", "check", ADA, code=3).json[0]["suppressed"]
    assert not salt_file(keyed).exists()
