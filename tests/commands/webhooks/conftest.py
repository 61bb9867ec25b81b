"""Fixtures of webhook command tests."""

import asyncio
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from lusha_cli.webhooks.server import server as rooms
from tests.support.cli import Lusha, Result
from tests.support.ports import free_port
from tests.support.subscriptions import (
    run_webhooks,
)
from tests.support.webhook_commands import Listen
from tests.support.webhook_environment import (
    SECRET,
    Sink,
)


@pytest.fixture
def signing_account(lusha: Lusha) -> Lusha:
    """Return a CLI for a sandbox account that has a webhook secret."""
    run_webhooks(lusha, "rotate-secret", "--yes")
    return lusha


@pytest.fixture
def runner_with_secret(tmp_path: Path) -> Lusha:
    """Return a CLI with a webhook secret, no key and no sandbox."""
    runner = Lusha(tmp_path)
    runner.env["LUSHA_WEBHOOK_SECRET"] = SECRET
    return runner


@pytest.fixture
def sink() -> Iterator[Sink]:
    sink = Sink()
    yield sink
    sink.close()


@pytest.fixture
def listen(runner_with_secret: Lusha, monkeypatch: pytest.MonkeyPatch) -> Listen:
    """Return a function that listens while `work` runs with the port."""

    def run(work: Callable[[int], object], *argv: str, **more: Any) -> Result:
        port = free_port()

        async def wait_for_stop(stop: asyncio.Event) -> None:
            await asyncio.to_thread(work, port)

        monkeypatch.setattr(rooms, "wait_for_stop", wait_for_stop)
        return runner_with_secret("webhooks", "listen", "--port", str(port), *argv, **more)

    return run
