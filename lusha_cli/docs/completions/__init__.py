"""The completions of the shells: the script of each, printed from the command tree."""

from collections.abc import Callable, Mapping

from lusha_cli.docs.command_tree import Node, Value, dependent_values, root
from lusha_cli.docs.completions.bash import bash
from lusha_cli.docs.completions.fish import fish
from lusha_cli.docs.completions.powershell import powershell
from lusha_cli.docs.completions.zsh import zsh

# Each shell: the file of its script, and what prints it.
SCRIPTS: dict[str, tuple[str, Callable[[Node, Mapping[str, Mapping[str, Value]]], str]]] = {
    "bash": ("lusha.bash", bash),
    "zsh": ("_lusha", zsh),
    "fish": ("lusha.fish", fish),
    "powershell": ("lusha.ps1", powershell),
}


def script(shell: str) -> str:
    """The script of `shell`."""
    _, make = SCRIPTS[shell]
    return make(root(), dependent_values())
