"""Generate the completion script of each shell from the command tree."""

from collections.abc import Callable, Mapping

from lusha_cli.docs.command_tree import Node, Value, dependent_values, root
from lusha_cli.docs.completions.bash import bash
from lusha_cli.docs.completions.fish import fish
from lusha_cli.docs.completions.powershell import powershell
from lusha_cli.docs.completions.zsh import zsh

# Each shell: the file name of its script, and the function that generates it.
SCRIPTS: dict[str, tuple[str, Callable[[Node, Mapping[str, Mapping[str, Value]]], str]]] = {
    "bash": ("lusha.bash", bash),
    "zsh": ("_lusha", zsh),
    "fish": ("lusha.fish", fish),
    "powershell": ("lusha.ps1", powershell),
}


def script(shell: str) -> str:
    """Return the completion script for `shell`."""
    _, make = SCRIPTS[shell]
    return make(root(), dependent_values())
