"""Send requests to a sandbox over HTTP."""

import json
import urllib.error
import urllib.request
from typing import Any, NamedTuple
from urllib.parse import urlencode

from tests.support.cli import KEY, Server


class SandboxResponse(NamedTuple):
    status: int
    body: Any
    headers: dict[str, str]


def send_request(
    url: str,
    method: str,
    path: str,
    *,
    query: dict[str, Any] | None = None,
    body: Any = None,
    headers: dict[str, str] | None = None,
) -> SandboxResponse:
    """Send a request over HTTP; a body of bytes is sent unchanged."""
    target = f"{url}{path}" + (f"?{urlencode(query, doseq=True)}" if query else "")
    content = body if isinstance(body, bytes) or body is None else json.dumps(body).encode()
    sent = {"api_key": KEY} if headers is None else headers
    request = urllib.request.Request(target, data=content, method=method, headers=sent)
    try:
        with urllib.request.urlopen(request) as response:
            text, status, result = response.read(), response.status, response.headers
    except urllib.error.HTTPError as error:
        with error:
            text, status, result = error.read(), error.code, error.headers
    is_json = result.get("Content-Type") == "application/json"
    return SandboxResponse(status, json.loads(text) if is_json else text, dict(result.items()))


def get_person(server: Server, **query: Any) -> SandboxResponse:
    return send_request(server.url, "GET", "/v2/person", query=query)


def credits_used(server: Server) -> int:
    return int(send_request(server.url, "GET", "/account/usage").body["usage"]["credits"]["used"])
