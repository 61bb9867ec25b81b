"""The platform's folders for settings, state and cache."""

from collections.abc import Callable
from pathlib import Path

from lusha_cli.storage.state_store import NO_HOME_DIRECTORY

APP = "lusha"


def config_folder() -> Path:
    """Return the folder of the settings, such as ~/.config/lusha."""
    import platformdirs

    return _folder(platformdirs.user_config_path)


def state_folder() -> Path:
    """Return the folder of the state, such as ~/.local/state/lusha."""
    import platformdirs

    return _folder(platformdirs.user_state_path)


def cache_folder() -> Path:
    """Return the folder of the caches, such as ~/.cache/lusha."""
    import platformdirs

    return _folder(platformdirs.user_cache_path)


def _folder(folder: Callable[..., Path]) -> Path:
    try:
        return folder(APP, appauthor=False)
    except RuntimeError:
        return NO_HOME_DIRECTORY
