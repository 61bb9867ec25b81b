"""Declare the layouts of webhook responses and deliveries."""

from lusha_cli.output.layouts.layout import Column, Layout, columns, optional

_ENTITY = Column("entityType", "Of", suffix_key="entityId")

SUBSCRIPTIONS_LAYOUT = Layout(
    "data",
    columns(
        Column("id", no_wrap=True),
        _ENTITY,
        "signalTypes:Signals, name, url",
        Column("isActive", "Active", formatter="yes"),
        # The vendor disables a subscription after failed deliveries and gives the reason here.
        "blockReason:Blocked",
        *optional(
            columns("blockedAt:Since, createdAt:Created, updatedAt:Updated", formatter="time")
        ),
    ),
)
SUBSCRIPTION_LAYOUT = Layout(
    fields=columns(
        "id, name",
        _ENTITY,
        "signalTypes:Signals",
        Column("url", no_wrap=True),
        # Only the response that creates a secret has it.
        Column("secret", no_wrap=True),
        Column("isActive", "Active", formatter="yes_no"),
        "blockReason:Blocked",
        *columns("blockedAt:Since, createdAt:Created, updatedAt:Updated", formatter="time"),
    ),
)
TEST_DELIVERY_LAYOUT = Layout(
    fields=columns(
        "subscriptionId:Subscription, subscriptionName:Name, url, mode",
        Column("isSuccess", "Delivered", formatter="yes_no"),
        Column("flowCheck.success", "Flow check", formatter="yes_no"),
        "flowCheck.statusCode:Response, flowCheck.durationMs:Took (ms)",
        Column("flowCheck.error", "Error", ("error",)),
        "testPayload.signalType:Event, testPayload.entityType:Of",
        Column("testPayload.data", "Sent", ("testPayload",), formatter="mapping"),
        Column("timestamp", "Time", formatter="time"),
    ),
)
SUBSCRIPTION_RESULTS_LAYOUT = Layout(
    "results",
    columns(
        Column("index", "#", formatter="number"),
        Column("subscription.id", "ID", no_wrap=True),
        Column("subscription.entityType", "Of", suffix_key="subscription.entityId"),
        "subscription.name:Name, subscription.signalTypes:Signals, subscription.url:URL",
        "error.code:Error, error.message:Why",
        *optional(
            columns(
                Column("success", "Done", formatter="yes_no"),
                Column("subscription.isActive", "Active", formatter="yes_no"),
                "subscription.blockReason:Blocked",
                *columns(
                    "subscription.blockedAt:Since, subscription.createdAt:Created",
                    "subscription.updatedAt:Updated",
                    formatter="time",
                ),
            )
        ),
    ),
)
DELIVERY_LOGS_LAYOUT = Layout(
    "data",
    columns(
        Column("deliveredAt", "Time", formatter="time"),
        "status",
        Column("statusCode", "Response", formatter="number"),
        Column("durationMs", "Took (ms)", formatter="number", optional=True),
        Column("subscriptionId", "Subscription", no_wrap=True),
        Column("payloadId", "Event", no_wrap=True, optional=True),
        "error",
        Column("url", no_wrap=True, optional=True),
        Column("id", "Log ID", no_wrap=True, optional=True),
    ),
)
EMITTED_EVENTS_LAYOUT = Layout(
    columns=columns(
        "type:Event, entityId:Entity, url, status",
        *columns("attempts, statusCode:Response", formatter="number"),
        "error",
    ),
)
REPLAYED_DELIVERIES_LAYOUT = Layout(
    columns=columns("id, type, entity", Column("received", formatter="time"), "state, error"),
)
