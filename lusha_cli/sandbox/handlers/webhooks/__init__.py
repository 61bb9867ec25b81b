"""Handlers of the webhook operations, by command name."""

from lusha_cli.sandbox.handlers.webhooks import (
    create,
    delete,
    logs,
    opt_out,
    secret,
    stats,
    subscriptions,
    test_delivery,
)

HANDLERS = {
    **create.HANDLERS,
    **subscriptions.HANDLERS,
    **delete.HANDLERS,
    **opt_out.HANDLERS,
    **test_delivery.HANDLERS,
    **logs.HANDLERS,
    **stats.HANDLERS,
    **secret.HANDLERS,
}
