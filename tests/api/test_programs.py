"""`--code`: the printed programs run, and send exactly what the command sends."""

import ast
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from lusha_cli.api.programs.languages import WRITERS
from lusha_cli.api.programs.literals import literal
from lusha_cli.api.programs.program_request import ProgramRequest
from lusha_cli.api.programs.python import DIALECT
from lusha_cli.config.setting_definitions import LANGUAGES
from lusha_cli.sandbox.http import Request, Response
from tests.support.cli import ADA, KEY, Lusha, Server, StartScriptedServer
from tests.support.scripted_server import ScriptedResponse
from tests.support.working_requests import Working, working_requests

# The file name of a program, and the command that runs it.
RUNNERS = {
    "python": ("program.py", [sys.executable]),
    "node": ("program.js", ["node"]),
    "java": ("Main.java", ["java"]),
    "curl": ("program.sh", ["sh"]),
}
HOSTILE = [
    "", '"', "'", "\\", '\\"', '"""', "'''", "\\u0041", "\\\\u0041", "\\N{DASH}", "${x}", "`${x}`",
    "{x}", "%s", "</script>", "<!-- -->", "]]>", "*/", "//", "#", "\u2028\u2029", "\u202eabc",
    "\x00\x01\x1b[1m\x7f\x85\xa0", "\r\n\t\b\f\v", "é日本🦊", "\U0010ffff", "\ufeff", "a\udcffb",
    "__proto__", "$(id) `id` $HOME !x", "\\x", "\\", "a\\\nb", "\\\r", "0", "NaN", " a ", "x" * 300,
]  # fmt: skip


def run_program(
    language: str, program: str, folder: Path, *, key: str = KEY, stdin: bool = False
) -> subprocess.CompletedProcess[bytes]:
    """Run a printed program as a file, or from standard input, and return how it ended."""
    name, command = RUNNERS[language]
    # Without the compiler, Java can't run a source file.
    needed = "javac" if language == "java" else command[0]
    if not shutil.which(needed):
        pytest.skip(f"{needed} is not installed")
    folder.mkdir(exist_ok=True)
    (folder / name).write_text(f"{program}\n", encoding="utf-8")
    # No locale: a program must not depend on one.
    env = {"PATH": os.environ["PATH"], "HOME": "/nowhere", "LC_ALL": "C", "LUSHA_API_KEY": key}
    if stdin:
        content = (folder / name).read_bytes()
        return subprocess.run([*command, "-"], input=content, env=env, capture_output=True)
    return subprocess.run([*command, str(folder / name)], env=env, capture_output=True)


class Recorder:
    """Returns the sandbox's response, and the same again for a request that is exactly the same.

    Otherwise the results of two requests would differ in their ids, times and charges.
    """

    def __init__(self, handle: Callable[[Request], Response]) -> None:
        self._handle = handle
        self._responses: dict[str, Response] = {}

    def __call__(self, request: Request) -> Response:
        headers = {name.lower(): value for name, value in request.headers.items()}
        sent = [headers.get(name) for name in ("api_key", "content-type")]
        body = json.loads(request.body) if request.body else None
        name = json.dumps([request.method, request.path, sorted(request.query), body, sent])
        if name not in self._responses:
            self._responses[name] = self._handle(request)
        return self._responses[name]


@pytest.fixture
def working(online: Lusha, server: Server, monkeypatch: pytest.MonkeyPatch) -> Iterator[Working]:
    """Return a request of each operation, for a sandbox that records."""
    online.env["LUSHA_YES"] = "1"
    requests = working_requests(lambda *argv: online(*argv, "-q").json)
    monkeypatch.setattr(server.sandbox, "handle", Recorder(server.sandbox.handle))
    return requests


