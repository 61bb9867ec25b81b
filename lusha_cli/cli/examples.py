"""More examples of commands, shown in their help after the first one."""

MORE_EXAMPLES: dict[str, tuple[str, ...]] = {}
