"""Deprecated and retired endpoints: the headers that announce it, the responses that show it."""

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from lusha_cli.api.endpoints import Endpoint
from lusha_cli.api.error_responses import error_message, is_session_expired

# What servers say about a path that they don't know, and about one that they used to know. The
# bare "Not Found" is a gateway's: the API names what it didn't find.
_UNROUTED = (
    r"(?i)cannot (get|post|patch|delete) /|no route|route not found|endpoint not found|^not found$"
)
_GONE = r"(?i)retired|sunset|deprecated|no longer (available|supported)"


def is_endpoint_retired(endpoint: Endpoint | None, status: int, body: bytes) -> bool:
    """Return whether a response means that an endpoint of V2 no longer exists.

    A 404 is about the endpoint, whatever its body, unless the API documents one about a record;
    then the message decides.
    """
    if endpoint is None or endpoint.family != "v2":
        return False
    # A temporary redirect (302, 307) says nothing about the future of a path.
    if status in (301, 308):
        return True
    if status == 410:
        return not is_session_expired(status, body)
    if status != 404:
        return False
    message = error_message(body)
    # An error of the API always has a message.
    if not (endpoint.documents_404 and message):
        return True
    return bool(re.search(_UNROUTED, message) or re.search(_GONE, message))


def sunset_notice(headers: Mapping[str, str]) -> str:
    """Return the Sunset (RFC 8594) and Deprecation headers as a sentence, or ""."""
    sunset, deprecation = headers.get("Sunset", ""), headers.get("Deprecation", "")
    day = _day(sunset)
    if day:
        return f"The API retires this endpoint on {day} (from its Sunset header)."
    if sunset or deprecation.strip().lower() not in ("", "false"):
        day = _day(deprecation)
        since = f" since {day}" if day else ""
        return f"This endpoint of the API is deprecated{since}."
    return ""


def _day(text: str) -> str:
    """Return the day of an HTTP date or of `@SECONDS`, or "" if it is neither."""
    try:
        # The format of the Deprecation header (RFC 9745); Sunset has an HTTP date.
        if text.startswith("@"):
            return datetime.fromtimestamp(int(text[1:]), UTC).date().isoformat()
        return parsedate_to_datetime(text).date().isoformat()
    except (ValueError, TypeError, OverflowError, OSError):
        return ""
