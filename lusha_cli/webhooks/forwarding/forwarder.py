"""Threads that take deliveries from the log to one target, until they arrived."""

import threading
from collections.abc import Callable
from typing import Any

from lusha_cli.webhooks.forwarding.delivery_queue import DeliveryQueue
from lusha_cli.webhooks.forwarding.sender import DeliveryError
from lusha_cli.webhooks.forwarding.sinks import SinkConnection, Sink
from lusha_cli.webhooks.log.delivery_log import DeliveryLog, Outcome, LOG_ERRORS
from lusha_cli.webhooks.log.jsonl import LogLineMissing
from lusha_cli.webhooks.log.reader import LogReader
from lusha_cli.webhooks.log.writer import LogWriter

# So many deliveries of the log wait in memory; the others wait in the log.
MAX_QUEUED = 10_000
# A target that is down is told of once in so many seconds.
_REMINDER = 60.0
# So often the log is told how far a target is, in steps that it took.
_MARKED = 100


class Forwarder:
    """Takes deliveries of `log` to `target`; what arrived is told to the `writer`."""

    def __init__(
        self,
        sink: Sink,
        log: DeliveryLog,
        *,
        clock: Any,
        jitter: Callable[[], float],
        notify: Callable[[str], None],
        max_queued: int = MAX_QUEUED,
    ) -> None:
        self.sink = sink
        self.delivered_count = 0
        self._log = log
        self._clock = clock
        self._tell = notify
        self._window = max_queued
        self._lineup = DeliveryQueue(jitter=jitter)
        self._seen = log.first_pending(sink.name, from_start=sink.starts_at_first) - 1
        self._changed = threading.Condition()
        self._is_ending = False
        self._unmarked = 0
        self._told_at: float | None = None
        self._is_down = self._has_lost = False
        self._reader = LogReader(log, sink.types)
        self._writer: LogWriter | None = None
        self._threads = [
            threading.Thread(target=self._work, name=sink.label, daemon=True)
            for _ in range(sink.connection_count)
        ]

    def start(self, writer: LogWriter) -> None:
        """Begin with what was left the last time."""
        self._writer = writer
        for thread in self._threads:
            thread.start()

    def wake(self) -> None:
        """There are new deliveries in the log."""
        with self._changed:
            self._changed.notify()

    def stop(self, *, deadline: float, stop_now: threading.Event) -> None:
        """Take no more up than is due now, and end by the time `until`, or when in a hurry."""
        with self._changed:
            self._is_ending = True
            self._changed.notify_all()
        for thread in self._threads:
            while thread.is_alive() and self._clock.monotonic() < deadline and not stop_now.is_set():
                thread.join(0.05)
        self.sink.cancel()
        with self._changed:
            if self._writer is not None:
                self._writer.checkpoint(self.sink.name, self._first())

    def count_pending(self) -> int:
        """How many deliveries are left in the log; to be asked when the writer has ended."""
        with self._changed:
            left = self._reader.count_pending(self.sink.name, after=self._first() - 1)
            self._reader.close()
        return left

    def _first(self) -> int:
        """The target is done with all before this one."""
        first = self._lineup.first_pending
        return self._seen + 1 if first is None else first

    def _work(self) -> None:
        channel, reader = self.sink.open(), LogReader(self._log)
        try:
            while (n := self._next()) is not None:
                self._send(n, channel, reader)
        finally:
            channel.close()
            reader.close()

    def _next(self) -> int | None:
        """The next delivery, once one is due; None when it is time to end."""
        with self._changed:
            while True:
                self._fill()
                n = self._lineup.next_due(self._clock.monotonic())
                if n is not None:
                    return n
                if self._is_ending:
                    return None
                self._changed.wait(self._lineup.next_delay(self._clock.monotonic()))

    def _fill(self) -> None:
        """Let more of the log wait in memory, when little does."""
        if len(self._lineup) > self._window // 2 or self._seen >= self._log.last_number:
            return
        self._mark()
        last, room = self._log.last_number, self._window - len(self._lineup)
        try:
            found = self._reader.pending(self.sink.name, after=self._seen, limit=room)
        except LOG_ERRORS as error:
            self._remind(f"{self.sink.label}: the log cannot be read ({error}).")
            return
        for n, entity in found:
            self._lineup.add(n, entity)
        # What came since then may be among them.
        read = found[-1].number if found else last
        self._seen = read if len(found) == room else max(last, read)

    def _send(self, n: int, channel: SinkConnection, reader: LogReader) -> None:
        with self._changed:
            attempt = self._lineup.attempts(n) + 1
        try:
            channel.send(reader.get(n), attempt)
        except LogLineMissing:
            if not self._has_lost:
                self._has_lost = True
                self._tell(f"{self.sink.label}: what waited is not in the log any more.")
            self._ended(n, "lost", attempt)
        except DeliveryError as error:
            self._failed(n, str(error), is_unreachable=error.is_unreachable)
        except Exception as error:  # no thread, no memory, no file left: it may be better later
            self._failed(n, f"{type(error).__name__}: {error}", is_unreachable=True)
        else:
            self._ended(n, "delivered", attempt)

    def _ended(self, n: int, state: str, attempts: int) -> None:
        now = self._clock.now()
        with self._changed:
            self._lineup.ack(n)
            self.delivered_count += state == "delivered"
            if self._is_down and state == "delivered":
                self._is_down = False
                self._tell(f"{self.sink.label}: deliveries arrive again.")
            self._mark()
            self._changed.notify()
        if self._writer is not None:
            self._writer.record_outcome(Outcome(self.sink.name, n, state, attempts, now))

    def _failed(self, n: int, why: str, *, is_unreachable: bool) -> None:
        with self._changed:
            wait = self._lineup.nack(n, self._clock.monotonic(), is_unreachable=is_unreachable)
            waiting = len(self._lineup) + max(self._log.last_number - self._seen, 0)
            if is_unreachable and not self._is_down:
                self._is_down, self._told_at = True, None
            self._remind(
                f"{self.sink.label}: {why}. Tried again in {wait:.1f} s; {waiting} waiting."
            )
            self._changed.notify()

    def _mark(self) -> None:
        """Let the log know how far the target is, once in a while."""
        self._unmarked += 1
        if self._writer is not None and self._unmarked >= _MARKED:
            self._unmarked = 0
            self._writer.checkpoint(self.sink.name, self._first())

    def _remind(self, sentence: str) -> None:
        """Say that something is wrong, once in a while."""
        now = self._clock.monotonic()
        if self._told_at is None or now - self._told_at >= _REMINDER:
            self._told_at = now
            self._tell(sentence)
