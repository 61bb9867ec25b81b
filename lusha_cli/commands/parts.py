"""Groups of commands, of which only the modules that a command line needs are imported."""

from importlib import import_module
from typing import NamedTuple

import typer

from lusha_cli.cli.command import group


class Part(NamedTuple):
    """Commands of a group, and the function that registers them, of a module of this package."""

    module: str
    register: str
    commands: tuple[str, ...]


def load_group(summary: str, parts: tuple[Part, ...], command: str) -> typer.Typer:
    """Return the group; if it has a `command` of this name, only with the part that has it.

    Importing the modules of all parts takes as long as importing Typer.
    """
    app = group(summary)
    for part in [part for part in parts if command in part.commands] or parts:
        module = import_module(f"lusha_cli.commands.{part.module}")
        getattr(module, part.register)(app)
    return app
