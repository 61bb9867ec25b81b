"""`lusha doctor`."""

import json
import subprocess
import threading
import time
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from tests.config.test_credentials import ForgetfulBackend, PlainBackend
from tests.support.cli import KEY, Lusha, MemoryKeyring, Result, Server, StartScriptedServer
from tests.support.lines import check_line_widths
from tests.support.scripted_server import ScriptedResponse

USAGE = json.dumps({"usage": {"credits": {"used": 1, "total": 9, "remaining": 8}}}).encode()
REFUSED = ScriptedResponse(401, b'{"statusCode": 401, "message": "No key"}')


@pytest.fixture
def healthy(online: Lusha) -> Lusha:
    """Return a CLI with a key, a keyring, shell completion and the right time."""
    file = online.folder / "home" / ".local/share/bash-completion/completions/lusha"
    file.parent.mkdir(parents=True)
    file.touch()
    for name in ("config", "state", "cache"):
        (online.folder / name).mkdir(mode=0o700)
    online.env.update(SHELL="/bin/bash", HOME=str(online.folder / "home"))
    online.clock.time = time.time()
    return online


def check_results(result: Result) -> dict[str, dict[str, Any]]:
    return {value["check"]: value for value in result.json}


def failed_checks(result: Result) -> dict[str, str]:
    return {value["check"]: value["state"] for value in result.json if value["state"] != "passed"}


def test_doctor_reports_no_problem(healthy: Lusha, server: Server) -> None:
    result = healthy("doctor")
    assert failed_checks(result) == {}
    value = check_results(result)
    assert list(value) == [
        "lusha", "settings", "config_folder", "state_folder", "cache_folder", "terminal",
        "completion", "keyring", "key", "proxy", "api", "tls", "clock", "key_valid", "plan",
        "prices", "version",
    ]  # fmt: skip
    assert value["key"]["message"] == "…0001 from LUSHA_API_KEY, profile 'default'."
    assert value["keyring"]["message"] == "tests.support.cli.MemoryKeyring works."
    assert value["plan"]["message"] == "scale; 100,000 of 100,000 credits left."
    assert value["api"]["message"] == f"{server.url} (environment) responds."
    assert all(finding["fix"] is None for finding in value.values())
    assert result.err == ""


def test_doctor_warns_of_a_log_of_tls_secrets(healthy: Lusha) -> None:
    healthy.env["SSLKEYLOGFILE"] = "/tmp/tls keys.log"
    for argv in ((), ("--sandbox",)):
        value = check_results(healthy("doctor", *argv))["tls_secrets"]
        assert value["state"] == "warned"
        assert "are written to /tmp/tls keys.log." in value["message"]
        assert value["fix"] == "Run: unset SSLKEYLOGFILE"
    healthy.env["SSLKEYLOGFILE"] = ""
    assert "tls_secrets" not in check_results(healthy("doctor"))


PLAN_BODY = {"plan": {"category": "scale"}, "credits": {"remaining": 5, "total": 9}}
PRICE = {"credits": 1, "perQuantity": 1}
OLD_LIST = "Your account's price list of 2026-11-01, 1 price"


@pytest.mark.parametrize(
    ("pricing", "days", "state", "message"),
    [
        ({"revealPhone": PRICE}, 0, "passed", f"{OLD_LIST}."),
        ({"reveal_company": PRICE, "TABLE_READ": PRICE}, 0, "passed", "2026-11-01, 2 prices."),
        (
            {"revealPhone": PRICE, "revealFax": PRICE, "tea": {"credits": 2}},
            0,
            "warned",
            "3 prices. Unknown prices, not used for estimates: revealFax, tea.",
        ),
        ({}, 0, "warned", "Estimates use the published prices. The API returned no price list."),
        (
            "none",
            0,
            "warned",
            "Estimates use the published prices. The API returned no price list.",
        ),
        (None, 0, "warned", "Estimates use the published prices. The API returned 403"),
        # The list of an earlier call, if the API refuses it now.
        (None, 0.5, "passed", f"{OLD_LIST}."),
        (
            None,
            2,
            "warned",
            f"{OLD_LIST}. The list is old, so estimates use the published price where",
        ),
    ],
)
def test_doctor_reports_where_prices_come_from(
    script: StartScriptedServer, pricing: Any, days: float, state: str, message: str
) -> None:
    lusha, server = script(ScriptedResponse(200))
    server.pricing = None
    if days:
        body = {**PLAN_BODY, "pricing": {"revealPhone": PRICE}}
        server.responses = [ScriptedResponse(200, json.dumps(body).encode())]
        lusha("account", "plan")
        lusha.clock.time += days * 86400
    plan = ScriptedResponse(403)
    if pricing is not None:
        plan = ScriptedResponse(200, json.dumps({**PLAN_BODY, "pricing": pricing}).encode())
    # Asked without a key, then usage, then the plan.
    server.responses = [REFUSED, ScriptedResponse(200, USAGE), plan]
    result = check_results(lusha("doctor"))["prices"]
    assert result["state"] == state
    assert message in result["message"]


