"""Look for charges that are wrong, at scale: kills, faults, caps and price lists by chance.

Run by hand: python tests/benchmarks/money.py [--kills 200] [--rows 100000] [--calls 300]
[--seed 1]. It prints a table of violations, all of which have to be 0, and each case behind them
with --verbose.
"""

import argparse
import csv
import io
import random
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.money.client import MoneyClient, Run
from tests.money.fake_api import FakeApi, Fault
from tests.money.ledger import Entry, Ledger
from tests.money.paid_commands import PAID
from tests.money.vendor_rules import DEARER_PRICES, LIVE_PRICES, Rules

VIOLATIONS = (
    "caps crossed",
    "estimates below charge",
    "reported below charge",
    "paid and not delivered",
    "sent twice",
    "ended with a traceback",
)
V3 = ("--api-version", "v3")
JOBS = 4
HOUR = 3600.0
SIGNALS = (
    *[signal.SIGKILL] * 4, signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT, signal.SIGINT,
)  # fmt: skip
# Options of the run that is killed, options of the run after it, rules of the API.
MODES: dict[str, tuple[tuple[str, ...], tuple[str, ...], dict[str, Any]]] = {
    "plain v2": ((), (), {}),
    "plain v3": (V3, V3, {}),
    "sample": ((*V3, "--sample", "450"), V3, {}),
    "smart": ((*V3, "--smart"), (*V3, "--smart"), {}),
    "signals": ((*V3, "--signal", "promotion"), (*V3, "--signal", "promotion"), {}),
    "retry": ((*V3, "--retry-status", "error"), (*V3, "--retry-status", "error"), {}),
    "crossing": ((), (), {"v2_retires_at": 3}),
}


class Tally:
    """Cases and violations by kind of check."""

    def __init__(self, *, verbose: bool) -> None:
        self.cases: Counter[str] = Counter()
        self.found: dict[str, Counter[str]] = {}
        self._verbose = verbose

    def case(self, check: str) -> None:
        """Count a case."""
        self.cases[check] += 1
        self.found.setdefault(check, Counter())

    def add(self, check: str, violation: str, number: int, evidence: object) -> None:
        """Count violations, and print the evidence if that is wanted."""
        if number > 0:
            self.found[check][violation] += number
            if self._verbose:
                print(f"\n=== {check}: {number:,} {violation}\n{evidence}\n", flush=True)

    def print_table(self) -> None:
        """Print a row for each kind of check."""
        print(f"\n{'check':<24} {'cases':>7}  " + "  ".join(VIOLATIONS))
        for check, cases in self.cases.items():
            numbers = (f"{self.found[check][v]:>{len(v)},}" for v in VIOLATIONS)
            print(f"{check:<24} {cases:>7,}  " + "  ".join(numbers))
        print(f"violations: {sum(counts.total() for counts in self.found.values()):,}")


@contextmanager
def client(rules: Rules | None = None) -> Iterator[MoneyClient]:
    """Start a fake API, and a CLI that reaches it with folders of its own."""
    api = FakeApi(rules)
    with tempfile.TemporaryDirectory() as folder:
        try:
            yield MoneyClient(Path(folder), api)
        finally:
            api.close()


def delivered(text: str) -> set[str]:
    """Return whose rows have data."""
    rows = csv.DictReader(io.StringIO(text))
    return {row["email"] for row in rows if row.get("lusha_status") == "matched"}


def check_runs(tally: Tally, check: str, api: FakeApi, runs: list[Run], doubtful: int) -> None:
    """Count what is wrong after the last of several runs of one file.

    `doubtful` is how many of the last responses a client that was killed may not have stored.
    """
    last, ledger = runs[-1], api.ledger
    evidence = f"{''.join(map(str, runs))}\n--- whole ledger\n{ledger}"
    report = last.report
    if not report.covers(ledger.charged):
        tally.add(check, "reported below charge", ledger.charged - (report.credits or 0), evidence)
    tally.add(check, "sent twice", len(ledger.sent_twice()), evidence)
    tally.add(check, "ended with a traceback", sum("Traceback" in r.err for r in runs), evidence)
    tally.add(check, "paid and not delivered", len(_lost(runs, doubtful)), evidence)


