"""`lusha webhooks listen`, `replay`, `sign`, `verify` through the front door."""

import asyncio
import builtins
import json
import re
import socket
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from rich.cells import cell_len

from conftest import KEY, Lusha, Result, Script
from lusha_cli.webhooks.server import server as rooms
from lusha_cli.webhooks.signature import sign
from scripted import Answer
from webhook_world import NOW, OPT_OUT, SECRET, Sink, deliver, event, eventually, signed

Listen = Callable[..., Result]


@pytest.fixture
def plain(tmp_path: Path) -> Lusha:
    """Command lines with a secret, no key and no sandbox."""
    runner = Lusha(tmp_path)
    runner.env["LUSHA_WEBHOOK_SECRET"] = SECRET
    return runner


@pytest.fixture
def listen(plain: Lusha, monkeypatch: pytest.MonkeyPatch) -> Listen:
    """Listens for as long as `work` is done with the port that it gets."""

    def run(work: Callable[[int], object], *argv: str, **more: Any) -> Result:
        with socket.create_server(("127.0.0.1", 0)) as free:
            port = free.getsockname()[1]

        async def until_told(stop: asyncio.Event) -> None:
            await asyncio.to_thread(work, port)

        monkeypatch.setattr(rooms, "wait_for_stop", until_told)
        return plain("webhooks", "listen", "--port", str(port), *argv, **more)

    return run


@pytest.fixture
def sink() -> Iterator[Sink]:
    sink = Sink()
    yield sink
    sink.close()


def nothing(_port: int) -> None:
    """Do nothing."""


def two(port: int) -> None:
    assert deliver(port, event(1)).status == 201
    assert (
        deliver(port, b'{\n"id": "event-2", "type": "\xc3\xbc",\n "entityId": 2.50}').status == 201
    )


# Listening.


def test_piped_each_event_is_a_line_as_it_was_sent(listen: Listen, plain: Lusha) -> None:
    result = listen(two)
    first, second = result.out.splitlines()
    assert first == event(1).decode()
    assert json.loads(second) == {"id": "event-2", "type": "ü", "entityId": 2.5}
    log = plain.state / "webhooks" / "default.db"
    assert log.exists()
    assert f"Deliveries are logged in sqlite:///{log}" in result.err
    assert re.search(r"Listening at http://127\.0\.0\.1:\d+ ", result.err)
    assert "Ended: 2 logged, 0 taken before." in result.err
    assert SECRET not in result.out + result.err
    assert SECRET.encode() not in log.read_bytes()
    again = listen(two)
    assert again.out == ""
    assert "Ended: 0 logged, 2 taken before." in again.err


def test_what_the_sandbox_sends_has_a_log_of_its_own(listen: Listen, plain: Lusha) -> None:
    assert "sandbox/default.db" in listen(two, "--sandbox").err
    assert "Ended: 2 logged" in listen(two).err


def test_on_a_terminal_each_event_is_a_line_for_people(listen: Listen) -> None:
    hostile = event(3, kind="news").replace(b"Partner", b"\\u001b[31m[bold]\\u202e" + b"x" * 200)

    def work(port: int) -> None:
        two(port)
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
    assert len(third) == 80
    assert third.endswith("...")
    assert "optOut" in fourth
    assert "5 data points to remove" in fourth
    assert "北京北京" in fifth
    assert 79 <= cell_len(fifth) <= 80
    as_json = listen(lambda port: deliver(port, hostile.replace(b"event-3", b"event-4")), "--json",
                     terminal=True)  # fmt: skip
    assert json.loads(as_json.out)["id"] == "event-4"


def test_an_odd_event_is_shown_all_the_same(listen: Listen) -> None:
    odd = b'{"id": "\\ud800", "data": {"changeRatePercent": 1' + b"0" * 400 + b"}}"
    result = listen(lambda port: deliver(port, odd), terminal=True)
    assert "unknown" in result.out
    assert "1 logged" in result.err


