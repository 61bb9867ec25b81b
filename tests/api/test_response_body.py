"""Responses that aren't one: status, charset, JSON, shape and size."""

import json
import resource
import subprocess
import sys
import textwrap
from collections.abc import Callable
from pathlib import Path

import pytest

from lusha_cli.api.endpoints import BY_NAME
from lusha_cli.api.request import ApiRequest
from lusha_cli.api.response_body import decode_body, parse_body
from lusha_cli.api.schema.results import documented_results
from lusha_cli.errors import UnusableResponse
from tests.support.cli import ADA, StartScriptedServer
from tests.support.scripted_server import ScriptedResponse

PAID = ("person", "get", ADA, "--api-version", "v2")
FOUND = b'{"contact": {"data": {"fullName": "Ada"}}, "creditsCharged": 1}'
ERRORS = [
    {"statusCode": 500, "message": "Internal error", "errors": ["x"]},
    {"error": {"code": 500, "message": "Internal error"}},
    {"message": "Internal error", "code": 500},
]


@pytest.mark.parametrize(
    "response",
    [
        ScriptedResponse(204),
        ScriptedResponse(200, b""),
        ScriptedResponse(200, b" \n"),
        ScriptedResponse(201, b"null"),
        ScriptedResponse(200, b"[]"),
        ScriptedResponse(200, b"{}"),
        ScriptedResponse(200, b"7"),
        ScriptedResponse(200, b'"text"'),
        ScriptedResponse(200, b"true"),
        ScriptedResponse(200, b'{"contact": null}'),
        ScriptedResponse(200, b'{"contact": "Ada"}'),
        ScriptedResponse(200, b'{"other": {}}'),
        ScriptedResponse(200, b"<html>"),
        ScriptedResponse(200, b'{"contact": {"data": {}}} x'),
        ScriptedResponse(200, b'{"contact": {"data": {"x": NaN}}}'),
        ScriptedResponse(200, b'{"contact": {"data": {"x": 1e999}}}'),
        ScriptedResponse(200, b'{"contact": {"data": {}}, "creditsCharged": Infinity}'),
        ScriptedResponse(200, FOUND, {"Content-Type": "application/json; charset=nonsense"}),
        ScriptedResponse(200, b"\xff\xff", {"Content-Type": "text/plain; charset=us-ascii"}),
        ScriptedResponse(200, FOUND, {"Content-Encoding": "compress"}),
        *(ScriptedResponse(200, json.dumps(error).encode()) for error in ERRORS),
    ],
)
def test_unusable_response_of_a_paid_request_may_have_been_charged(
    script: StartScriptedServer, response: ScriptedResponse
) -> None:
    lusha, server = script(response)
    server.pricing = None
    result = lusha(*PAID, code=9)
    assert "Response unusable: the API returned 20" in result.err
    assert "may have been charged" in result.err
    assert "Charged up to 6 credits." in result.err
    assert "No match" not in result.err


def test_error_with_a_successful_status_has_its_message(script: StartScriptedServer) -> None:
    for error in ERRORS:
        lusha, _ = script(ScriptedResponse(200, json.dumps(error).encode()))
        result = lusha(*PAID, code=9)
        assert "the API returned 200 with an error: Internal error" in result.err
        assert result.out == ""


def test_unknown_shape_is_shown_as_it_may_have_been_paid_for(script: StartScriptedServer) -> None:
    lusha, _ = script(ScriptedResponse(200, b'{"people": [{"name": "Ada"}], "x": 1.10}'))
    result = lusha(*PAID, code=9)
    assert (
        result.out == '{\n  "people": [\n    {\n      "name": "Ada"\n    }\n  ],\n  "x": 1.10\n}\n'
    )
    assert "Response unusable: the API returned 200 without a result." in result.err


def test_deletion_may_have_no_body(script: StartScriptedServer) -> None:
    lusha, _ = script(ScriptedResponse(204))
    lusha("contacts", "tables", "delete", "7", "--owner", "you@firm.example", "--yes")


DOCUMENTED = documented_results()


@pytest.mark.parametrize("name", DOCUMENTED)
def test_documented_result_is_usable(name: str) -> None:
    endpoint, result = BY_NAME[name], DOCUMENTED[name]
    ids = result if name == "company bulk" else {}
    sent = {"companies": [{"id": id_} for id_ in ids]}
    request = ApiRequest(endpoint.method, endpoint.path, {}, sent, endpoint)
    assert parse_body(request, json.dumps(result).encode(), status=200) == result


