"""Measure the time and memory of `lusha privacy forget` of one person in a large run journal.

The journal is written by the project's own writer, with compressed values, and has responses that
differ as much as real ones. Prints also the size of the journal and the rows that were changed.

Run by hand: python tests/benchmarks/forget.py [--rows 10000 1000000]
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from contextlib import closing
from pathlib import Path

from lusha_cli.bulk.run.journal import Journal
from tests.benchmarks.bulk import respond

BATCH = 100
AT = "2026-11-01T10:00:00+00:00"


def email_of(number: int) -> str:
    """Return the email of a row, from 0."""
    return f"person.{number}@firm{number % 5000}.example"


def write_journal(file: Path, rows: int) -> None:
    """Write the journal of a finished V2 run with this number of rows."""
    with closing(Journal(file, size=BATCH)) as journal:
        for number in range(rows):
            email = email_of(number)
            cells = {"email": email, "Company": f"Firm {number % 5000}", "Note": f"row {number}"}
            journal.add_row(cells, {"email": email})
        journal.finish_planning(
            kind="person", options={}, source="people.csv", started=AT, finished=AT, output={}
        )
        journal.database.execute("PRAGMA synchronous = OFF")
        for batch in journal.pending_batches():
            contacts = [{"contactId": id_, **payload} for id_, payload in batch.items]
            items, companies = zip(*map(respond, contacts), strict=True)
            text = f'{{"contacts":{{{",".join(items)}}},"companies":{{{",".join(companies)}}}}}'
            journal.record_answer(batch, received_at=AT, body=json.loads(text),
                                  text=text.encode(), charge=(BATCH, True))  # fmt: skip
            journal.mark_answered(batch.number)


def measure(folder: Path, who: str) -> tuple[float, float, int, str]:
    """Forget a person; return the seconds, CPU seconds, the largest memory in MB and the output."""
    environment = {**os.environ, "LUSHA_STATE_DIR": str(folder), "LUSHA_API_KEY": "k" * 20}
    command = [sys.executable, "-m", "lusha_cli", "privacy", "forget", who, "--yes"]
    started = time.monotonic()
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        output = process.stdout.read()
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    assert process.returncode == 0, process.returncode
    seconds, cpu = time.monotonic() - started, usage.ru_utime + usage.ru_stime
    return seconds, cpu, usage.ru_maxrss // 1024, output


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, nargs="+", default=[10_000, 1_000_000])
    parser.add_argument("--folder", help="folder of the journals [a temporary one]")
    options = parser.parse_args()
    for rows in options.rows:
        with tempfile.TemporaryDirectory(dir=options.folder) as folder:
            runs = Path(folder, "runs")
            runs.mkdir(mode=0o700)
            file = runs / "0123456789ab.db"
            started = time.monotonic()
            write_journal(file, rows)
            written, size = time.monotonic() - started, file.stat().st_size >> 20
            who = email_of(rows // 2)
            seconds, cpu, memory, output = measure(Path(folder), who)
            print(f"{rows:,} rows, {size:,} MB, written in {written:.0f} s: "
                  f"forgotten in {seconds:.1f} s, {cpu:.1f} s of CPU, {memory} MB")  # fmt: skip
            print(output)


if __name__ == "__main__":
    main()
