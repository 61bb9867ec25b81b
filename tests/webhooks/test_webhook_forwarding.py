"""From the log to a URL or a command: in order, again until it arrives, holding nobody up."""

import json
import os
import random
import sqlite3
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from lusha_cli.errors import UsageError
from lusha_cli.webhooks.deliveries import parse_body, read_delivery
from lusha_cli.webhooks.forwarding import delivery_queue as lineups
from lusha_cli.webhooks.forwarding import forwarder
from lusha_cli.webhooks.forwarding.delivery_queue import DeliveryQueue
from lusha_cli.webhooks.forwarding.sender import DeliveryError, Sender, check_url, redacted_url
from lusha_cli.webhooks.forwarding.sinks import CommandSink, SuppressionSink, UrlSink
from lusha_cli.webhooks.opt_outs import opt_out_identifiers
from lusha_cli.webhooks.server import server as rooms
from webhook_world import NOW, OPT_OUT, Sink, deliver, event, eventually, listening, signed

Sinks = Callable[..., Sink]


@pytest.fixture
def sinks() -> Iterator[Sinks]:
    started: list[Sink] = []

    def start(*answers: int, delay: float = 0) -> Sink:
        started.append(Sink(*answers, delay=delay))
        return started[-1]

    yield start
    for sink in started:
        sink.close()


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lineups, "BACKOFF_BASE", 0.02)


def forward(sink: Sink, *types: str, timeout: float = 5) -> UrlSink:
    return UrlSink(sink.url, types=types, timeout=timeout)


# The order.


def test_of_one_entity_one_goes_after_the_other() -> None:
    lineup = DeliveryQueue(jitter=lambda: 1.0)
    for n, entity in enumerate(["a", "b", "a", "", ""], 1):
        lineup.add(n, entity)
    assert [lineup.next_due(0), lineup.next_due(0), lineup.next_due(0), lineup.next_due(0)] == [
        1,
        2,
        4,
        5,
    ]
    assert lineup.next_due(0) is None
    assert lineup.next_delay(0) is None
    lineup.ack(1)
    assert lineup.first_pending == 2
    assert lineup.next_due(0) == 3
    for n in (2, 4, 5, 3):
        lineup.ack(n)
    assert len(lineup) == 0
    assert lineup.first_pending is None
    assert lineup.next_due(9) is None


def test_a_failed_delivery_rests_longer_each_time_and_only_its_entity_waits() -> None:
    lineup, now, waits = DeliveryQueue(jitter=lambda: 1.0), 0.0, []
    for n, entity in ((1, "a"), (2, "a"), (3, "b")):
        lineup.add(n, entity)
    assert lineup.next_due(now) == 1
    for tries in range(14):
        assert lineup.attempts(1) == tries
        waits.append(lineup.nack(1, now, is_unreachable=False))
        if not tries:
            assert lineup.next_due(now) == 3
            lineup.ack(3)
        assert lineup.next_due(now) is None
        assert lineup.next_delay(now) == pytest.approx(waits[-1])
        now += waits[-1]
        assert lineup.next_due(now) == 1
    assert waits[:4] == [0.02, 0.04, 0.08, 0.16]
    assert waits == sorted(waits)
    assert waits[-1] <= lineups.BACKOFF_MAX
    lineup.ack(1)
    assert lineup.next_due(now) == 2


def test_a_target_that_is_down_is_tried_with_one_delivery_at_a_time() -> None:
    lineup = DeliveryQueue(jitter=lambda: 1.0)
    for n in range(1, 4):
        lineup.add(n, "")
    assert [lineup.next_due(0), lineup.next_due(0)] == [1, 2]
    assert lineup.nack(1, 0, is_unreachable=True) == 0.02
    lineup.nack(2, 0, is_unreachable=True)
    assert lineup.next_due(0.03) is None
    first = lineup.next_due(0.05)
    assert first is not None
    assert lineup.next_due(0.05) is None
    lineup.ack(first)
    assert lineup.next_due(0.05) is not None
    assert lineup.next_due(0.05) is not None


def test_whatever_fails_all_arrive_in_the_order_of_their_entity() -> None:
    chance = random.Random(7)
    for _ in range(50):
        lineup, now, going = DeliveryQueue(jitter=chance.random), 0.0, list[int]()
        entities = {n: chance.choice(["a", "b", "c", ""]) for n in range(1, 40)}
        arrived: dict[str, list[int]] = defaultdict(list)
        for n, entity in entities.items():
            lineup.add(n, entity)
        while len(lineup):
            found = lineup.next_due(now)
            if found is not None:
                assert not any(entities[n] == entities[found] != "" for n in going)
                going.append(found)
            if going and (found is None or chance.random() < 0.5):
                n = going.pop(chance.randrange(len(going)))
                if chance.random() < 0.5:
                    lineup.nack(n, now, is_unreachable=chance.random() < 0.5)
                else:
                    lineup.ack(n)
                    arrived[entities[n]].append(n)
            elif not going:
                now += max(lineup.next_delay(now) or 0, 0.001)
        for entity, numbers in arrived.items():
            assert entity == "" or numbers == sorted(numbers)
        assert sum(map(len, arrived.values())) == 39


