"""The results that `lusha last` shows."""

from collections.abc import Iterator
from pathlib import Path

from lusha_cli.personal_data.store import Finding, StoreStatus, time_span
from lusha_cli.privacy.identifiers import result_identifiers
from lusha_cli.privacy.identity import PersonIdentity
from lusha_cli.storage.last_result import LastResult
from lusha_cli.storage.sqlite_files import files_size


class LastResultStore:
    """The last result and the last list of numbered rows."""

    name = "last"
    nouns = ("last result", "last results")

    def __init__(self, last_result: LastResult) -> None:
        self._last_result = last_result

    def status(self) -> StoreStatus:
        """Return what the store holds."""
        files = self._last_result.files()
        oldest, newest = time_span(list(files.values()))
        return StoreStatus(
            self.name,
            self._last_result.file.parent,
            len(files),
            files_size(*files),
            oldest,
            newest,
        )

    def find(self, identity: PersonIdentity) -> Iterator[Finding]:
        """Yield the objects about a person in the results."""
        for file in self._files_about(identity):
            stored = self._last_result.read(file)
            for person in identity.objects_in(stored.body if stored else None):
                yield Finding(self.name, str(file), person, result_identifiers(person))

    def forget(self, identity: PersonIdentity) -> int:
        """Delete the results that may contain a person; return how many. Raises OSError."""
        files = self._files_about(identity)
        for file in files:
            file.unlink(missing_ok=True)
        return len(files)

    def _files_about(self, identity: PersonIdentity) -> list[Path]:
        return [file for file in self._last_result.files() if identity.may_be_in(file.read_bytes())]

    def purge(self, before: float, *, is_dry_run: bool) -> int:
        """Delete the results from before a Unix time; return how many. Raises OSError."""
        old = [file for file, at in self._last_result.files().items() if at < before]
        for file in old:
            if not is_dry_run:
                file.unlink(missing_ok=True)
        return len(old)
