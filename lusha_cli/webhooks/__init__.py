"""Receive, log, forward and replay webhook deliveries."""
