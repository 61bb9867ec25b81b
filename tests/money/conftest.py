"""Fixtures: a fake API that charges, and a CLI that reaches it."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.money.client import MoneyClient
from tests.money.fake_api import FakeApi
from tests.money.vendor_rules import Rules

MakeApi = Callable[..., FakeApi]


@pytest.fixture
def make_api() -> Iterator[MakeApi]:
    """Return a function that starts a fake API; all stop after the test."""
    started: list[FakeApi] = []

    def make(**rules: object) -> FakeApi:
        started.append(FakeApi(Rules(**rules)))  # type: ignore[arg-type]
        return started[-1]

    yield make
    for api in started:
        api.close()


@pytest.fixture
def api(make_api: MakeApi) -> FakeApi:
    """Start one fake API with the live rules."""
    return make_api()


@pytest.fixture
def money(tmp_path: Path, api: FakeApi) -> MoneyClient:
    """Return a CLI that reaches `api` with a key from the environment."""
    return MoneyClient(tmp_path, api)


@pytest.fixture
def make_client(tmp_path: Path) -> Callable[[FakeApi], MoneyClient]:
    """Return a function that makes a CLI with folders of its own."""
    made: list[MoneyClient] = []

    def make(api: FakeApi) -> MoneyClient:
        folder = tmp_path / f"client{len(made)}"
        folder.mkdir()
        made.append(MoneyClient(folder, api))
        return made[-1]

    return make
