"""`lusha webhooks`: being told what happens, instead of asking."""

from lusha_cli.command import group

app = group("Be told what happens: subscriptions, deliveries, signatures.")
