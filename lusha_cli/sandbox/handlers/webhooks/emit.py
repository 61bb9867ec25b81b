"""Emit events on demand and deliver them to the subscriptions that match."""

from collections.abc import Callable
from uuid import uuid4

from lusha_cli.api.signal_types import EVENTS, OPT_OUT
from lusha_cli.clock import Clock
from lusha_cli.errors import UsageError
from lusha_cli.json_types import Json
from lusha_cli.sandbox.data.events import EVENT_PRICE, find_entity, make_event
from lusha_cli.sandbox.handlers.webhooks.delivery_client import DeliveryResult, deliver, is_loopback
from lusha_cli.sandbox.handlers.webhooks.logs import log_attempt
from lusha_cli.sandbox.handlers.webhooks.secret import secret_of
from lusha_cli.sandbox.state import Account, State
from lusha_cli.sandbox.subscription_store import (
    Subscription,
    active_subscriptions,
    find_subscription,
    numeric_id,
    save_subscription,
)

# Failed deliveries are retried this often, after 1, 2 and 4 seconds; then the subscription is
# disabled (API reference, August 2026; the delays are the sandbox's own).
RETRIES = 3
OPERATION = "webhooks deliveries"


def emit(
    state: State,
    clock: Clock,
    signal: str,
    *,
    entity: str,
    count: int,
    seed: int,
    notify: Callable[[str], None],
) -> list[Json]:
    """Emit `count` events for an entity and return a record of each delivery.

    Every matching active subscription of every account receives them; `notify` receives a message
    before each retry. Raises UsageError if the sandbox has no such entity.
    """
    entity_type = EVENTS[signal]
    entity_record = find_entity(entity_type, entity, seed=seed)
    if entity_record is None:
        raise UsageError(
            f"The sandbox has no {entity_type} with the id {entity!r}.",
            hint="Run: lusha sandbox people",
        )
    with state.transaction() as db:
        recipients = [
            row
            for row in active_subscriptions(db)
            if _wants(row, signal, entity_type, numeric_id(entity))
        ]
    records = []
    for _ in range(count):
        for row in recipients:
            event = make_event(entity_record, signal, row, now=clock.now())
            records.append(_deliver_with_retries(state, clock, row, event, signal, notify))
    return records


def _wants(row: Subscription, signal: str, entity_type: str, entity: str) -> bool:
    # An opt-out subscription covers every person, not the entity of its row.
    if signal == OPT_OUT or row.is_opt_out:
        return row.is_opt_out and signal == OPT_OUT
    types = row.types.split()
    is_same_entity = row.entity_type == entity_type and numeric_id(row.entity) == entity
    return is_same_entity and (signal in types or "allSignals" in types)


def _deliver_with_retries(
    state: State,
    clock: Clock,
    row: Subscription,
    event: Json,
    signal: str,
    notify: Callable[[str], None],
) -> Json:
    """Deliver an event with retries, without holding the database while waiting."""
    # The log needs an id, which opt-out events don't have.
    payload, attempts = event.get("id", str(uuid4())), 0
    price = 0 if signal == OPT_OUT else EVENT_PRICE
    while True:
        with state.transaction() as db:
            # Read again for each attempt: it may have been deleted, and the secret changed, since.
            current = find_subscription(db, row.id)
            secret = secret_of(db, row.account) or ""
            credits_left = Account.existing(db, row.account).remaining
        skip_reason = None
        if current is None or not current.active:
            skip_reason = "The subscription is no longer active"
        elif credits_left < price:
            skip_reason = "The account has no credits left"
        if skip_reason or current is None:
            return _delivery_record(
                row, payload, signal, "skipped", attempts, DeliveryResult(None, 0, skip_reason)
            )
        attempts += 1
        at = clock.now()
        result = deliver(current.url, event, secret=secret, clock=clock)
        status = _record_attempt(state, current, payload, result, at=at, price=price)
        if status != "failed" or not is_loopback(current.url):
            return _delivery_record(current, payload, signal, status, attempts, result)
        wait = 2.0 ** (attempts - 1)
        notify(f"{current.url}: {result.error}. Retrying in {wait:g} s.")
        clock.sleep(wait)


def _record_attempt(
    state: State, row: Subscription, payload: str, result: DeliveryResult, *, at: float, price: int
) -> str:
    """Log an attempt, apply its effects and return its status."""
    with state.transaction() as db:
        # The receiver may have changed or deleted the subscription during the delivery.
        current, status = find_subscription(db, row.id), "success"
        updated = current or row
        if result.is_success:
            updated = updated._replace(retries=0)
            # The API charges signals that were delivered, not attempts.
            if price:
                Account.existing(db, row.account).charge(price, operation=OPERATION)
        else:
            # A receiver that is not on loopback did not fail: the sandbox sends nowhere else.
            updated = updated._replace(retries=updated.retries + is_loopback(row.url))
            status = "failed"
        if updated.retries > RETRIES:
            status = "permanent_failure"
            updated = updated._replace(active=0, reason="Max retries exceeded", blocked=at)
        if current:
            save_subscription(db, updated)
        log_attempt(db, row, result, payload=payload, status=status, at=at)
    return status


def _delivery_record(
    row: Subscription,
    payload: str,
    signal: str,
    status: str,
    attempts: int,
    result: DeliveryResult,
) -> Json:
    return {
        "payloadId": payload,
        "type": signal,
        "entityType": row.entity_type,
        "entityId": row.entity,
        "subscriptionId": row.id,
        "url": row.url,
        "status": status,
        "attempts": attempts,
        "statusCode": result.status,
        "durationMs": result.duration_ms,
        "error": result.error,
    }