def test_who_listens_to_all_the_world_is_warned(listen: Listen) -> None:
    assert "other machines can reach it" in listen(nothing, "--host", "0.0.0.0").err
    assert "other machines" not in listen(nothing, "--host", "localhost").err


def test_an_ascii_stream_gets_json_all_the_same(listen: Listen) -> None:
    result = listen(two, encoding="ascii")
    assert json.loads(result.out.splitlines()[1])["type"] == "ü"


def test_what_was_refused_is_counted_at_the_end(listen: Listen) -> None:
    def work(port: int) -> None:
        deliver(port, event(1), secret="whsec_of_somebody_else")
        deliver(port, event(1), at=NOW - 9999)
        deliver(port, b"no json")

    result = listen(work, "--quiet")
    assert (result.out, result.err) == ("", "")
    result = listen(work)
    assert "2 refused (1 forged, 1 stale), 1 not JSON" in result.err
    assert "the secret here is not the account's any more" in result.err
    taken = listen(lambda port: deliver(port, event(1), at=NOW - 9999), "--tolerance", "0")
    assert "1 logged" in taken.err


def test_events_are_forwarded_and_handed_to_a_command(
    listen: Listen, sink: Sink, tmp_path: Path
) -> None:
    def work(port: int) -> None:
        two(port)
        eventually(lambda: len(sink.got) == 2 and (tmp_path / "got").exists())

    url = f"{sink.url}?token=abc"
    hook = f"sh -c 'cat >> {tmp_path}/got'"
    result = listen(work, "--out", str(tmp_path / "log.jsonl"), "--forward", url, "--exec", hook)
    assert "token" not in result.err
    assert f"{sink.url}: 2 arrived." in result.err
    assert "the command sh: 2 arrived." in result.err
    assert (tmp_path / "got").read_bytes().startswith(b"{")


def test_who_opts_out_is_on_the_suppression_list(listen: Listen, plain: Lusha) -> None:
    listen(lambda port: deliver(port, OPT_OUT))
    suppression = plain.world().suppression
    assert len(suppression) == 4
    assert suppression.holds(["email:ada@firm.example"])
    assert suppression.holds(["phone:+13445550151"])
    assert not suppression.holds(["email:bob@firm.example"])


def test_what_is_left_for_a_target_is_told(listen: Listen) -> None:
    result = listen(two, "--forward", "http://127.0.0.1:9/hook")
    assert "http://127.0.0.1:9/hook: not reached (connection refused)." in result.err
    assert "0 arrived. 2 stay in the log, and go on when the same command is run again." in (
        result.err
    )


@pytest.mark.parametrize(
    ("argv", "why"),
    [
        (["--forward", "http://hooks.firm.example/x"], "https://hooks.firm.example/x"),
        (["--exec", "'"], "--exec"),
        (["--exec", "/nowhere/hook"], "no command that is here"),
        (["--out", "postgresql://host/x"], "--out"),
        (["--out", "/nowhere/log.jsonl"], "there is no folder /nowhere"),
        (["--out", "sqlite:////nowhere/log.db"], "there is no folder /nowhere"),
        (["--path", "hook"], "begins with a slash"),
        (["--port", "70000"], "70000"),
        (["--tolerance", "-1"], "tolerance"),
        (["-o", "csv"], "not shown as csv"),
        (["--host", "203.0.113.7"], "Cannot listen on 203.0.113.7"),
        (["--host", "nobody.invalid"], "Cannot listen on nobody.invalid"),
    ],
)
def test_what_cannot_be_listened_for_is_told_at_once(
    plain: Lusha, argv: list[str], why: str
) -> None:
    result = plain("webhooks", "listen", "--port", "0", *argv, code=2)
    assert why in result.err
    assert "Unknown error" not in result.err
    assert not (plain.state / "webhooks").exists() or argv[0] == "--host"


def test_a_port_in_use_is_told(plain: Lusha) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        result = plain("webhooks", "listen", "--port", port, code=2)
    assert f"Cannot listen on 127.0.0.1 port {port}" in result.err


