"""The platform's folders for settings, state and cache."""

import sys
from collections.abc import Mapping
from pathlib import Path

from lusha_cli.storage.state_store import NO_HOME_DIRECTORY

APP = "lusha"


# On Linux: the variable of each folder, and the folder below that of the user without it.
_LINUX = {
    "config": ("XDG_CONFIG_HOME", ".config"),
    "state": ("XDG_STATE_HOME", ".local/state"),
    "cache": ("XDG_CACHE_HOME", ".cache"),
}


def default_folder(purpose: str, variables: Mapping[str, str]) -> Path:
    """Return the folder of `config`, `state` or `cache`, such as ~/.config/lusha."""
    if sys.platform == "linux":
        # What platformdirs returns too, but importing it takes longer than reading the settings.
        variable, below_home = _LINUX[purpose]
        folder, home = variables.get(variable, ""), variables.get("HOME", "")
        if not folder.startswith("/") and home.startswith("/"):
            folder = f"{home.rstrip('/')}/{below_home}"
        if folder.startswith("/"):
            return Path(folder, APP)
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
