"""The command tree for completions: flags, arguments and their possible values."""

import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from lusha_cli.api.endpoints import ENDPOINTS, METHODS
from lusha_cli.api.signal_types import HIRING_DEPARTMENTS
from lusha_cli.bulk.columns import COMPANY_COLUMNS, PERSON_COLUMNS
from lusha_cli.cli.app import tree
from lusha_cli.cli.global_options import GLOBAL
from lusha_cli.cli.help_format import HELP_ALL
from lusha_cli.config.setting_definitions import BY_NAME, FILE_KEYS
from lusha_cli.docs.help_topics.topics import topics


class Value(NamedTuple):
    """The possible values: one of `words`, an entry of the list `cached_list`, or a file.

    `depends_on` names a table of values by the previous argument. A value with none of these is
    free text.
    """

    words: tuple[str, ...] = ()
    cached_list: str = ""
    is_file: bool = False
    depends_on: str = ""


# Values by the name of `depends_on` and the previous argument.
DependentValues = Mapping[tuple[str, str], Value]


class Flag(NamedTuple):
    """A flag with all its names; `value` is None for a switch."""

    names: tuple[str, ...]
    meaning: str
    metavar: str = ""
    value: Value | None = None
    repeats: bool = False


class Argument(NamedTuple):
    """An argument; the last one of a command may repeat."""

    metavar: str
    meaning: str
    value: Value
    repeats: bool


class Node(NamedTuple):
    """A group, which has `children`, or a command; `shared_flags` are common to most commands."""

    path: str
    meaning: str
    own_flags: tuple[Flag, ...]
    shared_flags: tuple[Flag, ...]
    arguments: tuple[Argument, ...]
    children: "tuple[Node, ...]"

    @property
    def name(self) -> str:
        """Return the last word of the path."""
        return self.path.rpartition(" ")[2]

    def walk(self) -> "Iterator[Node]":
        """Yield this node and all nodes below it."""
        yield self
        for child in self.children:
            yield from child.walk()


FREE_TEXT = Value()
FILE = Value(is_file=True)


def _paths_of_method(method: str) -> tuple[str, ...]:
    """Return the paths of a method, each up to its first parameter."""
    # What follows a parameter depends on an id, which no completion knows.
    paths = [row.path.partition("{")[0] for row in ENDPOINTS if row.method == method]
    return tuple(sorted(set(paths)))


# The values of a metavar; in a metavar such as asc|desc the alternatives are the values.
_VALUES_BY_METAVAR = {
    "FILE": FILE,
    "FILE|-": FILE,
    "-|FILE": FILE,
    "ID|FILE|-": FILE,
    "WHO|FILE|-": FILE,
    "FILE.jsonl|sqlite:///FILE": FILE,
    "FILE|URL": FILE,
    "first|newest|FILE": FILE,
    "INPUT": FILE,
    "OUT": FILE,
    "METHOD|PATH": Value((*METHODS, *_paths_of_method("GET"))),
    "PATH": Value(depends_on="PATH"),
    "KEY": Value(FILE_KEYS),
    "VALUE": Value(depends_on="VALUE"),
    "PROFILE": Value(cached_list="profiles"),
    "RUN": Value(cached_list="runs"),
}
# The values of flags whose metavar does not determine them.
_VALUES_BY_FLAG = {
    "--profile": Value(cached_list="profiles"),
    "--hiring-by-location": Value(cached_list="countries"),
    "--filter-by-department": Value(HIRING_DEPARTMENTS),
}
# Words in upper case, such as FILE|URL, are placeholders and not values.
_CHOICES = re.compile(r"[a-z]\w*(\|[a-z]\w*)+")


def root() -> Node:
    """Return the tree of all commands; `lusha help` also has the topics and all commands."""
    full_tree = _build_node(tree(), "lusha")
    lookup = next(node for node in full_tree.walk() if node.path == "lusha person get")
    full_tree = _with_leading_flags(full_tree, lookup.shared_flags)
    documented = [child for child in full_tree.children if child.name != "help"]
    children = [
        _help_group(child, documented) if child.name == "help" else child
        for child in full_tree.children
    ]
    return full_tree._replace(children=tuple(children))


def _with_leading_flags(node: Node, flags: tuple[Flag, ...]) -> Node:
    """Return the node with the global flags in every group, where they precede the command."""
    children = tuple(_with_leading_flags(child, flags) for child in node.children)
    return node._replace(children=children, shared_flags=flags if children else node.shared_flags)


