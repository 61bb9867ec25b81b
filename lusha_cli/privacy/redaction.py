"""What must not be told: keys, secrets and signatures; personal data where that is asked for."""

import re
from collections import deque
from collections.abc import Iterator
from typing import Any

HIDDEN = "[hidden]"
# A shorter key is a word that any text may hold.
SHORTEST = 8

# The secret of webhooks, and the signature or the key beside its name, as headers and JSON have it.
_SECRETS = re.compile(
    r"whsec_[\w+/=-]+"
    r"|((?<!\w)(?:x-lusha-signature|api_key|authorization)[\"']?\s*[:=]\s*[\"']?)(?:bearer\s+)?[^\s\"',;&]+",
    re.IGNORECASE,
)
_PERSONAL = re.compile(
    r"[^\s@\"'<>(),;:?&=/]+(?:@|%40)[^\s@\"'<>(),;:?&=/]+"  # an e-mail address
    r"|(?:https?://)?(?:\w+\.)?linkedin\.com/[^\s\"'<>&]+"
    r"|(?<!\w)\+\d[\d .()-]{6,}\d"  # a phone number
)
# Of what was sent, so much is remembered, to be hidden should it come up.
_REMEMBERED = 5_000


class Redactor:
    """Hides what it was told to hide, and what looks like a secret."""

    def __init__(self) -> None:
        self._keys: list[str] = []
        self._values: deque[str] | None = None

    def hide_key(self, key: str) -> None:
        """Hide this key from now on."""
        key = key.strip()
        if len(key) >= SHORTEST and key not in self._keys:
            self._keys.append(key)

    def hide_personal(self, value: Any) -> None:
        """Hide personal data from now on, and every text in `value`, which is JSON."""
        if self._values is None:
            self._values = deque(maxlen=_REMEMBERED)
        self._values.extend(text for text in _texts(value) if len(text) > 2)

    def without_keys(self, text: str) -> str:
        """`text` with every key hidden."""
        for key in self._keys:
            text = text.replace(key, HIDDEN)
        return text

    def clean(self, text: str) -> str:
        """`text` with every key and secret hidden, and personal data where that is wanted."""
        text = _SECRETS.sub(lambda found: f"{found[1] or ''}{HIDDEN}", self.without_keys(text))
        if self._values is None:
            return text
        for value in sorted(set(self._values), key=len, reverse=True):
            text = text.replace(value, HIDDEN)
        return _PERSONAL.sub(HIDDEN, text)


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, (list, dict)):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from _texts(inner)
