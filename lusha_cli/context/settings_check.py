"""The check of all settings before a command runs."""

from lusha_cli.context.environment import Environment


def check_settings(env: Environment) -> None:
    """Reject invalid settings before a request is sent, not after it was charged."""
    env.settings.check()
    for sentence in env.settings.unknown_keys():
        env.info(f"Warning: {sentence}")
