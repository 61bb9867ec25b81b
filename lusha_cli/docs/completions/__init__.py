"""Generate the completion script of each shell from the command tree.

A script is its template, with static functions, and the data of the commands in between.
"""

from collections.abc import Callable, Iterator
from importlib.resources import files
from typing import NamedTuple

from lusha_cli.docs.command_tree import DependentValues, Node, dependent_values, root
from lusha_cli.docs.completions import bash, fish, powershell, zsh

# The line of a template that the data replaces.
_DATA_MARKER = "# COMMAND TREE\n"


class ScriptFormat(NamedTuple):
    """The file name of a shell's script, and the functions that generate its data."""

    file_name: str
    node_lines: Callable[[Node], Iterator[str]]
    value_lines: Callable[[DependentValues], Iterator[str]]


SCRIPTS = {
    "bash": ScriptFormat("lusha.bash", bash.node_lines, bash.value_lines),
    "zsh": ScriptFormat("_lusha", zsh.node_lines, zsh.value_lines),
    "fish": ScriptFormat("lusha.fish", fish.node_lines, fish.value_lines),
    "powershell": ScriptFormat("lusha.ps1", powershell.node_lines, powershell.value_lines),
}


def script(shell: str) -> str:
    """Return the completion script for `shell`."""
    file_name, node_lines, value_lines = SCRIPTS[shell]
    template = files(__name__).joinpath("templates", file_name).read_text(encoding="utf-8")
    data = (*node_lines(root()), "", *value_lines(dependent_values()), "")
    return template.replace(_DATA_MARKER, "\n".join(data))
