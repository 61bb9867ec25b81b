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

    Nothing may be lost between recording a request and storing its response. Sections are short;
    in one that may block, as it writes to a terminal or a pipe (`may_block`), only the first Ctrl-C
    waits. Outside the main thread, which alone handles signals, it does nothing.
    """

    def __init__(self, *, may_block: bool = False) -> None:
        self._may_block = may_block

    def __enter__(self) -> None:
        self._handlers: dict[int, Any] = {}
        self._received: list[int] = []
        if threading.current_thread() is not threading.main_thread():
            return
        try:
            for number in [signal.SIGINT] if self._may_block else _SIGNALS:
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

    def _receive(self, number: int, frame: FrameType | None) -> None:
        if self._may_block and self._received:
            self._handlers[number](number, frame)
        self._received.append(number)

    def _restore(self) -> None:
        for number, handler in self._handlers.items():
            signal.signal(number, handler)
