"""The command tree. Only the group that the command line names is loaded."""

from collections.abc import Iterator, Sequence
from importlib import import_module
from typing import Annotated, Any

import typer
import typer.main
from typer.core import TyperGroup

from lusha_cli import __version__
from lusha_cli.command import Group, group

# Each group, its module in lusha_cli.commands, and what it is for.
GROUPS = {
    "person": "Look people up and enrich files of them.",
    "company": "Look companies up and enrich files of them.",
    "runs": "See the runs of files, go on with them, export what they have.",
    "prospecting": "Search for people and companies by filters, then enrich what was found.",
    "filters": "See the values that the filters of the searches take.",
    "signals": "See what happened to people and companies.",
    "lookalike": "Find people and companies that are like the ones you have.",
    "recommendations": "Get people and companies that fit the ones you name.",
    "contacts": "People, over V3 of the API.",
    "companies": "Companies, over V3 of the API.",
    "webhooks": "Be told what happens: subscriptions, deliveries, signatures.",
    "account": "See the account's credits, plan and prices.",
    "auth": "Log in, log out, and see which key is in use.",
    "privacy": "Keep who objected to being looked up on a suppression list.",
    "config": "See and change settings.",
    "sandbox": "Try everything for free: an embedded emulator of the API.",
}
# Commands without a group, and the module that registers each.
COMMANDS = {
    "api": "Call any path of the API.",
    "help": "Explain a topic, such as exit-codes or credits.",
    "doctor": "Check settings, folders, keyring, key, network and plan, and say how to mend them.",
    "completion": "Print the script that completes commands, flags and values as you type.",
}

EVERYTHING = (*GROUPS, *COMMANDS)


class Root(Group):
    """The tree's root; its help lists the groups first, as they are in the table."""

    def elsewhere(self, name: str) -> str:
        """`; did you mean …` where commands of this name are in a group: `usage`, `login`."""
        found = [path for path, _ in commands() if name in path.split()[1:]]
        return f"; did you mean {' or '.join(found[:3])}" if found else ""

    def list_commands(self, ctx: Any) -> list[str]:  # noqa: ARG002 - Typer's signature
        """The names in the order of the help."""
        return list(EVERYTHING)


def build(names: Sequence[str] = EVERYTHING) -> typer.Typer:
    """The tree with the groups and commands of `names` loaded; the others are there by name."""
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

    for name, meaning in GROUPS.items():
        part = import_module(f"lusha_cli.commands.{name}").app if name in names else group(meaning)
        app.add_typer(part, name=name, help=meaning)
    for name, meaning in COMMANDS.items():
        if name in names:
            import_module(f"lusha_cli.commands.{name}").register(app)
        else:
            app.command(name, help=meaning)(_not_loaded)
    return app


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
    """What of the tree the command line names: its first word that is not a flag."""
    return [word for word in argv if not word.startswith("-")][:1]


def _not_loaded() -> None:
    raise AssertionError("the tree was built for another command")  # pragma: no cover
