"""A command-line client for the Lusha API."""

__version__ = "0.1.0"
# The day of this version. The manual bears it: pages made twice have to be the same.
RELEASED = "2026-11-28"
