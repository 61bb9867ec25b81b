"""`lusha webhooks replay` of many deliveries: formats, progress, and a reader that goes away."""

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest

from lusha_cli.context.app_context import AppContext
from lusha_cli.errors import ClosedPipe
from lusha_cli.webhooks.deliveries import Delivery
from lusha_cli.webhooks.log.jsonl import encode_line
from tests.support.cli import Lusha, Stream
from tests.support.webhook_environment import NOW, Sink, event

COUNT = 250


@pytest.fixture
def log(tmp_path: Path) -> str:
    """Return the path of a log with 250 deliveries."""
    (file := tmp_path / "many.jsonl").write_bytes(b"".join(
        encode_line(Delivery(f"event-{number}", "job", "", NOW, str(int(NOW)), "s", event(number)))
        for number in range(COUNT)
    ))  # fmt: skip
    return str(file)


def test_formats_have_all_deliveries(runner_with_secret: Lusha, sink: Sink, log: str) -> None:
    sink.responses = [204] * 120 + [500] * 3 + [204]

    def replay(*options: str) -> str:
        sink.responses = [*[204] * 120, *[500] * 3, 204]
        return runner_with_secret(
            "webhooks", "replay", log, "--to", sink.url, *options, code=10
        ).out

    text = replay("--json")
    records: list[dict[str, Any]] = json.loads(text)
    assert text == json.dumps(records, indent=2) + "\n"
    assert [record["id"] for record in records] == [f"event-{n}" for n in range(COUNT)]
    assert [record["state"] for record in records].count("failed") == 3
    lines = replay("-o", "jsonl").splitlines()
    assert [json.loads(line)["state"] for line in lines] == [each["state"] for each in records]
    for options in (
        ["-o", "csv"],
        ["-o", "csv", "--fields", "id,type,entity,received,state,error"],
    ):
        rows = list(csv.DictReader(io.StringIO(replay(*options))))
        assert [(row["id"], row["state"]) for row in rows] == [
            (each["id"], each["state"]) for each in records
        ]
    assert len(sink.received) == 4 * COUNT


def test_reader_that_goes_away_stops_no_delivery(
    runner_with_secret: Lusha, sink: Sink, log: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def closed(*_: object) -> bool:
        raise ClosedPipe

    monkeypatch.setattr("lusha_cli.cli.result_stream.ResultStream.add", closed)
    runner_with_secret("webhooks", "replay", log, "--to", sink.url, "-o", "jsonl", code=0)
    assert len(sink.received) == COUNT


def test_interrupted_replay_shows_what_was_sent(
    runner_with_secret: Lusha, sink: Sink, log: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    from lusha_cli.webhooks.forwarding.sender import Sender

    sent, send = [], Sender.send

    def interrupted(self: Sender, *arguments: Any, **options: Any) -> Any:
        sent.append(1)
        if len(sent) == 130:
            raise KeyboardInterrupt
        return send(self, *arguments, **options)

    monkeypatch.setattr(Sender, "send", interrupted)
    stopped = runner_with_secret("webhooks", "replay", log, "--to", sink.url, "--json", code=130)
    assert len(json.loads(stopped.out)) == 129
    assert "The deliveries that follow were not sent." in stopped.err
    assert len(sink.received) == 129


def test_progress_is_on_the_terminal_only(
    runner_with_secret: Lusha, sink: Sink, log: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    argv = ("webhooks", "replay", log, "--to", sink.url, "-o", "csv")
    assert "deliveries" not in runner_with_secret(*argv).err.replace("250 delivered", "")
    # Rows that are shown on a terminal are progress enough.
    assert "250/250" not in runner_with_secret(*argv, terminal=True).err
    make = runner_with_secret.make_context

    def make_with_pipe(**options: Any) -> AppContext:
        context = make(**options)
        assert isinstance(context.env.stdout.stream, Stream)
        context.env.stdout.stream.terminal = False
        return context

    monkeypatch.setattr(runner_with_secret, "make_context", make_with_pipe)
    shown = runner_with_secret(*argv, terminal=True)
    assert "250/250 deliveries" in shown.err
