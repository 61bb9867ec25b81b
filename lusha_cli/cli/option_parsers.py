"""Parsers of option values: choices, open lists, values with commas."""

from collections.abc import Callable
from typing import Any, TypeVar

import typer

from lusha_cli.parsing.invalid_value import InvalidValue
from lusha_cli.suggestions import close_matches, did_you_mean

T = TypeVar("T")


def option_parser(clean: Callable[[str], T]) -> Callable[[str], T]:
    """Return an option parser from a function that raises InvalidValue."""

    def parse(value: str) -> T:
        try:
            return clean(value)
        except InvalidValue as error:
            raise typer.BadParameter(str(error)) from error

    return parse


class Choice:
    """An option parser that accepts one of `choices` and suggests the closest one."""

    # Whether other values are accepted as well.
    is_open = False

    def __init__(self, *choices: str) -> None:
        self.choices = choices

    def __call__(self, value: str) -> str:
        """Return the choice equal to `value`, ignoring case. Raises typer.BadParameter."""
        match = {choice.lower(): choice for choice in self.choices}.get(value.lower())
        if match is None:
            choices, suggestion = ", ".join(self.choices), did_you_mean(value, self.choices)
            raise typer.BadParameter(f"{value!r} isn't one of {choices}.{suggestion}")
        return match


class UnknownValue(str):
    """A value that isn't in a list of ours, sent unchanged; `warning` is the sentence about it."""

    def __new__(cls, value: str, warning: str) -> "UnknownValue":
        """Return the value with its warning."""
        self = super().__new__(cls, value)
        self.warning = warning
        return self

    warning: str


class OpenChoice(Choice):
    """An option parser that accepts any value, and marks one that isn't among the choices.

    The API's lists grow: a value that isn't known here may be valid. `noun` describes the choices,
    such as "signal type".
    """

    is_open = True

    def __init__(self, noun: str, *choices: str) -> None:
        super().__init__(*choices)
        self.noun = noun

    def __call__(self, value: str) -> str:
        """Return the choice equal to `value`, ignoring case, or else the value as UnknownValue."""
        match = {choice.lower(): choice for choice in self.choices}.get(value.lower())
        return self.unknown(value) if match is None else match

    def unknown(self, value: str) -> UnknownValue:
        """Return a value that isn't among the choices."""
        near = close_matches(value, self.choices, limit=1)
        question = f" Did you mean {near[0]}?" if near else ""
        return UnknownValue(value, f"Unknown {self.noun} {value!r}, sent unchanged.{question}")


def unknown_value_warnings(values: Any) -> list[str]:
    """Return the warnings about unknown values anywhere in the values of options, each once."""
    if isinstance(values, UnknownValue):
        return [values.warning]
    if isinstance(values, dict):
        values = list(values.values())
    if not isinstance(values, list):
        return []
    return list(dict.fromkeys(text for value in values for text in unknown_value_warnings(value)))


class CommaSeparated(Choice):
    """An option parser that returns the list of the values between the commas of a text.

    `parse` reads one of them; completions offer its choices, if it has any. With `numbers_only`,
    only numbers are separated, because the other values, such as names, may contain commas.
    """

    def __init__(self, parse: Callable[[str], Any], *, numbers_only: bool = False) -> None:
        super().__init__(*getattr(parse, "choices", ()))
        self.cached_list = getattr(parse, "cached_list", "")
        self.is_open = bool(getattr(parse, "is_open", True))
        self._parse, self._numbers_only = parse, numbers_only

    def __call__(self, value: str) -> Any:
        """Return the list of values. Raises typer.BadParameter."""
        parts = [part.strip() for part in value.split(",") if part.strip()]
        if self._numbers_only and not all(map(str.isdecimal, parts)):
            parts = []
        # A blank text has no part, and its meaning is that of the parser.
        return [self._parse(part) for part in parts] or [self._parse(value)]
