"""What holds for every operation, with a few drawn requests and responses of each.

The fast tests check some of the operations. `tests/benchmarks/contract.py` draws many values.
"""

import json
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings

from lusha_cli.api.endpoints import BY_NAME
from lusha_cli.api.schema.results import documented_results
from lusha_cli.sandbox.app import Options, Sandbox
from tests.contract.cases_v2 import PEOPLE, PERSON
from tests.contract.generated import client_bodies, invalid_bodies, request_bodies, responses
from tests.contract.properties import (
    EXIT_CODES,
    FORMATS,
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
from tests.support.paths import TEST_DATA

STATUSES = error_statuses()
EXAMPLES = json.loads((TEST_DATA / "example_requests.json").read_text(encoding="utf-8"))
RESULTS = documented_results()
V3_EXAMPLES = json.loads((TEST_DATA / "v3_examples.json").read_text(encoding="utf-8"))
WITH_BODY = [name for name in OPERATIONS if takes_body(name)]
# The first draw is the smallest, so that there are two.
DRAWS = 2
# One of so many operations is checked by the fast tests.
FAST = 30


def operations(names: Iterable[str], *, first: int) -> list[Any]:
    """Return operations as parameters, most of them slow; `first` is the first that isn't."""
    return [
        pytest.param(name, marks=[] if index % FAST == first else [pytest.mark.slow])
        for index, name in enumerate(names)
    ]


def draw(strategy: Any, check: Callable[[Any], int | None], *, count: int = DRAWS) -> None:
    """Check values that are the same in every run."""

    @settings(max_examples=count, derandomize=True, database=None, deadline=None,
              phases=[Phase.generate], suppress_health_check=list(HealthCheck))  # fmt: skip
    @given(strategy)
    def run(value: Any) -> None:
        check(value)

    run()


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the working folder, with the files that the command lines read."""
    monkeypatch.chdir(tmp_path)
    Path("people.csv").write_text(PEOPLE + PERSON)
    Path("firms.csv").write_text("domain\na.example\n")
    return tmp_path


@pytest.fixture
def sandbox(tmp_path: Path) -> Iterator[Sandbox]:
    """Return a sandbox with a table of people, a table of companies, and a webhook secret."""
    sandbox = Sandbox(
        tmp_path / "sandbox.db", clock=FakeClock(), options=Options(rps=0, credits=10**9)
    )
    owner = {"email": "ada@firm.example"}
    for noun, ids in (("contacts", ["4100000000"]), ("companies", ["30000000"])):
        send_to_sandbox(
            sandbox, f"{noun} tables create", {"name": noun, "owner": owner, "ids": ids}
        )
    send_to_sandbox(sandbox, "webhooks rotate-secret", {})
    yield sandbox
    sandbox.close()


@pytest.mark.parametrize("operation", operations(OPERATIONS, first=0))
def test_drawn_response_is_printed_whole(folder: Path, operation: str) -> None:
    # JSON for each, and the other formats in turn.
    other = FORMATS[1 + OPERATIONS.index(operation) % (len(FORMATS) - 1)]

    formats = iter((["json"], ["json", other]))

    def check(body: Any) -> None:
        for output in next(formats):
            check_response(folder, operation, body, output)

    draw(responses(operation), check)


@pytest.mark.parametrize("operation", operations(OPERATIONS, first=1))
def test_documented_example_is_printed_whole(folder: Path, operation: str) -> None:
    output = FORMATS[OPERATIONS.index(operation) % len(FORMATS)]
    check_response(folder, operation, RESULTS[operation], output)
    check_response(folder, operation, V3_EXAMPLES.get(operation, RESULTS[operation]), "json")


@pytest.mark.parametrize("operation", operations(OPERATIONS, first=2))
def test_documented_error_has_its_exit_code(folder: Path, operation: str) -> None:
    index = OPERATIONS.index(operation)
    statuses = STATUSES[operation] or list(EXIT_CODES)
    status = statuses[index % len(statuses)]
    shapes = error_shapes(operation, status)
    check_error(folder, operation, status, shapes[index % len(shapes)])


def test_every_documented_status_has_an_exit_code() -> None:
    assert STATUSES.keys() == set(OPERATIONS)
    assert {status for statuses in STATUSES.values() for status in statuses} <= EXIT_CODES.keys()


@pytest.mark.parametrize("operation", operations(WITH_BODY, first=3))
def test_valid_body_is_sent_unchanged(folder: Path, operation: str) -> None:
    draw(client_bodies(operation), lambda body: check_body(folder, operation, body))


@pytest.mark.parametrize("operation", operations(OPERATIONS, first=4))
def test_sandbox_responds_to_valid_requests_as_documented(sandbox: Sandbox, operation: str) -> None:
    draw(request_bodies(operation), lambda body: check_sandbox(sandbox, operation, body))


@pytest.mark.parametrize("operation", operations(OPERATIONS, first=5))
def test_sandbox_rejects_invalid_requests(sandbox: Sandbox, operation: str) -> None:
    draw(invalid_bodies(operation), lambda body: check_invalid(sandbox, operation, body))


def earlier_ids(sandbox: Sandbox, operation: str) -> dict[str, str]:
    """Return the ids of an earlier request, which some examples continue."""
    name = operation.replace("enrich", "search")
    first = send_to_sandbox(sandbox, name, EXAMPLES[name][0])
    content = json.loads(first.body)
    return {f"@{key}": content[key] for key in ("requestId", "dedupeSessionId") if key in content}


@pytest.mark.slow
@pytest.mark.parametrize("operation", EXAMPLES)
def test_sandbox_accepts_the_documented_requests(sandbox: Sandbox, operation: str) -> None:
    for example in EXAMPLES[operation]:
        text = json.dumps(example)
        if '"@' in text:
            for name, value in earlier_ids(sandbox, operation).items():
                text = text.replace(name, value)
        response = send_to_sandbox(sandbox, operation, json.loads(text))
        # What the path or the receiver of an example names exists nowhere else.
        missing = response.status == 404 and "{" in BY_NAME[operation].path
        assert response.status in (200, 201) or missing, (response.body, text)
        if not missing:
            check_sandbox(sandbox, operation, json.loads(text))
