"""Redaction of keys, secrets and signatures, and of personal data on request."""

import re
from collections import deque
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from lusha_cli.json_types import Json

# What replaces a secret or personal data in text for users.
REDACTED = "[hidden]"
# What replaces the key in a response that echoes it.
REDACTED_KEY = "[key]"
# A shorter key is a word that any text may contain.
MIN_SECRET_LENGTH = 8

# A webhook secret; a signature or key after its name, as headers and JSON have it.
_SECRETS = (
    r"(?i)whsec_[\w+/=-]+"
    r"|((?<!\w)(?:x-lusha-signature|api_key|authorization)[\"']?\s*[:=]\s*[\"']?)(?:bearer\s+)?[^\s\"',;&]+"
)
# One of these is in every text that has a secret. None has an i, whose other forms match too.
_SECRET_MARKS = ("whsec_", "-lusha-", "_key", "auth")
_PERSONAL_DATA = (
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
            content = text.encode("utf-8", "surrogatepass")
            text = redact_key(content, key, by=REDACTED).decode("utf-8", "surrogatepass")
        return text

    def redact(self, text: str) -> str:
        """Return `text` without keys and secrets, and without personal data if that was added."""
        text = self.redact_keys(text)
        # Compiling the pattern takes longer than writing the few lines of most commands.
        if any(mark in text.casefold() for mark in _SECRET_MARKS):
            text = re.sub(_SECRETS, lambda match: f"{match[1] or ''}{REDACTED}", text)
        if self._values is None:
            return text
        # The longest first: a value may contain another one.
        for value in sorted(set(self._values), key=len, reverse=True):
            text = text.replace(value, REDACTED)
        return re.sub(_PERSONAL_DATA, REDACTED, text)


def redact_key(content: bytes, key: str, *, by: str = REDACTED_KEY) -> bytes:
    r"""Return the body of a response with `by` for the key: an API may echo a request.

    The key may be spelled in any way that JSON, URLs and headers allow: with escapes (`\/`,
    `\u0041`, `%41`), and in base64.
    """
    if len(key) < MIN_SECRET_LENGTH:
        return content
    spellings = _key_spellings(key)
    for plain in spellings.plain:
        content = content.replace(plain, by.encode())
    # Most responses have no escapes that could hide a key.
    if any(mark in content for mark in spellings.escape_marks):
        content = re.sub(spellings.escaped, by.encode(), content)
    return content


class _KeySpellings(NamedTuple):
    """The texts that stand for a key: literal ones, and a pattern of escaped ones.

    A body without `escape_marks` has no escaped one.
    """

    plain: tuple[bytes, ...]
    escaped: bytes
    escape_marks: tuple[bytes, ...]


@lru_cache(maxsize=8)
def _key_spellings(key: str) -> _KeySpellings:
    raw = key.encode()
    plain = [raw, *_base64_spellings(raw)]
    characters = []
    for character in raw:
        literal = re.escape(bytes([character]))
        # A slash and a quote have a short escape in JSON.
        short = rb"\\+" + literal + b"|" if character in b'/"\\' else b""
        digits = zip(b"%02x" % character, b"%02X" % character, strict=True)
        code = b"".join(b"[%c%c]" % pair for pair in digits)
        characters.append(rb"(?:%b%b|\\+u00%b|%%(?:25)*%b)" % (short, literal, code, code))
    marks = (b"\\u00", b"%") if not set(b'/"\\') & set(raw) else (b"\\", b"%")
    return _KeySpellings(tuple(plain), b"".join(characters), marks)


def _base64_spellings(raw: bytes) -> Iterator[bytes]:
    """Yield the base64 forms of a key at each of three offsets, without the ends that vary."""
    import base64

    for offset in range(3):
        # The first characters hold bits of what precedes the key, the last ones of what follows.
        end = len(raw) - (offset + len(raw)) % 3
        encoded = base64.b64encode(b"\0" * offset + raw[:end])
        core = encoded[-(-offset * 8 // 6) :].rstrip(b"=")
        if len(core) >= MIN_SECRET_LENGTH:
            yield core
            yield core.translate(bytes.maketrans(b"+/", b"-_"))


def _texts(value: Json) -> Iterator[str]:
    """Yield each text in a JSON value, without the keys of objects."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, (list, dict)):
        for item in value.values() if isinstance(value, dict) else value:
            yield from _texts(item)