def test_doctor_spends_nothing_and_hides_the_key(healthy: Lusha, server: Server) -> None:
    healthy.keyring.entries["lusha-cli", "default"] = KEY
    del healthy.env["LUSHA_API_KEY"]
    for argv in ((), ("-o", "csv"), ("--debug",), ("-v", "-o", "table")):
        result = healthy("doctor", *argv)
        assert KEY not in result.out + result.err
        assert "the keyring, profile" in result.out
        healthy.clock.time += 60
    ledger = server.ledger()
    assert ledger["totals"]["credits"] == 0
    assert set(ledger["requests"]) == {"account usage", "account plan"}


def test_doctor_shows_a_mark_and_a_fix_per_check(healthy: Lusha) -> None:
    (healthy.folder / "config").chmod(0o755)
    healthy.env["LUSHA_API_KEY"] = "sandbox-revoked"
    result = healthy("doctor", terminal=True, code=4)
    plain = healthy("doctor", "--color", "never", terminal=True, code=4).out.splitlines()
    check_line_widths("\n".join(plain), 80)
    assert "✓ clock          In sync with the API's clock." in plain
    assert "✗ key valid      The API returned 401: Invalid API key." in plain
    assert any(line.startswith("! config folder  ") for line in plain)
    # Text to copy stays on one line, however long.
    assert f"                 Run: chmod 700 {healthy.folder / 'config'}" in plain
    assert "\x1b[1;31m✗" in result.out
    assert "1 of 14 checks failed: key valid." in result.err
    argv = ("doctor", "--color", "never")
    ascii_ = healthy(*argv, terminal=True, encoding="ascii", code=4).out
    assert ascii_.isascii()
    assert ascii_.startswith("+ lusha")
    assert "\nx key valid" in ascii_
    assert "export LANG=C.UTF-8" in ascii_


def test_doctor_without_key_names_the_login_command(healthy: Lusha, server: Server) -> None:
    del healthy.env["LUSHA_API_KEY"]
    result = healthy("doctor", "--json", code=4)
    value = check_results(result)
    assert value["key"]["state"] == "failed"
    assert "lusha auth login" in value["key"]["fix"]
    assert value["api"]["state"] == value["clock"]["state"] == "passed"
    assert "key_valid" not in value
    assert result.error["code"] == "key_missing"
    assert server.ledger()["totals"] == {"requests": 1, "credits": 0}


@pytest.mark.parametrize(
    ("key", "code", "message"),
    [
        ("sandbox-revoked", 4, "lusha auth login"),
        ("sandbox-inactive", 5, "that the account and this key are active"),
        ("two words", 4, "Paste only the API key"),
    ],
)
def test_doctor_exits_with_the_code_of_the_key_error(
    healthy: Lusha, key: str, code: int, message: str
) -> None:
    healthy.env["LUSHA_API_KEY"] = key
    result = healthy("doctor", code=code)
    assert message in next(value["fix"] for value in result.json if value["state"] == "failed")


