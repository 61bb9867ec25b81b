"""Generate the data of the script for bash 3.2 and later, which starts no process."""

from collections.abc import Iterator

from lusha_cli.docs.command_tree import DependentValues, Node
from lusha_cli.docs.completions.lines import argument_line, flag_line, shared_sets, value_text


def node_lines(root: Node) -> Iterator[str]:
    """Yield the data of all commands: their subcommands, flags and arguments."""
    yield "# What follows the words of `path`: commands, flags and arguments, a line each."
    yield "_lusha_node() {"
    shared = shared_sets(root)
    for flags, name in shared.items():
        yield f"    local {name}={_quoted(*map(flag_line, flags))}"
    yield "    subs='' arguments=''"
    # macOS still has bash 3.2, which has no associative arrays.
    yield "    case $path in"
    for node in root.walk():
        yield f"    '{node.path}')"
        if node.children:
            yield f"        subs='{' '.join(child.name for child in node.children)}'"
        if node.arguments:
            yield f"        arguments={_quoted(*map(argument_line, node.arguments))}"
        own = _quoted(*map(flag_line, node.own_flags), "") if node.own_flags else ""
        yield f"        flags={own}${shared[node.shared_flags]}"
        yield "        ;;"
    yield from ("    esac", "}")


def value_lines(values: DependentValues) -> Iterator[str]:
    """Yield the values that depend on the previous argument."""
    yield "# What a value can be after the argument before it."
    yield "_lusha_after() {"
    yield "    case $1 in"
    for (name, before), value in values.items():
        yield f"    '{name} {before}') value={_quoted(value_text(value))} ;;"
    yield from ("    esac", "}")


def _quoted(*lines: str) -> str:
    # Nothing can be escaped within single quotes: they are closed for each quote.
    text = "\n".join(lines).replace("'", "'\\''")
    return f"'{text}'"
