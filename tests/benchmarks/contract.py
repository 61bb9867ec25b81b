"""Check many drawn requests and responses of each operation.

Run by hand: python tests/benchmarks/contract.py [--draws 50] [--seed 1] [--property NAME]
[OPERATION...]. It prints the failures by operation, the known contradictions of the vendor's
description, and a line for each property: how often it was checked, how often it failed, and in how
many of its checks a known contradiction was met. It exits 1 if anything failed.
"""

import argparse
import os
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, Phase, given, seed, settings

sys.path.insert(0, str(Path(__file__).parents[2]))

from lusha_cli.sandbox.app import Options, Sandbox
from tests.contract.cases_v2 import PEOPLE, PERSON
from tests.contract.flag_lines import flag_lines, rows_of
from tests.contract.flag_properties import check_flags
from tests.contract.generated import client_bodies, invalid_bodies, request_bodies, responses
from tests.contract.properties import (
    CONTRADICTIONS,
    FORMATS,
    UNDOCUMENTED,
    check_body,
    check_error,
    check_invalid,
    check_response,
    check_sandbox,
    error_shapes,
    error_statuses,
    send_to_sandbox,
)
from tests.contract.recorded_api import OPERATIONS, takes_body
from tests.support.cli import FakeClock

DAY = 86_400


class Report:
    """The numbers of checks and contradictions by property, and the failures by operation too."""

    def __init__(self) -> None:
        self.checks: Counter[str] = Counter()
        self.contradictions: Counter[str] = Counter()
        self.failures: Counter[tuple[str, str, str]] = Counter()

    def check(self, name: str, operation: str, property_: Callable[[], int | None]) -> None:
        """Check one property of an operation."""
        self.checks[name] += 1
        try:
            self.contradictions[name] += bool(property_())
        except Exception as error:
            lines = f"{type(error).__name__}: {error}".split("\n")
            self.failures[name, operation, lines[0][:300]] += 1

    def print(self) -> None:
        """Print the failures, the known contradictions, and the numbers of each property."""
        for (name, operation, text), count in sorted(self.failures.items()):
            print(f"FAILED {count} times: {operation}: {name}: {text}")
        print("Contradictions of the vendor's description:")
        for row in CONTRADICTIONS:
            print(f"  {row.operation}: {row.mismatch}: {row.reason}")
        failed: Counter[str] = Counter()
        for (name, *_), count in self.failures.items():
            failed[name] += count
        for name in (*self.checks, "all"):
            numbers = (
                counter.total() if name == "all" else counter[name]
                for counter in (self.checks, failed, self.contradictions)
            )
            print("{}: {:,} checks, {:,} failures, {:,} listed contradictions".format(
                name, *numbers
            ))  # fmt: skip


def draw(strategy: Any, check: Callable[[Any], None], *, draws: int, seed_: int) -> None:
    """Check drawn values, the same ones for the same seed."""

    @seed(seed_)
    @settings(max_examples=draws, database=None, deadline=None, phases=[Phase.generate],
              suppress_health_check=list(HealthCheck))  # fmt: skip
    @given(strategy)
    def run(value: Any) -> None:
        check(value)

    run()


def check_operation(
    report: Report, operation: str, *, draws: int, seed_: int, only: list[str]
) -> None:
    """Check every property of an operation, or `only` those with these names."""

    def drawn(name: str, strategy: Any, property_: Callable[[Any], int | None]) -> None:
        if not only or name in only:
            draw(
                strategy,
                lambda value: report.check(name, operation, lambda: property_(value)),
                draws=draws,
                seed_=seed_,
            )

    with working_folder() as folder:
        sandbox = sandbox_in(folder)
        if takes_body(operation):
            drawn("body", client_bodies(operation), partial(check_body, folder, operation))
        if rows_of(operation):
            check_line = partial(check_flags, folder, operation, lists=sandbox)
            drawn("flags", flag_lines(operation), check_line)
        for output in FORMATS:
            check = partial(check_response, folder, operation, output=output)
            drawn(f"response as {output}", responses(operation), check)
        if not only or "error" in only:
            for status in (*error_statuses()[operation], *UNDOCUMENTED):
                for shape in error_shapes(operation, status):
                    check_one = partial(check_error, folder, operation, status, shape)
                    report.check("error", operation, check_one)
        valid, invalid = request_bodies(operation), invalid_bodies(operation)
        drawn("sandbox, valid", valid, partial(a_day_later, check_sandbox, sandbox, operation))
        drawn("sandbox, invalid", invalid, partial(a_day_later, check_invalid, sandbox, operation))
        sandbox.close()


def a_day_later(
    check: Callable[[Sandbox, str, Any], int | None], sandbox: Sandbox, operation: str, body: Any
) -> int | None:
    """Check a property of the sandbox where no rate limit is reached."""
    sandbox.clock.sleep(DAY)
    return check(sandbox, operation, body)


@contextmanager
def working_folder() -> Iterator[Path]:
    """Work in a temporary folder with the files that the command lines read."""
    before = Path.cwd()
    with tempfile.TemporaryDirectory() as name:
        os.chdir(name)
        Path("people.csv").write_text(PEOPLE + PERSON)
        Path("firms.csv").write_text("domain\na.example\n")
        yield Path(name)
        os.chdir(before)


def sandbox_in(folder: Path) -> Sandbox:
    """Return a sandbox with a table of people, a table of companies, and a webhook secret."""
    options = Options(rps=0, credits=10**9)
    sandbox = Sandbox(folder / "sandbox.db", clock=FakeClock(), options=options)
    owner = {"email": "ada@firm.example"}
    for noun, ids in (("contacts", ["4100000000"]), ("companies", ["30000000"])):
        body = {"name": noun, "owner": owner, "ids": ids}
        send_to_sandbox(sandbox, f"{noun} tables create", body)
    send_to_sandbox(sandbox, "webhooks rotate-secret", {})
    return sandbox


def main() -> int:
    """Check the operations of the command line, or all."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("operations", nargs="*", metavar="OPERATION")
    parser.add_argument("--draws", type=int, default=50)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--property", action="append", default=[], metavar="NAME")
    arguments = parser.parse_args()
    report = Report()
    for operation in arguments.operations or OPERATIONS:
        check_operation(
            report,
            operation,
            draws=arguments.draws,
            seed_=arguments.seed,
            only=arguments.property,
        )
    report.print()
    return 1 if report.failures else 0


if __name__ == "__main__":
    sys.exit(main())
