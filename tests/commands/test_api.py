"""`lusha api`: raw calls."""

from pathlib import Path

import pytest

from tests.support.cli import ADA, Lusha, Server, StartScriptedServer
from tests.support.scripted_server import ScriptedResponse


def test_api_get_sends_parameters_in_the_url(lusha: Lusha) -> None:
    got = lusha("api", "GET", "/v2/person", "-F", f"email={ADA}").json
    assert got["contact"]["data"]["fullName"] == "Ada Byrne"
    same = lusha("api", "get", f"/v2/person?email={ADA}", "-f", "partialProfile=true").json
    assert same["contact"]["data"]["personId"] == got["contact"]["data"]["personId"]


def test_api_post_sends_a_body_from_fields_file_or_stdin(lusha: Lusha, tmp_path: Path) -> None:
    body = b'{"contacts": [{"contactId": "7", "email": "%s"}]}' % ADA.encode()
    file = tmp_path / "body.json"
    file.write_bytes(body)
    for argv, stdin in ((("--input", str(file)), b""), (("--input", "-"), body)):
        got = lusha("api", "POST", "/v2/person", *argv, "--yes", stdin=stdin).json
        assert got["contacts"]["7"]["data"]["fullName"] == "Ada Byrne"


def test_api_field_is_converted_and_raw_field_is_text(lusha: Lusha) -> None:
    shown = lusha(
        "api", "POST", "/v2/company", "--dry-run", "-F", "a=1", "-F", "b=true", "-F", "c=null",
        "-F", "d=007", "-F", "e[]=x", "-F", "e[]=-2", "-f", "e[]=3", "-f", "g=1", "-F", "h=a=b",
    ).json  # fmt: skip
    assert shown["body"] == {
        "a": 1, "b": True, "c": None, "d": "007", "e": ["x", -2, "3"], "g": "1", "h": "a=b",
    }  # fmt: skip


def test_api_flags_override_the_body(lusha: Lusha) -> None:
    shown = lusha(
        "api", "PATCH", "/x", "--dry-run", "--input", "-", "-F", "a=2", stdin=b'{"a":1,"b":1}'
    ).json
    assert shown["body"] == {"a": 2, "b": 1}


def test_api_unknown_path_returns_404(lusha: Lusha) -> None:
    result = lusha("api", "GET", "/nowhere", "--yes", code=3)
    assert "404" in result.err
    near = lusha("api", "GET", "/acount/usage", "--yes", code=3)
    assert "Cannot GET /acount/usage. Did you mean /account/usage?" in near.err
    assert "Check METHOD and PATH: GET /account/usage" in near.err
    assert "another way" not in near.err + result.err
    assert "Nothing was charged. Check METHOD and PATH against the API's" in result.err
    known = lusha("api", "GET", "/v2/person?email=nomatch@magic.example")
    assert "did you mean" not in known.err.lower()


@pytest.mark.parametrize(
    ("argv", "hint"),
    [
        (("GET", "/nowhere"), "Unknown path /nowhere.\n"),
        (("GET", "/acount/usage"), "Unknown path /acount/usage. Did you mean /account/usage?\n"),
        (
            ("POST", "/v3/contacts/buying-grup?a=1"),
            "Unknown path /v3/contacts/buying-grup. Did you mean /v3/contacts/buying-group?\n",
        ),
        (
            ("PUT", "/account/usage"),
            "/account/usage accepts GET. Run: lusha api GET /account/usage --sandbox\n",
        ),
    ],
)
def test_api_unknown_path_is_explained_where_it_needs_consent(
    lusha: Lusha, argv: tuple[str, ...], hint: str
) -> None:
    del lusha.env["LUSHA_SANDBOX"]
    unknown_cost = "This may cost an unknown number of credits."
    piped = lusha("api", *argv, "--sandbox", code=2).err
    assert f"{unknown_cost} Pass --yes to confirm (no terminal to prompt on).\n  {hint}" in piped
    declined = lusha("api", *argv, "--sandbox", terminal=True, stdin=b"n\n", code=130).err
    assert f"{unknown_cost} Continue? [y/N]" in declined
    assert " ".join(declined.split()).endswith(hint.strip())


@pytest.mark.parametrize(
    ("argv", "message"),
    [
        (("POST", "/account/usage"), "/account/usage accepts GET.\n  Run: lusha api GET /account/"),
        (
            ("DELETE", "/v2/person?a=1&b=2"),
            "accepts GET or POST.\n  Run: lusha api GET '/v2/person?a",
        ),
        (("GET", "/prospecting/contact/enrich"), "accepts POST.\n  Run: lusha api POST "),
        (("PUT", "/account/usgae"), "Did you mean /account/usage?\n"),
    ],
)
def test_api_lists_the_methods_of_a_path(lusha: Lusha, argv: tuple[str, ...], message: str) -> None:
    reported = lusha("api", *argv, "--yes", code=3).err
    assert message in reported
    assert "another way" not in reported


