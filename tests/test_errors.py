"""One boundary: every error is a message and a code, as text and as JSON."""

import json
from collections.abc import Callable

import pytest

from conftest import ADA, KEY, Lusha, Server
from lusha_cli import errors
from lusha_cli.api.error_responses import error_from_response
from lusha_cli.context.app_context import World


def _classes(kind: type[errors.LushaError]) -> list[type[errors.LushaError]]:
    return [kind, *(found for sub in kind.__subclasses__() for found in _classes(sub))]


EXPECTED = {
    "unexpected": 1, "damaged_journal": 1, "journal": 1, "usage": 2, "rejected": 2,
    "session_ended": 2, "retired": 2, "run_busy": 2, "no_match": 3, "key_missing": 4,
    "key_refused": 4, "keyring": 4, "forbidden": 5, "blocked": 5, "out_of_credits": 6,
    "budget": 6, "rate_limited": 7, "daily_quota": 7, "network": 8, "server": 9,
    "rows_failed": 10, "declined": 130, "interrupted": 130, "sandbox_state": 1,
    "suppressed": 5, "suppression_list": 1,
    "secret_missing": 4, "bad_signature": 5, "delivery_log": 1, "log_busy": 2,
    "not_all_delivered": 10,
}  # fmt: skip


def test_every_error_has_its_code() -> None:
    assert {kind.code: int(kind.exit_code) for kind in _classes(errors.LushaError)} == EXPECTED


def _failing(error: BaseException) -> Callable[..., object]:
    def fail(*_args: object, **_more: object) -> object:
        raise error

    return fail


@pytest.mark.parametrize("kind", _classes(errors.LushaError), ids=lambda kind: kind.code)
def test_every_error_is_told_in_text_and_in_json(
    lusha: Lusha, kind: type[errors.LushaError], monkeypatch: pytest.MonkeyPatch
) -> None:
    error = kind("It went wrong.", hint="Run: something", status=418)
    monkeypatch.setattr(World, "send", _failing(error))
    text = lusha("account", "usage", code=EXPECTED[kind.code])
    assert text.err == "Error: It went wrong.\n  Run: something\n"
    assert text.out == ("{}\n" if kind is errors.NoMatch else "")
    told = lusha("account", "usage", "--json", code=EXPECTED[kind.code])
    assert json.loads(told.err) == {
        "error": {
            "code": kind.code,
            "message": "It went wrong.",
            "hint": "Run: something",
            "status": 418,
        }
    }


@pytest.mark.parametrize(
    ("status", "slug"),
    [
        (302, "server"), (400, "rejected"), (401, "key_refused"), (402, "out_of_credits"),
        (403, "forbidden"), (404, "no_match"), (409, "rejected"), (410, "rejected"),
        (412, "rejected"), (422, "rejected"), (429, "rate_limited"), (451, "blocked"),
        (499, "server"), (500, "server"), (502, "server"), (504, "server"),
    ],
)  # fmt: skip
def test_every_status_is_an_error(status: int, slug: str) -> None:
    assert error_from_response(status, b"", {}).code == slug


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (b'{"statusCode":400,"message":"Bad","errors":["a","b"]}', "Bad; a; b"),
        (b'{"statusCode":400,"message":["one","two"]}', "one; two"),
        (b'{"error":{"code":400,"message":"Inner"}}', "Inner"),
        (b'{"message":"Flat","code":404}', "Flat"),
        (b'{"error":"Plain"}', "Plain"),
        (b"<html><body>Bad gateway</body></html>", ""),
        (b"", ""),
        (b"[1]", ""),
        (b'{"message":7}', ""),
        (b'{"message":"%s"}' % (b"x" * 900), "x" * 500 + "…"),
    ],
)
def test_reads_every_shape_of_error_body(body: bytes, said: str) -> None:
    message = error_from_response(400, body, {}).message
    assert message == (f"The API answered 400: {said}." if said else "The API answered 400.")