def test_doctor_reports_features_missing_from_the_plan(healthy: Lusha) -> None:
    healthy.env["LUSHA_API_KEY"] = "sandbox-free"
    reported = check_results(healthy("doctor"))["plan"]
    assert reported["state"] == "passed"
    assert "50 of 50 credits left; not included: --signal, --exclude-dnc" in reported["message"]
    healthy.env["LUSHA_API_KEY"] = "sandbox-broke"
    assert failed_checks(healthy("doctor")) == {"plan": "warned"}


def test_doctor_works_without_any_folder_or_setting(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, lusha: Lusha
) -> None:
    def no_home(_: object) -> str:
        raise RuntimeError("could not determine the home directory")

    def no_keyring() -> Any:
        from keyring.backends import fail

        return fail.Keyring()  # type: ignore[no-untyped-call]

    for kind in ("config", "state", "cache"):
        monkeypatch.setattr(f"platformdirs.unix.Unix.user_{kind}_dir", property(no_home))
    missing = Lusha(tmp_path)
    missing.home = True
    missing.load_keyring = no_keyring
    missing.env["LUSHA_BASE_URL"] = "http://127.0.0.1:9"
    result = missing("doctor", code=4)
    assert failed_checks(result) == {
        "config_folder": "warned", "state_folder": "warned", "cache_folder": "warned",
        "keyring": "warned", "key": "failed", "api": "failed",
    }  # fmt: skip
    assert "LUSHA_STATE_DIR" in check_results(result)["state_folder"]["fix"]
    lusha.load_keyring = no_keyring
    assert set(failed_checks(lusha("doctor"))) == {"keyring"}


def test_doctor_probes_an_unreachable_api_once(healthy: Lusha) -> None:
    healthy.env["LUSHA_BASE_URL"] = "http://127.0.0.1:9"
    result = healthy("doctor", code=8)
    assert "connection refused" in check_results(result)["api"]["message"]
    assert list(check_results(result))[-1] == "api"


def test_doctor_times_out_for_a_silent_server(healthy: Lusha, script: StartScriptedServer) -> None:
    silent = threading.Event()
    _, scripted = script(REFUSED)
    scripted.server.RequestHandlerClass.do_GET = lambda *_: silent.wait()  # type: ignore[attr-defined]
    healthy.env["LUSHA_BASE_URL"] = f"http://127.0.0.1:{scripted.port}"
    assert (
        "within 0.1 s"
        in check_results(healthy("doctor", "--timeout", "0.1", code=8))["api"]["message"]
    )
    silent.set()


@pytest.mark.parametrize(
    ("response", "code", "state"),
    [
        (ScriptedResponse(503, b"<html>"), 9, "failed"),
        (ScriptedResponse(302, headers={"Location": "https://login.example"}), 9, "failed"),
        (ScriptedResponse(200, b"<html>Welcome to our guests' network"), 9, "warned"),
    ],
)
def test_doctor_reports_a_server_that_is_not_the_api(
    script: StartScriptedServer, response: ScriptedResponse, code: int, state: str
) -> None:
    lusha, server = script(response)
    server.pricing = None
    result = check_results(lusha("doctor", code=code))
    assert result["api"]["state"] == state


def test_doctor_reports_a_wrong_clock_with_the_fix(healthy: Lusha) -> None:
    for shift, message in ((-7200, "2 h behind the API's"), (600, "10 min ahead of the API's")):
        healthy.clock.time = time.time() + shift
        result = check_results(healthy("doctor"))["clock"]
        assert message in result["message"]
        assert result["state"] == "warned"
        assert result["fix"].startswith("Run: ")


def test_doctor_reports_an_unreadable_time(script: StartScriptedServer) -> None:
    lusha, server = script(
        REFUSED._replace(headers={"Date": "yesterday"}), ScriptedResponse(200, USAGE)
    )
    server.pricing = None
    assert failed_checks(lusha("doctor"))["clock"] == "warned"


@pytest.mark.parametrize(("mode", "code"), [(0o755, 0), (0o777, 2)])
def test_doctor_fix_for_a_folder_works(healthy: Lusha, mode: int, code: int) -> None:
    folder = healthy.folder / "state"
    folder.chmod(mode)
    result = check_results(healthy("doctor", code=code))["state_folder"]
    subprocess.run(["sh", "-c", result["fix"].removeprefix("Run: ")], check=True)
    assert failed_checks(healthy("doctor")) == {}


