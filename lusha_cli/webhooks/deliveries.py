"""Parse deliveries and build their acknowledgment (webhooks guide, 2026)."""

import hashlib
import json
from datetime import UTC, datetime
from typing import NamedTuple

from lusha_cli.json_types import Json

# The type given to opt-outs, whose bodies have none.
OPT_OUT = "optOut"
# Longer ids and types are ignored, because they are stored permanently.
_MAX_NAME_LENGTH = 256


class InvalidDelivery(ValueError):
    """Raised for a body that is not a JSON object."""


class Delivery(NamedTuple):
    """A delivery that was received at `received` (Unix seconds).

    `entity` is its subject, such as `contact:4158887495`, or "". `timestamp` and `signature`
    are the headers that sign it; `body` holds the bytes as sent.
    """

    id: str
    type: str
    entity: str
    received: float
    timestamp: str
    signature: str
    body: bytes


def read_delivery(body: bytes, *, received: float, timestamp: str, signature: str) -> Delivery:
    """Parse a body. Raises InvalidDelivery.

    A body without an id, such as an opt-out, is identified by its hash.
    """
    content = parse_body(body)
    # A retry has the same body, so its hash marks it as a duplicate.
    id_ = _printable_name(content.get("id")) or f"body-{hashlib.sha256(body).hexdigest()[:40]}"
    type_ = _printable_name(content.get("type"))
    entity = _entity_key(content.get("entityType"), content.get("entityId"))
    if not type_ and "contactId" in content and isinstance(content.get("datapoints"), list):
        type_, entity = OPT_OUT, _entity_key("contact", content["contactId"])
    return Delivery(id_, type_ or "unknown", entity, received, timestamp, signature, body)


def parse_body(body: bytes) -> dict[str, Json]:
    """Return the JSON object in `body`. Raises InvalidDelivery."""
    try:
        content = json.loads(body, parse_constant=_reject_constant)
    except (ValueError, RecursionError) as error:
        raise InvalidDelivery("The body isn't JSON.") from error
    if not isinstance(content, dict):
        raise InvalidDelivery("The body isn't a JSON object.")
    return content


def acknowledgment(id_: str, *, now: float) -> bytes:
    """Return the body of the response to an accepted delivery."""
    content = {"received": True, "timestamp": iso_time(now), "webhookId": id_}
    return json.dumps(content).encode()


def iso_time(at: float) -> str:
    """Format Unix seconds as 2026-02-05T10:30:45.123Z."""
    text = datetime.fromtimestamp(at, UTC).isoformat(timespec="milliseconds")
    return text.replace("+00:00", "Z")


def _entity_key(entity_type: Json, id_: Json) -> str:
    # The bound: str() fails for integers of more than 4,300 digits.
    name = _printable_name(str(id_) if isinstance(id_, int) and abs(id_) < 10**20 else id_)
    return f"{_printable_name(entity_type) or 'entity'}:{name}" if name else ""


def _printable_name(value: Json) -> str:
    """Return `value` if it is a short printable text, else ""."""
    if not isinstance(value, str) or not value.isprintable() or len(value) > _MAX_NAME_LENGTH:
        return ""
    return value


def _reject_constant(name: str) -> Json:
    raise ValueError(f"{name} is not JSON")
