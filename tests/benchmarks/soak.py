"""Run long against a bad network and with many processes, using `lusha sandbox serve`.

Run by hand: python tests/benchmarks/soak.py [--rows 100000] [--processes 16] [--seconds 10]
"""

import argparse
import csv
import json
import os
import resource
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

FAULTS = "500:0.05,502:0.02,429:0.05,drop:0.03,cut:0.02,slow:0.01"
RPS = 25

# Single lookups in one process, each as a full command: exit codes and stderr.
LOOKUPS = """
import io, os, sys, time
from lusha_cli.cli.main import main
from lusha_cli.context.app_context import AppContext
from lusha_cli.context.environment import Environment
end, number, done = time.monotonic() + float(sys.argv[1]), int(sys.argv[2]), 0
while time.monotonic() < end:
    out, err = io.StringIO(), io.StringIO()
    context = AppContext(
        Environment(variables=os.environ, stdin=None, stdout=out, stderr=err)
    )
    email = f"p{number}-{done}@magic.example"
    code = main(["person", "get", email, "--json"], context)
    if code not in (0, 3):
        print("FAILED", code, err.getvalue(), flush=True)
    done += 1
print("DONE", done, flush=True)
"""


@contextmanager
def served(folder: Path, *options: str) -> Iterator[str]:
    """Start `lusha sandbox serve` in a separate process."""
    command = [sys.executable, "-m", "lusha_cli", "sandbox", "serve", "--port", "0", *options]
    process = subprocess.Popen(
        command, env=environment(folder, ""), stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    )
    assert process.stdout
    try:
        yield json.loads(process.stdout.readline())["url"]
    finally:
        process.terminate()
        process.wait()


def environment(folder: Path, url: str) -> dict[str, str]:
    """Return the environment of a process with separate folders."""
    return {
        **{k: v for k, v in os.environ.items() if not k.startswith(("LUSHA_", "COV"))},
        **({"LUSHA_BASE_URL": url, "LUSHA_API_KEY": "soak"} if url else {}),
        "LUSHA_STATE_DIR": str(folder / "state"),
        "LUSHA_CONFIG_DIR": str(folder / "config"),
        "LUSHA_CACHE_DIR": str(folder / "cache"),
    }


def ledger(url: str) -> Any:
    """Return the requests and charges of the sandbox."""
    with urllib.request.urlopen(f"{url}/__sandbox/ledger") as response:
        return json.load(response)


def memory_of(process: int) -> float:
    """Return the resident memory of a process in MB."""
    with open(f"/proc/{process}/statm") as file:
        return int(file.read().split()[1]) * resource.getpagesize() / 1e6


def people(rows: int) -> list[str]:
    """Return email addresses: people of the sandbox, then unknown ones."""
    command = [sys.executable, "-m", "lusha_cli", "sandbox", "people", "--limit", "20000", "--json"]
    listed = json.loads(subprocess.run(command, capture_output=True, check=True).stdout)
    matches = [person["email"] for person in listed]
    return [*matches, *(f"nobody{n}@firm{n % 997}.example" for n in range(rows))][:rows]


def long_run(folder: Path, rows: int) -> None:
    """Check that all rows are answered, none is charged twice, and memory stays flat."""
    source, out = folder / "in.csv", folder / "out.csv"
    source.write_text("email\n" + "".join(f"{email}\n" for email in people(rows)))
    options = ("--fault", FAULTS, "--credits", "100000000")
    with served(folder / "server", *options) as url:
        began = time.monotonic()
        command = [sys.executable, "-m", "lusha_cli", "person", "bulk", str(source), "--yes"]
        command += ["--out", str(out), "--max-wait", "3600"]
        process = subprocess.Popen(command, env=environment(folder / "client", url))
        sizes: list[float] = []

        def watch() -> None:
            while process.poll() is None:
                sizes.append(memory_of(process.pid))
                time.sleep(0.5)

        watcher = threading.Thread(target=watch)
        watcher.start()
        code = process.wait()
        watcher.join()
        seconds = time.monotonic() - began
        reported = ledger(url)
    with out.open(newline="") as file:
        statuses = Counter(row["lusha_status"] for row in csv.DictReader(file))
    entities = reported["entities"].values()
    twice = sum(entity["charged"] > 6 for entity in entities)
    again = sum(entity["asked"] - 1 for entity in entities)
    quarter = len(sizes) // 4
    early, late = max(sizes[quarter : 2 * quarter]), max(sizes[3 * quarter :])
    print(f"{rows:,} rows in {seconds:,.0f} s, exit code {code}: {dict(statuses)}")
    print(f"requests: {reported['requests']}, credits: {reported['totals']['credits']:,}")
    print(f"asked for again after a lost answer: {again:,}; paid twice: {twice}")
    print(f"memory: {early:.0f} MB in the second quarter, {late:.0f} MB in the last")
    assert sum(statuses.values()) == rows
    assert set(statuses) <= {"matched", "not_found"}
    assert twice == 0
    assert late < early * 1.1 + 5


def many_processes(folder: Path, processes: int, seconds: float) -> None:
    """Check that no 429 reaches a user and 90% of the limit is used."""
    with served(folder / "server", "--rps", str(RPS)) as url:
        env = environment(folder / "client", url)
        running = [
            subprocess.Popen(
                [sys.executable, "-c", LOOKUPS, str(seconds), str(number)],
                env=env, stdout=subprocess.PIPE, text=True,
            )
            for number in range(processes)
        ]  # fmt: skip
        lines = [line for item in running for line in item.communicate()[0].splitlines()]
        requested = ledger(url)["requests"]["person get"]
    done = sum(int(line.split()[1]) for line in lines if line.startswith("DONE"))
    failed = [line for line in lines if line.startswith("FAILED")]
    share = done / seconds / RPS
    print(f"{processes} processes: {done} lookups in {seconds:.0f} s, {share:.0%} of the limit")
    print(f"refused with 429 and asked again: {requested - done}; failed: {len(failed)}")
    assert not failed, failed[0]
    assert share >= 0.9


def main() -> None:
    """Print the results and stop at the first failure."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--processes", type=int, default=16)
    parser.add_argument("--seconds", type=float, default=10)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        many_processes(Path(folder) / "many", options.processes, options.seconds)
    with tempfile.TemporaryDirectory() as folder:
        long_run(Path(folder), options.rows)


if __name__ == "__main__":
    main()
