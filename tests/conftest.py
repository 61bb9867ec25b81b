"""The harness: one command line in a world of its own, and the sandbox over real HTTP."""

import io
import json
import signal
import threading
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from lusha_cli.cli.main import main
from lusha_cli.context.app_context import World
from lusha_cli.sandbox.app import Options, Sandbox
from lusha_cli.sandbox.server import make_server
from receiver import Receiver
from scripted import Answer, Scripted

ADA = "ada.byrne@analytical-engines.example"
KEY = "sandbox-key-of-a-test-0001"
# A key that is looked for after a test, in all that it left.
SECRET_KEY = "5e55f00d-1234-4bad-8bad-fedcba987654"
KEYS = (KEY, SECRET_KEY)

# The tests of V2's commands, and those of them that V3 cannot pass, each with the reason.
V2_TESTS = {
    "test_person", "test_company", "test_prospecting", "test_signals", "test_alike", "test_values",
    "test_bulk", "test_bulk_run", "test_runs", "test_money", "test_examples",
}  # fmt: skip
V2_ONLY = Path(__file__).parent / "data" / "v2_only.tsv"


def pytest_configure() -> None:
    """Started in the background of a shell, Ctrl-C is ignored, here and in all that is started."""
    signal.signal(signal.SIGINT, signal.default_int_handler)


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--v2 gone`: the tests of V2's commands against a sandbox whose V2 is retired."""
    parser.addoption("--v2", choices=("on", "gone"), default="on")
    parser.addoption("--new-screens", action="store_true", help="keep the screens as they are now")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """With `--v2 gone`, only the tests of V2's commands; what only V2 can do must fail there."""
    if config.getoption("--v2") == "on":
        return
    known = [line.split("\t") for line in V2_ONLY.read_text().splitlines()]
    only = {test: reason for test, reason in known if not test.startswith("#")}
    kept = [item for item in items if item.path.stem in V2_TESTS]
    config.hook.pytest_deselected(items=[item for item in items if item not in kept])
    items[:] = kept
    for item in kept:
        reason = only.get(f"{item.path.stem}::{item.name}") or only.get(
            f"{item.path.stem}::{item.name.partition('[')[0]}"
        )
        if reason:
            item.add_marker(pytest.mark.xfail(reason=reason, strict=True))


class FakeClock:
    """Time that passes only when somebody sleeps."""

    def __init__(self, now: float = 1_793_534_400.0) -> None:
        self.time = now
        self.slept: list[float] = []

    def now(self) -> float:
        return self.time

    def monotonic(self) -> float:
        return self.time

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.time += seconds

    def wake(self) -> None:
        pass


class MemoryKeyring:
    """A keyring backend that keeps its entries in memory."""

    def __init__(self) -> None:
        self.entries: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.entries.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.entries[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        del self.entries[service, username]


class Stream(io.TextIOWrapper):
    """A text stream over memory, which may claim to be a terminal."""

    def __init__(self, content: bytes = b"", *, terminal: bool, encoding: str = "utf-8") -> None:
        super().__init__(io.BytesIO(content), encoding=encoding, newline="", write_through=True)
        self.terminal = terminal

    def isatty(self) -> bool:
        return self.terminal

    def text(self) -> str:
        assert isinstance(self.buffer, io.BytesIO)
        return self.buffer.getvalue().decode(self.encoding)


class Result(NamedTuple):
    """What one command line did."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)

    @property
    def error(self) -> dict[str, Any]:
        error: dict[str, Any] = json.loads(self.err.strip().splitlines()[-1])["error"]
        return error


class Lusha:
    """Runs command lines through `main` in a world without a network, a key or a home."""

    def __init__(self, folder: Path, *, v2: str = "on") -> None:
        self.folder = folder
        self.v2 = v2  # what becomes of V2 in the embedded sandbox
        self.env: dict[str, str] = {}
        self.clock = FakeClock()
        self.keyring = MemoryKeyring()
        self.load_keyring: Callable[[], Any] = lambda: self.keyring
        self.secret = ""
        self.width = 80
        self.home = False  # whether the folders are where the platform has them

    @property
    def config(self) -> Path:
        return self.folder / "config" / "config.toml"

    @property
    def state(self) -> Path:
        return self.folder / "state"

    def world(
        self, *, stdin: bytes | None = b"", terminal: bool = False, encoding: str = "utf-8"
    ) -> World:
        return World(
            env=self.env,
            stdin=None if stdin is None else Stream(stdin, terminal=terminal),
            stdout=Stream(terminal=terminal, encoding=encoding),
            stderr=Stream(terminal=terminal, encoding=encoding),
            clock=self.clock,
            config_folder=None if self.home else self.folder / "config",
            state_folder=None if self.home else self.state,
            cache_folder=None if self.home else self.folder / "cache",
            load_keyring=self.load_keyring,
            keyring_timeout=0.2,
            ask_secret=lambda _prompt: self.secret,
            terminal_width=lambda: self.width,
        )

    def __call__(
        self,
        *argv: str,
        code: int = 0,
        stdin: bytes | None = b"",
        terminal: bool = False,
        encoding: str = "utf-8",
    ) -> Result:
        world = self.world(stdin=stdin, terminal=terminal, encoding=encoding)
        if self.v2 != "on":
            world.sandbox = world.make_sandbox(Options(v2=self.v2))
        got = main(list(argv), world)
        assert isinstance(world.stdout.stream, Stream)
        assert isinstance(world.stderr.stream, Stream)
        result = Result(int(got), world.stdout.stream.text(), world.stderr.stream.text())
        assert got == code, f"exit code {got}, not {code}\n{result.out}\n{result.err}"
        return result


class Server(NamedTuple):
    """A sandbox that answers over HTTP on loopback."""

    url: str
    sandbox: Sandbox
    clock: FakeClock

    def ledger(self) -> Any:
        with urllib.request.urlopen(f"{self.url}/__sandbox/ledger") as answer:
            return json.load(answer)


@pytest.fixture(autouse=True)
def _no_key_is_left(request: pytest.FixtureRequest) -> Iterator[None]:
    """After each test: what it left in folders of state, cache and configuration holds no key."""
    yield
    folder = request.node.funcargs.get("tmp_path")
    if folder is None:
        return
    for path in folder.rglob("*"):
        kept = {"state", "cache", "config"} & set(path.relative_to(folder).parts)
        if kept and path.name != "credentials.toml" and path.is_file():
            content = path.read_bytes()
            for key in KEYS:
                assert key.encode() not in content, f"{path} holds the key"


@pytest.fixture
def lusha(tmp_path: Path, pytestconfig: pytest.Config) -> Lusha:
    """Command lines in the embedded sandbox."""
    runner = Lusha(tmp_path, v2=pytestconfig.getoption("--v2"))
    runner.env["LUSHA_SANDBOX"] = "1"
    return runner


@pytest.fixture
def serve(tmp_path: Path, pytestconfig: pytest.Config) -> Iterator[Callable[..., Server]]:
    """Starts sandboxes over HTTP; all stop at the end of the test."""
    started: list[Any] = []

    def start(**options: Any) -> Server:
        clock = FakeClock()
        file = tmp_path / f"server{len(started)}" / "sandbox.db"
        how = Options(**{"v2": pytestconfig.getoption("--v2"), **options})
        sandbox = Sandbox(file, clock=clock, options=how)
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
    """One sandbox over HTTP."""
    return serve()


@pytest.fixture
def online(tmp_path: Path, server: Server) -> Lusha:
    """Command lines that reach `server` with a key from the environment."""
    runner = Lusha(tmp_path)
    runner.env.update(LUSHA_BASE_URL=server.url, LUSHA_API_KEY=KEY)
    return runner


@pytest.fixture
def receive() -> Iterator[Callable[[], Receiver]]:
    """Starts receivers of webhooks on loopback; all stop at the end of the test."""
    started: list[Receiver] = []

    def start() -> Receiver:
        started.append(Receiver())
        return started[-1]

    yield start
    for receiver in started:
        receiver.close()


@pytest.fixture
def receiver(receive: Callable[[], Receiver]) -> Receiver:
    """One receiver of webhooks."""
    return receive()


Script = Callable[..., tuple[Lusha, Scripted]]


@pytest.fixture
def script(tmp_path: Path) -> Iterator[Script]:
    """Starts servers that give the answers in turn; all stop at the end of the test."""
    started: list[Scripted] = []

    def start(*answers: Answer) -> tuple[Lusha, Scripted]:
        scripted = Scripted(list(answers))
        started.append(scripted)
        lusha = Lusha(tmp_path)
        lusha.env.update(LUSHA_BASE_URL=f"http://127.0.0.1:{scripted.port}", LUSHA_API_KEY=KEY)
        return lusha, scripted

    yield start
    for scripted in started:
        scripted.server.shutdown()
        scripted.server.server_close()