def _lost(runs: list[Run], doubtful: int) -> set[str]:
    """Return whose data was charged and answered, and isn't in the output of the last run."""
    answered: list[Entry] = []
    for run in runs:
        last_steps = (e for e in run.ledger if e.operation not in ("contacts search",))
        entries = [e for e in last_steps if e.credits and e.answered and "fault" not in str(e)]
        entries.sort(key=lambda entry: entry.answered or 0)
        was_killed = run is not runs[-1]
        answered += entries[: max(0, len(entries) - doubtful)] if was_killed else entries
    people = {person for entry in answered for person in entry.people if "@" in person}
    return people - delivered(runs[-1].out)


def random_kills(tally: Tally, kills: int, chance: random.Random) -> None:
    """Kill runs at random events of the server, and run them again."""
    for number in range(kills):
        mode = list(MODES)[number % len(MODES)]
        options, after, rules = MODES[mode]
        check = f"kills, {mode}"
        tally.case(check)
        with client(Rules(**rules)) as cli:
            people = cli.people(700)
            command = ("person", "bulk", people, "--yes")
            if mode == "retry":
                # A first run leaves rows in error, and the retry of them is killed.
                fault = Fault("contacts search-and-enrich", "status", (2, 4, 6), status=400)
                cli.api.faults.append(fault)
                cli.process(*command, *V3)
                cli.api.faults.clear()
                most = 3
            else:
                most = 7
            cli.api.delay = chance.choice((0, 0.005, 0.03))
            event = chance.choice(("received", "received", "charged", "charged", "answered"))
            if mode == "plain v3" and chance.random() < 0.3:
                event = "output"
            killed = cli.killed(
                *command, *options, "--jobs", str(chance.choice((1, 2, JOBS))),
                event=event, number=chance.randint(1, most), kill=chance.choice(SIGNALS),
            )  # fmt: skip
            cli.api.delay = 0
            again = cli.process(*command, *after)
            # A request with signals has two responses, which are stored together.
            doubtful = JOBS * (2 if mode == "signals" else 1)
            check_runs(tally, check, cli.api, [killed, again], doubtful)


def random_fault(chance: random.Random) -> Fault | None:
    """Return a fault of a bad network, or mostly none."""
    kinds: tuple[tuple[float, Fault], ...] = (
        (0.03, Fault("*", "status", None, status=500)),
        (0.02, Fault("*", "status", None, status=429, headers=(("Retry-After", "0"),))),
        (0.02, Fault("*", "drop", None)),
        (0.02, Fault("*", "drop", None, after_charge=True)),
        (0.02, Fault("*", "cut", None, after_charge=True)),
        (0.01, Fault("*", "invalid_json", None)),
        (0.01, Fault("*", "status", None, after_charge=True, status=504)),
        (0.02, Fault("*", "missing", None)),
        (0.02, Fault("*", "extra", None)),
    )
    drawn = chance.random()
    for share, fault in kinds:
        drawn -= share
        if drawn < 0:
            return fault
    return None


def long_run(tally: Tally, rows: int, version: str, chance: random.Random) -> None:
    """Run a long file with random faults, then once more for the rows that are left."""
    check = f"{rows:,} rows, {version}"
    tally.case(check)
    with client() as cli:
        cli.api.rules.credits = 10**9
        lock_free = random.Random(chance.random())
        cli.api.choose_fault = lambda entry: (
            random_fault(lock_free) if "account" not in entry.operation else None
        )
        people = cli.people(rows)
        command = ("person", "bulk", people, "--yes", "--api-version", version)
        began = time.monotonic()
        first = cli.process(*command, "--max-wait", "600", timeout=HOUR)
        cli.api.choose_fault = None
        again = cli.process(*command, timeout=HOUR)
        seconds = time.monotonic() - began
        check_runs(tally, check, cli.api, [first, again], 0)
        written = csv.DictReader(io.StringIO(again.out))
        statuses = Counter(row["lusha_status"] for row in written)
        print(f"{check}: {seconds:,.0f} s, {dict(statuses)}, charged {cli.api.ledger.charged:,}")


