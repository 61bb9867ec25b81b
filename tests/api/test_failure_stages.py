"""Failures at each stage of an exchange: what was never sent can't have been charged."""

import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress

import pytest
import trustme

from tests.support.cli import ADA, Lusha, StartScriptedServer
from tests.support.ports import CLOSED_PORT
from tests.support.scripted_server import ScriptedResponse

FOUND = b'{"contact": {"data": {"fullName": "Ada"}}, "creditsCharged": 1}'
OK = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
WHOLE = OK + b"Content-Length: %d\r\n\r\n%b" % (len(FOUND), FOUND)
PAID = ("person", "get", ADA, "--api-version", "v2", "--max-wait", "0")

Talk = Callable[[socket.socket], None]


@pytest.fixture
def listen() -> Iterator[Callable[[Talk], int]]:
    """Return a function that listens on a port, and talks to each client."""
    sockets: list[socket.socket] = []

    def start(talk: Talk) -> int:
        listener = socket.create_server(("127.0.0.1", 0))
        sockets.append(listener)

        def serve() -> None:
            with suppress(OSError):
                while True:
                    connection, _ = listener.accept()
                    with connection, suppress(OSError):
                        talk(connection)

        threading.Thread(target=serve, daemon=True).start()
        return int(listener.getsockname()[1])

    yield start
    for listener in sockets:
        listener.close()


def respond(content: bytes) -> Talk:
    def talk(connection: socket.socket) -> None:
        connection.recv(1 << 16)
        connection.sendall(content)

    return talk


def close(connection: socket.socket) -> None:
    connection.close()


def speak_plain(connection: socket.socket) -> None:
    connection.sendall(b"HTTP/1.1 400 Bad Request\r\n\r\n")


def serve_certificate(name: str) -> Talk:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    trustme.CA().issue_cert(name).configure_cert(context)

    def talk(connection: socket.socket) -> None:
        with context.wrap_socket(connection, server_side=True):
            pass

    return talk


def paid(lusha: Lusha, env: dict[str, str], *, code: int = 8) -> str:
    lusha.env.update({"LUSHA_API_KEY": "k" * 20, **env})
    return lusha(*PAID, code=code).err


# Where nothing of the request is written. A function gets the port of a server that talks.
UNSENT: dict[str, tuple[Talk, Callable[[int], dict[str, str]]]] = {
    "refused": (close, lambda _: {"LUSHA_BASE_URL": f"http://127.0.0.1:{CLOSED_PORT}"}),
    "unknown host": (close, lambda _: {"LUSHA_BASE_URL": "https://api.nowhere.invalid"}),
    "no TLS": (speak_plain, lambda port: {"LUSHA_BASE_URL": f"https://127.0.0.1:{port}"}),
    "cut in TLS": (close, lambda port: {"LUSHA_BASE_URL": f"https://127.0.0.1:{port}"}),
    "unknown certificate": (
        serve_certificate("127.0.0.1"),
        lambda port: {"LUSHA_BASE_URL": f"https://127.0.0.1:{port}"},
    ),
}


@pytest.mark.parametrize("name", UNSENT)
def test_request_that_was_not_sent_was_not_charged(
    lusha: Lusha, listen: Callable[[Talk], int], name: str
) -> None:
    del lusha.env["LUSHA_SANDBOX"]
    talk, env = UNSENT[name]
    reported = paid(lusha, env(listen(talk)))
    assert "charged" not in reported.replace("Nothing was charged", ""), reported


PROXIES = [
    "http://127.0.0.1:{closed}",
    "http://[::1",
    "http://proxy.nowhere.invalid:80",
    "nonsense://127.0.0.1:{open}",
    "http://127.0.0.1:99999",
    "http://127.0.0.1:{open}",
    "http://:{open}",
]


@pytest.mark.parametrize("proxy", PROXIES)
def test_request_that_no_proxy_passed_on_was_not_charged(
    lusha: Lusha,
    listen: Callable[[Talk], int],
    monkeypatch: pytest.MonkeyPatch,
    proxy: str,
) -> None:
    del lusha.env["LUSHA_SANDBOX"]
    port = listen(respond(b"HTTP/1.1 407 Proxy Authentication Required\r\n\r\n"))
    monkeypatch.setenv("HTTPS_PROXY", proxy.format(closed=CLOSED_PORT, open=port))
    monkeypatch.delenv("NO_PROXY", raising=False)
    reported = paid(lusha, {"LUSHA_BASE_URL": "https://api.firm.example"})
    assert "charged" not in reported.replace("Nothing was charged", ""), reported
    assert "This is a bug" not in reported