@pytest.mark.slow
@pytest.mark.parametrize("language", LANGUAGES)
def test_program_prints_the_result_of_the_command(
    online: Lusha, working: Iterator[Working], tmp_path: Path, language: str
) -> None:
    sample = list(working)
    if language == "java":
        sample = sample[::9]
    expected: dict[str, Any] = {}
    programs = {}
    for item in sample:
        programs[item.operation] = online(*item.argv, "--code", language, stdin=item.stdin).out
        assert KEY not in programs[item.operation]
        expected[item.operation] = online(*item.argv, "-q", stdin=item.stdin).json

    def run(operation: str) -> None:
        folder = tmp_path / operation.replace(" ", "-")
        done = run_program(language, programs[operation], folder)
        assert (done.returncode, done.stderr) == (0, b""), operation
        assert json.loads(done.stdout) == expected[operation], operation

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(run, programs))


@pytest.mark.parametrize(
    ("language", "stdin"),
    [
        ("python", False),
        pytest.param("python", True, marks=pytest.mark.slow),
        pytest.param("node", False, marks=pytest.mark.slow),
        pytest.param("node", True, marks=pytest.mark.slow),
        pytest.param("java", False, marks=pytest.mark.slow),
    ],
)
def test_program_sends_any_text(
    script: StartScriptedServer, tmp_path: Path, language: str, stdin: bool
) -> None:
    lusha, scripted = script(ScriptedResponse(200, b"{}"))
    body = {
        **{text: text for text in HOSTILE},
        "nested": [{"a": [None, True, False, 0, -1, 1.5, 1e300, 2**53]}, [], {}],
    }
    query = "".join(HOSTILE)
    argv = ("api", "PATCH", f"/nowhere?q[]={{1}} é%41%zz&{query.encode('utf-8', 'replace').hex()}")
    stdin_body = json.dumps(body).encode()
    for encoding in ("utf-8", "ascii"):
        program = lusha(*argv, "--input", "-", "--code", language, stdin=stdin_body,
                        encoding=encoding).out  # fmt: skip
        assert encoding != "ascii" or program.isascii()
        assert all(character.isprintable() for line in program.split("\n") for character in line)
        done = run_program(language, program, tmp_path, stdin=stdin)
        assert (done.returncode, done.stdout, done.stderr) == (0, b"{}", b"")
    lusha(*argv, "--input", "-", "-q", "--yes", stdin=stdin_body)
    assert len(scripted.requests) == 3
    assert len({(method, path) for method, path, _ in scripted.requests}) == 1
    assert scripted.bodies == [scripted.bodies[0]] * 3


@pytest.mark.parametrize("language", ["python", "node", "java"])
@pytest.mark.slow
def test_program_sends_long_texts_and_exact_numbers(
    script: StartScriptedServer, tmp_path: Path, language: str
) -> None:
    lusha, scripted = script(ScriptedResponse(200, b"{}"))
    body = {"long": "é\\u0041\"'" * 40_000, "exact": [2**63, 2**53 + 1, -(2**60)], "__proto__": 1}
    content = json.dumps(body).encode()
    argv = ("api", "POST", "/nowhere", "--input", "-")
    program = lusha(*argv, "--code", language, stdin=content).out
    assert run_program(language, program, tmp_path).stdout == b"{}"
    assert scripted.bodies[0] == body


_CHARACTERS = st.characters(exclude_categories=["Cs"])
_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.text(_CHARACTERS)
    | st.floats(allow_nan=False, allow_infinity=False) | st.sampled_from(HOSTILE[:-10]),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(_CHARACTERS), inner),
)  # fmt: skip


def replaced(value: Any) -> Any:
    """Return a value as it is sent: halves of surrogate pairs are replaced."""
    return json.loads(json.dumps(value, ensure_ascii=False).encode("utf-8", "replace"))


@pytest.mark.slow
@given(_VALUES, st.sampled_from(["utf-8", "ascii", "cp1252"]))
@settings(max_examples=100, suppress_health_check=list(HealthCheck))
def test_python_literal_has_the_value(value: Any, encoding: str) -> None:
    text = literal(value, DIALECT, encoding=encoding)
    text.encode(encoding)
    assert ast.literal_eval(text) == replaced(value)


