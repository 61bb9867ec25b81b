"""The topics on the command line itself: global options, and its surface as JSON."""

from typing import Any

from lusha_cli.cli.global_options import FLAGS_BY_TOPIC, metavar_of, names_of
from lusha_cli.config.setting_definitions import BY_NAME, FILE_KEYS
from lusha_cli.docs.help_topics.topic import CodeBlock, DefinitionTable, TopicPart, TopicParts


def options() -> TopicParts:
    """Return the parts of the topic on the global options."""
    parts: list[TopicPart] = [
        "You can use global options before or after a command. Each command accepts the global "
        "options that apply to it. To list them, add --help-all.",
        CodeBlock(("lusha --sandbox account usage", "lusha account usage --sandbox -o csv")),
    ]
    for title, flags in FLAGS_BY_TOPIC.items():
        rows = tuple(_row(name, annotation) for name, annotation in flags.items())
        parts.append(DefinitionTable((title, "meaning"), rows))
    parts.append(
        "Most global options have an environment variable, such as LUSHA_OUTPUT for --output: see "
        "`lusha help environment`. To store the value of one that shows a setting, use "
        "`lusha config set`: see `lusha help settings`."
    )
    return tuple(parts)


def _row(name: str, annotation: Any) -> tuple[str, str]:
    names = sorted(names_of(annotation), key=len)
    setting = BY_NAME.get(name)
    meaning = annotation.__metadata__[0].help
    if setting is not None and name in FILE_KEYS:
        meaning = f"{meaning} Setting: {name}."
    return f"{', '.join(names)} {metavar_of(name, annotation)}".strip(), meaning


def surface() -> TopicParts:
    """Return the parts of the topic on the JSON of `lusha help --json`."""
    return (
        "`lusha help --json` prints all commands, arguments and options as one JSON document, "
        "for scripts, editors and agents. To print one command, add its name.",
        CodeBlock((
            "lusha help --json --query \"commands[?cost=='paid'].command\"",
            "lusha help person get --json",
        )),
        DefinitionTable(("key", "meaning"), (
            ("schemaVersion", "increased when a key is removed or changes its meaning"),
            ("version", "version of lusha"),
            ("commands", "one object per command"),
            ("groups", "groups of commands: group, section, summary, commands"),
            ("globalOptions", "the options that many commands accept"),
            ("exitCodes", "code, name and meaning"),
            ("environment", "variables and their meaning"),
            ("topics", "names for lusha help TOPIC"),
        )),
        DefinitionTable(("key of a command", "meaning"), (
            ("command", "its name, such as person get"),
            ("section", "its section in `lusha --help`"),
            ("summary, description", "the text of its help"),
            ("usage", "its usage line"),
            ("cost", "free, paid, or depends (on the request)"),
            ("operation", "name, method, path and family (v2, v3, shared), or null"),
            ("arguments, options", "its own parameters"),
            ("globalOptions", "the flags of the global options that it accepts"),
            ("exitCodes", "the exit codes that it can return"),
            ("examples", "commands to paste"),
        )),
        DefinitionTable(("key of a parameter", "meaning"), (
            ("name", "the name of its value"),
            ("type", "string, integer, number or boolean"),
            ("metavar, help", "its placeholder and text in the help"),
            ("required, repeatable", "true or false"),
            ("default", "its default, or null"),
            ("choices", "the known values, or null"),
            ("otherValues", "whether other values are accepted as well"),
            ("min, max", "bounds of a number, or null"),
            ("flags", "of an option: its names, the preferred one first"),
            ("negativeFlags", "of a switch: the names that turn it off"),
            ("oldFlags", "former names that are still accepted"),
            ("group", "of an option: its section in --help"),
            ("environment, configKey", "its environment variable and setting, or null"),
        )),
    )  # fmt: skip