# A URL.


def test_a_delivery_is_forwarded_as_it_was_signed(tmp_path: Path, sinks: Sinks) -> None:
    sink = sinks()
    with listening(tmp_path / "log.jsonl", sinks=(forward(sink),)) as running:
        deliver(running.port, event(1), at=NOW - 10)
        deliver(running.port, event(1))
        eventually(lambda: len(sink.got) == 1)
        ended = running.stop()
    ((id_, body, headers),) = sink.got
    assert (id_, body) == ("event-1", event(1))
    sent = {name: headers[name] for name in signed(body)}
    assert sent == signed(body, at=NOW - 10)
    assert headers["User-Agent"] == "Lusha-Webhooks/1.0"
    assert headers["X-Lusha-Attempt"] == "1"
    assert "Authorization" not in headers
    (label,) = ended.delivered
    assert (ended.delivered[label], ended.pending[label]) == (1, 0)


def test_what_fails_is_sent_again_and_holds_up_its_own_entity_only(
    tmp_path: Path, sinks: Sinks
) -> None:
    sink = sinks(500, 302, 404)
    with listening(tmp_path / "log.jsonl", sinks=(forward(sink),)) as running:
        for number in range(6):
            deliver(running.port, event(number, entity="17" if number < 3 else str(number)))
        eventually(lambda: len(sink.got) == 9)
        assert running.stop().pending == {sink.url: 0}
    last = {id_: place for place, id_ in enumerate(sink.ids)}
    assert last["event-0"] < last["event-1"] < last["event-2"]
    assert max(int(headers["X-Lusha-Attempt"]) for _, _, headers in sink.got) > 1
    (failed,) = (line for line in running.said if sink.url in line)
    assert "it answered" in failed or "it redirects (302)" in failed


@pytest.mark.parametrize("name", ["log.jsonl", "log.db"])
def test_what_a_target_did_not_get_it_gets_after_a_restart(
    tmp_path: Path, sinks: Sinks, name: str
) -> None:
    sink = sinks()
    port = sink.server.server_address[1]
    sink.close()
    down = UrlSink(f"http://127.0.0.1:{port}/hook", types=(), timeout=5)
    with listening(tmp_path / name, sinks=(down,), grace_period=0.3) as running:
        for number in range(20):
            assert deliver(running.port, event(number)).status == 201
        eventually(lambda: any("not reached" in line for line in running.said))
        assert running.stop().pending == {down.label: 20}
    with listening(tmp_path / name):
        pass  # a listener that forwards nothing changes nothing
    up = sinks()
    with listening(tmp_path / name, sinks=(forward(up),)) as running:
        deliver(running.port, event(99))
        eventually(lambda: len(up.got) == 1)
    assert up.ids == ["event-99"]  # to this one, what came before is past
    back = sinks()
    with listening(tmp_path / name, sinks=(_named(down, back.url),)) as running:
        eventually(lambda: len(back.got) == 21)
        assert running.stop().pending == {down.label: 0}
    assert set(back.ids) == {f"event-{n}" for n in (*range(20), 99)}
    with listening(tmp_path / name, sinks=(_named(down, back.url),)):
        time.sleep(0.1)
    assert len(back.got) == 21


def _named(target: UrlSink, url: str) -> UrlSink:
    """The same target for the log, at another port: nobody can be sure to get a port back."""
    moved = UrlSink(url, types=(), timeout=5)
    moved.name, moved.label = target.name, target.label
    return moved


def test_a_slow_target_holds_no_acknowledgement_up(tmp_path: Path, sinks: Sinks) -> None:
    sink = sinks(delay=0.5)
    with listening(tmp_path / "log.jsonl", sinks=(forward(sink),), grace_period=0.1) as running:
        began = time.monotonic()
        for number in range(30):
            assert deliver(running.port, event(number, entity=str(number))).status == 201
        assert time.monotonic() - began < 3
        ended = running.stop()
    assert ended.pending[sink.url] >= 20


def test_a_target_that_does_not_answer_is_given_up_on_and_asked_again(
    tmp_path: Path, sinks: Sinks
) -> None:
    sink = sinks(delay=0.3)
    with listening(tmp_path / "log.jsonl", sinks=(forward(sink, timeout=0.1),)) as running:
        deliver(running.port, event())
        eventually(lambda: len(sink.got) >= 2)
    assert any("no answer within 0.1 s" in line for line in running.said)


