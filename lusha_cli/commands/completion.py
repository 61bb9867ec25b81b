"""`lusha completion`: print the completion script of a shell."""

from pathlib import Path, PurePath
from typing import Annotated

import typer

from lusha_cli.api.value_lists import COMPLETION_LISTS
from lusha_cli.cli.command import command
from lusha_cli.cli.global_options import LOGGING_OPTIONS
from lusha_cli.cli.options import argument, choices
from lusha_cli.commands.filter_lookup import cache_completion_words, cached_list
from lusha_cli.context.app_context import AppContext
from lusha_cli.errors import UsageError

# Each shell, and its script in the package.
SHELLS = {
    "bash": "lusha.bash",
    "zsh": "_lusha",
    "fish": "lusha.fish",
    "powershell": "lusha.ps1",
}


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
    text = _read_script(shell or _shell_of_user(context))
    # Scripts read these files on every Tab: starting Python there would be too slow.
    _refresh_word_lists(context)
    # A script is not a result: the setting `output` does not apply.
    context.env.stdout.write_unredacted(text)


def _read_script(shell: str) -> str:
    """Return the script that the package contains; a checkout generates it."""
    packaged = Path(__file__).parents[1] / "completions" / SHELLS[shell]
    if packaged.is_file():
        return packaged.read_text(encoding="utf-8")
    from lusha_cli.docs.completions import script

    return script(shell)


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


def _refresh_word_lists(context: AppContext) -> None:
    """Write the completion words that are already cached, without a request."""
    context.env.cache_profile_names()
    folder, words = context.env.state_folder / "runs", context.env.completion_cache
    # Shells run this as they start, and usually nothing has changed.
    if {file.stem for file in folder.glob("*.db")} != words.get("runs").keys():
        from lusha_cli.bulk.run.runs import Runs

        Runs(folder).update_completions(words)
    for value_list, v3_operation in COMPLETION_LISTS.values():
        for operation in (value_list.command, v3_operation):
            response = cached_list(context, operation)
            if response is not None:
                cache_completion_words(context, operation, response)
