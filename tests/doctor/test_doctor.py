"""`lusha doctor`: what it finds, how it says to mend it, and that it does no harm."""

import json
import subprocess
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.support.cli import KEY, Lusha, Result, Script, Server
from tests.support.scripted_server import Answer

USAGE = json.dumps({"usage": {"credits": {"used": 1, "total": 9, "remaining": 8}}}).encode()
REFUSED = Answer(401, b'{"statusCode": 401, "message": "No key"}')


@pytest.fixture
def well(online: Lusha) -> Lusha:
    """Somebody with a key, a keyring, a shell that completes, and the right time."""
    file = online.folder / "home" / ".local/share/bash-completion/completions/lusha"
    file.parent.mkdir(parents=True)
    file.touch()
    for name in ("config", "state", "cache"):
        (online.folder / name).mkdir(mode=0o700)
    online.env.update(SHELL="/bin/bash", HOME=str(online.folder / "home"))
    online.clock.time = time.time()
    return online


def _checked(result: Result) -> dict[str, dict[str, Any]]:
    return {found["check"]: found for found in result.json}


def _unwell(result: Result) -> dict[str, str]:
    return {found["check"]: found["state"] for found in result.json if found["state"] != "passed"}


def test_all_is_well(well: Lusha, server: Server) -> None:
    result = well("doctor")
    assert _unwell(result) == {}
    found = _checked(result)
    assert list(found) == [
        "lusha", "settings", "config folder", "state folder", "cache folder", "terminal",
        "completion", "keyring", "key", "proxy", "api", "tls", "clock", "key valid", "plan",
        "version",
    ]  # fmt: skip
    assert found["key"]["message"] == "…0001 from LUSHA_API_KEY, profile 'default'."
    assert found["keyring"]["message"] == "conftest.MemoryKeyring answers."
    assert found["plan"]["message"] == "scale; 100,000 of 100,000 credits left."
    assert found["api"]["message"] == f"{server.url} (environment) answers."
    assert all(finding["fix"] is None for finding in found.values())
    assert result.err == ""


def test_it_spends_nothing_and_tells_no_key(well: Lusha, server: Server) -> None:
    well.keyring.entries["lusha-cli", "default"] = KEY
    del well.env["LUSHA_API_KEY"]
    for argv in ((), ("-o", "csv"), ("--debug",), ("-v", "-o", "table")):
        result = well("doctor", *argv)
        assert KEY not in result.out + result.err
        assert "the keyring, profile" in result.out
        well.clock.time += 60
    ledger = server.ledger()
    assert ledger["totals"]["credits"] == 0
    assert set(ledger["requests"]) == {"account usage", "account plan"}


def test_at_a_terminal_each_check_has_a_mark_and_its_remedy(well: Lusha) -> None:
    (well.folder / "config").chmod(0o755)
    well.env["LUSHA_API_KEY"] = "sandbox-revoked"
    result = well("doctor", terminal=True, code=4)
    plain = well("doctor", "--color", "never", terminal=True, code=4).out.splitlines()
    assert all(len(line) <= 80 for line in plain if "Run: chmod" not in line)
    assert "✓ clock          In step with the API's." in plain
    assert "✗ key valid      The API answered 401: Invalid API key." in plain
    assert any(line.startswith("! config folder  ") for line in plain)
    # What is to be copied is on one line, however long.
    assert f"                 Run: chmod 700 {well.folder / 'config'}" in plain
    assert "\x1b[1;31m✗" in result.out
    assert "1 of 14 checks failed: key valid." in result.err
    argv = ("doctor", "--color", "never")
    ascii_ = well(*argv, terminal=True, encoding="ascii", code=4).out
    assert ascii_.isascii()
    assert ascii_.startswith("+ lusha")
    assert "\nx key valid" in ascii_
    assert "export LANG=C.UTF-8" in ascii_


def test_without_a_key_it_says_how_to_get_one(well: Lusha, server: Server) -> None:
    del well.env["LUSHA_API_KEY"]
    result = well("doctor", "--json", code=4)
    found = _checked(result)
    assert found["key"]["state"] == "failed"
    assert "lusha auth login" in found["key"]["fix"]
    assert found["api"]["state"] == found["clock"]["state"] == "passed"
    assert "key valid" not in found
    assert result.error["code"] == "key_missing"
    assert server.ledger()["totals"] == {"requests": 1, "credits": 0}


@pytest.mark.parametrize(
    ("key", "code", "said"),
    [
        ("sandbox-revoked", 4, "lusha auth login"),
        ("sandbox-inactive", 5, "whether it and this key are active"),
        ("two words", 4, "Paste the API key alone"),
    ],
)
def test_a_key_that_does_not_work_is_an_exit_code(
    well: Lusha, key: str, code: int, said: str
) -> None:
    well.env["LUSHA_API_KEY"] = key
    result = well("doctor", code=code)
    assert said in next(found["fix"] for found in result.json if found["state"] == "failed")


