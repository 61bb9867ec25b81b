"""V3's ids: opaque tokens; the numbers of V2 are accepted too."""

import base64
import hashlib

from lusha_cli.parsing.numbers import read_integer
from lusha_cli.sandbox.http import ApiError


def encode_id(number: int) -> str:
    """Return the token of an id."""
    # Six bytes hold every id, and their base64 has no padding.
    text = base64.urlsafe_b64encode(number.to_bytes(6)).decode()
    return f"v1.{text}{_checksum(text)}"


def decode_id(text: str) -> str:
    """Return the id of a token; a number is its own id. Raises ApiError 400 for other texts."""
    if read_integer(text, max_digits=20) is not None:
        return text
    version, _, rest = text.partition(".")
    body, check = rest[:8], rest[8:]
    if version != "v1" or len(body) != 8 or check != _checksum(body):
        raise ApiError(400, f"{text!r} is not a valid id")
    return str(int.from_bytes(base64.urlsafe_b64decode(body)))


# Detects mistyped and truncated tokens.
def _checksum(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:6]
