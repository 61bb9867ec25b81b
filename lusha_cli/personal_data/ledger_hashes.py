"""The hashes of people and companies in the ledger."""

from lusha_cli.billing.ledger import Ledger
from lusha_cli.personal_data.store import StoreStatus, files_size


class LedgerStore:
    """The calls of the ledger that have hashes of people or companies.

    Purging removes the hashes alone: the credits of the calls stay.
    """

    name = "ledger"
    nouns = ("call's hashes", "calls' hashes")

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger

    def status(self) -> StoreStatus:
        """Return what the store holds. Raises LushaError if the ledger can't be read."""
        count, oldest, newest = self._ledger.hashed_calls()
        size = files_size(self._ledger.file) if count else 0
        return StoreStatus(self.name, self._ledger.file, count, size, oldest, newest)

    def purge(self, before: float, *, is_dry_run: bool) -> int:
        """Remove the hashes of the calls from before a Unix time; return of how many calls.

        Raises LushaError if the ledger can't be written.
        """
        if is_dry_run:
            return self._ledger.hashed_calls(before=before)[0]
        return self._ledger.remove_hashes(before=before)
