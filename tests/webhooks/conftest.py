"""Fixtures of webhook tests."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.webhook_environment import (
    Running,
    listening,
)


@pytest.fixture
def running(tmp_path: Path) -> Iterator[Running]:
    with listening(tmp_path / "log.jsonl") as running:
        yield running
