"""HTTP of the webhook server: invalid requests, slow clients and limits."""

import asyncio
import json
import socket
import threading
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from lusha_cli.webhooks.server.http_protocol import Connection
from lusha_cli.webhooks.server.http_types import Limits
from tests.support.webhook_environment import (
    NOW,
    RunningServer,
    deliver,
    event,
    logged_ids,
    run_server,
    send_bytes,
    send_request,
    signed_headers,
    wait_until,
)


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE", "HEAD", "OPTIONS", "BREW"])
def test_server_rejects_other_methods(running: RunningServer, method: str) -> None:
    response = send_request(running.port, method, body=event() if method != "HEAD" else None)
    assert response.status == 405
    assert response.headers["Allow"] == "GET, POST"


def test_server_answers_any_path_unless_one_is_set(tmp_path: Path) -> None:
    with run_server(tmp_path / "log.jsonl", path="/hook") as running:
        assert (
            send_request(
                running.port, path="/", body=event(), headers=signed_headers(event())
            ).status
            == 404
        )
        assert send_request(running.port, "GET", "/?challenge=x").status == 404
        response = send_request(
            running.port, path="/hook?x=1", body=event(), headers=signed_headers(event())
        )
        assert response.status == 201
    with run_server(tmp_path / "other.jsonl") as running:
        assert (
            send_request(
                running.port, path="/a/b", body=event(), headers=signed_headers(event())
            ).status
            == 201
        )


def test_server_rejects_a_large_body(tmp_path: Path) -> None:
    limits = Limits(max_body_bytes=5_000)
    with run_server(tmp_path / "log.jsonl", limits=limits) as running:
        large = json.dumps({"id": "x" * 6_000}).encode()
        assert deliver(running.port, large).status == 413
        head = "\r\n".join(f"{name}: {value}" for name, value in signed_headers(large).items())
        chunked = f"POST / HTTP/1.1\r\nHost: x\r\n{head}\r\nTransfer-Encoding: chunked\r\n\r\n"
        chunks = f"{len(large):x}\r\n".encode() + large + b"\r\n0\r\n\r\n"
        assert send_bytes(running.port, chunked.encode() + chunks).startswith(b"HTTP/1.1 413")
        assert deliver(running.port, event()).status == 201


def test_server_reads_a_chunked_body(running: RunningServer) -> None:
    body = event()
    head = "\r\n".join(f"{name}: {value}" for name, value in signed_headers(body).items())
    head = f"POST / HTTP/1.1\r\nHost: x\r\n{head}\r\nConnection: close\r\n"
    chunks = b"".join(
        f"{len(chunk):x}\r\n".encode() + chunk + b"\r\n" for chunk in (body[:50], body[50:])
    )
    request = f"{head}Transfer-Encoding: chunked\r\n\r\n".encode() + chunks + b"0\r\n\r\n"
    assert send_bytes(running.port, request).startswith(b"HTTP/1.1 201")


