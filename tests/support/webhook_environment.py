"""Run a webhook server in a thread, deliver to it, and receive what it forwards."""

import http.client
import json
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, NamedTuple

from lusha_cli.webhooks.deliveries import Delivery
from lusha_cli.webhooks.log.delivery_log import DeliveryLog
from lusha_cli.webhooks.log.location import parse_log_location
from lusha_cli.webhooks.server.server import ServerOptions, ServerSummary, WebhookServer
from lusha_cli.webhooks.signature import sign
from tests.support.cli import FakeClock

SECRET = "whsec_of_a_test_0123456789abcdef"
NOW = 1_793_534_400.0


class HttpResponse(NamedTuple):
    """A response over HTTP."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body)


class FrozenClock(FakeClock):
    """A clock that stands still, while waiting takes real time."""

    def monotonic(self) -> float:
        return time.monotonic()


def event(number: int = 1, *, entity: str = "4158887495", kind: str = "promotion") -> bytes:
    """Return the body of a delivery as the API sends it."""
    content = {
        "id": f"event-{number}",
        "type": kind,
        "entityType": "contact",
        "entityId": entity,
        "subscriptionId": "507f1f77bcf86cd799439011",
        "data": {"currentTitle": "Partner", "currentCompanyName": "Analytical Engines"},
        "timestamp": "2026-10-31T16:16:35.841Z",
        "billing": {"creditsCharged": 1},
    }
    return json.dumps(content, separators=(",", ":")).encode()


OPT_OUT = json.dumps(
    {
        "contactId": "4100000000",
        "fullName": "Ada Byrne",
        "linkedinUrl": "http://linkedin.com/in/Ada-Byrne?x=1",
        "contactOptOutDate": "2026-10-22 14:32:11.412",
        "contactExposureDate": "2025-08-03 09:15:47",
        "datapoints": [
            {"datapointId": "+1 (344) 555-0151", "datapointType": "phone"},
            {"datapointId": "Ada@Firm.example", "datapointType": "email"},
            {"datapointId": None, "datapointType": "email"},
            {"datapointId": "x", "datapointType": "fax"},
            7,
        ],
        "partnerClientId": None,
    }
).encode()


def signed_headers(body: bytes, *, at: float = NOW, secret: str = SECRET) -> dict[str, str]:
    """Return the headers of a delivery."""
    timestamp = str(int(at))
    return {
        "Content-Type": "application/json",
        "X-Lusha-Signature": sign(secret, timestamp, body),
        "X-Lusha-Timestamp": timestamp,
    }


def send_request(
    port: int,
    method: str = "POST",
    path: str = "/",
    body: bytes | None = None,
    headers: dict[str, str] | None = None,
) -> HttpResponse:
    """Send one request on a separate connection."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    try:
        connection.request(method, path, body, headers or {})
        response = connection.getresponse()
        return HttpResponse(response.status, dict(response.headers), response.read())
    finally:
        connection.close()


def deliver(port: int, body: bytes, **more: Any) -> HttpResponse:
    """Deliver a signed body."""
    return send_request(port, body=body, headers=signed_headers(body, **more))


def send_bytes(port: int, content: bytes) -> bytes:
    """Send bytes and return the response up to the end of the connection."""
    with socket.create_connection(("127.0.0.1", port), timeout=10) as client:
        client.sendall(content)
        got = b""
        while part := client.recv(65536):
            got += part
        return got


class RunningServer:
    """A running webhook server: its port, output, messages and final summary."""

    def __init__(self, log: DeliveryLog, clock: FakeClock, **plan: Any) -> None:
        self.log = log
        self.clock = clock
        self.port = 0
        self.shown: list[Delivery] = []
        self.messages: list[str] = []
        self.ended: ServerSummary | None = None
        self._ready = threading.Event()
        options = {"host": "127.0.0.1", "port": 0, "secret": SECRET, "tolerance": 300.0, **plan}
        show = options.pop("show", self.shown.extend)
        self.listener = WebhookServer(
            ServerOptions(**options),
            log,
            clock=clock,
            jitter=lambda: 1.0,
            show=show,
            print_message=self.messages.append,
            on_listening=self._set,
        )
        self._thread = threading.Thread(target=self._run)
        self._thread.start()
        assert self._ready.wait(10)

    def _set(self, port: int) -> None:
        self.port = port
        self._ready.set()

    def _run(self) -> None:
        self.ended = self.listener.run()

    @property
    def connections(self) -> int:
        """Return the number of open connections."""
        return len(self.listener._limiter.connections)

    def stop(self) -> ServerSummary:
        """Stop the server."""
        self.listener.stop()
        self._thread.join(20)
        assert self.ended is not None
        return self.ended


@contextmanager
def run_server(out: Path | str, **plan: Any) -> Iterator[RunningServer]:
    """Run a webhook server that logs to `out` in a thread until the block ends."""
    clock = plan.pop("clock", FrozenClock())
    reported: list[str] = []
    location = parse_log_location(str(out), parameter="--out")
    log = DeliveryLog(location, notify=reported.append, rotation=plan.pop("rotation", None))
    try:
        running = RunningServer(log, clock, **plan)
        running.messages += reported
        try:
            yield running
        finally:
            running.stop()
    finally:
        log.close()


def wait_until(holds: Callable[[], bool], *, seconds: float = 10.0) -> None:
    """Wait until a condition holds, or fail after a timeout."""
    until = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < until, "it did not come to hold"
        time.sleep(0.005)


class Sink:
    """An HTTP target: `received` holds (id, body, headers); `responses` come first."""

    def __init__(self, *responses: int, delay: float = 0) -> None:
        self.responses = list(responses)
        self.received: list[tuple[str, bytes, dict[str, str]]] = []
        sink = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            timeout = 5

            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                if delay:
                    time.sleep(delay)
                status = sink.responses.pop(0) if sink.responses else 204
                id_ = self.headers["X-Lusha-Delivery-Id"]
                sink.received.append((id_, body, dict(self.headers)))
                self.send_response_only(status)
                if status == 302:
                    self.send_header("Location", "http://127.0.0.1:9/")
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self.server.server_address[1]}/hook"
        self._thread = threading.Thread(target=self.server.serve_forever, args=(0.01,))
        self._thread.start()

    @property
    def ids(self) -> list[str]:
        return [id_ for id_, _, _ in self.received]

    def close(self) -> None:
        self.server.shutdown()
        self._thread.join()
        self.server.server_close()


def deliver_two(port: int) -> None:
    assert deliver(port, event(1)).status == 201
    assert (
        deliver(port, b'{\n"id": "event-2", "type": "\xc3\xbc",\n "entityId": 2.50}').status == 201
    )


def logged_ids(path: Path) -> list[str]:
    return [json.loads(line)["id"] for line in path.read_bytes().splitlines()]
