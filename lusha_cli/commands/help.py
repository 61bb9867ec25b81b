"""`lusha help`: topics; the help of a command is its --help."""

from typing import Annotated

import typer

from lusha_cli.cli.command import Reply, Text, command
from lusha_cli.cli.global_options import LOCAL_FLAGS
from lusha_cli.config.setting_definitions import near
from lusha_cli.context.app_context import World
from lusha_cli.docs.help_topics.text import topic_text
from lusha_cli.docs.help_topics.topic import DefinitionTable, Topic
from lusha_cli.docs.help_topics.topics import topics
from lusha_cli.errors import UsageError
from lusha_cli.json_types import Json
from lusha_cli.output.layouts.v2 import RAW

# Lines longer than this are hard to read, however wide the terminal.
MAX_WIDTH = 100


def register(app: typer.Typer) -> None:
    """Add the command to the tree; it has no group."""
    command(app, "help", flags=LOCAL_FLAGS, example="lusha help exit-codes")(show_topic)


def show_topic(
    world: World,
    topic: Annotated[
        list[str] | None,
        typer.Argument(metavar="TOPIC|COMMAND", help="Without one, the topics are listed."),
    ] = None,
) -> Json:
    """Explain a topic, or a command as its --help does."""
    every = topics()
    name = "-".join(topic or []).lower()
    if name and name not in every:
        raise UsageError(
            f"There is no help on {' '.join(topic or [])!r}{near(name, every)}.",
            hint=f"Topics: {', '.join(every)}; or name a command: lusha help person get",
        )
    found = every[name] if name else _contents(every)
    if world.settings.find("output").source != "default":
        return Reply(found.as_dict(), layout=RAW)
    width = min(world.width, MAX_WIDTH) if world.stdout.isatty() else 80
    return Text(topic_text(found, width=width))


def _contents(every: dict[str, Topic]) -> Topic:
    """What the help has topics on."""
    rows = tuple((topic.name, topic.meaning) for topic in every.values())
    return Topic(
        "help",
        "topics and commands",
        (
            DefinitionTable(("topic", "about"), rows),
            "lusha help TOPIC explains one, lusha help COMMAND a command.",
        ),
    )
