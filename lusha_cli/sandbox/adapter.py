"""The sandbox as a transport of requests: no network at all."""

from contextlib import suppress
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, urlsplit

from lusha_cli.errors import Interrupted
from lusha_cli.sandbox.app import Sandbox
from lusha_cli.sandbox.http import Request

if TYPE_CHECKING:
    import requests
    import requests.adapters


def make_adapter(sandbox: Sandbox) -> "requests.adapters.BaseAdapter":
    """An adapter that answers every request from `sandbox`, in this process."""
    import io

    import requests
    from requests.adapters import BaseAdapter
    from requests.structures import CaseInsensitiveDict

    class Adapter(BaseAdapter):
        def send(  # type: ignore[override]
            self, request: requests.PreparedRequest, timeout: Any = None, **_: Any
        ) -> requests.Response:
            parts = urlsplit(request.url or "")
            body = request.body or b""
            response = requests.Response()
            found = sandbox.handle(
                Request(
                    request.method or "GET",
                    parts.path,
                    parse_qsl(parts.query, keep_blank_values=True),
                    {name.lower(): value for name, value in request.headers.items()},
                    body.encode() if isinstance(body, str) else body,
                )
            )
            patience = timeout[1] if isinstance(timeout, tuple) else timeout
            if found.delay:
                with suppress(Interrupted):  # whoever is stopping gets the answer at once
                    sandbox.clock.sleep(min(found.delay, patience or found.delay))
                if patience and found.delay > patience:
                    raise requests.exceptions.ReadTimeout(request=request)
            response.status_code = found.status
            response.headers = CaseInsensitiveDict(found.headers)
            response.raw = io.BytesIO(found.body)
            response._content = found.body
            response.url = request.url or ""
            response.request = request
            response.encoding = "utf-8"
            return response

        def close(self) -> None:
            sandbox.close()

    return Adapter()
