"""Redaction of keys, secrets and signatures, and of personal data on request."""

import re
from collections import deque
from collections.abc import Iterator

from lusha_cli.json_types import Json

# What replaces a secret or personal data in text for users.
REDACTED = "[hidden]"
# What replaces the key in a response that echoes it.
REDACTED_KEY = "[key]"
# A shorter key is a word that any text may contain.
MIN_SECRET_LENGTH = 8

# A webhook secret; a signature or key after its name, as headers and JSON have it.
_SECRETS = re.compile(
    r"whsec_[\w+/=-]+"
    r"|((?<!\w)(?:x-lusha-signature|api_key|authorization)[\"']?\s*[:=]\s*[\"']?)(?:bearer\s+)?[^\s\"',;&]+",
    re.IGNORECASE,
)
_PERSONAL_DATA = re.compile(
    r"[^\s@\"'<>(),;:?&=/]+(?:@|%40)[^\s@\"'<>(),;:?&=/]+"  # an email address
    r"|(?:https?://)?(?:\w+\.)?linkedin\.com/[^\s\"'<>&]+"
    r"|(?<!\w)\+\d[\d .()-]{6,}\d"  # a phone number
)
# How many values of requests are remembered, so that a large run doesn't fill the memory.
_MAX_VALUES = 5_000


class Redactor:
    """Replaces registered keys and everything that looks like a secret."""

    def __init__(self) -> None:
        self._keys: list[str] = []
        self._values: deque[str] | None = None

    def add_key(self, key: str) -> None:
        """Redact this key from now on, unless it is too short."""
        key = key.strip()
        if len(key) >= MIN_SECRET_LENGTH and key not in self._keys:
            self._keys.append(key)

    def add_personal_data(self, value: Json) -> None:
        """Redact personal data from now on, and each text in `value`."""
        if self._values is None:
            self._values = deque(maxlen=_MAX_VALUES)
        # Two letters, such as a country code, are in every text.
        self._values.extend(text for text in _texts(value) if len(text) > 2)

    def redact_keys(self, text: str) -> str:
        """Return `text` without the registered keys."""
        for key in self._keys:
            text = text.replace(key, REDACTED)
        return text

    def redact(self, text: str) -> str:
        """Return `text` without keys and secrets, and without personal data if that was added."""
        text = _SECRETS.sub(lambda match: f"{match[1] or ''}{REDACTED}", self.redact_keys(text))
        if self._values is None:
            return text
        # The longest first: a value may contain another one.
        for value in sorted(set(self._values), key=len, reverse=True):
            text = text.replace(value, REDACTED)
        return _PERSONAL_DATA.sub(REDACTED, text)


def redact_key(content: bytes, key: str) -> bytes:
    """Return the body of a response without the key: an API may echo a request."""
    if len(key) < MIN_SECRET_LENGTH:
        return content
    return content.replace(key.encode(), REDACTED_KEY.encode())


def redact_key_in_json(value: Json, key: str) -> Json:
    """Return a parsed body without the key, which escapes may hide in its bytes."""
    import json

    text, encoded_key = json.dumps(value, ensure_ascii=False), json.dumps(key)[1:-1]
    if len(key) < MIN_SECRET_LENGTH or encoded_key not in text:
        return value
    return json.loads(text.replace(encoded_key, REDACTED_KEY))


def _texts(value: Json) -> Iterator[str]:
    """Yield each text in a JSON value, without the keys of objects."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, (list, dict)):
        for item in value.values() if isinstance(value, dict) else value:
            yield from _texts(item)
