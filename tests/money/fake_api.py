"""A fake API over HTTP that charges by rules of its own, keeps a ledger and fails on demand."""

import fnmatch
import json
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Literal
from urllib.parse import parse_qsl, urlsplit

from tests.money import vendor_v2, vendor_v3
from tests.money.ledger import Entry, Ledger
from tests.money.routes import Route, find_route
from tests.money.vendor import Answer, Vendor, refusal
from tests.money.vendor_rules import Rules

HANDLERS = {**vendor_v2.HANDLERS, **vendor_v3.HANDLERS}
Event = Literal["received", "charged", "answered"]
Kind = Literal["status", "drop", "cut", "drip", "invalid_json", "missing", "extra"]


@dataclass(frozen=True)
class Fault:
    """A failure of the n-th request of an operation, before or after it is charged.

    `operation` may be a pattern, such as `contacts *`. `at` are the numbers of the requests that
    fail, from 1; None is all of them. `drop` closes the connection without a response, `cut` in
    the middle of one, `drip` sends it a byte at a time; `missing` leaves out what states the
    charge, `extra` adds fields that nobody knows.
    """

    operation: str
    kind: Kind
    at: tuple[int, ...] | None = (1,)
    after_charge: bool = False
    status: int = 500
    headers: tuple[tuple[str, str], ...] = ()

    def hits(self, operation: str, number: int) -> bool:
        """Return whether the n-th request of an operation fails."""
        is_due = self.at is None or number in self.at
        return is_due and fnmatch.fnmatchcase(operation, self.operation)

    def __str__(self) -> str:
        """Return the fault as the ledger shows it."""
        name = f"status {self.status}" if self.kind == "status" else self.kind
        return f"{name} {'after' if self.after_charge else 'before'} charging"


class FakeApi:
    """The fake API. `rules` may change while it runs; `ledger` has all requests so far."""

    def __init__(self, rules: Rules | None = None, faults: Iterable[Fault] = ()) -> None:
        self.rules = rules or Rules()
        self.faults = list(faults)
        # Called for each request; a fault that it returns replaces those of the list.
        self.choose_fault: Callable[[Entry], Fault | None] | None = None
        self.vendor = Vendor(self.rules)
        self.ledger = Ledger()
        self.delay = 0.0  # seconds between receiving and answering a paid request
        self._listeners: list[tuple[Event, Callable[[Entry], None]]] = []
        self._counts: Counter[str] = Counter()
        self._v2_requests = 0
        self._events = 0
        self._active = 0
        self._lock = threading.Lock()
        self._server = _Server(("127.0.0.1", 0), _Handler)
        self._server.api = self
        self._thread = threading.Thread(
            target=self._server.serve_forever, args=(0.005,), daemon=True
        )
        self._thread.start()

    def reset(self) -> None:
        """Forget all requests and all that the account revealed."""
        with self._lock:
            self.vendor = Vendor(self.rules)
            self.ledger = Ledger()
            self._v2_requests = 0

    @property
    def url(self) -> str:
        """Return the base URL."""
        return f"http://127.0.0.1:{self._server.server_address[1]}"

    def close(self) -> None:
        """Stop the server."""
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

    def on(self, event: Event, action: Callable[[Entry], None]) -> None:
        """Call `action` at each event of a server, before the request goes on."""
        self._listeners.append((event, action))

    def at(self, event: Event, number: int, action: Callable[[], None]) -> None:
        """Call `action` once, at the n-th event of this kind about a paid operation."""
        seen = 0
        lock = threading.Lock()

        def count(entry: Entry) -> None:
            nonlocal seen
            if is_free(entry.operation):
                return
            with lock:
                seen += 1
                is_due = seen == number
            if is_due:
                action()

        self.on(event, count)

    def signal(self, event: Event, entry: Entry) -> None:
        """Tell the listeners about an event."""
        for name, action in self._listeners:
            if name == event:
                action(entry)

    def busy(self, change: int) -> None:
        """Count a request that is being served, or that ended."""
        with self._lock:
            self._active += change

    def wait_until_idle(self, timeout: float = 10) -> None:
        """Wait until the requests of clients that are gone were served too."""
        end = time.monotonic() + timeout
        while self._active and time.monotonic() < end:
            time.sleep(0.005)

    def order(self) -> int:
        """Return the position of the next event."""
        with self._lock:
            self._events += 1
            return self._events

    def receive(self, method: str, target: str, body: Any) -> tuple[Entry, Route | None]:
        """Enter a request into the ledger."""
        parts = urlsplit(target)
        query: dict[str, Any] = {}
        for name, value in parse_qsl(parts.query, keep_blank_values=True):
            # A list in a query is written `name[]=` or by repeating the name.
            key = name.removesuffix("[]")
            known = query.get(key)
            query[key] = value if known is None else f"{known},{value}"
        route = find_route(method, parts.path)
        name = route.operation if route else "unknown"
        family = route.family if route else ""
        position = self.order()
        with self._lock:
            number = len(self.ledger.entries) + 1
            entry = Entry(number, method, target, query, body, name, family, position)
            self.ledger.entries.append(entry)
            self._counts[name] += 1
        return entry, route

    def fault_for(self, entry: Entry) -> Fault | None:
        """Return how a request fails, or None."""
        if self.choose_fault:
            return self.choose_fault(entry)
        with self._lock:
            number = sum(e.operation == entry.operation for e in self.ledger.entries)
        return next((f for f in self.faults if f.hits(entry.operation, number)), None)

    def answer(self, entry: Entry, route: Route | None) -> Answer:
        """Charge a request and return its response."""
        if route is None:
            return Answer({"message": "Not Found"}, states=None, status=404)
        with self._lock:
            refused = self._refusal(route)
            if refused:
                return refused
            handler = HANDLERS.get(route.operation, vendor_v3.free_table)
            body = entry.body if isinstance(entry.body, dict) else {}
            answer = handler(self.vendor, {**entry.query, **body})
            if answer.status < 400:
                answer = self._charge(entry, route, answer)
        return answer

    def _refusal(self, route: Route) -> Answer | None:
        """Return the response of a version that doesn't work, or None."""
        if route.family == "v2":
            self._v2_requests += 1
            at = self.rules.v2_retires_at
            state = "gone" if at and self._v2_requests >= at else self.rules.v2
            if state == "gone":
                return refusal(410, "This version of the API was retired")
            if state == "missing":
                return Answer({"message": "Not Found"}, states=None, status=404)
        if route.family == "v3" and self.rules.v3_forbidden:
            return refusal(403, "This endpoint is not part of your plan")
        return None

    def _charge(self, entry: Entry, route: Route, answer: Answer) -> Answer:
        """Enter the charge into the ledger, and state it in the response."""
        spent = sum(e.credits for e in self.ledger.entries)
        if route.operation == "account usage":
            return answer._replace(body={"usage": self.vendor.balance(spent)})
        if route.operation == "account plan":
            return answer._replace(body={**answer.body, "credits": self.vendor.balance(spent)})
        rules = self.rules
        credits_ = answer.credits
        if credits_:
            credits_ = credits_ * rules.factors.get(route.family, 1) + rules.per_item * answer.items
        if spent + credits_ > rules.credits:
            return refusal(402, "Not enough credits")
        # A faulty bill may be negative, but nobody is paid for asking.
        entry.credits = max(0, credits_)
        entry.people = answer.people
        body = answer.body
        if answer.states:
            *path, key = answer.states
            holder = body
            for name in path:
                holder = holder.setdefault(name, {})
            stated = credits_ - answer.elsewhere
            holder[key] = int(stated) if stated == int(stated) else stated
            if path:
                holder["resultsReturned"] = answer.items
        return answer


