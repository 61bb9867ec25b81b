"""The whole surface of the command line as one JSON document, for `lusha help --json`."""

from collections.abc import Iterator
from typing import Any

from lusha_cli import __version__
from lusha_cli.api.endpoints import BY_NAME as OPERATIONS
from lusha_cli.cli.app import SECTIONS, contexts
from lusha_cli.cli.global_options import ALL_FLAGS, GLOBAL
from lusha_cli.cli.options import Choice
from lusha_cli.cli.renamed_options import old_names
from lusha_cli.config.setting_definitions import BY_NAME as SETTINGS
from lusha_cli.config.setting_definitions import FILE_KEYS
from lusha_cli.docs.help_topics.topics import topics
from lusha_cli.errors import EXIT_CODE_DESCRIPTIONS
from lusha_cli.json_types import Json

# Raised when a key is removed or changes its meaning; new keys don't raise it.
SCHEMA_VERSION = 1
# Commands of several operations, some of them free.
_DEPENDS = ("api", "runs resume")


def surface() -> dict[str, Json]:
    """Return every command, argument, option, exit code and variable. See `lusha help surface`."""
    found = list(contexts())
    commands: list[Json] = [
        describe_command(context) for context in found if not hasattr(context.command, "commands")
    ]
    return {
        "schemaVersion": SCHEMA_VERSION,
        "version": __version__,
        "commands": commands,
        "groups": [
            _describe_group(context)
            for context in found
            if hasattr(context.command, "commands") and context.parent is not None
        ],
        "globalOptions": _global_options(found),
        "exitCodes": [
            {"code": code.value, "name": code.name.lower(), "meaning": meaning}
            for code, meaning in EXIT_CODE_DESCRIPTIONS.items()
        ],
        "environment": _variables(),
        "topics": [{"name": topic.name, "meaning": topic.meaning} for topic in topics().values()],
    }


def find_surface(words: list[str]) -> Json:
    """Return the description of the command or group with this path; or None."""
    for context in contexts():
        if context.command_path.split()[1:] == words:
            is_group = hasattr(context.command, "commands")
            return _describe_group(context) if is_group else describe_command(context)
    return None


def describe_command(context: Any) -> dict[str, Json]:
    """Return the description of a command."""
    command = context.command
    path = _path(context)
    summary, _, rest = (command.help or "").partition("\n")
    options = [item for item in command.params if item.param_type_name == "option"]
    own = [item for item in options if item.rich_help_panel != GLOBAL]
    shared = [item for item in options if item.rich_help_panel == GLOBAL]
    row = OPERATIONS.get(path)
    return {
        "command": path,
        "section": _section(path),
        "summary": summary,
        "description": rest.strip(),
        "usage": " ".join((context.command_path, *command.collect_usage_pieces(context))),
        "cost": _cost(path),
        "operation": row
        and {"name": row.name, "method": row.method, "path": row.path, "family": row.family},
        "arguments": [
            _parameter(item) for item in command.params if item.param_type_name == "argument"
        ],
        "options": [_option(item) for item in own],
        "globalOptions": [item.opts[0] for item in shared],
        "exitCodes": [code.value for code in command.exit_codes(context)],
        "examples": list(command.examples(context)),
    }


def _describe_group(context: Any) -> dict[str, Json]:
    return {
        "group": _path(context),
        "section": _section(_path(context)),
        "summary": (context.command.help or "").partition("\n")[0],
        "commands": list(context.command.commands),
    }


def _path(context: Any) -> str:
    return str(context.command_path).partition(" ")[2]


def _section(path: str) -> str:
    return next(title for title, names in SECTIONS.items() if path.split()[0] in names)


def _cost(path: str) -> str:
    """Return whether a command is free, paid, or depends on its arguments."""
    row = OPERATIONS.get(path)
    if path in _DEPENDS:
        return "depends"
    return "free" if row is None or row.is_free else "paid"


def _parameter(parameter: Any) -> dict[str, Json]:
    """Return what arguments and options have in common."""
    parser = getattr(parameter.type, "func", None)
    choices = list(parser.choices) if isinstance(parser, Choice) else []
    repeats = bool(getattr(parameter, "multiple", False)) or parameter.nargs == -1
    default = parameter.default
    return {
        "name": parameter.name,
        "type": _type(parameter),
        "metavar": parameter.metavar or "",
        "required": bool(parameter.required),
        "repeatable": repeats,
        "default": default if isinstance(default, (str, int, float, bool)) else None,
        "choices": choices or None,
        "otherValues": not choices or bool(getattr(parser, "is_open", True)),
        "min": getattr(parameter.type, "min", None),
        "max": getattr(parameter.type, "max", None),
        "help": parameter.help or "",
    }


def _type(parameter: Any) -> str:
    if getattr(parameter, "is_flag", False):
        return "boolean"
    # Such as `integer`, or `int range` with bounds.
    name = str(parameter.type.name).lower()
    return "integer" if name.startswith("int") else "number" if "float" in name else "string"


def _option(parameter: Any) -> dict[str, Json]:
    """Return the description of an option."""
    is_setting = parameter.rich_help_panel == GLOBAL or parameter.name == "owner"
    setting = SETTINGS.get(parameter.name) if is_setting else None
    is_profile = parameter.rich_help_panel == GLOBAL and parameter.name == "profile"
    variable = setting.variable if setting else "LUSHA_PROFILE" if is_profile else None
    described = _parameter(parameter)
    if setting and isinstance(setting.default, (str, int, float)):
        described["default"] = setting.default
    return {
        **described,
        "flags": list(parameter.opts),
        "negativeFlags": list(parameter.secondary_opts),
        "oldFlags": list(old_names(parameter.opts)),
        "group": parameter.rich_help_panel or "Options",
        "environment": variable,
        "configKey": parameter.name if variable and parameter.name in FILE_KEYS else None,
    }


def _global_options(found: list[Any]) -> list[Json]:
    """Return each global option once, in the order of `lusha help options`."""
    by_name = {
        item.name: item
        for context in found
        for item in context.command.params
        if getattr(item, "rich_help_panel", None) == GLOBAL
    }
    return [_option(by_name[name]) for name in ALL_FLAGS]


def _variables() -> list[Json]:
    def rows() -> Iterator[tuple[str, str]]:
        for part in topics()["environment"].parts:
            yield from getattr(part, "rows", ())

    return [{"variable": name, "meaning": meaning} for name, meaning in rows()]
