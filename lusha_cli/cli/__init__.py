"""The command line: command tree, options, and the way from argv to an exit code."""
