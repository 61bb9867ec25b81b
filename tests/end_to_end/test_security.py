"""Secrets: where they are sent, and what never contains them."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.support.cli import ADA, Lusha, Server, StartScriptedServer
from tests.support.cli import SECRET_KEY as KEY
from tests.support.scripted_server import ScriptedResponse, ScriptedServer

USAGE_BODY = b'{"usage": {"credits": {"used": 1, "total": 2, "remaining": 1}}}'
FORMATS = ("table", "json", "jsonl", "csv", "tsv", "yaml")


def scripted_lusha(
    script: StartScriptedServer, *responses: ScriptedResponse
) -> tuple[Lusha, ScriptedServer]:
    lusha, server = script(*responses)
    lusha.env["LUSHA_API_KEY"] = KEY
    return lusha, server


def files_below(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


@pytest.mark.parametrize("output", FORMATS)
@pytest.mark.parametrize("terminal", [True, False])
def test_key_echoed_in_a_response_is_redacted(
    script: StartScriptedServer, output: str, terminal: bool
) -> None:
    escaped = "".join(f"\\u{ord(letter):04x}" for letter in KEY)
    body = (
        f'{{"contact": {{"error": null, "data": {{"fullName": "{KEY}", "{KEY}": "{escaped}"}}}}}}'
    )
    lusha, _ = scripted_lusha(script, ScriptedResponse(200, body.encode(), {"X-Request-Id": KEY}))
    result = lusha("person", "get", ADA, "-o", output, "--debug", terminal=terminal)
    assert KEY not in result.out + result.err
    assert "[key]" in result.out


@pytest.mark.parametrize(
    "body",
    [
        {"message": f"the key {KEY} is wrong"},
        {"error": {"code": 400, "message": [KEY]}},
        {"message": "x", "errors": [f"api_key={KEY}"]},
        KEY,
    ],
)
@pytest.mark.parametrize("status", [400, 401, 403, 429, 500])
def test_key_echoed_in_an_error_is_redacted(
    script: StartScriptedServer, body: Any, status: int
) -> None:
    lusha, _ = scripted_lusha(script, ScriptedResponse(status, json.dumps(body).encode()))
    for options in ("--debug", "--json"):
        codes = {400: 2, 401: 4, 403: 5, 429: 7, 500: 9}
        result = lusha("person", "get", ADA, "--no-wait", options, code=codes[status])
        assert KEY not in result.out + result.err


def test_key_echoed_in_a_run_is_in_neither_journal_nor_output(
    script: StartScriptedServer, tmp_path: Path
) -> None:
    person = {"error": None, "isCreditCharged": True, "data": {"fullName": KEY, "x": KEY}}
    body = {"contacts": {"1": person}, "companies": {}}
    usage = {"usage": {"credits": {"used": 1, "total": 99, "remaining": 98, "note": KEY}}}
    lusha, _ = scripted_lusha(
        script,
        ScriptedResponse(200, json.dumps(usage).encode()),
        ScriptedResponse(201, json.dumps(body).encode()),
    )
    source = tmp_path / "in.csv"
    source.write_text("email\na@firm.example\n")
    lusha("person", "bulk", str(source), "--yes", "--out", str(tmp_path / "out.csv"))
    assert "[key]" in (tmp_path / "out.csv").read_text()
    for file in files_below(tmp_path):
        assert KEY.encode() not in file.read_bytes(), file


def test_key_from_the_environment_is_written_to_no_file(server: Server, tmp_path: Path) -> None:
    lusha = Lusha(tmp_path / "user")
    lusha.env.update(LUSHA_BASE_URL=server.url, LUSHA_API_KEY=KEY)
    source = tmp_path / "in.csv"
    source.write_text(f"email\n{ADA}\n")
    for argv in (
        ("account", "usage", "--debug"),
        ("auth", "status"),
        ("config", "set", "output", "json"),
        ("person", "bulk", str(source), "--yes"),
        ("prospecting", "contact", "search", "--department", "sales"),
    ):
        lusha(*argv)
    assert len(files_below(tmp_path / "user")) > 4
    for file in files_below(tmp_path):
        assert KEY.encode() not in file.read_bytes(), file
        assert KEY not in file.name


def test_key_is_printed_only_by_auth_token(lusha: Lusha, script: StartScriptedServer) -> None:
    online, _ = scripted_lusha(script, ScriptedResponse(200, USAGE_BODY))
    assert online("auth", "token").out == f"{KEY}\n"
    assert online("auth", "token", "--json").json == KEY
    shown = online("api", "POST", "/x", "-F", f"a={KEY}", "--dry-run")
    assert KEY not in shown.out + shown.err
    assert KEY not in online("person", "get", ADA, "--curl").out
    assert KEY not in online("person", "get", "--nonsense", KEY, code=2).err
    assert KEY not in online("api", KEY, "/x", code=2).err


def test_key_is_sent_only_to_the_configured_host(script: StartScriptedServer) -> None:
    elsewhere = ScriptedServer([ScriptedResponse(200, USAGE_BODY)])
    there = f"http://127.0.0.1:{elsewhere.port}"
    links = {"next": there, "logoUrl": f"{there}/logo", "path": "/etc/passwd", "file": "../x"}
    responses = [
        ScriptedResponse(
            200, json.dumps({"contact": {"data": links}, **links}).encode(), {"Link": there}
        ),
        *[
            ScriptedResponse(code, headers={"Location": there})
            for code in (301, 302, 303, 307, 308)
        ],
        ScriptedResponse(
            200, USAGE_BODY, {"Refresh": f"0; url={there}", "Content-Location": there}
        ),
    ]
    lusha, _ = scripted_lusha(script, *responses)
    lusha("person", "get", ADA)
    for _ in range(5):
        lusha("contacts", "search", ADA, code=9)
    lusha("account", "usage")
    assert elsewhere.requests == []
    elsewhere.server.shutdown()
    elsewhere.server.server_close()


@pytest.mark.parametrize(
    "url",
    [
        "http://api.lusha.com", "http://localhost.evil.example", "http://127.0.0.1.evil.example",
        "http://127.1", "http://0.0.0.0:80", "http://[::ffff:7f00:1]:80", "http://me@127.0.0.1",
        "http://127.0.0.1@evil.example", "http://evil.example#127.0.0.1", "http://2130706433",
        "ftp://127.0.0.1", "file:///etc/passwd", "//127.0.0.1", "http://127.0.0.1\\@evil.example",
        "https://evil.example\\@api.lusha.com", "https://a b", "https://", "https://x:99999",
    ],
)  # fmt: skip
def test_key_over_plain_http_is_sent_only_to_loopback(lusha: Lusha, url: str) -> None:
    lusha.env.update(LUSHA_SANDBOX="0", LUSHA_API_KEY=KEY, LUSHA_BASE_URL=url)
    assert "LUSHA_BASE_URL" in lusha("account", "usage", "--no-wait", code=2).err


CONTROL_CHARACTERS = "\x1b]0;owned\x07\x1b[31m[bold red]x[/]\u202e\x9b1m\r"


def test_control_characters_are_escaped_everywhere(script: StartScriptedServer) -> None:
    person = {
        "error": None,
        "data": {"fullName": CONTROL_CHARACTERS, "jobTitle": {"title": CONTROL_CHARACTERS}},
    }
    body = json.dumps({"contact": person}).encode()
    lusha, server = scripted_lusha(script, ScriptedResponse(200, body))
    for output in FORMATS:
        shown = lusha("person", "get", ADA, "-o", output, terminal=True)
        for bad in ("\x1b]", "\x1b[31m", "\x07", "\u202e", "\x9b"):
            assert bad not in shown.out, output
        if output == "table":
            assert "[bold red]x[/]" in shown.out
    server.responses[:] = [
        ScriptedResponse(
            400,
            json.dumps({"message": CONTROL_CHARACTERS, "errors": [CONTROL_CHARACTERS]}).encode(),
        )
    ]
    reported = lusha("person", "get", ADA, code=2, terminal=True).err
    assert not {"\x07", "\u202e", "\x9b"} & set(reported)
    assert "\x1b]" not in reported


def test_cells_and_scalars_can_be_read_back(script: StartScriptedServer) -> None:
    import csv

    import yaml

    odd = "=1+1\n---\n!!python/object:os.system [x], \"y\"; 'z'"
    body = json.dumps({"contact": {"data": {"fullName": odd, "on": "yes", "n": "012"}}}).encode()
    lusha, _ = scripted_lusha(script, ScriptedResponse(200, body))
    data = yaml.safe_load(lusha("person", "get", ADA, "-o", "yaml").out)["contact"]["data"]
    assert data == {"fullName": odd, "on": "yes", "n": "012"}
    [row] = csv.DictReader(lusha("person", "get", ADA, "-o", "csv").out.splitlines(keepends=True))
    assert odd in row.values()
