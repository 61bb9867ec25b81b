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
from lusha_cli.cli.help_format import write_table
from lusha_cli.cli.leading_options import split_leading
from lusha_cli.errors import UsageError

# Each group: its module in lusha_cli.commands, and its summary.
GROUPS = {
    "person": ("v2.person", "Look up people, one by one or from a file."),
    "company": ("v2.company", "Look up companies, one by one or from a file."),
    "prospecting": ("v2.prospecting", "Search for contacts and companies, and enrich the results."),
    "lookalike": ("v2.lookalike", "Find contacts and companies similar to the ones you have."),
    "recommendations": ("v2.recommendations", "Get recommended contacts and companies."),
    "filters": ("v2.filters", "List the values that search filters accept."),
    "signals": ("v2.signals", "Get signals such as promotions, funding and news."),
    "webhooks": ("webhooks.group", "Manage webhook subscriptions, and receive deliveries."),
    "account": ("account", "Show credits, plan and prices."),
    "credits": ("credits", "Show charges, forecast costs, and watch the balance."),
    "auth": ("auth", "Log in, log out, and show which key is in use."),
    "config": ("config", "Show and change settings."),
    "cache": ("cache", "Show, export and delete cached results."),
    "runs": ("runs", "List, resume, export and delete runs of files."),
    "shapes": ("shapes", "List and show the shapes of CRM records."),
    "recipes": ("recipes", "List, show and copy files for cron, CI and servers."),
    "privacy": ("privacy", "Suppress, find and erase people, and expire their data."),
    "contacts": ("v3.contacts", "Call the V3 operations on contacts."),
    "companies": ("v3.companies", "Call the V3 operations on companies."),
    "mcp": ("mcp", "Serve tools to AI agents over MCP. Without a command, runs serve."),
    "sandbox": ("sandbox", "Try every command for free with an embedded emulator of the API."),
}
# Groups whose modules are only loaded as far as argv needs them.
GROUPS_IN_PARTS = ("person", "company", "contacts", "companies")
# Commands without a group, each registered by the module of the same name.
COMMANDS = {
    "last": "Show the last result again, free of charge.",
    "merge": "Merge files of people or companies into one.",
    "schema": "Print the tables that --out creates in a database.",
    "api": "Send a request to any path of the API.",
    "doctor": "Check settings, folders, keyring, key, network and plan.",
    "completion": "Print the completion script of a shell.",
    "help": "Explain a topic, such as exit-codes or credits.",
}
# The command of a group that runs if none is named.
DEFAULT_COMMANDS = {"recipes": ("list",)}
# The sections of the help of `lusha`.
SECTIONS = {
    "Look up": ("person", "company"),
    "Find": ("prospecting", "lookalike", "recommendations", "filters"),
    "Watch": ("signals", "webhooks"),
    "Account": ("account", "credits", "auth", "config"),
    "Data": ("last", "runs", "cache", "merge", "schema", "shapes", "privacy"),
    "API V3 (raw V3 operations)": ("contacts", "companies"),
    "Tools": ("api", "mcp", "sandbox", "recipes", "doctor", "completion", "help"),
}
# `lusha help` explains the topics of these names; `lusha credits` shows the commands.
_TOPICS_OF_GROUPS = ("cache", "credits", "mcp", "privacy", "shapes")
TOP_LEVEL_NAMES = tuple(name for names in SECTIONS.values() for name in names)

WHICH_TO_USE = (
    "For everyday work, use the first four sections: their commands call V2 or V3 of the API, "
    "whichever is available. contacts and companies call V3 directly, and have operations and "
    "parameters that V2 doesn't have."
)
FIRST_COMMANDS = (
    "lusha person get ada.byrne@analytical-engines.example --sandbox",
    "lusha prospecting contact search --department Sales --limit 5 --sandbox",
    "lusha auth login",
)
# Flags that users of other tools try; suggested by commands that have the second one.
FLAG_SYNONYMS = {
    "--country": "--location",
    "--format": "-o",
    "--company-size": "--size",
    "--body": "--input",
}


