"""Read the body of a response: charset, JSON, and the shape that its operation always has."""

import re
from collections.abc import Mapping
from typing import Any

from lusha_cli.api.error_responses import error_message
from lusha_cli.api.request import ApiRequest
from lusha_cli.api.result_members import find_result
from lusha_cli.errors import UnusableResponse
from lusha_cli.json_text import parse_json
from lusha_cli.json_types import Json

# The API's responses are about 8 levels deep.
MAX_JSON_DEPTH = 64
# The most memory that the values of a response may take. Tiny values take 30 times their text.
MAX_PARSED_BYTES = 400 << 20
# What a value takes in CPython, after the character that starts it: an object with a few members,
# a list, half a string (two quotes each), an item of a list or object, read and written again.
_VALUE_BYTES = {b"{": 240, b"[": 64, b'"': 30, b",": 64}

_CHARSET = r"(?i)charset\s*=\s*[\"']?([^\s\"';,]+)"


def unusable_response(what: str, *, status: int, is_transient: bool = False) -> UnusableResponse:
    """Return the error for a response of `status` that came `what`, such as `without a body`."""
    error = UnusableResponse(f"Response unusable: the API returned {status} {what}.", status=status)
    error.is_transient = is_transient
    return error


def decode_body(content: bytes, headers: Mapping[str, str], *, status: int) -> bytes:
    """Return a body in UTF-8, from the charset that the response declares.

    Raises UnusableResponse if it doesn't know the charset, or the bytes aren't valid in it.
    """
    encoding = headers.get("Content-Encoding", "").strip().lower()
    if encoding and not _is_decoded(encoding):
        raise unusable_response(f"in the unsupported encoding {encoding[:40]!r}", status=status)
    match = re.search(_CHARSET, headers.get("Content-Type", ""))
    charset = match[1] if match else ""
    if not charset or not content or charset.lower() in ("utf-8", "utf8"):
        return _from_unicode(content)
    try:
        return content.decode(charset).encode()
    except (LookupError, ValueError) as error:
        raise unusable_response(
            f"with text that isn't valid {charset[:40]!r}", status=status
        ) from error


def _is_decoded(encoding: str) -> bool:
    """Return whether the transport decodes a Content-Encoding; others reach us unchanged."""
    from urllib3.response import HTTPResponse

    known = {*HTTPResponse.CONTENT_DECODERS, "identity"}
    return all(part.strip() in known for part in encoding.split(","))


def _from_unicode(content: bytes) -> bytes:
    """Return a body without a declared charset in UTF-8; JSON may be UTF-16 or UTF-32 too."""
    import json

    encoding = json.detect_encoding(content)
    if encoding == "utf-8":
        return content
    try:
        return content.decode(encoding).encode()
    except UnicodeError:
        return content


def parse_body(request: ApiRequest, content: bytes, *, status: int) -> Json:
    """Return the JSON of a successful response to `request`.

    Raises UnusableResponse if it isn't JSON, too large, or without what the operation always
    returns; an empty body is fine only where nothing is to be returned.
    """
    is_deletion = request.method == "DELETE" and status == 204
    if not content and (is_deletion or request.endpoint is None):
        return {}
    value = _parse(content, status)
    if request.endpoint is not None and find_result(request.endpoint, request.body, value) is None:
        message = error_message(content)
        what = f"with an error: {message}" if message else "without a result"
        error = unusable_response(what, status=status)
        if value and isinstance(value, (dict, list)) and not message:
            error.unknown_body = value
        raise error
    return value


def _parse(content: bytes, status: int) -> Json:
    if not content.strip():
        raise unusable_response("without a body", status=status)
    if sum(content.count(start) * size for start, size in _VALUE_BYTES.items()) > MAX_PARSED_BYTES:
        size = f"{MAX_PARSED_BYTES >> 20} MB of memory"
        raise unusable_response(f"with more values than fit into {size}", status=status)
    try:
        value = parse_json(content)
    except (ValueError, RecursionError) as error:
        # A gateway's page, or a response that was cut: another attempt may get a whole one.
        raise unusable_response(
            "with a body that isn't JSON", status=status, is_transient=True
        ) from error
    if _is_too_deep(value):
        raise unusable_response(
            f"with data nested more than {MAX_JSON_DEPTH} levels deep", status=status
        )
    return value


def _is_too_deep(value: Json) -> bool:
    """Return whether lists and objects are nested deeper than MAX_JSON_DEPTH."""
    level: list[Any] = [[value]]
    for _ in range(MAX_JSON_DEPTH + 1):
        level = [
            inner
            for outer in level
            for inner in (outer.values() if isinstance(outer, dict) else outer)
            # Faster than isinstance: what was parsed has no other classes.
            if type(inner) is dict or type(inner) is list
        ]
    return bool(level)
