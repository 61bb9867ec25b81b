"""Fixtures of webhook command tests."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.cli import Lusha
from tests.support.subscriptions import (
    run_webhooks,
)
from tests.support.webhook_environment import (
    SECRET,
    Sink,
)


@pytest.fixture
def signing_account(lusha: Lusha) -> Lusha:
    """An account of the embedded sandbox that has a secret."""
    run_webhooks(lusha, "rotate-secret", "--yes")
    return lusha


@pytest.fixture
def runner_with_secret(tmp_path: Path) -> Lusha:
    """Command lines with a secret, no key and no sandbox."""
    runner = Lusha(tmp_path)
    runner.env["LUSHA_WEBHOOK_SECRET"] = SECRET
    return runner


@pytest.fixture
def sink() -> Iterator[Sink]:
    sink = Sink()
    yield sink
    sink.close()
