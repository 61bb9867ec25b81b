"""Let 16 processes begin at the same moment, and count what goes wrong.

Prints the rounds in which a process failed to create a private folder, and the most requests that
a server received within one second.

Run by hand: python tests/benchmarks/races.py [--rounds 100] [--processes 16]
"""

import argparse
import multiprocessing
import os
import subprocess
import sys
import tempfile
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from multiprocessing.synchronize import Barrier
from pathlib import Path
from typing import Any

from lusha_cli.storage.state_store import ensure_private_directory

USAGE = b'{"usage": {"credits": {"used": 0, "total": 9, "remaining": 9}}}'
PERSON = b'{"contact": {"error": null, "isCreditCharged": true, "data": {"personId": 1}}}'


def create(folders: list[Path], barrier: Barrier, failures: Any) -> None:
    """Create each folder at the same moment as the other processes."""
    for folder in folders:
        barrier.wait()
        try:
            ensure_private_directory(folder)
            if folder.stat().st_mode & 0o077:
                failures.put(f"{folder}: readable by others")
        except OSError as error:
            failures.put(f"{folder}: {error!r}")


def count_folder_failures(root: Path, *, rounds: int, processes: int) -> list[str]:
    """Return what went wrong when processes created the same nested folders."""
    context = multiprocessing.get_context("fork")
    folders = [root / str(number) / "a" / "b" / "c" for number in range(rounds)]
    barrier, failures = context.Barrier(processes), context.SimpleQueue()
    started = [
        context.Process(target=create, args=(folders, barrier, failures)) for _ in range(processes)
    ]
    for process in started:
        process.start()
    for process in started:
        process.join()
    messages = []
    while not failures.empty():
        messages.append(failures.get())
    return messages


class Handler(BaseHTTPRequestHandler):
    """Respond to lookups, and note when they arrive."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def do_GET(self) -> None:
        is_lookup = self.path.startswith("/v2/person")
        if is_lookup:
            self.server.times.append(time.monotonic())  # type: ignore[attr-defined]
        body = PERSON if is_lookup else USAGE
        self.send_response_only(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
        pass


class Server(ThreadingHTTPServer):
    """A server on a free port, and the times of the lookups that it received."""

    daemon_threads = True
    request_queue_size = 128

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.times: list[float] = []
        threading.Thread(target=self.serve_forever, daemon=True).start()

    def worst_second(self) -> int:
        """Return the largest number of lookups within a second."""
        times = sorted(self.times)
        return max(sum(t <= other < t + 1 for other in times) for t in times)


LOOKUPS = """
import sys
from lusha_cli.cli.main import main
for number in range(int(sys.argv[1])):
    code = main(["person", "get", f"p{number}@firm.example", "--yes", "--quiet", "--json"])
    if code not in (0, None):
        sys.exit(code)
"""


def look_up_together(folder: Path, *, processes: int, lookups: int) -> Server:
    """Return the server after processes that began together have looked people up."""
    server = Server()
    env = {key: value for key, value in os.environ.items() if not key.startswith("LUSHA_")}
    env |= {f"LUSHA_{name}_DIR": str(folder / name) for name in ("STATE", "CONFIG", "CACHE")}
    url = f"http://127.0.0.1:{server.server_address[1]}"
    env |= {"LUSHA_API_KEY": "any", "LUSHA_BASE_URL": url}
    command = [sys.executable, "-c", LOOKUPS, str(lookups)]
    started = [
        subprocess.Popen(command, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        for _ in range(processes)
    ]
    for process in started:
        errors = process.communicate()[1]
        assert process.returncode == 0, errors.decode()
    server.shutdown()
    server.server_close()
    return server


def main() -> None:
    """Print both counts."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--rounds", type=int, default=100)
    parser.add_argument("--processes", type=int, default=16)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        failures = count_folder_failures(
            Path(name), rounds=options.rounds, processes=options.processes
        )
        print(f"private folders: {len(failures)} failures in {options.rounds} rounds", flush=True)
        worst = []
        for number in range(options.rounds):
            folder = Path(name, f"round{number}")
            server = look_up_together(folder, processes=options.processes, lookups=4)
            worst.append(server.worst_second())
    print(f"lookups in the worst second of {options.rounds} rounds: {max(worst)}, allowed: 25")
    print(f"rounds with more: {sum(number > 25 for number in worst)}")


if __name__ == "__main__":
    main()
