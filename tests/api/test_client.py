"""Send one request to the API and read its response."""

import pytest

from tests.support.cli import ADA, StartScriptedServer
from tests.support.scripted_server import ScriptedResponse

USAGE = b'{"usage": {"credits": {"used": 1, "total": 2, "remaining": 1}}}'


def test_client_tries_the_literal_path_once_after_404(script: StartScriptedServer) -> None:
    lusha, server = script(ScriptedResponse(404), ScriptedResponse(200, b'{"signals": []}'))
    argv = ("api", "GET", "/api/signals/filters/contact")
    assert lusha(*argv).json == {"signals": []}
    assert [path for _, path, _ in server.requests] == [
        "/api/signals/filters/contact",
        "/signals/filters/contact",
    ]
    server.responses = [ScriptedResponse(404)]
    lusha(*argv, code=3)
    assert len(server.requests) == 4


@pytest.mark.parametrize(
    ("response", "message", "code"),
    [
        (ScriptedResponse(200, USAGE, cut=True), "Cannot reach", 8),
        (ScriptedResponse(200, b"<html>"), "isn't JSON", 9),
        (ScriptedResponse(200, b"[" * 100_000), "isn't JSON", 9),
    ],
)
def test_client_reports_a_damaged_response(
    script: StartScriptedServer, response: ScriptedResponse, message: str, code: int
) -> None:
    lusha, server = script(response)
    assert message in lusha("account", "usage", code=code).err
    assert len(server.requests) == 7


def test_client_returns_an_empty_object_for_an_empty_response(script: StartScriptedServer) -> None:
    lusha, _ = script(ScriptedResponse(204))
    assert lusha("api", "GET", "/x", "--yes").json == {}


def test_request_log_verbose_prints_a_line_per_request_and_debug_more(
    script: StartScriptedServer,
) -> None:
    headers = {"x-daily-requests-left": "7", "Set-Cookie": "session=secret"}
    lusha, _ = script(ScriptedResponse(200, USAGE, headers=headers))
    assert lusha("account", "usage").err == ""
    line = lusha("account", "usage", "-v").err
    assert line.startswith("GET /account/usage 200 in 0 ms")
    debug = lusha("account", "usage", "--debug").err
    assert "x-daily-requests-left: 7" in debug
    assert "secret" not in debug


def test_client_keeps_unknown_response_fields(script: StartScriptedServer) -> None:
    body = b'{"contact": {"error": null, "data": {"fullName": "A", "new": [1]}}, "extra": 1}'
    lusha, _ = script(ScriptedResponse(200, body))
    assert lusha("person", "get", ADA).json["extra"] == 1
    assert lusha("person", "get", ADA, terminal=True).out


@pytest.mark.parametrize(
    ("body", "reported"),
    [
        (b'{"contact": {"data": {"a": 1}}, "billing": {"creditsCharged": 3}}', "3 credits"),
        (b'{"contact": {"data": {"a": 1}}, "creditsCharged": 1}', "1 credit."),
        (b'{"contact": {"data": {"a": 1}}, "creditCharged": 0}', "0 credits"),
        (b'{"contact": {"data": {"emails": ["a@b.example"]}, "isCreditCharged": true}}', "up to 1"),
        (b'{"contact": {"data": {"a": 1}}}', "up to 6 credits"),
    ],
)
def test_client_reads_credits_from_every_known_place(
    script: StartScriptedServer, body: bytes, reported: str
) -> None:
    lusha, _ = script(ScriptedResponse(200, body))
    assert reported in lusha("person", "get", ADA).err
