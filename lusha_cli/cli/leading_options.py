"""Global options before the command, such as `lusha --sandbox account usage`."""

from collections.abc import Sequence
from typing import Any

from lusha_cli.cli.global_options import ALL_FLAGS, GLOBAL, names_of
from lusha_cli.cli.renamed_options import RENAMED_OPTIONS
from lusha_cli.errors import UsageError

# The key of the options in the metadata that nested contexts share.
_META_KEY = "lusha.leading_options"


def global_names() -> dict[str, bool]:
    """Return the names of the global options, and whether each one takes a value."""
    names: dict[str, bool] = {}
    for annotation in ALL_FLAGS.values():
        names |= dict.fromkeys(names_of(annotation), annotation.__origin__ != bool | None)
    return names | {old: names[new] for old, new in RENAMED_OPTIONS.items() if new in names}


def split_leading(args: Sequence[str]) -> tuple[list[list[str]], list[str]]:
    """Return the global options that `args` begin with, each with its value, and the rest.

    Raises UsageError if the value of the last one is missing.
    """
    rest = list(args)
    if not rest or not rest[0].startswith("-"):
        return [], rest
    names = global_names()
    options: list[list[str]] = []
    while rest and (length := _option_length(rest[0], names)):
        if length > len(rest):
            raise UsageError(f"{rest[0]} needs a value.", hint="Run: lusha help options")
        options.append(rest[:length])
        rest = rest[length:]
    return options, rest


def _option_length(word: str, names: dict[str, bool]) -> int:
    """Return how many words the global option takes that begins with `word`; 0 for another."""
    if not word.startswith("-"):
        return 0
    if word.startswith("--"):
        name, equals, _ = word.partition("=")
        return 0 if name not in names else 1 + (names[name] and not equals)
    for position, letter in enumerate(word[1:], start=2):
        if f"-{letter}" not in names:
            return 0
        if names[f"-{letter}"]:
            # What follows the letter is its value.
            return 1 + (position == len(word))
    return int(len(word) > 1)


def remember_leading(ctx: Any, options: list[list[str]]) -> None:
    """Store the options for the command that follows."""
    if options:
        ctx.meta.setdefault(_META_KEY, []).extend(options)


def with_leading(command: Any, ctx: Any, args: list[str]) -> list[str]:
    """Return the arguments of a command with the stored options in front.

    Raises UsageError if one of them contradicts another or an argument.
    """
    leading: list[list[str]] = ctx.meta.get(_META_KEY, [])
    if not leading:
        return args
    known: dict[str, Any] = {}
    parameters = {
        parameter.name: parameter
        for parameter in command.params
        if getattr(parameter, "rich_help_panel", None) == GLOBAL
    }
    for words in (*leading, args):
        values, _, _ = command.make_parser(ctx).parse_args(command.with_new_names(words))
        for name in values.keys() & parameters.keys():
            if values[name] is None:
                continue
            if known.setdefault(name, values[name]) != values[name]:
                pair = (_spelled(parameters[name], value) for value in (known[name], values[name]))
                raise UsageError(
                    f"{' and '.join(pair)} can't be used together.", hint="Use only one of them."
                )
    return [word for words in leading for word in words] + list(args)


def _spelled(parameter: Any, value: Any) -> str:
    """Return an option as it is typed for a value."""
    if parameter.is_flag:
        return str(parameter.opts[0] if value else parameter.secondary_opts[0])
    return f"{parameter.opts[0]} {value}"
