"""`lusha last`: show the last result of the API again, free of charge."""

from typing import Annotated

import typer

from lusha_cli.cli.command import CommandResult, command
from lusha_cli.cli.global_options import CONNECTION_OPTIONS, EXCLUSION_OPTIONS, LOCAL_FLAGS
from lusha_cli.cli.options import flag
from lusha_cli.cli.shape_options import SHAPE_OPTIONS, subject_of
from lusha_cli.commands.last_rows import other_last_result
from lusha_cli.context.app_context import AppContext
from lusha_cli.errors import LushaError, NoMatch, UsageError
from lusha_cli.output.layouts.named import find_layout
from lusha_cli.parsing.ages import format_age

ClearOpt = Annotated[bool | None, flag("--clear", "Delete the stored result.")]
ListOpt = Annotated[
    bool | None, flag("--list", "Show the last list, whose rows --last selects by number.")
]


def register(app: typer.Typer) -> None:
    """Register the command at the top level of the tree."""
    # The sandbox has a stored result of its own.
    sandbox = {"sandbox": CONNECTION_OPTIONS["sandbox"]}
    flags = {**LOCAL_FLAGS, **EXCLUSION_OPTIONS, **sandbox, **SHAPE_OPTIONS}
    command(app, "last", flags=flags, example="lusha last -o csv")(last)


def last(
    context: AppContext, *, clear: ClearOpt = None, list_: ListOpt = None
) -> CommandResult | None:
    """Show the last result again, free of charge.

    The result of the last command that called the API is stored in a file that only you can read.
    Show it in another format, with other fields, or with a query. Results of the sandbox are stored
    separately (add --sandbox), as are those of bulk runs (lusha runs export). To store nothing, set
    keep_last to false.
    """
    store = context.env.last_result
    if clear:
        try:
            is_deleted = store.clear()
        except OSError as error:
            raise LushaError(f"Cannot delete {store.file}: {error.strerror}.") from error
        context.env.info("The last result was deleted." if is_deleted else "No result is stored.")
        return None
    result = store.get_list() if list_ else store.get()
    if result is None:
        raise NoMatch("No result is stored.", hint=_hint(context))
    layout = find_layout(result.layout)
    if context.shaper is not None and subject_of(layout) is None:
        raise UsageError(
            f"The result of `lusha {result.command}` has neither people nor companies for --shape.",
            hint="Run it without --shape: lusha last",
        )
    age = format_age(max(0.0, context.env.clock.now() - result.time))
    context.env.info(f"Result of `lusha {result.command}`, {age}. Nothing was charged.")
    return CommandResult(result.body, layout=layout, operation=result.command)


def _hint(context: AppContext) -> str:
    """Return what to do without a stored result."""
    if not context.env.in_sandbox and other_last_result(context.env).get() is not None:
        return "For the last result of the sandbox, run: lusha last --sandbox"
    if not context.env.settings.get("keep_last"):
        return "Results aren't stored. To store them, run: lusha config set keep_last true"
    return "Run a command that calls the API first, such as: lusha account usage"
