"""Copies of answers that change seldom: one JSON file each, in the cache folder."""

import json
from collections.abc import Callable
from pathlib import Path

from lusha_cli.errors import LushaError
from lusha_cli.json_types import Json

DAY = 86_400.0


class Copies:
    """Answers by name, with the time they came; reading or keeping one never fails."""

    def __init__(self, folder: Path, now: Callable[[], float]) -> None:
        self._folder = folder
        self._now = now

    def get(self, name: str, *, max_age: float = DAY) -> Json | None:
        """The answer kept under `name`, or None where there is none of the last `max_age` s."""
        try:
            kept = json.loads(self._file(name).read_bytes())
            age = self._now() - kept["fetched"]
            return kept["answer"] if 0 <= age <= max_age else None
        except (OSError, ValueError, KeyError, TypeError, RecursionError):
            return None

    def put(self, name: str, answer: Json) -> None:
        """Keep an answer under `name`."""
        from lusha_cli.storage.atomic_files import write_private

        kept = {"fetched": self._now(), "answer": answer}
        try:
            write_private(self._file(name), json.dumps(kept))
        except LushaError:
            return

    def _file(self, name: str) -> Path:
        safe = "".join(c if c.isalnum() or c in "-._" else "-" for c in name)
        return self._folder / f"{safe}.json"
