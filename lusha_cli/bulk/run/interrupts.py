"""Sections of the main thread that Ctrl-C and other signals don't interrupt half-way."""

import signal
import threading
from types import FrameType
from typing import Any

_SIGNALS = [
    getattr(signal, name)
    for name in ("SIGINT", "SIGTERM", "SIGHUP", "SIGQUIT")
    if hasattr(signal, name)
]


class UninterruptedSection:
    """A context manager that handles signals which arrive inside when it ends.

    Nothing may be lost between recording a request and storing its response. Sections are short.
    Outside the main thread, which alone handles signals, it does nothing.
    """

    def __enter__(self) -> None:
        self._handlers: dict[int, Any] = {}
        self._received: list[int] = []
        if threading.current_thread() is not threading.main_thread():
            return
        try:
            for number in _SIGNALS:
                handler = signal.getsignal(number)
                if callable(handler):
                    self._handlers[number] = handler
                    signal.signal(number, self._receive)
        except BaseException:
            self._restore()
            raise

    def __exit__(self, *_: object) -> None:
        self._restore()
        for number in self._received:
            self._handlers[number](number, None)

    def _receive(self, number: int, _: FrameType | None) -> None:
        self._received.append(number)

    def _restore(self) -> None:
        for number, handler in self._handlers.items():
            signal.signal(number, handler)
