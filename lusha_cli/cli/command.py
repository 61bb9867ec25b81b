"""From a function to a command: the shared flags, and showing what the function returns."""

import inspect
from collections.abc import Callable, Mapping, Sequence
from functools import wraps
from types import MappingProxyType
from typing import Any, NamedTuple

import typer
from typer.core import TyperCommand, TyperGroup

from lusha_cli.api.dry_run import Preview
from lusha_cli.cli.global_options import API_FLAGS, GLOBAL, parameters
from lusha_cli.config.setting_definitions import near
from lusha_cli.context.app_context import World
from lusha_cli.errors import ExitCode, LushaError, NoMatch, UsageError
from lusha_cli.json_types import Json
from lusha_cli.output.layouts.layout import RAW_LAYOUT, Layout
from lusha_cli.output.layouts.local import DRY_RUN_LAYOUT


class Text(str):
    """A result that is text: shown as it is, unless JSON was asked for by name."""


class Secret(Text):
    """Text with a key in it, which was asked for."""


class Reply(NamedTuple):
    """A result that is shown although the command fails with `failure` after it.

    `layout` replaces the command's own. Of what `is_partial`, only formats of one record a line
    are written: the others would show half a document as if it were whole. What `is_secret`
    was asked for with the secret in it.
    """

    body: Json
    failure: LushaError | None = None
    layout: Layout | None = None
    is_partial: bool = False
    is_secret: bool = False


class Command(TyperCommand):
    """A command whose help has the shared flags in a section of their own, and how it ends."""

    lists: Mapping[str, Sequence[tuple[str, str]]] = MappingProxyType({})

    def collect_usage_pieces(self, ctx: Any) -> list[str]:
        """The options and the arguments; one that must be there is not put into braces."""
        return [piece.strip("{}") for piece in super().collect_usage_pieces(ctx)]

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """The arguments that are left; what is wrong with them is told to be this command's."""
        try:
            return super().parse_args(ctx, args)
        except typer.TyperException as error:
            if getattr(error, "ctx", None) is None:
                error.ctx = ctx  # type: ignore[attr-defined]
            raise

    def sections(self, ctx: Any) -> dict[str, list[tuple[str, str]]]:
        """The arguments and options with their meanings, by title; the shared ones come last.

        Between them comes what the command `lists`.
        """
        found: dict[str, list[tuple[str, str]]] = {"Arguments": []}
        for parameter in self.get_params(ctx):
            record = parameter.get_help_record(ctx)
            if record is not None:
                own = "Arguments" if parameter.param_type_name == "argument" else "Options"
                panel = getattr(parameter, "rich_help_panel", None) or own
                found.setdefault(panel, []).append(record)
        found |= {title: list(rows) for title, rows in self.lists.items()}
        last = ("Options", *self.lists, GLOBAL)
        titles = (*(name for name in found if name not in last), *last)
        return {title: found[title] for title in titles if found.get(title)}

    def exit_codes(self, ctx: Any) -> list[ExitCode]:
        """The codes that it can end with."""
        from lusha_cli.cli.exit_codes import exit_codes

        name = ctx.command_path.partition(" ")[2]
        return exit_codes(name, [str(one.name) for one in self.params])

    def format_options(self, ctx: Any, formatter: Any) -> None:
        """Write the sections."""
        for title, records in self.sections(ctx).items():
            with formatter.section(title):
                formatter.write_dl(records)

    def format_epilog(self, ctx: Any, formatter: Any) -> None:
        """Write the example, to be pasted as it is, and the exit codes."""
        from lusha_cli.output.wrapping import wrap_command

        with formatter.section("Example"):
            for line in wrap_command(self.epilog or "", formatter.width - formatter.current_indent):
                formatter.write(f"{'':{formatter.current_indent}}{line}\n")
        codes = " ".join(str(code.value) for code in self.exit_codes(ctx))
        formatter.write(f"\nExit codes: {codes} (lusha help exit-codes)\n")


class Group(TyperGroup):
    """A group that names the near one where a command is not there, or what `synonyms` has."""

    synonyms: Mapping[str, str] = MappingProxyType({})

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """The command that `args` begins with. Raises UsageError where there is none."""
        name = args[0]
        if self.get_command(ctx, name) is None and not name.startswith("-"):
            meant = self.synonyms.get(name.lower())
            alike = f"; did you mean {meant}" if meant else near(name, self.list_commands(ctx))
            alike = alike or self.elsewhere(name)
            whole = f"{ctx.command_path} {name}"
            raise UsageError(
                f"There is no command {whole!r}{alike}.", hint=f"Run: {ctx.command_path} --help"
            )
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        """Write the commands, each with the whole of its meaning, however narrow the terminal."""
        found = ((name, self.get_command(ctx, name)) for name in self.list_commands(ctx))
        rows = [(name, one.get_short_help_str(1000)) for name, one in found if one]
        with formatter.section("Commands"):
            formatter.write_dl(rows)

    def elsewhere(self, name: str) -> str:  # noqa: ARG002 - for a group that knows of others
        """`; did you mean …` where a command of this name is in another group, else nothing."""
        return ""


def group(meaning: str, *, cls: type[Group] = Group) -> typer.Typer:
    """A group of commands; without a command it shows its help."""
    app = typer.Typer(
        cls=cls,
        help=meaning,
        add_completion=False,
        rich_markup_mode=None,
        invoke_without_command=True,
        context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
        subcommand_metavar="COMMAND",
    )

    @app.callback(help=meaning)
    def show_help(ctx: typer.Context) -> None:
        if ctx.invoked_subcommand is None:
            typer.echo(ctx.get_help())

    return app