def test_a_plan_says_what_it_lacks(well: Lusha) -> None:
    well.env["LUSHA_API_KEY"] = "sandbox-free"
    told = _checked(well("doctor"))["plan"]
    assert told["state"] == "passed"
    assert "50 of 50 credits left; does not include --signal, --exclude-dnc" in told["message"]
    well.env["LUSHA_API_KEY"] = "sandbox-broke"
    assert _unwell(well("doctor")) == {"plan": "warned"}


def test_it_works_with_nothing_at_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, lusha: Lusha
) -> None:
    def no_home(_: object) -> str:
        raise RuntimeError("could not determine the home directory")

    def no_keyring() -> Any:
        from keyring.backends import fail

        return fail.Keyring()  # type: ignore[no-untyped-call]

    for kind in ("config", "state", "cache"):
        monkeypatch.setattr(f"platformdirs.unix.Unix.user_{kind}_dir", property(no_home))
    nobody = Lusha(tmp_path)
    nobody.home = True
    nobody.load_keyring = no_keyring
    nobody.env["LUSHA_BASE_URL"] = "http://127.0.0.1:9"
    result = nobody("doctor", code=4)
    assert _unwell(result) == {
        "config folder": "warned", "state folder": "warned", "cache folder": "warned",
        "keyring": "warned", "key": "failed", "api": "failed",
    }  # fmt: skip
    assert "LUSHA_STATE_DIR" in _checked(result)["state folder"]["fix"]
    lusha.load_keyring = no_keyring
    assert set(_unwell(lusha("doctor"))) == {"keyring"}


def test_what_cannot_be_reached_is_not_asked_twice(well: Lusha) -> None:
    well.env["LUSHA_BASE_URL"] = "http://127.0.0.1:9"
    result = well("doctor", code=8)
    assert "connection refused" in _checked(result)["api"]["message"]
    assert list(_checked(result))[-1] == "api"


def test_a_server_that_never_answers_is_not_waited_for(well: Lusha, script: Script) -> None:
    silent = threading.Event()
    _, scripted = script(REFUSED)
    scripted.server.RequestHandlerClass.do_GET = lambda *_: silent.wait()  # type: ignore[attr-defined]
    well.env["LUSHA_BASE_URL"] = f"http://127.0.0.1:{scripted.port}"
    assert "within 0 s" in _checked(well("doctor", "--timeout", "0.1", code=8))["api"]["message"]
    silent.set()


@pytest.mark.parametrize(
    ("answer", "code", "state"),
    [
        (Answer(503, b"<html>"), 9, "failed"),
        (Answer(302, headers={"Location": "https://login.example"}), 9, "failed"),
        (Answer(200, b"<html>Welcome to our guests' network"), 9, "warned"),
    ],
)
def test_what_is_not_the_api_is_told(script: Script, answer: Answer, code: int, state: str) -> None:
    lusha, _ = script(answer)
    found = _checked(lusha("doctor", code=code))
    assert found["api"]["state"] == state


def test_a_clock_that_is_off_is_told_with_the_command_that_sets_it(well: Lusha) -> None:
    for shift, said in ((-7200, "2 h behind the API's"), (600, "10 min ahead of the API's")):
        well.clock.time = time.time() + shift
        found = _checked(well("doctor"))["clock"]
        assert said in found["message"]
        assert found["state"] == "warned"
        assert found["fix"].startswith("Run: ")


def test_a_time_that_cannot_be_read_is_told(script: Script) -> None:
    lusha, _ = script(REFUSED._replace(headers={"Date": "yesterday"}), Answer(200, USAGE))
    assert _unwell(lusha("doctor"))["clock"] == "warned"


@pytest.mark.parametrize(("mode", "code"), [(0o755, 0), (0o777, 2)])
def test_the_remedy_for_a_folder_mends_it(well: Lusha, mode: int, code: int) -> None:
    folder = well.folder / "state"
    folder.chmod(mode)
    found = _checked(well("doctor", code=code))["state folder"]
    subprocess.run(["sh", "-c", found["fix"].removeprefix("Run: ")], check=True)
    assert _unwell(well("doctor")) == {}


def test_a_file_in_the_place_of_a_folder_is_told(well: Lusha) -> None:
    (well.folder / "cache").rmdir()
    (well.folder / "cache").write_text("")
    assert "is not a folder" in _checked(well("doctor", code=2))["cache folder"]["message"]


@pytest.mark.parametrize(
    ("content", "code", "said", "fix"),
    [
        ("output = ", 2, "not valid TOML", "Mend the file"),
        ("output = 'xml'", 2, "'xml' cannot be used", "Run: lusha config unset output"),
        (
            "profile = 'work'\n[profiles.work]\ntimeout = -1",
            2,
            "a number of seconds above 0",
            "Run: lusha config unset timeout --profile work",
        ),
        ("timout = 3", 0, "did you mean timeout", "Take it out of "),
        ("profile = 'wrk'\n[profiles.work]", 2, "did you mean work", "Profiles: default, work"),
    ],
)
def test_settings_that_are_wrong_do_not_stop_it(
    well: Lusha, content: str, code: int, said: str, fix: str
) -> None:
    well.config.write_text(content)
    for terminal in (False, True):
        result = well("doctor", code=code, terminal=terminal)
        assert "settings" in result.out
    found = well("doctor", code=code).json
    wrong = next(finding for finding in found if finding["state"] != "passed")
    assert said in wrong["message"]
    assert fix in wrong["fix"]
    if fix.startswith("Run: lusha"):
        well(*fix.removeprefix("Run: lusha ").split())
        assert _unwell(well("doctor")) == {}


