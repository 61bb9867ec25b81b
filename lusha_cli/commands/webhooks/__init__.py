"""The commands of `lusha webhooks`, one module per command."""
