"""A server that sends scripted responses."""

import json
import threading
from collections.abc import Mapping
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import MappingProxyType
from typing import Any, NamedTuple


class ScriptedResponse(NamedTuple):
    status: int
    body: bytes = b""
    headers: Mapping[str, str] = MappingProxyType({})
    cut: bool = False  # close the connection: before the response, or halfway through `body`


def response_with_invalid_text() -> ScriptedResponse:
    """Return a person with text that databases reject."""
    data = {
        "personId": "77",
        "fullName": "Ada\0 \ud800",
        "emailAddresses": [{"email": "ada\ud800@firm.example", "emailType": "work"}],
    }
    contact = {"error": None, "isCreditCharged": True, "data": data}
    body = {"contacts": {"1": contact}, "companies": {}}
    return ScriptedResponse(201, json.dumps(body).encode(), {"Content-Type": "application/json"})


class ScriptedServer:
    """A server that sends `responses` in turn, and repeats the last one."""

    def __init__(self, responses: list[ScriptedResponse]) -> None:
        self.responses = responses
        self.requests: list[tuple[str, str, dict[str, str]]] = []
        self.bodies: list[Any] = []
        # The account's price list, which isn't recorded; None: scripted like everything else.
        self.pricing: Any = {}
        script = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def response(self) -> None:
                body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
                if self.path == "/v3/account/usage" and script.pricing is not None:
                    self.send_prices()
                    return
                script.bodies.append(json.loads(body) if body else None)
                requested = {name.lower(): value for name, value in self.headers.items()}
                script.requests.append((self.command, self.path, requested))
                responses = script.responses
                response = responses.pop(0) if len(responses) > 1 else responses[0]
                if response.cut and not response.body:
                    self.close_connection = True
                    return
                self.send_response_only(response.status)
                for name, value in response.headers.items():
                    self.send_header(name, value)
                self.send_header(
                    "Content-Length", str(len(response.body) * (2 if response.cut else 1))
                )
                self.end_headers()
                self.wfile.write(response.body)
                self.close_connection = response.cut

            def send_prices(self) -> None:
                content = json.dumps({"pricing": script.pricing}).encode()
                self.send_response_only(200)
                self.send_header("Content-Length", str(len(content)))
                self.end_headers()
                self.wfile.write(content)

            do_GET = do_POST = do_PATCH = do_PUT = do_DELETE = response  # noqa: N815

            def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.server.serve_forever, args=(0.01,), daemon=True).start()

    @property
    def port(self) -> int:
        return self.server.server_address[1]

    @property
    def keys(self) -> list[str]:
        return [headers["api_key"] for _, _, headers in self.requests]
