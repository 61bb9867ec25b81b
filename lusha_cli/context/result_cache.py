"""The cache of results as the settings describe it, and the notes about it."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from lusha_cli.config.setting_definitions import age_in_seconds
from lusha_cli.json_types import Json
from lusha_cli.result_cache.cache import ResultCache
from lusha_cli.result_cache.entries import StoreUnusable
from lusha_cli.result_cache.keys import CacheKeys
from lusha_cli.result_cache.store import check_reachable

if TYPE_CHECKING:
    from lusha_cli.context.services import Services
    from lusha_cli.personal_data.cached_results import CachedResultStore
    from lusha_cli.result_cache.entries import Address
    from lusha_cli.result_cache.redis_store import RedisStore
    from lusha_cli.result_cache.sqlite_store import SqliteStore

FILE_NAME = "cache.db"


def open_result_cache(services: "Services") -> ResultCache:
    """Return the cache of the account in use. Raises UsageError for a server that rejects us."""
    get = services.env.settings.get
    keys = cache_keys(services)

    def is_suppressed(identifiers: Iterable[str]) -> bool:
        if get("ignore_suppression"):
            return False
        return services.env.suppression_list.contains_any(identifiers)

    def resolve(addresses: "Sequence[Address]") -> "dict[Address, Json]":
        from lusha_cli.bulk.run.stored_results import read_stored_results

        return read_stored_results(services.env.state_folder / "runs", addresses)

    return ResultCache(
        open_store(services, keys),
        keys,
        now=services.env.clock.now,
        max_age=age_in_seconds(get("cache")),
        miss_age=age_in_seconds(get("cache_misses")),
        is_refresh=bool(get("refresh")),
        is_suppressed=is_suppressed,
        resolve=resolve,
        warn=services.env.info,
    )


def cache_keys(services: "Services") -> CacheKeys:
    """Return the keys of the account in use. Raises MissingApiKey."""
    return CacheKeys(services.api_key.value, services.api_name)


def open_store(services: "Services", keys: CacheKeys) -> "SqliteStore | RedisStore":
    """Return the store that the settings choose; the sandbox always has its own file."""
    url = services.env.settings.get("cache_url")
    if url and not services.env.in_sandbox:
        from urllib.parse import unquote, urlsplit

        from lusha_cli.result_cache.redis_store import RedisStore

        password = urlsplit(url).password or ""
        for spelling in (password, unquote(password)):
            services.env.redactor.add_key(spelling)
        return RedisStore(url, account=keys.account, warn=services.env.info)
    from lusha_cli.result_cache.sqlite_store import SqliteStore

    return SqliteStore(services.env.api_state_folder / FILE_NAME)


def cached_result_stores(services: "Services") -> "list[CachedResultStore]":
    """Return the caches as places of personal data: that of this machine, and of the server.

    Only those that exist. Without a key, the server's can't be found.
    """
    from lusha_cli.personal_data.cached_results import CachedResultStore
    from lusha_cli.result_cache.sqlite_store import SqliteStore

    file = services.env.api_state_folder / FILE_NAME
    keys = cache_keys(services) if services.account_hash else None
    stores = [CachedResultStore(SqliteStore(file), keys)] if file.exists() else []
    if keys and services.env.settings.get("cache_url") and not services.env.in_sandbox:
        stores.append(CachedResultStore(open_store(services, keys), keys))
    return stores


def forget(services: "Services", identifiers: Iterable[str]) -> int:
    """Delete everything cached about the people or companies; return how many entries that were.

    Raises StoreUnusable, MissingApiKey, or UsageError for a server that rejects us.
    """
    keys = cache_keys(services)
    store = open_store(services, keys)
    try:
        found = store.keys_of(map(keys.identifier, identifiers))
        # Other entries may state other identifiers of the same person.
        found |= store.keys_of(store.serving_keys(found))
        store.delete(sorted(found))
        if found:
            store.erase()
        check_reachable(store)
    finally:
        store.close()
    return len(found)


def forget_if_cached(services: "Services", identifiers: Iterable[str]) -> None:
    """Delete what is cached about people who opted out; they are not served in any case."""
    is_cached = (services.env.api_state_folder / FILE_NAME).exists()
    if (is_cached or services.env.settings.get("cache_url")) and services.account_hash:
        try:
            forget(services, identifiers)
        except StoreUnusable as error:
            services.env.info(f"Warning: the cache can't be used: {error}.")


def describe_hits(hits: int, total: int, age: float) -> str:
    """Return the part of a result that is from the cache, and how old it is."""
    part = "" if hits == total else f" for {hits:,} of {total:,}"
    upto = "" if total == 1 or age < 60 else "up to "
    cost = ", 0 credits" if hits == total else ""
    return f"From cache{part}, {upto}{format_cache_age(age)} old{cost}."


def format_cache_age(seconds: float) -> str:
    """Return an age as a number of days, hours or minutes."""
    for unit, length in (("day", 86_400), ("hour", 3_600), ("minute", 60)):
        number = int(seconds // length)
        if number:
            return f"{number:,} {unit}{'s' * (number != 1)}"
    return "less than a minute"
