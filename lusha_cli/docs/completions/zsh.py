"""Generate the data of the script for zsh, which finds the command and calls `_arguments`."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from lusha_cli.docs.command_tree import Argument, DependentValues, Flag, Node, Value
from lusha_cli.docs.completions.lines import shared_sets


def node_lines(root: Node) -> Iterator[str]:
    """Yield the data of all commands: what follows the words of `at`.

    Without comments, which zsh doesn't have in the text of `eval`, and in few long lines, as zsh
    reads all of it when a shell starts: a spec that several commands have is an element of `f`.
    """
    shared = shared_sets(root)
    counts = Counter(spec for flags in (*shared, *_own_flags(root)) for spec in _specs(flags))
    repeated = [spec for spec, count in counts.items() if count > 1]
    places = {spec: f'"$f[{number}]"' for number, spec in enumerate(repeated, 1)}

    def references(flags: Sequence[Flag]) -> Iterator[str]:
        return (places.get(spec, spec) for spec in _specs(flags))

    yield from ("_lusha_node() {", _array("local -a f", repeated))
    for flags, name in shared.items():
        yield _array(f"local -a {name}", references(flags))
    yield from ("commands=() arguments=()", "case $at in")
    for node in root.walk():
        yield f"'{node.path}')"
        if node.children:
            children = (_quoted(f"{child.name}:{child.meaning}") for child in node.children)
            yield _array("commands", children)
        if node.arguments:
            yield _array("arguments", map(_argument_spec, node.arguments))
        rest = f'"${{(@){shared[node.shared_flags]}}}"'
        yield _array("flags", (*references(node.own_flags), rest)) + ";;"
    yield from ("esac", "}")


def _array(name: str, words: Iterable[str]) -> str:
    return f"{name}=({' '.join(words)})"


def _own_flags(root: Node) -> Iterator[Sequence[Flag]]:
    return (node.own_flags for node in root.walk())


def _specs(flags: Sequence[Flag]) -> Iterator[str]:
    """Yield the specs for `_arguments` of all names of flags."""
    for flag in flags:
        yield from _flag_specs(flag)


def _flag_specs(flag: Flag) -> Iterator[str]:
    """Yield a spec for `_arguments` for each name of a flag."""
    # _arguments stops offering a flag once it, or one of the names in parentheses, is given;
    # `*` keeps offering it.
    others = "*" if flag.repeats else f"({' '.join(flag.names)})" if flag.names[1:] else ""
    # A bracket would end the description within the spec.
    meaning = flag.meaning.replace("[", r"\[").replace("]", r"\]")
    for name in flag.names:
        if flag.value is None:
            yield _quoted(f"{others}{name}[{meaning}]")
        else:
            # The value may be in the same word: after `=`, or directly after a short flag.
            joined = "=" if name.startswith("--") else "+"
            rest = f":{_plain(flag.metavar)}:{_action(flag.value)}"
            yield _quoted(f"{others}{name}{joined}[{meaning}]{rest}")


def _argument_spec(argument: Argument) -> str:
    start = "*" if argument.repeats else ""
    return _quoted(f"{start}:{_plain(argument.metavar)}:{_action(argument.value)}")


def _action(value: Value) -> str:
    """Return the action of `_arguments` that completes a value; a space completes nothing."""
    if value.cached_list:
        return f"_lusha_kept {value.cached_list}"
    if value.depends_on:
        return f"_lusha_after {value.depends_on}"
    if value.is_file:
        return "_files"
    return f"_lusha_words -- {_words(value)}" if value.words else " "


def _words(value: Value) -> str:
    return " ".join(re.sub(r"([^\w/.-])", r"\\\1", word) for word in value.words)


def value_lines(values: DependentValues) -> Iterator[str]:
    """Yield the values that depend on the previous argument."""
    yield "_lusha_after() {"
    yield 'case "$@[-1] ${${line[1]:l}//-/_}" in'
    for (name, before), value in values.items():
        if value.words or value.cached_list:
            function, _, rest = _action(value).partition(" ")
            yield f"'{name} {before.lower()}') {function} \"${{@[1,-2]}}\" {rest} ;;"
    yield from ("esac", "}")


def _plain(text: str) -> str:
    """Escape a message for `_arguments`."""
    return text.replace("\\", "\\\\").replace(":", "\\:")


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "'\\''") + "'"
