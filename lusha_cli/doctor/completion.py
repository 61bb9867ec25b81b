"""Check of shell completion."""

import shlex
from collections.abc import Mapping
from pathlib import Path

from lusha_cli.context.app_context import AppContext
from lusha_cli.doctor.result import CheckResult, passed, warned


def check_completion(context: AppContext) -> CheckResult:
    """Check that the completion script is where the user's shell looks for it."""
    shell = Path(context.env.variables.get("SHELL", "")).name
    paths = _script_paths(shell, context.env.variables)
    if not paths:
        return passed("completion", f"Not checked for this shell: {shell or 'unknown'}.")
    existing = next((path for path in paths if _is_file(path)), None)
    if existing:
        return passed("completion", f"{shell}: {existing}.")
    first = paths[0]
    folder, file = shlex.quote(str(first.parent)), shlex.quote(str(first))
    fix = f"Run: mkdir -p {folder} && lusha completion {shell} > {file}"
    if shell == "zsh":
        fix += f" (then add to ~/.zshrc, before compinit: fpath+=({folder}))"
    return warned("completion", f"Completion is not set up for {shell}.", fix)


def _script_paths(shell: str, env: Mapping[str, str]) -> list[Path]:
    """Return the files that a shell looks for, the user's own first."""
    home = Path(env.get("HOME") or "/")
    # The XDG specification treats an empty variable as unset.
    data = Path(env.get("XDG_DATA_HOME") or home / ".local" / "share")
    config = Path(env.get("XDG_CONFIG_HOME") or home / ".config")
    data_dirs = env.get("XDG_DATA_DIRS") or "/usr/local/share:/usr/share"
    shared = [Path(folder) for folder in data_dirs.split(":") if folder]
    if shell == "bash":
        # bash-completion loads a script on demand, by the name of the command.
        own = env.get("BASH_COMPLETION_USER_DIR", "").split(":")[0]
        own_folder = Path(own) if own else data / "bash-completion"
        system_folders = [folder / "bash-completion" for folder in shared]
        return [folder / "completions" / "lusha" for folder in (own_folder, *system_folders)]
    if shell == "zsh":
        # zsh doesn't export its search path by default, hence the usual folders too.
        fpath_folders = [Path(folder) for folder in env.get("FPATH", "").split(":") if folder]
        folder_names = ("site-functions", "vendor-completions")
        system_folders = [folder / "zsh" / name for folder in shared for name in folder_names]
        return [folder / "_lusha" for folder in (home / ".zfunc", *fpath_folders, *system_folders)]
    if shell == "fish":
        system_folders = [folder / "fish" / "vendor_completions.d" for folder in (data, *shared)]
        return [
            folder / "lusha.fish" for folder in (config / "fish" / "completions", *system_folders)
        ]
    return []


def _is_file(path: Path) -> bool:
    try:
        # is_file() may raise PermissionError for a folder that can't be searched.
        return path.is_file()
    except OSError:
        return False