def is_free(operation: str) -> bool:
    """Return whether an operation is never charged."""
    return operation not in HANDLERS or operation in ("account usage", "account plan")


class _Server(ThreadingHTTPServer):
    api: FakeApi
    daemon_threads = True
    request_queue_size = 128

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Ignore clients that were killed."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    server: _Server

    def _serve(self) -> None:
        api = self.server.api
        api.busy(1)
        try:
            self._serve_request(api)
        finally:
            api.busy(-1)

    def _serve_request(self, api: FakeApi) -> None:
        raw = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        try:
            body = json.loads(raw) if raw else None
        except ValueError:
            body = raw.decode(errors="replace")
        entry, route = api.receive(self.command, self.path, body)
        fault = api.fault_for(entry)
        entry.fault = str(fault) if fault else ""
        api.signal("received", entry)
        if fault and not fault.after_charge and fault.kind in ("status", "drop", "cut"):
            self._fail(entry, fault, b"{}")
            return
        if api.delay and not is_free(entry.operation):
            time.sleep(api.delay)
        answer = api.answer(entry, route)
        api.signal("charged", entry)
        self._finish(entry, fault, answer)
        api.signal("answered", entry)

    do_GET = do_POST = do_PATCH = do_PUT = do_DELETE = _serve  # noqa: N815 - names of the base

    def _finish(self, entry: Entry, fault: Fault | None, answer: Answer) -> None:
        document = answer.body
        if fault and fault.kind == "missing":
            document = _without_charge(document)
        if fault and fault.kind == "extra":
            document = {**document, "unheardOf": {"creditsLeft": 7}, "notes": ["x"]}
        content = json.dumps(document).encode()
        if fault and fault.kind == "invalid_json":
            content = content[: len(content) // 2]
        if fault and fault.kind in ("status", "drop", "cut", "drip"):
            self._fail(entry, fault, content)
            return
        self._send(entry, answer.status, content)

    def _fail(self, entry: Entry, fault: Fault, content: bytes) -> None:
        if fault.kind == "status":
            content = json.dumps({"message": "Try again", "code": fault.status}).encode()
            self._send(entry, fault.status, content, fault.headers)
            return
        self.close_connection = True
        if fault.kind == "drop":
            return
        entry.status = 200
        self._head(200, len(content), ())
        if fault.kind == "cut":
            self.wfile.write(content[: len(content) // 2])
            return
        # Each byte comes in time, all of them don't.
        for byte in content[:60]:
            self.wfile.write(bytes([byte]))
            time.sleep(0.05)
        self.wfile.write(content[60:])
        entry.is_answered = True

    def _send(
        self, entry: Entry, status: int, content: bytes, headers: Iterable[tuple[str, str]] = ()
    ) -> None:
        entry.status = status
        try:
            self._head(status, len(content), headers)
            self.wfile.write(content)
            entry.is_answered, entry.answered = True, self.server.api.order()
        except OSError:
            self.close_connection = True

    def _head(self, status: int, length: int, headers: Iterable[tuple[str, str]]) -> None:
        self.send_response_only(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(length))
        for name, value in headers:
            self.send_header(name, value)
        self.end_headers()

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the name in the base
        """Log nothing."""


def _without_charge(document: Any) -> Any:
    """Return a document without what says what was charged."""
    if isinstance(document, dict):
        left_out = ("billing", "creditsCharged", "creditCharged", "isCreditCharged", "tableWrite")
        return {k: _without_charge(v) for k, v in document.items() if k not in left_out}
    if isinstance(document, list):
        return [_without_charge(value) for value in document]
    return document
