"""Handler of `webhooks test`: a delivery that is not charged."""

from typing import Any
from uuid import uuid4

from lusha_cli.sandbox.data.companies import company_by_number
from lusha_cli.sandbox.data.events import find_entity, make_event
from lusha_cli.sandbox.data.people import person_by_number
from lusha_cli.sandbox.handlers.webhooks.delivery_client import DeliveryResult, deliver
from lusha_cli.sandbox.handlers.webhooks.logs import log_attempt
from lusha_cli.sandbox.handlers.webhooks.secret import check_secret, secret_of
from lusha_cli.sandbox.request_context import Exchange, instant
from lusha_cli.sandbox.subscription_store import Subscription, own_subscription

Json = dict[str, Any]


def send_test_delivery(exchange: Exchange) -> tuple[int, Json]:
    """Send a test signal to the receiver; in the mode `kafka` nothing leaves the sandbox."""
    row, mode = own_subscription(exchange, foreign_status=403), exchange.given.get("mode", "full")
    check_secret(exchange)
    signal = row.types.split()[0]
    if signal == "allSignals":
        signal = "promotion" if row.kind == "contact" else "peopleNews"
    payload = _test_payload(exchange, row, signal)
    result = DeliveryResult(None, 0)
    if mode != "kafka":
        secret = secret_of(exchange.db, row.account) or ""
        result = exchange.outside(
            "test", lambda: deliver(row.url, payload, secret=secret, clock=exchange.clock)
        )
        log_attempt(
            exchange.db,
            account=row.account,
            subscription=row.id,
            payload=payload.get("id", str(uuid4())),
            status="success" if result.is_success else "failed",
            url=row.url,
            at=exchange.now,
            result=result,
        )
    status_field = {} if result.status is None else {"statusCode": result.status}
    return 200, {
        "subscriptionId": row.id,
        **({} if row.name is None else {"subscriptionName": row.name}),
        "url": row.url,
        "mode": mode,
        "flowCheck": {
            "success": result.is_success,
            **status_field,
            "durationMs": result.duration_ms,
        },
        "testPayload": {
            "entityType": row.kind,
            "signalType": signal,
            "data": payload.get("data", payload),
        },
        "isSuccess": result.is_success,
        "timestamp": instant(exchange.now),
    }


def _test_payload(exchange: Exchange, row: Subscription, signal: str) -> Json:
    """Return a signal of the subscribed entity, or of the first one if it does not exist."""
    by_number: Any = person_by_number if row.kind == "contact" else company_by_number
    entity = find_entity(row.kind, row.entity, seed=exchange.seed) or by_number(
        0, seed=exchange.seed
    )
    return make_event(entity, signal, row, now=exchange.now, credits_charged=0)


HANDLERS = {"webhooks test": send_test_delivery}
