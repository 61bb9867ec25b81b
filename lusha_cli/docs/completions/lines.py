"""Flags and arguments as lines: what bash, fish and PowerShell read alike.

A line is its names, `+` where it may be given again, and what its value can be: nothing for a
switch, `-` for free text, `FILE`, `@list` for a list kept by lusha, `%KIND` where the argument
before decides, else the words with bars between them.
"""

from lusha_cli.docs.command_tree import Argument, Flag, Node, Value


def flag_line(flag: Flag) -> str:
    """The line of a flag."""
    names = ",".join(flag.names) + ("+" if flag.repeats else "")
    return names if flag.value is None else f"{names} {value_text(flag.value)}"


def argument_line(argument: Argument) -> str:
    """The line of an argument."""
    return f"{argument.metavar}{'+' if argument.repeats else ''} {value_text(argument.value)}"


def value_text(value: Value) -> str:
    """What a value can be, in one word or words between bars."""
    if value.cached_list:
        return f"@{value.cached_list}"
    if value.depends_on:
        return f"%{value.depends_on}"
    if value.is_file:
        return "FILE"
    invalid = [word for word in value.words if set(word) & set("|*?[]'\"\\\n") or word[0] in "@%-"]
    assert not invalid, f"the completions cannot hold {invalid}"
    return "|".join(value.words) or "-"


def shared_sets(root: Node) -> dict[tuple[Flag, ...], str]:
    """The sets of flags that several commands share, each with a name: shared1, shared2 …"""
    distinct = dict.fromkeys(node.shared_flags for node in root.walk())
    return {flags: f"shared{number}" for number, flags in enumerate(distinct, start=1)}
