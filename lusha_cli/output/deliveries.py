"""Deliveries of webhooks as lines: for people, and for programs."""

import json
from contextlib import suppress
from datetime import datetime
from typing import Protocol

from lusha_cli.json_types import Json, as_object
from lusha_cli.output.row_expanders import signal_summary
from lusha_cli.output.sanitize import can_encode, encodable, inert_json, inert_line
from lusha_cli.output.wrapping import cut, padded, width_of

_TYPE, _ENTITY = 22, 18


class Event(Protocol):
    """What is shown of a delivery."""

    @property
    def type(self) -> str: ...
    @property
    def entity(self) -> str: ...
    @property
    def received(self) -> float: ...
    @property
    def body(self) -> bytes: ...


def event_line(event: Event, *, width: int, encoding: str) -> str:
    """An event on one line of a terminal: when, what, about whom, and what happened.

    It is cut where it is longer than `width`, unless that is 0.
    """
    when = datetime.fromtimestamp(event.received).strftime("%H:%M:%S")
    about = event.entity.replace(":", " ", 1)
    said = _summary(as_object(json.loads(event.body)))
    line = inert_line(f"{when}  {padded(event.type, _TYPE)} {padded(about, _ENTITY)} {said}")
    line = encodable(line, encoding)
    if not width or width_of(line) <= width:
        return line
    return f"{cut(line, max(width - 3, 1))}..."


def event_json(body: bytes, *, is_terminal: bool, encoding: str) -> str:
    """The body of a delivery on one line: as it was received, where it is one."""
    try:
        line = body.decode("utf-8")
    except UnicodeDecodeError:
        line = "\n"
    if "\n" in line or "\r" in line or not can_encode(line, encoding):
        line = json.dumps(json.loads(body), separators=(",", ":"))
    return inert_json(line) if is_terminal else line


def _summary(content: dict[str, Json]) -> str:
    data = as_object(content.get("data"))
    with suppress(OverflowError):  # a rate beyond any number
        said = signal_summary(data)
        if said:
            return said
    points = content.get("datapoints")
    if isinstance(points, list):
        return f"{len(points)} data points to remove"
    return ""
