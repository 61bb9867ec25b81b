"""Handlers of the operations, one module for each command group."""
