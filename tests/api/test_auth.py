"""How the client sends the key."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.support.cli import KEY, Lusha, Server, StartScriptedServer
from tests.support.scripted_server import ScriptedResponse

USAGE = b'{"usage": {"credits": {"used": 1, "total": 2, "remaining": 1}}}'


def test_auth_finds_and_remembers_the_scheme(script: StartScriptedServer) -> None:
    lusha, server = script(
        ScriptedResponse(401), ScriptedResponse(200, USAGE), ScriptedResponse(200, USAGE)
    )
    lusha("account", "usage")
    lusha("account", "usage")
    assert server.keys == [KEY, f"Bearer {KEY}", f"Bearer {KEY}"]


def test_auth_follows_a_change_of_scheme(script: StartScriptedServer) -> None:
    lusha, server = script(
        ScriptedResponse(401),
        ScriptedResponse(200, USAGE),
        ScriptedResponse(401),
        ScriptedResponse(200, USAGE),
    )
    lusha("account", "usage")
    lusha("account", "usage")
    assert server.keys == [KEY, f"Bearer {KEY}", f"Bearer {KEY}", KEY]


def test_auth_tries_a_refused_key_once_per_scheme(script: StartScriptedServer) -> None:
    lusha, server = script(ScriptedResponse(401, b'{"message": "Invalid API key"}'))
    result = lusha("account", "usage", code=4)
    assert "Invalid API key" in result.err
    assert server.keys == [KEY, f"Bearer {KEY}"]


@pytest.mark.parametrize(("scheme", "sent"), [("raw", KEY), ("bearer", f"Bearer {KEY}")])
def test_auth_scheme_can_be_set(script: StartScriptedServer, scheme: str, sent: str) -> None:
    lusha, server = script(ScriptedResponse(401))
    lusha.env["LUSHA_AUTH_SCHEME"] = scheme
    lusha("account", "usage", code=4)
    assert server.keys == [sent]


def test_auth_works_with_both_schemes_of_the_sandbox(
    serve: Callable[..., Server], tmp_path: Path
) -> None:
    for auth in ("raw", "bearer", "any"):
        lusha = Lusha(tmp_path / auth)
        lusha.env.update(LUSHA_BASE_URL=serve(auth=auth).url, LUSHA_API_KEY=KEY)
        lusha("account", "usage")
