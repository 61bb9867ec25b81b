"""The thread that shows events and tells what happens: whoever reads slowly holds nobody up."""

import threading
from collections import deque
from collections.abc import Callable, Sequence

from lusha_cli.webhooks.deliveries import Delivery
from lusha_cli.webhooks.log.delivery_log import LOG_ERRORS, DeliveryLog
from lusha_cli.webhooks.log.reader import LogReader

_BATCH_SIZE = 100


class EventPrinter:
    """Shows the deliveries that come into `log`, of `types` only where there are any.

    `show` gets a few at a time, `say` a sentence. Where either fails, `failed` is called once, and
    `failure` has the reason.
    """

    def __init__(
        self,
        log: DeliveryLog,
        *,
        types: Sequence[str],
        show: Callable[[Sequence[Delivery]], None],
        print_message: Callable[[str], None],
        on_failure: Callable[[], None],
    ) -> None:
        self.failure: BaseException | None = None
        self._log = log
        self._reader = LogReader(log, types)
        self._show = show
        self._print_message = print_message
        self._on_failure = on_failure
        self._last_shown = log.last_number
        self._messages: deque[str] = deque()
        self._changed = threading.Condition()
        self._is_stopping = False
        self._thread = threading.Thread(target=self._work, name="voice", daemon=True)
        self._thread.start()

    def post_message(self, message: str) -> None:
        """Say a sentence, soon."""
        self._messages.append(message)
        self.wake()

    def wake(self) -> None:
        """There are new deliveries in the log."""
        with self._changed:
            self._changed.notify()

    def stop(self, timeout: float) -> None:
        """Show and say what is left, within `seconds`."""
        with self._changed:
            self._is_stopping = True
            self._changed.notify()
        self._thread.join(timeout)

    def _work(self) -> None:
        try:
            while True:
                with self._changed:
                    self._changed.wait_for(self._has_work)
                    is_last = self._is_stopping
                self._print_pending()
                if is_last and self._last_shown >= self._log.last_number:
                    return
        except BaseException as error:
            self.failure = error
            self._on_failure()
        finally:
            self._reader.close()

    def _has_work(self) -> bool:
        return self._is_stopping or bool(self._messages) or self._last_shown < self._log.last_number

    def _print_pending(self) -> None:
        while self._messages:
            self._print_message(self._messages.popleft())
        last = self._log.last_number
        while self._last_shown < last:
            try:
                entries = self._reader.next_deliveries(self._last_shown, limit=_BATCH_SIZE)
            except LOG_ERRORS as error:
                self._print_message(
                    f"The log cannot be read: {error}. What arrives now is not shown."
                )
                entries = []
            # What came since then may be among them.
            last_read = entries[-1][0] if entries else last
            self._last_shown = last_read if len(entries) == _BATCH_SIZE else max(last, last_read)
            deliveries = [delivery for _, delivery in entries if delivery is not None]
            if deliveries:
                self._show(deliveries)
