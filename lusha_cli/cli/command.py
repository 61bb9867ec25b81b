"""Turn a function into a command: add the global options, render what it returns."""

import inspect
from collections.abc import Callable, Mapping, Sequence
from functools import cached_property, partial, wraps
from types import MappingProxyType
from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup

from lusha_cli.api.dry_run import DryRun
from lusha_cli.api.endpoints import BY_NAME
from lusha_cli.cli.global_options import API_FLAGS, GLOBAL, parameters
from lusha_cli.cli.help_format import (
    MAX_LINES,
    HelpAllOption,
    ShortHelp,
    is_complete,
    write_table,
)
from lusha_cli.cli.leading_options import remember_leading, split_leading, with_leading
from lusha_cli.cli.options import unknown_value_warnings
from lusha_cli.cli.renamed_options import with_new_names
from lusha_cli.cli.results import CommandResult as CommandResult
from lusha_cli.cli.results import PlainText as PlainText
from lusha_cli.cli.results import SecretText as SecretText
from lusha_cli.cli.results import check_selection, show
from lusha_cli.cli.shape_options import SHAPE_OPTIONS, open_shaper, subject_of
from lusha_cli.context.app_context import AppContext
from lusha_cli.context.settings_check import check_settings
from lusha_cli.errors import ClosedPipe, ExitCode, LushaError, NoMatch, UnusableResponse, UsageError
from lusha_cli.output.layouts.layout import RAW_LAYOUT, Layout

# The embedded sandbox has no URL that another program could use.
IN_SANDBOX = (
    "Only lusha can use the embedded sandbox. To send this request to the sandbox, run: "
    "lusha sandbox serve. Then print it again with --base-url http://127.0.0.1:8787 --no-sandbox."
)
# Of every command and group.
CONTEXT_SETTINGS = {"help_option_names": ["-h", "--help"], "max_content_width": 100}


class Command(TyperCommand):
    """A command whose help lists the global options separately, and its exit codes."""

    help_tables: Mapping[str, Sequence[tuple[str, str]]] = MappingProxyType({})

    def collect_usage_pieces(self, ctx: Any) -> list[str]:
        """Return the pieces of the usage line, with required arguments not in braces."""
        return [piece.strip("{}") for piece in super().collect_usage_pieces(ctx)]

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Parse the arguments; an error carries the context of this command."""
        try:
            args = with_leading(self, ctx, args)
            # Typer would report them in its own words.
            ctx.allow_extra_args = True
            rest = super().parse_args(ctx, self.with_new_names(args))
            if rest and not ctx.resilient_parsing:
                raise _unexpected_arguments(rest, ctx.command_path)
            return rest
        except typer.TyperException as error:
            # Otherwise the hint would name `lusha --help` instead of the command's own help.
            if getattr(error, "ctx", None) is None:
                error.ctx = ctx  # type: ignore[attr-defined]
            raise

    def get_params(self, ctx: Any) -> list[Any]:
        """Return the parameters, with --help and --help-all last."""
        return [*super().get_params(ctx), self._help_all]

    @cached_property
    def _help_all(self) -> HelpAllOption:
        return HelpAllOption()

    def with_new_names(self, args: Sequence[str]) -> list[str]:
        """Return arguments with the new name of each option that was renamed."""
        return with_new_names(args, {name for option in self.params for name in option.opts})

    def panels(self, ctx: Any) -> dict[str, list[Any]]:
        """Return the parameters by the title of their section, the global options last."""
        panels: dict[str, list[Any]] = {"Arguments": []}
        for parameter in self.get_params(ctx):
            default = "Arguments" if parameter.param_type_name == "argument" else "Options"
            panel = getattr(parameter, "rich_help_panel", None) or default
            panels.setdefault(panel, []).append(parameter)
        last = ("Options", GLOBAL)
        titles = (*(title for title in panels if title not in last), *last)
        return {title: panels[title] for title in titles if panels.get(title)}

    def sections(self, ctx: Any) -> dict[str, list[tuple[str, str]]]:
        """Return the help's rows (name, meaning) by section title, the global options last.

        The sections of `help_tables` come right before them.
        """
        rows = {
            title: [record for item in items if (record := item.get_help_record(ctx))]
            for title, items in self.panels(ctx).items()
        }
        shared = rows.pop(GLOBAL, [])
        rows |= {title: list(table) for title, table in self.help_tables.items()}
        return {title: table for title, table in {**rows, GLOBAL: shared}.items() if table}

    def examples(self, ctx: Any) -> list[str]:
        """Return the examples, which can be pasted."""
        from lusha_cli.cli.examples import MORE_EXAMPLES

        name = ctx.command_path.partition(" ")[2]
        return [*filter(None, (self.epilog or "").split("\n")), *MORE_EXAMPLES.get(name, ())]

    def exit_codes(self, ctx: Any) -> list[ExitCode]:
        """Return the exit codes that the command can end with."""
        from lusha_cli.cli.exit_codes import exit_codes

        name = ctx.command_path.partition(" ")[2]
        return exit_codes(name, [str(parameter.name) for parameter in self.params])

    def get_help(self, ctx: Any) -> str:
        """Return the help: with --help-all everything, otherwise what fits on a screen."""
        if is_complete(ctx):
            return super().get_help(ctx)
        tables = {title: list(table) for title, table in self.help_tables.items()}
        short = ShortHelp(ctx, self.panels(ctx), tables)
        text = ""
        for level in range(short.levels + 1):
            self._write_short = partial(short.write, level=level)
            text = super().get_help(ctx)
            if len(text.splitlines()) <= MAX_LINES:
                break
        return text

    # Replaced while the short help is written.
    _write_short: Callable[[Any], None] | None = None

    def format_options(self, ctx: Any, formatter: Any) -> None:
        """Write the sections of arguments and options."""
        if self._write_short is not None and not is_complete(ctx):
            self._write_short(formatter)
            return
        for title, records in self.sections(ctx).items():
            write_table(formatter, title, records)

    def format_epilog(self, ctx: Any, formatter: Any) -> None:
        """Write the examples and the exit codes."""
        from lusha_cli.output.wrapping import wrap_command

        with formatter.section("Examples"):
            for example in self.examples(ctx):
                for line in wrap_command(example, formatter.width - formatter.current_indent):
                    formatter.write(f"{'':{formatter.current_indent}}{line}\n")
        codes = " ".join(str(code.value) for code in self.exit_codes(ctx))
        formatter.write(f"\nExit codes: {codes} (lusha help exit-codes)\n")


def _unexpected_arguments(words: Sequence[str], path: str) -> UsageError:
    noun = "argument" if len(words) == 1 else "arguments"
    texts = ", ".join(repr(word) for word in words)
    return UsageError(f"Unexpected {noun} {texts}.", hint=f"Run: {path} --help")


class UnknownCommand(Exception):
    """The first of `words` isn't one of the commands `names` of the group `path`."""

    def __init__(self, path: str, words: Sequence[str], names: Sequence[str]) -> None:
        super().__init__(path)
        self.path = path
        self.words = list(words)
        self.names = list(names)


