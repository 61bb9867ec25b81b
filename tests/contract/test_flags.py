"""Commands send what their flags stand for, whatever values they have.

`tests/benchmarks/contract.py` draws many command lines.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest

from lusha_cli.sandbox.app import Options, Sandbox
from tests.contract.flag_lines import FlagLine, flag_lines, rows_of
from tests.contract.flag_properties import check_flags
from tests.contract.recorded_api import OPERATIONS
from tests.contract.test_contract import OURS, option_spellings
from tests.contract.test_generated import draw, folder
from tests.support.cli import FakeClock

__all__ = ["folder"]

WITH_FLAGS = [name for name in OPERATIONS if rows_of(name)]


@pytest.fixture(scope="module")
def lists(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sandbox]:
    """Return a sandbox with the lists of the filters' values."""
    file = tmp_path_factory.mktemp("lists") / "sandbox.db"
    sandbox = Sandbox(file, clock=FakeClock(), options=Options(rps=0))
    yield sandbox
    sandbox.close()


# Flags that change the command, and never the request of one that isn't a bulk command.
OF_COMMANDS = OURS - {"--reveal"} | {
    "--body", "--delimiter", "--encoding", "--format", "--map", "--out", "--save", "--wait",
}  # fmt: skip


@pytest.mark.parametrize("operation", OPERATIONS)
def test_table_has_every_flag_of_the_command(operation: str) -> None:
    listed = {name for row in rows_of(operation) for name in row.spellings if name[0] == "-"}
    if operation == "person bulk":
        # Of --smart, which searches over V3.
        listed.add("--reveal")
    options = list(option_spellings(operation))
    for names in options:
        # Of a flag that takes no value, the table has the spellings without `--no-`.
        assert names & OF_COMMANDS or names - listed <= {f"--no-{name[2:]}" for name in names}
    assert listed - {"--owner"} <= set().union(*options)


@pytest.mark.parametrize("operation", WITH_FLAGS)
def test_flags_are_sent_as_meant(folder: Path, lists: Sandbox, operation: str) -> None:
    lines: list[FlagLine] = []
    draw(flag_lines(operation), lines.append)
    # The first is the smallest, which the cases of `test_contract` have too.
    check_flags(folder, operation, lines[-1], lists)


@pytest.mark.slow
@pytest.mark.parametrize("operation", WITH_FLAGS)
def test_flags_with_many_values_are_sent_as_meant(
    folder: Path, lists: Sandbox, operation: str
) -> None:
    draw(flag_lines(operation), lambda line: check_flags(folder, operation, line, lists), count=10)
