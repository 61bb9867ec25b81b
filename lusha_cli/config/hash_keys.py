"""The keys of hashes in the keyring, beside the API key."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from lusha_cli.errors import KeyringError

if TYPE_CHECKING:
    from lusha_cli.config.credentials import Credentials
    from lusha_cli.config.settings import Settings

# The service of the keyring's entries.
HASH_KEYS = "lusha-cli-hashes"


class KeyringHashKeys:
    """The keys in the keyring of the API keys, whose store `load_credentials` returns.

    They are in the keyring if the API key of the profile is: then no command needs the keyring that
    didn't need it before.
    """

    def __init__(
        self, load_credentials: "Callable[[], Credentials]", settings: "Callable[[], Settings]"
    ) -> None:
        self._load_credentials = load_credentials
        self._settings = settings

    @property
    def are_refused(self) -> bool:
        """Return whether the user wants keys in files."""
        return bool(self._settings().get("suppression_key") == "file")

    @property
    def are_wanted(self) -> bool:
        """Return whether keys are to be in the keyring, and it can be used."""
        if self.are_refused or (credentials := self._load_credentials()).in_environment:
            return False
        try:
            key = credentials.find_stored(self._settings().profile)
        except KeyringError:
            return False
        return key is not None and key.source == "keyring"

    def find(self, name: str) -> bytes | None:
        """Return a key, None if it is missing. Raises KeyringError."""
        entry = self._load_credentials().find_entry(HASH_KEYS, name)
        try:
            return bytes.fromhex(entry.value) if entry else None
        except ValueError:
            return None

    def store(self, name: str, key: bytes) -> None:
        """Store a key, and check that it is stored. Raises KeyringError."""
        self._load_credentials().put_entry(HASH_KEYS, name, key.hex())

    def delete(self, name: str) -> None:
        """Delete a key that may be missing. Raises KeyringError."""
        self._load_credentials().remove_entry(HASH_KEYS, name)
