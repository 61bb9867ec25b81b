"""Serve HTTP to webhook senders: protocol, limits, responses and shutdown."""