@pytest.mark.slow
def test_node_literal_has_the_value(tmp_path: Path) -> None:
    if not shutil.which("node"):
        pytest.skip("node is not installed")
    from lusha_cli.api.programs.node import DIALECT as NODE

    drawn: list[Any] = []

    @settings(max_examples=300, database=None, phases=[Phase.generate], deadline=None,
              suppress_health_check=list(HealthCheck))  # fmt: skip
    @given(_VALUES)
    def draw(value: Any) -> None:
        drawn.append(value)

    draw()
    lines = [f"console.log(JSON.stringify({literal(each, NODE, encoding='utf-8')}));"
             for each in drawn]  # fmt: skip
    file = tmp_path / "values.js"
    file.write_text("\n".join(lines), encoding="utf-8")
    done = subprocess.run(["node", str(file)], capture_output=True, check=True)
    # JavaScript writes large floats as integers.
    got = [json.loads(line, parse_int=float) for line in done.stdout.splitlines()]
    assert got == json.loads(json.dumps(replaced(drawn)), parse_int=float)


@pytest.mark.parametrize(
    "language",
    [name if name == "python" else pytest.param(name, marks=pytest.mark.slow)
     for name in ("python", "node", "java")],
)  # fmt: skip
def test_program_exits_1_with_the_body_of_an_error_on_stderr(
    script: StartScriptedServer, tmp_path: Path, language: str
) -> None:
    lusha, scripted = script(ScriptedResponse(402, b'{"message": "no credits"}'))
    program = lusha("person", "get", ADA, "--code", language).out
    done = run_program(language, program, tmp_path)
    assert (done.returncode, done.stdout) == (1, b"")
    assert done.stderr == b'{"message": "no credits"}'
    done = run_program(language, program, tmp_path, key="")
    assert (done.returncode, done.stdout) == (1, b"")
    assert b"Set LUSHA_API_KEY." in done.stderr
    assert len(scripted.requests) == 1


@pytest.mark.slow
@pytest.mark.parametrize("language", ["python", "node", "java"])
def test_program_sends_the_key_along_no_redirect(
    script: StartScriptedServer, tmp_path: Path, language: str
) -> None:
    _, other = script(ScriptedResponse(200, b"{}"))
    location = {"Location": f"http://127.0.0.1:{other.port}/"}
    lusha, _ = script(ScriptedResponse(302, b"moved", location))
    program = lusha("person", "get", ADA, "--code", language).out
    assert run_program(language, program, tmp_path).returncode == 1
    assert other.requests == []


def test_code_needs_no_key_and_sends_nothing(online: Lusha, server: Server) -> None:
    del online.env["LUSHA_API_KEY"]
    for language in LANGUAGES:
        result = online("contacts", "search", "--email", ADA, "--code", language)
        assert server.url in result.out
        assert result.err == ""
    assert online("person", "get", ADA, "--curl").out == (
        online("person", "get", ADA, "--code", "curl").out
    )
    assert server.ledger()["totals"]["requests"] == 0


def test_code_of_a_file_is_its_first_request(
    online: Lusha, server: Server, emails: list[str], write_file: Callable[[str, str], str]
) -> None:
    source = write_file("people.csv", "email\n" + "\n".join(emails))
    result = online("person", "bulk", source, "--code", "node")
    assert emails[99] in result.out
    assert emails[100] not in result.out
    assert "the first of 3 requests" in result.err


def test_code_of_the_sandbox_names_its_server(lusha: Lusha) -> None:
    for option in (("--curl",), ("--code", "python")):
        result = lusha("person", "get", ADA, *option)
        assert "https://api.lusha.com/v2/person" in result.out
        assert "run: lusha sandbox serve. Then" in result.err


def test_code_and_curl_exclude_each_other(lusha: Lusha) -> None:
    result = lusha("account", "usage", "--curl", "--code", "python", "--json", code=2)
    assert "--curl and --code" in result.error["message"]
    assert "python, node, java, curl" in lusha("account", "usage", "--code", "go", code=2).err


def test_every_language_has_a_writer() -> None:
    assert tuple(WRITERS) == LANGUAGES
    request = ProgramRequest("GET", "https://api.example/a b", None)
    assert all("body" not in WRITERS[name](request).lower().replace("bodyhandlers", "")
               for name in ("python", "node", "curl"))  # fmt: skip
