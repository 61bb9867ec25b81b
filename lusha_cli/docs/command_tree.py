"""The command tree as completions need it: flags, arguments, and what their values can be."""

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from lusha_cli.api.endpoints import ENDPOINTS
from lusha_cli.api.signal_types import HIRING_DEPARTMENTS
from lusha_cli.api.value_lists import completed_name
from lusha_cli.bulk.columns import COMPANY_COLUMNS, PERSON_COLUMNS
from lusha_cli.cli.app import tree
from lusha_cli.cli.global_options import GLOBAL
from lusha_cli.commands import filter_definitions, v3_filter_definitions
from lusha_cli.commands.api import METHODS
from lusha_cli.config.setting_definitions import BY_NAME, FILE_KEYS
from lusha_cli.docs.help_topics.topics import topics


class Value(NamedTuple):
    """What a value can be: one of `words`, a word of the list `kept` by lusha, or a file.

    `after` tells it by the argument before. A value that is none of these is free text.
    """

    words: tuple[str, ...] = ()
    cached_list: str = ""
    is_file: bool = False
    depends_on: str = ""


class Flag(NamedTuple):
    """A flag under all its names; `value` is None where it takes none."""

    names: tuple[str, ...]
    meaning: str
    metavar: str = ""
    value: Value | None = None
    repeats: bool = False


class Argument(NamedTuple):
    """An argument; the last one may repeat."""

    metavar: str
    meaning: str
    value: Value
    repeats: bool


class Node(NamedTuple):
    """A group, which has `children`, or a command; `shared` are the flags of most commands."""

    path: str
    meaning: str
    own_flags: tuple[Flag, ...]
    shared_flags: tuple[Flag, ...]
    arguments: tuple[Argument, ...]
    children: "tuple[Node, ...]"

    @property
    def name(self) -> str:
        """The last word of the path."""
        return self.path.rpartition(" ")[2]

    def walk(self) -> "Iterator[Node]":
        """This node and all below it."""
        yield self
        for child in self.children:
            yield from child.walk()


FREE_TEXT = Value()
FILE = Value(is_file=True)


def _paths(method: str) -> tuple[str, ...]:
    """The paths of a method, each as far as it is the same for all."""
    listed = [row.path.partition("{")[0] for row in ENDPOINTS if row.method == method]
    return tuple(sorted(set(listed)))


# What is completed for a metavar; alternatives such as asc|desc are the choices themselves.
_BY_METAVAR = {
    "FILE": FILE,
    "FILE|-": FILE,
    "-|FILE": FILE,
    "FILE|URL": FILE,
    "INPUT": FILE,
    "OUT": FILE,
    "METHOD|PATH": Value((*METHODS, *_paths("GET"))),
    "PATH": Value(depends_on="PATH"),
    "KEY": Value(FILE_KEYS),
    "VALUE": Value(depends_on="VALUE"),
    "PROFILE": Value(cached_list="profiles"),
    "RUN": Value(cached_list="runs"),
}
_CHOICES = re.compile(r"[a-z]\w*(\|[a-z]\w*)+")


def root() -> Node:
    """The tree of all commands; `lusha help` has the topics and the tree below it once more."""
    whole = _node(tree(), "lusha", _by_flag())
    explained = [one for one in whole.children if one.name != "help"]
    children = [
        _explaining(one, explained) if one.name == "help" else one for one in whole.children
    ]
    return whole._replace(children=tuple(children))


def _explaining(helping: Node, explained: list[Node]) -> Node:
    """`lusha help` as a group of all that it explains, which has no flags of its own there."""

    def below(node: Node, path: str) -> Node:
        here = f"{path} {node.name}"
        children = tuple(below(child, here) for child in node.children)
        return Node(here, node.meaning, (), helping.shared_flags, (), children)

    about = [
        Node(f"{helping.path} {topic.name}", topic.meaning, (), helping.shared_flags, (), ())
        for topic in topics().values()
    ]
    commands = [below(node, helping.path) for node in explained]
    return helping._replace(arguments=(), children=(*about, *commands))


