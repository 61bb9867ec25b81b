"""`lusha webhooks replay`, `sign` and `verify`."""

from pathlib import Path
from typing import Any

import pytest

from lusha_cli.webhooks.signature import sign
from tests.support.cli import Lusha, Result
from tests.support.webhook_commands import Listen
from tests.support.webhook_environment import (
    NOW,
    SECRET,
    Sink,
    deliver,
    deliver_two,
    event,
    signed_headers,
)


def test_verify_accepts_a_signed_body(runner_with_secret: Lusha, tmp_path: Path) -> None:
    body = tmp_path / "body.json"
    body.write_bytes(event())
    headers = runner_with_secret("webhooks", "sign", str(body)).json
    assert headers == {
        "X-Lusha-Signature": sign(SECRET, "1793534400", event()),
        "X-Lusha-Timestamp": "1793534400",
    }
    lines = runner_with_secret("webhooks", "sign", "-", "-o", "table", stdin=event()).out
    assert lines == "".join(f"{name}: {value}\n" for name, value in headers.items())
    shown = runner_with_secret("webhooks", "sign", str(body), terminal=True).out
    assert shown.splitlines() == lines.splitlines()
    proof = ["--signature", headers["X-Lusha-Signature"].upper(), "--timestamp", "1793534400"]
    runner_with_secret.clock.time += 100
    result = runner_with_secret("webhooks", "verify", *proof, str(body))
    assert result.json == {"valid": True, "reason": None, "ageSeconds": 100.0}
    assert runner_with_secret("webhooks", "verify", *proof, "-", stdin=event()).json["valid"]
    assert "Valid" in runner_with_secret("webhooks", "verify", *proof, str(body), terminal=True).out


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
def test_verify_exits_5_for_an_invalid_signature(
    runner_with_secret: Lusha, change: dict[str, Any], reason: str
) -> None:
    options = {"--signature": sign(SECRET, "1793534400", event()), "--timestamp": "1793534400"}
    options.update((name, value) for name, value in change.items() if name in options)
    runner_with_secret.clock.time += change.get("later", 0)
    argv = [word for pair in options.items() for word in pair]
    body = change.get("body", event())
    result = runner_with_secret("webhooks", "verify", *argv, "-", "--json", stdin=body, code=5)
    assert result.json["valid"] is False
    assert result.json["reason"] == reason
    assert result.error["code"] == "bad_signature"
    assert result.error["hint"]
    if reason == "stale":
        runner_with_secret("webhooks", "verify", *argv, "--tolerance", "0", "-", stdin=body)


def test_verify_suggests_a_line_break_added_by_an_editor(runner_with_secret: Lusha) -> None:
    proof = ["--signature", sign(SECRET, "1793534400", event()), "--timestamp", "1793534400"]
    result = runner_with_secret("webhooks", "verify", *proof, "-", stdin=event() + b"\n", code=5)
    assert "without the final line break" in result.err


def test_verify_prompts_for_the_secret(runner_with_secret: Lusha, tmp_path: Path) -> None:
    body = tmp_path / "body.json"
    body.write_bytes(event())
    runner_with_secret.secret = "whsec_other"
    line = ("webhooks", "sign", "--secret-stdin", "--timestamp", "1793534400", str(body), "--json")
    result = runner_with_secret(*line, terminal=True, stdin=b"")
    assert sign("whsec_other", "1793534400", event()) in result.out


def test_verify_reads_the_secret_from_stdin(runner_with_secret: Lusha, tmp_path: Path) -> None:
    body = tmp_path / "body.json"
    body.write_bytes(event())
    proof = ["--signature", sign("whsec_other", "1793534400", event()), "--timestamp", "1793534400"]
    stdin = b"whsec_other\n"
    runner_with_secret("webhooks", "verify", *proof, "--secret-stdin", str(body), stdin=stdin)
    signed_ = runner_with_secret("webhooks", "sign", "--secret-stdin", str(body), stdin=stdin).json
    assert signed_["X-Lusha-Signature"] == proof[1]
    for command, more in (("verify", proof), ("sign", [])):
        result = runner_with_secret(
            "webhooks", command, *more, "--secret-stdin", "-", stdin=stdin, code=2
        )
        assert "both the body and the secret" in result.err
        runner_with_secret(
            "webhooks", command, *more, "--secret-stdin", str(body), stdin=b"\n", code=4
        )
        result = runner_with_secret("webhooks", command, *more, str(tmp_path / "missing"), code=2)
        assert "No such file" in result.err
    runner_with_secret("webhooks", "sign", "--timestamp", "now", str(body), code=2)


