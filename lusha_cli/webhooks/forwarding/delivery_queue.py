"""Which delivery a target gets next: in order per entity, and after failures not at once."""

import heapq
from collections import deque
from collections.abc import Callable

# Seconds between tries: doubled each time.
BACKOFF_BASE, BACKOFF_MAX = 1.0, 60.0


class DeliveryQueue:
    """Deliveries that wait for a target; `jitter` gives numbers from 0 to 1. Times are in seconds.

    Of one entity, a delivery goes only when the one before it has arrived. A failed one rests, and
    its entity with it; a target that cannot be reached rests as a whole.
    """

    def __init__(self, *, jitter: Callable[[], float]) -> None:
        self._jitter = jitter
        self._lines: dict[str, deque[int]] = {}
        self._ready: deque[str] = deque()
        self._resting: list[tuple[float, str]] = []
        self._going: dict[int, str] = {}
        self._failures: dict[str, int] = {}
        self._strikes = 0
        self._quiet_until = 0.0
        self._count = 0

    def __len__(self) -> int:
        return self._count

    @property
    def first_pending(self) -> int | None:
        """The earliest delivery that waits or is under way."""
        return min((line[0] for line in self._lines.values()), default=None)

    def add(self, n: int, entity: str) -> None:
        """Let a delivery wait behind those of the same entity; of no entity, it is alone."""
        entity = entity or f"#{n}"
        line = self._lines.get(entity)
        if line is None:
            line = self._lines[entity] = deque()
            self._ready.append(entity)
        line.append(n)
        self._count += 1

    def next_due(self, now: float) -> int | None:
        """The delivery to send now; None where none is due."""
        if now < self._quiet_until or (self._strikes and self._going):
            return None  # a target that was down is tried with one delivery first
        while self._resting and self._resting[0][0] <= now:
            self._ready.append(heapq.heappop(self._resting)[1])
        if not self._ready:
            return None
        entity = self._ready.popleft()
        n = self._lines[entity][0]
        self._going[n] = entity
        return n

    def attempts(self, n: int) -> int:
        """How often a delivery under way was tried before."""
        return self._failures.get(self._going[n], 0)

    def ack(self, n: int) -> None:
        """A delivery is done with."""
        entity = self._going.pop(n)
        line = self._lines[entity]
        line.popleft()
        self._count -= 1
        self._failures.pop(entity, None)
        self._strikes = 0
        if line:
            self._ready.append(entity)
        else:
            del self._lines[entity]

    def nack(self, n: int, now: float, *, is_unreachable: bool) -> float:
        """A delivery did not arrive; returns in how many seconds it is tried again."""
        entity = self._going.pop(n)
        self._failures[entity] = self._failures.get(entity, 0) + 1
        if is_unreachable:
            self._strikes += 1
            wait = self._wait(self._strikes)
            self._quiet_until = now + wait
            self._ready.appendleft(entity)
        else:
            self._strikes = 0
            wait = self._wait(self._failures[entity])
            heapq.heappush(self._resting, (now + wait, entity))
        return wait

    def next_delay(self, now: float) -> float | None:
        """Seconds until a delivery may be due; None where only new ones, or answers, can tell."""
        if not self._ready and not self._resting:
            return None
        if self._strikes and self._going:
            return None
        due = now if self._ready else self._resting[0][0]
        return max(0.0, due - now, self._quiet_until - now)

    def _wait(self, tries: int) -> float:
        longest = min(BACKOFF_MAX, BACKOFF_BASE * 2.0 ** min(tries - 1, 10))
        return longest * (0.5 + 0.5 * self._jitter())
