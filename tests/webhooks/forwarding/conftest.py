"""Fixtures of forwarding tests."""

from collections.abc import Callable, Iterator

import pytest

from lusha_cli.webhooks.forwarding import delivery_queue as delivery_queue
from tests.support.webhook_environment import (
    Sink,
)

StartSink = Callable[..., Sink]


@pytest.fixture
def sinks() -> Iterator[StartSink]:
    started: list[Sink] = []

    def start(*responses: int, delay: float = 0) -> Sink:
        started.append(Sink(*responses, delay=delay))
        return started[-1]

    yield start
    for sink in started:
        sink.close()


@pytest.fixture(autouse=True)
def _fast_backoff(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(delivery_queue, "BACKOFF_BASE", 0.02)
