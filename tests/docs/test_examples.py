"""Every command shows an example, and every example works on the sandbox."""

import json
import shlex
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from lusha_cli.api.endpoints import ENDPOINTS
from lusha_cli.cli.app import commands
from lusha_cli.cli.examples import MORE_EXAMPLES
from lusha_cli.mcp import server as mcp_server
from lusha_cli.sandbox.server import Server as HttpServer
from lusha_cli.webhooks.server import server as webhook_server
from lusha_cli.webhooks.signature import sign
from tests.support.cli import ADA, KEY, Lusha, Server
from tests.support.examples import (
    ALL_EXAMPLES,
    EXAMPLES,
    create_example_subscription,
    create_example_table,
)
from tests.support.webhook_receiver import Receiver

SECRET = "whsec_of_a_test_0123456789abcdef"


def test_command_has_two_to_four_examples() -> None:
    assert set(ALL_EXAMPLES) == {name for name, _ in commands()}
    for name, examples in ALL_EXAMPLES.items():
        assert 2 <= len(examples) <= 4, name
        assert len(set(examples)) == len(examples), name
        for text in examples:
            assert text.startswith("lusha "), name
            assert f"lusha {name}" in text, name
    assert set(MORE_EXAMPLES) <= set(ALL_EXAMPLES)


@pytest.mark.slow
@pytest.mark.parametrize("name", ALL_EXAMPLES)
def test_examples_work(
    name: str,
    lusha: Lusha,
    server: Server,
    receive: Callable[[], Receiver],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(HttpServer, "serve_forever", interrupt_after)
    monkeypatch.setattr(webhook_server, "wait_for_stop", _told_at_once)
    monkeypatch.setattr(mcp_server, "serve", lambda context, _: context.env.info("Served."))
    Path("leads.csv").write_text(f"email\n{ADA}\n")
    Path("companies.csv").write_text("domain\nanalytical-engines.example\n")
    Path("crm.csv").write_text(f"Mail,Phone\n{ADA},\n")
    Path("enriched.csv").write_text(f"Email,Phone\n{ADA},+13445550151\n")
    Path("body.json").write_text("{}")
    Path("deliveries.jsonl").touch()
    lusha("config", "set", "sandbox", "true", "--profile", "work")
    if name == "recipes copy":
        # A recipe's files must not exist yet.
        Path("empty").mkdir()
        monkeypatch.chdir("empty")
    if name.startswith("auth"):
        lusha.env.update(LUSHA_BASE_URL=server.url, LUSHA_SANDBOX="0")
        lusha.secret = KEY
        for profile in ("default", "work"):
            lusha("auth", "login", "--profile", profile, terminal=True)
    if name.startswith("runs"):
        lusha("person", "bulk", "leads.csv", "--yes")
    if name == "last":
        lusha("account", "usage", "--sandbox")
    if name.startswith("privacy"):
        lusha("privacy", "suppress", "ada@firm.example")
        lusha("person", "bulk", "leads.csv", "--yes", "--out", "sqlite:///crm.db")
    if name.startswith("cache"):
        # The file of one example gets the results of the lookups of all.
        for cached in (("person", "get", ADA), ("company", "get", "analytical-engines.example")):
            lusha(*cached, "--cache", "30d")
    if name.removeprefix("webhooks ") in ("listen", "replay", "sign", "verify"):
        lusha.env["LUSHA_WEBHOOK_SECRET"] = SECRET
    create_example_table(lusha, name)
    subscription = create_example_subscription(lusha, name, receive)
    for text in ALL_EXAMPLES[name]:
        piped, result = b"", None
        for line in text.split(" | "):
            # The shell creates the file.
            arguments = shlex.split(line.partition(" > ")[0])
            assert arguments[0] == "lusha"
            if "RUN" in arguments:
                arguments[arguments.index("RUN")] = lusha("runs", "list").json[0]["id"]
            arguments = [subscription if word == "ID" else word for word in arguments]
            if "HEX" in arguments:
                arguments[arguments.index("HEX")] = sign(SECRET, "1793534400", b"{}")
            if name in ("sandbox serve", "webhooks listen"):
                arguments += ["--port", "0"]  # the port of the example may be in use
            result = lusha(*arguments[1:], stdin=piped, terminal=name == "auth login")
            piped = result.out.encode()
        assert result is not None
        is_silent = name in ("config set", "config unset", "runs delete") or "--quiet" in text
        assert result.out or result.err or is_silent


@pytest.mark.slow
@pytest.mark.parametrize("output", ["table", "json", "jsonl", "csv", "tsv", "yaml"])
@pytest.mark.parametrize("name", [row.name for row in ENDPOINTS])
def test_example_prints_every_format(
    name: str,
    output: str,
    lusha: Lusha,
    receive: Callable[[], Receiver],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("leads.csv").write_text(f"email\n{ADA}\n")
    Path("companies.csv").write_text("domain\nanalytical-engines.example\n")
    create_example_table(lusha, name)
    subscription = create_example_subscription(lusha, name, receive)
    *first, last = EXAMPLES[name].split(" | ")
    piped = b"".join(lusha(*shlex.split(line)[1:]).out.encode() for line in first)
    arguments = [word for word in shlex.split(last)[1:] if word != "--json"]
    arguments = [subscription if word == "ID" else word for word in arguments]
    if name.endswith("bulk"):
        arguments = [*arguments[: arguments.index("--out")], "--yes"]
        output = {"table": "csv", "yaml": "tsv"}.get(output, output)
    text = lusha(*arguments, "-o", output, stdin=piped).out
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


def interrupt_after(*_: Any, **__: Any) -> None:
    raise KeyboardInterrupt
