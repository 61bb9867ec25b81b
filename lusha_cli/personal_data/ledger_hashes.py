"""The hashes of people and companies in the ledger."""

from collections.abc import Iterator

from lusha_cli.billing.ledger import Ledger
from lusha_cli.clock import timestamp
from lusha_cli.json_types import Json
from lusha_cli.personal_data.store import Finding, StoreStatus
from lusha_cli.privacy.identity import PersonIdentity
from lusha_cli.storage.sqlite_files import files_size


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

    def find(self, identity: PersonIdentity) -> Iterator[Finding]:
        """Yield the calls about a person. Raises LushaError if the ledger can't be read."""
        for call in self._ledger.calls(identifiers=list(identity)):
            at = timestamp(call.at)
            data: Json = {"command": call.command, "profile": call.profile, "user": call.user}
            yield Finding(self.name, at, data)

    def forget(self, identity: PersonIdentity) -> int:
        """Remove the hashes of a person from all calls; return from how many.

        Raises LushaError if the ledger can't be written.
        """
        return self._ledger.forget(list(identity))

    def purge(self, before: float, *, is_dry_run: bool) -> int:
        """Remove the hashes of the calls from before a Unix time; return of how many calls.

        Raises LushaError if the ledger can't be written.
        """
        if is_dry_run:
            return self._ledger.hashed_calls(before=before)[0]
        return self._ledger.remove_hashes(before=before)
