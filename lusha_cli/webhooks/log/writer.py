"""Group commit: one writing through to the disk for all that wait for it at that moment."""

import threading
from collections.abc import Callable, Sequence
from queue import Empty, SimpleQueue
from typing import Literal, NamedTuple

from lusha_cli.storage.state_store import reason
from lusha_cli.webhooks.deliveries import Delivery
from lusha_cli.webhooks.log.delivery_log import DeliveryLog, Outcome

WriteResult = Literal["new", "replay", "full"]
OnWritten = Callable[[WriteResult], None]

# So many deliveries wait for one writing at most: it ends soon enough for the first of them.
_MOST_AT_ONCE = 256


class _Taking(NamedTuple):
    delivery: Delivery
    on_written: OnWritten


class _Mark(NamedTuple):
    target: str
    first: int


class LogWriter:
    """The thread that writes `log`.

    `settle` gets the fates of a group, with what is to be told them, in that thread; `wake` is
    called whenever there are new deliveries in the log; `tell` gets
    a sentence when the log cannot be written, and when it can again.
    """

    def __init__(
        self,
        log: DeliveryLog,
        *,
        report_results: Callable[[Sequence[tuple[OnWritten, WriteResult]]], None],
        wake_readers: Callable[[], object],
        notify: Callable[[str], None],
    ) -> None:
        self._log = log
        self._settle = report_results
        self._wake = wake_readers
        self._tell = notify
        self._queue: SimpleQueue[_Taking | Outcome | _Mark | None] = SimpleQueue()
        self._outcomes: list[Outcome] = []
        self._marks: dict[str, int] = {}
        self._is_failing = False
        self._thread = threading.Thread(target=self._work, name="log", daemon=True)
        self._thread.start()

    def append(self, delivery: Delivery, on_written: OnWritten) -> None:
        """Put a delivery into the log; `then` is told what became of it once it is on the disk."""
        self._queue.put(_Taking(delivery, on_written))

    def record_outcome(self, outcome: Outcome) -> None:
        """Put an outcome into the log, soon."""
        self._queue.put(outcome)

    def checkpoint(self, target: str, first: int) -> None:
        """A target is done with all before `first`."""
        self._queue.put(_Mark(target, first))

    def close(self) -> None:
        """Write all that waits, and end."""
        self._queue.put(None)
        self._thread.join()

    def _work(self) -> None:
        is_over = False
        while not is_over:
            group: list[_Taking] = []
            is_over = self._sort(self._queue.get(), group)
            while not is_over and len(group) < _MOST_AT_ONCE:
                try:
                    is_over = self._sort(self._queue.get_nowait(), group)
                except Empty:
                    break
            self._commit(group)

    def _sort(self, job: "_Taking | Outcome | _Mark | None", group: list[_Taking]) -> bool:
        """Put a job where it belongs; says whether it was the end."""
        if isinstance(job, _Taking):
            group.append(job)
        elif isinstance(job, Outcome):
            self._outcomes.append(job)
        elif isinstance(job, _Mark):
            self._marks[job.target] = job.first
        return job is None

    def _commit(self, group: list[_Taking]) -> None:
        try:
            fresh = self._log.append([job.delivery for job in group], self._outcomes)
            for target, first in self._marks.items():
                self._log.checkpoint(target, first)
        except Exception as error:  # whatever it is, those who wait are told
            # Outcomes are kept for the next time: without them a delivery would be sent again.
            self._told_failing(error)
            self._settle([(job.on_written, "full") for job in group])
            return
        self._outcomes.clear()
        self._marks.clear()
        if self._is_failing:
            self._is_failing = False
            self._tell("The log can be written again.")
        self._settle(
            [(job.on_written, "new" if new else "replay") for job, new in zip(group, fresh, strict=True)]
        )
        if any(fresh):
            self._wake()

    def _told_failing(self, error: Exception) -> None:
        if not self._is_failing:
            self._is_failing = True
            self._tell(
                f"The log {self._log.location} cannot be written: {reason(error)}. Until it can, "
                "deliveries are refused (503), which their sender sends again later."
            )
