"""Secrets and personal data: where they go, and where they never do."""

import json
import os
import stat
from pathlib import Path
from typing import Any

import pytest

from conftest import ADA, Lusha, Script, Server
from conftest import SECRET_KEY as KEY
from lusha_cli.privacy.redaction import Redactor
from scripted import Answer, Scripted

USAGE = b'{"usage": {"credits": {"used": 1, "total": 2, "remaining": 1}}}'
SECRET = "whsec_Zm9vYmFyYmF6cXV4MTIzNDU2Nzg5MA"
FORMATS = ("table", "json", "jsonl", "csv", "tsv", "yaml")
POSIX = pytest.mark.skipif(os.name != "posix", reason="needs POSIX")


def asked(script: Script, *answers: Answer) -> tuple[Lusha, Scripted]:
    lusha, server = script(*answers)
    lusha.env["LUSHA_API_KEY"] = KEY
    return lusha, server


def files_of(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


# The key.


@pytest.mark.parametrize("output", FORMATS)
@pytest.mark.parametrize("terminal", [True, False])
def test_an_answer_that_echoes_the_key_does_not_spread_it(
    script: Script, output: str, terminal: bool
) -> None:
    escaped = "".join(f"\\u{ord(letter):04x}" for letter in KEY)
    body = (
        f'{{"contact": {{"error": null, "data": {{"fullName": "{KEY}", "{KEY}": "{escaped}"}}}}}}'
    )
    lusha, _ = asked(script, Answer(200, body.encode(), {"X-Request-Id": KEY}))
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
def test_an_error_that_echoes_the_key_does_not_spread_it(
    script: Script, body: Any, status: int
) -> None:
    lusha, _ = asked(script, Answer(status, json.dumps(body).encode()))
    for how in ("--debug", "--json"):
        codes = {400: 2, 401: 4, 403: 5, 429: 7, 500: 9}
        result = lusha("person", "get", ADA, "--no-wait", how, code=codes[status])
        assert KEY not in result.out + result.err


def test_a_run_keeps_an_echoed_key_neither_in_its_journal_nor_in_its_file(
    script: Script, tmp_path: Path
) -> None:
    person = {"error": None, "isCreditCharged": True, "data": {"fullName": KEY, "x": KEY}}
    body = {"contacts": {"1": person}, "companies": {}}
    usage = {"usage": {"credits": {"used": 1, "total": 99, "remaining": 98, "note": KEY}}}
    lusha, _ = asked(
        script,
        Answer(200, json.dumps(usage).encode()),
        Answer(201, json.dumps(body).encode()),
    )
    source = tmp_path / "in.csv"
    source.write_text("email\na@firm.example\n")
    lusha("person", "bulk", str(source), "--yes", "--out", str(tmp_path / "out.csv"))
    assert "[key]" in (tmp_path / "out.csv").read_text()
    for file in files_of(tmp_path):
        assert KEY.encode() not in file.read_bytes(), file


def test_the_key_of_the_environment_reaches_no_file(server: Server, tmp_path: Path) -> None:
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
    assert len(files_of(tmp_path / "user")) > 4
    for file in files_of(tmp_path):
        assert KEY.encode() not in file.read_bytes(), file
        assert KEY not in file.name


def test_the_key_is_printed_only_where_it_is_asked_for(lusha: Lusha, script: Script) -> None:
    online, _ = asked(script, Answer(200, USAGE))
    assert online("auth", "token").out == f"{KEY}\n"
    assert online("auth", "token", "--json").json == KEY
    shown = online("api", "POST", "/x", "-F", f"a={KEY}", "--dry-run")
    assert KEY not in shown.out + shown.err
    assert KEY not in online("person", "get", ADA, "--curl").out
    assert KEY not in online("person", "get", "--nonsense", KEY, code=2).err
    assert KEY not in online("api", KEY, "/x", code=2).err


def test_the_key_goes_to_the_configured_host_alone(script: Script) -> None:
    elsewhere = Scripted([Answer(200, USAGE)])
    there = f"http://127.0.0.1:{elsewhere.port}"
    links = {"next": there, "logoUrl": f"{there}/logo", "path": "/etc/passwd", "file": "../x"}
    answers = [
        Answer(200, json.dumps({"contact": {"data": links}, **links}).encode(), {"Link": there}),
        *[Answer(code, headers={"Location": there}) for code in (301, 302, 303, 307, 308)],
        Answer(200, USAGE, {"Refresh": f"0; url={there}", "Content-Location": there}),
    ]
    lusha, _ = asked(script, *answers)
    lusha("person", "get", ADA)
    for _ in range(5):
        lusha("contacts", "search", ADA, code=9)
    lusha("account", "usage")
    assert elsewhere.asked == []
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
def test_plain_http_goes_to_this_machine_alone(lusha: Lusha, url: str) -> None:
    lusha.env.update(LUSHA_SANDBOX="0", LUSHA_API_KEY=KEY, LUSHA_BASE_URL=url)
    assert "LUSHA_BASE_URL" in lusha("account", "usage", "--no-wait", code=2).err


# What is told.


def test_webhook_secrets_and_signatures_are_hidden_on_stderr(script: Script) -> None:
    said = f"secret {SECRET}, X-Lusha-Signature: {'ab' * 32}, api_key={'k' * 20}"
    headers = {"X-Request-Id": SECRET, "X-Lusha-Signature": "ab" * 32}
    lusha, _ = asked(script, Answer(400, json.dumps({"message": said}).encode(), headers))
    told = lusha("api", "GET", "/api/account/secret", "--debug", code=2).err
    for secret in (SECRET, "ab" * 32, "k" * 20):
        assert secret not in told
    assert told.count("[hidden]") == 4


def test_a_secret_that_was_asked_for_is_data(script: Script) -> None:
    lusha, _ = asked(script, Answer(200, json.dumps({"secret": SECRET}).encode()))
    result = lusha("api", "GET", "/api/account/secret", "-v")
    assert result.json == {"secret": SECRET}
    assert SECRET not in result.err


@pytest.mark.parametrize("how", ["flag", "environment", "config"])
def test_redact_pii_keeps_personal_data_out_of_stderr(script: Script, how: str) -> None:
    said = f"No such person: Ada Byrne, {ADA}, +1 344 555 0151, linkedin.com/in/ada-byrne"
    lusha, server = asked(script, Answer(400, json.dumps({"message": said}).encode()))
    flags: tuple[str, ...]
    flags = ("--first-name", "Ada", "--last-name", "Byrne", "--company-name", "Engines", "--debug")
    assert "Ada" in lusha("person", "get", *flags, code=2).err
    if how == "environment":
        lusha.env["LUSHA_REDACT_PII"] = "1"
    elif how == "config":
        lusha("config", "set", "redact-pii", "true")
    else:
        flags = (*flags, "--redact-pii")
    told = lusha("person", "get", *flags, code=2).err
    told = told.replace(f":{server.port}/", "/")  # a port may have the digits of the phone
    for word in ("Ada", "Byrne", "Engines", "ada.byrne", "555", "linkedin"):
        assert word not in told
    assert "/v2/person?… 400" in told
    assert server.asked[-1][1].startswith("/v2/person?firstName=Ada")


def test_redact_pii_covers_a_command_line_that_is_not_understood(lusha: Lusha) -> None:
    told = lusha("person", "get", "--redact-pii", f"--nonsense={ADA}", code=2).err
    assert ADA not in told


def test_redact_pii_leaves_the_data_alone(lusha: Lusha) -> None:
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
def test_what_looks_personal_is_hidden_and_no_more(text: str, left: str) -> None:
    redactor = Redactor()
    assert redactor.redact(text) == text
    redactor.add_personal_data([])
    assert redactor.redact(text) == left


def test_debug_tells_of_each_request_and_wait(script: Script) -> None:
    headers = {"x-minute-requests-left": "7", "Set-Cookie": "a=b", "Content-Type": "text/html"}
    lusha, server = asked(script, Answer(503, b"", headers), Answer(200, USAGE))
    told = lusha("account", "usage", "--debug").err.splitlines()
    url = f"http://127.0.0.1:{server.port}"
    assert told[0] == f"GET {url}/account/usage 503 in 0 ms, 0 bytes"
    assert sorted(told[1:4]) == [
        "  Content-Length: 0",
        "  Content-Type: text/html",
        "  x-minute-requests-left: 7",
    ]
    assert told[4].startswith(
        "The API answered 503 with a page that is not the API's. Trying again in"
    )
    assert told[5] == f"GET {url}/account/usage 200 in 0 ms, {len(USAGE)} bytes"
    server.answers[:] = [Answer(0, cut=True), Answer(200, USAGE)]
    told = lusha("account", "usage", "-v").err.splitlines()
    assert told[0].startswith("GET /account/usage failed after 0 ms: Cannot reach 127.0.0.1:")
    assert told[2].startswith("GET /account/usage 200 in 0 ms")


# Files.


@POSIX
def test_files_are_private_from_the_moment_they_exist(
    server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    user = Lusha(tmp_path / "a" / "b" / "user")
    user.env.update(LUSHA_BASE_URL=server.url)
    source = tmp_path / "in.csv"
    source.write_text(f"email\n{ADA}\n")
    # Whoever relies on chmod afterwards has let others in for a moment.
    monkeypatch.setattr(os, "chmod", lambda *_, **__: None)
    before = os.umask(0)
    try:
        user("auth", "login", "--with-token", "--insecure-storage", stdin=KEY.encode())
        user("config", "set", "output", "json")
        user("filters", "contacts", "seniority")
        user("person", "bulk", str(source), "--yes")
        user("person", "get", ADA, "--sandbox")
    finally:
        os.umask(before)
    found = [path for path in (tmp_path / "a").rglob("*") if path.exists()]
    names = {path.name for path in found}
    assert {"credentials.toml", "config.toml", "state.db", "sandbox.db", "limits"} <= names
    for path in (tmp_path / "a", *found):
        mode = stat.S_IMODE(path.stat().st_mode)
        assert mode == (0o700 if path.is_dir() else 0o600), f"{path}: {mode:o}"


@POSIX
@pytest.mark.parametrize("name", ["config.toml", "credentials.toml"])
def test_a_file_of_another_owner_is_refused(
    lusha: Lusha, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    lusha.env["LUSHA_SANDBOX"] = "0"
    file = lusha.config.parent / name
    file.parent.mkdir(mode=0o700)
    file.write_text('default = "x"\n' if name.startswith("cred") else 'output = "json"\n')
    file.chmod(0o600)
    monkeypatch.setattr(os, "geteuid", lambda: file.stat().st_uid + 1)
    # A root's files are nobody else's: root can do anything as it is.
    owner = file.stat()
    forged = os.stat_result((*owner[:4], 4711, *owner[5:10]))
    monkeypatch.setattr(os, "fstat", lambda _: forged)
    told = lusha("account", "usage", "--no-wait", code=2).err
    assert f"{file} belongs to another user" in told
    assert "chown" in told


@POSIX
@pytest.mark.parametrize(
    ("name", "mode", "told"),
    [
        ("config.toml", 0o602, "can be written by any user"),
        ("credentials.toml", 0o640, "can be read by other users"),
        ("credentials.toml", 0o604, "can be read by other users"),
    ],
)
def test_a_file_that_others_get_at_is_refused(
    lusha: Lusha, name: str, mode: int, told: str
) -> None:
    lusha.env["LUSHA_SANDBOX"] = "0"
    file = lusha.config.parent / name
    file.parent.mkdir(mode=0o700)
    file.write_text("")
    file.chmod(mode)
    result = lusha("account", "usage", "--no-wait", code=2)
    assert told in result.err
    assert f"chmod 600 '{file}'" in result.err


# Text from the API.


HOSTILE = "\x1b]0;owned\x07\x1b[31m[bold red]x[/]\u202e\x9b1m\r"


def test_text_of_the_api_is_inert_wherever_it_is_shown(script: Script) -> None:
    person = {"error": None, "data": {"fullName": HOSTILE, "jobTitle": {"title": HOSTILE}}}
    body = json.dumps({"contact": person}).encode()
    lusha, server = asked(script, Answer(200, body))
    for output in FORMATS:
        shown = lusha("person", "get", ADA, "-o", output, terminal=True)
        for bad in ("\x1b]", "\x1b[31m", "\x07", "\u202e", "\x9b"):
            assert bad not in shown.out, output
        if output == "table":
            assert "[bold red]x[/]" in shown.out
    server.answers[:] = [
        Answer(400, json.dumps({"message": HOSTILE, "errors": [HOSTILE]}).encode())
    ]
    told = lusha("person", "get", ADA, code=2, terminal=True).err
    assert not {"\x07", "\u202e", "\x9b"} & set(told)
    assert "\x1b]" not in told


def test_cells_and_scalars_are_written_so_that_they_read_back(script: Script) -> None:
    import csv

    import yaml

    odd = "=1+1\n---\n!!python/object:os.system [x], \"y\"; 'z'"
    body = json.dumps({"contact": {"data": {"fullName": odd, "on": "yes", "n": "012"}}}).encode()
    lusha, _ = asked(script, Answer(200, body))
    data = yaml.safe_load(lusha("person", "get", ADA, "-o", "yaml").out)["contact"]["data"]
    assert data == {"fullName": odd, "on": "yes", "n": "012"}
    [row] = csv.DictReader(lusha("person", "get", ADA, "-o", "csv").out.splitlines(keepends=True))
    assert odd in row.values()
