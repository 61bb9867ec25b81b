"""Cached responses that seldom change: a JSON file for each, in the cache folder."""

from collections.abc import Callable
from pathlib import Path

from lusha_cli.errors import LushaError
from lusha_cli.json_text import dump_json, parse_json
from lusha_cli.json_types import Json

DAY = 86_400.0


class ResponseCache:
    """Cached responses by name; reading or storing one never raises."""

    def __init__(self, folder: Path, now: Callable[[], float]) -> None:
        self._folder = folder
        self._now = now

    def get(self, name: str, *, max_age: float = DAY) -> Json | None:
        """Return the response cached under `name` within the last `max_age` seconds, or None."""
        entry = self._read(name)
        if entry is None:
            return None
        body, fetched = entry
        # An age below 0 means that the clock was set back.
        return body if 0 <= self._now() - fetched <= max_age else None

    def fetched_at(self, name: str) -> float | None:
        """Return when the response under `name` was cached (Unix time), or None."""
        entry = self._read(name)
        return entry and entry[1]

    def _read(self, name: str) -> tuple[Json, float] | None:
        """Return the response under `name` and when it was cached."""
        try:
            entry = parse_json(self._file(name).read_bytes())
            return entry["answer"], float(entry["fetched"])
        except (OSError, ValueError, KeyError, TypeError, RecursionError, OverflowError):
            return None

    def put(self, name: str, body: Json) -> None:
        """Cache the body of a response under `name`."""
        from lusha_cli.storage.atomic_files import write_private

        entry = {"fetched": self._now(), "answer": body}
        try:
            write_private(self._file(name), dump_json(entry))
        except LushaError:
            return

    def _file(self, name: str) -> Path:
        safe = "".join(c if c.isalnum() or c in "-._" else "-" for c in name)
        return self._folder / f"{safe}.json"
