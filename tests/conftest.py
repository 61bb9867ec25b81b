"""Fixtures: one command line in-process, the sandbox over HTTP, and scripted servers."""

import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from lusha_cli.sandbox.app import Options, Sandbox
from lusha_cli.sandbox.data.people import sample_people
from lusha_cli.sandbox.server import make_server
from tests.support.cli import KEY, SECRET_KEY, FakeClock, Lusha, Server, StartScriptedServer
from tests.support.paths import ROOT, TEST_DATA
from tests.support.scripted_server import ScriptedResponse, ScriptedServer
from tests.support.webhook_receiver import Receiver

KEYS = (KEY, SECRET_KEY)

# Tests of V2 commands, as folders and files below the repository, and those of them that V3 cannot
# pass, each with the reason.
V2_FOLDERS = (ROOT / "tests" / "commands" / "v2", ROOT / "tests" / "commands" / "bulk")
V2_FILES = {
    ROOT / "tests" / name
    for name in (
        "billing/test_budget.py",
        "bulk/input/test_column_mapping.py",
        "bulk/input/test_readers.py",
        "bulk/output/test_column_options.py",
        "bulk/output/test_data_model.py",
        "bulk/output/test_database_migrations.py",
        "bulk/output/test_mongo.py",
        "bulk/output/test_output_file.py",
        "bulk/output/test_schema.py",
        "bulk/run/test_interrupt.py",
        "bulk/run/test_kill.py",
        "bulk/run/test_resume.py",
        "bulk/run/test_runner.py",
        "bulk/run/test_sampling.py",
        "commands/test_runs.py",
        "docs/test_examples.py",
    )
}
V2_ONLY = TEST_DATA / "v2_only.tsv"


# In memory: each command writes to SQLite files, and a disk would be the slowest part of a test.
MEMORY_FOLDER = Path("/dev/shm")


def pytest_configure() -> None:
    """Handle signals even in a background job; keep temporary folders in memory.

    Compiled modules are stored, whatever the environment says: many tests start processes, and each
    would compile everything again.
    """
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    sys.dont_write_bytecode = False
    # Shells make background jobs ignore these, and processes of tests would inherit that.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    for name in ("SIGQUIT", "SIGHUP"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), signal.SIG_DFL)
    if os.access(MEMORY_FOLDER, os.W_OK):
        os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(MEMORY_FOLDER))


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add `--v2 gone`, which runs the tests of V2 commands against a sandbox without V2."""
    parser.addoption("--v2", choices=("on", "gone"), default="on")
    parser.addoption("--new-screens", action="store_true", help="store the present screens")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Select the tests of V2 commands for `--v2 gone`; V2-only ones must fail."""
    if config.getoption("--v2") == "on":
        return
    rows = [line.split("\t") for line in V2_ONLY.read_text().splitlines()]
    reasons = {test: reason for test, reason in rows if not test.startswith("#")}
    selected = [item for item in items if tests_v2_commands(item.path)]
    config.hook.pytest_deselected(
        items=[item for item in items if not tests_v2_commands(item.path)]
    )
    items[:] = selected
    for item in selected:
        test = f"{item.path.relative_to(ROOT).as_posix()}::{item.name}"
        reason = reasons.get(test) or reasons.get(test.partition("[")[0])
        if reason:
            item.add_marker(pytest.mark.xfail(reason=reason, strict=True))


def tests_v2_commands(path: Path) -> bool:
    """Return whether the tests of a file run with `--v2 gone`."""
    return path in V2_FILES or any(path.is_relative_to(folder) for folder in V2_FOLDERS)


@pytest.fixture(autouse=True)
def _no_key_is_left(request: pytest.FixtureRequest) -> Iterator[None]:
    """Assert that no file in the state, cache and config folders holds a key."""
    yield
    folder = request.node.funcargs.get("tmp_path")
    if folder is None:
        return
    for path in folder.rglob("*"):
        stored = {"state", "cache", "config"} & set(path.relative_to(folder).parts)
        if stored and path.name != "credentials.toml" and path.is_file():
            content = path.read_bytes()
            for key in KEYS:
                assert key.encode() not in content, f"{path} holds the key"


