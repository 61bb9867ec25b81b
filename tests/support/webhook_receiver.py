"""A webhook receiver on loopback whose responses a test sets."""

import json
import threading
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, NamedTuple
from urllib.parse import parse_qs, urlsplit


class Delivery(NamedTuple):
    """A received POST; the names in `headers` are lower case."""

    path: str
    headers: dict[str, str]
    body: bytes

    @property
    def event(self) -> Any:
        return json.loads(self.body)


class ReceiverResponse(NamedTuple):
    """A response of a receiver; `document` is JSON unless it is bytes."""

    status: int
    document: Any = b""
    kind: str = "application/json"
    location: str = ""


def acknowledge(delivery: Delivery) -> ReceiverResponse:
    """Return the acknowledgment that the vendor documents."""
    when = "2026-11-01T12:00:00.000Z"
    echo = delivery.event.get("id")
    return ReceiverResponse(
        201, {"received": True, "timestamp": when, **({"webhookId": echo} if echo else {})}
    )


class Receiver:
    """Answer challenges, respond to deliveries with `respond`, and record both."""

    def __init__(self) -> None:
        self.deliveries: list[Delivery] = []
        self.requests: list[str] = []
        self.respond: Callable[[Delivery], ReceiverResponse] = acknowledge
        self.answer_challenge: Callable[[str], ReceiverResponse] = lambda value: ReceiverResponse(
            200, {"challenge": value}
        )
        receiver = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                receiver.requests.append(self.path)
                value = parse_qs(urlsplit(self.path).query).get("challenge", [""])[0]
                self._say(receiver.answer_challenge(value))

            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                headers = {name.lower(): value for name, value in self.headers.items()}
                delivery = Delivery(self.path, headers, body)
                receiver.deliveries.append(delivery)
                self._say(receiver.respond(delivery))

            def _say(self, message: ReceiverResponse) -> None:
                content = message.document
                if not isinstance(content, bytes):
                    content = json.dumps(content).encode()
                self.send_response(message.status)
                self.send_header("Content-Type", message.kind)
                self.send_header("Content-Length", str(len(content)))
                if message.location:
                    self.send_header("Location", message.location)
                self.end_headers()
                self.wfile.write(content)

            def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._thread = threading.Thread(target=self.server.serve_forever, args=(0.01,), daemon=True)
        self._thread.start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server.server_address[1]}/hooks"

    def close(self) -> None:
        self.server.shutdown()
        self._thread.join()
        self.server.server_close()
