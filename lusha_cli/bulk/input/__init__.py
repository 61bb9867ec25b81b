"""Read input files and import their rows into the journal."""
