"""Generate the data of the script for fish: one function prints all completions."""

from collections.abc import Iterator

from lusha_cli.docs.command_tree import DependentValues, Node
from lusha_cli.docs.completions.lines import argument_line, flag_line, shared_sets, value_text


def node_lines(root: Node) -> Iterator[str]:
    """Yield the data of all commands: their subcommands, flags and arguments."""
    yield "# What follows the words of `path`: commands, flags and arguments."
    yield "function __lusha_node --no-scope-shadowing"
    yield "    set commands"
    yield "    set arguments"
    shared = shared_sets(root)
    for flags, name in shared.items():
        yield f"    set -l {name} \\"
        # fish shows what follows a tab as the description.
        yield from _block(8, [f"{flag_line(flag)}\t{flag.meaning}" for flag in flags])
    yield "    switch $path"
    for node in root.walk():
        yield f"        case '{node.path}'"
        if node.children:
            yield "            set commands \\"
            yield from _block(16, [f"{child.name}\t{child.meaning}" for child in node.children])
        if node.arguments:
            yield "            set arguments \\"
            yield from _block(16, [argument_line(argument) for argument in node.arguments])
        yield f"            set flags ${shared[node.shared_flags]}"
        if node.own_flags:
            yield "            set -p flags \\"
            yield from _block(16, [f"{flag_line(flag)}\t{flag.meaning}" for flag in node.own_flags])
    yield from ("    end", "end")


def value_lines(values: DependentValues) -> Iterator[str]:
    """Yield the values that depend on the previous argument."""
    yield "# What a value can be after the argument before it."
    yield "function __lusha_after --no-scope-shadowing"
    yield '    switch "$argv"'
    for (name, before), value in values.items():
        yield f"        case '{name} {before.lower()}'"
        yield f"            set value {_quoted(value_text(value))}"
    yield from ("    end", "end")


def _block(indent: int, words: list[str]) -> Iterator[str]:
    """Yield the words of a list, one per line."""
    for word in words[:-1]:
        yield f"{' ' * indent}{_quoted(word)} \\"
    yield f"{' ' * indent}{_quoted(words[-1])}"


def _quoted(text: str) -> str:
    """Quote a word for fish; a tab is written as an escape outside the quotes."""
    escaped = text.replace("\\", "\\\\").replace("'", "\\'")
    return "'" + escaped.replace("\t", "'\\t'") + "'"
