"""V3's ids: opaque tokens; the numbers of V2 are accepted too."""

import base64
import hashlib

from lusha_cli.parsing.numbers import read_integer

# The id of a text that isn't an id; ids start far above it.
UNKNOWN_ID = "0"


def encode_id(number: int) -> str:
    """Return the token of an id."""
    # Six bytes hold every id, and their base64 has no padding.
    text = base64.urlsafe_b64encode(number.to_bytes(6)).decode()
    return f"v1.{text}{_checksum(text)}"


def decode_id(text: str) -> str:
    """Return the id of a token; a number is its own id, other texts are `UNKNOWN_ID`."""
    # To the API an id is any text: one that it did not issue matches nothing.
    return read_id(text) or UNKNOWN_ID


def read_id(text: str) -> str | None:
    """Return the id of a token or number, or None for other texts."""
    if read_integer(text, max_digits=20) is not None:
        return text
    version, _, rest = text.partition(".")
    body, check = rest[:8], rest[8:]
    if version != "v1" or len(body) != 8 or check != _checksum(body):
        return None
    return str(int.from_bytes(base64.urlsafe_b64decode(body)))


# Detects mistyped and truncated tokens.
def _checksum(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:6]
