"""How answers about webhooks are laid out, as data."""

from lusha_cli.show.columns import Column, Layout

SUBSCRIPTIONS = Layout(
    records="data",
    columns=(
        Column("id", header="ID"),
        Column("entityType", header="Of"),
        Column("entityId", header="Entity"),
        Column("signalTypes", header="Signals"),
        Column("name"),
        Column("url", header="URL"),
        Column("isActive", header="Active", form="yes"),
        Column("blockReason", header="Blocked"),
    ),
)
CHANGED_SUBSCRIPTIONS = Layout(
    records="results",
    columns=(
        Column("index", header="#", justify="right"),
        Column("subscription.id", header="ID"),
        Column("subscription.entityType", header="Of"),
        Column("subscription.entityId", header="Entity"),
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
        Column("durationMs", header="ms", justify="right"),
        Column("subscriptionId", header="Subscription"),
        Column("payloadId", header="Event"),
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
