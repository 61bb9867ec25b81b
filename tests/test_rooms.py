"""The house: who may import whom, and which third party comes in by which door."""

import ast
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from conftest import ADA, KEY, Server

HOUSE = Path(__file__).parent.parent / "lusha_cli"

# Room: the rooms of the house that it may import. A room is a folder or a file of `lusha_cli`.
MAY_IMPORT = {
    "__init__": set(),
    "__main__": {"__init__", "main"},
    "main": {"app", "world", "errors", "show", "flags", "store"},
    "app": {"__init__", "command", "commands"},
    "command": {"world", "show", "flags", "errors", "api", "store", "topics"},
    "flags": {"options", "store"},
    "options": {"api", "identity", "quantities", "store"},
    "errors": set(),
    "json_types": set(),
    "extras": {"errors"},
    "records": set(),
    "redaction": set(),
    "patience": set(),
    "signing": set(),
    "charges": {"api", "records"},
    "identity": set(),
    "quantities": {"identity"},
    "subjects": {"identity", "records"},
    "guard": {"subjects", "api", "errors", "store"},
    "purse": {"api", "charges", "errors"},
    "price_list": {"api"},
    "world": {"equipment", "api", "errors"},
    "equipment": {
        "surroundings", "purse", "price_list", "guard", "store", "api", "errors", "sandbox",
    },
    "next_lines": {"api"},
    "surroundings": {"next_lines", "system", "store", "errors", "show", "redaction"},
    "system": {"errors"},
    "inputs": {"world", "errors"},
    "commands": {
        "command", "flags", "options", "api", "show", "errors", "world", "records",
        "charges", "identity", "quantities", "subjects", "signing",
        "inputs", "bulk", "sandbox", "webhooks", "checks", "store", "topics", "manual",
    },
    "api": {"__init__", "errors", "store"},
    "store": {"errors", "patience"},
    "checks": {"__init__", "world", "api", "store", "errors", "patience", "webhooks"},
    "show": {"errors", "records"},
    "bulk": {"api", "store", "errors", "extras", "records", "charges", "identity", "subjects"},
    "sandbox": {"__init__", "api", "errors", "signing", "store"},
    "webhooks": {"signing", "errors", "extras", "store", "identity", "subjects"},
    "topics": {"api", "errors", "store"},
    "manual": {"__init__", "app", "api", "bulk", "errors", "flags", "store", "topics", "commands"},
}  # fmt: skip

# The only files of a room that its neighbours may import, where not all are open.
OPEN = {
    ("sandbox", "api"): {"endpoints", "signals"},
    ("commands", "store"): {"catalog"},
    ("topics", "api"): {"endpoints", "over_v3"},
    ("topics", "store"): {"catalog"},
    ("sandbox", "store"): {"state", "catalog"},
    ("surroundings", "show"): {"inert", "links", "messages"},
    ("main", "show"): {"messages"},
    ("main", "store"): {"catalog"},
    ("command", "store"): {"catalog"},
    ("commands", "show"): {"columns", "v3_columns", "webhook_columns", "progress", "deliveries"},
    ("commands", "manual"): {"completions"},
    ("manual", "bulk"): {"columns"},
    ("checks", "webhooks"): {"sending"},
    ("webhooks", "store"): {"files", "locks", "catalog", "state"},
}

# Third party: the files that may import it, and only inside functions where `lazily`.
DOORS = {
    "requests": {"api/transport.py", "sandbox/adapter.py", "webhooks/sending.py"},
    "h11": {"webhooks/connections.py"},
    "rich": {"show"},
    "keyring": {"store/keys.py"},
    "platformdirs": {"store/folders.py"},
    "tomlkit": {"store"},
    "jmespath": {"show"},
    "yaml": {"show"},
    "openpyxl": {"bulk/workbooks.py"},
    "psycopg": {"bulk/dialects.py"},
    "pyarrow": {"bulk/parquet.py"},
    "typer": {"main.py", "app.py", "command.py", "flags.py", "options.py", "commands"},
}
AT_ONCE = {"typer"}


def _files() -> list[Path]:
    return sorted(HOUSE.rglob("*.py"))


def _room(path: Path) -> str:
    return path.relative_to(HOUSE).parts[0].removesuffix(".py")


