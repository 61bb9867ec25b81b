"""`lusha help`: the help topics; a command has its own --help."""

from typing import Annotated

import typer

from lusha_cli.cli.command import CommandResult, PlainText, command
from lusha_cli.cli.global_options import LOCAL_FLAGS
from lusha_cli.cli.options import argument
from lusha_cli.context.app_context import AppContext
from lusha_cli.docs.help_topics.text import topic_text
from lusha_cli.docs.help_topics.topic import DefinitionTable, Topic
from lusha_cli.docs.help_topics.topics import topics
from lusha_cli.errors import UsageError
from lusha_cli.json_types import Json
from lusha_cli.output.layouts.layout import RAW_LAYOUT
from lusha_cli.suggestions import did_you_mean

# Longer lines are hard to read, however wide the terminal is.
MAX_WIDTH = 100


def register(app: typer.Typer) -> None:
    """Register the command at the top level of the tree."""
    command(app, "help", flags=LOCAL_FLAGS, example="lusha help exit-codes")(show_topic)


def show_topic(
    context: AppContext,
    topic: Annotated[
        list[str] | None, argument("TOPIC|COMMAND", "Without one, the topics are listed.")
    ] = None,
) -> Json:
    """Explain a topic, or a command as its --help does."""
    all_topics = topics()
    name = "-".join(topic or []).lower()
    if name and name not in all_topics:
        raise UsageError(
            f"There is no help on {' '.join(topic or [])!r}{did_you_mean(name, all_topics)}.",
            hint=f"Topics: {', '.join(all_topics)}; or name a command: lusha help person get",
        )
    selected = all_topics[name] if name else _list_of_topics(all_topics)
    # A topic is text for people, unless a format was requested by flag or setting.
    if context.env.settings.find("output").source != "default":
        return CommandResult(selected.as_dict(), layout=RAW_LAYOUT)
    width = min(context.env.terminal_width, MAX_WIDTH) if context.env.stdout.isatty() else 80
    return PlainText(topic_text(selected, width=width))


def _list_of_topics(all_topics: dict[str, Topic]) -> Topic:
    """Return the list of topics as a topic itself."""
    rows = tuple((topic.name, topic.meaning) for topic in all_topics.values())
    return Topic(
        "help",
        "topics and commands",
        (
            DefinitionTable(("topic", "about"), rows),
            "lusha help TOPIC explains one, lusha help COMMAND a command.",
        ),
    )
