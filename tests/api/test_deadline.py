"""`--timeout`: the time for connect, TLS, proxy, headers and body together."""

import ssl
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
import trustme

from lusha_cli.api.transport import ConnectionFailed, Transport
from lusha_cli.errors import NetworkError
from tests.support.cli import KEY, Lusha
from tests.support.scripted_server import ScriptedResponse, ScriptedServer
from tests.support.slow_server import SlowServer

TIMEOUT = 0.3
# What a busy machine adds at most.
SLACK = 0.5

HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
SIZED = HEAD + b"Content-Length: 9000\r\n\r\n"
CHUNKED = HEAD + b"Transfer-Encoding: chunked\r\n\r\n"
DRIPS: dict[str, tuple[bytes, bytes]] = {
    "nothing": (b"", b""),
    "status line": (b"", HEAD * 50),
    "headers": (HEAD, b"X: y\r\n" * 900),
    "body": (SIZED, b" " * 8000),
    "body without a length": (HEAD + b"\r\n", b" " * 8000),
    "chunks": (CHUNKED, b"1\r\n \r\n" * 900),
    "length of a chunk": (CHUNKED, b"0" * 8000),
    "trailers": (CHUNKED + b"2\r\n{}\r\n0\r\n", b"X: y\r\n" * 900),
}

Slow = Callable[..., SlowServer]


@pytest.fixture
def slow() -> Iterator[Slow]:
    """Return a function that starts a slow server; all stop after the test."""
    servers: list[SlowServer] = []

    def start(*args: Any, **kwargs: Any) -> SlowServer:
        servers.append(SlowServer(*args, **kwargs))
        return servers[-1]

    yield start
    for server in servers:
        server.close()


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    """Return a certificate authority."""
    return trustme.CA()


@pytest.fixture
def tls(authority: trustme.CA, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ssl.SSLContext:
    """Return the TLS context of a server that the client trusts."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("127.0.0.1").configure_cert(context)
    authority.cert_pem.write_to_path(tmp_path / "ca.pem")
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(tmp_path / "ca.pem"))
    return context


def timed(url: str, content: bytes | None = None) -> tuple[float, NetworkError]:
    """Send a request that fails, and return the seconds that it took and the error."""
    started = time.monotonic()
    with pytest.raises(NetworkError) as failure:
        Transport(url, timeout=TIMEOUT).send("POST" if content else "GET", "/x", content, {})
    return time.monotonic() - started, failure.value


@pytest.mark.slow
@pytest.mark.parametrize("part", DRIPS)
@pytest.mark.parametrize("scheme", ["http", "https"])
def test_deadline_bounds_a_response_that_drips(
    slow: Slow, tls: ssl.SSLContext, part: str, scheme: str
) -> None:
    server = slow(*DRIPS[part], tls=tls if scheme == "https" else None)
    seconds, error = timed(f"{scheme}://127.0.0.1:{server.port}")
    assert TIMEOUT * 0.9 <= seconds < TIMEOUT + SLACK
    assert error.message == f"No response from 127.0.0.1:{server.port} within 0.3 s."
    # The request was sent, so that it may have been charged.
    assert not isinstance(error, ConnectionFailed)
    assert len(server.requests) == 1


def test_deadline_bounds_a_tls_handshake_and_nothing_is_sent(slow: Slow) -> None:
    # The start of a TLS record of 16,000 bytes that never ends.
    server = slow(b"\x16\x03\x03\x3e\x80", b"\x02" * 8000)
    seconds, error = timed(f"https://127.0.0.1:{server.port}")
    assert seconds < TIMEOUT + SLACK
    assert isinstance(error, ConnectionFailed)


@pytest.mark.parametrize(
    ("fast", "dripped"),
    [
        (b"", b""),
        (b"", b"HTTP/1.1 200 Connection established\r\n" * 9),
        (b"HTTP/1.1 200 OK\r\n", b"X: y\r\n" * 900),
    ],
)
def test_deadline_bounds_the_tunnel_of_a_proxy(
    slow: Slow, monkeypatch: pytest.MonkeyPatch, fast: bytes, dripped: bytes
) -> None:
    proxy = slow(fast, dripped)
    monkeypatch.setenv("HTTPS_PROXY", f"http://127.0.0.1:{proxy.port}")
    monkeypatch.delenv("NO_PROXY", raising=False)
    monkeypatch.delenv("no_proxy", raising=False)
    seconds, error = timed("https://api.example")
    assert seconds < TIMEOUT + SLACK
    assert isinstance(error, ConnectionFailed)
    assert proxy.requests[0].startswith(b"CONNECT api.example:443")


def test_deadline_bounds_a_dns_lookup(monkeypatch: pytest.MonkeyPatch) -> None:
    def look_up(*_: Any) -> Any:
        time.sleep(2)
        raise AssertionError("too late")

    monkeypatch.setattr("socket.getaddrinfo", look_up)
    seconds, error = timed("https://api.example")
    assert seconds < TIMEOUT + SLACK
    assert isinstance(error, ConnectionFailed)


def test_deadline_bounds_a_request_that_is_not_read(slow: Slow) -> None:
    server = slow(reads=False)
    seconds, error = timed(f"http://127.0.0.1:{server.port}", b"x" * (32 << 20))
    assert seconds < TIMEOUT + SLACK
    assert not isinstance(error, ConnectionFailed)


def test_deadline_holds_in_threads(slow: Slow) -> None:
    server = slow(*DRIPS["body"])
    url = f"http://127.0.0.1:{server.port}"
    with ThreadPoolExecutor(8) as pool:
        results = list(pool.map(timed, [url] * 8))
    assert all(seconds < TIMEOUT + SLACK for seconds, _ in results)


def test_deadline_starts_with_each_request_of_a_connection() -> None:
    server = ScriptedServer([ScriptedResponse(200, b"{}")])
    transport = Transport(f"http://127.0.0.1:{server.port}", timeout=TIMEOUT)
    for _ in range(3):
        assert transport.send("GET", "/x", None, {}).content == b"{}"
        time.sleep(TIMEOUT / 2)
    server.server.shutdown()
    server.server.server_close()


def test_deadline_reports_a_paid_request_as_possibly_charged(slow: Slow, lusha: Lusha) -> None:
    server = slow(*DRIPS["body"])
    lusha.env.update(
        LUSHA_SANDBOX="0", LUSHA_BASE_URL=f"http://127.0.0.1:{server.port}", LUSHA_API_KEY=KEY
    )
    argv = ("prospecting", "contact", "search", "--job-title", "x", "--timeout", str(TIMEOUT))
    started = time.monotonic()
    assert "may have been charged" in lusha(*argv, code=8).err
    assert time.monotonic() - started < 4
    # The price list is asked for first, for free.
    assert [request.split()[1] for request in server.requests] == [
        b"/v3/account/usage",
        b"/prospecting/contact/search",
    ]
