"""The completion scripts of the package, and the words that they read; without Typer."""

from pathlib import Path

from lusha_cli.api.value_lists import COMPLETION_LISTS
from lusha_cli.commands.list_cache import cache_completion_words, cached_list
from lusha_cli.context.app_context import AppContext

# Each shell, and its script in the package.
SHELLS = {
    "bash": "lusha.bash",
    "zsh": "_lusha",
    "fish": "lusha.fish",
    "powershell": "lusha.ps1",
}


def print_script(context: AppContext, shell: str) -> None:
    """Print the script of a shell, and update the words that scripts read."""
    text = _read_script(shell)
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
