"""Random command lines of flags, and the requests that they stand for, from `data/flags.tsv`.

A row there has operations, flags, a kind of value (see `flag_values`), a path in the request, and
rules; patterns and alternatives are separated by commas. A flag in capitals is a positional
argument. Flags, or paths, joined by "&" share a value. "[exclude-]" in a flag is in the command
with and without, and makes "@" in the path `exclude` or `include`; "[company-]" may be left out
where companies are searched. In a path, "x[]" adds to the list x, "x[].y" is a field of its own
item and "x[+].y" of a new one, and "{x}" is a part of the URL's path. The rows `given` are words of
every command line, and the rows `default` are values that are sent unless flags set them.

Rules: `required`; `one=NAME`: one of the rows with this rule is; `needs=FLAG,...` and
`not=PATTERN,...`: other flags; `times=2..5`: how often the flag is repeated; `distinct`: a value
that is in the list already isn't added.
"""

import json
from collections.abc import Iterator
from fnmatch import fnmatchcase
from functools import cache
from typing import Any, NamedTuple

from hypothesis import strategies as st

from tests.contract.flag_texts import Value, Values
from tests.contract.flag_values import values
from tests.support.paths import TEST_DATA

# How many flags a command line has besides those that it must have.
MAX_FLAGS = 6


class Row(NamedTuple):
    """A row of the table for one operation: each of `flags` is a list of spellings."""

    flags: tuple[tuple[str, ...], ...]
    kind: str
    paths: tuple[str, ...]
    rules: dict[str, tuple[str, ...]]

    @property
    def spellings(self) -> set[str]:
        """Return every spelling of its flags."""
        return {name for names in self.flags for name in names}

    @property
    def is_positional(self) -> bool:
        """Return whether it is a positional argument."""
        return self.flags[0][0].isupper()

    @property
    def is_repeatable(self) -> bool:
        """Return whether it adds to a list."""
        return self.paths[0].endswith("[]") or "[+]" in self.paths[0]

    def excludes(self, other: "Row") -> bool:
        """Return whether it can't be in a command line with another row."""
        return any(
            fnmatchcase(name, pattern)
            for pattern in self.rules.get("not", ())
            for name in other.spellings
        )


class FlagLine(NamedTuple):
    """A command line without the command, and the parts of the request that it stands for.

    `unlisted` are the values that the vendor's lists don't have.
    """

    argv: list[str]
    path: dict[str, str]
    content: dict[str, Any]
    unlisted: list[Any]


@cache
def rows_of(operation: str) -> list[Row]:
    """Return the rows of an operation, except `given` and `default`."""
    rows = [row for cells in _cells(operation) for row in _expanded(operation, *cells[1:])]
    return [row for row in rows if row.flags[0][0] not in ("given", "default")]


@cache
def _table() -> list[list[str]]:
    lines = (TEST_DATA / "flags.tsv").read_text(encoding="utf-8").splitlines()
    return [[*line.split("\t"), "", "", ""][:5] for line in lines if not line.startswith("#")]


@cache
def _cells(operation: str) -> list[list[str]]:
    """Return the rows of the table that are of an operation."""
    return [
        cells
        for cells in _table()
        if any(fnmatchcase(operation, pattern) for pattern in cells[0].split(","))
    ]


def _expanded(operation: str, flags: str, kind: str, path: str, rules: str) -> Iterator[Row]:
    if "[exclude-]" in flags:
        for prefix, side in (("", "include"), ("exclude-", "exclude")):
            sides = (text.replace("[exclude-]", prefix) for text in (flags, rules))
            new_flags, new_rules = sides
            yield from _expanded(operation, new_flags, kind, path.replace("@", side), new_rules)
        return
    prefixes = ("", "company-") if operation.split()[-2].startswith("compan") else ("company-",)
    yield Row(
        tuple(
            tuple(
                dict.fromkeys(
                    name.replace("[company-]", prefix)
                    for name in alternatives.split(",")
                    for prefix in prefixes
                )
            )
            for alternatives in flags.split("&")
        ),
        kind,
        tuple(path.split("&")),
        {
            name: tuple(texts.replace("[company-]", "company-").split(","))
            for name, _, texts in (rule.partition("=") for rule in rules.split())
        },
    )


def flag_lines(operation: str) -> Values:
    """Return a strategy of the command lines of an operation with random flags."""
    rows = rows_of(operation)
    required = [row for row in rows if "required" in row.rules]
    groups: dict[str, list[Row]] = {}
    for row in rows:
        for name in row.rules.get("one", ()):
            groups.setdefault(name, []).append(row)

    @st.composite
    def line(draw: Any) -> FlagLine:
        chosen = list(required)
        for members in groups.values():
            if not any(row in members for row in chosen):
                _add(chosen, rows, draw(st.sampled_from(members)))
        for row in draw(st.lists(st.sampled_from(rows), max_size=MAX_FLAGS)):
            _add(chosen, rows, row)
        chosen.sort(key=rows.index)
        return _build(operation, draw, chosen)

    return line()


