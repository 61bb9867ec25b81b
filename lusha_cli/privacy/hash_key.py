"""The key of keyed hashes: in the keyring of the system, or in a private file beside them.

The file has the key itself, or the name of its entry in the keyring.
"""

import os
from pathlib import Path
from typing import Protocol

from lusha_cli.storage.atomic_files import fsync_directory
from lusha_cli.storage.file_targets import resolve_target
from lusha_cli.storage.salted_hash import SALT_BYTES, write_private_file

_ENTRY = b"keyring entry "


class KeyringKeys(Protocol):
    """The keys in the keyring, by the name of their entry. Its methods raise KeyringError."""

    @property
    def are_wanted(self) -> bool:
        """Return whether keys are to be in the keyring, and it can be used."""

    @property
    def are_refused(self) -> bool:
        """Return whether the user wants keys in files."""

    def find(self, name: str) -> bytes | None:
        """Return a key, None if it is missing."""

    def store(self, name: str, key: bytes) -> None:
        """Store a key, and check that it is stored."""

    def delete(self, name: str) -> None:
        """Delete a key that may be missing."""


class HashKeyMissing(Exception):
    """The key is missing or its file is damaged. The message gives the reason."""


class HashKey:
    """The key whose file is `file`; without `keyring`, it is in the file."""

    def __init__(self, file: Path, keyring: KeyringKeys | None) -> None:
        self.file = file
        self._keyring = keyring

    def read(self) -> bytes:
        """Return the key. Raises HashKeyMissing, KeyringError, and OSError for a missing file."""
        content = resolve_target(self.file, is_own=True).read_bytes()
        if len(content) == SALT_BYTES:
            return content
        name = _entry_name(content)
        if not name:
            raise HashKeyMissing(f"{self.file.name} is damaged")
        key = self._keyring.find(name) if self._keyring else None
        if key is None or len(key) != SALT_BYTES:
            raise HashKeyMissing("its key isn't in the keyring")
        return key

    def create_content(self, key: bytes) -> bytes:
        """Return what the file of a new key has to contain, after storing it in the keyring.

        Raises KeyringError.
        """
        if not (self._keyring and self._keyring.are_wanted):
            return key
        name = os.urandom(16).hex()
        self._keyring.store(name, key)
        return _ENTRY + name.encode()

    def move(self) -> None:
        """Move the key to where the user wants it; it is always in one of the places.

        Raises what `read` raises.
        """
        if self._keyring is None:
            return
        name = _entry_name(resolve_target(self.file, is_own=True).read_bytes())
        if name and self._keyring.are_refused:
            self._replace(self.read())
            self._keyring.delete(name)
        elif not name and self._keyring.are_wanted:
            self._replace(self.create_content(self.read()))

    def _replace(self, content: bytes) -> None:
        file = resolve_target(self.file, is_own=True)
        new_file = file.with_suffix(".new-salt")
        write_private_file(new_file, content)
        os.replace(new_file, file)
        fsync_directory(file.parent)


def _entry_name(content: bytes) -> str:
    """Return the name of the entry in the keyring, "" if the content isn't one."""
    name = content.removeprefix(_ENTRY)
    is_entry = name != content and len(name) == SALT_BYTES and name.isalnum()
    return name.decode("ascii", "replace") if is_entry else ""
