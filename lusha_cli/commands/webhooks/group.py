"""`lusha webhooks`: being told what happens, instead of asking."""

from lusha_cli.cli.command import group
from lusha_cli.commands.doctor import add_webhooks_doctor
from lusha_cli.commands.webhooks.deliveries import add_deliveries
from lusha_cli.commands.webhooks.logs import add_webhook_logs
from lusha_cli.commands.webhooks.secret import add_webhook_secrets
from lusha_cli.commands.webhooks.subscription_create import add_subscribing
from lusha_cli.commands.webhooks.subscriptions import add_subscriptions

app = group("Be told what happens: subscriptions, deliveries, signatures.")
add_subscribing(app)
add_subscriptions(app)
add_webhook_logs(app)
add_webhook_secrets(app)
add_deliveries(app)
add_webhooks_doctor(app)