@pytest.mark.parametrize("name", ["log.jsonl", "sqlite:///{}/log.db", None])
def test_replay_sends_logged_deliveries_again(
    runner_with_secret: Lusha, listen: Listen, sink: Sink, tmp_path: Path, name: str | None
) -> None:
    location = name and (name.format(tmp_path) if "{}" in name else str(tmp_path / name))
    listen(deliver_two, *(["--out", location] if location else []))
    runner_with_secret.clock.time += 86_400
    names = [location] if location else []
    result = runner_with_secret("webhooks", "replay", *names, "--to", sink.url)
    assert [record["state"] for record in result.json] == ["delivered", "delivered"]
    assert result.json[0] == {
        "id": "event-1", "type": "promotion", "entity": "contact:4158887495",
        "received": "2026-11-01T12:00:00.000Z", "state": "delivered", "error": None,
    }  # fmt: skip
    assert "2 delivered, 0 already received, 0 failed." in result.err
    (id_, body, headers), _ = sink.received
    assert (id_, body, headers["X-Lusha-Replay"]) == ("event-1", event(1), "1")
    now = signed_headers(event(1), at=NOW + 86_400)
    assert {name: headers[name] for name in now} == now
    # The same server has them already.
    replayed = list[Result]()

    def into_itself(port: int) -> None:
        to = f"http://127.0.0.1:{port}"
        replayed.append(runner_with_secret("webhooks", "replay", *names, "--to", to, "-o", "table"))

    assert listen(into_itself, *(["--out", location] if location else [])).out == ""
    assert "0 delivered, 2 already received" in replayed[0].err
    assert replayed[0].out.count("duplicate") == 2


def test_replay_selects_by_id_and_day(
    runner_with_secret: Lusha, listen: Listen, sink: Sink, tmp_path: Path
) -> None:
    log = str(tmp_path / "log.jsonl")
    listen(deliver_two, "--out", log)
    runner_with_secret.clock.time += 5 * 86_400
    listen(lambda port: deliver(port, event(5), at=runner_with_secret.clock.time), "--out", log)
    to = ["--to", sink.url]
    runner_with_secret("webhooks", "replay", log, *to, "--id", "event-2", "--id", "event-5")
    assert sink.ids == ["event-2", "event-5"]
    runner_with_secret("webhooks", "replay", log, *to, "--since", "2d")
    assert sink.ids[2:] == ["event-5"]
    assert (
        runner_with_secret("webhooks", "replay", log, *to, "--since", "1d", "--id", "event-1").json
        == []
    )
    result = runner_with_secret(
        "webhooks", "replay", log, *to, "--id", "event-1", "--id", "event-9", code=2
    )
    assert "no delivery with the ID event-9" in result.err
    assert len(sink.received) == 3
    runner_with_secret("webhooks", "replay", log, *to, "--since", "soon", code=2)


def test_replay_exits_10_when_a_delivery_fails(
    runner_with_secret: Lusha, listen: Listen, sink: Sink, tmp_path: Path
) -> None:
    log = str(tmp_path / "log.jsonl")
    listen(lambda port: [deliver(port, event(n)) for n in range(6)], "--out", log)
    sink.responses = [204, 500]
    result = runner_with_secret("webhooks", "replay", log, "--to", sink.url, "--json", code=10)
    states = [record["state"] for record in result.json]
    assert states == ["delivered", "failed", *["delivered"] * 4]
    assert result.json[1]["error"] == "returned 500"
    assert result.error["code"] == "not_all_delivered"
    result = runner_with_secret("webhooks", "replay", log, "--to", "http://127.0.0.1:9", code=10)
    assert [record["error"][:9] for record in result.json] == ["unreachab"] * 3 + ["not sent:"] * 3


@pytest.mark.parametrize(
    ("argv", "code", "why"),
    [
        (["missing.jsonl"], 2, "The log missing.jsonl"),
        ([], 2, "The log sqlite:"),
        (["{}", "--to", "http://hooks.firm.example/"], 2, "plain http"),
        (["{}"], 2, "isn't a delivery log"),
    ],
)
def test_replay_rejects_invalid_input(
    runner_with_secret: Lusha, tmp_path: Path, argv: list[str], code: int, why: str
) -> None:
    people = tmp_path / "people.jsonl"
    people.write_text('{"email": "ada@firm.example"}\n')
    result = runner_with_secret(
        "webhooks", "replay", *(word.format(people) for word in argv), code=code
    )
    assert why in result.err
