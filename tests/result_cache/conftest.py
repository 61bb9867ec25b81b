"""A Redis server for the tests of the shared cache."""

from collections.abc import Iterator

import pytest

from tests.support.redis_server import PASSWORD, RedisServer, running_server


@pytest.fixture
def redis_server() -> Iterator[RedisServer]:
    """Start a Redis server with a password."""
    with running_server(password=PASSWORD) as server:
        yield server
