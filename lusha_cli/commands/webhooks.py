"""`lusha webhooks`: being told what happens, instead of asking."""

from lusha_cli.command import group
from lusha_cli.commands.deliveries import add_deliveries

app = group("Be told what happens: subscriptions, deliveries, signatures.")
add_deliveries(app)
