"""Requests to the vendor: operations, client, retries, rate limits, V2 compatibility."""
