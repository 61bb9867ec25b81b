"""API keys and webhook secrets: found, stored, removed; the only room that knows the OS keyring.

A key lives in the keyring under the service `lusha-cli` and the profile's name or, only when asked
for by `--insecure-storage`, in `credentials.toml` (0600) of the config folder. The secret of a
profile's webhooks lives in the keyring under `lusha-cli-webhooks`.
"""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Literal, NamedTuple, Protocol, TypeVar

from lusha_cli.config.timeouts import within
from lusha_cli.errors import KeyRefused, KeyringError, UsageError
from lusha_cli.storage.atomic_files import read_own, write_private
from lusha_cli.storage.state_store import State

SERVICE = "lusha-cli"
VARIABLE = "LUSHA_API_KEY"
SECRETS = "lusha-cli-webhooks"
SECRET_VARIABLE = "LUSHA_WEBHOOK_SECRET"
# The entry that is written to see whether the keyring keeps any.
_TRIAL = "a trial"

Source = Literal["environment", "keyring", "file", "sandbox"]
T = TypeVar("T")


class Backend(Protocol):
    """What a keyring backend does, as the keyring package has it."""

    def get_password(self, service: str, username: str) -> str | None: ...
    def set_password(self, service: str, username: str, password: str) -> None: ...
    def delete_password(self, service: str, username: str) -> None: ...


class FoundKey(NamedTuple):
    """A key and where it came from."""

    value: str
    source: Source

    def masked(self) -> str:
        """The key with all but its last four characters hidden; short ones wholly."""
        return f"…{self.value[-4:]}" if len(self.value) >= 16 else "…"

    def __repr__(self) -> str:
        # A key must not reach a traceback through its repr.
        return f"FoundKey({self.masked()!r}, {self.source!r})"


