"""`lusha mcp`, `lusha mcp serve` and `lusha mcp config`, and what they import."""

import json
import sys
from typing import Any

import pytest

from lusha_cli.cli.app import with_default_command
from lusha_cli.mcp import server as mcp_server
from lusha_cli.mcp.client_config import _command
from tests.support.cli import SECRET_KEY, Lusha
from tests.test_import_time import modules_loaded_by


@pytest.fixture
def served(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """Record what is served in place of serving."""
    calls: list[Any] = []

    def serve(context: Any, reveal: tuple[str, ...]) -> None:
        calls.append((context.env.settings.get("max_credits"), reveal))

    monkeypatch.setattr(mcp_server, "serve", serve)
    return calls


@pytest.mark.parametrize(
    ("argv", "expected"),
    [
        ("mcp", (None, ("emails",))),
        ("mcp serve", (None, ("emails",))),
        ("mcp --max-credits 20", (20, ("emails",))),
        ("mcp --max-credits 20 serve", (20, ("emails",))),
        ("mcp --reveal phones", (None, ("phones",))),
        ("mcp --reveal phones --reveal emails --max-credits=7", (7, ("emails", "phones"))),
        ("--max-credits 20 mcp --reveal phones,emails", (20, ("emails", "phones"))),
        ("--sandbox mcp -v", (None, ("emails",))),
    ],
)
def test_mcp_serves_unless_it_names_a_command(
    lusha: Lusha, served: list[Any], argv: str, expected: Any
) -> None:
    assert lusha(*argv.split()).out == ""
    assert served == [expected]


@pytest.mark.parametrize(
    "argv",
    ["mcp --help", "mcp -h", "mcp config claude", "mcp --sandbox config claude", "mcp confg",
     "person get mcp", "help mcp", "--profile mcp config list", "mcp --max-credits", ""],
)  # fmt: skip
def test_other_command_lines_stay_unchanged(argv: str) -> None:
    assert with_default_command(argv.split()) == argv.split()


def test_options_that_agents_must_not_have_are_missing(lusha: Lusha, served: list[Any]) -> None:
    for option in ("--yes", "--ignore-suppression", "--allow-double-charge", "--over-budget"):
        assert option in lusha("mcp", option, "--json", code=2).err
    assert "'all'" in lusha("mcp", "--reveal", "all", code=2).err
    assert served == []


def test_serve_needs_its_streams(lusha: Lusha) -> None:
    result = lusha("mcp", stdin=None, code=2)
    assert "needs standard input and output" in result.err


def test_serve_names_the_missing_package(lusha: Lusha, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr("lusha_cli.mcp.server")
    monkeypatch.delitem(sys.modules, "lusha_cli.mcp.server")
    monkeypatch.setitem(sys.modules, "mcp.server", None)
    result = lusha("mcp", code=2)
    assert "lusha mcp needs lusha-cli[mcp]." in result.err
    assert "install 'lusha-cli[mcp]'" in result.err


def test_serve_on_a_terminal_explains_itself(lusha: Lusha, served: list[Any]) -> None:
    assert "lusha mcp config claude" in lusha("mcp", terminal=True).err
    assert "Waiting" not in lusha("mcp").err


@pytest.mark.parametrize(
    ("client", "key", "extra"),
    [("claude", "mcpServers", {}), ("cursor", "mcpServers", {}),
     ("vscode", "servers", {"type": "stdio"})],
)  # fmt: skip
def test_config_prints_the_block_of_a_client(
    lusha: Lusha, client: str, key: str, extra: dict[str, str]
) -> None:
    lusha.env["LUSHA_API_KEY"] = SECRET_KEY
    for json_ in ([], ["--json"]):
        block = lusha("mcp", "config", client, *json_).json
        server = block[key]["lusha"]
        assert server == {
            **extra, "command": sys.executable, "args": ["-m", "lusha_cli", "mcp",
                                                         "--max-credits", "100"],
        }  # fmt: skip
        assert SECRET_KEY not in json.dumps(block)
    assert lusha("mcp", "config", client, terminal=True).out.startswith("{\n  ")


def test_config_passes_options_on(lusha: Lusha) -> None:
    argv = ["--profile", "work", "--sandbox", "--max-credits", "7", "--reveal", "phones"]
    server = lusha("mcp", "config", "claude", *argv).json["mcpServers"]["lusha"]
    assert server["args"][2:] == [
        "mcp", "--max-credits", "7", "--reveal", "phones", "--profile", "work", "--sandbox"
    ]  # fmt: skip
    lusha("mcp", "config", "emacs", code=2)


def test_command_is_absolute(monkeypatch: pytest.MonkeyPatch) -> None:
    assert _command("/usr/local/bin/lusha", "python") == ["/usr/local/bin/lusha"]
    monkeypatch.chdir("/")
    assert _command("./bin/lusha", "python") == ["/bin/lusha"]
    monkeypatch.setenv("PATH", "/nowhere")
    assert _command("lusha", "/bin/python") == ["/bin/python", "-m", "lusha_cli"]
    assert _command("/x/lusha_cli/__main__.py", "/p") == ["/p", "-m", "lusha_cli"]


@pytest.mark.slow
def test_only_the_server_imports_the_sdk() -> None:
    code = "import sys; from lusha_cli.cli.main import main; main(sys.argv[1:])"
    for argv in (["mcp", "config", "claude"], ["mcp", "--help"], ["help", "mcp"], ["help"]):
        assert modules_loaded_by(code, *argv) & {"mcp", "mcp_types", "pydantic"} == set()
