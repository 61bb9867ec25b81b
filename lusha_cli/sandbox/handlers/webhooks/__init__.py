"""Handlers of the webhook operations, by the name of the command."""

from lusha_cli.sandbox.handlers.webhooks import logs, secret, subscriptions, test_delivery

HANDLERS = {
    **subscriptions.HANDLERS,
    **test_delivery.HANDLERS,
    **logs.HANDLERS,
    **secret.HANDLERS,
}
