"""The world around one command: streams, environment, folders, clock; keys, settings and client.

Everything outside the process is reached through here, and a test replaces it whole.
"""

import os
import sys
from collections.abc import Callable, Mapping
from functools import cached_property
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, TextIO

from lusha_cli.errors import BudgetExceeded, Declined, UsageError
from lusha_cli.store.catalog import Value
from lusha_cli.store.settings import Settings
from lusha_cli.store.state import State
from lusha_cli.system import Outlet, SystemClock, columns, hidden_input

if TYPE_CHECKING:
    from lusha_cli.api.client import Call, Client
    from lusha_cli.api.costs import Estimate
    from lusha_cli.api.endpoints import Endpoint
    from lusha_cli.sandbox.sandbox import Options as SandboxOptions
    from lusha_cli.sandbox.sandbox import Sandbox
    from lusha_cli.store.keys import Backend, FoundKey, Keys

Json = Any


class World:
    """One command's surroundings. `flags` are its shared flags, set once they are parsed."""

    def __init__(
        self,
        *,
        env: Mapping[str, str],
        stdin: IO[str] | None,
        stdout: TextIO,
        stderr: TextIO,
        clock: Any = None,
        config_folder: Path | None = None,
        state_folder: Path | None = None,
        load_keyring: "Callable[[], Backend] | None" = None,
        keyring_timeout: float = 3.0,
        ask_secret: Callable[[str], str] | None = None,
        terminal_width: Callable[[], int] | None = None,
        is_deaf: bool = False,
    ) -> None:
        self.env = env
        self.stdin = stdin
        self.stdout = Outlet(stdout)
        self.stderr = Outlet(stderr)
        self.clock = clock or SystemClock()
        self.flags: dict[str, Value] = {}
        self._is_deaf = is_deaf
        self._later: list[str] = []
        self._sandboxes: list[Sandbox] = []
        self._config_folder = config_folder
        self._state_folder = state_folder
        self._load_keyring = load_keyring
        self._keyring_timeout = keyring_timeout
        self._ask_secret = ask_secret or hidden_input
        self._terminal_width = terminal_width or columns

    @classmethod
    def of_process(cls) -> "World":
        """The real one."""
        for stream in (sys.stdout, sys.stderr):
            if stream is not None and hasattr(stream, "reconfigure"):
                stream.reconfigure(errors="backslashreplace")
        nowhere = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115 - lives as we do
        return cls(
            env=os.environ,
            stdin=sys.stdin,
            stdout=sys.stdout or nowhere,
            is_deaf=sys.stdout is None,
            stderr=sys.stderr or nowhere,
        )

    # Folders and what is kept in them.

    @cached_property
    def config_folder(self) -> Path:
        """Where the settings are (LUSHA_CONFIG_DIR, else the platform's place)."""
        if self._config_folder:
            return self._config_folder
        if self.env.get("LUSHA_CONFIG_DIR"):
            return Path(self.env["LUSHA_CONFIG_DIR"])
        from lusha_cli.store.folders import config_folder

        return config_folder()

    @cached_property
    def state_folder(self) -> Path:
        """Where state is kept between calls (LUSHA_STATE_DIR, else the platform's place)."""
        if self._state_folder:
            return self._state_folder
        if self.env.get("LUSHA_STATE_DIR"):
            return Path(self.env["LUSHA_STATE_DIR"])
        from lusha_cli.store.folders import state_folder

        return state_folder()

    @cached_property
    def state(self) -> State:
        """What is remembered between calls."""
        return State(self.state_folder)

    @cached_property
    def settings(self) -> Settings:
        """Flags, environment and configuration, merged."""
        path = self.config_folder / "config.toml"
        return Settings(path, env=self.env, flags=self.flags, state=self.state)

    @cached_property
    def keys(self) -> "Keys":
        """The API keys of this user."""
        from lusha_cli.store.keys import Keys

        return Keys(
            env=self.env,
            folder=self.config_folder,
            state=self.state,
            load_backend=self._load_keyring,
            timeout=self._keyring_timeout,
        )

    # Calls of the API.

    @property
    def in_sandbox(self) -> bool:
        """Whether calls are answered by the embedded sandbox."""
        return bool(self.settings.get("sandbox"))

    @cached_property
    def sandbox(self) -> "Sandbox":
        """The embedded sandbox, with its state in the state folder."""
        return self.make_sandbox(None)

    def make_sandbox(self, options: "SandboxOptions | None") -> "Sandbox":
        """A sandbox with its state in the state folder."""
        from lusha_cli.sandbox.sandbox import Options, Sandbox

        file = self.state_folder / "sandbox.db"
        made = Sandbox(file, clock=self.clock, options=options or Options())
        self._sandboxes.append(made)
        return made

    def close(self) -> None:
        """Let go of what was opened on the way."""
        while self._sandboxes:
            self._sandboxes.pop().close()

    @cached_property
    def client(self) -> "Client":
        """The client, with the key of the profile in use."""
        return self.client_with(lambda: self.key.value)

    @cached_property
    def key(self) -> "FoundKey":
        """The key in use; raises KeyMissing where there is none."""
        from lusha_cli.errors import KeyMissing
        from lusha_cli.store.keys import FoundKey

        if self.in_sandbox:
            named = self.env.get("LUSHA_API_KEY", "").strip()
            # A real key stays out of it; the sandbox's own names pick a plan.
            return FoundKey(named if named.startswith("sandbox") else "sandbox", "sandbox")
        self.settings.check_profile()
        profile = self.settings.profile
        found = self.keys.find(profile)
        if found is None:
            raise KeyMissing(f"There is no API key for the profile {profile!r}.")
        return found

    def client_with(self, key: "Callable[[], str]", *, max_wait: float | None = None) -> "Client":
        """A client that uses `key`, and its own `max_wait` where one is given."""
        from lusha_cli.api.client import Client
        from lusha_cli.api.schemes import Schemes
        from lusha_cli.api.trace import Trace

        get = self.settings.get
        level = 2 if get("debug") else int(get("verbose"))
        adapter = None
        if self.in_sandbox:
            from lusha_cli.sandbox.adapter import make_adapter

            adapter = make_adapter(self.sandbox)
        return Client(
            base_url=get("base_url"),
            key=key,
            schemes=Schemes(self.state, get("auth_scheme")),
            clock=self.clock,
            trace=Trace(self.say, level=level, quiet=get("quiet")),
            timeout=get("timeout"),
            max_wait=get("max_wait") if max_wait is None else max_wait,
            jitter=_jitter,
            adapter=adapter,
        )

    def call(
        self,
        endpoint: "Endpoint",
        *,
        query: dict[str, Json] | None = None,
        body: Json = None,
    ) -> Json:
        """One call of `endpoint`, with the care for money of `send`."""
        from lusha_cli.api.client import Call

        return self.send(Call(endpoint.method, endpoint.path, query or {}, body, endpoint))

    def send(self, call: "Call") -> Json:
        """The parsed body of the answer; what it charged is kept for `tell_later`.

        Raises Preview where the request is to be shown only, BudgetExceeded where it might cost
        more than --max-credits.
        """
        self.preview(call, call.cost)
        self.check_budget(call.cost)
        if self._is_deaf and not (call.endpoint and call.endpoint.is_free):
            raise UsageError(
                "Standard output is closed: the answer would be paid for and lost.",
                hint="Send it somewhere, such as to a file: > FILE",
            )
        answer = self.client.send(call)
        if not (call.endpoint and call.endpoint.is_free):
            self._tell_spending(call, answer)
        return answer

    def preview(self, call: "Call", cost: "Estimate", *, requests: int = 1) -> None:
        """Raise Preview where the request is to be shown, not sent."""
        get = self.settings.get
        if get("dry_run") or get("curl"):
            from lusha_cli.api.preview import Preview

            raise Preview(call, base_url=get("base_url"), cost=cost, requests=requests)

    def check_budget(self, cost: "Estimate") -> None:
        """Raise BudgetExceeded where it might cost more than --max-credits."""
        most = self.settings.get("max_credits")
        if most is None or not (cost.open_ended or (cost.credits or 0) > most):
            return
        from lusha_cli.api.costs import count

        if cost.credits is None:
            hint = "Leave out --max-credits: what this path costs is not known."
        elif cost.open_ended:
            hint = "Leave out --max-credits or --signal: a cost without a bound cannot be capped."
        else:
            hint = "Raise --max-credits, or ask for less."
        raise BudgetExceeded(
            f"This costs {cost}, and --max-credits allows {count(most)}. Nothing was sent.",
            hint=hint,
        )

    def _tell_spending(self, call: "Call", answer: Json) -> None:
        from lusha_cli.api.costs import count
        from lusha_cli.charges import read_credits

        found = read_credits(answer)
        if found is None:
            told = f"Charged {call.cost}." if call.endpoint else "The API did not say its charge."
        else:
            told = f"Charged {'' if found.exact else 'up to '}{count(found.charged)}."
        self._later.append(told)

    def tell_later(self) -> None:
        """Say what was kept until after the result: what it charged."""
        while self._later:
            self.note(self._later.pop(0))

    # Talk with the person at the terminal.

    def say(self, text: str) -> None:
        """A line on stderr; control characters in it are shown, not obeyed."""
        from lusha_cli.show.inert import inert

        self.stderr.write(f"{inert(text)}\n")
        self.stderr.flush()

    def note(self, text: str) -> None:
        """A line on stderr, unless --quiet."""
        if not self.settings.get("quiet"):
            self.say(text)

    @property
    def wants_json(self) -> bool:
        """Whether JSON was asked for by name, not just got by a pipe."""
        found = self.settings.find("output")
        return found.source != "default" and found.value in ("json", "jsonl")

    @property
    def talks(self) -> bool:
        """Whether a person can be asked: stdin and stderr are a terminal."""
        return bool(self.stdin and self.stdin.isatty() and self.stderr.isatty())

    def agree(self, question: str, *, flag: str = "--yes") -> None:
        """Go on only if told to: by --yes, or by the answer of the person at the terminal.

        Raises Declined on any answer but yes, UsageError where there is nobody to ask.
        """
        if self.settings.get("yes"):
            return
        if not self.talks:
            raise UsageError(
                f"{question} There is no terminal to ask on.", hint=f"Add {flag} to agree."
            )
        assert self.stdin is not None
        self.stderr.write(f"{question} [y/N] ")
        self.stderr.flush()
        if self.stdin.readline().strip().lower() not in ("y", "yes"):
            raise Declined("You declined. Nothing was sent.")

    def ask_secret(self, prompt: str) -> str:
        """Ask at the terminal without showing what is typed; UsageError where there is none."""
        if not self.talks:
            raise UsageError(
                "There is no terminal to ask for the key on.",
                hint="Pipe it in: lusha auth login --with-token < FILE",
            )
        return self._ask_secret(prompt)

    @property
    def stdin_bytes(self) -> IO[bytes]:
        """Standard input as a binary stream."""
        if self.stdin is None:
            raise UsageError("Standard input is closed.", hint="Name a file instead of -.")
        return self.stdin.buffer if hasattr(self.stdin, "buffer") else self.stdin  # type: ignore[return-value]

    # How the streams can be written to.

    @property
    def width(self) -> int:
        """Columns of the terminal."""
        columns = self.env.get("COLUMNS", "")
        return int(columns) if columns.isdecimal() and int(columns) else self._terminal_width()

    def colors(self, stream: Outlet) -> bool:
        """Whether colour may be used on `stream`."""
        wish = self.settings.get("color")
        if wish != "auto":
            return bool(wish == "always")
        return stream.isatty() and not self.env.get("NO_COLOR") and self.env.get("TERM") != "dumb"


def _jitter() -> float:
    import random

    return random.random()
