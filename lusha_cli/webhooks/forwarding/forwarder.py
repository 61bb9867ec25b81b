"""Threads that take deliveries from the log to one target, until they arrived."""

import threading
from collections.abc import Callable

from lusha_cli.clock import Clock
from lusha_cli.webhooks.forwarding.delivery_queue import Lineup
from lusha_cli.webhooks.forwarding.sender import Undelivered
from lusha_cli.webhooks.forwarding.sinks import Channel, Target
from lusha_cli.webhooks.log.delivery_log import Log, Outcome, Trouble
from lusha_cli.webhooks.log.jsonl import LineGone
from lusha_cli.webhooks.log.reader import Reader
from lusha_cli.webhooks.log.writer import Writer

# So many deliveries of the log wait in memory; the others wait in the log.
WINDOW = 10_000
# A target that is down is told of once in so many seconds.
_REMINDER = 60.0
# So often the log is told how far a target is, in steps that it took.
_MARKED = 100


class Forwarder:
    """Takes deliveries of `log` to `target`; what arrived is told to the `writer`."""

    def __init__(
        self,
        target: Target,
        log: Log,
        *,
        clock: Clock,
        jitter: Callable[[], float],
        tell: Callable[[str], None],
        window: int = WINDOW,
    ) -> None:
        self.target = target
        self.arrived = 0
        self._log = log
        self._clock = clock
        self._tell = tell
        self._window = window
        self._lineup = Lineup(jitter=jitter)
        self._seen = log.start_of(target.name, from_the_first=target.from_the_first) - 1
        self._changed = threading.Condition()
        self._is_ending = False
        self._unmarked = 0
        self._told_at: float | None = None
        self._is_down = self._has_lost = False
        self._reader = Reader(log, target.types)
        self._writer: Writer | None = None
        self._threads = [
            threading.Thread(target=self._work, name=target.label, daemon=True)
            for _ in range(target.channels)
        ]

    def start(self, writer: Writer) -> None:
        """Begin with what was left the last time."""
        self._writer = writer
        for thread in self._threads:
            thread.start()

    def wake(self) -> None:
        """There are new deliveries in the log."""
        with self._changed:
            self._changed.notify()

    def end(self, *, until: float, hurry: threading.Event) -> None:
        """Take no more up than is due now, and end by the time `until`, or when in a hurry."""
        with self._changed:
            self._is_ending = True
            self._changed.notify_all()
        for thread in self._threads:
            while thread.is_alive() and self._clock.monotonic() < until and not hurry.is_set():
                thread.join(0.05)
        self.target.abandon()
        with self._changed:
            if self._writer is not None:
                self._writer.mark(self.target.name, self._first())

    def left(self) -> int:
        """How many deliveries are left in the log; to be asked when the writer has ended."""
        with self._changed:
            left = self._reader.count_waiting(self.target.name, after=self._first() - 1)
            self._reader.close()
        return left

    def _first(self) -> int:
        """The target is done with all before this one."""
        first = self._lineup.first
        return self._seen + 1 if first is None else first

    def _work(self) -> None:
        channel, reader = self.target.open(), Reader(self._log)
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
                n = self._lineup.next(self._clock.monotonic())
                if n is not None:
                    return n
                if self._is_ending:
                    return None
                self._changed.wait(self._lineup.pause(self._clock.monotonic()))

    def _fill(self) -> None:
        """Let more of the log wait in memory, when little does."""
        if len(self._lineup) > self._window // 2 or self._seen >= self._log.last:
            return
        self._mark()
        last, room = self._log.last, self._window - len(self._lineup)
        try:
            found = self._reader.waiting(self.target.name, after=self._seen, limit=room)
        except Trouble as error:
            self._remind(f"{self.target.label}: the log cannot be read ({error}).")
            return
        for n, entity in found:
            self._lineup.add(n, entity)
        # What came since then may be among them.
        read = found[-1].n if found else last
        self._seen = read if len(found) == room else max(last, read)

    def _send(self, n: int, channel: Channel, reader: Reader) -> None:
        with self._changed:
            attempt = self._lineup.attempts(n) + 1
        try:
            channel.send(reader.get(n), attempt)
        except LineGone:
            if not self._has_lost:
                self._has_lost = True
                self._tell(f"{self.target.label}: what waited is not in the log any more.")
            self._ended(n, "lost", attempt)
        except Undelivered as error:
            self._failed(n, str(error), is_unreachable=error.is_unreachable)
        except Exception as error:  # no thread, no memory, no file left: it may be better later
            self._failed(n, f"{type(error).__name__}: {error}", is_unreachable=True)
        else:
            self._ended(n, "delivered", attempt)

    def _ended(self, n: int, state: str, attempts: int) -> None:
        now = self._clock.now()
        with self._changed:
            self._lineup.arrived(n)
            self.arrived += state == "delivered"
            if self._is_down and state == "delivered":
                self._is_down = False
                self._tell(f"{self.target.label}: deliveries arrive again.")
            self._mark()
            self._changed.notify()
        if self._writer is not None:
            self._writer.done(Outcome(self.target.name, n, state, attempts, now))

    def _failed(self, n: int, why: str, *, is_unreachable: bool) -> None:
        with self._changed:
            wait = self._lineup.failed(n, self._clock.monotonic(), is_unreachable=is_unreachable)
            waiting = len(self._lineup) + max(self._log.last - self._seen, 0)
            if is_unreachable and not self._is_down:
                self._is_down, self._told_at = True, None
            self._remind(
                f"{self.target.label}: {why}. Tried again in {wait:.1f} s; {waiting} waiting."
            )
            self._changed.notify()

    def _mark(self) -> None:
        """Let the log know how far the target is, once in a while."""
        self._unmarked += 1
        if self._writer is not None and self._unmarked >= _MARKED:
            self._unmarked = 0
            self._writer.mark(self.target.name, self._first())

    def _remind(self, sentence: str) -> None:
        """Say that something is wrong, once in a while."""
        now = self._clock.monotonic()
        if self._told_at is None or now - self._told_at >= _REMINDER:
            self._told_at = now
            self._tell(sentence)
