"""Measure a search of several pages: its first row, the whole of it, and its memory.

`lusha sandbox serve` answers each request after a delay. `lusha contacts prospecting --limit` runs
beside two scripts of urllib that print the same pages as JSON lines: one page after the other, and
in threads. Each round runs all of them. Printed are the median seconds until the first row and
until the end, and their ratios to both scripts. Then comes the peak memory of `lusha` for few and
for many pages.

Run by hand: python tests/benchmarks/pages.py [--rounds 5] [--latency 300] [--pages 20]
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.benchmarks.soak import environment, served

SIZE = 100
FORMATS = ("jsonl", "csv", "json")
# The ID of the level entry: the sandbox has more than 90 pages of these people.
SENIORITY = "3"
FEW, MANY = 5, 90

SEARCH = ("contacts", "prospecting", "--seniority", SENIORITY, "--yes")

# Arguments: URL, pages, threads, body of the first page.
SCRIPT = """
import json, sys, urllib.request
from concurrent.futures import ThreadPoolExecutor
url, pages, threads, body = sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), json.loads(sys.argv[4])
def fetch(page):
    data = json.dumps({**body, "pagination": {**body["pagination"], "page": page}}).encode()
    headers = {"Content-Type": "application/json", "api_key": "benchmark"}
    request = urllib.request.Request(url, data, headers)
    with urllib.request.urlopen(request) as response:
        return json.load(response)["results"]
def show(results):
    print("\\n".join(map(json.dumps, results)), flush=True)
if threads == 1:
    for page in range(pages):
        show(fetch(page))
else:
    with ThreadPoolExecutor(threads) as pool:
        for results in pool.map(fetch, range(pages)):
            show(results)
"""


class Run(NamedTuple):
    """The seconds until the first byte and the end of a process, and its peak memory in MB."""

    first: float
    whole: float
    memory: float


def run(command: list[str], env: dict[str, str]) -> Run:
    """Run a process to its end."""
    began = time.perf_counter()
    process = subprocess.Popen(
        command, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, bufsize=0
    )
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.read(1)
    first = time.perf_counter() - began
    while process.stdout.read(1 << 16):
        pass
    error = process.stderr.read()
    # Only this reports the memory of one process.
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    whole = time.perf_counter() - began
    assert process.returncode == 0, error.decode()
    return Run(first, whole, usage.ru_maxrss / 1000)


def lusha(pages: int, output: str) -> list[str]:
    """Return the command for some pages in a format."""
    options = ("--limit", str(pages * SIZE), "-o", output)
    return [sys.executable, "-m", "lusha_cli", *SEARCH, *options]


def measure_time(url: str, env: dict[str, str], *, rounds: int, pages: int) -> None:
    """Print the times of each format and script, and the ratios."""
    dry_run = [*lusha(pages, "json"), "--dry-run"]
    request = json.loads(subprocess.run(dry_run, env=env, capture_output=True, check=True).stdout)
    path = request["url"].removeprefix(url)
    script = [sys.executable, "-c", SCRIPT, f"{url}{path}", str(pages)]
    body = json.dumps(request["body"])
    commands = {
        "one by one": [*script, "1", body],
        "in threads": [*script, "8", body],
        **{f"lusha {output}": lusha(pages, output) for output in FORMATS},
    }
    runs: dict[str, list[Run]] = {name: [] for name in commands}
    for _ in range(rounds):
        for name, command in commands.items():
            runs[name].append(run(command, env))
    print(f"{pages} pages, medians of {rounds} rounds, ratios to one by one and in threads")
    for name, done in runs.items():
        line = f"{name:<12}"
        for part in ("first", "whole"):
            times = [getattr(each, part) for each in done]
            ratios = [
                statistics.median(
                    mine / getattr(peer, part)
                    for mine, peer in zip(times, runs[script_name], strict=True)
                )
                for script_name in ("one by one", "in threads")
            ]
            line += f"  {part} {statistics.median(times):5.2f} s ({ratios[0]:.2f}, {ratios[1]:.2f})"
        print(line, flush=True)


def measure_memory(env: dict[str, str]) -> None:
    """Print the peak memory of each format for few and for many pages."""
    for output in FORMATS:
        few, many = (run(lusha(pages, output), env).memory for pages in (FEW, MANY))
        print(
            f"{output:<6} {FEW} pages {few:.0f} MB, {MANY} pages {many:.0f} MB, "
            f"{many - few:+.0f} MB",
            flush=True,
        )


def main() -> None:
    """Print the results."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--latency", type=int, default=300, help="milliseconds")
    parser.add_argument("--pages", type=int, default=20)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder, latency = Path(name), str(options.latency)
        with served(folder / "slow", "--latency", latency, "--credits", "1000000") as url:
            env = environment(folder / "client", url)
            measure_time(url, env, rounds=options.rounds, pages=options.pages)
        with served(folder / "fast", "--rps", "0", "--credits", "1000000") as url:
            measure_memory(environment(folder / "client", url))


if __name__ == "__main__":
    main()
