"""The client for programs in Python: `from lusha_cli import Lusha`."""
