"""Fixtures of sandbox tests."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from lusha_cli.sandbox.app import Options, Sandbox
from tests.support.cli import FakeClock
from tests.support.sandbox_requests import NOVEMBER_2026


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock(NOVEMBER_2026)


@pytest.fixture
def sandbox(tmp_path: Path, clock: FakeClock) -> Iterator[Sandbox]:
    created = Sandbox(tmp_path / "sandbox.db", clock=clock, options=Options(rps=0))
    yield created
    created.close()