def test_a_gateway_s_page_is_called_so() -> None:
    assert "not the API's" in error_from_response(502, b"<html>", {}).message


def test_json_errors_only_where_json_was_asked_for_by_name(lusha: Lusha) -> None:
    argv = ("person", "get", "broken@magic.example", "--max-wait", "0")
    assert lusha(*argv, code=9).err.startswith("Error: ")
    for more in (("-o", "json"), ("--output=json",), ("--output", "jsonl"), ("--json",)):
        assert lusha(*argv, *more, code=9).error["code"] == "server"
    lusha.env["LUSHA_OUTPUT"] = "json"
    assert lusha(*argv, code=9).error["code"] == "server"
    del lusha.env["LUSHA_OUTPUT"]
    lusha("config", "set", "output", "json")
    assert lusha(*argv, code=9).error["code"] == "server"


@pytest.mark.parametrize(
    ("argv", "said"),
    [
        (("persn",), "no command 'lusha persn'; did you mean person."),
        (("person", "gte", ADA), "no command 'lusha person gte'; did you mean get."),
        (
            ("contacts", "tables", "lst"),
            "no command 'lusha contacts tables lst'; did you mean list.",
        ),
        (("usage",), "no command 'lusha usage'; did you mean account usage."),
        (("search", "x"), "did you mean prospecting contact search or prospecting company search"),
        (("people",), "no command 'lusha people'; did you mean person."),
        (("version",), "did you mean --version."),
        (("credits",), "did you mean account usage."),
        (("whoami",), "did you mean auth status."),
        (("enrich", "x.csv"), "did you mean person bulk."),
        (("Login",), "did you mean auth login."),
        (
            ("prospecting", "contact", "search", "--country", "Germany"),
            "no option --country; did you mean --location.",
        ),
        (("account", "usage", "--format", "csv"), "no option --format; did you mean -o FORMAT."),
        (("completion", "bash", "--format", "csv"), "no option --format."),
        (("frobnicate",), "no command 'lusha frobnicate'."),
        (("person", "get", "--emial", ADA), "no option --emial; did you mean --email."),
        (("person", "get", ADA, "--ouput", "csv"), "no option --ouput; did you mean --output."),
        (("person", "get", ADA, "-X"), "no option -X."),
        (("person", "get", ADA, "--color", "alwys"), "did you mean always"),
        (("person", "get", ADA, "--profile", "defalt"), "did you mean default"),
        (("person", "bulk", "-", "--format", "cvs"), "did you mean csv"),
        (("person", "get", ADA, "--output", "jsn"), "did you mean json"),
        (("person", "get", ADA, "--timeout", "x"), "--timeout"),
        (("person", "get", ADA, "extra"), "extra"),
        (("auth", "switch"), "PROFILE"),
        (("person", "get", ADA, "--fields", ","), "--fields"),
        (("person", "get", ADA, "--query", "a["), "--query"),
    ],
)
def test_usage_errors_name_what_is_wrong_and_what_is_near(
    online: Lusha, server: Server, argv: tuple[str, ...], said: str
) -> None:
    result = online(*argv, code=2)
    assert said in result.err
    assert result.out == ""
    assert result.err.startswith("Error: ")
    error = online(*argv[:2], "--json", *argv[2:], code=2).error
    assert error["code"] == "usage"
    assert server.ledger()["totals"]["requests"] == 0


@pytest.mark.parametrize(
    ("argv", "written"),
    [
        (("-o", "json"), "-o FORMAT"),
        (("--output=json",), "--output FORMAT"),
        (("--timeout", "3"), "--timeout SECONDS"),
        (("--color", "never"), "--color auto|always|never"),
        (("--json",), "--json"),
        (("--no-sandbox",), "--no-sandbox"),
    ],
)
def test_a_flag_before_its_command_is_shown_where_it_goes(
    lusha: Lusha, argv: tuple[str, ...], written: str
) -> None:
    told = lusha(*argv, "account", "usage", code=2).err
    assert f"such as: lusha account usage {written}" in told.replace('", "status', "\n")