def test_a_type_that_is_not_known_is_warned_of(listen: Listen) -> None:
    assert "'promotions' is no type of event" in listen(nothing, "--event", "promotions").err
    assert "no type of event" not in listen(nothing, "--event", "linkedinActivityIntent").err
    assert "Warning" not in listen(nothing, "--event", "promotion", "--event", "optOut").err


def test_without_h11_it_says_what_to_install(plain: Lusha, monkeypatch: pytest.MonkeyPatch) -> None:
    load = builtins.__import__

    def missing(name: str, *given: Any, **more: Any) -> Any:
        if name == "h11":
            raise ImportError(name)
        return load(name, *given, **more)

    monkeypatch.setattr(builtins, "__import__", missing)
    result = plain("webhooks", "listen", "--port", "0", code=2)
    assert "install h11" in result.err


# The secret.


def test_the_secret_is_asked_of_the_account_where_it_is_nowhere_else(
    script: Script, monkeypatch: pytest.MonkeyPatch
) -> None:
    lusha, server = script(Answer(200, json.dumps({"secret": SECRET}).encode()))

    async def at_once(stop: asyncio.Event) -> None:
        pass

    monkeypatch.setattr(rooms, "wait_for_stop", at_once)
    result = lusha("webhooks", "listen", "--port", "0")
    assert server.asked[0][:2] == ("GET", "/api/account/secret")
    assert SECRET not in result.out + result.err
    lusha.keyring.set_password("lusha-cli-webhooks", "default", "whsec_in_the_keyring")
    lusha("webhooks", "listen", "--port", "0")
    assert len(server.asked) == 1


@pytest.mark.parametrize(
    ("answer", "code", "error", "hint"),
    [
        (Answer(404, b'{"message": "no"}'), 4, "secret_missing", "webhooks rotate-secret"),
        (Answer(200, b'{"secret": ""}'), 4, "secret_missing", "webhooks secret --save"),
        (Answer(401, b"{}"), 4, "key_refused", "auth status"),
    ],
)
def test_an_account_without_a_secret_is_told(
    script: Script, answer: Answer, code: int, error: str, hint: str
) -> None:
    lusha, _ = script(answer)
    result = lusha("webhooks", "listen", "--port", "0", "--json", code=code)
    assert result.error["code"] == error
    assert hint in result.error["hint"]


def test_without_secret_and_key_it_says_what_to_do(plain: Lusha) -> None:
    del plain.env["LUSHA_WEBHOOK_SECRET"]
    result = plain("webhooks", "listen", "--port", "0", code=4)
    assert "LUSHA_WEBHOOK_SECRET" in result.err
    assert "lusha auth login" in result.err
    result = plain("webhooks", "sign", "-", stdin=b"{}", code=4)
    assert "lusha webhooks secret --save" in result.err


def test_a_locked_keyring_is_told(plain: Lusha) -> None:
    from keyring.errors import KeyringLocked

    class Locked:
        def get_password(self, service: str, username: str) -> str:
            raise KeyringLocked("locked")

    del plain.env["LUSHA_WEBHOOK_SECRET"]
    plain.load_keyring = Locked
    result = plain("webhooks", "sign", "-", stdin=b"{}", code=4)
    assert "LUSHA_WEBHOOK_SECRET" in result.err


# Signing and verifying.


