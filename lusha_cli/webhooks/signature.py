"""Signatures of webhook deliveries (webhooks guide, August 2026).

`X-Lusha-Signature` is the hex HMAC-SHA256, with the account's secret, of the timestamp, a dot and
the body as it was sent.
"""

import hashlib
import hmac

SIGNATURE_HEADER = "X-Lusha-Signature"
TIMESTAMP_HEADER = "X-Lusha-Timestamp"
USER_AGENT = "Lusha-Webhooks/1.0"


def sign(secret: str, timestamp: str, body: bytes) -> str:
    """The signature of `body`, sent at `timestamp` (Unix seconds, as text)."""
    message = timestamp.encode() + b"." + body
    return hmac.new(secret.encode(), message, hashlib.sha256).hexdigest()


def is_signed(secret: str, timestamp: str, body: bytes, signature: str) -> bool:
    """Whether `signature` is the one of `body`; takes as long whatever is wrong with it."""
    expected = sign(secret, timestamp, body)
    return hmac.compare_digest(expected.encode(), signature.strip().lower().encode())
