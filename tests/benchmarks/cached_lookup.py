"""Measure a single lookup that is served from the cache against `import typer`; run by hand.

    python tests/benchmarks/cached_lookup.py [--pairs 15]

Each pair runs both in turn, in processes of the present environment. Printed are the medians of
the time and of the CPU time, and of their ratios. It exits with 1 where the ratio of CPU time is
over 1.3. On a machine that is busy otherwise, only the CPU time says something.
"""

import argparse
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
ADA = "ada.byrne@analytical-engines.example"
LOOKUP = ["-m", "lusha_cli", "person", "get", ADA, "--cache", "30d", "--json", "--sandbox"]
TYPER = ["-c", "import typer"]
MAX_RATIO = 1.3


def run(arguments: list[str], env: dict[str, str]) -> tuple[float, float]:
    """Return the seconds and the CPU seconds of a process."""
    before, started = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    subprocess.run(
        [sys.executable, *arguments], env=env, cwd=ROOT, check=True, stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    after, ended = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return ended - started, cpu


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pairs", type=int, default=15)
    pairs = parser.parse_args().pairs
    with tempfile.TemporaryDirectory() as folder:
        env = {
            **os.environ,
            "LUSHA_YES": "1",
            **{f"LUSHA_{name}_DIR": f"{folder}/{name}" for name in ("CONFIG", "STATE", "CACHE")},
        }
        run(LOOKUP, env)
        run(LOOKUP, env)
        run(TYPER, env)
        times = [(run(LOOKUP, env), run(TYPER, env)) for _ in range(pairs)]
    for place, name in enumerate(("time", "CPU time")):
        ours = statistics.median(mine[place] for mine, _ in times)
        floor = statistics.median(theirs[place] for _, theirs in times)
        ratio = statistics.median(mine[place] / theirs[place] for mine, theirs in times)
        print(f"{name:<9} {1000 * ours:6.1f} ms, typer {1000 * floor:6.1f} ms: {ratio:.2f}")
    return int(ratio > MAX_RATIO)


if __name__ == "__main__":
    raise SystemExit(main())
