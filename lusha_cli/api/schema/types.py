"""Shapes of values, as data."""

from typing import Any, NamedTuple


class Spec(NamedTuple):
    """The shape of one value: text, boolean, day, uri, integer, number, list or object.

    `least` and `most` bound a number, or the length of a text or a list; no `most` is no bound.
    """

    kind: str = "text"
    choices: tuple[str, ...] = ()
    item: Any = None
    least: int = 0
    most: int = 0
    properties: Any = None
    required: tuple[str, ...] = ()


TEXT = Spec()
BOOLEAN = Spec("boolean")
DAY = Spec("day")
URL = Spec("uri", most=2048)
WHOLE = Spec("integer", most=2**53)
NUMBER = Spec("number", most=2**53)


def text(least: int, most: int) -> Spec:
    """A text of so many characters."""
    return Spec(least=least, most=most)


def texts(*choices: str) -> Spec:
    """A list of texts, each one of `choices` where there are any."""
    return Spec("list", item=Spec(choices=choices))


def list_of(item: Spec, *, least: int = 0, most: int = 0) -> Spec:
    """A list of so many items."""
    return Spec("list", item=item, least=least, most=most)


def whole(least: int, most: int) -> Spec:
    """A whole number between these two."""
    return Spec("integer", least=least, most=most)


def object_of(required: tuple[str, ...] = (), /, **properties: Spec) -> Spec:
    """An object with these properties and no other."""
    return Spec("object", properties=properties, required=required)
