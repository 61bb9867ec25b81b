"""Hashes of identifiers under a random salt, and the file of that salt.

An email can be guessed from its plain hash; without the salt, which is in a file of its own, it
can't be guessed from these.
"""

import errno
import os
from contextlib import suppress
from pathlib import Path

from lusha_cli.storage.file_targets import resolve_target
from lusha_cli.storage.state_store import StateStore, ensure_private_directory

SALT_BYTES = 32


def salted_hash(salt: bytes, identifier: str) -> bytes:
    """Return the hash (HMAC-SHA256) under which an identifier is stored."""
    import hmac

    return hmac.digest(salt, identifier.encode("utf-8", "surrogatepass"), "sha256")


def read_salt(file: Path) -> bytes | None:
    """Return the salt in a file, or None for a damaged one. Raises OSError."""
    with open(resolve_target(file, is_own=True), "rb", buffering=0) as stream:
        salt = stream.read(SALT_BYTES + 1)
    return salt if len(salt) == SALT_BYTES else None


def read_or_create_key(file: Path) -> bytes:
    """Return the key in a file, which is created with a random one if it is missing.

    Raises OSError, also for a damaged file.
    """
    with suppress(FileNotFoundError):
        if key := read_salt(file):
            return key
        raise OSError(errno.EIO, f"{file.name} is damaged")
    ensure_private_directory(file.parent)
    with StateStore(file.parent).lock():
        # Another process may have created it meanwhile.
        if not file.exists():
            write_private_file(file, os.urandom(SALT_BYTES))
    return file.read_bytes()


def write_private_file(file: Path, content: bytes) -> None:
    """Replace a file with one that only its owner may read, flushed to the disk."""
    with suppress(FileNotFoundError):
        file.unlink()
    handle = os.open(file, os.O_CREAT | os.O_EXCL | os.O_WRONLY | getattr(os, "O_BINARY", 0), 0o600)
    with os.fdopen(handle, "wb") as stream:
        stream.write(content)
        stream.flush()
        os.fsync(stream.fileno())
