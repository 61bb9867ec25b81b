"""Recognize the keyring backends that store nothing or store plain text, by their attributes.

The backends are inspected without the keyring package, which only `credentials` imports.
"""

from typing import Any, Literal, NamedTuple, Protocol

# The backends of the keyring package for systems without a keyring: one ignores every value,
# the other refuses every call.
_EMPTY_BACKENDS = ("keyring.backends.null", "keyring.backends.fail")

Weakness = Literal["stores nothing", "stores plain text"]


class KeyringBackend(Protocol):
    """The methods of a keyring backend that are used (interface of the keyring package)."""

    def get_password(self, service: str, username: str) -> str | None: ...
    def set_password(self, service: str, username: str, password: str) -> None: ...
    def delete_password(self, service: str, username: str) -> None: ...


class KeyringReport(NamedTuple):
    """The name of the keyring backend, and why it isn't safe to store a key in, or None.

    Without a keyring the name is empty, and `cause` is the reason if it is known.
    """

    name: str
    weakness: Weakness | None = None
    cause: str = ""


def backend_name(backend: KeyringBackend) -> str:
    """Return the full name of the class of a backend."""
    return f"{type(backend).__module__}.{type(backend).__qualname__}"


def storing_backend(backend: KeyringBackend) -> KeyringBackend:
    """Return the backend that stores the values: of a chain, its first one."""
    members = getattr(backend, "backends", None)
    first: Any = next(iter(members), backend) if members else backend
    return first  # type: ignore[no-any-return]


def weakness_of(backend: KeyringBackend) -> Weakness | None:
    """Return why a backend isn't safe to store a key in, if its attributes show that.

    The keyring package gives a priority below 1 to backends that aren't recommended.
    """
    first = storing_backend(backend)
    module = type(first).__module__
    if module.startswith(_EMPTY_BACKENDS):
        return "stores nothing"
    is_named_so = "plaintext" in type(first).__name__.lower()
    if module.startswith("keyrings.alt") or is_named_so:
        return "stores plain text"
    try:
        priority = getattr(first, "priority", 1)
    # It is computed, and raises anything where the backend isn't supported.
    except Exception:
        return "stores plain text"
    is_low = isinstance(priority, (int, float)) and 0 < priority < 1
    return "stores plain text" if is_low else None
