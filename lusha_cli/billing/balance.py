"""The credits that an account has left: as stated by the API, minus the charges since."""

import os
from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from lusha_cli.storage.locked_json import Document, LockedJsonFile

# How long a stated balance counts, in seconds: others may spend the account's credits too.
MAX_AGE = 600.0


class CreditsLeft(NamedTuple):
    """A number of credits; there may be more of them unless it `is_exact`."""

    credits: int
    is_exact: bool


class CreditBalance:
    """The balance of one account, in `file`, which all processes of a user share.

    `account` names the API and the account, or returns None without a key; `sleep` waits, in
    seconds, for another process. Nothing here sends a request.
    """

    def __init__(
        self,
        file: Path,
        *,
        account: Callable[[], str | None],
        now: Callable[[], float],
        sleep: Callable[[float], None],
    ) -> None:
        self._file = file
        self._account = account
        self._now = now
        self._sleep = sleep

    def state(self, credits_: int) -> None:
        """Store the credits left that the API has just stated."""
        self._update(lambda _: [credits_, True, self._now()])

    def subtract(self, credits_: int, *, is_exact: bool) -> None:
        """Count a charge; without `is_exact` it may have been lower."""
        if os.path.exists(self._file) and (credits_ or not is_exact):
            self._update(
                lambda entry: entry and [entry[0] - credits_, entry[1] and is_exact, entry[2]]
            )

    def forget(self) -> None:
        """Forget the balance, after a charge that isn't known."""
        if os.path.exists(self._file):
            self._update(lambda _: None)

    def left(self, *, max_age: float = MAX_AGE) -> CreditsLeft | None:
        """Return the credits left, or None if they were not stated in the last seconds."""
        entries: list[CreditsLeft] = []

        def read(entry: "list[float] | None") -> "list[float] | None":
            if entry and entry[0] >= 0 and self._now() - entry[2] <= max_age:
                entries.append(CreditsLeft(int(entry[0]), bool(entry[1])))
            return entry

        if os.path.exists(self._file):
            self._update(read)
        return entries[0] if entries else None

    @cached_property
    def _document(self) -> "LockedJsonFile":
        from lusha_cli.storage.locked_json import LockedJsonFile

        return LockedJsonFile(self._file, sleep=self._sleep)

    def _update(self, change: "Callable[[list[float] | None], list[float] | None]") -> None:
        """Replace the entry of the account: credits, whether they are exact, when stated."""
        account = self._account()
        if account is None:
            return
        with self._document.update() as document:
            entry = change(self._valid_entry(document, account))
            document.pop(account, None)
            if entry is not None:
                document[account] = entry

    def _valid_entry(self, document: "Document", account: str) -> "list[float] | None":
        """Return the entry of the account, or None if it is too old, or damaged."""
        entry = document.get(account)
        if not isinstance(entry, list) or len(entry) != 3:
            return None
        is_valid = all(isinstance(value, (int, float)) for value in entry)
        # An age below 0 means that the clock was set back.
        return entry if is_valid and 0 <= self._now() - entry[2] <= MAX_AGE else None
