"""Parsing and normalization of values that users type: identifiers, ranges, locations."""
