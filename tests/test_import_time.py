"""What starting `lusha` imports, and what its modules may touch."""

import os
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

from lusha_cli.commands.v2 import company, person
from lusha_cli.commands.v3 import companies, contacts
from tests.support.cli import ADA, KEY, Lusha, Server
from tests.support.paths import PACKAGE

# The only modules that print, exit or read the environment of the process.
MAY_TOUCH_PROCESS = {
    PACKAGE / "cli" / "main.py",
    PACKAGE / "context" / "app_context.py",
    PACKAGE / "api" / "programs" / "python.py",  # the text of a program
    PACKAGE / "recipes" / "aws-webhooks" / "receiver.py",  # AWS runs it
}
HEAVY = {
    "rich", "keyring", "tomlkit", "jmespath", "yaml", "pydantic", "mcp", "importlib.metadata",
}  # fmt: skip


def modules_loaded_by(code: str, *argv: str, **env: str) -> set[str]:
    """Return the modules that a new process has loaded after `code`."""
    # Coverage loads its own modules into every process.
    stored = {name: value for name, value in os.environ.items() if not name.startswith("COV")}
    reported = f"{code}; print(*sys.modules, file=sys.stderr)"
    done = subprocess.run(
        [sys.executable, "-c", reported, *argv],
        env={**stored, **env}, capture_output=True, text=True, check=True,
    )  # fmt: skip
    return set(done.stderr.split())


def test_entry_point_imports_nothing_heavy() -> None:
    loaded = modules_loaded_by("import sys, lusha_cli.cli.main")
    assert loaded & {*HEAVY, "requests", "platformdirs", "sqlite3"} == set()
    assert loaded & {"lusha_cli.api.client", "lusha_cli.commands"} == set()


def test_client_imports_nothing_heavy() -> None:
    loaded = modules_loaded_by("import sys; from lusha_cli import Lusha")
    assert loaded & {*HEAVY, "requests", "platformdirs", "sqlite3", "typer"} == set()
    # The version is printed before anything else is imported.
    loaded = modules_loaded_by("import sys, lusha_cli")
    assert {name for name in loaded if name.startswith("lusha_cli")} == {"lusha_cli"}
    assert loaded & {"typing", "importlib"} <= modules_loaded_by("import sys")


def test_json_lookup_imports_nothing_heavy(server: Server, tmp_path: Path) -> None:
    code = "import sys; from lusha_cli.cli.main import main; assert main(sys.argv[1:]) == 0"
    loaded = modules_loaded_by(
        code, "person", "get", ADA, "--json", "--quiet", "--base-url", server.url,
        LUSHA_API_KEY=KEY, LUSHA_CONFIG_DIR=f"{tmp_path}/config",
        LUSHA_STATE_DIR=f"{tmp_path}/state",
    )  # fmt: skip
    assert "requests" in loaded
    # requests itself imports some, such as importlib.metadata.
    assert loaded & HEAVY - modules_loaded_by("import sys, requests") == set()
    unused = {"cli.bulk_options", "commands.batches", "output.render", "output.layouts.local"}
    assert loaded & {f"lusha_cli.{name}" for name in unused} == set()


def test_card_imports_no_rich(server: Server, tmp_path: Path) -> None:
    code = "import sys; from lusha_cli.cli.main import main; assert main(sys.argv[1:]) == 0"
    loaded = modules_loaded_by(
        code, "person", "get", ADA, "-o", "table", "--quiet", "--base-url", server.url,
        LUSHA_API_KEY=KEY, LUSHA_CONFIG_DIR=f"{tmp_path}/config",
        LUSHA_STATE_DIR=f"{tmp_path}/state",
    )  # fmt: skip
    assert "lusha_cli.output.cards.person" in loaded
    assert "rich" not in loaded


def test_cached_lookup_imports_no_http_client(lusha: Lusha, tmp_path: Path) -> None:
    lusha("person", "get", ADA, "--cache", "30d", "--yes")
    code = "import sys; from lusha_cli.cli.main import main; assert main(sys.argv[1:]) == 0"
    # The process has a real clock, and the sandbox of the test an older one.
    loaded = modules_loaded_by(
        code, "person", "get", ADA, "--json", "--sandbox", "--cache", "999w", "--max-credits", "0",
        LUSHA_CONFIG_DIR=f"{tmp_path}/config", LUSHA_STATE_DIR=str(lusha.state),
        LUSHA_CACHE_DIR=f"{tmp_path}/cache",
    )  # fmt: skip
    assert loaded & {*HEAVY, "requests", "urllib3", "http.client", "ssl", "redis"} == set()
    assert loaded & {"lusha_cli.api.client", "lusha_cli.sandbox.app", "lusha_cli.bulk"} == set()


