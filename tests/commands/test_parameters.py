"""Every parameter of every operation has a flag or an argument that is named after it."""

import csv
import re
from collections.abc import Iterator
from fnmatch import fnmatchcase
from functools import cache
from typing import Any

from lusha_cli.api.endpoints import ENDPOINTS
from lusha_cli.api.schema import SCHEMAS
from lusha_cli.api.schema.types import Schema
from lusha_cli.cli.app import tree
from tests.support.paths import TEST_DATA

# Prefixes of a flag whose parameter is in a part of the body of that name.
PREFIXES = {"exclude": "exclude-", "companies": "company-", "contacts": "contact-"}


def read_exceptions() -> list[list[str]]:
    """Return operations, paths, and the flag of each path, or the reason for having none."""
    with (TEST_DATA / "parameter_flags.tsv").open(encoding="utf-8") as lines:
        return list(csv.reader(lines, delimiter="\t"))[1:]


@cache
def root() -> Any:
    """Return the command with all of its subcommands."""
    return tree()


def names_of(operation: str) -> set[str]:
    """Return the flags of a command, and its arguments as if they were flags."""
    node = root()
    for word in operation.split():
        node = node.commands[word]
    return {
        name
        for parameter in node.params
        for name in (
            [*parameter.opts, *parameter.secondary_opts]
            if parameter.param_type_name == "option"
            else ["--" + parameter.metavar.strip("[].").partition("|")[0].lower().replace("_", "-")]
        )
    }


def singular(text: str) -> str:
    """Return a name in kebab-case with each of its words in the singular."""
    return re.sub(r"ie\b", "y", re.sub(r"(?<!s)s\b", "", text))


def kebab_case(name: str) -> str:
    """Return a name of the API in kebab-case."""
    words = name.removesuffix("[]").replace("LinkedIn", "Linkedin").replace("_", "-")
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "-", words).lower()


def flags_named_after(path: str) -> Iterator[str]:
    """Return the flags that a parameter may have, with and without the names around it."""
    *outer, last = path.split(".")
    prefixes = [PREFIXES[name] for name in outer if name in PREFIXES]
    around = [f"{kebab_case(name)}-" for name in outer[-1:]]
    first, dash, final = kebab_case(last).rpartition("-")
    for name in {kebab_case(last), singular(kebab_case(last)), f"{first}{dash}{singular(final)}"}:
        for start in ("", *prefixes, "".join(sorted(prefixes, reverse=True))):
            yield from (f"--{start}{name}", *(f"--{start}{singular(a)}{name}" for a in around))


def missing_parameters(operation: str) -> Iterator[str]:
    """Return the paths of the parameters that no flag is named after."""
    names = names_of(operation)

    def walk(schema: Schema, path: str) -> Iterator[str]:
        if path and names & set(flags_named_after(path)):
            return
        inner = schema.item if schema.kind == "list" else schema
        if inner is not None and inner.properties:
            start = f"{path}{'[]' if schema.kind == 'list' else ''}." if path else ""
            for name, part in inner.properties.items():
                yield from walk(part, start + name)
        else:
            yield path

    return (path for path in walk(SCHEMAS[operation], "") if path)


def test_every_parameter_has_a_flag_named_after_it() -> None:
    exceptions, used = read_exceptions(), set[int]()
    unexplained = []
    for row in ENDPOINTS:
        names = names_of(row.name)
        for path in missing_parameters(row.name):
            matches = [
                number
                for number, (operations, paths, flag) in enumerate(exceptions)
                if fnmatchcase(row.name, operations)
                and fnmatchcase(path, paths.replace("[", "[[]"))
                and (flag.startswith("! ") or flag in names)
            ]
            used.update(matches)
            if not matches:
                unexplained.append(f"{row.name}: {path}")
    assert unexplained == []
    assert [row for number, row in enumerate(exceptions) if number not in used] == []
