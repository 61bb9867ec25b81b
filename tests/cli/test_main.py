"""The one `except`: every exception becomes a message and an exit code."""

import json
from collections.abc import Callable

import pytest

from lusha_cli import errors
from lusha_cli.context.app_context import AppContext
from tests.support.cli import KEY, Lusha


def error_classes(kind: type[errors.LushaError]) -> list[type[errors.LushaError]]:
    return [kind, *(value for sub in kind.__subclasses__() for value in error_classes(sub))]


EXPECTED = {
    "unexpected": 1, "damaged_journal": 1, "journal": 1, "usage": 2, "rejected": 2,
    "nothing_matched": 2, "confirmation_required": 2,
    "session_ended": 2, "retired": 2, "run_busy": 2, "no_match": 3, "key_missing": 4,
    "key_refused": 4, "keyring": 4, "forbidden": 5, "blocked": 5, "out_of_credits": 6,
    "budget": 6, "budget_unavailable": 6, "not_allowed": 5, "credits_low": 6,
    "rate_limited": 7, "daily_quota": 7, "network": 8, "server": 9,
    "unusable_response": 9,
    "rows_failed": 10, "declined": 130, "interrupted": 130, "sandbox_state": 1,
    "suppressed": 5, "suppression_list": 1,
    "secret_missing": 4, "bad_signature": 5, "delivery_log": 1, "log_busy": 2,
    "not_all_delivered": 10,
}  # fmt: skip


def test_error_class_has_its_exit_code() -> None:
    assert {kind.code: int(kind.exit_code) for kind in error_classes(errors.LushaError)} == EXPECTED


def raising(error: BaseException) -> Callable[..., object]:
    def fail(*_args: object, **_more: object) -> object:
        raise error

    return fail


@pytest.mark.parametrize("kind", error_classes(errors.LushaError), ids=lambda kind: kind.code)
def test_error_is_printed_as_text_and_json(
    lusha: Lusha, kind: type[errors.LushaError], monkeypatch: pytest.MonkeyPatch
) -> None:
    error = kind("It went wrong.", hint="Run: something", status=418)
    monkeypatch.setattr(AppContext, "send", raising(error))
    text = lusha("account", "usage", code=EXPECTED[kind.code])
    assert text.err == "Error: It went wrong.\n  Run: something\n"
    assert text.out == ("{}\n" if kind is errors.NoMatch else "")
    reported = lusha("account", "usage", "--json", code=EXPECTED[kind.code])
    assert json.loads(reported.err) == {
        "error": {
            "code": kind.code,
            "message": "It went wrong.",
            "hint": "Run: something",
            "status": 418,
        }
    }


def test_error_is_json_only_when_json_was_requested(lusha: Lusha) -> None:
    argv = ("person", "get", "broken@magic.example", "--max-wait", "0")
    assert "\nError: " in lusha(*argv, code=9).err
    for more in (("-o", "json"), ("--output=json",), ("--output", "jsonl"), ("--json",)):
        assert lusha(*argv, *more, code=9).error["code"] == "server"
    lusha.env["LUSHA_OUTPUT"] = "json"
    assert lusha(*argv, code=9).error["code"] == "server"
    del lusha.env["LUSHA_OUTPUT"]
    lusha("config", "set", "output", "json")
    assert lusha(*argv, code=9).error["code"] == "server"


def test_interrupt_exits_130_without_traceback(
    lusha: Lusha, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(AppContext, "send", raising(KeyboardInterrupt()))
    result = lusha("account", "usage", code=130)
    assert result.err == "Error: Interrupted.\n"
    assert lusha("account", "usage", "--json", code=130).error["code"] == "interrupted"


def test_unexpected_error_shows_a_traceback_only_with_debug(
    lusha: Lusha, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(AppContext, "send", raising(ZeroDivisionError("oops")))
    plain = lusha("account", "usage", code=1)
    assert plain.err.startswith("Error: Unexpected ZeroDivisionError, code L-")
    assert "--debug" in plain.err
    assert "Traceback" not in plain.err
    assert "File " not in plain.err
    debug = lusha("account", "usage", "--debug", code=1).err
    assert "File " in debug
    assert "Error: Unexpected" in debug


def test_file_error_names_the_file(lusha: Lusha, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        AppContext, "send", raising(PermissionError(13, "Permission denied", "/x/y"))
    )
    assert lusha("account", "usage", code=1).err.startswith("Error: /x/y: Permission denied.")


def test_version_is_printed(lusha: Lusha) -> None:
    assert lusha("--version").out == "lusha 0.4.0\n"


def test_errors_never_contain_the_key(online: Lusha) -> None:
    online.env["LUSHA_API_KEY"] = "sandbox-revoked"
    result = online("account", "usage", code=4)
    assert "sandbox-revoked" not in result.err
    assert KEY not in result.err


@pytest.mark.parametrize(
    ("line", "meant"),
    [
        ("contacts enrich 1 --no-waterfal", "--no-waterfall"),
        ("contacts enrich 1 --no-waterfal-enabled", "--no-waterfall-enabled"),
        ("contacts enrich 1 --waterfal", "--waterfall"),
        ("contacts enrich 1 --no-waterfall-enable", "--no-waterfall-enabled"),
        ("contacts enrich 1 --no-waterfall-reveal", "--no-waterfall-enabled"),
        ("contacts search a@b.example --no-include-partial", "--no-include-partial-profiles"),
        ("contacts prospecting --no-exclude-dn", "--no-exclude-dnc"),
        ("contacts job 1 --no-waits", "--no-wait"),
        ("person get ada --no-reveal-phone", "--no-reveal-phones"),
        ("person get ada --reveal-phone", "--reveal-phones"),
        ("webhooks update s1 --no-regenerate-secrets", "--no-regenerate-secret"),
        # The only option like it is its opposite.
        ("companies tables update 1 --no-visibility", ""),
    ],
)
def test_unknown_option_never_suggests_its_opposite(lusha: Lusha, line: str, meant: str) -> None:
    reported = lusha(*line.split(), code=2).err
    suggestion = reported.partition("Did you mean ")[2].splitlines()
    assert (suggestion[0] if suggestion else "") == (f"{meant}?" if meant else "")