def test_cached_lookup_imports_no_dataclasses() -> None:
    # Importing them takes about as long as reading the cache.
    loaded = modules_loaded_by("import sys; from lusha_cli.context import result_cache")
    assert "dataclasses" not in loaded
    loaded = modules_loaded_by("import sys; from lusha_cli.context import call_recorder")
    assert "dataclasses" not in loaded


def test_completion_script_is_printed_without_the_command_tree(tmp_path: Path) -> None:
    packaged = tmp_path / "lusha_cli" / "completions" / "lusha.bash"
    packaged.parent.mkdir(parents=True)
    packaged.write_text("# packaged", encoding="utf-8")
    code = (
        "import sys; from lusha_cli.commands import completion_script; "
        "completion_script.__file__ = sys.argv.pop(1); "
        "from lusha_cli.cli.main import main; assert main(sys.argv[1:]) == 0"
    )
    loaded = modules_loaded_by(
        code,
        str(packaged.parents[1] / "commands" / "c.py"),
        "completion",
        "bash",
        HOME=str(tmp_path),
    )
    assert loaded & {*HEAVY, "typer", "requests", "sqlite3", "hashlib"} == set()
    assert loaded & {"lusha_cli.cli.app", "lusha_cli.parsing.identifiers"} == set()
    if sys.platform == "linux":
        assert "platformdirs" not in loaded


def test_start_compiles_no_patterns() -> None:
    code = (
        "import re, sys; from lusha_cli.cli import app; "
        "from lusha_cli.commands.v2 import person, company; "
        "from lusha_cli.commands.v3 import prospecting; "
        "from lusha_cli.context import app_context, call_recorder, result_cache; "
        "from lusha_cli.api import client; from lusha_cli.api.v2_compat import router; "
        "from lusha_cli.output import render; from lusha_cli.output.cards import person; "
        "print([name for name, module in sys.modules.items() if name.startswith('lusha_cli') "
        "and any(isinstance(value, re.Pattern) for value in vars(module).values())])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    # `re` keeps the patterns that are passed as text, once they are used.
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize("group", ["contacts", "companies"])
def test_v3_command_imports_only_its_part(group: str) -> None:
    code = "import sys; from lusha_cli.cli.main import main; assert main(sys.argv[1:]) == 0"
    loaded = modules_loaded_by(code, group, "prospecting", "--help")
    assert loaded & {*HEAVY, "requests", "hashlib", "csv", "sqlite3", "lusha_cli.models"} == set()
    v3 = {name for name in loaded if name.startswith("lusha_cli.commands.v3.")}
    ours = (group, "intent_limits", "prospecting")
    assert v3 == {f"lusha_cli.commands.v3.{name}" for name in ours}


@pytest.mark.parametrize("group", [person, company, contacts, companies])
def test_parts_name_the_commands_that_they_register(group: ModuleType) -> None:
    for part in group.PARTS:
        for command in part.commands:
            app = group.load(command)
            commands = [info.name for info in (*app.registered_commands, *app.registered_groups)]
            assert commands == list(part.commands)


def test_only_main_and_context_touch_the_process() -> None:
    for path in sorted(PACKAGE.rglob("*.py")):
        if path in MAY_TOUCH_PROCESS or path.name == "__main__.py":
            continue
        text = path.read_text(encoding="utf-8")
        for word in ("print(", "sys.exit", "os.environ", "sys.stdout", "sys.stderr", "sys.stdin"):
            matches = [line for line in text.splitlines() if line.strip().startswith(word)]
            assert not matches, f"{path}: {word}"


def test_modules_have_at_most_360_lines() -> None:
    long = {
        path.name: lines
        for path in sorted(PACKAGE.rglob("*.py"))
        if (lines := len(path.read_text(encoding="utf-8").splitlines())) > 360
    }
    assert long == {}


def test_search_of_one_page_imports_no_threads(server: Server, tmp_path: Path) -> None:
    code = "import sys; from lusha_cli.cli.main import main; assert main(sys.argv[1:]) == 0"
    loaded = modules_loaded_by(
        code, "contacts", "prospecting", "--job-title", "x", "--json", "--quiet", "--yes",
        "--base-url", server.url,
        LUSHA_API_KEY=KEY, LUSHA_CONFIG_DIR=f"{tmp_path}/config",
        LUSHA_STATE_DIR=f"{tmp_path}/state",
    )  # fmt: skip
    assert "lusha_cli.commands.pagination" in loaded
    unused = {"lusha_cli.commands.page_requests", "concurrent.futures.thread"}
    assert loaded & unused - modules_loaded_by("import sys, requests") == set()
