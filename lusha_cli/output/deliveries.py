"""Format webhook deliveries as lines, for people and for programs."""

import json
from contextlib import suppress
from datetime import datetime
from typing import Protocol

from lusha_cli.json_types import Json, as_object
from lusha_cli.output.row_expanders import signal_summary
from lusha_cli.output.sanitize import (
    can_encode,
    escape_json_text,
    escape_to_single_line,
    escape_unencodable,
)
from lusha_cli.output.wrapping import cell_width, pad, wrap

_TYPE_WIDTH, _ENTITY_WIDTH = 22, 18


class Event(Protocol):
    """Describe the values of a delivery that are shown."""

    @property
    def type(self) -> str: ...
    @property
    def entity(self) -> str: ...
    @property
    def received(self) -> float: ...
    @property
    def body(self) -> bytes: ...


def event_line(event: Event, *, width: int, encoding: str) -> str:
    """Return an event as one line: time, type, entity and summary.

    A summary that does not fit into `width` ends after a word, unless `width` is 0. What is to be
    copied is not cut.
    """
    time = datetime.fromtimestamp(event.received).strftime("%H:%M:%S")
    event_type = pad(event.type, _TYPE_WIDTH)
    entity = pad(event.entity.replace(":", " ", 1), _ENTITY_WIDTH)
    summary = _summary(as_object(json.loads(event.body)))
    head = f"{time}  {event_type} {entity}"
    head, line = (
        escape_unencodable(escape_to_single_line(text), encoding)
        for text in (head, f"{head} {summary}")
    )
    if not width or cell_width(line) <= width:
        return line
    summary = line.removeprefix(head).strip()
    available = width - cell_width(head) - len(" ...")
    first = wrap(summary, available)[0] if available > 0 else ""
    return (
        f"{head} {first}..." if first and cell_width(first) <= available else f"{head.rstrip()}..."
    )


def event_json(body: bytes, *, is_terminal: bool, encoding: str) -> str:
    """Return the body of a delivery on one line, unchanged if it is on one line already."""
    # The signature covers the body as sent, so it is encoded again only if it has to be.
    try:
        line = body.decode("utf-8")
    except UnicodeDecodeError:
        # The call of json.loads() below also reads UTF-16 and UTF-32.
        line = "\n"
    if "\n" in line or "\r" in line or not can_encode(line, encoding):
        line = json.dumps(json.loads(body), separators=(",", ":"))
    return escape_json_text(line) if is_terminal else line


def _summary(content: dict[str, Json]) -> str:
    data = as_object(content.get("data"))
    # Formatting an integer beyond the range of float raises OverflowError.
    with suppress(OverflowError):
        summary = signal_summary(data)
        if summary:
            return summary
    points = content.get("datapoints")
    if isinstance(points, list):
        return f"{len(points)} data points to remove"
    return ""
