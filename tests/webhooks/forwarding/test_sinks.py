"""Commands and the suppression list as targets of deliveries."""

import json
import sys
import time
from collections.abc import Iterable
from pathlib import Path

import pytest

from lusha_cli.errors import UsageError
from lusha_cli.webhooks.deliveries import parse_body, read_delivery
from lusha_cli.webhooks.forwarding.sender import DeliveryError
from lusha_cli.webhooks.forwarding.sinks import SuppressionSink
from lusha_cli.webhooks.opt_outs import opt_out_identifiers
from tests.support.sinks import command_sink
from tests.support.webhook_environment import (
    NOW,
    OPT_OUT,
    deliver,
    event,
    run_server,
    wait_until,
)

SCRIPT = """
import json, os, sys
body = sys.stdin.buffer.read()
told = {name: value for name, value in os.environ.items() if name.startswith("LUSHA_")}
with open(sys.argv[1], "a") as file:
    file.write(json.dumps([body.decode(), told, sys.argv[2:]]) + "\\n")
sys.exit(3 if told["LUSHA_EVENT_ATTEMPT"] == "1" else 0)
"""


def test_command_sink_runs_until_the_command_succeeds(tmp_path: Path) -> None:
    script, out = tmp_path / "hook.py", tmp_path / "out"
    script.write_text(SCRIPT)
    line = f"{sys.executable} {script} {out} '$(touch {tmp_path}/x)' ';' 'a b'"
    hook = command_sink(
        line, LUSHA_API_KEY="k" * 20, LUSHA_WEBHOOK_SECRET="s" * 20, LUSHA_STATE_DIR="/"
    )
    with run_server(tmp_path / "log.jsonl", sinks=(hook,)) as running:
        deliver(running.port, event(1))
        wait_until(lambda: out.exists() and out.read_text().count("\n") == 2)
        assert running.stop().pending == {hook.label: 0}
    first, second = (json.loads(row) for row in out.read_text().splitlines())
    assert first[0] == second[0] == event(1).decode()
    reported = {name: value for name, value in second[1].items() if name.startswith("LUSHA_EVENT_")}
    assert reported == {
        "LUSHA_EVENT_ID": "event-1",
        "LUSHA_EVENT_TYPE": "promotion",
        "LUSHA_EVENT_ENTITY_TYPE": "contact",
        "LUSHA_EVENT_ENTITY_ID": "4158887495",
        "LUSHA_EVENT_RECEIVED_AT": "2026-11-01T12:00:00.000Z",
        "LUSHA_EVENT_ATTEMPT": "2",
    }
    assert "LUSHA_STATE_DIR" in second[1]
    assert "LUSHA_API_KEY" not in second[1]
    assert "LUSHA_WEBHOOK_SECRET" not in second[1]
    assert second[2] == [f"$(touch {tmp_path}/x)", ";", "a b"]
    assert not (tmp_path / "x").exists()
    assert any("exited with code 3" in message for message in running.messages)


def test_command_sink_succeeds_without_reading_stdin() -> None:
    hook = command_sink("true")
    body = b'{"a": "' + b"x" * 900_000 + b'"}'
    hook.send(read_delivery(body, received=NOW, timestamp="1", signature="2"), 1)


def test_command_sink_kills_the_process_group_on_timeout() -> None:
    hook = command_sink("sh -c 'sleep 60 & sleep 60'", seconds=0.2)
    began = time.monotonic()
    with pytest.raises(DeliveryError, match=r"killed after 0.2 s"):
        hook.send(read_delivery(b"{}", received=NOW, timestamp="1", signature="2"), 1)
    assert time.monotonic() - began < 5


def test_command_sink_reports_a_missing_command_as_target_down(tmp_path: Path) -> None:
    script = tmp_path / "hook"
    script.write_text("#!/bin/sh\n")
    script.chmod(0o700)
    hook = command_sink(str(script))
    script.unlink()
    with pytest.raises(DeliveryError, match="no such file") as caught:
        hook.send(read_delivery(b"{}", received=NOW, timestamp="1", signature="2"), 1)
    assert caught.value.is_unreachable


@pytest.mark.parametrize("line", ["", "  ", "''", "/nowhere/hook", "echo 'open"])
def test_command_sink_rejects_an_invalid_command_line(line: str) -> None:
    with pytest.raises(UsageError, match="--exec"):
        command_sink(line)


def test_suppression_sink_uses_the_identifiers_of_the_list() -> None:
    assert opt_out_identifiers(parse_body(OPT_OUT)) == [
        "contact:4100000000",
        "linkedin:https://www.linkedin.com/in/ada-byrne",
        "phone:+13445550151",
        "email:ada@firm.example",
    ]
    assert opt_out_identifiers({"contactId": 17, "datapoints": "x", "linkedinUrl": []}) == [
        "contact:17"
    ]
    points = [{"datapointType": "phone", "datapointId": text} for text in (13445550152, "x", "12")]
    assert opt_out_identifiers({"datapoints": points}) == ["phone:+13445550152"]


def test_suppression_sink_retries_after_an_error(tmp_path: Path) -> None:
    listed: list[list[str]] = []
    tries = 0

    def suppress(names: Iterable[str]) -> None:
        nonlocal tries
        tries += 1
        if tries < 3:
            raise OSError("the disk is full")
        listed.append(list(names))

    with run_server(tmp_path / "log.jsonl") as running:
        deliver(running.port, OPT_OUT)  # accepted by a server without a list
        deliver(running.port, event(1))
    with run_server(tmp_path / "log.jsonl", sinks=(SuppressionSink(suppress),)) as running:
        wait_until(lambda: len(listed) == 1)
        assert running.stop().pending == {"the suppression list": 0}
    assert "email:ada@firm.example" in listed[0]
    assert tries == 3
    with run_server(tmp_path / "log.jsonl", sinks=(SuppressionSink(suppress),)) as running:
        deliver(running.port, OPT_OUT)
        deliver(running.port, OPT_OUT.replace(b"4100000000", b"4100000001"))
        wait_until(lambda: len(listed) == 2)
