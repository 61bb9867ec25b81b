"""API keys and webhook secrets; the only module that uses the OS keyring.

A key is stored in the keyring under the service `lusha-cli` and the profile's name or, only with
`--insecure-storage`, in `credentials.toml` (mode 0600) of the config folder. A profile's webhook
secret is stored in the keyring under `lusha-cli-webhooks`, and the key of the suppression list's
hashes under `lusha-cli-hashes`.
"""

import codecs
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Literal, NamedTuple, TypeVar

from lusha_cli.config.keyring_backends import KeyringBackend as KeyringBackend
from lusha_cli.config.keyring_backends import (
    KeyringReport,
    backend_name,
    storing_backend,
    weakness_of,
)
from lusha_cli.config.timeouts import run_with_timeout
from lusha_cli.errors import InvalidApiKey, KeyringError, MissingApiKey, UsageError
from lusha_cli.storage.atomic_files import read_owned_file, write_private
from lusha_cli.storage.state_store import StateStore

SERVICE = "lusha-cli"
VARIABLE = "LUSHA_API_KEY"
SECRETS = "lusha-cli-webhooks"
SECRET_VARIABLE = "LUSHA_WEBHOOK_SECRET"
# The entry that is written to check that the keyring stores values.
_PROBE = "a trial"
_UNPROTECTED = "doesn't protect stored keys"
_INSTALL = "Install your system's keyring, such as gnome-keyring"

Source = Literal["environment", "keyring", "file", "sandbox"]
T = TypeVar("T")


class ResolvedKey(NamedTuple):
    """A key and its source."""

    value: str
    source: Source

    def masked(self) -> str:
        """Return the key with all but its last four characters hidden, or all if it is short."""
        # Four characters of a short key would reveal too much of it.
        return f"…{self.value[-4:]}" if len(self.value) >= 16 else "…"

    def __repr__(self) -> str:
        # A traceback may show the repr: it must not hold the key.
        return f"ResolvedKey({self.masked()!r}, {self.source!r})"


