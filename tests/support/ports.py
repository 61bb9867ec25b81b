"""Ports of loopback for the tests, which run in several processes at once."""

import random
import socket

# Nothing listens on it, and the system gives it to nobody who asks for any free port.
CLOSED_PORT = 9

# Below the ports that Linux, macOS and Windows give to those who ask for any free port. A port of
# theirs that was free a moment ago may belong to another test's server or connection by now.
_FOR_SERVERS = range(20_000, 32_000)


def free_port() -> int:
    """Return a free port for a server that is told its number."""
    while True:
        port = random.SystemRandom().choice(_FOR_SERVERS)
        with socket.socket() as candidate:
            try:
                candidate.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port
