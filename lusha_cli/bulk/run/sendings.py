"""The requests of a run that are in flight, and those that may have been charged, in its journal.

A request is recorded before it leaves. If the process is killed, or can't write the response, the
record remains: the next process knows the possible charges, and over which API version.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from typing import NamedTuple

from lusha_cli.bulk.run.cached_parts import IS_PART
from lusha_cli.bulk.run.journal_database import JournalDatabase
from lusha_cli.json_types import Json

# What is recorded as the API version of a failed request that can't have been charged.
NOT_CHARGED = "none"


class StoredSending(NamedTuple):
    """A request without a recorded outcome.

    `credits` is the worst case of its open steps, `charged` the charge of its completed steps.
    `is_exact`: the API stated `charged`. `api` is the API version it was sent to.
    `unbounded` counts HTTP requests that may have been charged more than `credits`.
    """

    id: int
    batch: int
    item_ids: list[str]
    api: str
    credits: int
    charged: int
    is_exact: bool
    unbounded: int = 0


class SendingStore:
    """The requests in flight in the journal `database`; several threads use it."""

    def __init__(self, database: JournalDatabase) -> None:
        self._database = database
        self._execute = database.execute

    def transaction(self) -> AbstractContextManager[None]:
        """Run the statements of a block in one transaction."""
        return self._database.transaction()

    def all(self) -> list[StoredSending]:
        """Return the requests without a recorded outcome, the oldest first."""
        rows = self._execute(
            "SELECT id, batch, items, api, credits, charged, exact, unbounded FROM sendings "
            "ORDER BY id"
        ).fetchall()
        return [
            StoredSending(id_, batch, items.split(","), api, credits_, charged, bool(exact), count)
            for id_, batch, items, api, credits_, charged, exact, count in rows
        ]

    def add(
        self,
        batch: int,
        item_ids: Sequence[str],
        *,
        api: str,
        max_credits: int,
        replaces: Iterable[int],
    ) -> int:
        """Record a request before it leaves, and return its id.

        `replaces` are earlier requests for the same items, which are charged together with it.
        """
        with self.transaction():
            for id_ in replaces:
                self._delete(id_)
            added = self._execute(
                "INSERT INTO sendings VALUES (NULL, ?, ?, ?, ?, 0, 1, 0)",
                (batch, ",".join(item_ids), api, max_credits),
            )
            self._execute("UPDATE batches SET state = 'sent' WHERE n = ?", (batch,))
        return added.lastrowid or 0

    def update(self, sending: StoredSending) -> None:
        """Replace the API version and the credits of a request."""
        self._execute(
            "UPDATE sendings SET api = ?, credits = ?, charged = ?, exact = ?, unbounded = ? "
            "WHERE id = ?",
            (
                sending.api,
                sending.credits,
                sending.charged,
                int(sending.is_exact),
                sending.unbounded,
                sending.id,
            ),
        )

    def add_step(self, id_: int, response: Json) -> None:
        """Store the response to a step of a request that has more of them."""
        self._execute("INSERT INTO steps VALUES (?, ?)", (id_, self._database.pack(response)))

    def steps(self, id_: int) -> list[Json]:
        """Return the stored responses to the first steps of a request."""
        rows = self._execute("SELECT body FROM steps WHERE sending = ? ORDER BY rowid", (id_,))
        return [self._database.unpack(body) for (body,) in rows.fetchall()]

    def cancel(self, id_: int, batch: int) -> None:
        """Delete a request that can't have been charged; its items are pending again."""
        with self.transaction():
            self._delete(id_)
            self._execute(
                "UPDATE batches SET state = 'planned' WHERE n = ? AND sendings = 0 "
                f"AND n NOT IN (SELECT batch FROM answers WHERE NOT {IS_PART} "
                "UNION SELECT batch FROM sendings)",
                (batch,),
            )

    def close(self, ids: Iterable[int], charge: tuple[int, bool] | None) -> bool:
        """Delete requests whose outcome is recorded in the same transaction, with their charge.

        Returns False, without a change, if they were already deleted.
        """
        ids = list(ids)
        marks = ",".join("?" * len(ids))
        unbounded = self._execute(
            f"SELECT sum(unbounded) FROM sendings WHERE id IN ({marks})", tuple(ids)
        ).fetchone()[0]
        deleted = [self._delete(id_) for id_ in ids]
        if deleted and not any(deleted):
            return False
        if unbounded:
            total = (self._database.get("unboundedLosses") or 0) + unbounded
            self._database.put(unboundedLosses=total)
        if charge is not None:
            self._execute("INSERT INTO charges VALUES (?, ?)", (charge[0], int(charge[1])))
        return True

    def _delete(self, id_: int) -> bool:
        self._execute("DELETE FROM steps WHERE sending = ?", (id_,))
        return bool(self._execute("DELETE FROM sendings WHERE id = ?", (id_,)).rowcount)

    # Outcomes after which a repetition may be charged again.

    def mark_uncertain(self, answer: int, api: str) -> None:
        """Record the API version of the request behind a stored result (a rowid)."""
        self._execute("INSERT INTO uncertain VALUES (?, ?)", (answer, api))

    def uncertain_items(self) -> dict[int, str]:
        """Return the items that may already be charged although they lack data.

        These are the failed, unknown and incomplete ones, each with the API version of its request
        ("" in journals of version 0.2 and earlier).
        """
        rows = self._execute(
            "SELECT answers.rowid, batch, items, coalesce(api, '') FROM answers "
            "LEFT JOIN uncertain ON answer = answers.rowid "
            "WHERE error != '' AND (body IS NOT NULL OR status IN ('error', 'unknown'))"
        ).fetchall()
        singles = dict(self._execute("SELECT item, answer FROM singles").fetchall())
        uncertain = {
            int(item): api
            for rowid, _, items, api in rows
            for item in items.split(",")
            # Later answers to single items replace that of their batch.
            if singles.get(int(item), rowid) == rowid
        }
        # A request that wasn't charged doesn't resolve what an earlier run may have been charged.
        doubts = self.doubts() if NOT_CHARGED in uncertain.values() else {}
        return {
            item: doubts.get(item, "") if api == NOT_CHARGED else api
            for item, api in uncertain.items()
            if api != NOT_CHARGED or item in doubts
        }

    def add_doubts(self, doubts: Mapping[int, str]) -> None:
        """Record unanswered items that earlier runs may have been charged for over an API version.

        Sending them again is free over that version only.
        """
        for item, api in doubts.items():
            self._execute("INSERT OR REPLACE INTO doubts VALUES (?, ?)", (item, api))

    def doubts(self) -> dict[int, str]:
        """Return the items of `add_doubts`."""
        return dict(self._execute("SELECT item, api FROM doubts").fetchall())

    def possibly_charged_items(self) -> dict[int, str]:
        """Return all items that another run must not send again where that is charged.

        These are the ones of `uncertain_items`, and those of requests without an outcome.
        """
        open_items = {int(id_): sending.api for sending in self.all() for id_ in sending.item_ids}
        return {**self.uncertain_items(), **open_items}

    @property
    def has_incomplete(self) -> bool:
        """Return whether data of a response is missing, because a later step failed."""
        return bool(
            self._execute(
                "SELECT EXISTS (SELECT * FROM answers WHERE error != '' AND body IS NOT NULL)"
            ).fetchone()[0]
        )

    # Totals.

    def unresolved_charge(self) -> tuple[int, bool]:
        """Return the credits of all requests without an outcome, and whether they are exact."""
        total, is_exact = self._execute(
            "SELECT sum(credits + charged), min(exact AND credits = 0) FROM sendings"
        ).fetchone()
        return total or 0, is_exact is None or bool(is_exact)

    def unbounded_losses(self) -> int:
        """Return how many requests may have been charged without a bound, and have no response."""
        (unresolved,) = self._execute("SELECT sum(unbounded) FROM sendings").fetchone()
        return (self._database.get("unboundedLosses") or 0) + (unresolved or 0)

    def count(self) -> int:
        """Return the number of requests without an outcome."""
        number: int = self._execute("SELECT count(*) FROM sendings").fetchone()[0]
        # Earlier versions marked only whole batches.
        (older,) = self._execute(
            "SELECT count(*) FROM batches WHERE state = 'sent' AND sendings > 0 "
            "AND n NOT IN (SELECT batch FROM sendings)"
        ).fetchone()
        return number + int(older)


