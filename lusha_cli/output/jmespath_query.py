"""JMESPath expressions: checked before anything is paid for, then run."""

from collections.abc import Iterator
from typing import Any

from lusha_cli.errors import UsageError
from lusha_cli.json_types import Json
from lusha_cli.suggestions import close_matches

_HINT = "The language is described at https://jmespath.org"


def check_query(expression: str) -> None:
    """Raise UsageError where `expression` is not one that can be run."""
    import jmespath
    from jmespath.exceptions import JMESPathError, LexerError, ParseError
    from jmespath.functions import Functions

    try:
        tree = jmespath.compile(expression).parsed
    except (LexerError, ParseError) as error:
        raise UsageError(
            f"--query cannot read {expression!r} at character {error.lex_position + 1}.", hint=_HINT
        ) from error
    except JMESPathError as error:
        raise UsageError(f"--query cannot read {expression!r}: {error}", hint=_HINT) from error
    for parent, node in _pairs({"type": "", "children": [tree]}):
        if node["type"] == "expref" and parent != "function_expression":
            raise UsageError("--query can use & only in the arguments of a function.", hint=_HINT)
        if node["type"] == "function_expression":
            _check_function(node, Functions.FUNCTION_TABLE)


def run_query(value: Json, expression: str) -> Json:
    """What `expression` finds in `value`. Raises UsageError."""
    import jmespath
    import jmespath.exceptions

    check_query(expression)
    try:
        return jmespath.search(expression, value)
    except jmespath.exceptions.JMESPathTypeError as error:
        # Its own words hold the whole value, people's data and all.
        wanted = " or ".join(error.expected_types)
        raise UsageError(
            f"--query {expression!r} does not suit the answer: {error.function_name}() takes "
            f"{wanted}, and finds {error.actual_type} there.",
            hint="Run it again without --query to see the answer's shape.",
        ) from None
    except ValueError as error:  # JMESPathError is one; a slice with step 0 raises a plain one
        raise UsageError(
            f"--query {expression!r} does not suit the answer: {type(error).__name__}.",
            hint="Run it again without --query to see the answer's shape.",
        ) from error


def _pairs(node: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every node of a parsed expression with the type of the one above it."""
    for child in node["children"]:
        if isinstance(child, dict):
            yield node["type"], child
            yield from _pairs(child)


def _check_function(node: dict[str, Any], known: dict[str, dict[str, Any]]) -> None:
    name, given = node["value"], len(node["children"])
    if name not in known:
        near = ", ".join(close_matches(name, known))
        raise UsageError(
            f"--query has no function {name}().", hint=f"Near: {near}" if near else _HINT
        )
    signature = known[name]["signature"]
    variadic = bool(signature) and bool(signature[-1].get("variadic"))
    if given < len(signature) or (given > len(signature) and not variadic):
        raise UsageError(
            f"--query: {name}() takes {len(signature)} arguments, not {given}.", hint=_HINT
        )
