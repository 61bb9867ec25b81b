"""HTTP/1.1 connections with limits on time and memory, parsed by h11."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import TYPE_CHECKING

from lusha_cli.optional_dependencies import missing_dependency
from lusha_cli.webhooks.server.http_types import Handler, Limits, Request, Response

if TYPE_CHECKING:
    import h11


@dataclass
class ConnectionLimiter:
    """The open connections, and the bytes of request bodies that they hold."""

    limits: Limits
    connections: "set[Connection]" = field(default_factory=set)
    held_bytes: int = 0
    is_closing: bool = False

    def admit(self, connection: "Connection") -> bool:
        """Add a connection and return True; return False if there is no room for it.

        When the table is full, a connection that has sent no whole request makes room: else clients
        that send nothing could shut out all others.
        """
        if self.is_closing:
            return False
        if len(self.connections) >= self.limits.max_connections:
            idle = self._least_useful(connection.opened_at - self.limits.idle_grace)
            if idle is None:
                return False
            self.connections.discard(idle)
            idle.abort()
        self.connections.add(connection)
        return True

    def _least_useful(self, settled_at: float) -> "Connection | None":
        """Return the newest connection that waits for a request, or None if all have one.

        Those that have never sent one go first, and among them those opened before `settled_at`:
        the requests of later ones may be on their way.
        """
        waiting = (connection for connection in self.connections if not connection.is_busy)
        return max(
            waiting,
            key=lambda connection: (
                not connection.has_sent_request,
                connection.opened_at <= settled_at,
                connection.opened_at,
            ),
            default=None,
        )

    def close(self) -> None:
        """Accept no new connections, and close those without a request in progress."""
        self.is_closing = True
        for connection in list(self.connections):
            if not connection.has_request:
                connection.close_gracefully()

    def abort_all(self) -> None:
        """Abort all connections, including those with a request in progress."""
        for connection in list(self.connections):
            connection.abort()


def check_installed() -> None:
    """Raise UsageError if h11 (the extra `webhooks`) is not installed."""
    try:
        import h11  # noqa: F401
    except ImportError as error:
        raise missing_dependency("h11", what="Receiving webhooks") from error


class Connection(asyncio.Protocol):
    """One connection, whose requests are passed to `handler` one after the other."""

    def __init__(self, limiter: ConnectionLimiter, handler: Handler) -> None:
        import h11

        self._limiter = limiter
        self._handler = handler
        self._limits = limiter.limits
        self._http = h11.Connection(
            h11.SERVER, max_incomplete_event_size=limiter.limits.max_head_bytes
        )
        self._transport: asyncio.Transport | None = None
        self._timer: asyncio.TimerHandle | None = None
        self._head: Request | None = None
        self._chunks: list[bytes] = []
        self._size = 0
        self.opened_at = 0.0
        # Whether a request is complete and waits for its response, and whether one ever was.
        self.is_busy = self.has_sent_request = False
        self.has_request = self._is_reading = False
        self._is_write_paused = self._is_closed = False

    # Callbacks of asyncio.

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Accept the connection, or abort it when there are too many."""
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport
        self.opened_at = asyncio.get_running_loop().time()
        if not self._limiter.admit(self):
            self.abort()
            return
        self._set_timer(self._limits.request_timeout, self._on_timeout)

    def connection_lost(self, exc: Exception | None) -> None:  # noqa: ARG002
        """Remove the connection and free its memory."""
        self._is_closed = True
        self._set_timer(0, None)
        self._discard_body()
        self._limiter.connections.discard(self)

    def data_received(self, data: bytes) -> None:
        """Parse new data; data after the end of the connection is ignored."""
        if self._is_closed:
            return
        # Set once per request: a client that sends a byte at a time must not extend its time.
        if not self.has_request:
            self.has_request = True
            self._set_timer(self._limits.request_timeout, self._on_timeout)
        self._http.receive_data(data)
        self._read_requests()

    def eof_received(self) -> bool:
        """Handle the end of the client's data; the client may still wait for a response."""
        if not self._is_closed:
            self._http.receive_data(b"")
            self._read_requests()
        return self.is_busy

    def pause_writing(self) -> None:
        """Stop reading from a client that does not read its responses."""
        self._is_write_paused = True
        if self._transport is not None:
            self._transport.pause_reading()

    def resume_writing(self) -> None:
        """Read from the client again."""
        self._is_write_paused = False
        if self._transport is not None and not self.is_busy:
            self._transport.resume_reading()
            self._read_requests()

    def close_gracefully(self) -> None:
        """Close the connection unless a response is being prepared."""
        if not self.is_busy and self._transport is not None:
            self._is_closed = True
            if self._transport.get_write_buffer_size():
                self._set_timer(self._limits.linger_timeout, self._transport.abort)
            self._transport.close()

    def abort(self) -> None:
        """Close the connection immediately."""
        self._is_closed = True
        if self._transport is not None:
            self._transport.abort()

    # Requests.

    def _read_requests(self) -> None:
        """Read requests until one has to wait for its response or no data is left."""
        if self._is_reading:
            return  # called again by a response that was sent immediately
        self._is_reading = True
        try:
            while (
                not (self.is_busy or self._is_write_paused or self._is_closed)
                and self._read_event()
            ):
                pass
        finally:
            self._is_reading = False

    def _read_event(self) -> bool:
        """Read the next event of a request, and return whether more may follow."""
        import h11

        try:
            event = self._http.next_event()
        except h11.RemoteProtocolError as error:
            self._respond_and_close(self._handler.bad_request(error.error_status_hint))
            return False
        if event is h11.NEED_DATA:
            if self._http.they_are_waiting_for_100_continue:
                self._send(h11.InformationalResponse(status_code=100, headers=[]))
            return False
        if event is h11.PAUSED or isinstance(event, h11.ConnectionClosed):
            self.close_gracefully()
        elif isinstance(event, h11.Request):
            self._start_request(event)
        elif isinstance(event, h11.Data):
            self._add_to_body(bytes(event.data))
        elif isinstance(event, h11.EndOfMessage):
            self._dispatch_request()
        return True

    def _start_request(self, event: "h11.Request") -> None:
        headers = {name.decode("latin-1"): value.decode("latin-1") for name, value in event.headers}
        method, target = event.method.decode("latin-1"), event.target.decode("latin-1")
        self._head = Request(method, target, headers)
        # A head that arrives in one piece can exceed the limit of h11, which is on incomplete ones.
        if len(target) + sum(map(len, (*headers, *headers.values()))) > self._limits.max_head_bytes:
            self._respond_and_close(self._handler.bad_request(431))
            return
        if "content-length" in headers and "transfer-encoding" in headers:
            # A proxy and this server could disagree on where the body ends (request smuggling).
            self._respond_and_close(self._handler.bad_request(400))
            return
        # Checked before the body, so that invalid requests take no memory.
        rejection = self._handler.reject(self._head)
        if rejection is not None:
            self._respond_and_close(rejection)
        elif int(headers.get("content-length", "0")) > self._limits.max_body_bytes:
            self._respond_and_close(self._handler.bad_request(413))

    def _add_to_body(self, data: bytes) -> None:
        self._size += len(data)
        self._limiter.held_bytes += len(data)
        self._chunks.append(data)
        if self._size > self._limits.max_body_bytes:
            self._respond_and_close(self._handler.bad_request(413))
        elif self._limiter.held_bytes > self._limits.max_total_bytes:
            self._respond_and_close(self._handler.bad_request(503))

    def _dispatch_request(self) -> None:
        assert self._head is not None
        assert self._transport is not None
        self.is_busy = self.has_sent_request = True
        self._set_timer(0, None)
        # Further requests wait in the socket, not in memory.
        self._transport.pause_reading()
        self._handler.handle(self._head._replace(body=b"".join(self._chunks)), self._respond)

    def _respond(self, response: Response) -> None:
        """Send the response to a complete request, then read the next request."""
        import h11

        self.is_busy = False
        self._discard_body()
        if self._is_closed or self._transport is None or self._transport.is_closing():
            return
        self._write(response, is_last=self._limiter.is_closing)
        if self._http.our_state is h11.DONE and self._http.their_state is h11.DONE:
            self._http.start_next_cycle()
            self._head = None
            self.has_request = bool(self._http.trailing_data[0])
            self._set_timer(
                self._limits.request_timeout if self.has_request else self._limits.idle_timeout,
                self._on_timeout,
            )
            if not self._is_write_paused:
                self._transport.resume_reading()
            self._read_requests()
        else:
            self.close_gracefully()

    def _respond_and_close(self, response: Response) -> None:
        """Send a response and ignore whatever else the client sends."""
        import h11

        assert self._transport is not None
        self._is_closed = True
        self._discard_body()
        if self._http.our_state in (h11.IDLE, h11.SEND_RESPONSE):
            self._write(response, is_last=True)
        # If closed immediately, a client that is still sending could miss the response.
        self._set_timer(self._limits.linger_timeout, self._transport.abort)
        if self._transport.can_write_eof():
            self._transport.write_eof()

    def _write(self, response: Response, *, is_last: bool) -> None:
        import h11

        headers = [
            ("Content-Type", "application/json"),
            ("Content-Length", str(len(response.body))),
            # A challenge is echoed, and browsers must not interpret it as HTML.
            ("X-Content-Type-Options", "nosniff"),
            *response.headers,
            *([("Connection", "close")] if is_last else []),
        ]
        reason = HTTPStatus(response.status).phrase
        is_empty = self._head is not None and self._head.method == "HEAD"
        self._send(
            h11.Response(status_code=response.status, headers=headers, reason=reason),
            h11.Data(data=b"" if is_empty else response.body),
            h11.EndOfMessage(),
        )

    def _send(self, *events: "h11.Event") -> None:
        content = b"".join(self._http.send(event) or b"" for event in events)
        if self._transport is not None:
            self._transport.write(content)

    def _on_timeout(self) -> None:
        if self.has_request and not self._is_closed:
            self._respond_and_close(self._handler.bad_request(408))
        else:
            self.close_gracefully()

    def _set_timer(self, seconds: float, callback: Callable[[], None] | None) -> None:
        """Call `callback` after `seconds`, replacing the previous timer."""
        if self._timer is not None:
            self._timer.cancel()
        self._timer = None
        if callback is not None:
            self._timer = asyncio.get_running_loop().call_later(seconds, callback)

    def _discard_body(self) -> None:
        self._limiter.held_bytes -= self._size
        self._size = 0
        self._chunks = []
