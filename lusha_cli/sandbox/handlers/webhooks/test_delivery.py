"""Handler of `webhooks test`: a delivery that is not charged."""

from typing import Any
from uuid import uuid4

from lusha_cli.json_types import Json
from lusha_cli.sandbox.data.companies import company_by_number
from lusha_cli.sandbox.data.events import find_entity, make_event
from lusha_cli.sandbox.data.people import person_by_number
from lusha_cli.sandbox.handlers.webhooks.delivery_client import DeliveryResult, deliver
from lusha_cli.sandbox.handlers.webhooks.logs import log_attempt
from lusha_cli.sandbox.handlers.webhooks.secret import check_secret, secret_of
from lusha_cli.sandbox.request_context import RequestContext, format_timestamp
from lusha_cli.sandbox.subscription_store import Subscription, own_subscription


def send_test_delivery(context: RequestContext) -> tuple[int, Json]:
    """Send a test signal to the receiver; in the mode `kafka` nothing leaves the sandbox."""
    row, mode = own_subscription(context, foreign_status=403), context.params.get("mode", "full")
    check_secret(context)
    signal = row.types.split()[0]
    if signal == "allSignals":
        signal = "promotion" if row.entity_type == "contact" else "peopleNews"
    payload = _test_payload(context, row, signal)
    result = DeliveryResult(None, 0)
    if mode != "kafka":
        secret = secret_of(context.db, row.account) or ""
        # The receiver may send requests to the sandbox before it responds.
        result = context.run_outside_transaction(
            "test", lambda: deliver(row.url, payload, secret=secret, clock=context.clock)
        )
        log_attempt(
            context.db,
            row,
            result,
            payload=payload.get("id", str(uuid4())),
            status="success" if result.is_success else "failed",
            at=context.now,
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
            "entityType": row.entity_type,
            "signalType": signal,
            "data": payload.get("data", payload),
        },
        "isSuccess": result.is_success,
        "timestamp": format_timestamp(context.now),
    }


def _test_payload(context: RequestContext, row: Subscription, signal: str) -> Json:
    """Return a signal of the subscribed entity, or of the first one if it does not exist."""
    by_number: Any = person_by_number if row.entity_type == "contact" else company_by_number
    entity = find_entity(row.entity_type, row.entity, seed=context.seed) or by_number(
        0, seed=context.seed
    )
    return make_event(entity, signal, row, now=context.now, credits_charged=0)


HANDLERS = {"webhooks test": send_test_delivery}
