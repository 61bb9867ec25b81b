"""The words that shells complete: one text file a list, one word a line, in the cache folder.

After a word, a tab and what it means, where that says more. The scripts of the shells read these
files themselves: no Python runs for a press of TAB.
"""

from collections.abc import Mapping
from pathlib import Path

from lusha_cli.errors import LushaError


class Words:
    """Lists of words by name; reading or keeping one never fails."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def get(self, name: str) -> dict[str, str]:
        """The words kept under `name`, and what each means."""
        lines = (self._text(name) or "").splitlines()
        return {word: meaning for word, _, meaning in (line.partition("\t") for line in lines)}

    def put(self, name: str, words: Mapping[str, str], *, unless_there: bool = False) -> None:
        """Keep `words`, which are in order, under `name`; `unless_there` leaves what is there.

        What has control characters in it is left out: a terminal would obey them.
        """
        kept = self._text(name)
        fresh = "".join(
            (f"{word}\t{meaning}\n" if meaning.isprintable() and meaning else f"{word}\n")
            for word, meaning in words.items()
            if word.strip() and word.isprintable()
        )
        if fresh == kept or (unless_there and kept):
            return
        from lusha_cli.storage.atomic_files import write_private

        try:
            write_private(self._file(name), fresh)
        except LushaError:
            return

    def _text(self, name: str) -> str | None:
        try:
            return self._file(name).read_text(encoding="utf-8")
        except (OSError, ValueError):
            return None

    def _file(self, name: str) -> Path:
        return self._folder / f"{name}.txt"
