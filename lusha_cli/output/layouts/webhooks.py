"""How answers about webhooks are laid out, as data."""

from lusha_cli.output.layouts.v2 import Column, Layout

SUBSCRIPTIONS = Layout(
    records="data",
    columns=(
        Column("id", header="ID", whole=True),
        Column("entityType", header="Of", beside="entityId"),
        Column("signalTypes", header="Signals"),
        Column("name"),
        Column("url", header="URL"),
        Column("isActive", header="Active", form="yes"),
        Column("blockReason", header="Blocked"),
    ),
)
SUBSCRIPTION = Layout(
    records="",
    fields=(
        Column("id", header="ID"),
        Column("name"),
        Column("entityType", header="Of", beside="entityId"),
        Column("signalTypes", header="Signals"),
        Column("url", header="URL"),
        Column("isActive", header="Active", form="either"),
        Column("blockReason", header="Blocked"),
        Column("blockedAt", header="Since", form="time"),
        Column("createdAt", header="Created", form="time"),
        Column("updatedAt", header="Updated", form="time"),
    ),
)
TRIAL = Layout(
    records="",
    fields=(
        Column("subscriptionId", header="Subscription"),
        Column("subscriptionName", header="Name"),
        Column("url", header="URL"),
        Column("mode"),
        Column("isSuccess", header="Delivered", form="either"),
        Column("flowCheck.statusCode", header="Answer"),
        Column("flowCheck.durationMs", header="Took (ms)"),
        Column("flowCheck.error", header="Error", otherwise=("error",)),
        Column("testPayload.signalType", header="Event"),
        Column("testPayload.data", header="Sent", otherwise=("testPayload",)),
        Column("timestamp", header="Time", form="time"),
    ),
)
CHANGED_SUBSCRIPTIONS = Layout(
    records="results",
    columns=(
        Column("index", header="#", justify="right"),
        Column("subscription.id", header="ID", whole=True),
        Column("subscription.entityType", header="Of", beside="subscription.entityId"),
        Column("subscription.name", header="Name"),
        Column("error.code", header="Error"),
        Column("error.message", header="Why"),
    ),
)
DELIVERY_LOGS = Layout(
    records="data",
    columns=(
        Column("deliveredAt", header="Time", form="time"),
        Column("status"),
        Column("statusCode", header="Answer", justify="right"),
        Column("durationMs", header="Took (ms)", justify="right", spare=True),
        Column("subscriptionId", header="Subscription", whole=True),
        Column("payloadId", header="Event", whole=True, spare=True),
        Column("error"),
    ),
)
EMITTED = Layout(
    records="",
    columns=(
        Column("type", header="Event"),
        Column("entityId", header="Entity"),
        Column("url", header="URL"),
        Column("status"),
        Column("attempts", justify="right"),
        Column("statusCode", header="Answer", justify="right"),
        Column("error"),
    ),
)
