"""`lusha webhooks`: being told what happens, instead of asking."""

from lusha_cli.command import group
from lusha_cli.commands.deliveries import add_deliveries
from lusha_cli.commands.doctor import add_webhooks_doctor
from lusha_cli.commands.subscribing import add_subscribing
from lusha_cli.commands.subscriptions import add_subscriptions
from lusha_cli.commands.webhook_logs import add_webhook_logs
from lusha_cli.commands.webhook_secrets import add_webhook_secrets

app = group("Be told what happens: subscriptions, deliveries, signatures.")
add_subscribing(app)
add_subscriptions(app)
add_webhook_logs(app)
add_webhook_secrets(app)
add_deliveries(app)
add_webhooks_doctor(app)
