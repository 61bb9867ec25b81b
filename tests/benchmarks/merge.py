"""Measure the time and memory of `lusha merge` with two large files in different orders.

Run by hand: python tests/benchmarks/merge.py [--rows 10000 100000 1000000]

Half of the people are in both files: half of these share an email, and half a LinkedIn profile.
"""

import argparse
import csv
import os
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path


def write_files(folder: Path, rows: int) -> tuple[Path, Path]:
    """Write a CRM export and an export of an enricher, each with this number of rows."""
    crm, enriched = folder / "crm.csv", folder / "enriched.csv"
    with crm.open("w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["Name", "Email", "LinkedIn", "Company", "Job Title", "Phone", "City"])
        for n in range(rows):
            profile = f"https://www.linkedin.com/in/person-{n}"
            writer.writerow([f"Ada Byrne {n}", f"ada.{n}@company-{n % 1000}.example", profile,
                             f"Company {n % 1000}", "Engineer", "", "London"])  # fmt: skip
    numbers = list(range(rows // 2, rows // 2 + rows))
    random.Random(7).shuffle(numbers)
    with enriched.open("w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["Work Email", "LinkedIn URL", "Title", "Mobile", "Country", "Industry"])
        for n in numbers:
            email = f"ADA.{n}@company-{n % 1000}.example" if n % 2 else ""
            profile = "" if n % 2 else f"linkedin.com/in/person-{n}"
            title = "Engineer" if n % 10 else "Director"
            writer.writerow([email, profile, title, f"+1344555{n % 10000:04}", "United Kingdom",
                             "Software"])  # fmt: skip
    return crm, enriched


def measure(*arguments: str) -> tuple[float, int]:
    """Run `lusha`; return its seconds and its largest resident memory in MB."""
    started = time.monotonic()
    process = subprocess.Popen([sys.executable, "-m", "lusha_cli", *arguments, "--quiet"])
    _, status, usage = os.wait4(process.pid, 0)
    assert status == 0, status
    return time.monotonic() - started, usage.ru_maxrss // 1024


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, nargs="+", default=[10_000, 100_000, 1_000_000])
    parser.add_argument("--out", default="csv", help="format of the output [csv]")
    options = parser.parse_args()
    print("rows of each file   seconds   us per row   MB")
    for rows in options.rows:
        with tempfile.TemporaryDirectory() as folder:
            files = write_files(Path(folder), rows)
            out = Path(folder) / f"merged.{options.out}"
            seconds, memory = measure("merge", *map(str, files), "--out", str(out))
            if options.out == "csv":
                with out.open() as file:
                    assert sum(1 for _ in file) == rows + rows // 2 + 1
            print(f"{rows:17,}   {seconds:7.1f}   {seconds / rows / 2 * 1e6:10.1f}   {memory:2}")


if __name__ == "__main__":
    main()
