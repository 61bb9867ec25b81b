"""What each operation of the webhooks takes, as data."""

from lusha_cli.api.schema.types import (
    BOOLEAN,
    TEXT,
    URL,
    WHOLE,
    Spec,
    list_of,
    object_of,
    text,
    texts,
    whole,
)

# These are asked without a body, though they are no GET.
BODILESS = ("webhooks test", "webhooks rotate-secret")

_KIND = Spec(choices=("contact", "company"))
_NAME = text(0, 100)

WEBHOOKS = {
    "webhooks create": object_of(
        ("defaults", "subscriptions"),
        defaults=object_of(("url",), url=URL, entityType=_KIND, signalTypes=texts()),
        name=_NAME,
        subscriptions=list_of(
            object_of(
                ("entityId",), entityId=text(0, 255), entityType=_KIND, signalTypes=texts(),
                name=_NAME,
            ),
            least=1, most=25,
        ),
    ),
    "webhooks list": object_of(limit=whole(1, 100), offset=WHOLE),
    "webhooks get": object_of(),
    "webhooks update": object_of(
        signalTypes=texts(), url=URL, name=_NAME, isActive=BOOLEAN, regenerateSecret=BOOLEAN
    ),
    "webhooks test": object_of(mode=Spec(choices=("direct", "kafka", "full"))),
    "webhooks delete": object_of(("ids",), ids=list_of(TEXT, least=1, most=25)),
    "webhooks logs": object_of(
        subscriptionId=TEXT, status=Spec(choices=("success", "failed", "permanent_failure")),
        limit=whole(1, 100), offset=WHOLE,
    ),
    "webhooks stats": object_of(subscriptionId=TEXT),
    "webhooks secret": object_of(),
    "webhooks rotate-secret": object_of(),
    "webhooks opt-out": object_of(
        ("entityType", "url"), entityType=Spec(choices=("contact",)), url=URL, name=_NAME
    ),
}  # fmt: skip
