"""Recipes: files for cron, CI, containers and servers, which users copy and edit."""

NAMES = (
    "cron",
    "docker",
    "express",
    "github-actions",
    "postgres-enrich",
    "redis-team",
    "systemd",
)
