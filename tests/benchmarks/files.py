"""Compare the cost of importing a plain csv file between this checkout and another one.

Run by hand: python tests/benchmarks/files.py --baseline PATH [--rows 1000000] [--pairs 5]
"""

import argparse
import os
import statistics
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parents[2]


def write_input(path: Path, rows: int) -> None:
    """Write a plain csv file of people."""
    with path.open("w") as file:
        file.write("email,first name,last name,company,note\n")
        for number in range(rows):
            company = f"firm{number % 9999}"
            file.write(f"p{number}@{company}.example,Ada,Byrne{number},{company},note {number}\n")


def cpu_seconds(checkout: Path, source: Path, folder: Path) -> float:
    """Import a file in a dry run of a checkout; return the CPU seconds."""
    env = {key: value for key, value in os.environ.items() if not key.startswith("LUSHA_")}
    env |= {"PYTHONPATH": str(checkout), "LUSHA_API_KEY": "any", "LUSHA_SANDBOX": "1"}
    env |= {f"LUSHA_{name}_DIR": str(folder / name) for name in ("STATE", "CONFIG", "CACHE")}
    argv = [sys.executable, "-m", "lusha_cli", "person", "bulk", str(source), "--dry-run"]
    with (folder / "output").open("wb") as output:
        process = os.posix_spawn(
            sys.executable, argv, env,
            file_actions=[(os.POSIX_SPAWN_DUP2, output.fileno(), 1),
                          (os.POSIX_SPAWN_DUP2, output.fileno(), 2)],
        )  # fmt: skip
        _, status, usage = os.wait4(process, 0)
    if status:
        sys.exit(f"{checkout}: {(folder / 'output').read_text()[-2000:]}")
    return usage.ru_utime + usage.ru_stime


def main() -> None:
    """Print the CPU seconds of each pair of runs, and the median of their ratios."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--baseline", type=Path, required=True, help="the other checkout")
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--pairs", type=int, default=5)
    options = parser.parse_args()
    ratios = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        source = folder / "in.csv"
        write_input(source, options.rows)
        os.chdir(folder)
        for pair in range(options.pairs):
            began = time.monotonic()
            # Alternate the order, so that a machine that slows down favours neither.
            checkouts = [options.baseline.resolve(), ROOT][:: 1 if pair % 2 else -1]
            seconds = {checkout: cpu_seconds(checkout, source, folder) for checkout in checkouts}
            before, now = seconds[options.baseline.resolve()], seconds[ROOT]
            ratios.append(now / before)
            print(f"baseline {before:6.2f} s, this checkout {now:6.2f} s, ratio {ratios[-1]:.3f} "
                  f"({time.monotonic() - began:.0f} s)", flush=True)  # fmt: skip
    print(f"{options.rows:,} rows, median ratio of {options.pairs} pairs: "
          f"{statistics.median(ratios):.3f}")  # fmt: skip


if __name__ == "__main__":
    main()
