"""Columns and sections of each result, as data."""
