"""Run command lines against a fake API, in-process or as a process, and read what they report."""

import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from lusha_cli.billing.ledger import Ledger as CliLedger
from lusha_cli.billing.ledger import RecordedCall
from lusha_cli.billing.ledger_report import is_unknown
from lusha_cli.cli.main import main
from tests.money.fake_api import FakeApi
from tests.money.ledger import Ledger
from tests.support.cli import KEY, Lusha, Stream

ROOT = Path(__file__).parents[2]
_CHARGED = re.compile(r"[Cc]harged (up to )?([\d,]+) credits?(?! (?:per|for each) )")
_OPEN = re.compile(r"did not say its charge|harged an unknown|harged [^.]*(per|for each) ")
_MAY_BE_CHARGED = re.compile(r"(may|might) (also )?have been charged|may be charged")
_UP_TO = re.compile(r"up to ([\d,]+) credits?")


class Report(NamedTuple):
    """What stderr says about charges.

    `credits` is None if it says nothing; `is_open` says that it warns of charges without a number.
    """

    credits: int | None
    is_exact: bool
    is_open: bool

    def covers(self, charged: int) -> bool:
        """Return whether the report is true: equal if exact, else at least the charge."""
        if self.is_open:
            return True
        if self.credits is None:
            return charged == 0
        return self.credits == charged if self.is_exact else self.credits >= charged


def read_report(text: str) -> Report:
    """Return what messages say about charges; a run counts what its earlier parts charged."""
    total, is_exact, found = 0, True, False
    for up_to, number in _CHARGED.findall(text):
        total, found = total + _number(number), True
        is_exact = is_exact and not up_to
    is_open = bool(_OPEN.search(text))
    for line in text.splitlines():
        if _MAY_BE_CHARGED.search(line):
            numbers = _UP_TO.findall(_CHARGED.sub("", line))
            is_exact = False
            # A warning names a number, or nothing bounds the charge.
            if numbers:
                total, found = total + sum(map(_number, numbers)), True
            elif not found:
                is_open = True
    return Report(total if found else None, is_exact, is_open)


def _number(text: str) -> int:
    return int(text.replace(",", ""))


class Run(NamedTuple):
    """One command line that ended: its exit code, its output, and its part of the ledger."""

    argv: tuple[str, ...]
    code: int
    out: str
    err: str
    ledger: Ledger

    @property
    def charged(self) -> int:
        """Return the credits that it was charged."""
        return self.ledger.charged

    @property
    def report(self) -> Report:
        """Return what it says about charges."""
        return read_report(self.err)

    @property
    def json(self) -> Any:
        """Return its output as JSON."""
        return json.loads(self.out)

    @property
    def estimate(self) -> int | None:
        """Return the credits of a dry run; None if it has no bound."""
        plan = self.json
        assert "maxCredits" in plan, str(self)
        return None if plan["maxCredits"] is None else int(plan["maxCredits"])

    def __str__(self) -> str:
        """Return the command line, the ledger and the output, for failing tests."""
        out = self.out if len(self.out) < 1500 else f"{self.out[:700]}\n…\n{self.out[-700:]}"
        return (
            f"\n$ lusha {' '.join(self.argv)}\nexit code {self.code}\n"
            f"--- ledger\n{self.ledger}\n--- stdout\n{out}\n--- stderr\n{self.err}"
        )


