"""Times as stored in journals."""

from datetime import UTC, datetime


def timestamp(time: float) -> str:
    """Return a Unix time as ISO 8601 in UTC, to the second."""
    return datetime.fromtimestamp(time, UTC).isoformat(timespec="seconds")
