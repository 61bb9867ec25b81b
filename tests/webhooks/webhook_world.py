"""A listener in a thread, deliveries for it, and a target that it forwards to."""

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

from conftest import FakeClock
from lusha_cli.webhooks.deliveries import Delivery
from lusha_cli.webhooks.log.delivery_log import DeliveryLog
from lusha_cli.webhooks.log.location import parse_log_location
from lusha_cli.webhooks.server.server import ServerOptions, ServerSummary, WebhookServer
from lusha_cli.webhooks.signature import sign

SECRET = "whsec_of_a_test_0123456789abcdef"
NOW = 1_793_534_400.0


class Answer(NamedTuple):
    """An answer over HTTP."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body)


class HalfClock(FakeClock):
    """The time stands still; what is waited for really passes."""

    def monotonic(self) -> float:
        return time.monotonic()


def event(number: int = 1, *, entity: str = "4158887495", kind: str = "promotion") -> bytes:
    """The body of a delivery as the API sends it."""
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


def signed(body: bytes, *, at: float = NOW, secret: str = SECRET) -> dict[str, str]:
    """The headers of a delivery."""
    timestamp = str(int(at))
    return {
        "Content-Type": "application/json",
        "X-Lusha-Signature": sign(secret, timestamp, body),
        "X-Lusha-Timestamp": timestamp,
    }


def ask(
    port: int,
    method: str = "POST",
    path: str = "/",
    body: bytes | None = None,
    headers: dict[str, str] | None = None,
) -> Answer:
    """One request on a connection of its own."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    try:
        connection.request(method, path, body, headers or {})
        response = connection.getresponse()
        return Answer(response.status, dict(response.headers), response.read())
    finally:
        connection.close()


def deliver(port: int, body: bytes, **more: Any) -> Answer:
    """Deliver a body, signed."""
    return ask(port, body=body, headers=signed(body, **more))


def raw(port: int, content: bytes) -> bytes:
    """What is answered to these bytes, up to the end of the connection."""
    with socket.create_connection(("127.0.0.1", port), timeout=10) as client:
        client.sendall(content)
        got = b""
        while part := client.recv(65536):
            got += part
        return got


class Running:
    """A listener at work: its port, what it showed and said, and what it counted at the end."""

    def __init__(self, log: DeliveryLog, clock: FakeClock, **plan: Any) -> None:
        self.log = log
        self.clock = clock
        self.port = 0
        self.shown: list[Delivery] = []
        self.said: list[str] = []
        self.ended: ServerSummary | None = None
        self._ready = threading.Event()
        given = {"host": "127.0.0.1", "port": 0, "secret": SECRET, "tolerance": 300.0, **plan}
        show = given.pop("show", self.shown.extend)
        self.listener = WebhookServer(
            ServerOptions(**given),
            log,
            clock=clock,
            jitter=lambda: 1.0,
            show=show,
            print_message=self.said.append,
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
        """How many are open."""
        return len(self.listener._limiter.connections)

    def stop(self) -> ServerSummary:
        """End it."""
        self.listener.stop()
        self._thread.join(20)
        assert self.ended is not None
        return self.ended


@contextmanager
def listening(out: Path | str, **plan: Any) -> Iterator[Running]:
    """A listener that writes to `out`, in a thread, until the block ends."""
    clock = plan.pop("clock", HalfClock())
    told: list[str] = []
    log = DeliveryLog(parse_log_location(str(out), parameter="--out"), notify=told.append)
    try:
        running = Running(log, clock, **plan)
        running.said += told
        try:
            yield running
        finally:
            running.stop()
    finally:
        log.close()


def eventually(holds: Callable[[], bool], *, seconds: float = 10.0) -> None:
    """Wait until something holds; fail where it does not in time."""
    until = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < until, "it did not come to hold"
        time.sleep(0.005)


class Sink:
    """A target over HTTP: `got` are (id, body, headers); `answers` are given first."""

    def __init__(self, *answers: int, delay: float = 0) -> None:
        self.answers = list(answers)
        self.got: list[tuple[str, bytes, dict[str, str]]] = []
        sink = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            timeout = 5

            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                if delay:
                    time.sleep(delay)
                status = sink.answers.pop(0) if sink.answers else 204
                id_ = self.headers["X-Lusha-Delivery-Id"]
                sink.got.append((id_, body, dict(self.headers)))
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
        return [id_ for id_, _, _ in self.got]

    def close(self) -> None:
        self.server.shutdown()
        self._thread.join()
        self.server.server_close()
