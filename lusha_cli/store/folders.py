"""Where this platform keeps a user's settings, state and cache."""

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


def cache_folder() -> Path:
    """The folder of what can be fetched again, such as ~/.cache/lusha."""
    import platformdirs

    return platformdirs.user_cache_path(APP, appauthor=False)
