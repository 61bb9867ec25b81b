"""What a fake API received, charged and sent, request by request."""

import math
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any


@dataclass
class Entry:
    """One request: `credits` is what it charged, `is_answered` whether its response was sent.

    `received` and `answered` are positions in the order of all events of the server.
    """

    number: int
    method: str
    path: str
    query: dict[str, Any]
    body: Any
    operation: str
    family: str
    received: int
    credits: float = 0
    status: int | None = None
    fault: str = ""
    people: tuple[str, ...] = ()
    is_answered: bool = False
    answered: int | None = None

    def __str__(self) -> str:
        """Return one line of the ledger."""
        end = f"{self.status}" if self.is_answered else "no response"
        people = f", {len(self.people)} records" if self.people else ""
        fault = f", fault: {self.fault}" if self.fault else ""
        return (
            f"{self.number:>3} {self.operation:<28} {self.credits:>7g} credits, {end}"
            f"{people}{fault}  {self.method} {self.path}"
        )


@dataclass
class Ledger:
    """The requests of a fake API, or some of them."""

    entries: list[Entry] = field(default_factory=list)

    def __iter__(self) -> Iterator[Entry]:
        """Yield the requests in the order in which they came."""
        return iter(list(self.entries))

    def __str__(self) -> str:
        """Return the ledger as text for failing tests; long ones are cut."""
        lines = [str(entry) for entry in self]
        if len(lines) > 40:
            lines = [*lines[:30], f"… {len(lines) - 40} more", *lines[-10:]]
        return "\n".join([*lines, f"    in all: {self.charged:,} credits"])

    @property
    def charged(self) -> int:
        """Return the credits that were charged, rounded up."""
        return math.ceil(sum(entry.credits for entry in self) - 1e-9)

    @property
    def paid(self) -> "Ledger":
        """Return the requests that were charged."""
        return Ledger([entry for entry in self if entry.credits])

    def of(self, *operations: str) -> "Ledger":
        """Return the requests of some operations."""
        return Ledger([entry for entry in self if entry.operation in operations])

    def since(self, number: int) -> "Ledger":
        """Return the requests after the first `number`."""
        return Ledger([entry for entry in self if entry.number > number])

    def sent_twice(self, family: str = "v3") -> dict[str, int]:
        """Return who was sent more than once over a version in requests that may be charged.

        A request that was refused before it was processed doesn't count.
        """
        return _repeated(e for e in self if e.family == family and not _is_refused(e))

    def charged_twice(self) -> dict[str, int]:
        """Return who was in more than one request that was charged."""
        return _repeated(entry for entry in self if entry.credits)


def _is_refused(entry: Entry) -> bool:
    return entry.is_answered and (entry.status or 0) >= 400 and not entry.credits


def _repeated(entries: Iterable[Entry]) -> dict[str, int]:
    # Steps of one job may name the same person: each operation counts for itself.
    counts = Counter((e.operation, person) for e in entries for person in set(e.people))
    return {f"{op}: {person}": number for (op, person), number in counts.items() if number > 1}
