"""Fixtures of webhook tests."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.webhook_environment import (
    RunningServer,
    run_server,
)


@pytest.fixture
def running(tmp_path: Path) -> Iterator[RunningServer]:
    with run_server(tmp_path / "log.jsonl") as running:
        yield running
