"""Requests and answers, whoever carries them, and how much of them there may be."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import NamedTuple, Protocol


@dataclass(frozen=True)
class Limits:
    """What a client may take: bytes, seconds, connections.

    `seconds` is for a whole request, from its first byte to its last; `idle` for a connection
    between two; `all_bytes` for the bodies of all clients together.
    """

    max_body_bytes: int = 1_000_000
    max_head_bytes: int = 16_384
    max_total_bytes: int = 64_000_000
    request_timeout: float = 10.0
    idle_timeout: float = 30.0
    linger_timeout: float = 1.0
    max_connections: int = 512


class Request(NamedTuple):
    """A request, whole; the names of its headers are in lower case."""

    method: str
    target: str
    headers: Mapping[str, str]
    body: bytes = b""


class Response(NamedTuple):
    """An answer, which is JSON."""

    status: int
    body: bytes
    headers: tuple[tuple[str, str], ...] = ()


class Handler(Protocol):
    """What is done with requests."""

    def reject(self, head: Request) -> Response | None:
        """The answer to a request whose body need not be read; None for one that is wanted."""

    def handle(self, request: Request, reply: Callable[[Response], None]) -> None:
        """See that `reply` is called with the answer, now or later."""

    def bad_request(self, status: int) -> Response:
        """The answer to what is no request that can be read."""
