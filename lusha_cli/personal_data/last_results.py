"""The results that `lusha last` shows."""

from lusha_cli.personal_data.store import StoreStatus, files_size, time_span
from lusha_cli.storage.last_result import LastResult


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

    def purge(self, before: float, *, is_dry_run: bool) -> int:
        """Delete the results from before a Unix time; return how many. Raises OSError."""
        old = [file for file, at in self._last_result.files().items() if at < before]
        for file in old:
            if not is_dry_run:
                file.unlink(missing_ok=True)
        return len(old)
