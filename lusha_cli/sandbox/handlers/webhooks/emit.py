"""Events on demand: something happens, and whoever subscribed to it is told."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

from lusha_cli.api.signal_types import EVENTS, OPT_OUT
from lusha_cli.errors import UsageError
from lusha_cli.sandbox.data.events import EVENT_PRICE, find_entity, make_event
from lusha_cli.sandbox.handlers.webhooks.deliveries import DeliveryResult, deliver, is_loopback
from lusha_cli.sandbox.handlers.webhooks.logs import log_attempt
from lusha_cli.sandbox.handlers.webhooks.secret import secret_of
from lusha_cli.sandbox.request_context import Clock
from lusha_cli.sandbox.state import Account, State
from lusha_cli.sandbox.subscription_store import Subscription, active_subscriptions, find_subscription, numeric_id, save_subscription

Json = dict[str, Any]

# Deliveries that fail are tried again so often, after 1, 2 and 4 seconds; then the subscription is
# disabled (API reference, August 2026; the seconds are the sandbox's own).
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
    """Let a signal happen to an entity so many times; what became of each delivery.

    Every active subscription of every account that wants it is told; `tell` hears of each wait
    before a retry. Raises UsageError where the
    sandbox has no such entity.
    """
    kind = EVENTS[signal]
    found = find_entity(kind, entity, seed=seed)
    if found is None:
        raise UsageError(
            f"The sandbox has no {kind} with the id {entity!r}.",
            hint="See some: lusha sandbox people",
        )
    with state.transaction() as db:
        wanting = [row for row in active_subscriptions(db) if _wants(row, signal, kind, numeric_id(entity))]
    told = []
    for _ in range(count):
        for row in wanting:
            event = make_event(found, signal, row, now=clock.now())
            told.append(_delivered(state, clock, row, event, signal, notify))
    return told


def _wants(row: Subscription, signal: str, kind: str, entity: str) -> bool:
    if signal == OPT_OUT or row.is_opt_out:
        return row.is_opt_out and signal == OPT_OUT
    types = row.types.split()
    is_theirs = row.kind == kind and numeric_id(row.entity) == entity
    return is_theirs and (signal in types or "allSignals" in types)


def _delivered(
    state: State,
    clock: Clock,
    row: Subscription,
    event: Json,
    signal: str,
    tell: Callable[[str], None],
) -> Json:
    """Deliver an event, with its retries; nobody waits for the state while the receiver thinks."""
    payload, attempts = event.get("id", str(uuid4())), 0
    price = 0 if signal == OPT_OUT else EVENT_PRICE
    while True:
        with state.transaction() as db:
            known = find_subscription(db, row.id)
            secret = secret_of(db, row.account) or ""
            credits_left = Account.known(db, row.account).remaining
        refusal = None
        if known is None or not known.active:
            refusal = "The subscription is not active any more"
        elif credits_left < price:
            refusal = "The account has no credits left"
        if refusal or known is None:
            return _told(row, payload, signal, "skipped", attempts, DeliveryResult(None, 0, refusal))
        attempts += 1
        at = clock.now()
        outcome = deliver(known.url, event, secret=secret, clock=clock)
        status = _settled(state, known, payload, outcome, at=at, price=price)
        if status != "failed" or not is_loopback(known.url):
            return _told(known, payload, signal, status, attempts, outcome)
        wait = 2.0 ** (attempts - 1)
        tell(f"{known.url}: {outcome.error}. Trying again in {wait:g} s.")
        clock.sleep(wait)


def _settled(
    state: State, row: Subscription, payload: str, outcome: DeliveryResult, *, at: float, price: int
) -> str:
    """Log an attempt, and let it have its effects; says its status."""
    with state.transaction() as db:
        current, status = find_subscription(db, row.id), "success"
        known = current or row
        if outcome.is_success:
            known = known._replace(retries=0)
            if price:
                Account.known(db, row.account).charge(price, operation=OPERATION)
        else:
            # That we send nowhere else is no fault of a receiver.
            known = known._replace(retries=known.retries + is_loopback(row.url))
            status = "failed"
        if known.retries > RETRIES:
            status = "permanent_failure"
            known = known._replace(active=0, reason="Max retries exceeded", blocked=at)
        if current:
            save_subscription(db, known)
        log_attempt(db, account=row.account, subscription=row.id, payload=payload, status=status,
             url=row.url, at=at, result=outcome)  # fmt: skip
    return status


def _told(
    row: Subscription, payload: str, signal: str, status: str, attempts: int, outcome: DeliveryResult
) -> Json:
    return {
        "payloadId": payload,
        "type": signal,
        "entityType": row.kind,
        "entityId": row.entity,
        "subscriptionId": row.id,
        "url": row.url,
        "status": status,
        "attempts": attempts,
        "statusCode": outcome.status,
        "durationMs": outcome.duration_ms,
        "error": outcome.error,
    }