def command(
    app: typer.Typer,
    name: str,
    *,
    example: str,
    layout: Layout = RAW_LAYOUT,
    flags: dict[str, Any] = API_FLAGS,
    bundles: Mapping[str, Mapping[str, Any]] | None = None,
    lists: Mapping[str, Sequence[tuple[str, str]]] = MappingProxyType({}),
    makes_profile: bool = False,
    mends_settings: bool = False,
) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Register a function of `app` as the command `name`.

    The function gets the World first, then its own parameters; `flags` are added to them and
    set in the World. What it returns is shown through `layout`: JSON, Text, a Reply, or None
    for nothing. A parameter that `bundles` names stands for many options, by name and type; it
    gets the values of all of them as one dict. `lists` are further sections of its help, by title:
    names and meanings. `makes_profile` lets it name a profile that does not
    exist yet, `mends_settings` lets it run although a setting is unusable.
    """

    def register(function: Callable[..., Any]) -> Callable[..., Any]:
        first, *plain = inspect.signature(function).parameters.values()
        held = {name: dict(options) for name, options in (bundles or {}).items()}
        own = [part for whole in plain for part in _unbundled(whole, held.get(whole.name))]

        @wraps(function)
        def run(ctx: typer.Context, **given: Any) -> None:
            world: World = ctx.obj
            _set_flags(world, {flag: given.pop(flag) for flag in flags})
            for name, options in held.items():
                given[name] = {option: given.pop(option) for option in options}
            if not mends_settings:
                _check_settings(world)
            if not makes_profile:
                world.settings.check_profile()
            show(world, _call(function, world, given), layout)

        context = inspect.Parameter("ctx", first.kind, annotation=typer.Context)
        run.__signature__ = inspect.Signature([context, *own, *parameters(flags)])  # type: ignore[attr-defined]
        app.command(
            name,
            cls=type("Command", (Command,), {"lists": lists}) if lists else Command,
            help=inspect.getdoc(function),
            epilog=example,
            context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
        )(run)
        return function

    return register


def _unbundled(whole: inspect.Parameter, options: dict[str, Any] | None) -> list[inspect.Parameter]:
    """The parameters that a parameter stands for, where it stands for many."""
    return [whole] if options is None else parameters(options)


def _call(function: Callable[..., Any], world: World, given: dict[str, Any]) -> Any:
    try:
        return function(world, **given)
    except Preview as preview:
        if world.settings.get("curl"):
            return Text(preview.as_curl(encoding=world.stdout.encoding))
        return Reply(preview.as_dict(), layout=DRY_RUN_LAYOUT)
    except NoMatch as error:
        # What a script reads as JSON is never nothing.
        return Reply({}, failure=error)


def present(parameters: dict[str, Any]) -> dict[str, Any]:
    """The parameters that were given: not None, no empty list, no blank text."""
    return {
        name: value
        for name, value in parameters.items()
        if value not in (None, []) and not (isinstance(value, str) and not value.strip())
    }


def _set_flags(world: World, given: dict[str, Any]) -> None:
    if given.pop("json", None):
        if given["output"] not in (None, "json"):
            raise UsageError(f"--json and --output {given['output']} contradict each other.")
        given["output"] = "json"
    world.flags.update({name: value for name, value in given.items() if value is not None})


def _check_settings(world: World) -> None:
    """Refuse unusable settings before anything is sent, not after it was paid for."""
    world.settings.check()
    for sentence in world.settings.strangers():
        world.note(f"Warning: {sentence}")
    fields, query = world.settings.get("fields"), world.settings.get("query")
    if fields is not None or query is not None:
        from lusha_cli.output.render import check_query, split_fields

        split_fields([] if fields is None else [fields])
        if query is not None:
            check_query(query)


def show(world: World, result: Any, layout: Layout) -> None:
    """Write a command's result to stdout in the format that is wanted, then fail if it does."""
    reply = result if isinstance(result, Reply) else Reply(result)
    try:
        if reply.body is not None:
            _write(world, reply, layout)
            world.stdout.flush()
    finally:
        world.tell_later()
    if reply.failure is not None:
        raise reply.failure


def _write(world: World, reply: Reply, layout: Layout) -> None:
    from lusha_cli.output.render import Terminal, render

    body, failed = reply.body, reply.failure is not None
    layout = reply.layout or layout
    is_terminal = world.stdout.isatty()
    as_it_is = reply.is_secret or isinstance(body, Secret)
    write = world.stdout.write_as_is if as_it_is else world.stdout.write
    output = world.settings.get("output") or ("table" if is_terminal else "json")
    if isinstance(body, Text) and not world.wants_json:
        write(f"{body}\n")
        return
    is_silent = layout.card and not layout.shows_failure
    if output == "table" and (isinstance(reply.failure, NoMatch) or (failed and is_silent)):
        return  # nothing to show: the message on stderr says it all
    fields, query = world.settings.get("fields"), world.settings.get("query")
    if reply.is_partial and (output in ("table", "json", "yaml") or query is not None):
        return
    terminal = Terminal(
        width=world.width if is_terminal else 0,
        color=world.colors(world.stdout),
        encoding=world.stdout.encoding,
        links=world.links,
    )
    for warning in render(
        body,
        layout=layout,
        output=output,
        write=write,
        terminal=terminal,
        fields=[fields] if fields is not None else [],
        query=query,
    ):
        world.note(f"Warning: {warning}")