@pytest.fixture(autouse=True)
def _with_yes(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Confirm every cost in tests marked `with_yes`, which are about something else."""
    if request.node.get_closest_marker("with_yes"):
        monkeypatch.setattr(Lusha, "default_env", {"LUSHA_YES": "1"})


@pytest.fixture
def lusha(tmp_path: Path, pytestconfig: pytest.Config) -> Lusha:
    """Return a CLI that uses the embedded sandbox."""
    runner = Lusha(tmp_path, v2=pytestconfig.getoption("--v2"))
    runner.env["LUSHA_SANDBOX"] = "1"
    return runner


@pytest.fixture
def serve(tmp_path: Path, pytestconfig: pytest.Config) -> Iterator[Callable[..., Server]]:
    """Return a function that starts a sandbox over HTTP; all stop after the test."""
    started: list[Any] = []

    def start(**options: Any) -> Server:
        clock = FakeClock()
        file = tmp_path / f"server{len(started)}" / "sandbox.db"
        kwargs = Options(**{"v2": pytestconfig.getoption("--v2"), **options})
        sandbox = Sandbox(file, clock=clock, options=kwargs)
        server = make_server(sandbox, host="127.0.0.1", port=0)
        thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
        thread.start()
        started.append((server, thread, sandbox))
        return Server(f"http://127.0.0.1:{server.server_address[1]}", sandbox, clock)

    yield start
    for server, thread, sandbox in started:
        server.shutdown()
        thread.join()
        server.server_close()
        sandbox.close()


@pytest.fixture
def server(serve: Callable[..., Server]) -> Server:
    """Start one sandbox over HTTP."""
    return serve()


@pytest.fixture
def online(tmp_path: Path, server: Server) -> Lusha:
    """Return a CLI that reaches `server` with a key from the environment."""
    runner = Lusha(tmp_path)
    runner.env.update(LUSHA_BASE_URL=server.url, LUSHA_API_KEY=KEY)
    return runner


@pytest.fixture
def receive() -> Iterator[Callable[[], Receiver]]:
    """Return a function that starts a webhook receiver; all stop after the test."""
    started: list[Receiver] = []

    def start() -> Receiver:
        started.append(Receiver())
        return started[-1]

    yield start
    for receiver in started:
        receiver.close()


@pytest.fixture
def receiver(receive: Callable[[], Receiver]) -> Receiver:
    """Start one webhook receiver."""
    return receive()


@pytest.fixture
def script(tmp_path: Path) -> Iterator[StartScriptedServer]:
    """Return a function that starts a scripted server; all stop after the test."""
    started: list[ScriptedServer] = []

    def start(*responses: ScriptedResponse) -> tuple[Lusha, ScriptedServer]:
        scripted = ScriptedServer(list(responses))
        started.append(scripted)
        lusha = Lusha(tmp_path)
        lusha.env.update(LUSHA_BASE_URL=f"http://127.0.0.1:{scripted.port}", LUSHA_API_KEY=KEY)
        return lusha, scripted

    yield start
    for scripted in started:
        scripted.server.shutdown()
        scripted.server.server_close()


@pytest.fixture
def emails(lusha: Lusha) -> list[str]:
    """Return the addresses of 250 people of the sandbox."""
    return [person["email"] for person in lusha("sandbox", "people", "--limit", "250").json]


@pytest.fixture
def write_file(tmp_path: Path) -> Callable[[str, str | bytes], str]:
    """Return a function that writes a file and returns its path."""

    def make(name: str, content: str | bytes) -> str:
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return str(path)

    return make


@pytest.fixture
def write_leads(tmp_path: Path) -> Callable[..., str]:
    """Return a function that writes a file with a number of people and returns its name."""

    def write(number: int, name: str = "leads.csv") -> str:
        matches = [person["email"] for person in sample_people(limit=number)]
        (tmp_path / name).write_text("email\n" + "".join(f"{email}\n" for email in matches))
        return str(tmp_path / name)

    return write


@pytest.fixture
def write_csv(tmp_path: Path) -> Callable[..., str]:
    """Return a function that writes a file and returns its path."""

    def make(content: str, name: str = "leads.csv") -> str:
        (tmp_path / name).write_text(content)
        return str(tmp_path / name)

    return make


@pytest.fixture
def user(tmp_path: Path, server: Server) -> Lusha:
    """Return a CLI without a key."""
    runner = Lusha(tmp_path)
    runner.env["LUSHA_BASE_URL"] = server.url
    return runner
