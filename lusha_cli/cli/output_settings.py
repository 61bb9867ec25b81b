"""How the settings want a result to be shown: the format, the selected part, and the terminal."""

from typing import TYPE_CHECKING

from lusha_cli.context.app_context import AppContext
from lusha_cli.json_types import Json

if TYPE_CHECKING:
    from lusha_cli.output.terminal import Terminal


def output_format(context: AppContext) -> str:
    """Return the format of the result: as chosen, else a table on a terminal and JSON in a pipe."""
    if context.env.settings.get("raw"):
        return "json"
    default = "table" if context.env.stdout.isatty() else "json"
    return str(context.env.settings.get("output") or default)


def shows_table(context: AppContext) -> bool:
    """Return whether the result is a table on a terminal, below which hints help a person."""
    return context.env.stdout.isatty() and output_format(context) == "table"


def stdout_terminal(context: AppContext) -> "Terminal":
    """Return the description of standard output for rendering."""
    from lusha_cli.output.terminal import Terminal

    return Terminal(
        # Piped tables aren't wrapped, so that each record stays on one line for grep and cut.
        width=context.env.terminal_width if context.env.stdout.isatty() else 0,
        color=context.env.uses_color(context.env.stdout),
        encoding=context.env.stdout.encoding,
        links=context.env.has_hyperlinks,
    )


def selection(context: AppContext) -> tuple[list[str], str | None]:
    """Return the values of --fields and --query, which don't apply to a shape."""
    if context.env.flags.get("shape"):
        return [], None
    fields, query = context.env.settings.get("fields"), context.env.settings.get("query")
    return [] if fields is None else [fields], query


def documented_result_of(context: AppContext, operation: str) -> Json:
    """Return the documented result of an operation if a part of it is to be shown, or None."""
    fields, query = selection(context)
    if not fields and query is None:
        return None
    from lusha_cli.api.schema.results import documented_result

    return documented_result(operation)
