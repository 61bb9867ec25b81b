"""The sandbox as an HTTP server, for any client."""

import socket
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from socketserver import TCPServer
from typing import Any

from lusha_cli.errors import SandboxStateError
from lusha_cli.parsing.numbers import read_integer
from lusha_cli.sandbox.app import Sandbox
from lusha_cli.sandbox.http import ApiError, Request, Response

MAX_REQUEST_BYTES = 10 * 1024 * 1024


class Server(ThreadingHTTPServer):
    """A threaded server; its threads end with the process."""

    daemon_threads = True
    # The default of 5 is too small for clients that send many requests in parallel.
    request_queue_size = 128

    def __init__(self, sandbox: Sandbox, host: str, port: int) -> None:
        self.sandbox = sandbox
        # The base class is limited to IPv4.
        self.address_family = socket.AF_INET6 if ":" in host else socket.AF_INET
        super().__init__((host, port), _Handler)

    def server_bind(self) -> None:
        """Bind the socket; the base class also looks up the name of the host, which may take long.

        Nothing uses that name.
        """
        TCPServer.server_bind(self)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Ignore clients that close the connection."""


def make_server(sandbox: Sandbox, *, host: str, port: int) -> Server:
    """Return a server of `sandbox`; port 0 picks a free port. Raises OSError if it can't listen."""
    return Server(sandbox, host, port)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server_version = "lusha-sandbox"
    # Headers and body are separate writes, which Nagle's algorithm would delay.
    disable_nagle_algorithm = True

    def respond(self) -> None:
        """Respond to a request with any method."""
        assert isinstance(self.server, Server)
        body = self._body()
        if isinstance(body, Response):
            # The unread body would be taken for the next request.
            self.close_connection = True
            self._send(body)
            return
        request = Request.from_url(self.command, self.path, self.headers.items(), body)
        sandbox = self.server.sandbox
        try:
            response = sandbox.handle(request)
        except SandboxStateError as error:
            response = ApiError(500, f"{error} Run: lusha sandbox reset").response()
        if response.delay:
            sandbox.clock.sleep(response.delay)
        self._send(response)

    do_GET = do_POST = do_PATCH = do_PUT = do_DELETE = respond  # noqa: N815

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
        """Discard the message: the ledger has every request."""

    def _body(self) -> bytes | Response:
        length = read_integer(self.headers.get("Content-Length") or "0")
        # http.server doesn't decode chunked bodies.
        if length is None or "Transfer-Encoding" in self.headers:
            return ApiError(411, "The request has no Content-Length").response()
        if length > MAX_REQUEST_BYTES:
            return ApiError(413, "The request is too large").response()
        return self.rfile.read(length)

    def _send(self, response: Response) -> None:
        if response.sent < 1:
            self.close_connection = True
        if not response.sent:
            return
        self.send_response(response.status)
        for name, value in response.headers.items():
            self.send_header(name, value)
        # The length of the whole body even if it is cut short, so that the client notices.
        self.send_header("Content-Length", str(len(response.body)))
        self.end_headers()
        self.wfile.write(response.body[: round(len(response.body) * response.sent)])
