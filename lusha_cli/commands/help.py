"""`lusha help`: the topics, and all commands as JSON; a command has its own --help."""

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
from lusha_cli.suggestions import close_matches

# Longer lines are hard to read, however wide the terminal is.
MAX_WIDTH = 100


def register(app: typer.Typer) -> None:
    """Register the command at the top level of the tree."""
    command(app, "help", flags=LOCAL_FLAGS, example="lusha help exit-codes")(show_topic)


def show_topic(
    context: AppContext,
    topic: Annotated[
        list[str] | None, argument("TOPIC|COMMAND", "Topic or command to explain [list topics].")
    ] = None,
) -> Json:
    """Explain a topic or a command.

    With --json, print every command, argument and option as one document: see lusha help surface.
    """
    all_topics = topics()
    words = [word for text in topic or [] for word in text.split()]
    name = "-".join(words).lower()
    if name in all_topics:
        return _show(context, all_topics[name])
    if _wants_data(context):
        return _surface(context, words)
    if name:
        raise _unknown_topic(words, all_topics)
    return _show(context, _list_of_topics(all_topics))


def _wants_data(context: AppContext) -> bool:
    """Return whether a format was requested by flag or setting."""
    # Text is for people, unless a format was requested.
    output = context.env.settings.find("output")
    return output.source != "default" and output.value != "table"


def _show(context: AppContext, topic: Topic) -> Json:
    if _wants_data(context):
        return CommandResult(topic.as_dict(), layout=RAW_LAYOUT)
    if topic.make_document is not None:
        return PlainText(topic.make_document())
    width = min(context.env.terminal_width, MAX_WIDTH) if context.env.stdout.isatty() else 80
    return PlainText(topic_text(topic, width=width))


def _surface(context: AppContext, words: list[str]) -> Json:
    """Return the description of all commands, or of the one with this path."""
    # Imported here: it loads every command.
    from lusha_cli.docs.surface import find_surface, surface

    if not words:
        body = surface()
        is_document = context.env.settings.get("output") in ("json", "yaml")
        return body if is_document else body["commands"]
    found = find_surface(words)
    if found is None:
        raise _unknown_topic(words, topics())
    return found


def _unknown_topic(words: list[str], all_topics: dict[str, Topic]) -> UsageError:
    near = close_matches("-".join(words).lower(), all_topics, limit=1)
    question = f" Did you mean `lusha help {near[0]}`?" if near else ""
    return UsageError(
        f"No topic or command is named {' '.join(words)!r}.{question}",
        hint=f"Topics: {', '.join(all_topics)}. For a command, run: lusha help person get",
    )


def _list_of_topics(all_topics: dict[str, Topic]) -> Topic:
    """Return the list of topics as a topic itself."""
    rows = tuple((topic.name, topic.meaning) for topic in all_topics.values())
    return Topic(
        "help",
        "topics and commands",
        lambda: (
            DefinitionTable(("topic", "about"), rows),
            DefinitionTable(
                ("command", "use"),
                (
                    ("lusha help TOPIC", "read about a topic"),
                    ("lusha help person get", "read about a command"),
                    ("lusha help --json", "get all commands as one JSON document"),
                ),
            ),
        ),
    )
