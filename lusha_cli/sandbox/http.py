"""Requests and responses of the sandbox, independent of the transport."""

import json
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple
from urllib.parse import parse_qsl, urlsplit

from lusha_cli.json_types import Json


class Request(NamedTuple):
    """A request; the names of `headers` are in lower case."""

    method: str
    path: str
    query: list[tuple[str, str]]
    headers: Mapping[str, str]
    body: bytes = b""

    @classmethod
    def from_url(
        cls, method: str, url: str, headers: Iterable[tuple[str, str]], body: bytes
    ) -> "Request":
        """Return the request for a URL; the case of header names doesn't matter."""
        parts = urlsplit(url)
        # Empty values are kept, so that the validation sees them.
        query = parse_qsl(parts.query, keep_blank_values=True)
        return cls(method, parts.path, query, {key.lower(): text for key, text in headers}, body)


class Response(NamedTuple):
    """A response; `delay` is in seconds.

    `sent` is the share that is sent before the connection is closed: 1 is all of it.
    """

    status: int
    headers: dict[str, str]
    body: bytes
    delay: float = 0.0
    sent: float = 1.0


class ApiError(Exception):
    """An error response, raised by any code that handles a request."""

    def __init__(
        self, status: int, message: str, *, errors: list[str] | None = None, **headers: str
    ) -> None:
        super().__init__(message)
        self.status = status
        self.body: Json = {"statusCode": status, "message": message}
        if errors:
            self.body["errors"] = errors
        self.headers = {name.replace("_", "-"): value for name, value in headers.items()}

    def response(self) -> Response:
        """Return the error as a response."""
        return json_response(self.status, self.body, self.headers)


class GatewayError(ApiError):
    """An error of a gateway in front of the API: a page, not JSON."""

    def response(self) -> Response:
        """Return the page."""
        page = f"<html><body><h1>{self.status} Bad Gateway</h1></body></html>"
        return Response(self.status, {"Content-Type": "text/html"}, page.encode())


def json_response(status: int, body: Any, headers: Mapping[str, str] | None = None) -> Response:
    """Return a response with a JSON body."""
    # JSON can spell half a surrogate pair, which UTF-8 can't encode.
    content = json.dumps(body, ensure_ascii=False).encode(errors="replace")
    return Response(status, {"Content-Type": "application/json", **(headers or {})}, content)