def _help_group(help_node: Node, documented: list[Node]) -> Node:
    """Return `lusha help` as a group of topics and commands, without flags of its own."""

    def copy_below(node: Node, path: str) -> Node:
        child_path = f"{path} {node.name}"
        children = tuple(copy_below(child, child_path) for child in node.children)
        return Node(child_path, node.meaning, (), help_node.shared_flags, (), children)

    topic_nodes = [
        Node(f"{help_node.path} {topic.name}", topic.meaning, (), help_node.shared_flags, (), ())
        for topic in topics().values()
        # A group may have the name of a topic.
        if topic.name not in {node.name for node in documented}
    ]
    commands = [copy_below(node, help_node.path) for node in documented]
    return help_node._replace(arguments=(), children=(*topic_nodes, *commands))


def dependent_values() -> DependentValues:
    """Return the values that depend on the previous argument."""
    settings = {("VALUE", key): Value(BY_NAME[key].choices) for key in FILE_KEYS if key in BY_NAME}
    return {
        **{("PATH", method): Value(_paths_of_method(method)) for method in METHODS},
        ("VALUE", "profile"): Value(cached_list="profiles"),
        **{key: value for key, value in settings.items() if value.words},
    }


def _column_names(path: str) -> Value:
    """Return the columns that a bulk command adds: of people, of companies, or of both."""
    groups = {"person": PERSON_COLUMNS, "company": COMPANY_COLUMNS}
    columns = groups.get(path.split(" ")[1], (*PERSON_COLUMNS, *COMPANY_COLUMNS))
    return Value(tuple(dict.fromkeys(column.name.removeprefix("lusha_") for column in columns)))


def _build_node(node: Any, path: str) -> Node:
    flags = [
        flag
        for parameter in node.params
        if parameter.param_type_name == "option"
        for flag in _build_flags(parameter)
    ]
    flags = [
        flag._replace(value=_column_names(path)) if "--data-columns" in flag.names else flag
        for flag in flags
    ]
    shared = {
        name
        for parameter in node.params
        if getattr(parameter, "rich_help_panel", None) == GLOBAL
        for name in parameter.opts + parameter.secondary_opts
    }
    help_flags = (
        Flag(tuple(node.context_settings["help_option_names"][::-1]), "Show help and stop."),
        Flag((HELP_ALL,), "Show every option and stop."),
    )
    return Node(
        path,
        (node.help or "").splitlines()[0],
        tuple(flag for flag in flags if flag.names[0] not in shared),
        (*(flag for flag in flags if flag.names[0] in shared), *help_flags),
        tuple(_build_argument(p, path) for p in node.params if p.param_type_name == "argument"),
        tuple(
            _build_node(child, f"{path} {name}")
            for name, child in getattr(node, "commands", {}).items()
        ),
    )


def _build_flags(option: Any) -> Iterator[Flag]:
    meaning = option.help or ""
    if not option.is_flag:
        value = _parameter_value(option)
        if value == FREE_TEXT:
            # An exclude flag takes the same values as its counterpart.
            positive_name = option.opts[0].replace("--exclude-", "--")
            value = _VALUES_BY_FLAG.get(positive_name, FREE_TEXT)
        yield Flag(tuple(option.opts), meaning, option.metavar, value, option.multiple)
        return
    yield Flag(tuple(option.opts), meaning)
    if option.secondary_opts:
        yield Flag(tuple(option.secondary_opts), f"Opposite of {option.opts[0]}.")


def _build_argument(argument: Any, path: str) -> Argument:
    metavar, value = _bare_metavar(argument.metavar), _parameter_value(argument)
    if metavar == "COLUMN_KEY":
        # `contacts tables column-catalog` stores the keys, and its twin those of companies.
        value = Value(cached_list=f"{path.split()[1]}-columns")
    return Argument(metavar, argument.help or "", value, argument.nargs == -1)


def _parameter_value(parameter: Any) -> Value:
    parser = getattr(parameter.type, "func", None)
    if choices := getattr(parser, "choices", None):
        return Value(tuple(choices))
    if cached_list := getattr(parser, "cached_list", None):
        return Value(cached_list=cached_list)
    metavar = _bare_metavar(parameter.metavar)
    if _CHOICES.fullmatch(metavar):
        return Value(tuple(metavar.split("|")))
    return _VALUES_BY_METAVAR.get(metavar, FREE_TEXT)


def _bare_metavar(metavar: str | None) -> str:
    """Return a metavar without the marks for optional and repeated arguments."""
    return (metavar or "").removesuffix("...").removeprefix("[").removesuffix("]")