def test_a_variable_and_a_flag_that_cannot_be_used_are_told(well: Lusha) -> None:
    well.env["LUSHA_OUTPUT"] = "xml"
    assert "Run: unset LUSHA_OUTPUT" in well("doctor", code=2).out
    del well.env["LUSHA_OUTPUT"]
    assert "Leave out --timeout" in well("doctor", "--timeout", "-1", code=2).out


def test_a_variable_that_is_misspelt_is_told(well: Lusha) -> None:
    well.env["LUSHA_API_VERSON"] = "v3"
    found = _checked(well("doctor"))["settings"]
    assert "did you mean LUSHA_API_VERSION" in found["message"]
    assert found["fix"] == "Run: unset LUSHA_API_VERSON"


def test_a_keyring_that_is_silent_is_not_waited_for(well: Lusha) -> None:
    silent = threading.Event()
    well.load_keyring = silent.wait
    assert _unwell(well("doctor")) == {"keyring": "warned"}
    del well.env["LUSHA_API_KEY"]
    assert _unwell(well("doctor", code=4)) == {"keyring": "warned", "key": "failed"}
    silent.set()


def test_a_used_up_minute_is_no_failure(well: Lusha) -> None:
    for _ in range(5):
        well("doctor")
    result = well("doctor")
    assert _unwell(result) == {"key valid": "warned", "plan": "warned"}
    assert _checked(result)["plan"]["fix"] == "Run it again in a minute"
    assert well.clock.slept == []


def test_it_tells_v2_from_v3(well: Lusha, serve: Callable[..., Server]) -> None:
    assert _checked(well("doctor", "--api-version", "v3"))["version"]["message"].startswith(
        "V3, as"
    )
    well.env["LUSHA_BASE_URL"] = serve(v2="gone").url
    found = _checked(well("doctor"))
    assert "V2 is retired here" in found["version"]["message"]
    assert found["key valid"]["state"] == "passed"
    well.clock.time += 60
    pinned = _checked(well("doctor", "--api-version", "v2", code=2))["version"]
    assert pinned["fix"] == "Run: lusha config unset api_version"


def test_it_tells_the_day_on_which_v2_ends(script: Script) -> None:
    sunset = {"Sunset": "Thu, 31 Dec 2026 23:59:59 GMT"}
    lusha, _ = script(REFUSED, Answer(200, USAGE, sunset), Answer(404, b"{}"))
    found = _checked(lusha("doctor"))
    assert "2026-12-31" in found["version"]["message"]
    assert "V3 does not tell it; 8 of 9 credits left" in found["plan"]["message"]


def test_it_tells_what_is_remembered_of_v2(
    well: Lusha, serve: Callable[..., Server], server: Server
) -> None:
    remembered = serve(v2="gone")
    well.env["LUSHA_BASE_URL"] = remembered.url
    well("person", "get", "ada.byrne@analytical-engines.example")
    remembered.sandbox._options = server.sandbox._options  # V2 is back
    told = _checked(well("doctor"))["version"]["message"]
    assert told == "V2; for 1 of its commands, found retired, V3."


@pytest.mark.parametrize(
    ("shell", "place"),
    [
        ("bash", ".local/share/bash-completion/completions/lusha"),
        ("zsh", ".zfunc/_lusha"),
        ("fish", ".config/fish/completions/lusha.fish"),
    ],
)
def test_the_remedy_for_completion_names_the_place_that_it_looks_at(
    well: Lusha, shell: str, place: str, tmp_path: Path
) -> None:
    home = tmp_path / "another home"
    well.env.update(HOME=str(home), SHELL=f"/usr/bin/{shell}", XDG_DATA_DIRS=str(tmp_path))
    found = _checked(well("doctor"))["completion"]
    assert found["state"] == "warned"
    assert f"lusha completion {shell} > '{home / place}'" in found["fix"]
    (home / place).parent.mkdir(parents=True)
    (home / place).touch()
    assert _checked(well("doctor"))["completion"]["message"] == f"{shell}: {home / place}."


def test_the_terminal_says_why_it_has_no_colour(well: Lusha) -> None:
    for env, said in (
        ({"NO_COLOR": "1"}, "without colour (NO_COLOR)"),
        ({"TERM": "dumb"}, "without colour (TERM=dumb)"),
        ({"LUSHA_COLOR": "never"}, "without colour (the setting color)"),
    ):
        kept = dict(well.env)
        well.env.update(env)
        assert said in well("doctor", terminal=True).out
        well.env, well.clock.time = kept, well.clock.time + 60


def test_a_keyring_that_encrypts_nothing_is_told(well: Lusha) -> None:
    class PlaintextKeyring:
        def get_password(self, service: str, username: str) -> str | None:
            return None

    well.load_keyring = PlaintextKeyring
    assert "not encrypted" in _checked(well("doctor"))["keyring"]["message"]
