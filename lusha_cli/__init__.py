"""A command-line client for the Lusha API."""

__version__ = "0.4.0"
# The release date, printed in the man pages so that their output is deterministic.
RELEASED = "2026-11-30"
