"""The order of deliveries to one sink: in sequence per entity, with backoff after failures."""

import heapq
from collections import deque
from collections.abc import Callable

# Seconds between attempts: doubled each time.
BACKOFF_BASE, BACKOFF_MAX = 1.0, 60.0


class DeliveryQueue:
    """Deliveries that wait for a sink; times are in seconds.

    `jitter` returns numbers from 0 to 1. A delivery is sent only after the previous one for the
    same entity was acknowledged. A failed delivery delays its entity; an unreachable sink delays
    everything.
    """

    def __init__(self, *, jitter: Callable[[], float]) -> None:
        self._jitter = jitter
        self._by_entity: dict[str, deque[int]] = {}
        self._ready: deque[str] = deque()
        self._delayed: list[tuple[float, str]] = []
        self._in_flight: dict[int, str] = {}
        self._failures: dict[str, int] = {}
        self._unreachable_count = 0
        self._paused_until = 0.0
        self._count = 0

    def __len__(self) -> int:
        return self._count

    @property
    def first_pending(self) -> int | None:
        """Return the lowest number that is queued or in flight."""
        return min((numbers[0] for numbers in self._by_entity.values()), default=None)

    def add(self, number: int, entity: str) -> None:
        """Queue a delivery behind those for the same entity (empty: no entity)."""
        # Deliveries without an entity need no order, so each gets its own queue.
        entity = entity or f"#{number}"
        numbers = self._by_entity.get(entity)
        if numbers is None:
            numbers = self._by_entity[entity] = deque()
            self._ready.append(entity)
        numbers.append(number)
        self._count += 1

    def next_due(self, now: float) -> int | None:
        """Return the delivery to send now, or None if none is due."""
        if now < self._paused_until or (self._unreachable_count and self._in_flight):
            return None  # a sink that was unreachable is tried with one delivery first
        while self._delayed and self._delayed[0][0] <= now:
            self._ready.append(heapq.heappop(self._delayed)[1])
        if not self._ready:
            return None
        entity = self._ready.popleft()
        number = self._by_entity[entity][0]
        self._in_flight[number] = entity
        return number

    def attempts(self, number: int) -> int:
        """Return how many times a delivery in flight has failed before."""
        return self._failures.get(self._in_flight[number], 0)

    def ack(self, number: int) -> None:
        """Remove a delivery that was sent."""
        entity = self._in_flight.pop(number)
        numbers = self._by_entity[entity]
        numbers.popleft()
        self._count -= 1
        self._failures.pop(entity, None)
        self._unreachable_count = 0
        if numbers:
            self._ready.append(entity)
        else:
            del self._by_entity[entity]

    def nack(self, number: int, now: float, *, is_unreachable: bool) -> float:
        """Requeue a failed delivery and return the delay in seconds before the next attempt."""
        entity = self._in_flight.pop(number)
        self._failures[entity] = self._failures.get(entity, 0) + 1
        if is_unreachable:
            self._unreachable_count += 1
            delay = self._backoff(self._unreachable_count)
            self._paused_until = now + delay
            self._ready.appendleft(entity)
        else:
            self._unreachable_count = 0
            delay = self._backoff(self._failures[entity])
            heapq.heappush(self._delayed, (now + delay, entity))
        return delay

    def next_delay(self, now: float) -> float | None:
        """Return the seconds until a delivery may be due.

        Returns None if that depends on new deliveries or on those in flight.
        """
        if not self._ready and not self._delayed:
            return None
        if self._unreachable_count and self._in_flight:
            return None
        due = now if self._ready else self._delayed[0][0]
        return max(0.0, due - now, self._paused_until - now)

    def _backoff(self, attempts: int) -> float:
        # The exponent is bounded, because a float overflows at 2.0 ** 1024.
        max_delay = min(BACKOFF_MAX, BACKOFF_BASE * 2.0 ** min(attempts - 1, 10))
        return max_delay * (0.5 + 0.5 * self._jitter())