class Keys:
    """The keys of one user; `load_backend` gives the keyring, `timeout` is in seconds."""

    def __init__(
        self,
        *,
        env: Mapping[str, str],
        folder: Path,
        state: State,
        load_backend: Callable[[], Backend] | None = None,
        timeout: float = 3.0,
    ) -> None:
        self._env = env
        self.file = folder / "credentials.toml"
        self._state = state
        self._load_backend = load_backend or self._os_backend
        self._timeout = timeout

    @staticmethod
    def clean(text: str, *, said_by: str) -> str:
        """The key in `text`, without surrounding space or a pasted `Bearer `.

        Raises UsageError where it cannot be one.
        """
        key = text.strip()
        if key[:7].lower() == "bearer ":
            key = key[7:].strip()
        if not key:
            raise UsageError(
                f"{said_by} is empty.", hint="Paste the API key from your Lusha account."
            )
        if not (key.isascii() and key.isprintable()) or " " in key:
            raise UsageError(
                f"{said_by} holds spaces or characters that no API key has.",
                hint="Paste the API key alone, without quotes.",
            )
        return key

    @property
    def in_environment(self) -> bool:
        """Whether LUSHA_API_KEY is set."""
        return bool(self._env.get(VARIABLE, "").strip())

    def find(self, profile: str) -> FoundKey | None:
        """The key in use for `profile`: LUSHA_API_KEY, else its keyring entry, else its file.

        Raises KeyringError where a keyring is there but locked or silent.
        """
        if self.in_environment:
            try:
                return FoundKey(self.clean(self._env[VARIABLE], said_by=VARIABLE), "environment")
            except UsageError as error:
                raise KeyRefused(error.message, hint=error.hint) from None
        stored = self._read_file().get(profile)
        if stored:
            return FoundKey(stored, "file")
        stored = self._in_keyring(lambda backend: backend.get_password(SERVICE, profile))
        return FoundKey(stored, "keyring") if stored else None

    def store(self, profile: str, key: str, *, insecure: bool) -> Source:
        """Store `key` for `profile`, replacing the one before; says where.

        Raises KeyringError where the keyring is absent or does not keep it.
        """
        if insecure:
            self._write_file({**self._read_file(), profile: key})
            return "file"

        self._put(SERVICE, profile, key)
        self._forget_in_file(profile)
        return "keyring"

    def find_secret(self, profile: str) -> FoundKey | None:
        """The secret of `profile`'s webhooks: LUSHA_WEBHOOK_SECRET, else its keyring entry.

        Raises KeyringError where a keyring is there but locked or silent.
        """
        named = self._env.get(SECRET_VARIABLE, "").strip()
        if named:
            return FoundKey(named, "environment")
        stored = self._in_keyring(lambda backend: backend.get_password(SECRETS, profile))
        return FoundKey(stored, "keyring") if stored else None

    def store_secret(self, profile: str, secret: str) -> None:
        """Keep the secret of `profile`'s webhooks in the keyring.

        Raises KeyringError where the keyring is absent or does not keep it.
        """
        self._put(SECRETS, profile, secret)

    def check_secrets(self) -> None:
        """See that the keyring keeps a secret. Raises KeyringError where it does not."""
        self._put(SECRETS, _TRIAL, _TRIAL)
        self._remove(SECRETS, _TRIAL)

    def delete_secret(self, profile: str) -> bool:
        """Remove the secret of `profile`'s webhooks from the keyring; whether it was there."""
        return self._remove(SECRETS, profile)

    def _put(self, service: str, profile: str, value: str) -> None:
        """Put an entry into the keyring, and see that it is there."""

        def write(backend: Backend) -> str | None:
            backend.set_password(service, profile, value)
            return backend.get_password(service, profile)

        if self._in_keyring(write, must_exist=True) != value:
            raise KeyringError("The keyring took the value but does not give it back.")

    def delete(self, profile: str) -> list[Source]:
        """Remove `profile`'s key wherever it is stored; says from where."""
        removed: list[Source] = []
        if self._forget_in_file(profile):
            removed.append("file")
        if self._remove(SERVICE, profile):
            removed.append("keyring")
        return removed

    def _remove(self, service: str, profile: str) -> bool:
        """Remove an entry from the keyring; whether it was there."""

        def remove(backend: Backend) -> bool:
            if backend.get_password(service, profile) is None:
                return False
            backend.delete_password(service, profile)
            return True

        return bool(self._in_keyring(remove))

    def backend_name(self) -> str | None:
        """The keyring that answers here, as its class; None where there is none.

        Raises KeyringError where it is locked or silent.
        """

        def name(backend: Backend) -> str:
            backend.get_password(SERVICE, "default")
            return f"{type(backend).__module__}.{type(backend).__qualname__}"

        return self._in_keyring(name)

    def _in_keyring(self, use: Callable[[Backend], T], *, must_exist: bool = False) -> T | None:
        """What `use` makes of the keyring within the timeout; None where there is no keyring."""
        from keyring.errors import KeyringError as BackendError
        from keyring.errors import NoKeyringError

        try:
            # A keyring can wait for ever for an unlock dialog that nobody sees.
            return within(self._timeout, lambda: use(self._load_backend()))
        except TimeoutError:
            raise KeyringError(
                f"The keyring did not answer within {self._timeout:g} seconds."
            ) from None
        except NoKeyringError:
            if must_exist:
                raise KeyringError("This system has no keyring to store it in.") from None
            return None
        except (BackendError, OSError, RuntimeError) as error:
            reason = str(error).rstrip(".") or type(error).__name__
            raise KeyringError(f"The keyring cannot be used: {reason}.") from error

    def _os_backend(self) -> Backend:
        """The keyring of this system; as trying every backend is slow, the one found is kept."""
        import keyring
        import keyring.core

        name = self._env.get("PYTHON_KEYRING_BACKEND") or self._state.get("keyring")
        if name:
            try:
                return keyring.core.load_keyring(name)
            except Exception:  # whatever an absent or changed backend raises: look again
                self._state.put("keyring", "")
        backend = keyring.get_keyring()
        module = type(backend).__module__
        if "chainer" not in module and "fail" not in module:
            self._state.put("keyring", f"{module}.{type(backend).__qualname__}")
        return backend

    def _read_file(self) -> dict[str, str]:
        try:
            text = read_own(self.file, is_secret=True)
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
        import tomlkit

        write_private(self.file, tomlkit.dumps(keys))

    def _forget_in_file(self, profile: str) -> bool:
        keys = self._read_file()
        if profile not in keys:
            return False
        del keys[profile]
        if keys:
            self._write_file(keys)
        else:
            self.file.unlink()
        return True
