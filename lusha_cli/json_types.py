"""The JSON type and tolerant access to JSON values whose shape isn't certain."""

from typing import Any

# Any JSON value: object, list, string, number, boolean or null.
Json = Any


def as_object(value: Json) -> dict[str, Json]:
    """Return `value` if it is an object, else an empty one."""
    return value if isinstance(value, dict) else {}


def as_list(value: Json) -> list[Json]:
    """Return `value` if it is a list, else an empty one."""
    return value if isinstance(value, list) else []


def get_in(value: Json, *keys: str) -> Json:
    """Return the value under nested `keys`, or None if one of them is missing."""
    for key in keys:
        value = as_object(value).get(key)
    return value


def get_object(holder: Json, key: str) -> dict[str, Json]:
    """Return the object under `key`, or an empty one."""
    return as_object(get_in(holder, key))


def get_list(holder: Json, key: str) -> list[Json]:
    """Return the list under `key`, or an empty one."""
    return as_list(get_in(holder, key))
