"""Signatures of webhook deliveries (webhooks guide, August 2026).

`X-Lusha-Signature` is the hex HMAC-SHA256, with the account's secret, of the timestamp, a dot and
the raw body.
"""

import hashlib
import hmac
import re
from typing import Literal

SIGNATURE_HEADER = "X-Lusha-Signature"
TIMESTAMP_HEADER = "X-Lusha-Timestamp"
USER_AGENT = "Lusha-Webhooks/1.0"

Verdict = Literal["valid", "unsigned", "forged", "stale"]

_SIGNATURE = re.compile(r"[0-9a-fA-F]{64}")
_TIMESTAMP = re.compile(r"[0-9]{1,16}")
# A timestamp this large is in milliseconds: in seconds it would be 3,000 years from now.
_MILLISECONDS = 10**11


def sign(secret: str, timestamp: str, body: bytes) -> str:
    """Return the signature of `body`, sent at `timestamp` (Unix seconds, as text)."""
    # The raw body: JSON that is parsed and written again may differ from what was signed.
    message = timestamp.encode() + b"." + body
    return hmac.new(secret.encode(), message, hashlib.sha256).hexdigest()


def is_signed(secret: str, timestamp: str, body: bytes, signature: str) -> bool:
    """Return whether `signature` is the one of `body`, comparing in constant time."""
    expected = sign(secret, timestamp, body)
    # Encoded, because compare_digest raises TypeError for text that is not ASCII.
    return hmac.compare_digest(expected.encode(), signature.strip().lower().encode())


def sent_at(timestamp: str) -> float | None:
    """Return the Unix time in seconds of a timestamp header, or None if it isn't a time."""
    if not _TIMESTAMP.fullmatch(timestamp):
        return None
    number = int(timestamp)
    return number / 1000 if number >= _MILLISECONDS else float(number)


def is_stale(timestamp: str, *, now: float, tolerance: float) -> bool:
    """Return whether a delivery is too old or from the future; a tolerance of 0 allows any time."""
    sent = sent_at(timestamp)
    return sent is None or bool(tolerance and abs(now - sent) > tolerance)


def verify_headers(signature: str, timestamp: str, *, now: float, tolerance: float) -> Verdict:
    """Return the verdict on the headers alone; after `valid`, the body decides."""
    if not _SIGNATURE.fullmatch(signature) or sent_at(timestamp) is None:
        return "unsigned"
    return "stale" if is_stale(timestamp, now=now, tolerance=tolerance) else "valid"


def verify_delivery(
    secret: str, body: bytes, *, signature: str, timestamp: str, now: float, tolerance: float
) -> Verdict:
    """Return whether `body` was signed with `secret`, and recently; times are in seconds."""
    verdict = verify_headers(signature, timestamp, now=now, tolerance=tolerance)
    # Stale only if the signature fits: anyone can send an old timestamp.
    if verdict == "unsigned" or is_signed(secret, timestamp, body, signature):
        return verdict
    return "forged"