def test_what_was_signed_verifies(plain: Lusha, tmp_path: Path) -> None:
    body = tmp_path / "body.json"
    body.write_bytes(event())
    headers = plain("webhooks", "sign", str(body)).json
    assert headers == {
        "X-Lusha-Signature": sign(SECRET, "1793534400", event()),
        "X-Lusha-Timestamp": "1793534400",
    }
    lines = plain("webhooks", "sign", "-", "-o", "table", stdin=event()).out
    assert lines == "".join(f"{name}: {value}\n" for name, value in headers.items())
    shown = plain("webhooks", "sign", str(body), terminal=True).out
    assert shown.splitlines() == lines.splitlines()
    proof = ["--signature", headers["X-Lusha-Signature"].upper(), "--timestamp", "1793534400"]
    plain.clock.time += 100
    result = plain("webhooks", "verify", *proof, str(body))
    assert result.json == {"valid": True, "reason": None, "ageSeconds": 100.0}
    assert plain("webhooks", "verify", *proof, "-", stdin=event()).json["valid"]
    assert "Valid" in plain("webhooks", "verify", *proof, str(body), terminal=True).out


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"--signature": "0" * 64}, "forged"),
        ({"--signature": "sha256=ab"}, "unsigned"),
        ({"--signature": "\udcff"}, "unsigned"),
        ({"--timestamp": "1793534401"}, "forged"),
        ({"--timestamp": "today"}, "unsigned"),
        ({"body": event(2)}, "forged"),
        ({"later": 301}, "stale"),
        ({"later": -301}, "stale"),
    ],
)
def test_what_does_not_hold_is_exit_code_5(
    plain: Lusha, change: dict[str, Any], reason: str
) -> None:
    given = {"--signature": sign(SECRET, "1793534400", event()), "--timestamp": "1793534400"}
    given.update((name, value) for name, value in change.items() if name in given)
    plain.clock.time += change.get("later", 0)
    argv = [word for pair in given.items() for word in pair]
    body = change.get("body", event())
    result = plain("webhooks", "verify", *argv, "-", "--json", stdin=body, code=5)
    assert result.json["valid"] is False
    assert result.json["reason"] == reason
    assert result.error["code"] == "bad_signature"
    assert result.error["hint"]
    if reason == "stale":
        plain("webhooks", "verify", *argv, "--tolerance", "0", "-", stdin=body)


def test_a_line_break_that_an_editor_added_is_guessed(plain: Lusha) -> None:
    proof = ["--signature", sign(SECRET, "1793534400", event()), "--timestamp", "1793534400"]
    result = plain("webhooks", "verify", *proof, "-", stdin=event() + b"\n", code=5)
    assert "without the line break at its end" in result.err


def test_the_secret_may_be_typed_unseen(plain: Lusha, tmp_path: Path) -> None:
    body = tmp_path / "body.json"
    body.write_bytes(event())
    plain.secret = "whsec_other"
    line = ("webhooks", "sign", "--secret-stdin", "--timestamp", "1793534400", str(body), "--json")
    result = plain(*line, terminal=True, stdin=b"")
    assert sign("whsec_other", "1793534400", event()) in result.out


def test_the_secret_may_come_on_standard_input(plain: Lusha, tmp_path: Path) -> None:
    body = tmp_path / "body.json"
    body.write_bytes(event())
    proof = ["--signature", sign("whsec_other", "1793534400", event()), "--timestamp", "1793534400"]
    stdin = b"whsec_other\n"
    plain("webhooks", "verify", *proof, "--secret-stdin", str(body), stdin=stdin)
    signed_ = plain("webhooks", "sign", "--secret-stdin", str(body), stdin=stdin).json
    assert signed_["X-Lusha-Signature"] == proof[1]
    for command, more in (("verify", proof), ("sign", [])):
        result = plain("webhooks", command, *more, "--secret-stdin", "-", stdin=stdin, code=2)
        assert "both the body and the secret" in result.err
        plain("webhooks", command, *more, "--secret-stdin", str(body), stdin=b"\n", code=4)
        result = plain("webhooks", command, *more, str(tmp_path / "missing"), code=2)
        assert "No such file" in result.err
    plain("webhooks", "sign", "--timestamp", "now", str(body), code=2)


# Sending again.


