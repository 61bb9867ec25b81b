"""The places on this machine that hold personal data, and the deletion of what is too old."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from lusha_cli.clock import timestamp
from lusha_cli.context.app_context import AppContext
from lusha_cli.errors import UsageError
from lusha_cli.json_types import Json
from lusha_cli.output.number_format import pluralize

if TYPE_CHECKING:
    from lusha_cli.personal_data.store import Store, StoreStatus


def stores(context: AppContext) -> "list[Store]":
    """Return the places that hold personal data and can expire."""
    from lusha_cli.context.result_cache import cached_result_stores
    from lusha_cli.personal_data.delivery_logs import DeliveryLogStore
    from lusha_cli.personal_data.last_results import LastResultStore
    from lusha_cli.personal_data.ledger_hashes import LedgerStore
    from lusha_cli.personal_data.run_journals import RunStore

    env = context.env
    webhooks = env.state_folder / "webhooks"
    return [
        RunStore(env.state_folder / "runs", env.completion_cache),
        LastResultStore(env.last_result),
        DeliveryLogStore(webhooks / "sandbox" if env.in_sandbox else webhooks),
        LedgerStore(context.ledger),
        *cached_result_stores(context),
    ]


def describe_stores(context: AppContext) -> list[Json]:
    """Return what each place holds, with the suppression list, which doesn't expire."""
    from lusha_cli.personal_data.store import StoreStatus
    from lusha_cli.storage.sqlite_files import files_size

    suppression_list = context.env.suppression_list
    added = suppression_list.last_added()
    statuses = [store.status() for store in stores(context)]
    statuses.append(
        StoreStatus(
            "suppression",
            suppression_list.file,
            len(suppression_list),
            files_size(suppression_list.file),
            newest=added,
        )
    )
    ages = retention(context)
    return [_describe(status, ages.get(status.name)) for status in statuses]


def retention(context: AppContext) -> dict[str, int]:
    """Return the ages in seconds after which the kinds of data expire, by the setting."""
    text = context.env.settings.get("retention")
    if text is None:
        return {}
    from lusha_cli.config.retention import parse_retention

    return parse_retention(text)


def purge(context: AppContext, older_than: int | None, *, is_dry_run: bool) -> Json:
    """Delete what is older than `older_than` seconds, by default than the setting `retention`.

    Raises UsageError if neither is set, and ConfirmationDeclined.
    """
    from lusha_cli.config.retention import KINDS
    from lusha_cli.personal_data.retention import purge

    ages = retention(context) if older_than is None else dict.fromkeys(KINDS, older_than)
    if not ages:
        raise UsageError(
            "--older-than is missing, and the setting retention isn't set.",
            hint="For example: lusha privacy purge --older-than 90d",
        )
    places, now = stores(context), context.env.clock.now()
    old = purge(places, ages, now=now, is_dry_run=True)
    if not is_dry_run and any(entries for _, entries in old):
        text = join_words(pluralize(entries, *store.nouns) for store, entries in old if entries)
        context.env.confirm(
            f"This deletes {text}. Results that you paid for can't be restored.",
            outcome="Nothing was deleted.",
        )
        old = purge(places, ages, now=now)
    return [
        {"kind": store.name, "entries": entries, "olderThan": _days(ages[store.name])}
        for store, entries in old
    ]


def enforce_retention(context: AppContext) -> None:
    """Delete what is older than the setting `retention`, and report what was deleted."""
    ages = retention(context)
    if not ages:
        return
    from lusha_cli.personal_data.retention import purge

    deleted = [purged for purged in purge(stores(context), ages, now=context.env.clock.now())
               if purged.entries]  # fmt: skip
    if deleted:
        text = join_words(pluralize(entries, *store.nouns) for store, entries in deleted)
        context.env.info(f"Deleted {text} by the setting retention.")


def _describe(status: "StoreStatus", age: int | None) -> Json:
    return {
        "kind": status.name,
        "entries": status.entries,
        "bytes": status.size,
        "oldest": None if status.oldest is None else timestamp(status.oldest),
        "newest": None if status.newest is None else timestamp(status.newest),
        "expiresAfter": None if age is None else _days(age),
        "location": str(status.location),
    }


def _days(seconds: int) -> str:
    """Return an age as it is typed: `90d`, or `12h` if it isn't whole days."""
    return f"{seconds // 86400}d" if seconds % 86400 == 0 else f"{seconds // 3600}h"


def join_words(texts: Iterable[str]) -> str:
    """Return at least one text as a list in a sentence."""
    *first, last = texts
    return f"{', '.join(first)} and {last}" if first else last
