"""Generate man pages and completions, and check that they are current."""
