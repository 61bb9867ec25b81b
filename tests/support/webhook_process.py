"""Run `lusha webhooks listen` as a process."""

import re
import signal
import subprocess
import sys

LUSHA = [sys.executable, "-m", "lusha_cli"]


class ListenProcess:
    """Run `lusha webhooks listen` as a process; `messages` holds its stderr."""

    def __init__(self, env: dict[str, str], *argv: str, stdout: int = subprocess.DEVNULL) -> None:
        self.process = subprocess.Popen(
            [*LUSHA, "webhooks", "listen", "--port", "0", *argv],
            env=env, stdout=stdout, stderr=subprocess.PIPE, text=True,
        )  # fmt: skip
        assert self.process.stderr is not None
        self.port, self.messages = 0, list[str]()
        while not self.port:
            line = self.process.stderr.readline()
            assert line, self.messages
            self.messages.append(line)
            match = re.search(r"http://127\.0\.0\.1:(\d+) ", line)
            self.port = int(match[1]) if match else 0

    def end(self, sent: signal.Signals) -> int:
        """Send a signal to the process and return its exit code."""
        self.process.send_signal(sent)
        assert self.process.stderr is not None
        self.messages += self.process.stderr.readlines()
        return self.process.wait(20)
