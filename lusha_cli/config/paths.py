"""Where this platform keeps a user's settings, state and cache."""

from collections.abc import Callable
from pathlib import Path

from lusha_cli.storage.state_store import NOWHERE

APP = "lusha"


def config_folder() -> Path:
    """The folder of the settings, such as ~/.config/lusha."""
    import platformdirs

    return _found(platformdirs.user_config_path)


def state_folder() -> Path:
    """The folder of the state, such as ~/.local/state/lusha."""
    import platformdirs

    return _found(platformdirs.user_state_path)


def cache_folder() -> Path:
    """The folder of what can be fetched again, such as ~/.cache/lusha."""
    import platformdirs

    return _found(platformdirs.user_cache_path)


def _found(folder: Callable[..., Path]) -> Path:
    try:
        return folder(APP, appauthor=False)
    except RuntimeError:
        return NOWHERE
