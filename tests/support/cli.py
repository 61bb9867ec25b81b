"""Run one command line in-process, in an environment of its own."""

import io
import json
import urllib.request
from collections.abc import Callable
from pathlib import Path
from typing import Any, ClassVar, NamedTuple

from lusha_cli.cli.main import main
from lusha_cli.context.app_context import AppContext
from lusha_cli.context.environment import Environment
from lusha_cli.context.waits import StartTimer
from lusha_cli.sandbox.app import Options, Sandbox
from tests.support.scripted_server import ScriptedServer

ADA = "ada.byrne@analytical-engines.example"
KEY = "sandbox-key-of-a-test-0001"
# Tests search for this key in everything that a command writes.
SECRET_KEY = "5e55f00d-1234-4bad-8bad-fedcba987654"


class FakeClock:
    """A clock that advances only when a test sleeps."""

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
    """A keyring backend that stores its entries in memory."""

    def __init__(self) -> None:
        self.entries: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.entries.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.entries[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        del self.entries[service, username]


class Stream(io.TextIOWrapper):
    """A text stream in memory that may claim to be a terminal."""

    def __init__(self, content: bytes = b"", *, terminal: bool, encoding: str = "utf-8") -> None:
        super().__init__(io.BytesIO(content), encoding=encoding, newline="", write_through=True)
        self.terminal = terminal

    def isatty(self) -> bool:
        return self.terminal

    def text(self) -> str:
        assert isinstance(self.buffer, io.BytesIO)
        return self.buffer.getvalue().decode(self.encoding)


class Result(NamedTuple):
    """The exit code and output of one command line."""

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
    """Run command lines through `main` without a network, a key or a home folder."""

    # Tests marked `with_yes` add LUSHA_YES.
    default_env: ClassVar[dict[str, str]] = {}

    def __init__(self, folder: Path, *, v2: str = "on") -> None:
        self.folder = folder
        self.v2 = v2  # the state of V2 in the embedded sandbox
        self.sandbox_options: dict[str, Any] = {}  # other options of it
        self.env: dict[str, str] = dict(self.default_env)
        self.clock = FakeClock()
        self.keyring = MemoryKeyring()
        self.load_keyring: Callable[[], Any] = lambda: self.keyring
        self.secret = ""
        # Timers never end, so that no test depends on how fast this machine is.
        self.start_timer: StartTimer = lambda _seconds, _function: lambda: None
        self.width = 80
        self.home = False  # whether to use the folders of the platform

    @property
    def config(self) -> Path:
        return self.folder / "config" / "config.toml"

    @property
    def state(self) -> Path:
        return self.folder / "state"

    def make_context(
        self, *, stdin: bytes | None = b"", terminal: bool = False, encoding: str = "utf-8"
    ) -> AppContext:
        env = Environment(
            variables=self.env,
            stdin=None if stdin is None else Stream(stdin, terminal=terminal),
            stdout=Stream(terminal=terminal, encoding=encoding),
            stderr=Stream(terminal=terminal, encoding=encoding),
            clock=self.clock,
            config_folder=None if self.home else self.folder / "config",
            state_folder=None if self.home else self.state,
            cache_folder=None if self.home else self.folder / "cache",
            read_secret=lambda _prompt: self.secret,
            terminal_width=lambda: self.width,
            start_timer=self.start_timer,
        )
        return AppContext(env, load_keyring=self.load_keyring, keyring_timeout=0.2)

    def __call__(
        self,
        *argv: str,
        code: int = 0,
        stdin: bytes | None = b"",
        terminal: bool = False,
        encoding: str = "utf-8",
    ) -> Result:
        context = self.make_context(stdin=stdin, terminal=terminal, encoding=encoding)
        if self.v2 != "on" or self.sandbox_options:
            options = Options(**{"v2": self.v2, **self.sandbox_options})
            context.sandbox = context.make_sandbox(options)
        got = main(list(argv), context)
        assert isinstance(context.env.stdout.stream, Stream)
        assert isinstance(context.env.stderr.stream, Stream)
        result = Result(
            int(got), context.env.stdout.stream.text(), context.env.stderr.stream.text()
        )
        assert got == code, f"exit code {got}, not {code}\n{result.out}\n{result.err}"
        return result


class Server(NamedTuple):
    """A sandbox that serves HTTP on loopback."""

    url: str
    sandbox: Sandbox
    clock: FakeClock

    def ledger(self) -> Any:
        with urllib.request.urlopen(f"{self.url}/__sandbox/ledger") as response:
            return json.load(response)


StartScriptedServer = Callable[..., tuple[Lusha, ScriptedServer]]