def test_only_wanted_types_are_shown_and_forwarded_and_all_are_logged(
    tmp_path: Path, sinks: Sinks
) -> None:
    sink = sinks()
    wanted = ("promotion", "optOut")
    with listening(tmp_path / "log.db", sinks=(forward(sink, *wanted),), types=wanted) as running:
        deliver(running.port, event(1, kind="companyChange"))
        deliver(running.port, event(2))
        deliver(running.port, OPT_OUT)
        eventually(lambda: len(sink.got) == 2)
        assert running.stop().counts["new"] == 3
    assert [seen.type for seen in running.shown] == ["promotion", "optOut"]
    # A later wish for all of them begins with what comes then.
    with listening(tmp_path / "log.db", sinks=(forward(sink),)) as running:
        deliver(running.port, event(4, kind="companyChange"))
        eventually(lambda: "event-4" in sink.ids)
    assert "event-1" not in sink.ids


def test_how_far_a_target_is_is_known_after_a_kill(
    tmp_path: Path, sinks: Sinks, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(forwarder, "_STEPS_PER_CHECKPOINT", 1)
    sink, path = sinks(), tmp_path / "log.db"
    target = forward(sink, "promotion")
    with listening(path, sinks=(target,)) as running:
        for number in range(5):
            deliver(running.port, event(number, kind="promotion" if number == 2 else "other"))
        eventually(lambda: _first_of(path, target.name) > 3)
    assert sink.ids == ["event-2"]


def _first_of(path: Path, target: str) -> int:
    with closing(sqlite3.connect(path)) as db:
        query = "SELECT first FROM targets WHERE name = ?"
        (first,) = db.execute(query, (target,)).fetchone()
        return int(first)


def test_more_deliveries_than_memory_is_for_all_arrive(
    tmp_path: Path, sinks: Sinks, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Narrow(forwarder.Forwarder):
        def __init__(self, *given: object, **more: object) -> None:
            super().__init__(*given, max_queued=4, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(rooms, "Forwarder", Narrow)
    sink = sinks(*[500] * 5)
    with listening(tmp_path / "log.jsonl", sinks=(forward(sink),)) as running:
        for number in range(40):
            deliver(running.port, event(number, entity=str(number % 7)))
        eventually(lambda: len(sink.ids) == 45)
        assert running.stop().pending == {sink.url: 0}


def test_a_delivery_that_is_gone_from_the_log_holds_nothing_up(
    tmp_path: Path, sinks: Sinks
) -> None:
    path, sink = tmp_path / "log.jsonl", sinks(500)
    with listening(path, sinks=(forward(sink),), grace_period=0.2) as running:
        deliver(running.port, event(1))
        eventually(lambda: len(sink.got) == 1)
        path.write_bytes(b"")
        deliver(running.port, event(2))
        eventually(lambda: "event-2" in sink.ids)
        running.stop()


@pytest.mark.parametrize(
    ("url", "why"),
    [
        ("http://hooks.firm.example/x", "plain http"),
        ("http://10.0.0.1/", "plain http"),
        ("ftp://127.0.0.1/", "needs a URL"),
        ("127.0.0.1:9000", "needs a URL"),
        ("http://", "needs a URL"),
        ("http://[::1", "no URL"),
        ("http://127.0.0.1:99999/", "no URL"),
        ("http://127.0.0.1/a b", "no spaces"),
    ],
)
def test_a_url_that_deliveries_may_not_go_to_is_refused(url: str, why: str) -> None:
    with pytest.raises(UsageError, match=why):
        check_url(url, parameter="--forward")


def test_a_password_in_a_url_is_not_shown() -> None:
    url = "https://ada:secret@hooks.firm.example:8443/in?token=secret"
    assert redacted_url(url) == "https://hooks.firm.example:8443/in"
    target = UrlSink(url, types=(), timeout=1)
    assert "secret" not in target.name + target.label


def test_a_host_that_is_not_there_is_told_plainly() -> None:
    sender = Sender("https://nowhere.invalid/", timeout=1)
    with pytest.raises(DeliveryError, match="not reached") as caught:
        sender.send(b"{}", timestamp="1", signature="2", extra_headers={})
    sender.close()
    assert caught.value.is_unreachable


# A command.


def command(line: str, *types: str, seconds: float = 10, **env: str) -> CommandSink:
    return CommandSink(line, types=types, env={**os.environ, **env}, timeout=seconds)


SCRIPT = """
import json, os, sys
body = sys.stdin.buffer.read()
told = {name: value for name, value in os.environ.items() if name.startswith("LUSHA_")}
with open(sys.argv[1], "a") as file:
    file.write(json.dumps([body.decode(), told, sys.argv[2:]]) + "\\n")
sys.exit(3 if told["LUSHA_EVENT_ATTEMPT"] == "1" else 0)
"""


def test_a_command_gets_the_body_and_is_run_again_until_it_succeeds(tmp_path: Path) -> None:
    script, out = tmp_path / "hook.py", tmp_path / "out"
    script.write_text(SCRIPT)
    line = f"{sys.executable} {script} {out} '$(touch {tmp_path}/x)' ';' 'a b'"
    hook = command(line, LUSHA_API_KEY="k" * 20, LUSHA_WEBHOOK_SECRET="s" * 20, LUSHA_STATE_DIR="/")
    with listening(tmp_path / "log.jsonl", sinks=(hook,)) as running:
        deliver(running.port, event(1))
        eventually(lambda: out.exists() and out.read_text().count("\n") == 2)
        assert running.stop().pending == {hook.label: 0}
    first, second = (json.loads(row) for row in out.read_text().splitlines())
    assert first[0] == second[0] == event(1).decode()
    told = {name: value for name, value in second[1].items() if name.startswith("LUSHA_EVENT_")}
    assert told == {
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
    assert any("ended with exit code 3" in said for said in running.said)


def test_a_command_that_reads_nothing_may_still_succeed() -> None:
    hook = command("true")
    body = b'{"a": "' + b"x" * 900_000 + b'"}'
    hook.send(read_delivery(body, received=NOW, timestamp="1", signature="2"), 1)


def test_a_command_that_hangs_is_ended_with_all_that_it_started() -> None:
    hook = command("sh -c 'sleep 60 & sleep 60'", seconds=0.2)
    began = time.monotonic()
    with pytest.raises(DeliveryError, match=r"ended after 0.2 s"):
        hook.send(read_delivery(b"{}", received=NOW, timestamp="1", signature="2"), 1)
    assert time.monotonic() - began < 5


def test_a_command_that_is_gone_is_told_as_a_target_that_is_down(tmp_path: Path) -> None:
    script = tmp_path / "hook"
    script.write_text("#!/bin/sh\n")
    script.chmod(0o700)
    hook = command(str(script))
    script.unlink()
    with pytest.raises(DeliveryError, match="no such file") as caught:
        hook.send(read_delivery(b"{}", received=NOW, timestamp="1", signature="2"), 1)
    assert caught.value.is_unreachable


def test_a_target_that_comes_back_is_told_of(tmp_path: Path) -> None:
    script = tmp_path / "hook"
    script.write_text("#!/bin/sh\ncat > /dev/null\n")
    script.chmod(0o700)
    hook = command(str(script))
    script.rename(tmp_path / "away")
    with listening(tmp_path / "log.jsonl", sinks=(hook,)) as running:
        deliver(running.port, event(1))
        eventually(lambda: any("cannot be run" in line for line in running.said))
        (tmp_path / "away").rename(script)
        eventually(lambda: any("arrive again" in line for line in running.said))
        assert running.stop().pending == {hook.label: 0}
    assert len([line for line in running.said if hook.label in line]) == 2


@pytest.mark.parametrize("line", ["", "  ", "''", "/nowhere/hook", "echo 'open"])
def test_a_line_that_is_no_command_is_refused(line: str) -> None:
    with pytest.raises(UsageError, match="--exec"):
        command(line)


# Opt-outs.


def test_who_opts_out_is_named_as_the_suppression_list_knows_them() -> None:
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


def test_an_opt_out_reaches_the_list_even_if_that_fails_at_first(tmp_path: Path) -> None:
    listed: list[list[str]] = []
    tries = 0

    def suppress(names: Iterable[str]) -> None:
        nonlocal tries
        tries += 1
        if tries < 3:
            raise OSError("the disk is full")
        listed.append(list(names))

    with listening(tmp_path / "log.jsonl") as running:
        deliver(running.port, OPT_OUT)  # taken by a listener that knew no list
        deliver(running.port, event(1))
    with listening(tmp_path / "log.jsonl", sinks=(SuppressionSink(suppress),)) as running:
        eventually(lambda: len(listed) == 1)
        assert running.stop().pending == {"the suppression list": 0}
    assert "email:ada@firm.example" in listed[0]
    assert tries == 3
    with listening(tmp_path / "log.jsonl", sinks=(SuppressionSink(suppress),)) as running:
        deliver(running.port, OPT_OUT)
        deliver(running.port, OPT_OUT.replace(b"4100000000", b"4100000001"))
        eventually(lambda: len(listed) == 2)
