"""Execute a bulk run: journal, requests, outcomes and results."""
