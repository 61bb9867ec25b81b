"""The sandbox as a transport adapter of requests, without a network."""

from contextlib import suppress
from typing import TYPE_CHECKING, Any

from lusha_cli.errors import Interrupted
from lusha_cli.sandbox.app import Sandbox
from lusha_cli.sandbox.http import Request

if TYPE_CHECKING:
    import requests
    import requests.adapters


def make_adapter(sandbox: Sandbox) -> "requests.adapters.BaseAdapter":
    """Return an adapter that sends every request to `sandbox` in this process."""
    # Imported late, because requests is slow to import.
    import io

    import requests
    from requests.adapters import BaseAdapter
    from requests.structures import CaseInsensitiveDict

    class Adapter(BaseAdapter):
        def send(  # type: ignore[override]
            self, request: requests.PreparedRequest, timeout: Any = None, **_: Any
        ) -> requests.Response:
            body = request.body or b""
            response = requests.Response()
            result = sandbox.handle(
                Request.from_url(
                    request.method or "GET",
                    request.url or "",
                    request.headers.items(),
                    body.encode() if isinstance(body, str) else body,
                )
            )
            read_timeout = timeout[1] if isinstance(timeout, tuple) else timeout
            if result.delay:
                with suppress(Interrupted):  # a command that is ending gets the response at once
                    sandbox.clock.sleep(min(result.delay, read_timeout or result.delay))
                if read_timeout and result.delay > read_timeout:
                    # As with the real API, the request was charged although its response is lost.
                    raise requests.exceptions.ReadTimeout(request=request)
            if result.sent < 1:
                message = "The sandbox closed the connection before the end of the response"
                raise requests.exceptions.ConnectionError(message, request=request)
            response.status_code = result.status
            response.headers = CaseInsensitiveDict(result.headers)
            response.raw = io.BytesIO(result.body)
            response._content = result.body
            response.url = request.url or ""
            response.request = request
            # Otherwise requests guesses the encoding.
            response.encoding = "utf-8"
            return response

        def close(self) -> None:
            sandbox.close()

    return Adapter()
