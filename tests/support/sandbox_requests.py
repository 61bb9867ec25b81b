"""Send requests to a sandbox, at a URL or in-process."""

import json
import urllib.error
import urllib.request
from typing import Any
from urllib.parse import urlencode

from lusha_cli.sandbox.app import Sandbox
from lusha_cli.sandbox.http import Request, Response

ADA = "ada.byrne@analytical-engines.example"
NOVEMBER_2026 = 1_793_534_400.0

Target = str | Sandbox


def get(to: Target, path: str = "/v2/person", *, key: str = "a-key", **query: str) -> Response:
    """Send a GET for `path` with `query`."""
    return _send(to, "GET", path, list(query.items()), {"api_key": key}, b"")


def post(to: Target, path: str, body: Any, *, key: str = "a-key") -> Response:
    """Send a POST to `path`; a body of bytes is sent unchanged."""
    content = body if isinstance(body, bytes) else json.dumps(body).encode()
    return _send(to, "POST", path, [], {"api_key": key}, content)


def account_usage(sandbox: Sandbox) -> dict[str, int]:
    """Return the credits of the account."""
    counters: dict[str, int] = json_body(get(sandbox, "/account/usage"))["usage"]["credits"]
    return counters


def json_body(response: Response) -> Any:
    """Return the body of a response."""
    return json.loads(response.body)


def _send(
    to: Target,
    method: str,
    path: str,
    query: list[tuple[str, str]],
    headers: dict[str, str],
    body: bytes,
) -> Response:
    if isinstance(to, Sandbox):
        return to.handle(Request(method, path, query, headers, body))
    target = f"{to}{path}" + (f"?{urlencode(query)}" if query else "")
    request = urllib.request.Request(target, data=body or None, method=method, headers=headers)
    try:
        with urllib.request.urlopen(request) as response:
            return Response(response.status, dict(response.headers.items()), response.read())
    except urllib.error.HTTPError as error:
        with error:
            return Response(error.code, dict(error.headers.items()), error.read())
