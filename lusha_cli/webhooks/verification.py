"""Whether a delivery is what it says: its signature fits, and it was sent just now."""

import re
from typing import Literal

from lusha_cli.webhooks.signature import is_signed

Verdict = Literal["valid", "unsigned", "forged", "stale"]

_SIGNATURE = re.compile(r"[0-9a-fA-F]{64}")
_TIMESTAMP = re.compile(r"[0-9]{1,16}")
# No time in seconds is so large for three thousand years: it is in milliseconds.
_MILLISECONDS = 10**11


def sent_at(timestamp: str) -> float | None:
    """Unix time in seconds of what a header says; None where it says no time."""
    if not _TIMESTAMP.fullmatch(timestamp):
        return None
    number = int(timestamp)
    return number / 1000 if number >= _MILLISECONDS else float(number)


def is_stale(timestamp: str, *, now: float, tolerance: float) -> bool:
    """Whether it was sent too long ago, or in the future; a tolerance of 0 takes any time."""
    sent = sent_at(timestamp)
    return sent is None or bool(tolerance and abs(now - sent) > tolerance)


def judge_headers(signature: str, timestamp: str, *, now: float, tolerance: float) -> Verdict:
    """What the headers alone tell: `valid` says that the body decides."""
    if not _SIGNATURE.fullmatch(signature) or sent_at(timestamp) is None:
        return "unsigned"
    return "stale" if is_stale(timestamp, now=now, tolerance=tolerance) else "valid"


def judge(
    secret: str, body: bytes, *, signature: str, timestamp: str, now: float, tolerance: float
) -> Verdict:
    """Whether `body` was signed with `secret`, and lately enough; times are in seconds."""
    verdict = judge_headers(signature, timestamp, now=now, tolerance=tolerance)
    if verdict == "unsigned" or is_signed(secret, timestamp, body, signature):
        return verdict
    return "forged"
