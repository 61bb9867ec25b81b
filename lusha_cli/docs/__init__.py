"""Generate man pages, completions and README tables, and check that they are current."""