def test_doctor_reports_a_file_in_place_of_a_folder(healthy: Lusha) -> None:
    (healthy.folder / "cache").rmdir()
    (healthy.folder / "cache").write_text("")
    assert "is not a folder" in check_results(healthy("doctor", code=2))["cache_folder"]["message"]


@pytest.mark.parametrize(
    ("content", "code", "message", "fix"),
    [
        ("output = ", 2, "not valid TOML", "Fix the file"),
        ("output = 'xml'", 2, "Invalid value 'xml' for output", "Run: lusha config unset output"),
        (
            "profile = 'work'\n[profiles.work]\ntimeout = -1",
            2,
            "a number of seconds above 0",
            "Run: lusha config unset timeout --profile work",
        ),
        ("timout = 3", 0, "Did you mean timeout?", "Remove it from "),
        ("profile = 'wrk'\n[profiles.work]", 2, "Did you mean work?", "Profiles: default, work"),
    ],
)
def test_doctor_runs_with_invalid_settings(
    healthy: Lusha, content: str, code: int, message: str, fix: str
) -> None:
    healthy.config.write_text(content)
    for terminal in (False, True):
        result = healthy("doctor", code=code, terminal=terminal)
        assert "settings" in result.out
    response = healthy("doctor", code=code).json
    wrong = next(finding for finding in response if finding["state"] != "passed")
    assert message in wrong["message"]
    assert fix in wrong["fix"]
    if fix.startswith("Run: lusha"):
        healthy(*fix.removeprefix("Run: lusha ").split())
        assert failed_checks(healthy("doctor")) == {}


def test_doctor_reports_invalid_variables_and_flags(healthy: Lusha) -> None:
    healthy.env["LUSHA_OUTPUT"] = "xml"
    assert "Run: unset LUSHA_OUTPUT" in healthy("doctor", code=2).out
    del healthy.env["LUSHA_OUTPUT"]
    assert (
        "Use --timeout SECONDS, or leave it out."
        in healthy("doctor", "--timeout", "-1", code=2).out
    )


def test_doctor_reports_a_misspelled_variable(healthy: Lusha) -> None:
    healthy.env["LUSHA_API_VERSON"] = "v3"
    result = check_results(healthy("doctor"))["settings"]
    assert "Did you mean LUSHA_API_VERSION?" in result["message"]
    assert result["fix"] == "Run: unset LUSHA_API_VERSON"


def test_doctor_times_out_for_a_silent_keyring(healthy: Lusha) -> None:
    silent = threading.Event()
    healthy.load_keyring = silent.wait
    assert failed_checks(healthy("doctor")) == {"keyring": "warned"}
    del healthy.env["LUSHA_API_KEY"]
    assert failed_checks(healthy("doctor", code=4)) == {"keyring": "warned", "key": "failed"}
    silent.set()


def test_doctor_accepts_an_exhausted_minute(healthy: Lusha) -> None:
    for _ in range(5):
        healthy("doctor")
    result = healthy("doctor")
    assert failed_checks(result) == {"key_valid": "warned", "plan": "warned"}
    assert check_results(result)["plan"]["fix"] == "Run: lusha doctor (in a minute)"
    assert healthy.clock.slept == []


def test_doctor_reports_v2_and_v3_separately(healthy: Lusha, serve: Callable[..., Server]) -> None:
    assert check_results(healthy("doctor", "--api-version", "v3"))["version"]["message"].startswith(
        "V3, set by api_version"
    )
    healthy.env["LUSHA_BASE_URL"] = serve(v2="gone").url
    result = check_results(healthy("doctor"))
    assert "V2 is retired." in result["version"]["message"]
    assert result["key_valid"]["state"] == "passed"
    healthy.clock.time += 60
    pinned = check_results(healthy("doctor", "--api-version", "v2", code=2))["version"]
    assert pinned["fix"] == "Run: lusha config unset api_version"


