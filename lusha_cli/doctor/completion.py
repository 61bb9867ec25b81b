"""Check of the shell's completion."""

import shlex
from collections.abc import Mapping
from pathlib import Path

from lusha_cli.context.app_context import World
from lusha_cli.doctor.result import CheckResult, passed, warned


def check_completion(world: World) -> CheckResult:
    """Whether the completion file is where the user's shell looks."""
    shell = Path(world.env.get("SHELL", "")).name
    places = _places(shell, world.env)
    if not places:
        return passed("completion", f"Not looked for: the shell is {shell or 'not known'}.")
    found = next((place for place in places if _is_file(place)), None)
    if found:
        return passed("completion", f"{shell}: {found}.")
    first = places[0]
    folder, file = shlex.quote(str(first.parent)), shlex.quote(str(first))
    fix = f"Run: mkdir -p {folder} && lusha completion {shell} > {file}"
    if shell == "zsh":
        fix += f" (and in ~/.zshrc, before compinit: fpath+=({folder}))"
    return warned("completion", f"{shell} does not complete lusha.", fix)


def _places(shell: str, env: Mapping[str, str]) -> list[Path]:
    """The files that a shell looks for, the user's own first."""
    home = Path(env.get("HOME") or "/")
    data = Path(env.get("XDG_DATA_HOME") or home / ".local" / "share")
    config = Path(env.get("XDG_CONFIG_HOME") or home / ".config")
    listed = env.get("XDG_DATA_DIRS") or "/usr/local/share:/usr/share"
    shared = [Path(folder) for folder in listed.split(":") if folder]
    if shell == "bash":
        own = env.get("BASH_COMPLETION_USER_DIR", "").split(":")[0]
        first = Path(own) if own else data / "bash-completion"
        others = [folder / "bash-completion" for folder in shared]
        return [folder / "completions" / "lusha" for folder in (first, *others)]
    if shell == "zsh":
        named = [Path(folder) for folder in env.get("FPATH", "").split(":") if folder]
        kinds = ("site-functions", "vendor-completions")
        others = [folder / "zsh" / kind for folder in shared for kind in kinds]
        return [folder / "_lusha" for folder in (home / ".zfunc", *named, *others)]
    if shell == "fish":
        others = [folder / "fish" / "vendor_completions.d" for folder in (data, *shared)]
        return [folder / "lusha.fish" for folder in (config / "fish" / "completions", *others)]
    return []


def _is_file(place: Path) -> bool:
    try:
        return place.is_file()
    except OSError:
        return False
