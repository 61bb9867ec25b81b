"""Webhook subscriptions in the sandbox's database."""

import sqlite3
from typing import NamedTuple

from lusha_cli.api.signal_types import OPT_OUT
from lusha_cli.json_types import Json
from lusha_cli.sandbox.http import ApiError
from lusha_cli.sandbox.id_tokens import read_id
from lusha_cli.sandbox.request_context import RequestContext, format_timestamp


class Subscription(NamedTuple):
    """One row of `subscriptions`; `types` are separated by spaces, times are Unix seconds."""

    number: int
    id: str
    account: str
    entity_type: str
    entity: str
    types: str
    url: str
    name: str | None
    active: int
    reason: str | None
    blocked: float | None
    retries: int
    created: float
    updated: float

    @property
    def is_opt_out(self) -> bool:
        """Return whether this is the account's subscription to opt-outs."""
        return self.types == OPT_OUT

    def as_json(self, *, include_block: bool = True) -> Json:
        """Return the subscription in the API's shape."""
        block_fields = {
            "blockReason": self.reason,
            "blockedAt": None if self.blocked is None else format_timestamp(self.blocked),
        }
        return {
            "id": self.id,
            "entityType": self.entity_type,
            "entityId": self.entity,
            "signalTypes": self.types.split(),
            "url": self.url,
            **({} if self.name is None else {"name": self.name}),
            "isActive": bool(self.active),
            **(block_fields if include_block else {}),
            "createdAt": format_timestamp(self.created),
            "updatedAt": format_timestamp(self.updated),
        }


def numeric_id(entity: str) -> str:
    """Return the numeric id of a V3 entity id; other ids are returned unchanged."""
    # A V3 token and a V2 number of the same entity must not count as two.
    return read_id(entity) or entity


def find_subscription(db: sqlite3.Connection, text: str) -> Subscription | None:
    """Return the subscription with an id, of any account."""
    row = db.execute("SELECT * FROM subscriptions WHERE id = ?", (text,)).fetchone()
    return Subscription(*row) if row else None


def account_subscriptions(
    db: sqlite3.Connection, account: str, *, limit: int = -1, offset: int = 0
) -> list[Subscription]:
    """Return the subscriptions of an account, newest first; -1 means no limit."""
    rows = db.execute(
        "SELECT * FROM subscriptions WHERE account = ? ORDER BY number DESC LIMIT ? OFFSET ?",
        (account, limit, offset),
    )
    return [Subscription(*row) for row in rows]


def active_subscriptions(db: sqlite3.Connection) -> list[Subscription]:
    """Return the active subscriptions of every account, oldest first."""
    rows = db.execute("SELECT * FROM subscriptions WHERE active ORDER BY number")
    return [Subscription(*row) for row in rows]


def save_subscription(db: sqlite3.Connection, row: Subscription) -> None:
    """Insert or replace a subscription; the number 0 inserts a new one."""
    db.execute(
        f"INSERT OR REPLACE INTO subscriptions VALUES ({', '.join('?' * len(row))})",
        # SQLite assigns the next number in place of NULL.
        (row.number or None, *row[1:]),
    )


def own_subscription(context: RequestContext, *, foreign_status: int = 404) -> Subscription:
    """Return the subscription whose id is in the path.

    Raises ApiError 404 if it does not exist, and `foreign_status` if it belongs to another account.
    """
    subscription_id = context.path["id"]
    subscription = find_subscription(context.db, subscription_id)
    is_own = subscription is not None and subscription.account == context.account.name
    if subscription is None or (not is_own and foreign_status == 404):
        raise ApiError(404, f"There is no subscription with the id {subscription_id!r}")
    if not is_own:
        raise ApiError(foreign_status, "The subscription does not belong to your account")
    return subscription
