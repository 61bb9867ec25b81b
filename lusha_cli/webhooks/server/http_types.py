"""HTTP requests and responses, and the limits on them, independent of the protocol."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import NamedTuple, Protocol


@dataclass(frozen=True)
class Limits:
    """The limits of a client, in bytes, seconds and connections.

    `request_timeout` covers a request from its first byte to its last, `idle_timeout` the time
    between two requests, `idle_grace` the time that a new connection may stay without a
    request when there are too many, and `max_total_bytes` the bodies of all clients together.
    """

    max_body_bytes: int = 1_000_000
    max_head_bytes: int = 16_384
    max_total_bytes: int = 64_000_000
    request_timeout: float = 10.0
    idle_timeout: float = 30.0
    idle_grace: float = 0.25
    linger_timeout: float = 1.0
    max_connections: int = 512


class Request(NamedTuple):
    """A complete request; header names are in lower case."""

    method: str
    target: str
    headers: Mapping[str, str]
    body: bytes = b""


class Response(NamedTuple):
    """A response with a JSON body."""

    status: int
    body: bytes
    headers: tuple[tuple[str, str], ...] = ()


class Handler(Protocol):
    """Produces the response to each request."""

    def reject(self, head: Request) -> Response | None:
        """Return the response to a request whose body need not be read, or None to accept it."""

    def handle(self, request: Request, reply: Callable[[Response], None]) -> None:
        """Call `reply` with the response, now or later."""

    def bad_request(self, status: int) -> Response:
        """Return the response to a request that cannot be read."""
