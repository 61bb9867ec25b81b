"""Every command shows an example, and every example works on the sandbox."""

import json
import shlex
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import typer.main
import yaml

from conftest import ADA, KEY, Lusha, Server
from lusha_cli.api.endpoints import ENDPOINTS
from lusha_cli.cli.app import build, commands
from lusha_cli.sandbox.server import Server as HttpServer
from lusha_cli.webhooks.server import server as webhook_server
from lusha_cli.webhooks.signature import sign
from receiver import Receiver

SECRET = "whsec_of_a_test_0123456789abcdef"


def _examples(node: Any, path: str) -> Iterator[tuple[str, str]]:
    for name, inner in getattr(node, "commands", {}).items():
        yield from _examples(inner, f"{path} {name}".strip())
    if not hasattr(node, "commands"):
        yield path, str(node.epilog)


EXAMPLES = dict(_examples(typer.main.get_command(build()), ""))


def test_every_command_has_an_example() -> None:
    assert set(EXAMPLES) == {name for name, _ in commands()}
    for name, text in EXAMPLES.items():
        assert text.startswith("lusha "), name
        assert f"lusha {name}" in text, name


@pytest.mark.parametrize("name", EXAMPLES)
def test_every_example_works(
    name: str,
    lusha: Lusha,
    server: Server,
    receive: Callable[[], Receiver],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(HttpServer, "serve_forever", _interrupted)
    monkeypatch.setattr(webhook_server, "wait_for_stop", _told_at_once)
    Path("leads.csv").write_text(f"email\n{ADA}\n")
    Path("firms.csv").write_text("domain\nanalytical-engines.example\n")
    Path("body.json").write_text("{}")
    Path("deliveries.jsonl").touch()
    lusha("config", "set", "sandbox", "true", "--profile", "work")
    if name.startswith("auth"):
        lusha.env.update(LUSHA_BASE_URL=server.url, LUSHA_SANDBOX="0")
        lusha.secret = KEY
        for profile in ("default", "work"):
            lusha("auth", "login", "--profile", profile, terminal=True)
    if name.startswith("runs"):
        lusha("person", "bulk", "leads.csv", "--yes")
    if name.startswith("privacy"):
        lusha("privacy", "suppress", "ada@firm.example")
    if name.removeprefix("webhooks ") in ("listen", "replay", "sign", "verify"):
        lusha.env["LUSHA_WEBHOOK_SECRET"] = SECRET
    _with_a_table(lusha, name)
    subscription = _with_a_subscription(lusha, name, receive)
    piped, result = b"", None
    for line in EXAMPLES[name].split(" | "):
        words = shlex.split(line)
        assert words[0] == "lusha"
        if "RUN" in words:
            words[words.index("RUN")] = lusha("runs", "list").json[0]["id"]
        words = [subscription if word == "ID" else word for word in words]
        if "HEX" in words:
            words[words.index("HEX")] = sign(SECRET, "1793534400", b"{}")
        if name in ("sandbox serve", "webhooks listen"):
            words += ["--port", "0"]  # that of the example may be in use here
        result = lusha(*words[1:], stdin=piped, terminal=name == "auth login")
        piped = result.out.encode()
    assert result is not None
    assert result.out or result.err or name in ("config set", "config unset")


def _with_a_table(lusha: Lusha, name: str) -> None:
    """Make the table that an example is about."""
    noun, _, verb = name.partition(" tables ")
    if verb and verb != "create":
        first = {"contacts": "4100000013", "companies": "30000017"}[noun]
        by = ("--owner", "you@firm.example")
        lusha(noun, "tables", "create", "First", "--id", first, *by)


def _with_a_subscription(lusha: Lusha, name: str, receive: Callable[[], Receiver]) -> str:
    """Make the subscription that an example is about; its id."""
    if not name.startswith("webhooks") and name != "sandbox emit":
        return ""
    lusha("webhooks", "rotate-secret", "--yes")
    if name == "webhooks create":
        return ""
    what = ("--entity-id", "4100000000", "--entity-type", "contact", "--signal-type", "promotion")
    made = lusha("webhooks", "create", *what, "--url", receive().url).json["results"][0]
    subscription: str = made["subscription"]["id"]
    if name == "webhooks logs":
        lusha("webhooks", "update", subscription, "--url", "https://hooks.firm.example/lusha")
        lusha("sandbox", "emit", "promotion", "--entity-id", "4100000000", code=10)
    return subscription


@pytest.mark.parametrize("output", ["table", "json", "jsonl", "csv", "tsv", "yaml"])
@pytest.mark.parametrize("name", [row.name for row in ENDPOINTS])
def test_every_operation_is_shown_in_every_format(
    name: str,
    output: str,
    lusha: Lusha,
    receive: Callable[[], Receiver],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("leads.csv").write_text(f"email\n{ADA}\n")
    Path("firms.csv").write_text("domain\nanalytical-engines.example\n")
    _with_a_table(lusha, name)
    subscription = _with_a_subscription(lusha, name, receive)
    *first, last = EXAMPLES[name].split(" | ")
    piped = b"".join(lusha(*shlex.split(line)[1:]).out.encode() for line in first)
    words = [word for word in shlex.split(last)[1:] if word != "--json"]
    words = [subscription if word == "ID" else word for word in words]
    if name.endswith("bulk"):
        words = [*words[: words.index("--out")], "--yes"]
        output = {"table": "csv", "yaml": "tsv"}.get(output, output)
    text = lusha(*words, "-o", output, stdin=piped).out
    if output == "json":
        assert json.loads(text)
    elif output == "yaml":
        assert yaml.safe_load(text)
    elif output == "jsonl":
        assert all(json.loads(line) for line in text.splitlines())
    plain = ("account usage", "account plan", "webhooks secret", "webhooks rotate-secret")
    has_header = output in ("table", "csv", "tsv") and name not in plain
    assert len(text.splitlines()) >= 1 + has_header


async def _told_at_once(*_: Any) -> None:
    """End at once."""


def _interrupted(*_: Any, **__: Any) -> None:
    raise KeyboardInterrupt
