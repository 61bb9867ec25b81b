"""How long a command has been waiting for the API."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

WAITING = "Waiting for the API…"

StartTimer = Callable[[float, Callable[[], None]], Callable[[], None]]


def start_timer(seconds: float, function: Callable[[], None]) -> Callable[[], None]:
    """Call `function` in `seconds` in another thread; return a function that cancels it."""
    import threading

    timer = threading.Timer(seconds, function)
    timer.daemon = True
    timer.start()
    return timer.cancel


class Waits:
    """The waits of one command; requests right after each other are one wait."""

    def __init__(self, monotonic: Callable[[], float], start_timer: StartTimer) -> None:
        self._monotonic = monotonic
        self._start_timer = start_timer
        self._last: tuple[float, float] | None = None

    @contextmanager
    def show_after_a_second(self, show: Callable[[], None]) -> Iterator[None]:
        """Call `show` if the wait takes over a second, however fast each of its requests is."""
        now = self._monotonic()
        begin, end = self._last or (now, now)
        begin = begin if now - end < 1 else now
        cancel = self._start_timer(max(0.0, begin + 1 - now), show)
        try:
            yield
        finally:
            cancel()
            self._last = (begin, self._monotonic())
