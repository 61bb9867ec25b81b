"""Bounds a whole exchange (connect, TLS, proxy tunnel, request, headers, body) by one deadline.

The timeout of a socket starts again with each byte that arrives, so a server that drips its
response could hold a request for hours. Here the timeout of every read and write is the time that
is left.
"""

import http.client
import io
import threading
import time
from http.client import HTTPResponse
from typing import TYPE_CHECKING, Any

from urllib3.connection import HTTPConnection
from urllib3.exceptions import ConnectTimeoutError

from lusha_cli.config.timeouts import run_with_timeout

if TYPE_CHECKING:
    import socket

    from requests import Response
    from requests.adapters import HTTPAdapter
    from urllib3 import PoolManager

# A socket's timeout counts for one write, so that a long body is written in parts.
_WRITE_SIZE = 1 << 14


# Interim responses (1xx) that precede a response: a server needs one or two.
_MAX_INTERIM_RESPONSES = 100


class Exchange(threading.local):
    """The exchange of a thread: whether a byte of its request was written."""

    is_started = False


def make_adapter(exchange: Exchange) -> "HTTPAdapter":
    """Return an adapter whose `timeout` is the maximum time for a whole exchange.

    It keeps `exchange` up to date.
    """
    from requests.adapters import HTTPAdapter

    class DeadlineAdapter(HTTPAdapter):
        def send(self, *args: Any, **kwargs: Any) -> "Response":
            exchange.is_started = False
            return super().send(*args, **kwargs)

        def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
            super().init_poolmanager(*args, **kwargs)
            _bound_connections(self.poolmanager, exchange)

        def proxy_manager_for(self, proxy: Any, **kwargs: Any) -> Any:
            is_new = proxy not in self.proxy_manager
            manager = super().proxy_manager_for(proxy, **kwargs)
            if is_new:
                _bound_connections(manager, exchange)
            return manager

    return DeadlineAdapter()


def _bound_connections(manager: "PoolManager", exchange: Exchange) -> None:
    """Make `manager` open bounded connections only."""
    pools: dict[str, Any] = manager.pool_classes_by_scheme
    manager.pool_classes_by_scheme = {
        scheme: _bounded(pool, exchange) for scheme, pool in pools.items()
    }


def _bounded(pool: Any, exchange: Exchange) -> Any:
    """Return a class of pools like `pool`, with bounded connections."""
    connection = type(
        "BoundedConnection", (_BoundedConnection, pool.ConnectionCls), {"exchange": exchange}
    )
    return type(pool.__name__, (pool,), {"ConnectionCls": connection})


class _BoundedConnection(HTTPConnection):
    """A connection whose exchanges end at a deadline: `timeout` seconds after they began."""

    exchange: Exchange
    _deadline = 0.0
    # Whether it was opened for the exchange that is about to begin.
    _is_new = False
    # Whether the tunnel of a proxy and TLS are set up.
    _is_open = False

    def connect(self) -> None:
        """Open the connection. Raises ConnectTimeoutError at the deadline: nothing was sent."""
        self._start()
        self._is_new, self._is_open = True, False
        try:
            super().connect()
            self._is_open = True
        except TimeoutError as error:
            raise self._connect_timeout() from error

    def _new_conn(self) -> "socket.socket":
        try:
            # A DNS lookup has no timeout, and each address of a host one of its own.
            sock = run_with_timeout(_remaining(self._deadline), super()._new_conn)
        except TimeoutError as error:
            raise self._connect_timeout() from error
        # For the TLS handshake, which OpenSSL bounds as a whole.
        sock.settimeout(_remaining(self._deadline))
        return sock

    def request(self, *args: Any, **kwargs: Any) -> None:
        """Send a request."""
        if not self._is_new:
            self._start()
        super().request(*args, **kwargs)
        self._is_new = False

    def send(self, data: Any) -> None:
        """Send a part of a request."""
        if self.sock is None:
            self.connect()
        # What a proxy gets before it opens the tunnel isn't the request.
        self.exchange.is_started = self._is_open
        for start in range(0, len(data), _WRITE_SIZE):
            self.sock.settimeout(_remaining(self._deadline))
            super().send(data[start : start + _WRITE_SIZE])

    # http.client also calls it for the response of a proxy to CONNECT.
    def response_class(  # type: ignore[override]
        self, sock: Any, *args: Any, **kwargs: Any
    ) -> HTTPResponse:
        """Return the response that arrives on `sock`."""
        response = _FinalResponse(sock, *args, **kwargs)
        raw = response.fp.detach()
        response.fp = io.BufferedReader(_BoundedReader(raw, sock, self._deadline))
        return response

    def _start(self) -> None:
        assert isinstance(self.timeout, (int, float))
        self._deadline = time.monotonic() + self.timeout

    def _connect_timeout(self) -> ConnectTimeoutError:
        return ConnectTimeoutError(self, f"No connection within {self.timeout} seconds")


class _FinalResponse(HTTPResponse):
    """A response whose interim ones (100 to 199, but 101) are skipped: http.client skips 100."""

    def _read_status(self) -> tuple[str, int, str]:
        for _ in range(_MAX_INTERIM_RESPONSES):
            version, status, reason = super()._read_status()  # type: ignore[misc]
            if not 100 <= status < 200 or status == 101:
                return version, status, reason
            http.client.parse_headers(self.fp)
        raise http.client.HTTPException("too many interim responses")


class _BoundedReader(io.RawIOBase):
    """The bytes that arrive on a socket until a deadline."""

    def __init__(self, raw: io.RawIOBase, sock: "socket.socket", deadline: float) -> None:
        self._raw = raw
        self._sock = sock
        self._deadline = deadline

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any, /) -> int | None:
        self._sock.settimeout(_remaining(self._deadline))
        return self._raw.readinto(buffer)

    def close(self) -> None:
        self._raw.close()
        super().close()


def _remaining(deadline: float) -> float:
    """Return the seconds that are left. Raises TimeoutError at the deadline."""
    left = deadline - time.monotonic()
    if left <= 0:
        raise TimeoutError("timed out")
    return left
