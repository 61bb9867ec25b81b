"""Measure the cost of a row in a bulk run, against a server that answers from memory.

Prints CPU time, memory and disk use. With --baseline, the CPU times of pairs of runs, one of them
of another checkout.

Run by hand: python tests/benchmarks/bulk.py [--rows 10000 100000] [--million] [--cache 30d]
    [--baseline PATH]
"""

import argparse
import json
import multiprocessing
import os
import random
import signal
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, NamedTuple

from lusha_cli.bulk.run.journal_database import JournalDatabase

ROOT = Path(__file__).parents[2]
# People differ as much as real ones: what is stored of them must not compress better.
FIRST_NAMES = ("Ada", "Blaise", "Chandra", "Dorothea", "Emil", "Fatima", "Gustav", "Hedwig")
SYLLABLES = ("ba", "dor", "ke", "lin", "mo", "nar", "pe", "ri", "sen", "ton", "ul", "vas", "wi")
TITLES = ("Partner", "Account Executive", "Head of Data", "Sales Director", "Software Engineer",
          "VP Marketing", "Recruiter", "Financial Controller", "Product Manager")  # fmt: skip
PLACES = (("London", "England", "United Kingdom", "GB"), ("Austin", "Texas", "United States", "US"),
          ("Munich", "Bavaria", "Germany", "DE"), ("Lyon", "Rhone", "France", "FR"))  # fmt: skip
KINDS, GRADES, LEVELS = (
    ("mobile", "direct", "phone"),
    ("A+", "A", "B"),
    ("Senior", "Entry", "Director"),
)
DEPARTMENTS = ("Legal", "Sales", "Finance", "Marketing", "Engineering & Technical")
ITEM = (
    '"%s":{"error":null,"isCreditCharged":true,"data":{"personId":%d,"companyId":%d,'
    '"firstName":"%s","lastName":"%s","fullName":"%s %s","emailAddresses":[{"email":"%s",'
    '"emailType":"work","emailConfidence":"%s","updateDate":"2026-%02d-%02d"}],"phoneNumbers":['
    '{"number":"+1 %03d 555 %04d","phoneType":"%s","doNotCall":false,"updateDate":"2025-%02d-%02d"}'
    '],"jobTitle":{"title":"%s","seniority":"%s","departments":["%s"]},"location":{"city":"%s",'
    '"state":"%s","country":"%s","continent":"Europe","country_iso2":"%s","is_eu_contact":false},'
    '"socialLinks":{"linkedin":"https://www.linkedin.com/in/%s-%s-%07x"}}}'
)
COMPANY = '"%d":{"name":"%s Group","companySize":[11,50],"domain":"%s.example"}'
USAGE = b'{"usage": {"used": 0, "total": 90000000, "remaining": 90000000}}'

ONE_BY_ONE = """
import csv, requests, sys
session = requests.Session()
with open(sys.argv[1]) as source, open(sys.argv[2], "w", newline="") as out:
    writer = None
    for row in csv.DictReader(source):
        body = {"contacts": [{"contactId": "1", "email": row["email"]}]}
        answer = session.post(sys.argv[3] + "/v2/person", json=body).json()
        data = answer["contacts"]["1"]["data"]
        row.update(name=data["fullName"], phone=data["phoneNumbers"][0]["number"])
        writer = writer or csv.DictWriter(out, row)
        writer.writerow(row)
"""
IN_BATCHES = """
import csv, requests, sys
from itertools import islice
session = requests.Session()
with open(sys.argv[1]) as source, open(sys.argv[2], "w", newline="") as out:
    rows, writer = csv.DictReader(source), None
    while batch := list(islice(rows, 100)):
        people = [{"contactId": str(n), "email": row["email"]} for n, row in enumerate(batch)]
        body = {"contacts": people}
        answer = session.post(sys.argv[3] + "/v2/person", json=body).json()["contacts"]
        for number, row in enumerate(batch):
            data = answer[str(number)]["data"]
            row.update(name=data["fullName"], phone=data["phoneNumbers"][0]["number"])
            writer = writer or csv.DictWriter(out, row)
            writer.writerow(row)
"""


class Cost(NamedTuple):
    """Seconds, CPU seconds and peak memory in MB of one process."""

    seconds: float
    cpu: float
    memory: float


def draw_name(draw: random.Random) -> tuple[str, str]:
    """Draw a first and a last name."""
    last = "".join(draw.choice(SYLLABLES) for _ in range(3)).capitalize()
    return draw.choice(FIRST_NAMES), last


