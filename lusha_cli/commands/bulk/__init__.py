"""Command bodies of `person bulk`, `company bulk` and `runs`."""
