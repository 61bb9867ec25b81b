"""Authentication schemes: the vendor's pages disagree, so the client tries them.

The reference and working clients send the bare key in `api_key`; other pages show
`api_key: Bearer KEY` or `Authorization: Bearer KEY`. The bare key is sent first; after a 401 the
other two are tried, together, once. The accepted scheme is stored under a hash of the key, never
under the key itself.
"""

import hashlib
from typing import NamedTuple

from lusha_cli.storage.state_store import StateStore


class AuthScheme(NamedTuple):
    """A way to send the key: the headers that contain it, and the prefix of their value."""

    name: str
    headers: tuple[str, ...]
    prefix: str = ""

    def headers_for(self, key: str) -> dict[str, str]:
        """Return the headers that authenticate a request with `key`."""
        return dict.fromkeys(self.headers, f"{self.prefix}{key}")


# Both other spellings are sent together: an API that takes one of them ignores the other.
RAW = AuthScheme("raw", ("api_key",))
BEARER = AuthScheme("bearer", ("api_key", "Authorization"), "Bearer ")
SCHEMES = {scheme.name: scheme for scheme in (RAW, BEARER)}


class AuthSchemeStore:
    """The schemes to try for each key; `setting` is auto, raw or bearer."""

    def __init__(self, state: StateStore, setting: str) -> None:
        self._state = state
        self._setting = setting
        self._cache: dict[str, AuthScheme | None] = {}

    def for_key(self, key: str) -> list[AuthScheme]:
        """Return the schemes to try for `key`, beginning with one that was accepted before."""
        if self._setting in SCHEMES:
            return [SCHEMES[self._setting]]
        # The other scheme stays as a fallback: the stored one may be outdated.
        return [BEARER, RAW] if self._accepted(key) is BEARER else [RAW, BEARER]

    def remember(self, key: str, scheme: AuthScheme) -> None:
        """Store that `scheme` was accepted for `key`."""
        # Written only when it changes, as every request ends up here.
        if self._setting not in SCHEMES and self._accepted(key) is not scheme:
            self._cache[_state_key(key)] = scheme
            self._state.put(_state_key(key), scheme.name)

    def _accepted(self, key: str) -> AuthScheme | None:
        name = _state_key(key)
        if name not in self._cache:
            self._cache[name] = SCHEMES.get(self._state.get(name) or "")
        return self._cache[name]


def _state_key(key: str) -> str:
    return f"scheme:{hashlib.sha256(key.encode()).hexdigest()[:32]}"