@pytest.mark.parametrize(
    ("charset", "codec"),
    [
        ("", "utf-8"),
        ("", "utf-8-sig"),
        ("", "utf-16"),
        ("", "utf-16-le"),
        ("", "utf-32-be"),
        ("utf-8", "utf-8"),
        ("UTF8", "utf-8-sig"),
        ("iso-8859-1", "latin-1"),
        ("windows-1252", "cp1252"),
        ("utf-16", "utf-16"),
        ("UTF-16BE", "utf-16-be"),
        ("Shift_JIS", "shift_jis"),
        ("gb18030", "gb18030"),
    ],
)
@pytest.mark.parametrize("form", ["application/json; charset={}", 'text/json;x=y; CHARSET = "{}"'])
def test_declared_charset_is_honoured(
    script: StartScriptedServer, charset: str, codec: str, form: str
) -> None:
    text = "日本" if codec in ("shift_jis", "gb18030") else "Müller"
    body = json.dumps({"contact": {"data": {"fullName": text}}}, ensure_ascii=False).encode(codec)
    headers = {"Content-Type": form.format(charset)} if charset else {}
    lusha, _ = script(ScriptedResponse(200, body, headers))
    assert lusha(*PAID).json["contact"]["data"]["fullName"] == text


@pytest.mark.parametrize("charset", ["hex", "zip", "rot13", "undefined", "x" * 999, "\xff"])
def test_charset_that_is_none_is_an_error_in_words(charset: str) -> None:
    headers = {"Content-Type": f"application/json; charset={charset}"}
    with pytest.raises(UnusableResponse, match=r"returned 200 with text that isn't valid"):
        decode_body(b'{"a": "x"}' * 3, headers, status=200)


NUMBERS = b"""{"contact": {"data": {"a": 1.10, "b": 123456789012345678.123, "c": 1e5, "d": -0.0,
 "e": 123456789012345678901234567890, "f": [0.1, 1E+2, {"g": 2.50}]}}}"""


def test_json_output_has_the_numbers_of_the_body(script: StartScriptedServer) -> None:
    lusha, _ = script(ScriptedResponse(200, NUMBERS))
    for number in ("1.10", "123456789012345678.123", "1e5", "-0.0", "0.1", "1E+2", "2.50",
                   "123456789012345678901234567890"):  # fmt: skip
        for output in ("json", "jsonl"):
            assert number in lusha(*PAID, "-o", output).out
    assert "1.10" in lusha(*PAID, "-o", "yaml").out


@pytest.mark.parametrize("charge", ["-1", "-1e30", "1e300", '"3"', "true", "null"])
def test_charge_that_is_none_counts_as_the_estimate(
    script: StartScriptedServer, charge: str
) -> None:
    body = '{"results": [{"id": "1"}], "billing": {"creditsCharged": CHARGE}}'
    lusha, server = script(ScriptedResponse(200, body.replace("CHARGE", charge).encode()))
    result = lusha("contacts", "search", ADA)
    assert "Charged up to 1 credit." in result.err
    # A walk over the pages stops at the cap.
    page = {"results": [{"id": str(n)} for n in range(100)], "pagination": {"total": 50_000}}
    content = json.dumps({**page, "billing": {"creditsCharged": 0}}).replace(
        ": 0}", f": {charge}}}"
    )
    server.responses[:] = [ScriptedResponse(200, content.encode())]
    server.requests.clear()
    walk = ("contacts", "prospecting", "--job-title", "x", "--all", "--max-credits", "20")
    lusha(*walk, code=10)
    assert len(server.requests) <= 5


BOMBS: dict[str, Callable[[], bytes]] = {
    "lists": lambda: b"[" + b"[]," * 10_000_000 + b"[]]",
    "objects": lambda: b"[" + b"{}," * 10_000_000 + b"{}]",
    "members": lambda: b"[" + b'{"a":1},' * 4_000_000 + b"{}]",
    "texts": lambda: b"[" + b'"ab",' * 6_000_000 + b"1]",
    "numbers": lambda: b"[" + b"1.5," * 8_000_000 + b"1]",
    "long": lambda: b'"' + b"x" * (33 << 20) + b'"',
}  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("name", BOMBS)
def test_huge_response_ends_with_an_error_in_bounded_memory(name: str, tmp_path: Path) -> None:
    bomb = tmp_path / "bomb"
    bomb.write_bytes(BOMBS[name]())
    code = textwrap.dedent(f"""
        import gzip, sys
        from pathlib import Path
        from tests.support.scripted_server import ScriptedResponse, ScriptedServer
        content = gzip.compress(Path({str(bomb)!r}).read_bytes(), 1)
        server = ScriptedServer([ScriptedResponse(200, content, {{"Content-Encoding": "gzip"}})])
        print(server.port, flush=True)
        sys.stdin.read()
    """)
    with subprocess.Popen(
        [sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as server:
        assert server.stdout
        assert server.stdin
        port = int(server.stdout.readline())
        client = subprocess.run(
            [sys.executable, "-m", "lusha_cli", "api", "GET", "/x", "--yes",
             "--base-url", f"http://127.0.0.1:{port}"],
            env={"LUSHA_API_KEY": "k" * 20, "HOME": str(tmp_path), "PATH": "/bin"},
            capture_output=True, text=True, check=False,
            preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (900 << 20, 900 << 20)),
        )  # fmt: skip
        server.stdin.close()
    # Longer than any response of the API, or more values than fit into the memory.
    assert client.returncode in (8, 9), client.stderr
    assert "32 MB" in client.stderr or "400 MB of memory" in client.stderr, client.stderr
