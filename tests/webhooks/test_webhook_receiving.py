"""What the listener answers: to the API, and to everybody else."""

import asyncio
import json
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lusha_cli.webhooks.server.http_protocol import Connection
from lusha_cli.webhooks.server.http_types import Limits
from lusha_cli.webhooks.verification import judge
from webhook_world import (
    NOW,
    OPT_OUT,
    SECRET,
    Running,
    ask,
    deliver,
    event,
    eventually,
    listening,
    raw,
    signed,
)


@pytest.fixture
def running(tmp_path: Path) -> Iterator[Running]:
    with listening(tmp_path / "log.jsonl") as running:
        yield running


def logged(path: Path) -> list[str]:
    return [json.loads(line)["id"] for line in path.read_bytes().splitlines()]


# What the API sends.


def test_the_challenge_is_given_back(running: Running) -> None:
    answer = ask(running.port, "GET", "/hook?a=1&challenge=a%22b%20%C3%BC&challenge=no")
    assert (answer.status, answer.json) == (200, {"challenge": 'a"b ü'})
    assert answer.headers["Content-Type"] == "application/json"


@pytest.mark.parametrize("path", ["/", "/?x=1", f"/?challenge={'x' * 1001}", "/?" + "a=1&" * 200])
def test_a_get_without_a_challenge_is_refused(running: Running, path: str) -> None:
    assert ask(running.port, "GET", path).status == 400


@pytest.mark.parametrize("out", ["log.jsonl", "log.db"])
def test_a_delivery_is_logged_shown_and_acknowledged_as_the_api_wants_it(
    tmp_path: Path, out: str
) -> None:
    with listening(tmp_path / out) as running:
        answer = deliver(running.port, event(7))
        assert answer.status == 201
        assert answer.headers["Content-Type"] == "application/json"
        assert answer.json == {
            "received": True,
            "timestamp": "2026-11-01T12:00:00.000Z",
            "webhookId": "event-7",
        }
        eventually(lambda: len(running.shown) == 1)
    (shown,) = running.shown
    assert shown.body == event(7)
    assert (shown.id, shown.type, shown.entity) == ("event-7", "promotion", "contact:4158887495")
    assert shown.signature == signed(event(7))["X-Lusha-Signature"]


def test_a_delivery_that_was_taken_is_acknowledged_and_nothing_else(
    running: Running, tmp_path: Path
) -> None:
    first = deliver(running.port, event(1))
    again = deliver(running.port, event(1), at=NOW + 60)
    assert (first.status, again.status) == (201, 201)
    assert "X-Lusha-Duplicate" not in first.headers
    assert again.headers["X-Lusha-Duplicate"] == "1"
    ended = running.stop()
    assert logged(tmp_path / "log.jsonl") == ["event-1"]
    assert len(running.shown) == 1
    assert (ended.counts["new"], ended.counts["replay"]) == (1, 1)


def test_an_opt_out_is_named_by_its_content(running: Running) -> None:
    first, again = deliver(running.port, OPT_OUT), deliver(running.port, OPT_OUT)
    assert first.json["webhookId"].startswith("body-")
    assert first.json["webhookId"] == again.json["webhookId"]
    running.stop()
    assert [(seen.type, seen.entity) for seen in running.shown] == [
        ("optOut", "contact:4100000000")
    ]


@pytest.mark.parametrize(
    "body",
    [
        b"{}",
        b'{"id": 7, "type": null}',
        b'{"id": "", "type": "\\u0007", "entityId": {}}',
        b'{"id": "' + b"x" * 300 + b'", "entityId": 17}',
        '{"id": "\\ud800", "type": "ü"}'.encode("utf-16"),
        b' \n{"id":\n"two lines"}\n',
    ],
)
@pytest.mark.parametrize("out", ["log.jsonl", "log.db"])
def test_an_odd_body_is_kept_byte_for_byte(tmp_path: Path, out: str, body: bytes) -> None:
    with listening(tmp_path / out) as running:
        answer = deliver(running.port, body)
        assert answer.status == 201
        assert answer.json["webhookId"]
        eventually(lambda: len(running.shown) == 1)
    assert running.shown[0].body == body