class MoneyClient:
    """A CLI that reaches a fake API. Its folders last as long as the test."""

    def __init__(self, folder: Path, api: FakeApi) -> None:
        self.api = api
        self.folder = folder
        self.lusha = Lusha(folder)
        self.lusha.env.update(LUSHA_BASE_URL=api.url, LUSHA_API_KEY=KEY)

    @property
    def env(self) -> dict[str, str]:
        """Return the environment of the command lines."""
        return self.lusha.env

    def __call__(
        self,
        *argv: str,
        code: int | Sequence[int] | None = None,
        stdin: str | bytes | None = b"",
        terminal: bool = False,
    ) -> Run:
        """Run a command line in-process; `code` are the exit codes that are right, None any."""
        before, calls = len(self.api.ledger.entries), self.recorded()
        content = stdin.encode() if isinstance(stdin, str) else stdin
        context = self.lusha.make_context(stdin=content, terminal=terminal)
        got = int(main(list(argv), context))
        streams = context.env.stdout.stream, context.env.stderr.stream
        out, err = (stream.text() for stream in streams if isinstance(stream, Stream))
        run = Run(argv, got, out, err, self.api.ledger.since(before))
        self._check_ledger(run, len(calls))
        return check_code(run, code)

    def start(self, *argv: str, **options: Any) -> "subprocess.Popen[bytes]":
        """Start a command line as a process."""
        return self._start("-m", "lusha_cli", *argv, **options)

    def start_code(self, code: str, *argv: str, **options: Any) -> "subprocess.Popen[bytes]":
        """Start a Python program in the environment of the command lines."""
        return self._start("-c", code, *argv, **options)

    def _start(self, *argv: str, **options: Any) -> "subprocess.Popen[bytes]":
        process_env = {
            **{name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ},
            **self.env,
            "PYTHONPATH": str(ROOT),
            "LUSHA_STATE_DIR": str(self.folder / "state"),
            "LUSHA_CONFIG_DIR": str(self.folder / "config"),
            "LUSHA_CACHE_DIR": str(self.folder / "cache"),
        }
        streams: dict[str, Any] = {"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE}
        return subprocess.Popen(
            [sys.executable, *argv],
            env=process_env,
            cwd=self.folder,
            start_new_session=True,  # without a terminal
            **{**streams, "stderr": subprocess.PIPE, **options},
        )

    def process(
        self,
        *argv: str,
        code: int | Sequence[int] | None = None,
        timeout: float = 60,
        **options: Any,
    ) -> Run:
        """Run a command line as a process, for up to `timeout` seconds."""
        before, calls = len(self.api.ledger.entries), self.recorded()
        process = self.start(*argv, **options)
        out, err = process.communicate(timeout=timeout)
        self.api.wait_until_idle()
        ledger = self.api.ledger.since(before)
        run = Run(argv, process.returncode, _text(out), _text(err), ledger)
        self._check_ledger(run, len(calls))
        return check_code(run, code)

    def killed(
        self,
        *argv: str,
        event: Any = "received",
        number: int = 1,
        kill: signal.Signals = signal.SIGKILL,
    ) -> Run:
        """Run a command line that gets a signal at the n-th event of the server.

        The event "output" is the first output: a part of stdout, or of a file beside `--out`.
        """
        before, calls = len(self.api.ledger.entries), self.recorded()
        process = self.start(*argv)

        def send() -> None:
            process.send_signal(kill)

        out = b""
        if event == "output":
            assert process.stdout
            out = os.read(process.stdout.fileno(), 1)
            send()
        else:
            self.api.at(event, number, send)
        rest, err = process.communicate(timeout=60)
        self.api.wait_until_idle()
        ledger = self.api.ledger.since(before)
        run = Run(argv, process.returncode, _text(out + rest), _text(err), ledger)
        self._check_ledger(run, len(calls))
        return run

    def recorded(self) -> list[RecordedCall]:
        """Return the calls in the ledger of the CLI, the first one first."""
        with closing(CliLedger(self.lusha.state, warn=pytest.fail)) as ledger:
            return list(ledger.calls())[::-1]

    def _check_ledger(self, run: Run, before: int) -> None:
        """Fail unless the ledger of the CLI has what a run was charged, or at least that.

        `before` is the number of calls before the run.
        """
        calls = self.recorded()[before:]
        total = sum(call.credits for call in calls)
        text = "".join(f"\n{call}" for call in calls)
        if all(call.is_exact for call in calls):
            assert total == run.charged, f"recorded {total}, charged {run.charged}{text}{run}"
        elif not any(map(is_unknown, calls)):
            assert total >= run.charged, f"recorded {total}, charged {run.charged}{text}{run}"

    def write(self, name: str, content: str) -> str:
        """Write a file and return its path."""
        path = self.folder / name
        path.write_text(content)
        return str(path)

    def people(self, rows: int, name: str = "people.csv", *, first: int = 0) -> str:
        """Write a file with people and return its path."""
        lines = (f"p{number}@firm{number % 7}.example\n" for number in range(first, first + rows))
        return self.write(name, "email\n" + "".join(lines))

    def companies(self, rows: int, name: str = "companies.csv") -> str:
        """Write a file with companies and return its path."""
        lines = (f"firm{number}.example\n" for number in range(rows))
        return self.write(name, "domain\n" + "".join(lines))


MakeClient = Callable[..., MoneyClient]


def _text(content: bytes | None) -> str:
    return (content or b"").decode(errors="replace")


def check_code(run: Run, code: int | Sequence[int] | None) -> Run:
    """Return the run. Fails if its exit code is not one of those that are right."""
    codes = [code] if isinstance(code, int) else code
    assert codes is None or run.code in codes, f"expected exit code {code}{run}"
    assert "Traceback" not in run.err, str(run)
    return run


def check_report(run: Run, charged: int | None = None) -> None:
    """Fail unless what a run reports is what it was charged (or `charged`), or at least that."""
    expected = run.charged if charged is None else charged
    assert run.report.covers(expected), f"charged {expected}, reported {run.report}{run}"