def dependent_values() -> dict[str, dict[str, Value]]:
    """The values that depend on the argument before, by that argument."""
    settings = {key: Value(BY_NAME[key].choices) for key in FILE_KEYS if key in BY_NAME}
    return {
        "PATH": {method: Value(_paths(method)) for method in METHODS},
        "VALUE": {"profile": Value(cached_list="profiles")}
        | {key: value for key, value in settings.items() if value.words},
    }


def _columns(path: str) -> Value:
    """The columns that a command on files adds: of people, of companies, or of either."""
    groups = {"person": PERSON_COLUMNS, "company": COMPANY_COLUMNS}
    listed = groups.get(path.split(" ")[1], (*PERSON_COLUMNS, *COMPANY_COLUMNS))
    return Value(tuple(dict.fromkeys(one.name.removeprefix("lusha_") for one in listed)))


def _by_flag() -> dict[str, Value]:
    """What is completed for a flag whose metavar does not say it."""
    found = {
        "--profile": Value(cached_list="profiles"),
        "--hiring-by-location": Value(cached_list="countries"),
        "--filter-by-department": Value(HIRING_DEPARTMENTS),
        "--funding-round": Value(v3_filter_definitions.ROUNDS),
        "--funding-name": Value(v3_filter_definitions.FUNDINGS),
    }
    for one in (
        *filter_definitions.CONTACT_FILTERS, *filter_definitions.COMPANY_FILTERS,
        *v3_filter_definitions.CONTACT_FILTERS, *v3_filter_definitions.EMPLOYER_FILTERS,
        *v3_filter_definitions.COMPANY_FILTERS, *v3_filter_definitions.PEOPLE_FILTERS,
    ):  # fmt: skip
        # Where only pairs are taken, such as country=Germany, a country alone is no value.
        if one.vocabulary and "=" not in one.metavar.partition("|")[0]:
            for short in (False, True):
                for flag in one.flags(short=short, exclude=False):
                    found[flag] = Value(cached_list=completed_name(one.vocabulary))
    return found


def _node(node: Any, path: str, by_flag: dict[str, Value]) -> Node:
    flags = [
        flag
        for parameter in node.params
        if parameter.param_type_name == "option"
        for flag in _flags(parameter, by_flag)
    ]
    flags = [
        one._replace(value=_columns(path)) if "--columns" in one.names else one for one in flags
    ]
    shared = {
        name
        for parameter in node.params
        if getattr(parameter, "rich_help_panel", None) == GLOBAL
        for name in parameter.opts + parameter.secondary_opts
    }
    helping = Flag(tuple(node.context_settings["help_option_names"][::-1]), "Show help and stop.")
    return Node(
        path,
        (node.help or "").splitlines()[0],
        tuple(flag for flag in flags if flag.names[0] not in shared),
        (*(flag for flag in flags if flag.names[0] in shared), helping),
        tuple(_argument(p) for p in node.params if p.param_type_name == "argument"),
        tuple(
            _node(child, f"{path} {name}", by_flag)
            for name, child in getattr(node, "commands", {}).items()
        ),
    )


def _flags(option: Any, by_flag: dict[str, Value]) -> Iterator[Flag]:
    meaning = option.help or ""
    if not option.is_flag:
        value = _value(option)
        if value == FREE_TEXT:
            plain = option.opts[0].replace("--exclude-", "--")
            value = by_flag.get(plain, FREE_TEXT)
        yield Flag(tuple(option.opts), meaning, option.metavar, value, option.multiple)
        return
    yield Flag(tuple(option.opts), meaning)
    if option.secondary_opts:
        yield Flag(tuple(option.secondary_opts), f"The opposite of {option.opts[0]}.")


def _argument(argument: Any) -> Argument:
    metavar = _plain(argument.metavar)
    return Argument(metavar, argument.help or "", _value(argument), argument.nargs == -1)


def _value(parameter: Any) -> Value:
    choices = getattr(getattr(parameter.type, "func", None), "choices", None)
    if choices:
        return Value(tuple(choices))
    metavar = _plain(parameter.metavar)
    if _CHOICES.fullmatch(metavar):
        return Value(tuple(metavar.split("|")))
    return _BY_METAVAR.get(metavar, FREE_TEXT)


def _plain(metavar: str | None) -> str:
    """A metavar without the marks of what is optional or repeats."""
    return (metavar or "").removesuffix("...").removeprefix("[").removesuffix("]")
