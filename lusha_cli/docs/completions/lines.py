"""Flags and arguments as lines, a format that bash, fish and PowerShell all read.

A line has the names, `+` if it may be repeated, and the value: nothing for a switch, `-` for free
text, `FILE`, `@list` for a cached list, `%KIND` if it depends on the previous argument, else the
words separated by bars.
"""

from lusha_cli.docs.command_tree import Argument, Flag, Node, Value


def flag_line(flag: Flag) -> str:
    """Return the line of a flag."""
    names = ",".join(flag.names) + ("+" if flag.repeats else "")
    return names if flag.value is None else f"{names} {value_text(flag.value)}"


def argument_line(argument: Argument) -> str:
    """Return the line of an argument."""
    return f"{argument.metavar}{'+' if argument.repeats else ''} {value_text(argument.value)}"


def value_text(value: Value) -> str:
    """Return a value as a single word, or as words separated by bars."""
    if value.cached_list:
        return f"@{value.cached_list}"
    if value.depends_on:
        return f"%{value.depends_on}"
    if value.is_file:
        return "FILE"
    # These characters separate values, start a marker, or are special to one of the shells.
    invalid = [word for word in value.words if set(word) & set("|*?[]'\"\\\n") or word[0] in "@%-"]
    assert not invalid, f"the completions cannot hold {invalid}"
    return "|".join(value.words) or "-"


def shared_sets(root: Node) -> dict[tuple[Flag, ...], str]:
    """Return the distinct sets of shared flags, named shared1, shared2 and so on."""
    # Nearly all commands share their flags, which would make up most of each script.
    distinct = dict.fromkeys(node.shared_flags for node in root.walk())
    return {flags: f"shared{number}" for number, flags in enumerate(distinct, start=1)}