def test_api_rejected_method_names_the_allowed_ones(script: StartScriptedServer) -> None:
    lusha, _ = script(ScriptedResponse(405, b"{}"))
    reported = lusha("api", "PUT", "/account/usage", "--yes", code=2).err
    assert "The API returned 405. /account/usage accepts GET." in reported


def test_api_path_works_without_slash_and_method(lusha: Lusha) -> None:
    usage = lusha("api", "GET", "/account/usage").json
    for argv in (("account/usage",), ("/account/usage",), ("GET", "account/usage"),
                 ("https://api.lusha.com/account/usage",),
                 ("get", "HTTPS://API.lusha.com:443/account/usage")):  # fmt: skip
        assert lusha("api", *argv).json == usage
    for more in (("-F", "a=1"), ("-f", "a=1"), ("--input", "-")):
        shown = lusha("api", "v2/company", *more, "--dry-run", stdin=b'{"a": 1}').json
        assert shown["method"] == "POST"
        assert shown["url"].endswith("/v2/company")


def test_api_url_must_match_the_configured_api(online: Lusha, server: Server) -> None:
    online("api", f"{server.url}/account/usage")
    online.env["LUSHA_BASE_URL"] = f"{server.url}/inner"
    online("api", f"{server.url}/account/usage", code=2)
    shown = online("api", f"{server.url}/inner/account/usage?x=1", "--dry-run").json
    assert shown["url"] == f"{server.url}/inner/account/usage?x=1"
    online("api", f"{server.url}/innermost/account/usage", code=2)


def test_api_estimates_the_cost_from_the_path(lusha: Lusha) -> None:
    assert lusha("api", "GET", "/v2/company", "--dry-run").json["maxCredits"] == 1
    assert lusha("api", "GET", "/account/usage", "--dry-run").json["maxCredits"] == 0
    assert lusha("api", "GET", "/elsewhere", "--dry-run").json["maxCredits"] is None
    assert "unknown number" in lusha("api", "GET", "/elsewhere", "--dry-run").json["cost"]
    assert "unknown" in lusha("api", "GET", "/elsewhere", "--max-credits", "5", code=6).err


def test_api_confirms_calls_that_cost_as_much_as_a_bulk_run(online: Lusha, server: Server) -> None:
    fields = [word for number in range(30) for word in ("-F", f"companies[]={number}")]
    refused = online("api", "POST", "/v2/company", *fields, code=2).err
    assert "This may cost up to 32 credits. Pass --yes to confirm" in refused
    assert server.ledger()["requests"] == {"account plan": 1}


@pytest.mark.parametrize(
    ("argv", "message"),
    [
        (("FETCH", "/x"), "isn't one of GET"),
        (("GTE", "/x"), "Did you mean GET?"),
        (("/x", "GET"), "'/x' isn't one of GET"),
        (("GET",), "must be a path of the API, not 'GET'"),
        (("",), "must be a path"),
        (("GET", "//evil.example/x"), "must be a path"),
        (
            ("GET", "https://evil.example/x"),
            "https://evil.example/x isn't a URL of the API at http:",
        ),
        (("http://[/x",), "isn't a URL of the API"),
        (("http://127.0.0.1:x/x",), "isn't a URL of the API"),
        (("GET", "/x", "-F", "a"), "K=V"),
        (("GET", "/x", "-F", "[]=a"), "K=V"),
        (("GET", "/x", "--input", "-"), "no body"),
        (("POST", "/x", "--input", "/nowhere.json"), "--input /nowhere.json: "),
        (("POST", "/x", "--input", "-"), "line 1, column 9"),
        (("POST", "/x"), ""),
    ],
)
def test_api_rejects_invalid_input_before_sending(
    online: Lusha, server: Server, argv: tuple[str, ...], message: str
) -> None:
    code = 2 if message else 3
    argv = argv if message else (*argv, "--yes")
    stdin = b"{}" if "GET" in argv else b'{"a": 1 b}'
    assert message in online("api", *argv, code=code, stdin=stdin).err
    if message:
        assert server.ledger()["totals"]["requests"] == 0


def test_api_fields_require_an_object_body(lusha: Lusha) -> None:
    result = lusha("api", "POST", "/x", "--input", "-", "-F", "a=1", stdin=b"[1]", code=2)
    assert "--input has no object" in result.err


def test_api_closed_stdin_is_reported(lusha: Lusha) -> None:
    assert "closed" in lusha("api", "POST", "/x", "--input", "-", stdin=None, code=2).err
