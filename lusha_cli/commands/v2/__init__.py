"""Commands of the V2 operations."""
