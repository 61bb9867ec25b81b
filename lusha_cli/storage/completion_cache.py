"""The words that shells complete: a text file for each list, with one word a line.

A word may be followed by a tab and its description. The completion scripts read these files
themselves, so that pressing TAB starts no Python.
"""

from collections.abc import Mapping
from pathlib import Path

from lusha_cli.errors import LushaError


class CompletionCache:
    """Word lists by name; reading or storing one never raises."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def get(self, name: str) -> dict[str, str]:
        """Return the words stored under `name`, each with its description."""
        lines = (self._text(name) or "").splitlines()
        return {word: meaning for word, _, meaning in (line.partition("\t") for line in lines)}

    def put(self, name: str, words: Mapping[str, str], *, unless_there: bool = False) -> None:
        """Store `words`, in their order, under `name`, unless `unless_there` and one is stored.

        Words with control characters are left out, since a terminal would interpret them.
        """
        stored = self._text(name)
        text = "".join(
            (f"{word}\t{meaning}\n" if meaning.isprintable() and meaning else f"{word}\n")
            for word, meaning in words.items()
            if word.strip() and word.isprintable()
        )
        if text == stored or (unless_there and stored):
            return
        from lusha_cli.storage.atomic_files import write_private

        try:
            write_private(self._file(name), text)
        except LushaError:
            return

    def _text(self, name: str) -> str | None:
        try:
            return self._file(name).read_text(encoding="utf-8")
        except (OSError, ValueError):
            return None

    def _file(self, name: str) -> Path:
        return self._folder / f"{name}.txt"
