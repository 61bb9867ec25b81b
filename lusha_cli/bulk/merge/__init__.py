"""Merge files of people or companies into one: `lusha merge`."""
