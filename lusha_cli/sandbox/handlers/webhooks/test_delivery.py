"""Handler of `webhooks test`: a delivery that charges nothing."""

from typing import Any
from uuid import uuid4

from lusha_cli.sandbox.data.companies import company
from lusha_cli.sandbox.data.events import entity_of, event_of
from lusha_cli.sandbox.data.people import person
from lusha_cli.sandbox.handlers.webhooks.deliveries import Outcome, deliver
from lusha_cli.sandbox.handlers.webhooks.logs import note
from lusha_cli.sandbox.handlers.webhooks.secret import check_secret, secret_of
from lusha_cli.sandbox.request_context import RequestContext, format_timestamp
from lusha_cli.sandbox.subscription_store import Subscription, requested_subscription

Json = dict[str, Any]


def send_test_delivery(context: RequestContext) -> tuple[int, Json]:
    """A test signal sent to the receiver; with `kafka`, no further than to ourselves."""
    row, mode = requested_subscription(context, foreign=403), context.params.get("mode", "full")
    check_secret(context)
    signal = row.types.split()[0]
    if signal == "allSignals":
        signal = "promotion" if row.kind == "contact" else "peopleNews"
    payload = _payload(context, row, signal)
    outcome = Outcome(None, 0)
    if mode != "kafka":
        secret = secret_of(context.db, row.account) or ""
        outcome = context.run_outside_transaction(
            "test", lambda: deliver(row.url, payload, secret=secret, clock=context.clock)
        )
        note(
            context.db,
            account=row.account,
            subscription=row.id,
            payload=payload.get("id", str(uuid4())),
            status="success" if outcome.is_good else "failed",
            url=row.url,
            at=context.now,
            outcome=outcome,
        )
    answered = {} if outcome.status is None else {"statusCode": outcome.status}
    return 200, {
        "subscriptionId": row.id,
        **({} if row.name is None else {"subscriptionName": row.name}),
        "url": row.url,
        "mode": mode,
        "flowCheck": {
            "success": outcome.is_good,
            **answered,
            "durationMs": outcome.duration,
        },
        "testPayload": {
            "entityType": row.kind,
            "signalType": signal,
            "data": payload.get("data", payload),
        },
        "isSuccess": outcome.is_good,
        "timestamp": format_timestamp(context.now),
    }


def _payload(context: RequestContext, row: Subscription, signal: str) -> Json:
    """The signal of the subscribed entity, or of the first one where the sandbox has no such."""
    first: Any = person if row.kind == "contact" else company
    found = entity_of(row.kind, row.entity, seed=context.seed) or first(0, seed=context.seed)
    return event_of(found, signal, row, now=context.now, charged=0)


HANDLERS = {"webhooks test": send_test_delivery}
