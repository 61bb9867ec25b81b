"""`lusha cache`: show, export and delete the cached results."""

from collections import Counter
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from functools import partial
from typing import TYPE_CHECKING, Annotated

from lusha_cli.cli.command import CommandResult, command, group
from lusha_cli.cli.global_options import BILLING_OPTIONS, CONNECTION_OPTIONS, LOCAL_FLAGS
from lusha_cli.cli.options import argument
from lusha_cli.clock import timestamp
from lusha_cli.context.app_context import AppContext
from lusha_cli.context.result_cache import cache_keys, forget, open_result_cache, open_store
from lusha_cli.errors import LushaError, NoMatch, UsageError
from lusha_cli.json_types import Json
from lusha_cli.output.layouts.local import CACHED_LAYOUT, KEY_VALUES_LAYOUT
from lusha_cli.output.number_format import pluralize
from lusha_cli.parsing.invalid_value import InvalidValue
from lusha_cli.privacy.company_identifiers import make_company_identifier
from lusha_cli.privacy.identifiers import all_spellings, parse_identifier
from lusha_cli.result_cache.entries import StoreDamaged, StoreUnusable
from lusha_cli.result_cache.store import check_reachable

if TYPE_CHECKING:
    from lusha_cli.result_cache.redis_store import RedisStore
    from lusha_cli.result_cache.sqlite_store import SqliteStore

# The cache is that of an account at an API.
CACHE_FLAGS = {**LOCAL_FLAGS, "sandbox": CONNECTION_OPTIONS["sandbox"]}
app = group("Show, export and delete cached results.")
cache_command = partial(command, app)


@cache_command(
    "status", layout=KEY_VALUES_LAYOUT, flags=CACHE_FLAGS, example="lusha cache status --sandbox"
)
def status(context: AppContext) -> Json:
    """Show the size of the cache, and how often it was used."""
    get = context.env.settings.get
    with _usable(), closing(_open(context)) as store:
        kinds: Counter[str] = Counter()
        times: list[float] = []
        for shape, at, _ in store.entries():
            kinds[_kind(shape)] += 1
            times.append(at)
        return {
            "backend": "sqlite" if store.has_addresses else "redis",
            "location": store.location,
            "cache": get("cache"),
            "cacheMisses": get("cache_misses"),
            "entries": sum(kinds.values()),
            "kinds": dict(sorted(kinds.items())),
            "bytes": store.size,
            "hits": store.hits,
            "oldest": timestamp(min(times)) if times else None,
            "newest": timestamp(max(times)) if times else None,
        }


@cache_command(
    "clear",
    flags={**CACHE_FLAGS, "yes": BILLING_OPTIONS["yes"]},
    example="lusha cache clear --yes --sandbox",
)
def clear(context: AppContext) -> None:
    """Delete all cached results of this account."""
    outcome = "Nothing was deleted."
    with _usable(), closing(_open(context)) as store:
        try:
            number = sum(1 for _ in store.entries())
            if number:
                results = pluralize(number, "cached result", "cached results")
                context.env.confirm(f"This deletes {results}.", outcome=outcome)
            store.clear()
        except StoreDamaged as error:
            from lusha_cli.result_cache.sqlite_store import SqliteStore

            assert isinstance(store, SqliteStore)
            context.env.confirm(f"This deletes a damaged cache ({error}).", outcome=outcome)
            store.remove()
            context.env.info("Deleted the damaged cache.")
            return
    context.env.info(f"Deleted {pluralize(number, 'cached result', 'cached results')}.")


@cache_command(
    "forget",
    layout=KEY_VALUES_LAYOUT,
    flags=CACHE_FLAGS,
    example="lusha cache forget ada.byrne@analytical-engines.example --sandbox",
)
def forget_(
    context: AppContext,
    who: Annotated[
        list[str] | None,
        argument("WHO...", "Emails, LinkedIn URLs, phones, IDs, or domains of companies."),
    ] = None,
) -> CommandResult:
    """Delete everything that is cached about people or companies.

    The results of runs are not deleted: use `lusha runs delete`.
    """
    if not who:
        raise UsageError(
            "WHO is missing.", hint="Pass emails, LinkedIn URLs, phones, IDs or domains."
        )
    if context.env.settings.get("redact_pii"):
        context.env.redactor.add_personal_data(who)
    identifiers = [identifier for text in who for identifier in _identifiers(text)]
    with _usable():
        number = forget(context, identifiers)
    failure = None if number else NoMatch("Nothing about WHO is cached.", hint=None)
    return CommandResult({"deleted": number}, failure=failure)


@cache_command(
    "export",
    layout=CACHED_LAYOUT,
    flags=CACHE_FLAGS,
    example="lusha cache export -o jsonl --sandbox",
)
def export(context: AppContext) -> Json:
    """Show all cached results, the oldest first."""
    with _usable(), closing(open_result_cache(context)) as cache:
        return [
            {
                "kind": _kind(shape),
                "fetchedAt": timestamp(entry.at),
                "found": not entry.is_miss,
                "data": entry.value,
            }
            for shape, entry in cache.export()
        ]


def _open(context: AppContext) -> "SqliteStore | RedisStore":
    """Return the store of the account in use. Raises StoreUnusable for a lost server."""
    store = open_store(context, cache_keys(context))
    check_reachable(store)
    return store


def _identifiers(text: str) -> list[str]:
    """Return the identifiers that a text may be."""
    found: list[str] = []
    with suppress(InvalidValue):
        identifier = parse_identifier(text)
        found += all_spellings(identifier, text)
    with suppress(InvalidValue):
        kind = "company" if any(each.startswith("contact:") for each in found) else "domain"
        if kind == "company" or not found:
            found.append(make_company_identifier(kind, text))
    if not found:
        raise UsageError(
            f"{text!r} isn't an email, LinkedIn URL, phone, ID or domain.",
            hint="Run: lusha cache forget --help",
        )
    return found


def _kind(shape: str) -> str:
    """Return the kind of an entry, without what its request asked for."""
    return shape.partition(" {")[0]


@contextmanager
def _usable() -> Iterator[None]:
    """Raise LushaError if the cache can't be used."""
    try:
        yield
    except StoreUnusable as error:
        raise LushaError(f"The cache can't be used: {error}.", hint=error.command_hint) from error
