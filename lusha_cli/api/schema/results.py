"""The result of each operation with every documented field, as one invented example."""

from functools import cache
from pathlib import Path

from lusha_cli.json_text import parse_json
from lusha_cli.json_types import Json, as_object

_FILE = Path(__file__).with_name("documented_results.json")


@cache
def documented_results() -> dict[str, Json]:
    """Return a result by the name of its operation.

    The items of a map by id are under one id of digits, and each list has one item.
    """
    return as_object(parse_json(_FILE.read_bytes()))


def documented_result(operation: str) -> Json:
    """Return the example of an operation's result, or None for an unknown one."""
    return documented_results().get(operation)
