"""Generators of the texts that follow from the code, and the check that they still do."""