class LostRequests:
    """The requests of earlier processes without an outcome, as far as they aren't resolved yet."""

    def __init__(self, sendings: Collection[StoredSending]) -> None:
        self._requests = {sending.id: sending for sending in sendings}
        self._open_items = {sending.id: set(sending.item_ids) for sending in sendings}

    def api_of(self, item_id: str) -> str | None:
        """Return the API version that an item was last sent to, or None if it wasn't."""
        for id_ in reversed(self._requests):
            if item_id in self._open_items[id_]:
                return self._requests[id_].api
        return None

    def covered_by(self, item_ids: Collection[str]) -> list[StoredSending]:
        """Return the requests that have no other open items than these."""
        items = set(item_ids)
        return [
            self._requests[id_]
            for id_, open_items in self._open_items.items()
            if open_items <= items and id_ in self._requests
        ]

    def resolve(self, item_ids: Collection[str]) -> list[StoredSending]:
        """Remove items that have an outcome; return the requests that have no open items left."""
        resolved = self.covered_by(item_ids)
        self.remove(resolved)
        for open_items in self._open_items.values():
            open_items.difference_update(item_ids)
        return resolved

    def remove(self, sendings: Iterable[StoredSending]) -> None:
        """Remove requests that another one replaces."""
        for sending in sendings:
            del self._requests[sending.id], self._open_items[sending.id]

    def add(self, sending: StoredSending) -> None:
        """Add a request of this process whose response was lost."""
        self._requests[sending.id] = sending
        self._open_items[sending.id] = set(sending.item_ids)
