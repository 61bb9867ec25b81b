"""The log of requests on stderr: nothing, a line each (`-v`), or headers too (`--debug`)."""

import threading
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from lusha_cli.api.error_responses import format_duration

if TYPE_CHECKING:
    import requests

    from lusha_cli.api.request import ApiRequest

# Headers that help to find a problem and contain no secret; no others are logged.
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
# Waits that end within this many seconds of each other are logged as one.
_SAME_WAIT = 5.0


class RequestLogger:
    """A logger that writes with `write`; `level` is 0 for nothing, 1 for `-v`, 2 for `--debug`.

    A wait of 2 seconds or more is logged at any level unless `quiet`: silence would look like
    a hang. In a bulk run, many requests wait at the same time: a throttle is logged once, and
    retries only with `-v`. `prefix` precedes the path of each request; `now` returns the Unix
    time. `hide_query` leaves out the values of queries.
    """

    def __init__(
        self,
        write: Callable[[str], None],
        *,
        now: Callable[[], float],
        level: int,
        quiet: bool,
        prefix: str,
        hide_query: bool = False,
        in_run: bool = False,
    ) -> None:
        self._write = write
        self._now = now
        self._level = level
        self._quiet = quiet
        self._prefix = prefix
        self._hide_query = hide_query
        self._in_run = in_run
        self._logged_until = 0.0
        self._lock = threading.Lock()

    def log_response(
        self, request: "ApiRequest", response: "requests.Response", seconds: float
    ) -> None:
        """Log a response that came `seconds` after the request."""
        if self._level < 1:
            return
        size, duration = len(response.content), _milliseconds(seconds)
        lines = [f"{self._describe(request)} {response.status_code} in {duration}, {size:,} bytes"]
        if self._level > 1:
            lines += _format_headers(response.headers)
        self._write("\n".join(lines))

    def log_failure(self, request: "ApiRequest", reason: str, seconds: float) -> None:
        """Log a request that got no response."""
        if self._level >= 1:
            self._write(
                f"{self._describe(request)} failed after {_milliseconds(seconds)}: {reason}"
            )

    def log_retry(self, seconds: float, reason: str) -> None:
        """Log that the next attempt is made in `seconds`."""
        if self._level >= 1 or (seconds >= 2 and not self._quiet and not self._in_run):
            self._write(f"{reason} Retrying {self._format_wait(seconds)} (press Ctrl-C to stop).")

    def log_throttle(self, seconds: float, reason: str) -> None:
        """Log that a rate limit delays the request by `seconds`."""
        if self._level < 2 and (seconds < 2 or self._quiet):
            return
        until = self._now() + seconds
        with self._lock:
            is_logged = abs(until - self._logged_until) < _SAME_WAIT
            self._logged_until = until
        if not is_logged or self._level > 1:
            end = "stop and resume later" if self._in_run else "stop"
            self._write(
                f"{reason} Continuing {self._format_wait(seconds)} (press Ctrl-C to {end})."
            )

    def _describe(self, request: "ApiRequest") -> str:
        target = (
            # A query contains the email or the name of a person.
            request.path + ("?…" if request.query else "") if self._hide_query else request.target
        )
        return f"{request.method} {self._prefix if self._level > 1 else ''}{target}"

    def _format_wait(self, seconds: float) -> str:
        if seconds < 90:
            return f"in {format_duration(seconds) if seconds >= 1 else _milliseconds(seconds)}"
        at = datetime.fromtimestamp(self._now() + seconds)
        return f"at {at:%H:%M}" if seconds < 86400 else f"at {at:%H:%M} on {at:%Y-%m-%d}"


def _format_headers(headers: Mapping[str, str]) -> list[str]:
    return [
        f"  {name}: {value}" for name, value in headers.items() if name.lower() in SHOWN_HEADERS
    ]


def _milliseconds(seconds: float) -> str:
    return f"{seconds * 1000:.0f} ms"
