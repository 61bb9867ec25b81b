"""V3's ids: opaque tokens, and the numbers of V2 that are taken in their place."""

import base64
import hashlib

from lusha_cli.sandbox.http import ApiError


def encode_id(number: int) -> str:
    """The token of the entity with that id."""
    text = base64.urlsafe_b64encode(number.to_bytes(6)).decode()
    return f"v1.{text}{_checksum(text)}"


def decode_id(text: str) -> str:
    """The id behind a token, or the id itself. Raises Refusal 400 where it is neither."""
    if text.isascii() and text.isdecimal():
        return text
    version, _, rest = text.partition(".")
    body, check = rest[:8], rest[8:]
    if version != "v1" or len(body) != 8 or check != _checksum(body):
        raise ApiError(400, f"{text!r} is not a valid id")
    return str(int.from_bytes(base64.urlsafe_b64decode(body)))


def _checksum(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:6]