class Group(TyperGroup):
    """A group that accepts global options before its command, and suggests one for a mistake."""

    def get_params(self, ctx: Any) -> list[Any]:
        """Return the parameters, with --help and --help-all last."""
        return [*super().get_params(ctx), self._help_all]

    @cached_property
    def _help_all(self) -> HelpAllOption:
        return HelpAllOption(hidden=True)

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Parse the arguments up to the name of the command."""
        options, rest = split_leading(args)
        if options and not rest:
            raise UsageError(
                "No command follows the options.", hint=f"Run: {ctx.command_path} --help"
            )
        remember_leading(ctx, options)
        return super().parse_args(ctx, rest)

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """Return the command that `args` begin with. Raises UnknownCommand."""
        if self.get_command(ctx, args[0]) is None and not args[0].startswith("-"):
            raise UnknownCommand(ctx.command_path, args, self.list_commands(ctx))
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        """Write the commands with their whole summaries, also in a narrow terminal."""
        entries = ((name, self.get_command(ctx, name)) for name in self.list_commands(ctx))
        # Typer would cut each summary at 45 characters.
        rows = [(name, entry.get_short_help_str(1000)) for name, entry in entries if entry]
        write_table(formatter, "Commands", rows)


def group(summary: str, *, cls: type[Group] = Group) -> typer.Typer:
    """Return a group of commands that prints its help if no command is named."""
    app = typer.Typer(
        cls=cls,
        help=summary,
        add_completion=False,
        rich_markup_mode=None,
        invoke_without_command=True,
        context_settings=CONTEXT_SETTINGS,
        subcommand_metavar="COMMAND",
    )

    @app.callback(help=summary)
    def show_help(ctx: typer.Context) -> None:
        if ctx.invoked_subcommand is None:
            typer.echo(ctx.get_help())

    return app


def command(
    app: typer.Typer,
    name: str,
    *,
    example: str | Sequence[str],
    layout: Layout = RAW_LAYOUT,
    flags: dict[str, Any] = API_FLAGS,
    option_groups: Mapping[str, Mapping[str, Any]] | None = None,
    help_tables: Mapping[str, Sequence[tuple[str, str]]] = MappingProxyType({}),
    summary: str | None = None,
    allow_new_profile: bool = False,
    allow_invalid_settings: bool = False,
) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Register the decorated function as the command `name` of `app`.

    The function gets the AppContext first, then its own parameters; the global options in `flags`
    are added to them and stored in the context, and so is --shape if the layout is of people or
    companies. Its return value is rendered through `layout`: JSON, PlainText, a CommandResult, or
    None for no output. A parameter named in `option_groups` stands for many options, by name and
    type, and gets their values as one dict. `help_tables` are more sections of the help, by title:
    names and meanings. `summary` replaces the function's docstring as the help. `allow_new_profile`
    accepts a profile that doesn't exist yet, `allow_invalid_settings` skips the check of the
    settings.
    """
    if subject_of(layout):
        flags = {**flags, **SHAPE_OPTIONS}

    def register(function: Callable[..., Any]) -> Callable[..., Any]:
        first, *own = inspect.signature(function).parameters.values()
        groups = {name: dict(options) for name, options in (option_groups or {}).items()}
        signature = [inspect.Parameter("ctx", first.kind, annotation=typer.Context)]
        for item in own:
            signature += parameters(groups[item.name]) if item.name in groups else [item]

        @wraps(function)
        def run(ctx: typer.Context, **arguments: Any) -> None:
            context: AppContext = ctx.obj
            context.command = ctx.command_path.partition(" ")[2]
            _set_flags(context, {flag: arguments.pop(flag) for flag in flags})
            for name, options in groups.items():
                arguments[name] = {option: arguments.pop(option) for option in options}
            if not allow_invalid_settings:
                check_settings(context.env)
                if "over_budget" in flags:
                    _check_limits(context)
                check_selection(context, layout)
                context.shaper = open_shaper(context, layout)
            # Otherwise a mistyped profile would run with the settings of no profile.
            if not allow_new_profile:
                context.env.settings.check_profile()
            for warning in unknown_value_warnings(list(arguments.values())):
                context.env.info(warning)
            from lusha_cli.cli.result_stream import open_stream

            stream = None if allow_invalid_settings else open_stream(context, layout)
            context.show_pages = stream.add if stream else None
            context.show_records = None if stream and stream.is_document else context.show_pages
            show(context, _run(function, context, arguments), layout, stream)

        run.__signature__ = inspect.Signature([*signature, *parameters(flags)])  # type: ignore[attr-defined]
        with_tables = type("Command", (Command,), {"help_tables": help_tables})
        app.command(
            name,
            cls=with_tables if help_tables else Command,
            help=summary or inspect.getdoc(function),
            epilog=example if isinstance(example, str) else "\n".join(example),
            context_settings=CONTEXT_SETTINGS,
        )(run)
        return function

    return register


