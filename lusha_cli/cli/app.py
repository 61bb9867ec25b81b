"""The command tree. Only what the command line names is loaded and read."""

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
# Commands without a group, and the module that registers each.
COMMANDS = {
    "api": "Call any path of the API.",
    "help": "Explain a topic, such as exit-codes or credits.",
    "doctor": "Check settings, folders, keyring, key, network and plan, and say how to mend them.",
    "completion": "Print the script that completes commands, flags and values as you type.",
}

EVERYTHING = (*GROUPS, *COMMANDS)


# Words of other programs for what is here.
SYNONYMS = {
    "people": "person",
    "version": "--version",
    "credits": "account usage",
    "whoami": "auth status",
    "enrich": "person bulk",
    "search": "prospecting contact search or prospecting company search",
    "login": "auth login",
}
# The same of flags, for the commands that have the second one.
FLAG_SYNONYMS = {"--country": "--location", "--format": "-o"}


class Root(Group):
    """The tree's root; its help lists the groups first, as they are in the table."""

    synonyms = SYNONYMS

    def elsewhere(self, name: str) -> str:
        """`; did you mean …` where commands of this name are in a group: `usage`, `login`."""
        found = [path for path, _ in commands() if name in path.split()[1:]]
        return f"; did you mean {' or '.join(found[:3])}" if found else ""

    def format_epilog(self, ctx: Any, formatter: Any) -> None:  # noqa: ARG002 - Typer's signature
        """Write where to start."""
        lines = (
            "lusha person get --sandbox ada.byrne@analytical-engines.example",
            "lusha auth login   (then leave out --sandbox)",
            "lusha help         (topics; lusha help COMMAND explains a command)",
        )
        with formatter.section("Start here"):
            for line in lines:
                formatter.write(f"{'':{formatter.current_indent}}{line}\n")

    def list_commands(self, ctx: Any) -> list[str]:  # noqa: ARG002 - Typer's signature
        """The names in the order of the help."""
        return list(EVERYTHING)


def build(words: Sequence[str] | None = None) -> typer.Typer:
    """The tree; of `words`, what they name is loaded, and the rest is there by name alone."""
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
    for name, (module, meaning) in GROUPS.items():
        part = group(meaning)
        if words is None or name == first:
            part = import_module(f"lusha_cli.commands.{module}").app
        if words is not None and name == first:
            part = _narrowed(part, words[1:])
        app.add_typer(part, name=name, help=meaning)
    for name, meaning in COMMANDS.items():
        if words is None or name == first:
            import_module(f"lusha_cli.commands.{name}").register(app)
        else:
            app.command(name, help=meaning)(_not_loaded)
    return app


def _narrowed(part: typer.Typer, words: Sequence[str]) -> typer.Typer:
    """A group of which only the command that `words` name is read.

    Typer makes parameters of every function that it has, which takes a millisecond or two each.
    """
    first = words[0] if words else ""
    narrow = copy(part)
    narrow.registered_commands = [
        one if one.name == first else _by_name(one) for one in part.registered_commands
    ]
    narrow.registered_groups = [
        _with_part(one, one.typer_instance, words[1:] if one.name == first else [])
        for one in part.registered_groups
    ]
    return narrow


def _with_part(info: Any, part: typer.Typer | None, words: Sequence[str]) -> Any:
    narrow = copy(info)
    narrow.typer_instance = part and _narrowed(part, words)
    return narrow


def _by_name(info: Any) -> Any:
    """A command that has its name and its help, and no parameters."""
    named = copy(info)
    named.callback = _not_loaded
    return named


def tree() -> Any:
    """The whole tree: groups have `commands`, commands have `params`."""
    return typer.main.get_command(build())


def commands() -> Iterator[tuple[str, str]]:
    """Every command of the tree, as `person get`, with its one line of help."""
    for context in contexts():
        if not isinstance(context.command, TyperGroup):
            name = context.command_path.partition(" ")[2]
            yield name, (context.command.help or "").splitlines()[0]


def contexts() -> Iterator[Any]:
    """The context of every group and command of the tree, the root first; none is run."""
    return _below(tree(), "lusha", None)


def _below(node: Any, name: str, parent: Any) -> Iterator[Any]:
    context = node.context_class(node, parent, name, **node.context_settings)
    yield context
    for inner, command in getattr(node, "commands", {}).items():
        yield from _below(command, inner, context)


def without_help(argv: Sequence[str]) -> list[str]:
    """The command line, with `help person get` as `person get --help`."""
    first, *rest = argv or [""]
    if first == "help" and rest and rest[0] in EVERYTHING and rest[0] != "help":
        return [*rest, "--help"]
    return list(argv)


def named(argv: Sequence[str]) -> list[str]:
    """What of the tree the command line names: its words that are not flags."""
    return [word for word in argv if not word.startswith("-")]


def _not_loaded() -> None:
    raise AssertionError("the tree was built for another command")  # pragma: no cover
