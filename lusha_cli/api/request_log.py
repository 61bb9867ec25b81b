"""What is told on stderr of each request: nothing, a line (`-v`), or everything (`--debug`)."""

import threading
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from lusha_cli.api.error_responses import duration

if TYPE_CHECKING:
    import requests

    from lusha_cli.api.client import Call

# Headers that help and hold no secret; all others stay unsaid.
SHOWN_HEADERS = (
    "content-length",
    "content-type",
    "date",
    "deprecation",
    "ratelimit-limit",
    "ratelimit-remaining",
    "ratelimit-reset",
    "retry-after",
    "sunset",
    "x-request-id",
    "x-ratelimit-remaining-daily",
    "x-ratelimit-reset-daily",
    *(f"x-rate-limit-{name}" for name in ("minute", "hourly", "daily")),
    *(f"x-{name}-requests-left" for name in ("minute", "hourly", "daily")),
    *(f"x-{name}-usage" for name in ("minute", "hourly", "daily")),
)
# Waits that end within so many seconds of each other are one to the reader.
_SAME = 5.0


class Trace:
    """Writes with `say`; `level` is 0 for nothing, 1 for `-v`, 2 for `--debug`.

    A wait of 2 seconds or more is told at any level unless `quiet`: silence would look like
    a hang. In a run, whose many requests wait at the same time, a pause is told once, and tries
    after a failure only with `-v`. `where` is what comes before the path of each request; `now`
    is Unix time. `hides` says that the values of queries stay unsaid.
    """

    def __init__(
        self,
        say: Callable[[str], None],
        *,
        now: Callable[[], float],
        level: int,
        quiet: bool,
        where: str,
        hides: bool = False,
        in_run: bool = False,
    ) -> None:
        self._say = say
        self._now = now
        self._level = level
        self._quiet = quiet
        self._where = where
        self._hides = hides
        self._in_run = in_run
        self._told_until = 0.0
        self._lock = threading.Lock()

    def answered(self, call: "Call", response: "requests.Response", seconds: float) -> None:
        """An answer came `seconds` after the request was sent."""
        if self._level < 1:
            return
        size = len(response.content)
        lines = [f"{self._named(call)} {response.status_code} in {_ms(seconds)}, {size:,} bytes"]
        if self._level > 1:
            lines += _shown(response.headers)
        self._say("\n".join(lines))

    def failed(self, call: "Call", why: str, seconds: float) -> None:
        """No answer came."""
        if self._level >= 1:
            self._say(f"{self._named(call)} failed after {_ms(seconds)}: {why}")

    def waiting(self, seconds: float, reason: str) -> None:
        """The next try comes in `seconds`."""
        if self._level >= 1 or (seconds >= 2 and not self._quiet and not self._in_run):
            self._say(f"{reason} Trying again {self._when(seconds)} (Ctrl-C stops).")

    def pausing(self, seconds: float, reason: str) -> None:
        """A limit puts the request off for so many seconds."""
        if self._level < 2 and (seconds < 2 or self._quiet):
            return
        until = self._now() + seconds
        with self._lock:
            is_known = abs(until - self._told_until) < _SAME
            self._told_until = until
        if not is_known or self._level > 1:
            end = "Ctrl-C keeps what is done" if self._in_run else "Ctrl-C stops"
            self._say(f"{reason} Going on {self._when(seconds)} ({end}).")

    def _named(self, call: "Call") -> str:
        target = call.path + ("?…" if call.query else "") if self._hides else call.target
        return f"{call.method} {self._where if self._level > 1 else ''}{target}"

    def _when(self, seconds: float) -> str:
        if seconds < 90:
            return f"in {duration(seconds)}" if seconds >= 1 else f"in {_ms(seconds)}"
        at = datetime.fromtimestamp(self._now() + seconds)
        return f"at {at:%H:%M}" if seconds < 86400 else f"at {at:%H:%M} on {at:%Y-%m-%d}"


def _shown(headers: Mapping[str, str]) -> list[str]:
    return [
        f"  {name}: {value}" for name, value in headers.items() if name.lower() in SHOWN_HEADERS
    ]


def _ms(seconds: float) -> str:
    return f"{seconds * 1000:.0f} ms"