def _run(function: Callable[..., Any], context: AppContext, arguments: dict[str, Any]) -> Any:
    try:
        return function(context, **arguments)
    except DryRun as preview:
        if language := context.program_language:
            if context.env.in_sandbox:
                context.env.info(IN_SANDBOX)
            return PlainText(preview.as_program(language, encoding=context.env.stdout.encoding))
        from lusha_cli.output.layouts.local import DRY_RUN_LAYOUT

        return CommandResult(preview.as_dict(), layout=DRY_RUN_LAYOUT)
    except ClosedPipe:
        # The reader of the first rows has gone; what they cost is reported all the same.
        context.flush_notes()
        raise
    except LushaError as error:
        # A later one of several requests failed, and the earlier ones were charged.
        if error.partial_body is not None:
            return CommandResult(error.partial_body, failure=error)
        if isinstance(error, UnusableResponse) and error.unknown_body is not None:
            return CommandResult(error.unknown_body, failure=error, layout=RAW_LAYOUT)
        # A script that reads JSON must never get an empty stdout.
        if isinstance(error, NoMatch):
            return CommandResult({}, failure=error)
        raise


def drop_unset(parameters: dict[str, Any]) -> dict[str, Any]:
    """Return the parameters that were set: not None, an empty list or a blank string."""
    return {
        name: value
        for name, value in parameters.items()
        if value not in (None, []) and not (isinstance(value, str) and not value.strip())
    }


def _set_flags(context: AppContext, flags: dict[str, Any]) -> None:
    if flags.pop("json", None):
        if flags["output"] not in (None, "json"):
            raise UsageError(f"--json and --output {flags['output']} can't be used together.")
        flags["output"] = "json"
    if flags.get("curl") and flags.get("code"):
        raise UsageError("--curl and --code can't be used together.", hint="Use only one of them.")
    context.env.flags.update({name: value for name, value in flags.items() if value is not None})


def _check_limits(context: AppContext) -> None:
    """Reject --over-budget where nobody can confirm it, and what `allow` doesn't permit."""
    if context.env.settings.get("over_budget") and not context.env.is_interactive:
        raise UsageError(
            "--over-budget needs a terminal to prompt on. --yes doesn't confirm it.",
            hint="To change the budget, see: lusha help credits",
        )
    if (endpoint := BY_NAME.get(context.command)) is not None:
        context.allowed_requests.check_endpoint(endpoint)