def respond(contact: dict[str, Any]) -> tuple[str, str]:
    """Return a contact and its company; the same for each email, with the name of its row."""
    source = random.Random(contact["email"])
    first, last = draw_name(source)
    draw = source.random

    def pick(values: tuple[Any, ...]) -> Any:
        return values[int(draw() * len(values))]

    domain = contact["email"].partition("@")[2]
    firm = domain.partition(".")[0]
    company_id = 30_000_000 + int(firm[4:])
    item = ITEM % (
        contact["contactId"], 4_100_000_000 + int(draw() * 1e9), company_id, first, last, first,
        last, contact["email"], pick(GRADES), 1 + int(draw() * 12), 1 + int(draw() * 28),
        200 + int(draw() * 800), int(draw() * 10_000), pick(KINDS), 1 + int(draw() * 12),
        1 + int(draw() * 28), pick(TITLES), pick(LEVELS), pick(DEPARTMENTS), *pick(PLACES),
        first.lower(), last.lower(), int(draw() * 16**7),
    )  # fmt: skip
    return item, COMPANY % (company_id, firm, firm)


class Handler(BaseHTTPRequestHandler):
    """Respond to every contact from memory."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def do_GET(self) -> None:
        self._send(USAGE)

    def do_POST(self) -> None:
        contacts = json.loads(self.rfile.read(int(self.headers["Content-Length"])))["contacts"]
        items, companies = zip(*map(respond, contacts), strict=True)
        self._send(
            f'{{"contacts":{{{",".join(items)}}},"companies":{{{",".join(companies)}}}}}'.encode()
        )

    def _send(self, body: bytes) -> None:
        self.send_response_only(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
        pass


def serve(ready: Any) -> None:
    """Serve until killed, and print the URL."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    ready.send(server.server_address[1])
    server.serve_forever()


@contextmanager
def served() -> Iterator[str]:
    """Start a server in a separate process."""
    ours, theirs = multiprocessing.Pipe()
    process = multiprocessing.Process(target=serve, args=(theirs,), daemon=True)
    process.start()
    try:
        yield f"http://127.0.0.1:{ours.recv()}"
    finally:
        process.kill()


def run(command: list[str], env: dict[str, str]) -> Cost:
    """Run a command to its end."""
    began = time.monotonic()
    # In the root folder: Python finds a package in the current folder before that of PYTHONPATH.
    process = subprocess.Popen(command, env={"PYTHONPATH": str(ROOT), **env}, cwd="/")
    _, status, usage = os.wait4(process.pid, 0)
    assert status == 0, command
    peak = usage.ru_maxrss / (1024 if sys.platform != "darwin" else 1024 * 1024)
    return Cost(time.monotonic() - began, usage.ru_utime + usage.ru_stime, peak)


def size_of_values(file: Path) -> int:
    """Return the bytes of the values of a journal before compression."""
    with closing(JournalDatabase(file)) as database:
        return sum(
            len(database.text(value))
            for table, column in (("chunks", "rows"), ("batches", "payloads"), ("answers", "body"))
            for (value,) in database.execute(f"SELECT {column} FROM {table}")
            if value is not None
        )


