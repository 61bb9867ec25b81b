"""Send logged deliveries again: original body, new signature, marked as a replay."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from lusha_cli.webhooks.deliveries import Delivery, iso_time
from lusha_cli.webhooks.forwarding.sender import DeliveryError, Sender
from lusha_cli.webhooks.forwarding.sinks import ID_HEADER
from lusha_cli.webhooks.signature import sign

REPLAY_HEADER = "X-Lusha-Replay"
# After this many failed connections in a row, the rest is not attempted.
_MAX_UNREACHABLE = 3


def replay(
    deliveries: Iterable[Delivery], sender: Sender, *, secret: str, now: Callable[[], float]
) -> Iterator[dict[str, Any]]:
    """Send deliveries one after the other and yield a record of each.

    Its `state` is delivered, duplicate (the receiver had it before) or failed, with an `error`.
    """
    unreachable_count = 0
    for delivery in deliveries:
        record: dict[str, Any] = {
            "id": delivery.id,
            "type": delivery.type,
            "entity": delivery.entity or None,
            "received": iso_time(delivery.received),
        }
        if unreachable_count >= _MAX_UNREACHABLE:
            yield {**record, "state": "failed", "error": "not sent: the receiver is unreachable"}
            continue
        # Receivers reject the original timestamp as stale, and the signature covers it.
        timestamp = str(int(now()))
        try:
            receipt = sender.send(
                delivery.body,
                timestamp=timestamp,
                signature=sign(secret, timestamp, delivery.body),
                extra_headers={ID_HEADER: delivery.id, REPLAY_HEADER: "1"},
            )
        except DeliveryError as error:
            unreachable_count = unreachable_count + 1 if error.is_unreachable else 0
            yield {**record, "state": "failed", "error": str(error)}
            continue
        unreachable_count = 0
        state = "duplicate" if receipt.is_duplicate else "delivered"
        yield {**record, "state": state, "error": None}
