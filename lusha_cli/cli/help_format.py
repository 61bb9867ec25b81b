"""The text of --help: short enough for a screen, and complete with --help-all."""

import re
from collections.abc import Iterable, Sequence
from typing import Any

import typer
from typer.core import TyperOption

from lusha_cli.cli.global_options import GLOBAL

# What --help prints at most, at 80 columns.
MAX_LINES = 60
# The section of the options that exclude what a filter of the same name finds.
EXCLUDE = "Exclude"
HELP_ALL = "--help-all"
GLOBAL_HINT = "Global options: lusha help options"
_META_KEY = "lusha.help_all"
# Terms are wider only if they stand on a line of their own.
_MAX_TERM = 28
_MIN_MEANING = 20
# Sections with more options are reduced to names before all others, such as those of filters.
_LONG_SECTION = 12
_FOLDED_FIRST = ("Signals", "Input", "Identifiers", "Options")
# Options that say how the values of another one are combined.
_DETAILS = r"--[a-z-]+-(condition|operator|coverage|search-field)"


class HelpAllOption(TyperOption):
    """The option that prints the complete help of a command."""

    def __init__(self, *, hidden: bool = False) -> None:
        super().__init__(
            param_decls=[HELP_ALL],
            is_flag=True,
            is_eager=True,
            expose_value=False,
            hidden=hidden,
            help="Show every option, and exit.",
            callback=_print_all,
        )


def _print_all(ctx: Any, _: Any, value: Any) -> None:
    if value and not ctx.resilient_parsing:
        ctx.meta[_META_KEY] = True
        typer.echo(ctx.get_help())
        ctx.exit()


def is_complete(ctx: Any) -> bool:
    """Return whether the complete help was requested."""
    return bool(ctx.meta.get(_META_KEY))


class ShortHelp:
    """The sections of the short help of a command; `panels` are its parameters by title.

    `tables` are more sections, as rows.
    """

    def __init__(
        self, ctx: Any, panels: dict[str, list[Any]], tables: dict[str, list[tuple[str, str]]]
    ) -> None:
        self._ctx = ctx
        self._tables = tables
        self._panels = {
            title: [parameter for parameter in parameters if not _is_left_out(parameter)]
            for title, parameters in panels.items()
            if title not in (GLOBAL, EXCLUDE)
        }
        # The sections are written several times until they fit.
        self._records = {
            title: [record for item in parameters if (record := self._record(item))]
            for title, parameters in self._panels.items()
        }
        self._excluded = [names_of_parameter(parameter)[0] for parameter in panels.get(EXCLUDE, [])]
        self._fold_order = sorted(
            (title for title in self._panels if title != "Arguments"), key=self._fold_rank
        )

    def _fold_rank(self, title: str) -> tuple[int, int]:
        """Return when a section is reduced to names: long ones first, then less common options."""
        size = len(self._panels[title])
        if size > _LONG_SECTION:
            return 0, -size
        common = (*_FOLDED_FIRST, title)
        return 1 + common.index(title), -size

    @property
    def levels(self) -> int:
        """Return how many sections can be reduced to names."""
        return len(self._fold_order)

    def write(self, formatter: Any, level: int) -> None:
        """Write the sections, the first `level` to fold as names only."""
        names_only = self._fold_order[:level]
        for title, parameters in self._panels.items():
            if title in names_only:
                _write_names(formatter, title, map(names_of_parameter, parameters))
            elif records := self._records[title]:
                write_table(formatter, title, records)
        for title, rows in self._tables.items():
            write_table(formatter, title, rows)
        self._write_notes(formatter)

    def _record(self, parameter: Any) -> tuple[str, str] | None:
        """Return the term and meaning of a parameter; an optional argument as in the usage line."""
        record = parameter.get_help_record(self._ctx)
        if record is None or parameter.param_type_name != "argument" or parameter.required:
            return record  # type: ignore[no-any-return]
        return parameter.make_metavar(self._ctx, usage=True), record[1]

    def _write_notes(self, formatter: Any) -> None:
        notes = [GLOBAL_HINT, f"All options: {self._ctx.command_path} {HELP_ALL}"]
        if self._excluded:
            example = next(
                (name for name in self._excluded if name.endswith("-title")), self._excluded[0]
            )
            notes.insert(0, f"Most filters have an --exclude- form, such as {example}.")
        formatter.write_paragraph()
        for note in notes:
            formatter.write(f"{note}\n")


def names_of_parameter(parameter: Any) -> list[str]:
    """Return the names of an option or argument, the preferred one first."""
    return [*parameter.opts, *parameter.secondary_opts]


def _is_left_out(parameter: Any) -> bool:
    names = getattr(parameter, "opts", [""])
    return names[0] in ("-h", "--help", HELP_ALL) or bool(re.fullmatch(_DETAILS, names[0]))


def _write_names(formatter: Any, title: str, names: Iterable[Sequence[str]]) -> None:
    from lusha_cli.output.wrapping import wrap

    indent = formatter.current_indent + 2
    text = " ".join(options[0] for options in names)
    formatter.write_paragraph()
    formatter.write_heading(title)
    for line in wrap(text, formatter.width - indent, break_words=False):
        formatter.write(f"{'':{indent}}{line}\n")


def write_table(
    formatter: Any, title: str, rows: Sequence[tuple[str, str]], *, min_term: int = 0
) -> None:
    """Write a section of terms and meanings; an option in a meaning is never broken.

    Terms take `min_term` columns or more.
    """
    from lusha_cli.output.wrapping import wrap

    with formatter.section(title):
        indent = formatter.current_indent
        widest = max((len(term) for term, _ in rows), default=0)
        column = min(max(widest, min_term), _MAX_TERM) + 2
        width = max(formatter.width - indent - column, _MIN_MEANING)
        for term, meaning in rows:
            lines = wrap(" ".join(meaning.split()), width, break_words=False) if meaning else [""]
            if len(term) > column - 2:
                formatter.write(f"{'':{indent}}{term}\n")
            else:
                formatter.write(f"{'':{indent}}{term:<{column}}{lines.pop(0)}".rstrip() + "\n")
            for line in lines:
                formatter.write(f"{'':{indent + column}}{line}\n")
