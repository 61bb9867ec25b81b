"""Generate the man pages."""
