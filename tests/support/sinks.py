"""Forward deliveries to commands."""

import os

from lusha_cli.webhooks.forwarding.sinks import CommandSink


def command_sink(line: str, *types: str, seconds: float = 10, **env: str) -> CommandSink:
    return CommandSink(line, types=types, env={**os.environ, **env}, timeout=seconds)