def _imports(path: Path) -> Iterator[tuple[str, bool]]:
    """Every imported module, in full, and whether it is imported as the file is loaded."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    types_only = {
        node
        for branch in ast.walk(tree)
        if isinstance(branch, ast.If) and "TYPE_CHECKING" in ast.unparse(branch.test)
        for node in ast.walk(branch)
    }
    inner = {
        node
        for function in ast.walk(tree)
        if isinstance(function, ast.FunctionDef)
        for node in ast.walk(function)
    }
    for node in ast.walk(tree):
        if node in types_only:
            continue
        if isinstance(node, ast.Import):
            yield from ((alias.name, node not in inner) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: imports are absolute here"
            assert node.module
            for alias in node.names:
                yield f"{node.module}.{alias.name}", node not in inner


def _house_imports(path: Path) -> Iterator[tuple[str, str]]:
    """Room and file of each import from the house; `lusha_cli.__version__` is of `__init__`."""
    for module, _ in _imports(path):
        parts = module.split(".")
        if parts[0] != "lusha_cli":
            continue
        known = len(parts) > 1 and (
            (HOUSE / parts[1]).is_dir() or (HOUSE / f"{parts[1]}.py").is_file()
        )
        yield parts[1] if known else "__init__", parts[2] if len(parts) > 2 else ""


@pytest.mark.parametrize("path", _files(), ids=lambda path: str(path.relative_to(HOUSE)))
def test_a_room_knows_only_what_its_row_lists(path: Path) -> None:
    room = _room(path)
    for other, file in _house_imports(path):
        if other in (room, "json_types"):
            continue
        assert other in MAY_IMPORT[room], f"{path.name} imports {other}"
        if (room, other) in OPEN:
            assert file in OPEN[room, other], f"{path.name} imports {other}.{file}"


@pytest.mark.parametrize("path", _files(), ids=lambda path: str(path.relative_to(HOUSE)))
def test_third_parties_come_in_by_their_doors(path: Path) -> None:
    where = path.relative_to(HOUSE).as_posix()
    for module, at_once in _imports(path):
        name = module.split(".")[0]
        if name in DOORS:
            assert {where, _room(path)} & DOORS[name], f"{where} imports {name}"
            assert name in AT_ONCE or not at_once, f"{where} imports {name} outside a function"


HEAVY = {"rich", "keyring", "tomlkit", "jmespath", "yaml", "pydantic", "importlib.metadata"}


def _loaded_by(code: str, *argv: str, **env: str) -> set[str]:
    """The modules that a new process has loaded after `code`."""
    # Coverage, where it measures, loads modules of its own into every process.
    kept = {name: value for name, value in os.environ.items() if not name.startswith("COV")}
    told = f"{code}; print(*sys.modules, file=sys.stderr)"
    done = subprocess.run(
        [sys.executable, "-c", told, *argv],
        env={**kept, **env}, capture_output=True, text=True, check=True,
    )  # fmt: skip
    return set(done.stderr.split())


def test_importing_the_entry_point_loads_nothing_heavy() -> None:
    loaded = _loaded_by("import sys, lusha_cli.cli.main")
    assert loaded & {*HEAVY, "requests", "platformdirs", "sqlite3"} == set()
    assert loaded & {"lusha_cli.api.client", "lusha_cli.commands"} == set()


def test_a_lookup_as_json_loads_nothing_heavy(server: Server, tmp_path: Path) -> None:
    code = "import sys; from lusha_cli.cli.main import main; assert main(sys.argv[1:]) == 0"
    loaded = _loaded_by(
        code, "person", "get", ADA, "--json", "--quiet", "--base-url", server.url,
        LUSHA_API_KEY=KEY, LUSHA_CONFIG_DIR=f"{tmp_path}/config",
        LUSHA_STATE_DIR=f"{tmp_path}/state",
    )  # fmt: skip
    assert "requests" in loaded
    # What requests loads by itself, importlib.metadata for one, is not ours to spare.
    assert loaded & HEAVY - _loaded_by("import sys, requests") == set()


def test_only_main_and_world_touch_the_process() -> None:
    for path in _files():
        if _room(path) in ("main", "world") or path.name == "__main__.py":
            continue
        text = path.read_text(encoding="utf-8")
        for word in ("print(", "sys.exit", "os.environ", "sys.stdout", "sys.stderr", "sys.stdin"):
            found = [line for line in text.splitlines() if line.strip().startswith(word)]
            assert not found, f"{path}: {word}"


def test_files_stay_small_enough_to_read() -> None:
    long = {
        path.name: lines
        for path in _files()
        if (lines := len(path.read_text(encoding="utf-8").splitlines())) > 360
    }
    assert long == {}
