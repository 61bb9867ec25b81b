"""The ledger: each paid request of this user on this machine, and what it was charged.

A request is recorded with its estimate before it is sent, and settled with its charge when the
response arrives. The record of a process that was killed in between stays pending, and counts with
its estimate. People and companies are stored as salted hashes only (see `storage.salted_hash`).
"""

import threading
from collections.abc import Callable, Iterable, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from lusha_cli.billing.ledger_database import LedgerDatabase, LedgerUnusable, split_hashes
from lusha_cli.billing.spending_limits import LimitUse, SpendingLimit, check_use, measure
from lusha_cli.errors import BudgetUnavailable, LushaError
from lusha_cli.parsing.budgets import Period
from lusha_cli.storage.sqlite_files import erase_log, truncate_log
from lusha_cli.storage.state_store import reason

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator

    from lusha_cli.billing.charges import Charge

PENDING = "pending"
# After so many calls, the length of the write-ahead log is checked.
_CHECKPOINT_INTERVAL = 256
# SQLite has no larger integers.
_MAX_INTEGER = 2**63 - 1
_COLUMNS = (
    "id, at, profile, user, account, command, operation, version, run, items, estimate, bounded, "
    "charge, exact, outcome, results, seconds"
)


class Call(NamedTuple):
    """A paid request before it is sent, at a Unix time.

    `account` is a hash of the key. `items` is the number of people or companies that it asks for;
    `identifiers` name them. `estimate` is in credits, or None if it isn't known.
    """

    at: float
    profile: str
    user: str
    account: str
    command: str
    operation: str
    version: str
    run: str
    items: int
    identifiers: Sequence[str]
    estimate: int | None
    is_bounded: bool


class Settlement(NamedTuple):
    """What became of a call: its charge (None: unknown), and its outcome.

    The outcome is `ok`, `unanswered` if a lost response may have been charged, or the code of the
    error. `results` is the number of people or companies in the response; `identifiers` name them.
    """

    charge: "Charge | None"
    outcome: str
    seconds: float
    results: int = 0
    identifiers: Sequence[str] = ()


class RecordedCall(NamedTuple):
    """A call in the ledger; the fields are those of Call and Settlement."""

    id: int
    at: float
    profile: str
    user: str
    account: str
    command: str
    operation: str
    version: str
    run: str
    items: int
    estimate: int | None
    is_bounded: bool
    charge: int | None
    is_exact: bool
    outcome: str
    results: int
    seconds: float

    @property
    def credits(self) -> int:
        """Return the credits that it counts with: its charge, else its estimate."""
        return (self.estimate or 0) if self.charge is None else self.charge


