"""Receiving webhooks: check, log, acknowledge; then forward from the log."""
