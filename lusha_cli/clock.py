"""Time: the protocol that code is typed with, and the clock of this machine."""

import threading
import time
from typing import Protocol

from lusha_cli.errors import Interrupted


def format_utc(at: float) -> str:
    """Return a Unix time in ISO 8601 to the second, in UTC: `2026-06-14T08:30:00Z`."""
    return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(at))


def timestamp(at: float) -> str:
    """Return a Unix time as it is stored and printed: `2026-06-14T08:30:00+00:00`, in UTC."""
    return time.strftime("%Y-%m-%dT%H:%M:%S+00:00", time.gmtime(at))


class Clock(Protocol):
    """A source of time, which tests replace."""

    def now(self) -> float:
        """Return the Unix time in seconds."""
        ...

    def monotonic(self) -> float:
        """Return seconds that never go back and are the same in all processes of a machine."""
        ...

    def sleep(self, seconds: float) -> None:
        """Wait for `seconds`."""
        ...

    def wake(self) -> None:
        """End all waits, including future ones."""
        ...


class SystemClock:
    """The clock of this machine; its waits can be ended from another thread."""

    def __init__(self) -> None:
        self._woken = threading.Event()

    def now(self) -> float:
        """Return the Unix time in seconds."""
        return time.time()

    def monotonic(self) -> float:
        """Return seconds since a fixed point, never going back."""
        return time.monotonic()

    def sleep(self, seconds: float) -> None:
        """Wait for `seconds`; raise Interrupted as soon as `wake` is called."""
        if self._woken.wait(seconds):
            raise Interrupted("Interrupted.")

    def wake(self) -> None:
        """End all waits on this clock, including future ones."""
        self._woken.set()