@pytest.mark.parametrize("name", ["log.jsonl", "sqlite:///{}/log.db", None])
def test_logged_deliveries_are_sent_again(
    plain: Lusha, listen: Listen, sink: Sink, tmp_path: Path, name: str | None
) -> None:
    place = name and (name.format(tmp_path) if "{}" in name else str(tmp_path / name))
    listen(two, *(["--out", place] if place else []))
    plain.clock.time += 86_400
    named = [place] if place else []
    result = plain("webhooks", "replay", *named, "--to", sink.url)
    assert [record["state"] for record in result.json] == ["delivered", "delivered"]
    assert result.json[0] == {
        "id": "event-1", "type": "promotion", "entity": "contact:4158887495",
        "received": "2026-11-01T12:00:00.000Z", "state": "delivered", "error": None,
    }  # fmt: skip
    assert "2 delivered, 0 the receiver had before, 0 failed." in result.err
    (id_, body, headers), _ = sink.got
    assert (id_, body, headers["X-Lusha-Replay"]) == ("event-1", event(1), "1")
    now = signed(event(1), at=NOW + 86_400)
    assert {name: headers[name] for name in now} == now
    # The same listener has them already.
    replayed = list[Result]()

    def into_itself(port: int) -> None:
        to = f"http://127.0.0.1:{port}"
        replayed.append(plain("webhooks", "replay", *named, "--to", to, "-o", "table"))

    assert listen(into_itself, *(["--out", place] if place else [])).out == ""
    assert "0 delivered, 2 the receiver had before" in replayed[0].err
    assert replayed[0].out.count("duplicate") == 2


def test_some_are_chosen_by_id_and_day(
    plain: Lusha, listen: Listen, sink: Sink, tmp_path: Path
) -> None:
    log = str(tmp_path / "log.jsonl")
    listen(two, "--out", log)
    plain.clock.time += 5 * 86_400
    listen(lambda port: deliver(port, event(5), at=plain.clock.time), "--out", log)
    to = ["--to", sink.url]
    plain("webhooks", "replay", log, *to, "--id", "event-2", "--id", "event-5")
    assert sink.ids == ["event-2", "event-5"]
    plain("webhooks", "replay", log, *to, "--since", "2d")
    assert sink.ids[2:] == ["event-5"]
    assert plain("webhooks", "replay", log, *to, "--since", "1d", "--id", "event-1").json == []
    result = plain("webhooks", "replay", log, *to, "--id", "event-1", "--id", "event-9", code=2)
    assert "no delivery with the id event-9" in result.err
    assert len(sink.got) == 3
    plain("webhooks", "replay", log, *to, "--since", "soon", code=2)


def test_what_does_not_arrive_is_exit_code_10(
    plain: Lusha, listen: Listen, sink: Sink, tmp_path: Path
) -> None:
    log = str(tmp_path / "log.jsonl")
    listen(lambda port: [deliver(port, event(n)) for n in range(6)], "--out", log)
    sink.answers = [204, 500]
    result = plain("webhooks", "replay", log, "--to", sink.url, "--json", code=10)
    states = [record["state"] for record in result.json]
    assert states == ["delivered", "failed", *["delivered"] * 4]
    assert result.json[1]["error"] == "it answered 500"
    assert result.error["code"] == "not_all_delivered"
    result = plain("webhooks", "replay", log, "--to", "http://127.0.0.1:9", code=10)
    assert [record["error"][:9] for record in result.json] == ["not reach"] * 3 + ["not tried"] * 3


@pytest.mark.parametrize(
    ("argv", "code", "why"),
    [
        (["missing.jsonl"], 2, "There is no log missing.jsonl"),
        ([], 2, "There is no log"),
        (["{}", "--to", "http://hooks.firm.example/"], 2, "plain http"),
        (["{}"], 2, "no log of deliveries"),
    ],
)
def test_what_cannot_be_sent_again_is_told(
    plain: Lusha, tmp_path: Path, argv: list[str], code: int, why: str
) -> None:
    people = tmp_path / "people.jsonl"
    people.write_text('{"email": "ada@firm.example"}\n')
    result = plain("webhooks", "replay", *(word.format(people) for word in argv), code=code)
    assert why in result.err


def test_nothing_of_it_needs_the_key(plain: Lusha) -> None:
    plain.env.update(LUSHA_API_KEY=KEY, LUSHA_BASE_URL="http://127.0.0.1:9")
    assert plain("webhooks", "sign", "-", stdin=b"{}").json
