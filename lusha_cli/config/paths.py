"""The platform's folders for settings, state and cache."""

from pathlib import Path

from lusha_cli.storage.state_store import NO_HOME_DIRECTORY

APP = "lusha"


def default_folder(purpose: str) -> Path:
    """Return the folder of `config`, `state` or `cache`, such as ~/.config/lusha."""
    import platformdirs

    folders = {
        "config": platformdirs.user_config_path,
        "state": platformdirs.user_state_path,
        "cache": platformdirs.user_cache_path,
    }
    try:
        # By default, platformdirs repeats the name on Windows: lusha\lusha.
        return folders[purpose](APP, appauthor=False)
    except RuntimeError:
        # pathlib raises it for a user without a home directory, as in some containers.
        return NO_HOME_DIRECTORY
