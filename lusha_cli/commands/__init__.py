"""The commands, one module for each command group."""