def _add(chosen: list[Row], rows: list[Row], row: Row) -> None:
    """Add a row and those that it needs, unless one of them excludes another."""
    new = [*_needed(rows, row, [])]
    together = [*chosen, *new]
    if not any(one.excludes(other) for one in together for other in together if one != other):
        chosen += [item for item in new if item not in chosen]


def _needed(rows: list[Row], row: Row, found: list[Row]) -> list[Row]:
    found.append(row)
    for name in row.rules.get("needs", ()):
        other = next(item for item in rows if name in item.spellings)
        if other not in found:
            _needed(rows, other, found)
    return found


def _build(operation: str, draw: Any, rows: list[Row]) -> FlagLine:
    """Draw the values of rows, and build the command line and its meaning."""
    options, positional, unlisted = list[list[str]](), list[str](), list[Any]()
    holder, own = dict[str, Any](), dict[str, Any]()
    for row in rows:
        words: list[str] = []
        for value in draw(_row_values(row)):
            words += _words(draw, row, value)
            if value.is_unlisted:
                unlisted += _leaves(value.meant[0])
            for path, meant in zip(row.paths, value.meant, strict=True):
                _put(holder, path, meant, own, is_distinct="distinct" in row.rules)
        if row.is_positional:
            positional += words
        else:
            options.append(words)
    given: list[str] = []
    for _, flag, text, path, _ in _cells(operation):
        if flag == "given":
            given += text.split()
        if flag == "default":
            _put_default(holder, path, json.loads(text))
    argv = [*given, *(word for words in draw(st.permutations(options)) for word in words)]
    if positional:
        # After two dashes, since one may begin with a dash.
        argv += ["--", *positional]
    names = {name[1:-1]: part for name, part in holder.items() if name.startswith("{")}
    content = {name: part for name, part in holder.items() if name[1:-1] not in names}
    return FlagLine(argv, names, content, unlisted)


def _leaves(value: Any) -> list[Any]:
    """Return the values in lists and objects."""
    if not isinstance(value, list | dict):
        return [value]
    parts = value.values() if isinstance(value, dict) else value
    return [leaf for part in parts for leaf in _leaves(part)]


def _row_values(row: Row) -> Values:
    if row.kind == "bool":
        return st.booleans().map(lambda value: [Value((), (value,))])
    kind = values(row.kind)
    low, _, high = row.rules.get("times", ("1..3" if row.is_repeatable else "1..1",))[0].partition(
        ".."
    )
    return st.lists(
        kind,
        min_size=int(low),
        max_size=int(high),
        unique_by=_identity,
    )


def _identity(value: Value) -> str:
    """Return what may not come twice: the id of a subscription, or else the value itself."""
    [first, *_] = value.meant
    return json.dumps(first.get("entityId", first) if isinstance(first, dict) else value.meant)


def _words(draw: Any, row: Row, value: Value) -> list[str]:
    """Return the words of a value, in one of their spellings."""
    if row.is_positional:
        return list(value.typed)
    names = [draw(st.sampled_from(sorted(spellings))) for spellings in row.flags]
    if not value.typed:
        is_off = row.kind == "bool" and not value.meant[0]
        return [f"--no-{names[0][2:]}" if is_off else names[0]]
    pairs = zip(names, value.typed, strict=True)
    if draw(st.booleans()):
        return [f"{name}={text}" for name, text in pairs]
    return [word for pair in pairs for word in pair]


def _put(
    holder: dict[str, Any], path: str, value: Any, own: dict[str, Any], *, is_distinct: bool
) -> None:
    """Put a value at its path in a request; `own` has the items that fields are added to."""
    *outer, last = path.split(".")
    place = ""
    for name in outer:
        place += f".{name}"
        key = name.removesuffix("[]").removesuffix("[+]")
        if name == key:
            holder = holder.setdefault(key, {})
            continue
        items = holder.setdefault(key, [])
        if name.endswith("[+]") or place not in own:
            items.append({})
            own[place] = items[-1]
        holder = own[place]
    if not last.endswith("[]"):
        holder[last] = value
        return
    items = holder.setdefault(last.removesuffix("[]"), [])
    if not (is_distinct and value in items):
        items.append(value)


def _put_default(holder: dict[str, Any], path: str, value: Any) -> None:
    *outer, last = path.split(".")
    for name in outer:
        holder = holder.setdefault(name.removesuffix("[]"), {})
        if isinstance(holder, list):
            holder = holder[-1]
    holder.setdefault(last, value)
