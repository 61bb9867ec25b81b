"""Threads that send deliveries from the log to one sink until it accepts them."""

import threading
from collections.abc import Callable

from lusha_cli.clock import Clock
from lusha_cli.webhooks.forwarding.delivery_queue import DeliveryQueue
from lusha_cli.webhooks.forwarding.sender import DeliveryError
from lusha_cli.webhooks.forwarding.sinks import Sink, SinkConnection
from lusha_cli.webhooks.log.delivery_log import LOG_ERRORS, DeliveryLog, Outcome
from lusha_cli.webhooks.log.jsonl import LogLineMissing
from lusha_cli.webhooks.log.reader import LogReader
from lusha_cli.webhooks.log.writer import LogWriter

# Deliveries held in memory; the others stay in the log.
MAX_QUEUED = 10_000
# Seconds between two messages about an unreachable sink.
_REMINDER_INTERVAL = 60.0
# Deliveries between two checkpoints: each checkpoint is a write to the log.
_STEPS_PER_CHECKPOINT = 100


class Forwarder:
    """Sends deliveries of `log` to `sink` and records their outcomes with the log writer."""

    def __init__(
        self,
        sink: Sink,
        log: DeliveryLog,
        *,
        writer: LogWriter,
        clock: Clock,
        jitter: Callable[[], float],
        notify: Callable[[str], None],
        max_queued: int = MAX_QUEUED,
    ) -> None:
        self.sink = sink
        self.delivered_count = 0
        self._log = log
        self._writer = writer
        self._clock = clock
        self._notify = notify
        self._max_queued = max_queued
        self._queue = DeliveryQueue(jitter=jitter)
        self._last_queued = log.first_pending(sink.name, from_start=sink.starts_at_first) - 1
        self._changed = threading.Condition()
        self._is_stopping = False
        self._steps_since_checkpoint = 0
        self._reminded_at: float | None = None
        self._is_down = self._has_reported_loss = False
        self._reader = LogReader(log, sink.types)
        self._threads = [
            threading.Thread(target=self._work, name=sink.label, daemon=True)
            for _ in range(sink.connection_count)
        ]

    def start(self) -> None:
        """Start the threads, beginning with the deliveries left from the last run."""
        for thread in self._threads:
            thread.start()

    def wake(self) -> None:
        """Signal that the log has new deliveries."""
        with self._changed:
            self._changed.notify()

    def stop(self, *, deadline: float, stop_now: threading.Event) -> None:
        """Start no more deliveries than are due now, and stop by `deadline` or on `stop_now`."""
        with self._changed:
            self._is_stopping = True
            self._changed.notify_all()
        for thread in self._threads:
            while (
                thread.is_alive() and self._clock.monotonic() < deadline and not stop_now.is_set()
            ):
                thread.join(0.05)
        self.sink.cancel()
        with self._changed:
            self._writer.checkpoint(self.sink.name, self._first_pending())

    def count_pending(self) -> int:
        """Count the pending deliveries; call it after the log writer is closed."""
        with self._changed:
            count = self._reader.count_pending(self.sink.name, after=self._first_pending() - 1)
            self._reader.close()
        return count

    def _first_pending(self) -> int:
        """Return the number before which the sink has finished every delivery."""
        first = self._queue.first_pending
        return self._last_queued + 1 if first is None else first

    def _work(self) -> None:
        connection, reader = self.sink.open(), LogReader(self._log)
        try:
            while (number := self._next_number()) is not None:
                self._send(number, connection, reader)
        finally:
            connection.close()
            reader.close()

    def _next_number(self) -> int | None:
        """Wait for the next due delivery and return its number, or None when stopping."""
        with self._changed:
            while True:
                self._fill_queue()
                number = self._queue.next_due(self._clock.monotonic())
                if number is not None:
                    return number
                if self._is_stopping:
                    return None
                self._changed.wait(self._queue.next_delay(self._clock.monotonic()))

    def _fill_queue(self) -> None:
        """Load more of the log into memory when the queue is half empty."""
        if len(self._queue) > self._max_queued // 2 or self._last_queued >= self._log.last_number:
            return
        self._checkpoint()
        last_logged, room = self._log.last_number, self._max_queued - len(self._queue)
        try:
            entries = self._reader.pending(self.sink.name, after=self._last_queued, limit=room)
        except LOG_ERRORS as error:
            self._remind(f"{self.sink.label}: cannot read the log ({error}).")
            return
        for number, entity in entries:
            self._queue.add(number, entity)
        # Deliveries that arrived since then may be among them.
        last_read = entries[-1].number if entries else last_logged
        self._last_queued = last_read if len(entries) == room else max(last_logged, last_read)

    def _send(self, number: int, connection: SinkConnection, reader: LogReader) -> None:
        with self._changed:
            attempt = self._queue.attempts(number) + 1
        if not all(reader.is_finished(name, number) for name in self.sink.after):
            self._record_failure(number, None, is_unreachable=False)
            return
        try:
            connection.send(reader.get(number), attempt)
        except LogLineMissing:
            if not self._has_reported_loss:
                self._has_reported_loss = True
                self._notify(f"{self.sink.label}: waiting deliveries are no longer in the log.")
            self._record_outcome(number, "lost", attempt)
        except DeliveryError as error:
            self._record_failure(number, str(error), is_unreachable=error.is_unreachable)
        except Exception as error:  # such as out of memory or file handles, which may pass
            self._record_failure(number, f"{type(error).__name__}: {error}", is_unreachable=True)
        else:
            self._record_outcome(number, "delivered", attempt)

    def _record_outcome(self, number: int, state: str, attempts: int) -> None:
        now = self._clock.now()
        with self._changed:
            self._queue.ack(number)
            self.delivered_count += state == "delivered"
            if self._is_down and state == "delivered":
                self._is_down = False
                self._notify(f"{self.sink.label}: deliveries succeed again.")
            self._checkpoint()
            self._changed.notify()
        self._writer.record_outcome(Outcome(self.sink.name, number, state, attempts, now))

    def _record_failure(self, number: int, reason: str | None, *, is_unreachable: bool) -> None:
        """Send a delivery again later; without a reason, nothing is reported."""
        with self._changed:
            delay = self._queue.nack(number, self._clock.monotonic(), is_unreachable=is_unreachable)
            pending = len(self._queue) + max(self._log.last_number - self._last_queued, 0)
            if is_unreachable and not self._is_down:
                self._is_down, self._reminded_at = True, None
            if reason is not None:
                self._remind(
                    f"{self.sink.label}: {reason}. Retrying in {delay:.1f} s, {pending} waiting."
                )
            self._changed.notify()

    def _checkpoint(self) -> None:
        """Record the progress of the sink in the log once per several steps."""
        self._steps_since_checkpoint += 1
        if self._steps_since_checkpoint >= _STEPS_PER_CHECKPOINT:
            self._steps_since_checkpoint = 0
            self._writer.checkpoint(self.sink.name, self._first_pending())

    def _remind(self, message: str) -> None:
        """Report a problem, at most once per interval."""
        now = self._clock.monotonic()
        if self._reminded_at is None or now - self._reminded_at >= _REMINDER_INTERVAL:
            self._reminded_at = now
            self._notify(message)
