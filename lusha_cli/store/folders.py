"""Where this platform keeps a user's settings and state."""

from pathlib import Path

APP = "lusha"


def config_folder() -> Path:
    """The folder of the settings, such as ~/.config/lusha."""
    import platformdirs

    return platformdirs.user_config_path(APP, appauthor=False)


def state_folder() -> Path:
    """The folder of the state, such as ~/.local/state/lusha."""
    import platformdirs

    return platformdirs.user_state_path(APP, appauthor=False)
