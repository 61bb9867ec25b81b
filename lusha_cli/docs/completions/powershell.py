"""Generate the data of the script for PowerShell 5.1 and later: one script block."""

import re
from collections.abc import Iterable, Iterator

from lusha_cli.docs.command_tree import DependentValues, Flag, Node
from lusha_cli.docs.completions.lines import argument_line, flag_line, shared_sets, value_text


def node_lines(root: Node) -> Iterator[str]:
    """Yield the data of all commands: their subcommands, flags and arguments."""
    shared = shared_sets(root)
    for flags, name in shared.items():
        yield f"    ${name} = {_array(4, map(_flag_entry, flags))}"
    yield "    # The commands, the flags and the arguments that follow the words of a path."
    yield "    $nodes = @{"
    for node in root.walk():
        children = _array(8, (f"{child.name}\t{child.meaning}" for child in node.children))
        own = _array(8, map(_flag_entry, node.own_flags))
        arguments = _array(8, map(argument_line, node.arguments))
        # The parentheses keep the comma, which binds tighter than `+`, from splitting the sum.
        all_flags = f"({own} + ${shared[node.shared_flags]})"
        yield f"        '{node.path}' = {children}, {all_flags}, {arguments}"
    yield "    }"


def value_lines(values: DependentValues) -> Iterator[str]:
    """Yield the values that depend on the previous argument."""
    yield "    # What a value can be after the argument before it."
    yield "    $after = @{"
    for (name, before), value in values.items():
        yield f"        '{name} {before.lower()}' = {_quoted(value_text(value))}"
    yield "    }"


def _flag_entry(flag: Flag) -> str:
    return f"{flag_line(flag)}\t{flag.meaning}"


def _array(indent: int, words: Iterable[str]) -> str:
    """Return an array literal with one word per line."""
    lines = [f"{' ' * indent}    {_quoted(word)}" for word in words]
    return "\n".join(["@(", *lines, f"{' ' * indent})"]) if lines else "@()"


def _quoted(text: str) -> str:
    """Quote a text for PowerShell; a tab is written as an escape outside the quotes."""
    # PowerShell treats typographic quotes as quotes too.
    plain = re.sub("(['\u2018-\u201b])", r"\1\1", text)
    return "('" + plain.replace("\t", "' + \"`t\" + '") + "')" if "\t" in text else f"'{plain}'"
