"""`lusha webhooks listen`."""

import asyncio
import builtins
import json
import re
import socket
from pathlib import Path
from typing import Any

import pytest
from rich.cells import cell_len

from lusha_cli.webhooks.server import server as rooms
from tests.support.cli import KEY, Lusha, StartScriptedServer
from tests.support.scripted_server import ScriptedResponse
from tests.support.webhook_commands import Listen
from tests.support.webhook_environment import (
    NOW,
    OPT_OUT,
    SECRET,
    Sink,
    deliver,
    deliver_two,
    event,
    wait_until,
)


def do_nothing(_port: int) -> None:
    """Do nothing."""


def test_listen_piped_prints_each_event_unchanged(
    listen: Listen, runner_with_secret: Lusha
) -> None:
    result = listen(deliver_two)
    first, second = result.out.splitlines()
    assert first == event(1).decode()
    assert json.loads(second) == {"id": "event-2", "type": "ü", "entityId": 2.5}
    log = runner_with_secret.state / "webhooks" / "default.db"
    assert log.exists()
    assert f"Deliveries are logged in sqlite:///{log}" in result.err
    assert re.search(r"Listening at http://127\.0\.0\.1:\d+ ", result.err)
    assert "Stopped: 2 logged, 0 already received." in result.err
    assert SECRET not in result.out + result.err
    assert SECRET.encode() not in log.read_bytes()
    again = listen(deliver_two)
    assert again.out == ""
    assert "Stopped: 0 logged, 2 already received." in again.err


def test_listen_in_the_sandbox_uses_its_own_log(listen: Listen, runner_with_secret: Lusha) -> None:
    assert "sandbox/default.db" in listen(deliver_two, "--sandbox").err
    assert "Stopped: 2 logged" in listen(deliver_two).err


def test_listen_on_a_terminal_prints_a_line_per_event(listen: Listen) -> None:
    hostile = event(3, kind="news").replace(b"Partner", b"\\u001b[31m[bold]\\u202e" + b"x" * 200)

    def work(port: int) -> None:
        deliver_two(port)
        deliver(port, hostile)
        deliver(port, OPT_OUT)
        deliver(port, event(5, kind="news").replace(b"Partner", "北京".encode() * 60))

    result = listen(work, terminal=True)
    first, second, third, fourth, fifth = result.out.splitlines()
    assert re.match(r"\d\d:\d\d:\d\d  promotion +contact 4158887495 +Partner at Analytical", first)
    assert len(first) <= 80
    assert " ü " in second
    assert "\x1b" not in third
    assert "\u202e" not in third
    # It ends after a word, because an id or a URL in it would be copied.
    assert third.endswith("contact 4158887495...")
    assert "optOut" in fourth
    assert "5 data points to remove" in fourth
    assert "北京北京" in fifth
    assert 79 <= cell_len(fifth) <= 80
    as_json = listen(lambda port: deliver(port, hostile.replace(b"event-3", b"event-4")), "--json",
                     terminal=True)  # fmt: skip
    assert json.loads(as_json.out)["id"] == "event-4"


def test_listen_shows_an_unusual_event(listen: Listen) -> None:
    odd = b'{"id": "\\ud800", "data": {"changeRatePercent": 1' + b"0" * 400 + b"}}"
    result = listen(lambda port: deliver(port, odd), terminal=True)
    assert "unknown" in result.out
    assert "1 logged" in result.err


def test_listen_on_all_interfaces_prints_a_warning(listen: Listen) -> None:
    assert "other machines can reach this address" in listen(do_nothing, "--host", "0.0.0.0").err
    assert "other machines" not in listen(do_nothing, "--host", "localhost").err


def test_listen_prints_json_to_an_ascii_stream(listen: Listen) -> None:
    result = listen(deliver_two, encoding="ascii")
    assert json.loads(result.out.splitlines()[1])["type"] == "ü"


