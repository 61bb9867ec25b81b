"""Bounds a whole exchange (connect, TLS, proxy tunnel, request, headers, body) by one deadline.

The timeout of a socket starts again with each byte that arrives, so a server that drips its
response could hold a request for hours. Here the timeout of every read and write is the time that
is left.
"""

import io
import time
from http.client import HTTPResponse
from typing import TYPE_CHECKING, Any

from urllib3.connection import HTTPConnection
from urllib3.exceptions import ConnectTimeoutError

from lusha_cli.config.timeouts import run_with_timeout

if TYPE_CHECKING:
    import socket

    from requests.adapters import HTTPAdapter
    from urllib3 import PoolManager

# A socket's timeout counts for one write, so that a long body is written in parts.
_WRITE_SIZE = 1 << 14


def make_adapter() -> "HTTPAdapter":
    """Return an adapter whose `timeout` is the maximum time for a whole exchange."""
    from requests.adapters import HTTPAdapter

    class DeadlineAdapter(HTTPAdapter):
        def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
            super().init_poolmanager(*args, **kwargs)
            _bound_connections(self.poolmanager)

        def proxy_manager_for(self, proxy: Any, **kwargs: Any) -> Any:
            is_new = proxy not in self.proxy_manager
            manager = super().proxy_manager_for(proxy, **kwargs)
            if is_new:
                _bound_connections(manager)
            return manager

    return DeadlineAdapter()


def _bound_connections(manager: "PoolManager") -> None:
    """Make `manager` open bounded connections only."""
    pools: dict[str, Any] = manager.pool_classes_by_scheme
    manager.pool_classes_by_scheme = {scheme: _bounded(pool) for scheme, pool in pools.items()}


def _bounded(pool: Any) -> Any:
    """Return a class of pools like `pool`, with bounded connections."""
    connection = type("BoundedConnection", (_BoundedConnection, pool.ConnectionCls), {})
    return type(pool.__name__, (pool,), {"ConnectionCls": connection})


class _BoundedConnection(HTTPConnection):
    """A connection whose exchanges end at a deadline: `timeout` seconds after they began."""

    _deadline = 0.0
    # Whether it was opened for the exchange that is about to begin.
    _is_new = False

    def connect(self) -> None:
        """Open the connection. Raises ConnectTimeoutError at the deadline: nothing was sent."""
        self._start()
        self._is_new = True
        try:
            super().connect()
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
        for start in range(0, len(data), _WRITE_SIZE):
            self.sock.settimeout(_remaining(self._deadline))
            super().send(data[start : start + _WRITE_SIZE])

    # http.client also calls it for the response of a proxy to CONNECT.
    def response_class(  # type: ignore[override]
        self, sock: Any, *args: Any, **kwargs: Any
    ) -> HTTPResponse:
        """Return the response that arrives on `sock`."""
        response = HTTPResponse(sock, *args, **kwargs)
        raw = response.fp.detach()
        response.fp = io.BufferedReader(_BoundedReader(raw, sock, self._deadline))
        return response

    def _start(self) -> None:
        assert isinstance(self.timeout, (int, float))
        self._deadline = time.monotonic() + self.timeout

    def _connect_timeout(self) -> ConnectTimeoutError:
        return ConnectTimeoutError(self, f"No connection within {self.timeout} seconds")


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
    """Return the seconds that are left. Raises TimeoutError if there are none."""
    left = deadline - time.monotonic()
    if left <= 0:
        raise TimeoutError("timed out")
    return left
