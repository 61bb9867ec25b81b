"""The servers of the tests that find and erase people in them."""

from tests.bulk.output.conftest import database, mongo, mongo_address, postgres
from tests.result_cache.conftest import redis_server

__all__ = ["database", "mongo", "mongo_address", "postgres", "redis_server"]
