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
_MAX_GROUP_SIZE = 256


class _PendingWrite(NamedTuple):
    delivery: Delivery
    on_written: OnWritten


class _Checkpoint(NamedTuple):
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
        self._report_results = report_results
        self._wake_readers = wake_readers
        self._notify = notify
        self._queue: SimpleQueue[_PendingWrite | Outcome | _Checkpoint | None] = SimpleQueue()
        self._outcomes: list[Outcome] = []
        self._checkpoints: dict[str, int] = {}
        self._is_failing = False
        self._thread = threading.Thread(target=self._work, name="log", daemon=True)
        self._thread.start()

    def append(self, delivery: Delivery, on_written: OnWritten) -> None:
        """Put a delivery into the log; `then` is told what became of it once it is on the disk."""
        self._queue.put(_PendingWrite(delivery, on_written))

    def record_outcome(self, outcome: Outcome) -> None:
        """Put an outcome into the log, soon."""
        self._queue.put(outcome)

    def checkpoint(self, target: str, first: int) -> None:
        """A target is done with all before `first`."""
        self._queue.put(_Checkpoint(target, first))

    def close(self) -> None:
        """Write all that waits, and end."""
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
        self, job: "_PendingWrite | Outcome | _Checkpoint | None", group: list[_PendingWrite]
    ) -> bool:
        """Put a job where it belongs; says whether it was the end."""
        if isinstance(job, _PendingWrite):
            group.append(job)
        elif isinstance(job, Outcome):
            self._outcomes.append(job)
        elif isinstance(job, _Checkpoint):
            self._checkpoints[job.target] = job.first
        return job is None

    def _commit(self, group: list[_PendingWrite]) -> None:
        try:
            new_flags = self._log.append([job.delivery for job in group], self._outcomes)
            for target, first in self._checkpoints.items():
                self._log.checkpoint(target, first)
        except Exception as error:  # whatever it is, those who wait are told
            # Outcomes are kept for the next time: without them a delivery would be sent again.
            self._report_failure(error)
            self._report_results([(job.on_written, "full") for job in group])
            return
        self._outcomes.clear()
        self._checkpoints.clear()
        if self._is_failing:
            self._is_failing = False
            self._notify("The log can be written again.")
        self._report_results(
            [
                (job.on_written, "new" if new else "replay")
                for job, new in zip(group, new_flags, strict=True)
            ]
        )
        if any(new_flags):
            self._wake_readers()

    def _report_failure(self, error: Exception) -> None:
        if not self._is_failing:
            self._is_failing = True
            self._notify(
                f"The log {self._log.location} cannot be written: {reason(error)}. Until it can, "
                "deliveries are refused (503), which their sender sends again later."
            )
