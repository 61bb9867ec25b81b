"""Group commit: one flush to disk for all deliveries that are waiting at that moment."""

import threading
from collections.abc import Callable, Sequence
from dataclasses import KW_ONLY, dataclass
from queue import Empty, SimpleQueue
from typing import Literal, NamedTuple

from lusha_cli.storage.state_store import reason
from lusha_cli.webhooks.deliveries import Delivery
from lusha_cli.webhooks.log.delivery_log import DeliveryLog, Outcome

WriteResult = Literal["new", "replay", "full"]
OnWritten = Callable[[WriteResult], None]

# A larger group would delay the acknowledgment of its first delivery too long.
_MAX_GROUP_SIZE = 256


class _PendingWrite(NamedTuple):
    delivery: Delivery
    on_written: OnWritten


class _Checkpoint(NamedTuple):
    target: str
    first: int


@dataclass(eq=False)
class LogWriter:
    """The thread that writes `log`.

    `report_results` receives the callbacks of a group with their results, in that thread;
    `wake_readers` is called when the log has new deliveries; `notify` receives a message when the
    log cannot be written, and when it can be written again.
    """

    log: DeliveryLog
    _: KW_ONLY
    report_results: Callable[[Sequence[tuple[OnWritten, WriteResult]]], None]
    wake_readers: Callable[[], object]
    notify: Callable[[str], None]

    def __post_init__(self) -> None:
        self._queue: SimpleQueue[_PendingWrite | Outcome | _Checkpoint | None] = SimpleQueue()
        self._outcomes: list[Outcome] = []
        self._checkpoints: dict[str, int] = {}
        self._is_failing = False
        self._thread = threading.Thread(target=self._work, name="log", daemon=True)
        self._thread.start()

    def append(self, delivery: Delivery, on_written: OnWritten) -> None:
        """Append a delivery; `on_written` receives the result once it is on disk."""
        self._queue.put(_PendingWrite(delivery, on_written))

    def record_outcome(self, outcome: Outcome) -> None:
        """Record the outcome of a delivery at a sink with the next commit."""
        self._queue.put(outcome)

    def checkpoint(self, target: str, first: int) -> None:
        """Record that a sink has finished every delivery before `first`."""
        self._queue.put(_Checkpoint(target, first))

    def close(self) -> None:
        """Write everything that is queued, then stop the thread."""
        self._queue.put(None)
        self._thread.join()

    def _work(self) -> None:
        is_closed = False
        while not is_closed:
            group: list[_PendingWrite] = []
            is_closed = self._dispatch(self._queue.get(), group)
            while not is_closed and len(group) < _MAX_GROUP_SIZE:
                try:
                    is_closed = self._dispatch(self._queue.get_nowait(), group)
                except Empty:
                    break
            self._commit(group)

    def _dispatch(
        self, entry: "_PendingWrite | Outcome | _Checkpoint | None", group: list[_PendingWrite]
    ) -> bool:
        """Add an item to the group it belongs to, and return whether it was the stop signal."""
        if isinstance(entry, _PendingWrite):
            group.append(entry)
        elif isinstance(entry, Outcome):
            self._outcomes.append(entry)
        elif isinstance(entry, _Checkpoint):
            self._checkpoints[entry.target] = entry.first
        return entry is None

    def _commit(self, group: list[_PendingWrite]) -> None:
        try:
            new_flags = self.log.append([write.delivery for write in group], self._outcomes)
            for target, first in self._checkpoints.items():
                self.log.checkpoint(target, first)
        except Exception as error:  # even then, the senders need a response
            # Outcomes stay queued: without them a delivery would be sent again.
            self._report_failure(error)
            self.report_results([(write.on_written, "full") for write in group])
            return
        self._outcomes.clear()
        self._checkpoints.clear()
        if self._is_failing:
            self._is_failing = False
            self.notify("The log is writable again.")
        # Only now are the deliveries on disk: an earlier acknowledgment could lose them in a crash.
        self.report_results(
            [
                (write.on_written, "new" if new else "replay")
                for write, new in zip(group, new_flags, strict=True)
            ]
        )
        if any(new_flags):
            self.wake_readers()
            self._rotate_if_due()

    def _rotate_if_due(self) -> None:
        try:
            self.log.rotate_if_due()
        except Exception as error:  # the deliveries stay in the same file
            self.notify(f"Cannot rotate the log {self.log.location}: {reason(error)}.")

    def _report_failure(self, error: Exception) -> None:
        if not self._is_failing:
            self._is_failing = True
            self.notify(
                f"Cannot write to the log {self.log.location}: {reason(error)}. Deliveries are "
                "rejected (503) until it can be written, and their sender retries them."
            )