def test_many_at_once_are_each_logged_once(running: Running, tmp_path: Path) -> None:
    def some(first: int) -> None:
        for number in range(first, first + 20):
            assert deliver(running.port, event(number % 60)).status == 201

    threads = [threading.Thread(target=some, args=(start,)) for start in range(0, 80, 10)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    ended = running.stop()
    assert sorted(logged(tmp_path / "log.jsonl")) == sorted(f"event-{n}" for n in range(60))
    assert ended.counts["new"] == 60
    assert sorted(seen.id for seen in running.shown) == sorted(f"event-{n}" for n in range(60))


# What others send.


def test_only_what_was_signed_lately_with_the_secret_is_taken(
    running: Running, tmp_path: Path
) -> None:
    body = event()
    wrong = [
        {},
        {**signed(body), "X-Lusha-Signature": ""},
        {**signed(body), "X-Lusha-Signature": "0" * 64},
        {**signed(body), "X-Lusha-Signature": "\xff" * 64},
        {**signed(body), "X-Lusha-Timestamp": "soon"},
        {**signed(body), "X-Lusha-Timestamp": str(int(NOW) + 1)},
        signed(body, secret="whsec_of_somebody_else"),
        signed(b"another body"),
        signed(body, at=NOW - 301),
        signed(body, at=NOW + 301),
    ]
    for headers in wrong:
        answer = ask(running.port, body=body, headers=headers)
        assert answer.status == 401, headers
    assert ask(running.port, body=body, headers=signed(body, at=NOW - 299)).status == 201
    ended = running.stop()
    assert logged(tmp_path / "log.jsonl") == ["event-1"]
    assert {name: ended.counts[name] for name in ("unsigned", "forged", "stale")} == {
        "unsigned": 4, "forged": 4, "stale": 2,
    }  # fmt: skip
    assert len([line for line in running.said if "refused (401)" in line]) == 3


def test_a_timestamp_in_milliseconds_is_understood() -> None:
    assert _judged(str(int(NOW * 1000)), tolerance=300) == "valid"
    assert _judged(str(int((NOW - 400) * 1000)), tolerance=300) == "stale"
    assert _judged(str(int(NOW - 10**6)), tolerance=0) == "valid"


def _judged(timestamp: str, *, tolerance: float) -> str:
    from lusha_cli.webhooks.signature import sign

    signature = sign(SECRET, timestamp, b"{}")
    return judge(
        SECRET, b"{}", signature=signature, timestamp=timestamp, now=NOW, tolerance=tolerance
    )


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_a_tampered_byte_anywhere_is_refused(data: st.DataObject) -> None:
    body = event(data.draw(st.integers(0, 99)))
    headers = signed(body)
    parts = {
        "body": body,
        "timestamp": headers["X-Lusha-Timestamp"].encode(),
        "signature": headers["X-Lusha-Signature"].encode(),
    }
    part = data.draw(st.sampled_from(sorted(parts)))
    content = bytearray(parts[part])
    place = data.draw(st.integers(0, len(content) - 1))
    change = data.draw(st.sampled_from(["flip", "drop", "add"]))
    if change == "flip":
        content[place] ^= data.draw(st.integers(1, 255))
    elif change == "drop":
        del content[place]
    else:
        content.insert(place, data.draw(st.integers(0, 255)))
    if bytes(content).lower() == parts[part]:
        return  # hexadecimal digits mean the same in capitals
    parts[part] = bytes(content)
    verdict = judge(
        SECRET,
        parts["body"],
        signature=parts["signature"].decode("latin-1"),
        timestamp=parts["timestamp"].decode("latin-1"),
        now=NOW,
        tolerance=0,
    )
    assert verdict in ("forged", "unsigned")


@pytest.mark.parametrize("body", [b"", b"x", b"[1]", b'"x"', b"7", b'{"a": NaN}', b"[" * 100_000])
def test_what_is_no_json_object_is_refused_though_it_is_signed(
    running: Running, tmp_path: Path, body: bytes
) -> None:
    answer = deliver(running.port, body)
    assert answer.status == 400
    assert "JSON" in answer.json["error"]
    assert running.stop().counts["malformed"] == 1
    assert logged(tmp_path / "log.jsonl") == []


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE", "HEAD", "OPTIONS", "BREW"])
def test_another_method_is_refused(running: Running, method: str) -> None:
    answer = ask(running.port, method, body=event() if method != "HEAD" else None)
    assert answer.status == 405
    assert answer.headers["Allow"] == "GET, POST"


def test_any_path_is_answered_unless_one_is_named(tmp_path: Path) -> None:
    with listening(tmp_path / "log.jsonl", path="/hook") as running:
        assert ask(running.port, path="/", body=event(), headers=signed(event())).status == 404
        assert ask(running.port, "GET", "/?challenge=x").status == 404
        answer = ask(running.port, path="/hook?x=1", body=event(), headers=signed(event()))
        assert answer.status == 201
    with listening(tmp_path / "other.jsonl") as running:
        assert ask(running.port, path="/a/b", body=event(), headers=signed(event())).status == 201


# What would hold it up.


def test_a_body_that_is_too_large_is_refused(tmp_path: Path) -> None:
    limits = Limits(max_body_bytes=5_000)
    with listening(tmp_path / "log.jsonl", limits=limits) as running:
        large = json.dumps({"id": "x" * 6_000}).encode()
        assert deliver(running.port, large).status == 413
        head = "\r\n".join(f"{name}: {value}" for name, value in signed(large).items())
        chunked = f"POST / HTTP/1.1\r\nHost: x\r\n{head}\r\nTransfer-Encoding: chunked\r\n\r\n"
        chunks = f"{len(large):x}\r\n".encode() + large + b"\r\n0\r\n\r\n"
        assert raw(running.port, chunked.encode() + chunks).startswith(b"HTTP/1.1 413")
        assert deliver(running.port, event()).status == 201


def test_a_chunked_body_is_read(running: Running) -> None:
    body = event()
    head = "\r\n".join(f"{name}: {value}" for name, value in signed(body).items())
    head = f"POST / HTTP/1.1\r\nHost: x\r\n{head}\r\nConnection: close\r\n"
    chunks = b"".join(
        f"{len(part):x}\r\n".encode() + part + b"\r\n" for part in (body[:50], body[50:])
    )
    request = f"{head}Transfer-Encoding: chunked\r\n\r\n".encode() + chunks + b"0\r\n\r\n"
    assert raw(running.port, request).startswith(b"HTTP/1.1 201")


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
def test_what_is_no_request_is_refused_and_the_connection_closed(
    running: Running, request_: bytes, status: int
) -> None:
    answer = raw(running.port, request_)
    assert answer.startswith(f"HTTP/1.1 {status} ".encode())
    assert b"Connection: close" in answer
    assert deliver(running.port, event()).status == 201


def test_one_connection_carries_many_requests(running: Running) -> None:
    requests = b""
    for number in range(3):
        body = event(number)
        last = "Connection: close\r\n" if number == 2 else ""
        head = "\r\n".join(f"{name}: {value}" for name, value in signed(body).items())
        head = f"POST / HTTP/1.1\r\nHost: x\r\n{head}\r\n{last}Content-Length: {len(body)}\r\n\r\n"
        requests += head.encode() + body
    answers = raw(running.port, requests)
    assert answers.count(b"HTTP/1.1 201 Created") == 3


def _narrow(port: int, *, timeout: float) -> socket.socket:
    """A connection on which little can be on its way to the client."""
    client = socket.socket()
    client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    client.settimeout(timeout)
    client.connect(("127.0.0.1", port))
    return client


@pytest.fixture
def _little_room(monkeypatch: pytest.MonkeyPatch) -> None:
    """The system takes little of what the listener writes before it was read."""
    welcome = Connection.connection_made

    def made(self: Connection, transport: asyncio.BaseTransport) -> None:
        option = (socket.SOL_SOCKET, socket.SO_SNDBUF, 4096)
        transport.get_extra_info("socket").setsockopt(*option)
        welcome(self, transport)

    monkeypatch.setattr(Connection, "connection_made", made)


@pytest.mark.usefixtures("_little_room")
def test_many_requests_in_one_piece_are_all_answered(running: Running) -> None:
    challenge = f"GET /?challenge={'x' * 900} HTTP/1.1\r\nHost: x\r\n"
    requests = f"{challenge}\r\n" * 400 + f"{challenge}Connection: close\r\n\r\n"
    with _narrow(running.port, timeout=10) as client:
        sender = threading.Thread(target=client.sendall, args=(requests.encode(),))
        sender.start()
        time.sleep(0.3)  # so much is not read that the listener stops reading, too
        got = b""
        while part := client.recv(65536):
            got += part
        sender.join()
    assert got.count(b'{"challenge": "xxx') == 401
    assert not running.said


def test_who_sends_slowly_is_cut_off(tmp_path: Path) -> None:
    limits = Limits(request_timeout=0.3, idle_timeout=0.2, linger_timeout=0.1)
    with listening(tmp_path / "log.jsonl", limits=limits) as running:
        head = f"POST / HTTP/1.1\r\nHost: x\r\nX-Lusha-Timestamp: {int(NOW)}\r\n"
        whole = f"{head}X-Lusha-Signature: {'0' * 64}\r\nContent-Length: 500\r\n\r\nx"
        for beginning, answer in ((b"", b""), (head.encode(), b"408"), (whole.encode(), b"408")):
            began = time.monotonic()
            with socket.create_connection(("127.0.0.1", running.port), timeout=5) as client:
                client.sendall(beginning)
                got = b""
                while time.monotonic() - began < 5:
                    try:
                        client.settimeout(0.05)
                        part = client.recv(4096)
                        if not part:
                            break
                        got += part
                    except TimeoutError:
                        if beginning and not got:
                            client.sendall(b"x")  # a little more, each time
                    except OSError:
                        break
            assert time.monotonic() - began < 3
            assert answer in got
        # A connection that was of use may stay for a while, and no longer.
        with socket.create_connection(("127.0.0.1", running.port), timeout=5) as client:
            client.sendall(b"GET /?challenge=x HTTP/1.1\r\nHost: x\r\n\r\n")
            assert b"200" in client.recv(4096)
            assert client.recv(4096) == b""


def test_a_fault_of_a_connection_is_told_in_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise MemoryError("no memory")

    with listening(tmp_path / "log.jsonl") as running:
        monkeypatch.setattr(Connection, "_read_requests", fail)
        with pytest.raises(OSError):  # noqa: PT011 - the system has many words for it
            deliver(running.port, event())
        monkeypatch.undo()
        assert deliver(running.port, event()).status == 201
    assert "A connection failed: no memory" in running.said


@pytest.mark.usefixtures("_little_room")
def test_who_reads_no_answers_is_not_answered_for_ever(tmp_path: Path) -> None:
    limits = Limits(idle_timeout=0.2, request_timeout=0.5, linger_timeout=0.1)
    with listening(tmp_path / "log.jsonl", limits=limits) as running:
        request = f"GET /?challenge={'x' * 900} HTTP/1.1\r\nHost: x\r\n\r\n".encode() * 50
        with _narrow(running.port, timeout=0.3) as client:
            with suppress(OSError):
                while True:
                    client.send(request)
            assert deliver(running.port, event()).status == 201
            eventually(lambda: not running.connections)
    assert not running.said


def test_so_many_connections_and_no_more(tmp_path: Path) -> None:
    limits = Limits(max_connections=3, request_timeout=5)
    with listening(tmp_path / "log.jsonl", limits=limits) as running:
        held = [socket.create_connection(("127.0.0.1", running.port)) for _ in range(3)]
        time.sleep(0.05)
        one_more = socket.create_connection(("127.0.0.1", running.port), timeout=5)
        with one_more, suppress(ConnectionResetError):
            assert one_more.recv(10) == b""
        for client in held:
            client.close()
        eventually(lambda: _is_taken(running.port))


def _is_taken(port: int) -> bool:
    try:
        return deliver(port, event()).status == 201
    except OSError:
        return False


def test_all_bodies_together_have_a_limit(tmp_path: Path) -> None:
    limits = Limits(max_body_bytes=4_000, max_total_bytes=5_000, request_timeout=5)
    with listening(tmp_path / "log.jsonl", limits=limits) as running:
        headers = "\r\n".join(f"{name}: {value}" for name, value in signed(b"").items())
        head = f"POST / HTTP/1.1\r\nHost: x\r\n{headers}\r\nContent-Length: 4000\r\n\r\n".encode()
        first = socket.create_connection(("127.0.0.1", running.port))
        first.sendall(head + b"x" * 3_900)
        time.sleep(0.05)
        assert b"503" in raw(running.port, head + b"x" * 3_900)
        first.close()
        eventually(lambda: deliver(running.port, event()).status == 201)


def test_what_is_under_way_at_the_end_is_taken_and_the_rest_let_go(tmp_path: Path) -> None:
    with listening(tmp_path / "log.jsonl") as running:
        idle = socket.create_connection(("127.0.0.1", running.port), timeout=5)
        busy = socket.create_connection(("127.0.0.1", running.port), timeout=5)
        body = event()
        head = "\r\n".join(f"{name}: {value}" for name, value in signed(body).items())
        head = f"POST / HTTP/1.1\r\nHost: x\r\n{head}\r\nContent-Length: {len(body)}\r\n\r\n"
        busy.sendall(head.encode() + body[:20])
        time.sleep(0.05)
        running.listener.stop()
        assert idle.recv(10) == b""
        busy.sendall(body[20:])
        answer = busy.recv(4096)
        assert b"201 Created" in answer
        assert b"Connection: close" in answer
        idle.close()
        busy.close()
    assert logged(tmp_path / "log.jsonl") == ["event-1"]
