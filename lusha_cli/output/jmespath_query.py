"""Check JMESPath expressions before anything is charged, then run them."""

from collections.abc import Iterator
from typing import Any

from lusha_cli.errors import UsageError
from lusha_cli.json_types import Json
from lusha_cli.output.number_format import pluralize
from lusha_cli.suggestions import close_matches

_HINT = "For the syntax, see https://jmespath.org"


def parse_query(expression: str) -> dict[str, Any]:
    """Return the syntax tree of a valid expression: the type, value and children of each node."""
    import jmespath

    return dict(jmespath.compile(expression).parsed)


def check_query(expression: str) -> None:
    """Raise UsageError if `expression` cannot be run."""
    import jmespath
    from jmespath.exceptions import JMESPathError, LexerError, ParseError
    from jmespath.functions import Functions

    try:
        tree = jmespath.compile(expression).parsed
    except (LexerError, ParseError) as error:
        raise UsageError(
            f"--query {expression!r} has a syntax error at character {error.lex_position + 1}.",
            hint=_HINT,
        ) from error
    except JMESPathError as error:
        raise UsageError(f"--query {expression!r} isn't valid: {error}", hint=_HINT) from error
    # Without this, an unknown function would fail only once the request has been charged.
    for parent, node in _nodes_with_parent({"type": "", "children": [tree]}):
        # Outside a function, & yields a Python object that is not JSON.
        if node["type"] == "expref" and parent != "function_expression":
            raise UsageError("--query can use & only in the arguments of a function.", hint=_HINT)
        if node["type"] == "function_expression":
            _check_function(node, Functions.FUNCTION_TABLE)


def run_query(value: Json, expression: str) -> Json:
    """Return the result of `expression` on `value`. Raises UsageError."""
    import jmespath
    import jmespath.exceptions

    check_query(expression)
    try:
        return jmespath.search(expression, value)
    except jmespath.exceptions.JMESPathTypeError as error:
        # Its own message contains the whole value, with people's data.
        expected = " or ".join(error.expected_types)
        raise UsageError(
            f"--query {expression!r} failed on the response: {error.function_name}() takes "
            f"{expected}, not {error.actual_type}.",
            hint="Run it again without --query to see the response.",
        ) from None
    except ValueError as error:  # a JMESPathError, or a plain one for a slice with step 0
        raise UsageError(
            f"--query {expression!r} failed on the response: {type(error).__name__}.",
            hint="Run it again without --query to see the response.",
        ) from error


def _nodes_with_parent(node: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield every node of a parsed expression with the type of its parent."""
    for child in node["children"]:
        if isinstance(child, dict):
            yield node["type"], child
            yield from _nodes_with_parent(child)


def _check_function(node: dict[str, Any], functions: dict[str, dict[str, Any]]) -> None:
    name, argument_count = node["value"], len(node["children"])
    if name not in functions:
        similar = close_matches(name, functions, limit=1)
        raise UsageError(
            f"--query has no function {name}().",
            hint=f"Did you mean `{similar[0]}`?" if similar else _HINT,
        )
    signature = functions[name]["signature"]
    variadic = bool(signature) and bool(signature[-1].get("variadic"))
    expected = pluralize(len(signature), "argument", "arguments")
    if argument_count < len(signature) or (argument_count > len(signature) and not variadic):
        raise UsageError(f"--query: {name}() takes {expected}, not {argument_count}.", hint=_HINT)
