"""JSON values as literals of a programming language."""

import json
from collections.abc import Callable
from typing import NamedTuple

from lusha_cli.json_types import Json

# Longer values are written over several lines.
WIDTH = 80


class Dialect(NamedTuple):
    """How a language writes values.

    `escape` returns an escape sequence for a character, `key` the key of an object for its literal.
    """

    constants: dict[object, str]
    escape: Callable[[str], str]
    replacements: tuple[tuple[str, str], ...] = ()
    key: Callable[[str], str] = str


def literal(value: Json, dialect: Dialect, *, encoding: str, indent: int = 0) -> str:
    """Return a value as a literal in the columns from `indent` on."""
    if isinstance(value, str):
        return string_literal(value, dialect, encoding=encoding)
    if value is None or isinstance(value, bool):
        return dialect.constants[value]
    if not isinstance(value, (dict, list)):
        return json.dumps(value)  # numbers look the same in each language
    inner = indent + 4
    if isinstance(value, dict):
        opening, closing = "{", "}"
        parts = [
            f"{dialect.key(string_literal(str(name), dialect, encoding=encoding))}: "
            f"{literal(item, dialect, encoding=encoding, indent=inner)}"
            for name, item in value.items()
        ]
    else:
        opening, closing = "[", "]"
        parts = [literal(item, dialect, encoding=encoding, indent=inner) for item in value]
    line = f"{opening}{', '.join(parts)}{closing}"
    if indent + len(line) <= WIDTH and "\n" not in line:
        return line
    lines = "".join(f"{' ' * inner}{part},\n" for part in parts)
    return f"{opening}\n{lines}{' ' * indent}{closing}"


def string_literal(text: str, dialect: Dialect, *, encoding: str = "utf-8") -> str:
    """Return a text in double quotes, with characters escaped that can't be printed or seen."""
    # Arguments that aren't valid UTF-8 contain surrogates, which the client sends like this too.
    text = text.encode("utf-8", "replace").decode()
    quoted = json.dumps(text, ensure_ascii=False)
    for old, new in dialect.replacements:
        quoted = quoted.replace(old, new)
    return "".join(each if _is_shown(each, encoding) else dialect.escape(each) for each in quoted)


def _is_shown(character: str, encoding: str) -> bool:
    """Return whether a character is visible, and a stream of `encoding` can print it."""
    is_encodable = character.encode(encoding, "replace").decode(encoding) == character
    return character.isprintable() and is_encodable
