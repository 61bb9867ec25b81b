"""Enrich files through the bulk endpoints: read, plan, run and write."""
