"""Identify the person in an opt-out, in the form that the suppression list uses."""

import re
from collections.abc import Iterator
from contextlib import suppress

from lusha_cli.json_types import Json, get_list
from lusha_cli.parsing.invalid_value import InvalidValue
from lusha_cli.privacy import identifiers


def opt_out_identifiers(content: dict[str, Json]) -> list[str]:
    """Return the identifiers of the person in an opt-out; unreadable ones are skipped."""
    return list(dict.fromkeys(_identifiers(content)))


def _identifiers(content: dict[str, Json]) -> Iterator[str]:
    yield from _identifier("contact", content.get("contactId"))
    yield from _identifier("linkedin", content.get("linkedinUrl"))
    for point in get_list(content, "datapoints"):
        if isinstance(point, dict) and point.get("datapointType") in ("email", "phone"):
            yield from _identifier(point["datapointType"], point.get("datapointId"))


def _identifier(identifier_type: str, value: Json) -> Iterator[str]:
    text = str(value) if isinstance(value, int) else value
    if isinstance(text, str):
        # A phone number that starts with neither + nor 0 starts with its country code.
        is_bare = identifier_type == "phone" and re.match(r"\s*[1-9]", text)
        with suppress(InvalidValue):
            yield identifiers.make_identifier(identifier_type, f"+{text}" if is_bare else text)