def capped_long_run(tally: Tally, rows: int, chance: random.Random) -> None:
    """Run a long file under a cap that the API's surprises threaten."""
    for factor in (1, 4):
        check = f"cap on {rows:,} rows, x{factor}"
        tally.case(check)
        with client(Rules(factors={"v2": factor, "v3": factor})) as cli:
            cli.api.delay = 0.02
            cap = chance.randint(5_000, 6 * rows)
            options = ("--yes", "--jobs", "16", "--max-credits", str(cap))
            command = ("person", "bulk", cli.people(rows), *V3, *options)
            run = cli.process(*command, timeout=HOUR)
            allowed = cap + _surprise_in_flight(run.ledger, factor)
            tally.add(check, "caps crossed", int(run.charged > allowed), run)
            if not run.report.covers(run.charged):
                tally.add(check, "reported below charge", 1, run)


def _surprise_in_flight(ledger: Ledger, factor: float) -> float:
    """Return by how much the requests exceeded their estimates that the first surprise met."""
    paid = ledger.paid.entries
    first = min((entry.answered or 0 for entry in paid), default=0)
    in_flight = (entry for entry in paid if entry.received < first)
    return sum(entry.credits * (factor - 1) / factor for entry in in_flight)


def random_calls(tally: Tally, calls: int, chance: random.Random) -> None:
    """Preview and run commands under random price lists and caps."""
    check = "commands"
    for _ in range(calls):
        tally.case(check)
        names = LIVE_PRICES
        prices = {n: chance.choice((LIVE_PRICES[n], DEARER_PRICES[n])) for n in names}
        rules = Rules(
            prices=prices,
            spelling=chance.choice(("live", "prose")),
            v2=chance.choice(("works", "gone", "missing")),
            billing=chance.choice(("live", "documented")),
            v2_states_charge=chance.random() < 0.7,
        )
        row = chance.choice(PAID)
        with client(rules) as cli:
            preview = row.run(cli, "--dry-run")
            estimate = preview.estimate
            run = row.run(cli, "--yes")
            evidence = f"{rules}{preview}{run}"
            if estimate is not None:
                tally.add(check, "estimates below charge", int(estimate < run.charged), evidence)
            if not run.report.covers(run.charged):
                tally.add(check, "reported below charge", 1, evidence)
            cost = run.charged
        with client(rules) as cli:
            cap = chance.choice((0, 1, max(0, cost - 1), cost, cost + 1, chance.randint(0, 900)))
            run = row.run(cli, "--yes", "--max-credits", str(cap))
            tally.add(check, "caps crossed", int(run.charged > cap), f"cap {cap}{run}")
            if not run.report.covers(run.charged):
                tally.add(check, "reported below charge", 1, run)


def main() -> None:
    """Print the table of violations."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--calls", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--verbose", action="store_true")
    options = parser.parse_args()
    chance, tally = random.Random(options.seed), Tally(verbose=options.verbose)
    random_calls(tally, options.calls, chance)
    random_kills(tally, options.kills, chance)
    if options.rows:
        for version in ("v2", "v3"):
            long_run(tally, options.rows, version, chance)
        capped_long_run(tally, min(options.rows, 20_000), chance)
    tally.print_table()
    if sum(counts.total() for counts in tally.found.values()):
        sys.exit(1)


if __name__ == "__main__":
    main()
