"""Requests and responses of the sandbox, whichever way they travel."""

import json
from collections.abc import Mapping
from typing import Any, NamedTuple

Json = dict[str, Any]


class Request(NamedTuple):
    """One request; the names of `headers` are in lower case."""

    method: str
    path: str
    query: list[tuple[str, str]]
    headers: Mapping[str, str]
    body: bytes = b""


class Response(NamedTuple):
    """One response; `delay` is the seconds that it takes.

    `sent` is the share of it that reaches the client before the connection is cut: 1 is all.
    """

    status: int
    headers: dict[str, str]
    body: bytes
    delay: float = 0.0
    sent: float = 1.0


class ApiError(Exception):
    """A response other than success, raised wherever it is decided."""

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
        """The refusal as it is sent."""
        return json_response(self.status, self.body, self.headers)


class GatewayError(ApiError):
    """What a gateway in front of the API says: a page, not JSON."""

    def response(self) -> Response:
        """The page."""
        page = f"<html><body><h1>{self.status} Bad Gateway</h1></body></html>"
        return Response(self.status, {"Content-Type": "text/html"}, page.encode())


def json_response(status: int, body: Any, headers: Mapping[str, str] | None = None) -> Response:
    """A response with a JSON body."""
    # Half a surrogate pair, which JSON can spell, has no place in UTF-8.
    content = json.dumps(body, ensure_ascii=False).encode(errors="replace")
    return Response(status, {"Content-Type": "application/json", **(headers or {})}, content)
