"""Recipes: files for cron, CI, containers and servers, which users copy and edit."""

NAMES = (
    "aws-nightly",
    "aws-webhooks",
    "cron",
    "docker",
    "express",
    "github-actions",
    "hubspot",
    "make",
    "n8n",
    "postgres-enrich",
    "redis-team",
    "salesforce",
    "systemd",
    "workato",
    "zapier",
)
