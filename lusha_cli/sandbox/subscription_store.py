"""Storage of webhook subscriptions in the state."""

import sqlite3
from typing import Any, NamedTuple

from lusha_cli.api.signal_types import OPT_OUT
from lusha_cli.sandbox.http import ApiError
from lusha_cli.sandbox.id_tokens import decode_id
from lusha_cli.sandbox.request_context import RequestContext, format_timestamp

Json = dict[str, Any]


class Subscription(NamedTuple):
    """A subscription; `types` are separated by spaces, times are Unix times."""

    number: int
    id: str
    account: str
    kind: str
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
        """Return whether it is the account's subscription to opt-outs."""
        return self.types == OPT_OUT

    def to_json(self, *, with_block: bool = True) -> Json:
        """Return it in the API's shape."""
        block = {
            "blockReason": self.reason,
            "blockedAt": None if self.blocked is None else format_timestamp(self.blocked),
        }
        return {
            "id": self.id,
            "entityType": self.kind,
            "entityId": self.entity,
            "signalTypes": self.types.split(),
            "url": self.url,
            **({} if self.name is None else {"name": self.name}),
            "isActive": bool(self.active),
            **(block if with_block else {}),
            "createdAt": format_timestamp(self.created),
            "updatedAt": format_timestamp(self.updated),
        }


def entity_number(entity: str) -> str:
    """Return the number of an entity id, which may be a token of V3."""
    # Any text may be subscribed: an id that isn't a token is stored unchanged.
    try:
        return decode_id(entity)
    except ApiError:
        return entity


def find_subscription(db: sqlite3.Connection, text: str) -> Subscription | None:
    """Return the subscription with an id, of any account."""
    row = db.execute("SELECT * FROM subscriptions WHERE id = ?", (text,)).fetchone()
    return Subscription(*row) if row else None


def list_subscriptions(
    db: sqlite3.Connection, account: str, *, limit: int = -1, offset: int = 0
) -> list[Subscription]:
    """Return the subscriptions of an account, the newest first; a limit of -1 is all of them."""
    rows = db.execute(
        "SELECT * FROM subscriptions WHERE account = ? ORDER BY number DESC LIMIT ? OFFSET ?",
        (account, limit, offset),
    )
    return [Subscription(*row) for row in rows]


def active_subscriptions(db: sqlite3.Connection) -> list[Subscription]:
    """Return the active subscriptions of all accounts, the oldest first."""
    rows = db.execute("SELECT * FROM subscriptions WHERE active ORDER BY number")
    return [Subscription(*row) for row in rows]


def store_subscription(db: sqlite3.Connection, row: Subscription) -> None:
    """Store a subscription; a number of 0 inserts a new one."""
    db.execute(
        f"INSERT OR REPLACE INTO subscriptions VALUES ({', '.join('?' * len(row))})",
        (row.number or None, *row[1:]),
    )


def requested_subscription(context: RequestContext, *, foreign: int = 404) -> Subscription:
    """Return the subscription in the path.

    Raises ApiError 404 if there is none, and `foreign` if it is another account's.
    """
    id_ = context.path["id"]
    subscription = find_subscription(context.db, id_)
    if subscription is None or (subscription.account != context.account.name and foreign == 404):
        raise ApiError(404, f"There is no subscription with the id {id_!r}")
    if subscription.account != context.account.name:
        raise ApiError(foreign, "The subscription does not belong to your account")
    return subscription
