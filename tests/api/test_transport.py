"""Redirects, TLS, proxies and connections."""

from pathlib import Path

import pytest

from tests.support.cli import StartScriptedServer
from tests.support.ports import CLOSED_PORT
from tests.support.scripted_server import ScriptedResponse, ScriptedServer

USAGE = b'{"usage": {"credits": {"used": 1, "total": 2, "remaining": 1}}}'


@pytest.mark.parametrize("status", [301, 302, 307, 308])
def test_transport_follows_no_redirect(script: StartScriptedServer, status: int) -> None:
    lusha, server = script(ScriptedResponse(status, headers={"Location": "https://evil.example/"}))
    server.pricing = None
    result = lusha("account", "plan", code=9)
    assert "The key was not sent elsewhere" in result.err
    assert len(server.requests) == 1


def test_transport_exits_8_when_nothing_listens(script: StartScriptedServer) -> None:
    lusha, _ = script(ScriptedResponse(200))
    lusha.env["LUSHA_BASE_URL"] = f"http://127.0.0.1:{CLOSED_PORT}"
    result = lusha("account", "usage", code=8)
    assert f"Cannot reach 127.0.0.1:{CLOSED_PORT}: connection refused." in result.err


@pytest.mark.slow
def test_transport_exits_8_when_tls_cannot_be_verified(script: StartScriptedServer) -> None:
    lusha, server = script(ScriptedResponse(200, USAGE))
    lusha.env["LUSHA_BASE_URL"] = f"https://127.0.0.1:{server.port}"
    assert "the TLS connection failed" in lusha("account", "usage", code=8).err
    assert server.requests == []


def test_transport_ignores_netrc(
    script: StartScriptedServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    netrc = tmp_path / "netrc"
    netrc.write_text("machine 127.0.0.1 login me password secret\n")
    monkeypatch.setenv("NETRC", str(netrc))
    lusha, server = script(ScriptedResponse(200, USAGE))
    lusha("account", "usage")
    assert "authorization" not in server.requests[0][2]


def test_transport_sends_no_key_to_a_plain_http_proxy(
    script: StartScriptedServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    lusha, server = script(ScriptedResponse(200, USAGE))
    proxy = ScriptedServer([ScriptedResponse(502)])
    monkeypatch.setenv("http_proxy", f"http://127.0.0.1:{proxy.port}")
    monkeypatch.delenv("no_proxy", raising=False)
    lusha("account", "usage")
    assert proxy.requests == []
    assert len(server.requests) == 1
    proxy.server.shutdown()
    proxy.server.server_close()