class Credentials:
    """The API keys of one user; `load_backend` returns the keyring, `timeout` is in seconds."""

    def __init__(
        self,
        *,
        env: Mapping[str, str],
        folder: Path,
        state: StateStore,
        load_backend: Callable[[], KeyringBackend] | None = None,
        timeout: float = 3.0,
    ) -> None:
        self._env = env
        self.file = folder / "credentials.toml"
        self._state = state
        self._load_backend = load_backend or self._os_backend
        self._timeout = timeout
        # Why the last access found no keyring; "" for a system that has none.
        self._missing_cause = ""

    @staticmethod
    def clean(text: str, *, source: str) -> str:
        """Return the key in `text`, without surrounding space or a pasted `Bearer `.

        Raises UsageError if it isn't a valid key.
        """
        # Some editors and shells put a byte order mark before a text.
        key = text.strip().strip("\ufeff").strip()
        # One of the vendor's pages shows the key behind this word, and it is pasted with it.
        if key[:7].lower() == "bearer ":
            key = key[7:].strip()
        if not key:
            raise UsageError(
                f"{source} is empty.", hint="Paste the API key from your Lusha account."
            )
        # An HTTP header can't contain other characters.
        if not (key.isascii() and key.isprintable()) or " " in key:
            raise UsageError(
                f"{source} contains spaces or characters that an API key can't have.",
                hint="Paste only the API key, without quotes.",
            )
        return key

    @staticmethod
    def decode(content: bytes) -> str:
        """Return the text of a piped key: UTF-8, or UTF-16 with a mark, as PowerShell writes it."""
        has_mark = content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
        return content.decode("utf-16" if has_mark else "utf-8-sig", "replace")

    @property
    def in_environment(self) -> bool:
        """Return whether LUSHA_API_KEY is set."""
        return bool(self._env.get(VARIABLE, "").strip())

    def find(self, profile: str) -> ResolvedKey | None:
        """Return the key of `profile`: LUSHA_API_KEY, else the key file, else the keyring.

        Raises KeyringError if the keyring is locked or doesn't respond.
        """
        if self.in_environment:
            try:
                return ResolvedKey(self.clean(self._env[VARIABLE], source=VARIABLE), "environment")
            except UsageError as error:
                # Scripts expect the exit code of a bad key, not of a bad command line.
                raise InvalidApiKey(error.message, hint=error.hint) from None
        return self.find_stored(profile)

    def find_in_file(self, profile: str) -> ResolvedKey | None:
        """Return the key of `profile` in the key file. Raises KeyringError for a damaged file."""
        stored = self._read_file().get(profile)
        return ResolvedKey(stored, "file") if stored else None

    def find_stored(self, profile: str) -> ResolvedKey | None:
        """Return the stored key of `profile`, also while LUSHA_API_KEY replaces it.

        Raises KeyringError like `find`.
        """
        # Before the keyring, which is slow to import and may wait for an unlock dialog.
        return self.find_in_file(profile) or self.find_entry(SERVICE, profile)

    def require(self, profile: str) -> ResolvedKey:
        """Return the key of `profile`. Raises MissingApiKey if no key is set."""
        key = self.find(profile)
        if key is None:
            raise self.missing_error(profile)
        return key

    def missing_error(self, profile: str) -> MissingApiKey:
        """Return the error of a profile without a key; it names the cause of a missing keyring."""
        message = f"There is no API key for the profile {profile!r}."
        return MissingApiKey(_with_cause(message, self._missing_cause))

    def sandbox_key(self) -> ResolvedKey:
        """Return the key for the sandbox: a name that selects a plan, never a real key."""
        name = self._env.get(VARIABLE, "").strip()
        return ResolvedKey(name if name.startswith("sandbox") else "sandbox", "sandbox")

    def store(self, profile: str, key: str, *, insecure: bool) -> Source:
        """Store `key` for `profile`, replacing an earlier one; return where.

        Raises KeyringError if there is no keyring or it doesn't store the key, and for a keyring
        that stores plain text.
        """
        if insecure:
            self._write_file({**self._read_file(), profile: key})
            return "file"

        # The old key leaves the file only once the keyring has the new one.
        self.put_entry(SERVICE, profile, key)
        self._delete_from_file(profile)
        return "keyring"

    def find_secret(self, profile: str) -> ResolvedKey | None:
        """Return the webhook secret of `profile`: LUSHA_WEBHOOK_SECRET, else the keyring entry.

        Raises KeyringError if the keyring is locked or doesn't respond.
        """
        secret = self._env.get(SECRET_VARIABLE, "").strip()
        if secret:
            return ResolvedKey(secret, "environment")
        return self.find_entry(SECRETS, profile)

    def store_secret(self, profile: str, secret: str, *, insecure: bool = False) -> None:
        """Store the webhook secret of `profile` in the keyring.

        Raises KeyringError if there is no keyring or it doesn't store the secret, or if it stores
        plain text, which only `insecure` allows.
        """
        self.put_entry(SECRETS, profile, secret, insecure=insecure)

    def check_secrets(self, *, insecure: bool = False) -> None:
        """Check that the keyring stores a secret. Raises KeyringError if it doesn't."""
        self.put_entry(SECRETS, _PROBE, _PROBE, insecure=insecure)
        self.remove_entry(SECRETS, _PROBE)

    def delete_secret(self, profile: str) -> bool:
        """Remove the webhook secret of `profile` from the keyring; return whether it existed."""
        return self.remove_entry(SECRETS, profile)

    def find_entry(self, service: str, profile: str) -> ResolvedKey | None:
        """Return an entry of the keyring. Raises KeyringError like `find`."""
        stored = self._in_keyring(lambda backend: backend.get_password(service, profile))
        return ResolvedKey(stored, "keyring") if stored else None

    def put_entry(self, service: str, profile: str, value: str, *, insecure: bool = False) -> None:
        """Write an entry to the keyring and verify it."""
        # A secret that the keyring doesn't store has no file to go to.
        is_lost = service == SECRETS and insecure
        hint = (
            f"{_INSTALL}, or {f'set {SECRET_VARIABLE}' if is_lost else 'add --insecure-storage'}."
        )

        def write(backend: KeyringBackend) -> str | None:
            weakness = weakness_of(backend)
            if weakness == "stores nothing" or (weakness and not insecure):
                name = backend_name(storing_backend(backend))
                verb = "stores nothing" if weakness == "stores nothing" else _UNPROTECTED
                raise KeyringError(f"The keyring backend {name} {verb}.", hint=hint)
            backend.set_password(service, profile, value)
            # Some backends accept a value and don't store it.
            return backend.get_password(service, profile)

        if self._in_keyring(write, must_exist=True) != value:
            name = self._in_keyring(lambda backend: backend_name(storing_backend(backend)))
            raise KeyringError(
                f"The keyring backend {name} accepts the value but does not store it.",
                hint=hint,
            )

    def delete(self, profile: str) -> list[Source]:
        """Remove the key of `profile` wherever it is stored; return from where."""
        removed: list[Source] = []
        if self._delete_from_file(profile):
            removed.append("file")
        if self.remove_entry(SERVICE, profile):
            removed.append("keyring")
        return removed

    def remove_entry(self, service: str, profile: str) -> bool:
        """Remove an entry from the keyring; return whether it existed."""

        def remove(backend: KeyringBackend) -> bool:
            if backend.get_password(service, profile) is None:
                return False
            backend.delete_password(service, profile)
            return True

        return bool(self._in_keyring(remove))

    def inspect_keyring(self) -> KeyringReport:
        """Return which keyring backend is used, and whether it stores values.

        An entry is written, read and removed. Raises KeyringError if the keyring is locked or
        doesn't respond.
        """
        import os

        # Two processes that check at the same time must not remove each other's entry.
        user = f"{_PROBE} {os.getpid()}"

        def inspect(backend: KeyringBackend) -> KeyringReport:
            weakness = weakness_of(backend)
            if weakness is None:
                backend.set_password(SERVICE, user, _PROBE)
                if backend.get_password(SERVICE, user) == _PROBE:
                    backend.delete_password(SERVICE, user)
                else:
                    weakness = "stores nothing"
            return KeyringReport(backend_name(storing_backend(backend)), weakness)

        return self._in_keyring(inspect) or KeyringReport("", cause=self._missing_cause)

    def _in_keyring(
        self, use: Callable[[KeyringBackend], T], *, must_exist: bool = False
    ) -> T | None:
        """Return what `use` returns for the keyring within the timeout; None without a keyring."""
        # Imported here: with LUSHA_API_KEY set, no command needs the keyring.
        from keyring.errors import NoKeyringError

        try:
            # A keyring can wait without end for an unlock dialog that the user can't see.
            return run_with_timeout(self._timeout, lambda: use(self._load_backend()))
        except TimeoutError:
            raise KeyringError(
                f"The keyring did not respond within {self._timeout:g} seconds."
            ) from None
        except NoKeyringError as error:
            # The keyring package's own message recommends backends that store plain text.
            self._missing_cause = str(error) if isinstance(error.__cause__, Exception) else ""
            if must_exist:
                raise KeyringError(
                    _with_cause(
                        "This system has no keyring, so nothing was stored.", self._missing_cause
                    )
                ) from None
            return None
        except KeyringError:
            raise
        # A backend passes on whatever its system raises.
        except Exception as error:
            reason = str(error).rstrip(".") or type(error).__name__
            raise KeyringError(f"The keyring cannot be used: {reason}.") from error

    def _os_backend(self) -> KeyringBackend:
        """Return the system keyring; its backend is remembered, since trying all is slow."""
        import keyring
        import keyring.core
        from keyring.errors import NoKeyringError

        name = self._env.get("PYTHON_KEYRING_BACKEND") or self._state.get("keyring")
        if name:
            try:
                return keyring.core.load_keyring(name)
            except Exception:  # a missing or changed backend raises anything: search again
                self._state.put("keyring", "")
        try:
            backend = keyring.get_keyring()
        # A variable or a keyringrc.cfg may name a backend that is missing or damaged.
        except Exception as error:
            reason = f"{type(error).__name__}: {error}".rstrip(".: ")
            raise NoKeyringError(f"The keyring backend cannot be loaded ({reason}).") from error
        module = type(backend).__module__
        # Not if there is no keyring (`fail`): one may be installed later.
        if "chainer" not in module and "fail" not in module:
            self._state.put("keyring", f"{module}.{type(backend).__qualname__}")
        return backend

    def _read_file(self) -> dict[str, str]:
        try:
            text = read_owned_file(self.file, is_secret=True)
            if not text:
                return {}
            import tomllib

            table = tomllib.loads(text)
        except (OSError, ValueError) as error:
            raise KeyringError(
                f"Cannot read the key file {self.file}.",
                hint="Delete it, then run: lusha auth login --insecure-storage",
            ) from error
        return {name: key for name, key in table.items() if isinstance(key, str)}

    def _write_file(self, keys: dict[str, str]) -> None:
        # The standard library reads TOML but can't write it.
        import tomlkit

        write_private(self.file, tomlkit.dumps(keys))

    def _delete_from_file(self, profile: str) -> bool:
        keys = self._read_file()
        if profile not in keys:
            return False
        del keys[profile]
        if keys:
            self._write_file(keys)
        else:
            self.file.unlink()
        return True


def _with_cause(message: str, cause: str) -> str:
    return f"{message} {cause}" if cause else message