class DiskUse:
    """The bytes of the journals and the cache in a folder, and of their longest logs."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._is_running = True
        self._log = 0
        self._thread = threading.Thread(target=self._watch)

    def __enter__(self) -> "DiskUse":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._is_running = False
        self._thread.join()

    def _watch(self) -> None:
        while self._is_running:
            self._log = max(self._log, self._size("*.db-wal"))
            time.sleep(0.02)

    def _size(self, pattern: str) -> int:
        total = 0
        for file in self._folder.rglob(pattern):
            with suppress(FileNotFoundError):
                total += file.stat().st_size
        return total

    def print(self, rows: int) -> None:
        """Print the sizes."""
        journal, cache = self._size("runs/*.db"), self._size("state/cache.db")
        cached = f"with the cache: {(journal + cache) / rows:.0f}; " if cache else ""
        share = (journal + cache) / sum(map(size_of_values, self._folder.rglob("runs/*.db")))
        print(
            f"journal: {journal / 1e6:,.1f} MB, {journal / rows:.0f} bytes per row; {cached}"
            f"{share:.1%} of the values before compression; "
            f"longest write-ahead log: {self._log / 1e6:.1f} MB"
        )


def environment(folder: Path, url: str, *, cache: str = "off") -> dict[str, str]:
    """Return the environment of a client with separate folders."""
    return {
        "LUSHA_CACHE": cache,
        **{k: v for k, v in os.environ.items() if not k.startswith(("LUSHA_", "COV"))},
        "LUSHA_BASE_URL": url,
        "LUSHA_API_KEY": "any",
        "LUSHA_STATE_DIR": str(folder / "state"),
        "LUSHA_CONFIG_DIR": str(folder / "config"),
        "LUSHA_CACHE_DIR": str(folder / "cache"),
    }


def write_input(path: Path, rows: int) -> None:
    """Write a CSV file with a number of people."""
    with path.open("w") as file:
        file.write("email,first name,last name,company,note\n")
        for number in range(rows):
            company = f"firm{number % 9999}"
            email = f"p{number}@{company}.example"
            first, last = draw_name(random.Random(email))
            file.write(f"{email},{first},{last},{company},note {number}\n")


def lusha(source: Path, out: Path) -> list[str]:
    """Return the command line that enriches a file."""
    start = [sys.executable, "-m", "lusha_cli", "person", "bulk", str(source)]
    return [*start, "--yes", "--quiet", "--out", str(out)]


def format_result(name: str, rows: int, cost: Cost, *, against: float | None = None) -> None:
    """Format one line of the results."""
    each = cost.cpu / rows * 1e6
    ratio = "" if against is None else f"  {each / against:5.2f} x lusha's CPU"
    print(
        f"{name:<28} {rows:>9,} rows {rows / cost.seconds:>9,.0f} rows/s {each:>7.1f} us CPU/row "
        f"{cost.memory:>6.0f} MB{ratio}"
    )


def resume(folder: Path, url: str, rows: int) -> None:
    """Measure how soon a run that is 99% complete sends its first request."""
    source, out = folder / "in.csv", folder / "out.csv"
    env = environment(folder / "resumed", url)
    maximum = rows // 100 * 99 // 100 * (600 + 4)
    write_input(source, rows)
    subprocess.run([*lusha(source, out), "--max-credits", str(maximum)], env=env, check=False,
                   stderr=subprocess.DEVNULL)  # fmt: skip
    [journal] = (folder / "resumed" / "state" / "runs").glob("*.db")
    before = _answers(journal)
    began = time.monotonic()
    process = subprocess.Popen(lusha(source, out), env=env)
    while _answers(journal) == before and process.poll() is None:
        time.sleep(0.02)
    print(
        f"resuming {rows:,} rows, {before:,} requests answered: the next answer after "
        f"{time.monotonic() - began:.2f} s"
    )
    process.send_signal(signal.SIGKILL)
    process.wait()


def _answers(journal: Path) -> int:
    with sqlite3.connect(journal) as db:
        return int(db.execute("SELECT count(*) FROM answers").fetchone()[0])


def compare(baseline: Path, rows: int, pairs: int) -> None:
    """Print the CPU seconds of pairs of runs of both checkouts, and the median of their ratios."""
    ratios = []
    for pair in range(pairs):
        seconds = {}
        # Alternate the order, so that a machine that slows down favours neither.
        for checkout in [baseline, ROOT][:: 1 if pair % 2 else -1]:
            with served() as url, tempfile.TemporaryDirectory() as name:
                folder = Path(name)
                source, out = folder / "in.csv", folder / "out.csv"
                write_input(source, rows)
                env = {**environment(folder, url), "PYTHONPATH": str(checkout)}
                with DiskUse(folder) as disk:
                    seconds[checkout] = run(lusha(source, out), env).cpu
                disk.print(rows)
        ratios.append(seconds[ROOT] / seconds[baseline])
        before, now = (seconds[checkout] / rows * 1e6 for checkout in (baseline, ROOT))
        print(f"baseline {before:.1f} us CPU/row, here {now:.1f}, ratio {ratios[-1]:.3f}")
    print(f"{rows:,} rows, median ratio of {pairs} pairs: {statistics.median(ratios):.3f}")


def main() -> None:
    """Print the costs."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--rows", type=int, nargs="+", default=[10_000, 100_000])
    parser.add_argument("--million", action="store_true")
    parser.add_argument("--cache", default="off", help="age of cached results, such as 30d")
    parser.add_argument("--baseline", type=Path, help="another checkout")
    parser.add_argument("--pairs", type=int, default=5)
    options = parser.parse_args()
    if options.baseline:
        compare(options.baseline.resolve(), options.rows[0], options.pairs)
        return
    sizes = [*options.rows, *([1_000_000] if options.million else [])]
    with served() as url, tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        source, out = folder / "in.csv", folder / "out.csv"
        peaks: list[float] = []
        each = 0.0
        for rows in sizes:
            write_input(source, rows)
            with DiskUse(folder / str(rows)) as disk:
                env = environment(folder / str(rows), url, cache=options.cache)
                cost = run(lusha(source, out), env)
            each, peaks = cost.cpu / rows * 1e6, [*peaks, cost.memory]
            format_result("lusha person bulk", rows, cost)
            disk.print(rows)
        print(f"memory: {peaks[-1] / peaks[0]:.2f} times that of the smallest")
        for label, script, rows in (("a row a request", ONE_BY_ONE, 1_000),
                                    ("100 rows, one at a time", IN_BATCHES, 10_000)):  # fmt: skip
            write_input(source, rows)
            command = [sys.executable, "-c", script, str(source), str(out), url]
            format_result(label, rows, run(command, dict(os.environ)), against=each)
        resume(folder, url, sizes[-1])


if __name__ == "__main__":
    main()
