"""A command-line client for the Lusha API."""

__version__ = "0.1.0"