def test_listen_counts_rejected_requests_at_the_end(listen: Listen) -> None:
    def work(port: int) -> None:
        deliver(port, event(1), secret="whsec_of_somebody_else")
        deliver(port, event(1), at=NOW - 9999)
        deliver(port, b"no json")

    result = listen(work, "--quiet")
    assert (result.out, result.err) == ("", "")
    result = listen(work)
    assert "2 rejected (1 forged, 1 stale), 1 not JSON" in result.err
    assert "account's secret has changed" in result.err
    taken = listen(lambda port: deliver(port, event(1), at=NOW - 9999), "--tolerance", "0")
    assert "1 logged" in taken.err


def test_listen_forwards_events_and_runs_a_command(
    listen: Listen, sink: Sink, tmp_path: Path
) -> None:
    def work(port: int) -> None:
        deliver_two(port)
        wait_until(lambda: len(sink.received) == 2 and (tmp_path / "got").exists())

    url = f"{sink.url}?token=abc"
    hook = f"sh -c 'cat >> {tmp_path}/got'"
    result = listen(work, "--out", str(tmp_path / "log.jsonl"), "--forward", url, "--exec", hook)
    assert "token" not in result.err
    assert f"{sink.url}: 2 delivered." in result.err
    assert "the command sh: 2 delivered." in result.err
    assert (tmp_path / "got").read_bytes().startswith(b"{")


def test_listen_suppresses_people_who_opt_out(listen: Listen, runner_with_secret: Lusha) -> None:
    listen(lambda port: deliver(port, OPT_OUT))
    suppression = runner_with_secret.make_context().env.suppression_list
    assert len(suppression) == 4
    assert suppression.contains_any(["email:ada@firm.example"])
    assert suppression.contains_any(["phone:+13445550151"])
    assert not suppression.contains_any(["email:bob@firm.example"])


def test_listen_reports_undelivered_events(listen: Listen) -> None:
    result = listen(deliver_two, "--forward", "http://127.0.0.1:9/hook")
    assert "http://127.0.0.1:9/hook: unreachable (connection refused)." in result.err
    assert "0 delivered. 2 are in the log, and are sent when the same command runs again." in (
        result.err
    )


@pytest.mark.parametrize(
    ("argv", "why"),
    [
        (["--forward", "http://hooks.firm.example/x"], "https://hooks.firm.example/x"),
        (["--exec", "'"], "--exec"),
        (["--exec", "/nowhere/hook"], "command not found"),
        (["--out", "postgresql://host/x"], "--out"),
        (["--out", "/nowhere/log.jsonl"], "the folder /nowhere does not exist"),
        (["--out", "sqlite:////nowhere/log.db"], "the folder /nowhere does not exist"),
        (["--path", "hook"], "must begin with a slash"),
        (["--port", "70000"], "70000"),
        (["--tolerance", "-1"], "tolerance"),
        (["-o", "csv"], "can't be shown as csv"),
        (["--host", "203.0.113.7"], "Cannot listen on 203.0.113.7"),
        (["--host", "nobody.invalid"], "Cannot listen on nobody.invalid"),
    ],
)
def test_listen_rejects_invalid_options_at_once(
    runner_with_secret: Lusha, argv: list[str], why: str
) -> None:
    result = runner_with_secret("webhooks", "listen", "--port", "0", *argv, code=2)
    assert why in result.err
    assert "Unknown error" not in result.err
    assert not (runner_with_secret.state / "webhooks").exists() or argv[0] == "--host"


def test_listen_reports_a_port_in_use(runner_with_secret: Lusha) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        result = runner_with_secret("webhooks", "listen", "--port", port, code=2)
    assert f"Cannot listen on 127.0.0.1 port {port}" in result.err


def test_listen_warns_of_an_unknown_event_type(listen: Listen) -> None:
    assert (
        "'promotions' is not a known type of event"
        in listen(do_nothing, "--event", "promotions").err
    )
    assert (
        "not a known type of event"
        not in listen(do_nothing, "--event", "linkedinActivityIntent").err
    )
    assert "Warning" not in listen(do_nothing, "--event", "promotion", "--event", "optOut").err


def test_listen_without_h11_names_the_extra(
    runner_with_secret: Lusha, monkeypatch: pytest.MonkeyPatch
) -> None:
    load = builtins.__import__

    def missing(name: str, *options: Any, **more: Any) -> Any:
        if name == "h11":
            raise ImportError(name)
        return load(name, *options, **more)

    monkeypatch.setattr(builtins, "__import__", missing)
    result = runner_with_secret("webhooks", "listen", "--port", "0", code=2)
    assert "install h11" in result.err