@pytest.mark.parametrize(
    ("request_", "status"),
    [
        (b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n", 400),
        (b"GET\r\n\r\n", 400),
        (b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nhello", 400),
        (b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: -5\r\n\r\nhello", 400),
        (b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1e3\r\n\r\nhello", 400),
        (
            b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n"
            b"Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n",
            400,
        ),
        (b"POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: gzip\r\n\r\n", 501),
        (b"GET / HTTP/1.1\r\nHost: x\r\nX: " + b"x" * 20_000 + b"\r\n\r\n", 431),
        (b"GET /" + b"x" * 20_000, 431),
    ],
)  # fmt: skip
def test_server_rejects_an_invalid_request_and_closes(
    running: RunningServer, request_: bytes, status: int
) -> None:
    response = send_bytes(running.port, request_)
    assert response.startswith(f"HTTP/1.1 {status} ".encode())
    assert b"Connection: close" in response
    assert deliver(running.port, event()).status == 201


def test_server_keeps_a_connection_for_several_requests(running: RunningServer) -> None:
    requests = b""
    for number in range(3):
        body = event(number)
        last = "Connection: close\r\n" if number == 2 else ""
        head = "\r\n".join(f"{name}: {value}" for name, value in signed_headers(body).items())
        head = f"POST / HTTP/1.1\r\nHost: x\r\n{head}\r\n{last}Content-Length: {len(body)}\r\n\r\n"
        requests += head.encode() + body
    responses = send_bytes(running.port, requests)
    assert responses.count(b"HTTP/1.1 201 Created") == 3


def connect_with_small_buffer(port: int, *, timeout: float) -> socket.socket:
    """Open a connection with a small receive buffer."""
    client = socket.socket()
    client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    client.settimeout(timeout)
    client.connect(("127.0.0.1", port))
    return client


@pytest.fixture
def _small_send_buffer(monkeypatch: pytest.MonkeyPatch) -> None:
    """Limit the send buffer of the server's connections."""
    welcome = Connection.connection_made

    def created(self: Connection, transport: asyncio.BaseTransport) -> None:
        option = (socket.SOL_SOCKET, socket.SO_SNDBUF, 4096)
        transport.get_extra_info("socket").setsockopt(*option)
        welcome(self, transport)

    monkeypatch.setattr(Connection, "connection_made", created)


@pytest.mark.usefixtures("_small_send_buffer")
def test_server_answers_pipelined_requests(running: RunningServer) -> None:
    challenge = f"GET /?challenge={'x' * 900} HTTP/1.1\r\nHost: x\r\n"
    requests = f"{challenge}\r\n" * 400 + f"{challenge}Connection: close\r\n\r\n"
    with connect_with_small_buffer(running.port, timeout=10) as client:
        sender = threading.Thread(target=client.sendall, args=(requests.encode(),))
        sender.start()
        time.sleep(0.3)  # the server stops reading once the client doesn't read
        got = b""
        while chunk := client.recv(65536):
            got += chunk
        sender.join()
    assert got.count(b'{"challenge": "xxx') == 401
    assert not running.messages


def test_server_disconnects_slow_clients(tmp_path: Path) -> None:
    limits = Limits(request_timeout=0.3, idle_timeout=0.2, linger_timeout=0.1)
    with run_server(tmp_path / "log.jsonl", limits=limits) as running:
        head = f"POST / HTTP/1.1\r\nHost: x\r\nX-Lusha-Timestamp: {int(NOW)}\r\n"
        signed = f"{head}X-Lusha-Signature: {'0' * 64}\r\nContent-Length: 500\r\n\r\nx"
        for beginning, response in ((b"", b""), (head.encode(), b"408"), (signed.encode(), b"408")):
            began = time.monotonic()
            with socket.create_connection(("127.0.0.1", running.port), timeout=5) as client:
                client.sendall(beginning)
                got = b""
                while time.monotonic() - began < 5:
                    try:
                        client.settimeout(0.05)
                        chunk = client.recv(4096)
                        if not chunk:
                            break
                        got += chunk
                    except TimeoutError:
                        if beginning and not got:
                            client.sendall(b"x")  # one more byte each time
                    except OSError:
                        break
            assert time.monotonic() - began < 3
            assert response in got
        # An idle connection stays open for a while, then closes.
        with socket.create_connection(("127.0.0.1", running.port), timeout=5) as client:
            client.sendall(b"GET /?challenge=x HTTP/1.1\r\nHost: x\r\n\r\n")
            assert b"200" in client.recv(4096)
            assert client.recv(4096) == b""


def test_server_reports_a_connection_error_in_one_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise MemoryError("no memory")

    with run_server(tmp_path / "log.jsonl") as running:
        monkeypatch.setattr(Connection, "_read_requests", fail)
        with pytest.raises(OSError):  # noqa: PT011 - the system has many words for it
            deliver(running.port, event())
        monkeypatch.undo()
        assert deliver(running.port, event()).status == 201
    assert "A connection failed: no memory" in running.messages


@pytest.mark.usefixtures("_small_send_buffer")
def test_server_disconnects_clients_that_read_no_response(tmp_path: Path) -> None:
    limits = Limits(idle_timeout=0.2, request_timeout=0.5, linger_timeout=0.1)
    with run_server(tmp_path / "log.jsonl", limits=limits) as running:
        request = f"GET /?challenge={'x' * 900} HTTP/1.1\r\nHost: x\r\n\r\n".encode() * 50
        with connect_with_small_buffer(running.port, timeout=0.3) as client:
            with suppress(OSError):
                while True:
                    client.send(request)
            assert deliver(running.port, event()).status == 201
            wait_until(lambda: not running.connections)
    assert not running.messages


def connect(running: RunningServer, sent: bytes = b"") -> socket.socket:
    client = socket.create_connection(("127.0.0.1", running.port), timeout=10)
    client.sendall(sent)
    return client


def is_open(client: socket.socket) -> bool:
    """Return whether the server has not closed a connection."""
    client.setblocking(False)
    try:
        return client.recv(1) != b""
    except BlockingIOError:
        return True
    except OSError:
        return False


WHOLE_REQUEST = b"GET /?challenge=x HTTP/1.1\r\nHost: x\r\n\r\n"
# What clients send that never send a whole request.
INCOMPLETE = {
    "nothing": b"",
    "headers": b"POST / HTTP/1.1\r\nHost: x\r\nX-Slow: ",
    "body": (
        "POST / HTTP/1.1\r\nHost: x\r\n"
        + "".join(f"{name}: {value}\r\n" for name, value in signed_headers(b"").items())
        + "Content-Length: 9\r\n\r\n{"
    ).encode(),
}


@pytest.mark.slow
@pytest.mark.parametrize("sent", INCOMPLETE.values(), ids=INCOMPLETE)
def test_server_with_600_idle_connections_takes_a_delivery_at_once(
    tmp_path: Path, sent: bytes
) -> None:
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft < 2_000:
        resource.setrlimit(resource.RLIMIT_NOFILE, (min(hard, 4_096), hard))
    clients: list[socket.socket] = []
    with run_server(tmp_path / "log.jsonl") as running:
        try:
            clients += [connect(running, sent) for _ in range(600)]
            wait_until(lambda: running.connections == 512)
            for number in range(3):
                began = time.monotonic()
                assert deliver(running.port, event(number)).status == 201
                assert time.monotonic() - began < 1
            assert running.connections <= 512
        finally:
            for client in clients:
                client.close()


def test_server_closes_the_newest_connection_without_a_request_first(tmp_path: Path) -> None:
    limits = Limits(max_connections=4, idle_grace=0)
    with run_server(tmp_path / "log.jsonl", limits=limits) as running:
        served = connect(running, WHOLE_REQUEST)
        assert served.recv(1_000).startswith(b"HTTP/1.1 200")
        clients = [connect(running, INCOMPLETE["headers"]) for _ in range(3)]
        wait_until(lambda: running.connections == 4)
        time.sleep(0.05)
        newest = connect(running)
        wait_until(lambda: not is_open(clients[2]))
        assert [is_open(client) for client in (*clients, newest, served)] == [
            True, True, False, True, True,
        ]  # fmt: skip
        for client in (*clients, newest, served):
            client.close()


def test_server_keeps_connections_whose_request_may_be_on_its_way(tmp_path: Path) -> None:
    limits = Limits(max_connections=3, idle_grace=5)
    with run_server(tmp_path / "log.jsonl", limits=limits) as running:
        old = [connect(running) for _ in range(2)]
        wait_until(lambda: running.connections == 2)
        for connection in running.listener._limiter.connections:
            connection.opened_at -= 10
        fresh = connect(running)
        wait_until(lambda: running.connections == 3)
        newest = connect(running)
        wait_until(lambda: sum(map(is_open, old)) == 1)
        assert is_open(fresh)
        assert is_open(newest)
        for client in (*old, fresh, newest):
            client.close()


def test_server_limits_connections_with_a_request_in_progress(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    limits, replies = Limits(max_connections=2), list[Any]()
    with run_server(tmp_path / "log.jsonl", limits=limits, grace_period=0.1) as running:
        receiver = running.listener._receiver
        monkeypatch.setattr(receiver, "handle", lambda _, reply: replies.append(reply))
        busy = [connect(running, WHOLE_REQUEST) for _ in range(2)]
        wait_until(lambda: len(replies) == 2)
        extra = connect(running)
        wait_until(lambda: not is_open(extra))
        assert all(map(is_open, busy))
        for client in (*busy, extra):
            client.close()


def test_server_limits_the_size_of_all_bodies(tmp_path: Path) -> None:
    limits = Limits(max_body_bytes=4_000, max_total_bytes=5_000, request_timeout=5)
    with run_server(tmp_path / "log.jsonl", limits=limits) as running:
        headers = "\r\n".join(f"{name}: {value}" for name, value in signed_headers(b"").items())
        head = f"POST / HTTP/1.1\r\nHost: x\r\n{headers}\r\nContent-Length: 4000\r\n\r\n".encode()
        first = socket.create_connection(("127.0.0.1", running.port))
        first.sendall(head + b"x" * 3_900)
        time.sleep(0.05)
        assert b"503" in send_bytes(running.port, head + b"x" * 3_900)
        first.close()
        wait_until(lambda: deliver(running.port, event()).status == 201)


def test_server_finishes_requests_in_flight_on_shutdown(tmp_path: Path) -> None:
    with run_server(tmp_path / "log.jsonl") as running:
        idle = socket.create_connection(("127.0.0.1", running.port), timeout=5)
        busy = socket.create_connection(("127.0.0.1", running.port), timeout=5)
        body = event()
        head = "\r\n".join(f"{name}: {value}" for name, value in signed_headers(body).items())
        head = f"POST / HTTP/1.1\r\nHost: x\r\n{head}\r\nContent-Length: {len(body)}\r\n\r\n"
        busy.sendall(head.encode() + body[:20])
        time.sleep(0.05)
        running.listener.stop()
        assert idle.recv(10) == b""
        busy.sendall(body[20:])
        response = busy.recv(4096)
        assert b"201 Created" in response
        assert b"Connection: close" in response
        idle.close()
        busy.close()
    assert logged_ids(tmp_path / "log.jsonl") == ["event-1"]