class Ledger:
    """The ledger `ledger.db` in `folder`, shared by all processes and threads of a user.

    A ledger that can't be used never prevents a call: `warn` gets one sentence about it.
    """

    def __init__(self, folder: Path, *, warn: Callable[[str], None]) -> None:
        self._database = LedgerDatabase(folder)
        self.file = self._database.file
        self._warn = warn
        self._lock = threading.RLock()
        self._has_failed = False
        self._is_closed = False

    def begin(self, call: Call) -> int | None:
        """Record a call before it is sent, and return its id; None if it can't be recorded."""
        with self._lock, self._translate_errors() as attempt:
            attempt.id = self._insert(call)
        return attempt.id

    def reserve(self, call: Call, limits: Sequence[SpendingLimit]) -> int:
        """Record a call before it is sent, unless its estimate would exceed a limit.

        Raises OverLimit, and BudgetUnavailable for a ledger that can't be used.
        """
        with self._budget_transaction():
            check_use(measure(limits, call.at, self._spent), call.estimate or 0)
            id_ = self._insert(call)
        assert id_ is not None
        return id_

    def extend(
        self, id_: int, credits_: int, limits: Sequence[SpendingLimit], *, at: float
    ) -> None:
        """Raise the estimate of a call to `credits_`. Raises as `reserve` does."""
        with self._budget_transaction() as db:
            estimate = db.execute("SELECT estimate FROM calls WHERE id = ?", (id_,)).fetchone()[0]
            if credits_ > (estimate or 0):
                check_use(measure(limits, at, self._spent), credits_ - (estimate or 0))
                values = (min(credits_, _MAX_INTEGER), id_)
                db.execute("UPDATE calls SET estimate = ? WHERE id = ?", values)

    def use(self, limits: Sequence[SpendingLimit], *, at: float) -> list[LimitUse]:
        """Return the use of each limit at a Unix time. Raises BudgetUnavailable."""
        if not self.file.exists():
            return measure(limits, at, lambda *_: 0)
        with self._lock, self._raise_unavailable():
            return measure(limits, at, self._spent)

    def _insert(self, call: Call) -> int | None:
        db = self._database.open()
        values: tuple[Any, ...] = (
            *call[:8], min(call.items, _MAX_INTEGER), self._hashes(call.identifiers),
            call.estimate and min(call.estimate, _MAX_INTEGER), int(call.is_bounded),
            None, 0, PENDING, 0, 0.0,
        )  # fmt: skip
        marks = ", ".join("?" * len(values))
        return db.execute(f"INSERT INTO calls VALUES (NULL, {marks})", values).lastrowid

    def _spent(self, limit: SpendingLimit, period: Period) -> int:
        return self._database.spent(limit.profile, period)

    @contextmanager
    def _budget_transaction(self) -> "Iterator[sqlite3.Connection]":
        """Exclude all other processes from a decision; yield the connection."""
        with self._lock, self._raise_unavailable():
            try:
                self._database.extend_timeout()
                with self._database.exclusive() as db:
                    yield db
            finally:
                if self._is_closed:
                    self._database.close()

    @contextmanager
    def _raise_unavailable(self) -> "Iterator[None]":
        """Raise BudgetUnavailable for every error of the files."""
        import sqlite3

        try:
            yield
        except (sqlite3.Error, OSError, LushaError, LedgerUnusable) as error:
            raise BudgetUnavailable(
                "The budget can't be checked, as the ledger can't be used: "
                f"{reason(error).removesuffix('.')} ({self.file}). Nothing was sent.",
                hint=self._hint,
            ) from error

    def settle(self, id_: int, settlement: Settlement) -> None:
        """Record what became of a call."""
        charge = settlement.charge
        with self._lock, self._translate_errors():
            db = self._database.open()
            db.execute(
                "UPDATE calls SET charge = ?, exact = ?, outcome = ?, results = ?, seconds = ?, "
                "hashes = CAST(hashes || ? AS BLOB) WHERE id = ? AND outcome = ?",
                (
                    charge and charge.credits,
                    int(charge is not None and charge.is_exact),
                    settlement.outcome,
                    settlement.results,
                    settlement.seconds,
                    self._hashes(settlement.identifiers),
                    id_,
                    PENDING,
                ),
            )
            if id_ % _CHECKPOINT_INTERVAL == 0:
                self._database.checkpoint()

    def calls(
        self,
        *,
        since: float = 0.0,
        until: float | None = None,
        identifiers: Iterable[str] = (),
        account: str | None = None,
    ) -> "Iterator[RecordedCall]":
        """Yield the calls from `since` to before `until` (Unix times), the latest first.

        With `identifiers`, only those about one of them. Raises LushaError for a ledger that can't
        be read; yields nothing without a ledger.
        """
        if not self.file.exists():
            return
        with self._raise_errors():
            with self._lock:
                db = self._database.open()
                hashes = self._database.hashes(identifiers)
            about = " OR ".join(["instr(hashes, ?)"] * len(hashes)) or "1"
            rows = db.execute(
                f"SELECT {_COLUMNS} FROM calls WHERE at >= ? AND at < ? AND ({about}) "
                "AND (? IS NULL OR account = ?) ORDER BY at DESC, id DESC",
                (since, 9e99 if until is None else until, *hashes, account, account),
            )
            for row in rows:
                call = RecordedCall(*row)
                yield call._replace(is_bounded=bool(row[11]), is_exact=bool(row[13]))

    def total(self, *, since: float, account: str) -> int:
        """Return the credits of all calls of an account from `since` (Unix time).

        Raises LushaError for a ledger that can't be read.
        """
        if not self.file.exists():
            return 0
        with self._raise_errors(), self._lock:
            row = self._database.open().execute(
                "SELECT total(coalesce(charge, estimate)) FROM calls WHERE at >= ? AND account = ?",
                (since, account),
            )
            return int(row.fetchone()[0])

    def hashed_calls(self, *, before: float = 9e99) -> tuple[int, float | None, float | None]:
        """Return how many calls have hashes of people or companies, and their first and last time.

        Only calls from before a Unix time count. Raises LushaError for a ledger that can't be read.
        """
        if not self.file.exists():
            return 0, None, None
        with self._raise_errors(), self._lock:
            row = self._database.open().execute(
                "SELECT count(*), min(at), max(at) FROM calls WHERE at < ? AND hashes != x''",
                (before,),
            )
            count, first, last = row.fetchone()
            return count, first, last

    def remove_hashes(self, *, before: float) -> int:
        """Remove the hashes from the calls from before a Unix time; return of how many calls.

        Their bytes are overwritten. Raises LushaError for a ledger that can't be written.
        """
        if not self.file.exists():
            return 0
        with self._raise_errors(), self._lock:
            db = self._database.open()
            db.execute("PRAGMA secure_delete = ON")
            changed = db.execute(
                "UPDATE calls SET hashes = x'' WHERE at < ? AND hashes != x''", (before,)
            ).rowcount
            if changed:
                truncate_log(db)
            return changed

    def forget(self, identifiers: Iterable[str]) -> int:
        """Remove the hashes of one person from all calls; return from how many.

        Their bytes are overwritten. Raises LushaError for a ledger that can't be written.
        """
        if not self.file.exists():
            return 0
        with self._raise_errors(), self._lock:
            self._database.open().execute("PRAGMA secure_delete = ON")
            hashes = set(self._database.hashes(identifiers))
            about = " OR ".join(["instr(hashes, ?)"] * len(hashes)) or "0"
            query = f"SELECT id, hashes FROM calls WHERE {about}"
            with self._database.exclusive() as db:
                rows = db.execute(query, (*hashes,)).fetchall()
                for id_, stored in rows:
                    kept = b"".join(each for each in split_hashes(stored) if each not in hashes)
                    db.execute("UPDATE calls SET hashes = ? WHERE id = ?", (kept, id_))
            # Also after a crash between the two: what was erased must not stay in the log.
            erase_log(db)
            return len(rows)

    @contextmanager
    def _raise_errors(self) -> "Iterator[None]":
        """Raise LushaError for every error of the files."""
        import sqlite3

        try:
            yield
        except (sqlite3.Error, OSError, LedgerUnusable) as error:
            raise LushaError(
                f"Cannot read the ledger {self.file}: {reason(error)}.", hint=self._hint
            ) from error

    def close(self) -> None:
        """Close the file. Calls that threads settle later are recorded, and close it again."""
        with self._lock:
            self._is_closed = True
            self._database.close()

    @property
    def _hint(self) -> str:
        return (
            f"Check the permissions of the folder and the free space. If the files are damaged, "
            f"move {self.file.name} and {self._database.salt_file.name} elsewhere."
        )

    def _hashes(self, identifiers: Iterable[str]) -> bytes:
        return b"".join(self._database.hashes(identifiers))

    @contextmanager
    def _translate_errors(self) -> "Iterator[_Attempt]":
        """Print one warning for every error of the files."""
        import sqlite3

        try:
            yield (attempt := _Attempt())
        except (sqlite3.Error, OSError, LushaError, LedgerUnusable) as error:
            attempt.id = None
            if not self._has_failed:
                self._has_failed = True
                why = reason(error).removesuffix(".")
                self._warn(
                    f"Warning: the ledger {self.file} can't be used: {why}. "
                    "The charges of this command are not recorded."
                )
                self._database.shorten_timeout()
        finally:
            if self._is_closed:
                self._database.close()


class _Attempt:
    """The id of the call that an attempt recorded."""

    id: int | None = None