def test_listen_fetches_the_secret_of_the_account(
    script: StartScriptedServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    lusha, server = script(ScriptedResponse(200, json.dumps({"secret": SECRET}).encode()))

    async def at_once(stop: asyncio.Event) -> None:
        pass

    monkeypatch.setattr(rooms, "wait_for_stop", at_once)
    result = lusha("webhooks", "listen", "--port", "0")
    assert server.requests[0][:2] == ("GET", "/api/account/secret")
    assert SECRET not in result.out + result.err
    lusha.keyring.set_password("lusha-cli-webhooks", "default", "whsec_in_the_keyring")
    lusha("webhooks", "listen", "--port", "0")
    assert len(server.requests) == 1


@pytest.mark.parametrize(
    ("response", "code", "error", "hint"),
    [
        (
            ScriptedResponse(404, b'{"message": "no"}'),
            4,
            "secret_missing",
            "webhooks rotate-secret",
        ),
        *[
            (ScriptedResponse(200, body), 4, "secret_missing", "webhooks secret --save")
            for body in (
                b'{"secret": ""}',
                b'{"secret": " \\n"}',
                b'{"secret": true}',
                b'{"secret": 17}',
                b'{"secret": ["x"]}',
                b'{"secret": {"a": "b"}}',
            )
        ],
        (ScriptedResponse(200, b'{"secret": null}'), 9, "unusable_response", "lusha doctor"),
        (ScriptedResponse(401, b"{}"), 4, "key_refused", "auth status"),
    ],
)
def test_listen_reports_an_account_without_secret(
    script: StartScriptedServer, response: ScriptedResponse, code: int, error: str, hint: str
) -> None:
    lusha, _ = script(response)
    result = lusha("webhooks", "listen", "--port", "0", "--json", code=code)
    assert result.error["code"] == error
    assert hint in result.error["hint"]


def test_listen_without_secret_and_key_names_the_fix(runner_with_secret: Lusha) -> None:
    del runner_with_secret.env["LUSHA_WEBHOOK_SECRET"]
    result = runner_with_secret("webhooks", "listen", "--port", "0", code=4)
    assert "LUSHA_WEBHOOK_SECRET" in result.err
    assert "lusha auth login" in result.err
    result = runner_with_secret("webhooks", "sign", "-", stdin=b"{}", code=4)
    assert "lusha webhooks secret --save" in result.err


@pytest.mark.parametrize("variable", ["", " ", "\t\n", None])
@pytest.mark.parametrize("stored", ["", " ", None])
def test_listen_without_a_secret_that_holds_something_does_not_start(
    runner_with_secret: Lusha, variable: str | None, stored: str | None
) -> None:
    del runner_with_secret.env["LUSHA_WEBHOOK_SECRET"]
    if variable is not None:
        runner_with_secret.env["LUSHA_WEBHOOK_SECRET"] = variable
    if stored is not None:
        runner_with_secret.keyring.set_password("lusha-cli-webhooks", "default", stored)
    result = runner_with_secret("webhooks", "listen", "--port", "0", "--json", code=4)
    assert result.error["code"] == "secret_missing"
    assert "Listening" not in result.err


def test_listen_reports_a_locked_keyring(runner_with_secret: Lusha) -> None:
    from keyring.errors import KeyringLocked

    class Locked:
        def get_password(self, service: str, username: str) -> str:
            raise KeyringLocked("locked")

    del runner_with_secret.env["LUSHA_WEBHOOK_SECRET"]
    runner_with_secret.load_keyring = Locked
    result = runner_with_secret("webhooks", "sign", "-", stdin=b"{}", code=4)
    assert "LUSHA_WEBHOOK_SECRET" in result.err


def test_webhooks_local_commands_need_no_key(runner_with_secret: Lusha) -> None:
    runner_with_secret.env.update(LUSHA_API_KEY=KEY, LUSHA_BASE_URL="http://127.0.0.1:9")
    assert runner_with_secret("webhooks", "sign", "-", stdin=b"{}").json
