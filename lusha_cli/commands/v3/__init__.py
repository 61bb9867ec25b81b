"""Commands of the V3 operations."""
