"""The thread that prints events and messages, so that a slow terminal delays no delivery."""

import threading
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import KW_ONLY, dataclass

from lusha_cli.webhooks.deliveries import Delivery
from lusha_cli.webhooks.log.delivery_log import LOG_ERRORS, DeliveryLog
from lusha_cli.webhooks.log.reader import LogReader

_BATCH_SIZE = 100
# Seconds: people don't notice such a delay.
_PRINT_INTERVAL = 0.02


@dataclass(eq=False)
class EventPrinter:
    """Prints the deliveries that are added to `log`, limited to `types` (empty: all types).

    `show` receives several deliveries at a time, `print_message` one message. If either raises,
    `on_failure` is called once and `failure` holds the error.
    """

    log: DeliveryLog
    _: KW_ONLY
    types: Sequence[str]
    show: Callable[[Sequence[Delivery]], None]
    print_message: Callable[[str], None]
    on_failure: Callable[[], None]

    def __post_init__(self) -> None:
        self.failure: BaseException | None = None
        self._reader = LogReader(self.log, self.types)
        self._last_shown = self.log.last_number
        self._messages: deque[str] = deque()
        self._changed = threading.Condition()
        self._stopping = threading.Event()
        # A daemon thread, because a blocked terminal must not keep the process alive.
        self._thread = threading.Thread(target=self._work, name="event-printer", daemon=True)
        self._thread.start()

    def post_message(self, message: str) -> None:
        """Queue a message for printing."""
        self._messages.append(message)
        self.wake()

    def wake(self) -> None:
        """Signal that the log has new deliveries."""
        with self._changed:
            self._changed.notify()

    def stop(self, timeout: float) -> None:
        """Print the queued messages and events, within `timeout` seconds."""
        with self._changed:
            self._stopping.set()
            self._changed.notify()
        self._thread.join(timeout)

    def _work(self) -> None:
        try:
            while True:
                with self._changed:
                    self._changed.wait_for(self._has_work)
                # Reading and printing several deliveries at once takes far less time.
                is_last = self._stopping.wait(_PRINT_INTERVAL)
                self._print_pending()
                if is_last and self._last_shown >= self.log.last_number:
                    return
        except BaseException as error:
            self.failure = error
            self.on_failure()
        finally:
            self._reader.close()

    def _has_work(self) -> bool:
        return (
            self._stopping.is_set()
            or bool(self._messages)
            or self._last_shown < self.log.last_number
        )

    def _print_pending(self) -> None:
        while self._messages:
            self.print_message(self._messages.popleft())
        last = self.log.last_number
        while self._last_shown < last:
            try:
                entries = self._reader.next_deliveries(self._last_shown, limit=_BATCH_SIZE)
            except LOG_ERRORS as error:
                self.print_message(f"Cannot read the log: {error}. New deliveries are not shown.")
                entries = []
            # Deliveries that arrived since then may be among them.
            last_read = entries[-1][0] if entries else last
            self._last_shown = last_read if len(entries) == _BATCH_SIZE else max(last, last_read)
            deliveries = [delivery for _, delivery in entries if delivery is not None]
            if deliveries:
                self.show(deliveries)
