"""Run and read a real terminal of a fixed size: tmux."""

import os
import re
import shlex
import shutil
import subprocess
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

WIDTHS = (60, 80, 120, 200)

# CI has it installed; skipping the test there would hide a failure.
NEEDS_TMUX = pytest.mark.skipif(
    not shutil.which("tmux") and os.environ.get("CI") != "true", reason="needs tmux"
)


class Tmux:
    """A separate tmux server with a session per size."""

    def __init__(self, folder: Path, *, env: Mapping[str, str]) -> None:
        self.socket = folder / "tmux"
        self.env = dict(env)
        self._ended = 0

    def open(self, name: str, *, width: int, height: int) -> None:
        """Open a session with one idle pane."""
        size = ("-x", str(width), "-y", str(height))
        self.execute("-f", "/dev/null", "new-session", "-d", "-s", name, *size, "sleep 600")

    def run(self, names: Sequence[str], line: str, **env: str) -> None:
        """Run a command line in several sessions at once and wait until all have ended."""
        waits = [self.start(name, line, **env) for name in names]
        for wait in waits:
            self.wait(wait)

    def start(self, name: str, line: str, **env: str) -> str:
        """Run a command line on an empty screen; return the token for `wait`."""
        self._ended += 1
        wait = f"ended-{self._ended}"
        reported = f"tmux -S {shlex.quote(str(self.socket))} wait-for -S {wait}"
        script = f"unset TMUX TMUX_PANE; {line}; {reported}; sleep 600"
        options = [part for pair in {**self.env, **env}.items() for part in ("-e", "=".join(pair))]
        self.execute("respawn-pane", "-k", "-t", name, *options, "sh", "-c", script)
        return wait

    def wait(self, wait: str) -> None:
        """Wait for the end of a started command."""
        self.execute("wait-for", wait)

    def type(self, name: str, *keys: str) -> None:
        """Press keys."""
        self.execute("send-keys", "-t", name, *keys)

    def screen(self, name: str, *, colors: bool = False) -> str:
        """Return the text of the screen without trailing empty lines."""
        options = ("-e",) if colors else ()
        return self.execute("capture-pane", "-p", *options, "-t", name).rstrip("\n") + "\n"

    def screen_with(self, name: str, pattern: str, *, seconds: float = 20) -> str:
        """Return the screen once it matches `pattern`."""
        until = time.monotonic() + seconds
        while True:
            screen = self.screen(name)
            if re.search(pattern, screen):
                return screen
            assert time.monotonic() < until, f"never seen: {pattern}\n{screen}"
            time.sleep(0.02)

    def close(self) -> None:
        """Stop everything that runs in the server."""
        self.execute("kill-server")

    def execute(self, *arguments: str) -> str:
        done = subprocess.run(
            ["tmux", "-u", "-S", str(self.socket), *arguments],
            env=self.env, capture_output=True, text=True, timeout=60,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        return done.stdout
