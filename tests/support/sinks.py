"""Forward deliveries to commands."""

import os

from lusha_cli.webhooks.forwarding.sinks import Command


def command_sink(line: str, *types: str, seconds: float = 10, **env: str) -> Command:
    return Command(line, types=types, env={**os.environ, **env}, seconds=seconds)
