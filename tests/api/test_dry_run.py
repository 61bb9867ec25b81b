"""`--curl`: the printed line runs in a shell and sends what the command sends."""

import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest

from tests.support.cli import ADA, KEY, Lusha, Server, StartScriptedServer
from tests.support.scripted_server import ScriptedResponse

pytestmark = pytest.mark.skipif(not shutil.which("curl"), reason="curl is not installed")

ODD = 'O\'Neil & "Söhne" $HOME `id` \\n %41 日本 🦊'


# A result of each of the operations below.
SERVED = b'{"contact": {"data": {"fullName": "Ada"}}, "contacts": [], "results": [], "data": {}}'


def run_pasted(line: str, *, encoding: str = "utf-8") -> Any:
    """Run a printed line in a shell and return what curl prints."""
    env = {"PATH": os.environ["PATH"], "LUSHA_API_KEY": KEY, "HOME": "/nowhere"}
    done = subprocess.run(["sh", "-c", line], env=env, capture_output=True, check=True)
    assert done.stderr == b""
    return json.loads(done.stdout)


@pytest.mark.parametrize(
    ("argv", "encoding"),
    [
        (("person", "get", "--full-name", f"Ada {ODD}", "--company-name", ODD), "ascii"),
        (("api", "PUT", "/nowhere/1", "-F", f"a={ODD}\x1b[1m\n\t\x7f"), "ascii"),
        (("api", "PUT", "/nowhere/1", "-F", f"a={ODD}\x1b[1m\n\t\x7f"), "utf-8"),
        (("person", "get", "--full-name", f"Ada {ODD}", "--company-name", ODD), "utf-8"),
        (("person", "get", ADA, "--refresh-job-info"), "utf-8"),
        (("prospecting", "contact", "search", "--job-title", ODD, "--size", "1000-"), "utf-8"),
        (
            ("api", "POST", "/v3/contacts/search", "-F", f"a={ODD}", "-F", "b[]=1", "-F", "b[]=@x"),
            "utf-8",
        ),
        (("api", "GET", "/nowhere?ids[]={1,2}&x=[1-3]"), "utf-8"),
        (("api", "DELETE", "/nowhere/1"), "utf-8"),
        (
            ("contacts", "tables", "update", "7", "--name", ODD, "--owner", "you@firm.example"),
            "utf-8",
        ),
        (("contacts", "tables", "delete", "7", "--owner", "you+1@firm.example", "--yes"), "utf-8"),
    ],
)
def test_curl_line_sends_what_the_command_sends(
    script: StartScriptedServer, argv: tuple[str, ...], encoding: str
) -> None:
    lusha, scripted = script(ScriptedResponse(200, SERVED))
    line = lusha(*argv, "--curl", encoding=encoding).out
    assert KEY not in line
    assert scripted.requests == []
    run_pasted(line)
    lusha(*argv, "--quiet", "--yes")
    (method, path, headers), (its_method, its_path, its_headers) = scripted.requests
    # requests encodes brackets, curl doesn't; servers accept both.
    assert (method, unquote(path)) == (its_method, unquote(its_path))
    assert scripted.bodies[0] == scripted.bodies[1]
    for name in ("api_key", "content-type"):
        assert headers.get(name) == its_headers.get(name)


@pytest.mark.slow
def test_curl_line_works_on_the_sandbox_for_every_method(online: Lusha, server: Server) -> None:
    by = ("--owner", "you@firm.example", "--yes")

    def pasted(*argv: str) -> Any:
        return run_pasted(online(*argv, "--curl").out)

    assert pasted("person", "get", ADA)["contact"]["data"]["fullName"] == "Ada Byrne"
    title = "Head of \"R&D\" & 'Söhne'"
    assert pasted("prospecting", "contact", "search", "--job-title", title)["contacts"] == []
    created = pasted("contacts", "tables", "create", title, *by[:2])
    table = created["data"]["tableId"]
    online("contacts", "tables", "get", table, *by[:2])
    pasted("contacts", "tables", "update", table, "--name", "日本 'Q3'", *by[:2])
    assert "日本 'Q3'" in online("contacts", "tables", "get", table, *by[:2]).out
    pasted("contacts", "tables", "delete", table, *by)
    online("contacts", "tables", "get", table, *by[:2], code=3)
    requests = server.ledger()["requests"]
    assert requests["contacts tables update"] == requests["contacts tables delete"] == 1


def test_curl_line_of_a_bulk_file_works(online: Lusha, tmp_path: Path) -> None:
    body = tmp_path / "body.json"
    body.write_text(json.dumps({"contacts": [{"contactId": "1", "email": ADA}]}))
    response = run_pasted(online("person", "bulk", "--body", str(body), "--curl").out)
    assert response["contacts"]["1"]["data"]["fullName"] == "Ada Byrne"
