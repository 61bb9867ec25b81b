"""How the key is sent: the vendor's three pages disagree, so the client finds out.

The reference and working clients send the bare key in `api_key`; other pages say
`api_key: Bearer KEY` or `Authorization: Bearer KEY`. The bare key goes first; on a 401 both others
are tried, together, once. Which one was accepted is remembered under a hash of the key, never
under the key.
"""

import hashlib
from typing import NamedTuple

from lusha_cli.storage.state_store import State


class Scheme(NamedTuple):
    """One way to send the key: the headers that carry it, and what stands before it there."""

    name: str
    headers: tuple[str, ...]
    prefix: str = ""

    def sent(self, key: str) -> dict[str, str]:
        """The headers with `key` in them."""
        return dict.fromkeys(self.headers, f"{self.prefix}{key}")


RAW = Scheme("raw", ("api_key",))
BEARER = Scheme("bearer", ("api_key", "Authorization"), "Bearer ")
SCHEMES = {scheme.name: scheme for scheme in (RAW, BEARER)}


class Schemes:
    """Which schemes to try for a key, in order; `setting` is auto, raw or bearer."""

    def __init__(self, state: State, setting: str) -> None:
        self._state = state
        self._setting = setting
        self._known: dict[str, Scheme | None] = {}

    def for_key(self, key: str) -> list[Scheme]:
        """The schemes to try for `key`, the one that was accepted before first."""
        if self._setting in SCHEMES:
            return [SCHEMES[self._setting]]
        return [BEARER, RAW] if self._accepted(key) is BEARER else [RAW, BEARER]

    def remember(self, key: str, scheme: Scheme) -> None:
        """Keep in mind that `scheme` was accepted for `key`."""
        if self._setting not in SCHEMES and self._accepted(key) is not scheme:
            self._known[_name(key)] = scheme
            self._state.put(_name(key), scheme.name)

    def _accepted(self, key: str) -> Scheme | None:
        name = _name(key)
        if name not in self._known:
            self._known[name] = SCHEMES.get(self._state.get(name) or "")
        return self._known[name]


def _name(key: str) -> str:
    return f"scheme:{hashlib.sha256(key.encode()).hexdigest()[:32]}"
