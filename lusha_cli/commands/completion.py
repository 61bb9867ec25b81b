"""`lusha completion`: print the completion script of a shell."""

from pathlib import PurePath
from typing import Annotated

import typer

from lusha_cli.cli.command import command
from lusha_cli.cli.global_options import LOGGING_OPTIONS
from lusha_cli.cli.options import argument, choices
from lusha_cli.commands.completion_script import SHELLS, print_script
from lusha_cli.context.app_context import AppContext
from lusha_cli.errors import UsageError


def register(app: typer.Typer) -> None:
    """Register the command at the top level of the tree."""
    command(app, "completion", flags=LOGGING_OPTIONS, example="lusha completion bash")(completion)


ShellArg = Annotated[str | None, argument(
    choices(*SHELLS, metavar="SHELL"), f"Shell: {', '.join(SHELLS)} [from $SHELL].",
)]  # fmt: skip


def completion(context: AppContext, shell: ShellArg = None) -> None:
    """Print the completion script of a shell.

    Put it where your shell looks for it, then open a new one:

    \u0008
    bash:
      mkdir -p ~/.local/share/bash-completion/completions &&
      lusha completion bash > ~/.local/share/bash-completion/completions/lusha
    zsh (and in ~/.zshrc, before compinit: fpath+=(~/.zfunc)):
      mkdir -p ~/.zfunc && lusha completion zsh > ~/.zfunc/_lusha
    fish:
      mkdir -p ~/.config/fish/completions &&
      lusha completion fish > ~/.config/fish/completions/lusha.fish
    powershell (add it to $PROFILE):
      lusha completion powershell | Out-String | Invoke-Expression
    To try it in bash:
      source <(lusha completion bash)

    Values of the API's lists are completed once the lists are cached: by a search that uses
    one of their values, or by lusha filters.
    """
    print_script(context, shell or _shell_of_user(context))


def _shell_of_user(context: AppContext) -> str:
    """Return the user's shell according to SHELL. Raises UsageError if it is not supported."""
    path = context.env.variables.get("SHELL", "")
    name = PurePath(path).name
    if name in SHELLS:
        return name
    raise UsageError(
        f"There is no completion script for {path!r}." if path else "SHELL isn't set.",
        hint=f"Choose a shell: lusha completion {'|'.join(SHELLS)}",
    )
