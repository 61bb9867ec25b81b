"""A Redis server for the tests of the shared cache."""

from collections.abc import Iterator

import pytest

from tests.support.cache_server import PASSWORD, RedisServer


@pytest.fixture
def redis_server() -> Iterator[RedisServer]:
    """Start a Redis server with a password."""
    server = RedisServer(password=PASSWORD)
    yield server
    server.close()
