"""Cached responses that seldom change: a JSON file for each, in the cache folder."""

import json
from collections.abc import Callable
from pathlib import Path

from lusha_cli.errors import LushaError
from lusha_cli.json_types import Json

DAY = 86_400.0


class ResponseCache:
    """Cached responses by name; reading or storing one never raises."""

    def __init__(self, folder: Path, now: Callable[[], float]) -> None:
        self._folder = folder
        self._now = now

    def get(self, name: str, *, max_age: float = DAY) -> Json | None:
        """Return the response cached under `name` within the last `max_age` seconds, or None."""
        try:
            entry = json.loads(self._file(name).read_bytes())
            age = self._now() - entry["fetched"]
            # An age below 0 means that the clock was set back.
            return entry["answer"] if 0 <= age <= max_age else None
        except (OSError, ValueError, KeyError, TypeError, RecursionError):
            return None

    def put(self, name: str, body: Json) -> None:
        """Cache the body of a response under `name`."""
        from lusha_cli.storage.atomic_files import write_private

        entry = {"fetched": self._now(), "answer": body}
        try:
            write_private(self._file(name), json.dumps(entry))
        except LushaError:
            return

    def _file(self, name: str) -> Path:
        safe = "".join(c if c.isalnum() or c in "-._" else "-" for c in name)
        return self._folder / f"{safe}.json"