def test_a_flag_of_another_name_is_not_told_where_the_command_lacks_it(lusha: Lusha) -> None:
    assert "--location" not in lusha("account", "usage", "--country", "x", code=2).err
    assert "-o" not in lusha("completion", "bash", "--format", "csv", code=2).err.split()


@pytest.mark.parametrize("flag", ["-o", "--timeout", "--profile"])
def test_a_flag_without_its_value_names_the_command_s_help(lusha: Lusha, flag: str) -> None:
    told = lusha("account", "usage", flag, code=2).err
    assert told.endswith("\n  Run: lusha account usage --help\n")


def test_a_usage_error_names_the_help_to_read(lusha: Lusha) -> None:
    assert "Run: lusha person get --help" in lusha("person", "get", "--nope", code=2).err


def test_ctrl_c_is_130_without_a_traceback(lusha: Lusha, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(World, "send", _failing(KeyboardInterrupt()))
    result = lusha("account", "usage", code=130)
    assert result.err == "Error: Interrupted.\n"
    assert lusha("account", "usage", "--json", code=130).error["code"] == "interrupted"


def test_the_unexpected_shows_no_traceback_unless_debug(
    lusha: Lusha, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(World, "send", _failing(ZeroDivisionError("oops")))
    plain = lusha("account", "usage", code=1)
    assert plain.err.startswith("Error: Unexpected ZeroDivisionError: oops")
    assert "--debug" in plain.err
    assert "Traceback" not in plain.err
    assert "File " not in plain.err
    debug = lusha("account", "usage", "--debug", code=1).err
    assert "File " in debug
    assert "Error: Unexpected" in debug


def test_a_file_error_names_the_file(lusha: Lusha, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(World, "send", _failing(PermissionError(13, "Permission denied", "/x/y")))
    assert lusha("account", "usage", code=1).err.startswith("Error: /x/y: Permission denied.")


@pytest.mark.parametrize("argv", [(), ("--help",), ("-h",)])
def test_lusha_alone_shows_its_help(lusha: Lusha, argv: tuple[str, ...]) -> None:
    out = lusha(*argv).out
    assert "Usage: lusha" in out
    for group in ("person", "company", "account", "auth", "config", "sandbox", "api"):
        assert f"\n  {group} " in out


def test_a_bare_group_shows_its_help(lusha: Lusha) -> None:
    for group in ("person", "company", "account", "auth", "config", "sandbox"):
        out = lusha(group).out
        assert f"Usage: lusha {group}" in out
        assert "Commands:" in out


def test_help_of_a_command_ends_with_an_example_and_its_exit_codes(lusha: Lusha) -> None:
    out = lusha("person", "get", "--help").out
    assert "Global options:" in out
    assert out.endswith(
        "\nExample:\n  lusha person get ada.byrne@analytical-engines.example --sandbox\n"
        "\nExit codes: 0 1 2 3 4 5 6 7 8 9 130 (lusha help exit-codes)\n"
    )
    assert all(len(line) <= 100 for line in out.splitlines())


def test_version(lusha: Lusha) -> None:
    assert lusha("--version").out == "lusha 0.1.0\n"


def test_the_key_is_in_no_error(online: Lusha) -> None:
    online.env["LUSHA_API_KEY"] = "sandbox-revoked"
    result = online("account", "usage", code=4)
    assert "sandbox-revoked" not in result.err
    assert KEY not in result.err


@pytest.mark.parametrize("flag", ["--json", "--sandbox", "--no-sandbox", "-o"])
@pytest.mark.parametrize("group", [(), ("person",), ("contacts", "tables")])
def test_a_flag_before_its_command_is_told_where_it_goes(
    lusha: Lusha, group: tuple[str, ...], flag: str
) -> None:
    told = lusha(*group, flag, "list", code=2).err
    assert f"There is no option {flag} before a command." in told
    assert f"lusha account usage {flag}" in told