class Root(Group):
    """The root of the tree; its help lists the groups by section."""

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        """Write the commands by section, and which to use."""
        for title, names in SECTIONS.items():
            rows = [
                (name, command.get_short_help_str(1000))
                for name in names
                if (command := self.get_command(ctx, name)) is not None
            ]
            write_table(formatter, title, rows, min_term=max(map(len, TOP_LEVEL_NAMES)))
        formatter.write_paragraph()
        formatter.write_text(WHICH_TO_USE)

    def format_epilog(self, ctx: Any, formatter: Any) -> None:  # noqa: ARG002 - Typer's signature
        """Write the first commands to try."""
        with formatter.section("First commands"):
            for line in FIRST_COMMANDS:
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
            bool, typer.Option("--version", "-V", help="Show the version and exit.")
        ] = False,
    ) -> None:
        if version:
            typer.echo(f"lusha {__version__}")
            raise typer.Exit
        if ctx.invoked_subcommand is None:
            typer.echo(ctx.get_help())

    first = words[0] if words else ""
    for name, (module, summary) in GROUPS.items():
        if words is None or name == first:
            loaded = import_module(f"lusha_cli.commands.{module}")
            if name in GROUPS_IN_PARTS:
                part = loaded.load(words[1] if words and len(words) > 1 else "")
            else:
                part = loaded.app
            # Without words the whole tree is wanted, for completions, man pages and help topics.
            if words is not None:
                part = _load_only(part, words[1:] or DEFAULT_COMMANDS.get(name, ()))
            app.add_typer(part, name=name, help=summary)
        elif first not in TOP_LEVEL_NAMES:
            # The help of the root needs the name and summary of each command, nothing else.
            app.command(name, help=summary)(_not_loaded)
    for name, summary in COMMANDS.items():
        if words is None or name == first:
            import_module(f"lusha_cli.commands.{name}").register(app)
        elif first not in TOP_LEVEL_NAMES:
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
    """Return argv, with `help person get` rewritten as `person get --help`.

    Unless JSON is requested, which has a form of its own.
    """
    options, rest = split_leading(argv)
    is_help = rest[:1] == ["help"] and len(rest) > 1 and rest[1] in TOP_LEVEL_NAMES[:-1]
    is_help = is_help and (len(rest) > 2 or rest[1] not in _TOPICS_OF_GROUPS)
    if not is_help or any(word.startswith(_FORMAT_OPTIONS) for word in argv):
        return list(argv)
    # Before parsing, so that the command is the only one loaded with its options.
    return [*(word for words in options for word in words), *rest[1:], "--help"]


def with_default_command(argv: Sequence[str]) -> list[str]:
    """Return argv, with `serve` added to `lusha mcp` if it names no command."""
    try:
        before, rest = split_leading(argv)
        _, after = split_leading(rest[1:])
    except UsageError:
        return list(argv)  # the parser reports it
    wants_help = {"-h", "--help", "--help-all"} & set(after)
    if rest[:1] != ["mcp"] or wants_help or (after and not after[0].startswith("-")):
        return list(argv)
    # Before parsing, so that its options are loaded.
    return [*(word for words in before for word in words), "mcp", "serve", *rest[1:]]


_FORMAT_OPTIONS = ("--json", "--output", "-o", "--query", "--fields")


def command_words(argv: Sequence[str]) -> list[str]:
    """Return the words of argv that aren't options, nor values of global ones.

    Only those before --help: it shows the help of what is named so far.
    """
    words: list[str] = []
    rest = list(argv)
    while rest:
        try:
            _, rest = split_leading(rest)
        except UsageError:
            break  # the parser reports it
        if rest[:1] in (["-h"], ["--help"]):
            break
        if rest and not rest[0].startswith("-"):
            words.append(rest[0])
        rest = rest[1:]
    return words


def _not_loaded() -> None:
    raise AssertionError("the tree was built for another command")  # pragma: no cover
