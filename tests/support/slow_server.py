"""A server that sends its response a byte at a time."""

import contextlib
import socket
import ssl
import threading
from collections.abc import Sequence

# Seconds between two bytes: far less than any timeout of a test.
INTERVAL = 0.02


class SlowServer:
    """A server that sends `fast` at once, then `slow` a byte at a time, over and over.

    With `tls` it serves https. Without `reads` it does not read what it is sent.
    """

    def __init__(
        self,
        fast: bytes = b"",
        slow: Sequence[int] = b"",
        *,
        tls: ssl.SSLContext | None = None,
        reads: bool = True,
    ) -> None:
        self.requests: list[bytes] = []
        self._fast, self._slow, self._tls, self._reads = fast, slow, tls, reads
        self._stopped = threading.Event()
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    @property
    def port(self) -> int:
        return int(self._listener.getsockname()[1])

    def close(self) -> None:
        self._stopped.set()
        # Closing alone would leave the thread waiting for a connection.
        with contextlib.suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self._thread.join(5)

    def _serve(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                connection, _ = self._listener.accept()
                threading.Thread(target=self._respond, args=(connection,), daemon=True).start()

    def _respond(self, connection: socket.socket) -> None:
        with contextlib.suppress(OSError), connection:
            if self._tls is None:
                self._drip(connection)
                return
            with self._tls.wrap_socket(connection, server_side=True) as secure:
                self._drip(secure)

    def _drip(self, connection: socket.socket) -> None:
        if self._reads:
            self.requests.append(connection.recv(1 << 16))
        connection.sendall(self._fast)
        for byte in self._slow:
            if self._stopped.wait(INTERVAL):
                return
            connection.sendall(bytes([byte]))
        self._stopped.wait(10)