# What a server answers to a request that it got whole; and what is said about it.
SENT = {
    "nothing": (b"", 8),
    "half a status": (b"HTTP/1.", 8),
    "no HTTP": (b"SSH-2.0-OpenSSH\r\n\r\n", 8),
    "half a header": (OK[:-4], 9),
    "long header": (OK + b"X: " + b"y" * (1 << 17) + b"\r\n\r\n{}", 8),
    "many headers": (OK + b"X: y\r\n" * 500 + b"\r\n{}", 8),
    "half a body": (OK + b"Content-Length: 99\r\n\r\n{", 8),
    "bad chunk size": (OK + b"Transfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n", 8),
    "half a chunk": (OK + b"Transfer-Encoding: chunked\r\n\r\n9\r\n{}", 8),
    "no gzip": (OK + b"Content-Encoding: gzip\r\nContent-Length: 2\r\n\r\n{}", 8),
    "no deflate": (OK + b"Content-Encoding: deflate\r\nContent-Length: 2\r\n\r\n{}", 9),
    "bad length": (OK + b"Content-Length: x\r\nConnection: close\r\n\r\nnone", 9),
    "switching protocols": (b"HTTP/1.1 101 Switching Protocols\r\n\r\n", 9),
}


@pytest.mark.parametrize("name", SENT)
def test_request_whose_response_is_lost_may_have_been_charged(
    lusha: Lusha, listen: Callable[[Talk], int], name: str
) -> None:
    del lusha.env["LUSHA_SANDBOX"]
    content, code = SENT[name]
    port = listen(respond(content))
    reported = paid(lusha, {"LUSHA_BASE_URL": f"http://127.0.0.1:{port}"}, code=code)
    assert "may have been charged" in reported, reported
    assert "Charged up to 6 credits." in reported
    assert "Error" in reported
    assert "This is a bug" not in reported


@pytest.mark.parametrize(
    "interim",
    [
        b"HTTP/1.1 100 Continue\r\n\r\n",
        b"HTTP/1.1 102 Processing\r\n\r\n",
        b"HTTP/1.1 103 Early Hints\r\nLink: </x>; rel=preload\r\n\r\n",
        b"HTTP/1.1 103 Early Hints\r\nContent-Length: 5\r\n\r\n" * 5,
        b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\n\r\n",
        b"HTTP/1.1 199 Whatever\r\n\r\n",
    ],
)
def test_interim_responses_are_not_the_result(
    lusha: Lusha, listen: Callable[[Talk], int], interim: bytes
) -> None:
    del lusha.env["LUSHA_SANDBOX"]
    port = listen(respond(interim + WHOLE))
    lusha.env.update(LUSHA_API_KEY="k" * 20, LUSHA_BASE_URL=f"http://127.0.0.1:{port}")
    assert lusha(*PAID).json["contact"]["data"]["fullName"] == "Ada"


def test_endless_interim_responses_end(lusha: Lusha, listen: Callable[[Talk], int]) -> None:
    del lusha.env["LUSHA_SANDBOX"]
    port = listen(respond(b"HTTP/1.1 103 Early Hints\r\n\r\n" * 5_000))
    reported = paid(lusha, {"LUSHA_BASE_URL": f"http://127.0.0.1:{port}"})
    assert "may have been charged" in reported


KEY = 'k+y/"4\\' + "0123456789abcdef"


@pytest.mark.parametrize("name", ["result", "error"])
@pytest.mark.parametrize("spelling", range(12))
def test_echoed_key_is_redacted_in_every_spelling(
    script: StartScriptedServer, spelling: int, name: str
) -> None:
    import base64
    import json
    from urllib.parse import quote

    spellings = [
        json.dumps(KEY)[1:-1],
        json.dumps(KEY)[1:-1].replace("/", r"\/"),
        "".join(f"\\u{ord(character):04x}" for character in KEY),
        "".join(f"\\u{ord(character):04X}" for character in KEY),
        json.dumps(KEY)[1:-1].replace("0", r"\u0030"),
        quote(KEY, safe=""),
        quote(quote(KEY, safe=""), safe=""),
        "".join(f"%{ord(character):02x}" for character in KEY),
        base64.b64encode(KEY.encode()).decode(),
        base64.b64encode(b"a:" + KEY.encode() + b":b").decode(),
        base64.urlsafe_b64encode(b"x" + KEY.encode()).decode(),
        json.dumps(json.dumps({"api_key": KEY}))[1:-1],
    ]
    text = spellings[spelling]
    body = b'{"contact": {"data": {"note": "<%b>"}}}' % text.encode()
    status = 200
    if name == "error":
        status, body = 400, b'{"message": "bad key <%b>"}' % text.encode()
    lusha, _ = script(ScriptedResponse(status, body))
    lusha.env["LUSHA_API_KEY"] = KEY
    result = lusha("person", "get", ADA, "--debug", code=0 if name == "result" else 2)
    shown = result.out + result.err
    assert "[key]" in shown or "[hidden]" in shown
    assert json.loads(f'"{text}"') not in shown
    for part in ("0123456789abcdef", "MDEyMzQ1Njc4OWFi", "bcdef0", "%39%61", "6789ab"):
        assert part not in shown