def test_doctor_reports_the_end_date_of_v2(script: StartScriptedServer) -> None:
    sunset = {"Sunset": "Thu, 31 Dec 2026 23:59:59 GMT"}
    lusha, _ = script(REFUSED, ScriptedResponse(200, USAGE, sunset), ScriptedResponse(404, b"{}"))
    result = check_results(lusha("doctor"))
    assert "2026-12-31" in result["version"]["message"]
    assert "Unknown; 8 of 9 credits left" in result["plan"]["message"]


def test_doctor_reports_cached_v2_retirement(
    healthy: Lusha, serve: Callable[..., Server], server: Server
) -> None:
    remembered = serve(v2="gone")
    healthy.env["LUSHA_BASE_URL"] = remembered.url
    healthy("person", "get", "ada.byrne@analytical-engines.example")
    remembered.sandbox._options = server.sandbox._options  # V2 is back
    reported = check_results(healthy("doctor"))["version"]["message"]
    assert reported == "V2, and V3 for 1 retired operation."


@pytest.mark.parametrize(
    ("shell", "location"),
    [
        ("bash", ".local/share/bash-completion/completions/lusha"),
        ("zsh", ".zfunc/_lusha"),
        ("fish", ".config/fish/completions/lusha.fish"),
    ],
)
def test_doctor_fix_for_completion_names_the_checked_path(
    healthy: Lusha, shell: str, location: str, tmp_path: Path
) -> None:
    home = tmp_path / "another home"
    healthy.env.update(HOME=str(home), SHELL=f"/usr/bin/{shell}", XDG_DATA_DIRS=str(tmp_path))
    result = check_results(healthy("doctor"))["completion"]
    assert result["state"] == "warned"
    assert f"lusha completion {shell} > '{home / location}'" in result["fix"]
    (home / location).parent.mkdir(parents=True)
    (home / location).touch()
    assert (
        check_results(healthy("doctor"))["completion"]["message"] == f"{shell}: {home / location}."
    )


def test_doctor_explains_missing_color(healthy: Lusha) -> None:
    for env, message in (
        ({"NO_COLOR": "1"}, "without color (NO_COLOR)"),
        ({"TERM": "dumb"}, "without color (TERM=dumb)"),
        ({"LUSHA_COLOR": "never"}, "without color (setting: color)"),
    ):
        stored = dict(healthy.env)
        healthy.env.update(env)
        assert message in healthy("doctor", terminal=True).out
        healthy.env, healthy.clock.time = stored, healthy.clock.time + 60


@pytest.mark.parametrize(
    ("backend", "message"),
    [
        ("keyring.backends.null", "keyring.backends.null.Keyring stores nothing"),
        ("keyring.backends.fail", "keyring.backends.fail.Keyring stores nothing"),
        ("chain", "keyring.backends.null.Keyring stores nothing"),
        ("forgetful", "ForgetfulBackend stores nothing"),
        ("plain", "PlainBackend stores keys in an unencrypted file"),
    ],
)
def test_doctor_names_a_keyring_that_stores_nothing_or_plain_text(
    healthy: Lusha, backend: str, message: str
) -> None:
    if backend.startswith("keyring"):
        keyring: Any = import_module(backend).Keyring()
    elif backend == "chain":
        keyring = MemoryKeyring()
        keyring.backends = [import_module("keyring.backends.null").Keyring()]
    else:
        keyring = {"forgetful": ForgetfulBackend, "plain": PlainBackend}[backend]()
    healthy.load_keyring = lambda: keyring
    check = check_results(healthy("doctor"))["keyring"]
    assert check["state"] == "warned"
    assert message in check["message"]
    assert "set LUSHA_API_KEY" in check["fix"]


def test_doctor_leaves_nothing_in_the_keyring(healthy: Lusha) -> None:
    healthy.keyring.entries["lusha-cli", "work"] = KEY
    assert check_results(healthy("doctor"))["keyring"]["state"] == "passed"
    assert healthy.keyring.entries == {("lusha-cli", "work"): KEY}


def test_doctor_reports_a_keyring_without_encryption(healthy: Lusha) -> None:
    class PlaintextKeyring:
        def get_password(self, service: str, username: str) -> str | None:
            return None

    healthy.load_keyring = PlaintextKeyring
    assert "unencrypted" in check_results(healthy("doctor"))["keyring"]["message"]
