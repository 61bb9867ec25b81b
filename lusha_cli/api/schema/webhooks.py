"""The request schemas of the webhook operations."""

from lusha_cli.api.schema.types import (
    BOOLEAN,
    INTEGER,
    TEXT,
    URL,
    Schema,
    batch_of,
    integer,
    object_of,
    text,
    texts,
)

# These are sent without a body although they aren't GET requests.
BODILESS = ("webhooks test", "webhooks rotate-secret")

_KIND = Schema(choices=("contact", "company"))
_NAME = text(0, 100)

WEBHOOKS = {
    "webhooks create": object_of(
        ("defaults", "subscriptions"),
        defaults=object_of(("url",), url=URL, entityType=_KIND, signalTypes=texts()),
        name=_NAME,
        subscriptions=batch_of(
            object_of(
                ("entityId",), entityId=text(0, 255), entityType=_KIND, signalTypes=texts(),
                name=_NAME,
            ), maximum=25
        ),
    ),
    "webhooks list": object_of(limit=integer(1, 100), offset=INTEGER),
    "webhooks get": object_of(),
    "webhooks update": object_of(
        signalTypes=texts(), url=URL, name=_NAME, isActive=BOOLEAN, regenerateSecret=BOOLEAN
    ),
    "webhooks test": object_of(mode=Schema(choices=("direct", "kafka", "full"))),
    "webhooks delete": object_of(("ids",), ids=batch_of(TEXT, maximum=25)),
    "webhooks logs": object_of(
        subscriptionId=TEXT, status=Schema(choices=("success", "failed", "permanent_failure")),
        limit=integer(1, 100), offset=INTEGER,
    ),
    "webhooks stats": object_of(subscriptionId=TEXT),
    "webhooks secret": object_of(),
    "webhooks rotate-secret": object_of(),
    "webhooks opt-out": object_of(
        ("entityType", "url"), entityType=Schema(choices=("contact",)), url=URL, name=_NAME
    ),
}  # fmt: skip
