"""Cached results of people and companies, so that no lookup is paid for twice."""
