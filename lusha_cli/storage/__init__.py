"""Files that outlast a command: state, locks, and caches of responses and completions."""
