"""The types that request schemas are made of."""

from typing import Any, NamedTuple


class Schema(NamedTuple):
    """The schema of one value.

    `kind` is text, boolean, day, email, uri, integer, number, list or object. `minimum` and
    `maximum` limit a number, or the length of a text or a list; a `maximum` of 0 means no limit.
    """

    kind: str = "text"
    choices: tuple[str, ...] = ()
    item: Any = None
    minimum: int = 0
    maximum: int = 0
    properties: Any = None
    required: tuple[str, ...] = ()


TEXT = Schema()
BOOLEAN = Schema("boolean")
DAY = Schema("day")
EMAIL = Schema("email")
URL = Schema("uri", maximum=2048)
# Many JSON parsers read numbers as doubles, which are exact up to this one.
INTEGER = Schema("integer", maximum=2**53)
NUMBER = Schema("number", maximum=2**53)


def text(minimum: int, maximum: int) -> Schema:
    """Return the schema of a text of `minimum` to `maximum` characters."""
    return Schema(minimum=minimum, maximum=maximum)


def texts(*choices: str) -> Schema:
    """Return the schema of a list of texts; with `choices`, each is one of them."""
    return Schema("list", item=Schema(choices=choices))


def list_of(item: Schema, *, minimum: int = 0, maximum: int = 0) -> Schema:
    """Return the schema of a list of `minimum` to `maximum` items."""
    return Schema("list", item=item, minimum=minimum, maximum=maximum)


def batch_of(item: Schema, *, maximum: int = 100) -> Schema:
    """Return the schema of the items of a request; at least one is required."""
    return list_of(item, minimum=1, maximum=maximum)


def integer(minimum: int, maximum: int) -> Schema:
    """Return the schema of an integer from `minimum` to `maximum`."""
    return Schema("integer", minimum=minimum, maximum=maximum)


def object_of(required: tuple[str, ...] = (), /, **properties: Schema) -> Schema:
    """Return the schema of an object with these properties and no others."""
    # `required` is positional-only, so that an object can have a property of that name.
    return Schema("object", properties=properties, required=required)
