"""The log of deliveries: what was tried, what became of it, and figures that add up with it."""

import sqlite3
from typing import Any

from lusha_cli.sandbox.handlers.webhooks.deliveries import Outcome
from lusha_cli.sandbox.request_context import RequestContext, format_timestamp

Json = dict[str, Any]

DAY = 86_400
# Successes are kept for 90 days, failures for 180 (API reference, August 2026).
_KEPT = "(at >= ? OR (status != 'success' AND at >= ?))"


def note(
    db: sqlite3.Connection,
    *,
    account: str,
    subscription: str,
    payload: str,
    status: str,
    url: str,
    at: float,
    outcome: Outcome,
) -> None:
    """Log one attempt to deliver."""
    db.execute(
        "INSERT INTO deliveries VALUES (NULL, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (account, subscription, payload, status, outcome.status, url, at, outcome.duration,
         outcome.error),
    )  # fmt: skip


def logs(context: RequestContext) -> tuple[int, Json]:
    """A page of the log, the newest attempts first."""
    given = context.params
    where, values = _matching(context)
    total = context.db.execute(f"SELECT count(*) FROM deliveries {where}", values).fetchone()[0]
    limit, offset = given.get("limit", 50), given.get("offset", 0)
    rows = context.db.execute(
        "SELECT number, subscription, payload, status, code, url, at, ms, error "
        f"FROM deliveries {where} ORDER BY number DESC LIMIT ? OFFSET ?",
        (*values, limit, offset),
    ).fetchall()
    return 200, {
        "data": [_entry(*row) for row in rows],
        "pagination": page_of(total, limit, offset),
    }


def stats(context: RequestContext) -> tuple[int, Json]:
    """How many attempts there were, and how many of them did well."""
    where, values = _matching(context)
    total, good = context.db.execute(
        f"SELECT count(*), count(*) FILTER (WHERE status = 'success') FROM deliveries {where}",
        values,
    ).fetchone()
    rate = good / total if total else 0.0
    return 200, {
        "total": total,
        "success": good,
        "failed": total - good,
        "successRate": f"{rate:.2%}",
    }


def page_of(total: int, limit: int, offset: int) -> Json:
    """What an answer says of the page that it is."""
    return {"total": total, "limit": limit, "offset": offset, "hasMore": offset + limit < total}


def _matching(context: RequestContext) -> tuple[str, tuple[Any, ...]]:
    """The condition of what a request asks about, and its values."""
    now, given = context.now, context.params
    conditions = ["account = ?", _KEPT]
    values: list[Any] = [context.account.name, now - 90 * DAY, now - 180 * DAY]
    for column, name in (("subscription", "subscriptionId"), ("status", "status")):
        if name in given:
            conditions.append(f"{column} = ?")
            values.append(given[name])
    return f"WHERE {' AND '.join(conditions)}", tuple(values)


def _entry(
    number: int,
    subscription: str,
    payload: str,
    status: str,
    code: int | None,
    url: str,
    at: float,
    ms: int,
    error: str | None,
) -> Json:
    answered = {} if code is None else {"statusCode": code}
    return {
        "id": f"log-{number}",
        "subscriptionId": subscription,
        "payloadId": payload,
        "status": status,
        **answered,
        "url": url,
        "deliveredAt": format_timestamp(at),
        "durationMs": ms,
        "error": error,
    }


HANDLERS = {"webhooks logs": logs, "webhooks stats": stats}
