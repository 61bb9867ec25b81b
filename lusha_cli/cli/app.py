"""The command tree, of which only the commands named in argv are loaded."""

from collections.abc import Iterator, Sequence
from copy import copy
from importlib import import_module
from typing import Annotated, Any

import typer
import typer.main
from typer.core import TyperGroup

from lusha_cli import __version__
from lusha_cli.cli.command import Group, group

# Each group: its module in lusha_cli.commands, and its summary.
GROUPS = {
    "person": ("v2.person", "Look people up and enrich files of them."),
    "company": ("v2.company", "Look companies up and enrich files of them."),
    "runs": ("runs", "See the runs of files, go on with them, export what they have."),
    "prospecting": (
        "v2.prospecting",
        "Search for people and companies by filters, then enrich what was found.",
    ),
    "filters": ("v2.filters", "See the values that the filters of the searches take."),
    "signals": ("v2.signals", "See what happened to people and companies."),
    "lookalike": ("v2.lookalike", "Find people and companies that are like the ones you have."),
    "recommendations": (
        "v2.recommendations",
        "Get people and companies that fit the ones you name.",
    ),
    "contacts": ("v3.contacts", "People, over V3 of the API."),
    "companies": ("v3.companies", "Companies, over V3 of the API."),
    "webhooks": ("webhooks.group", "Be told what happens: subscriptions, deliveries, signatures."),
    "account": ("account", "See the account's credits, plan and prices."),
    "auth": ("auth", "Log in, log out, and see which key is in use."),
    "privacy": ("privacy", "Keep who objected to being looked up on a suppression list."),
    "config": ("config", "See and change settings."),
    "sandbox": ("sandbox", "Try everything for free: an embedded emulator of the API."),
}
# Commands without a group, each registered by the module of the same name.
COMMANDS = {
    "api": "Call any path of the API.",
    "last": "Show the last result again, free of charge.",
    "help": "Explain a topic, such as exit-codes or credits.",
    "doctor": "Check settings, folders, keyring, key, network and plan, and say how to mend them.",
    "completion": "Print the script that completes commands, flags and values as you type.",
}

TOP_LEVEL_NAMES = (*GROUPS, *COMMANDS)


# Names that users of other command-line tools try.
SYNONYMS = {
    "people": "person",
    "version": "--version",
    "credits": "account usage",
    "whoami": "auth status",
    "enrich": "person bulk",
    "search": "prospecting contact search or prospecting company search",
    "login": "auth login",
}
# The same for flags; suggested by commands that have the second one.
FLAG_SYNONYMS = {"--country": "--location", "--format": "-o"}


class Root(Group):
    """The root of the tree; its help lists the groups in the order of GROUPS."""

    synonyms = SYNONYMS

    def suggest_from_groups(self, name: str) -> str:
        """Return a suggestion if groups have a command of this name, such as `usage`."""
        # Imports every command, which only a mistyped name has to wait for.
        paths = [path for path, _ in commands() if name in path.split()[1:]]
        return f"; did you mean {' or '.join(paths[:3])}" if paths else ""

    def format_epilog(self, ctx: Any, formatter: Any) -> None:  # noqa: ARG002 - Typer's signature
        """Write the first commands to try."""
        lines = (
            "lusha person get --sandbox ada.byrne@analytical-engines.example",
            "lusha auth login   (then leave out --sandbox)",
            "lusha help         (topics; lusha help COMMAND explains a command)",
        )
        with formatter.section("Start here"):
            for line in lines:
                formatter.write(f"{'':{formatter.current_indent}}{line}\n")

    def list_commands(self, ctx: Any) -> list[str]:  # noqa: ARG002 - Typer's signature
        """Return the names in the order of the help."""
        return list(TOP_LEVEL_NAMES)


def build(words: Sequence[str] | None = None) -> typer.Typer:
    """Return the tree; with `words`, only the commands they name are loaded with their options."""
    app = group("Look up and enrich business contacts and companies with the Lusha API.", cls=Root)

    @app.callback()
    def root(
        ctx: typer.Context,
        version: Annotated[
            bool, typer.Option("--version", "-V", help="Show the version and stop.")
        ] = False,
    ) -> None:
        if version:
            typer.echo(f"lusha {__version__}")
            raise typer.Exit
        if ctx.invoked_subcommand is None:
            typer.echo(ctx.get_help())

    first = words[0] if words else ""
    for name, (module, summary) in GROUPS.items():
        # The help of the root needs the name and summary of each group, not its module.
        part = group(summary)
        if words is None or name == first:
            part = import_module(f"lusha_cli.commands.{module}").app
        # Without words the whole tree is wanted, for completions, man pages and the README.
        if words is not None and name == first:
            part = _load_only(part, words[1:])
        app.add_typer(part, name=name, help=summary)
    for name, summary in COMMANDS.items():
        if words is None or name == first:
            import_module(f"lusha_cli.commands.{name}").register(app)
        else:
            app.command(name, help=summary)(_not_loaded)
    return app


def _load_only(part: typer.Typer, words: Sequence[str]) -> typer.Typer:
    """Return a copy of a group in which only the command that `words` name has parameters.

    Typer builds the parameters of every function, which takes a millisecond or two each.
    """
    first = words[0] if words else ""
    # Copies, as the module's own group is shared by every tree that this process builds.
    narrow = copy(part)
    narrow.registered_commands = [
        info if info.name == first else _without_parameters(info)
        for info in part.registered_commands
    ]
    narrow.registered_groups = [
        _with_part(info, info.typer_instance, words[1:] if info.name == first else [])
        for info in part.registered_groups
    ]
    return narrow


def _with_part(info: Any, part: typer.Typer | None, words: Sequence[str]) -> Any:
    narrow = copy(info)
    narrow.typer_instance = part and _load_only(part, words)
    return narrow


def _without_parameters(info: Any) -> Any:
    """Return a copy of a command with its name and help, and no parameters."""
    command = copy(info)
    command.callback = _not_loaded
    return command


def tree() -> Any:
    """Return the whole tree: groups have `commands`, commands have `params`."""
    return typer.main.get_command(build())


def commands() -> Iterator[tuple[str, str]]:
    """Yield the path of every command, such as `person get`, and its summary."""
    for context in contexts():
        if not isinstance(context.command, TyperGroup):
            name = context.command_path.partition(" ")[2]
            yield name, (context.command.help or "").splitlines()[0]


def contexts() -> Iterator[Any]:
    """Yield the Typer context of every group and command, the root first; none is run."""
    return _contexts_below(tree(), "lusha", None)


def _contexts_below(node: Any, name: str, parent: Any) -> Iterator[Any]:
    context = node.context_class(node, parent, name, **node.context_settings)
    yield context
    for inner, command in getattr(node, "commands", {}).items():
        yield from _contexts_below(command, inner, context)


def without_help(argv: Sequence[str]) -> list[str]:
    """Return argv, with `help person get` rewritten as `person get --help`."""
    first, *rest = argv or [""]
    if first == "help" and rest and rest[0] in TOP_LEVEL_NAMES and rest[0] != "help":
        # Before parsing, so that the command is the only one loaded with its options.
        return [*rest, "--help"]
    return list(argv)


def command_words(argv: Sequence[str]) -> list[str]:
    """Return the words of argv that aren't flags."""
    return [word for word in argv if not word.startswith("-")]


def _not_loaded() -> None:
    raise AssertionError("the tree was built for another command")  # pragma: no cover
