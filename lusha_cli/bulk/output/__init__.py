"""Write enriched rows to files, streams and databases."""
