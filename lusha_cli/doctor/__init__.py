"""The checks of `lusha doctor`: each returns its result and how to fix a problem."""
