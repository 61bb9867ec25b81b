"""The thread that shows events and tells what happens: whoever reads slowly holds nobody up."""

import threading
from collections import deque
from collections.abc import Callable, Sequence

from lusha_cli.webhooks.deliveries import Delivery
from lusha_cli.webhooks.log.delivery_log import DeliveryLog, LOG_ERRORS
from lusha_cli.webhooks.log.reader import LogReader

_AT_ONCE = 100


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
        self._say = print_message
        self._failed = on_failure
        self._shown = log.last_number
        self._sentences: deque[str] = deque()
        self._changed = threading.Condition()
        self._is_ending = False
        self._thread = threading.Thread(target=self._work, name="voice", daemon=True)
        self._thread.start()

    def post_message(self, sentence: str) -> None:
        """Say a sentence, soon."""
        self._sentences.append(sentence)
        self.wake()

    def wake(self) -> None:
        """There are new deliveries in the log."""
        with self._changed:
            self._changed.notify()

    def stop(self, timeout: float) -> None:
        """Show and say what is left, within `seconds`."""
        with self._changed:
            self._is_ending = True
            self._changed.notify()
        self._thread.join(timeout)

    def _work(self) -> None:
        try:
            while True:
                with self._changed:
                    self._changed.wait_for(self._has_something)
                    is_last = self._is_ending
                self._speak()
                if is_last and self._shown >= self._log.last_number:
                    return
        except BaseException as error:
            self.failure = error
            self._failed()
        finally:
            self._reader.close()

    def _has_something(self) -> bool:
        return self._is_ending or bool(self._sentences) or self._shown < self._log.last_number

    def _speak(self) -> None:
        while self._sentences:
            self._say(self._sentences.popleft())
        last = self._log.last_number
        while self._shown < last:
            try:
                found = self._reader.next_deliveries(self._shown, limit=_AT_ONCE)
            except LOG_ERRORS as error:
                self._say(f"The log cannot be read: {error}. What arrives now is not shown.")
                found = []
            # What came since then may be among them.
            read = found[-1][0] if found else last
            self._shown = read if len(found) == _AT_ONCE else max(last, read)
            there = [delivery for _, delivery in found if delivery is not None]
            if there:
                self._show(there)
