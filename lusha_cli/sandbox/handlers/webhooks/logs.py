"""Handler of `webhooks logs`, and the log of delivery attempts."""

import sqlite3
from typing import Any

from lusha_cli.json_types import Json
from lusha_cli.sandbox.handlers.webhooks.delivery_client import DeliveryResult
from lusha_cli.sandbox.request_context import RequestContext, format_timestamp
from lusha_cli.sandbox.subscription_store import Subscription

DAY = 86_400
# Successes are stored for 90 days, failures for 180 (API reference, August 2026).
_RETENTION_CONDITION = "(at >= ? OR (status != 'success' AND at >= ?))"


def log_attempt(
    db: sqlite3.Connection,
    row: Subscription,
    result: DeliveryResult,
    *,
    payload: str,
    status: str,
    at: float,
) -> None:
    """Log one delivery attempt of a subscription."""
    db.execute(
        "INSERT INTO deliveries VALUES (NULL, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (row.account, row.id, payload, status, result.status, row.url, at, result.duration_ms,
         result.error),
    )  # fmt: skip


def logs(context: RequestContext) -> tuple[int, Json]:
    """Return a page of the log, newest attempts first."""
    params = context.params
    condition, values = filter_condition(context)
    total = context.db.execute(f"SELECT count(*) FROM deliveries {condition}", values).fetchone()[0]
    limit, offset = params.get("limit", 50), params.get("offset", 0)
    rows = context.db.execute(
        "SELECT number, subscription, payload, status, code, url, at, ms, error "
        f"FROM deliveries {condition} ORDER BY number DESC LIMIT ? OFFSET ?",
        (*values, limit, offset),
    ).fetchall()
    return 200, {
        "data": [_log_entry(row) for row in rows],
        "pagination": page_of(total, limit, offset),
    }


def page_of(total: int, limit: int, offset: int) -> Json:
    """Return the pagination object of a response."""
    return {"total": total, "limit": limit, "offset": offset, "hasMore": offset + limit < total}


def filter_condition(context: RequestContext) -> tuple[str, tuple[Any, ...]]:
    """Return the SQL condition of a request's filters, and its values."""
    now, params = context.now, context.params
    conditions = ["account = ?", _RETENTION_CONDITION]
    values: list[Any] = [context.account.name, now - 90 * DAY, now - 180 * DAY]
    for column, name in (("subscription", "subscriptionId"), ("status", "status")):
        if name in params:
            # Only constants are interpolated; values from the request are bound.
            conditions.append(f"{column} = ?")
            values.append(params[name])
    return f"WHERE {' AND '.join(conditions)}", tuple(values)


def _log_entry(row: tuple[Any, ...]) -> Json:
    number, subscription, payload, status, code, url, at, ms, error = row
    return {
        "id": f"log-{number}",
        "subscriptionId": subscription,
        "payloadId": payload,
        "status": status,
        **({} if code is None else {"statusCode": code}),
        "url": url,
        "deliveredAt": format_timestamp(at),
        "durationMs": ms,
        "error": error,
    }


HANDLERS = {"webhooks logs": logs}
