"""Secrets and personal data in messages on stderr."""

import json

import pytest

from lusha_cli.privacy.redaction import Redactor
from tests.support.cli import ADA, Lusha, StartScriptedServer
from tests.support.cli import SECRET_KEY as KEY
from tests.support.scripted_server import ScriptedResponse, ScriptedServer

USAGE_BODY = b'{"usage": {"credits": {"used": 1, "total": 2, "remaining": 1}}}'
SECRET = "whsec_Zm9vYmFyYmF6cXV4MTIzNDU2Nzg5MA"


def scripted_lusha(
    script: StartScriptedServer, *responses: ScriptedResponse
) -> tuple[Lusha, ScriptedServer]:
    lusha, server = script(*responses)
    lusha.env["LUSHA_API_KEY"] = KEY
    return lusha, server


def test_redaction_hides_webhook_secrets_and_signatures(script: StartScriptedServer) -> None:
    message = f"secret {SECRET}, X-Lusha-Signature: {'ab' * 32}, api_key={'k' * 20}"
    headers = {"X-Request-Id": SECRET, "X-Lusha-Signature": "ab" * 32}
    lusha, _ = scripted_lusha(
        script, ScriptedResponse(400, json.dumps({"message": message}).encode(), headers)
    )
    reported = lusha("api", "GET", "/api/account/secret", "--debug", code=2).err
    for secret in (SECRET, "ab" * 32, "k" * 20):
        assert secret not in reported
    assert reported.count("[hidden]") == 4


def test_redaction_keeps_a_secret_requested_as_data(script: StartScriptedServer) -> None:
    lusha, _ = scripted_lusha(
        script, ScriptedResponse(200, json.dumps({"secret": SECRET}).encode())
    )
    result = lusha("api", "GET", "/api/account/secret", "-v")
    assert result.json == {"secret": SECRET}
    assert SECRET not in result.err


@pytest.mark.parametrize("options", ["flag", "environment", "config"])
def test_redact_pii_hides_personal_data_on_stderr(
    script: StartScriptedServer, options: str
) -> None:
    message = f"No such person: Ada Byrne, {ADA}, +1 344 555 0151, linkedin.com/in/ada-byrne"
    lusha, server = scripted_lusha(
        script, ScriptedResponse(400, json.dumps({"message": message}).encode())
    )
    flags: tuple[str, ...]
    flags = ("--first-name", "Ada", "--last-name", "Byrne", "--company-name", "Engines", "--debug")
    assert "Ada" in lusha("person", "get", *flags, code=2).err
    if options == "environment":
        lusha.env["LUSHA_REDACT_PII"] = "1"
    elif options == "config":
        lusha("config", "set", "redact-pii", "true")
    else:
        flags = (*flags, "--redact-pii")
    reported = lusha("person", "get", *flags, code=2).err
    reported = reported.replace(f":{server.port}/", "/")  # a port may have the digits of the phone
    for word in ("Ada", "Byrne", "Engines", "ada.byrne", "555", "linkedin"):
        assert word not in reported
    assert "/v2/person?… 400" in reported
    assert server.requests[-1][1].startswith("/v2/person?firstName=Ada")


def test_redact_pii_covers_usage_errors(lusha: Lusha) -> None:
    reported = lusha("person", "get", "--redact-pii", f"--nonsense={ADA}", code=2).err
    assert ADA not in reported


def test_redact_pii_keeps_data_on_stdout(lusha: Lusha) -> None:
    result = lusha("person", "get", ADA, "--redact-pii", "-v")
    assert ADA in result.out
    assert ADA not in result.err


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("12 of 1,234,567 rows in 2026-11-01", "12 of 1,234,567 rows in 2026-11-01"),
        ("a@b.example called +44 20 7946 0958", "[hidden] called [hidden]"),
        ("?email=a%40b.example&x=1", "?email=[hidden]&x=1"),
    ],
)
def test_redact_pii_hides_only_personal_looking_text(text: str, left: str) -> None:
    redactor = Redactor()
    assert redactor.redact(text) == text
    redactor.add_personal_data([])
    assert redactor.redact(text) == left


def test_debug_logs_requests_and_waits(script: StartScriptedServer) -> None:
    headers = {"x-minute-requests-left": "7", "Set-Cookie": "a=b", "Content-Type": "text/html"}
    lusha, server = scripted_lusha(
        script, ScriptedResponse(503, b"", headers), ScriptedResponse(200, USAGE_BODY)
    )
    reported = lusha("account", "usage", "--debug").err.splitlines()
    url = f"http://127.0.0.1:{server.port}"
    assert reported[0] == f"GET {url}/account/usage 503 in 0 ms, 0 bytes"
    assert sorted(reported[1:4]) == [
        "  Content-Length: 0",
        "  Content-Type: text/html",
        "  x-minute-requests-left: 7",
    ]
    assert reported[4].startswith("The API returned 503 without an error message. Retrying in")
    assert reported[5] == f"GET {url}/account/usage 200 in 0 ms, {len(USAGE_BODY)} bytes"
    server.responses[:] = [ScriptedResponse(0, cut=True), ScriptedResponse(200, USAGE_BODY)]
    reported = lusha("account", "usage", "-v").err.splitlines()
    assert reported[0].startswith("GET /account/usage failed after 0 ms: Cannot reach 127.0.0.1:")
    assert reported[2].startswith("GET /account/usage 200 in 0 ms")
