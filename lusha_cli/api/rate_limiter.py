"""A rate limiter that all processes of a user share.

Two things delay a request: the published limit of its operation, which is never exceeded, and what
the API's responses report about the account: the requests left in its windows (minute, hour, day)
and the wait that a 429 asks for. The responses only delay: if they would delay a request for longer
than `max_wait`, the request is sent and the API decides.
"""

import hashlib
import threading
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

from lusha_cli.api.endpoints import Limit
from lusha_cli.api.rate_limit_headers import (
    WINDOW_SECONDS,
    exhausted_message,
    parse_rate_limit_headers,
)
from lusha_cli.clock import Clock
from lusha_cli.errors import RateLimited
from lusha_cli.storage.locked_json import Document, LockedJsonFile

# Requests that are sent at even intervals may arrive unevenly: use less than the limit.
SAFETY_FACTOR = 0.985
# Seconds added to a window longer than a second: its first request may have arrived late.
WINDOW_SLACK = 1.0
# With --no-wait too, a request waits for its place among those of other processes.
MIN_MAX_WAIT = 1.0

# The layout of the state file; files with another version are discarded.
_VERSION = 1
# Seconds after its last request for which an operation stays in the state file.
_SLOT_TTL = 300.0


class Reservation(NamedTuple):
    """A place for one request: in `wait` seconds, and the reason for the wait.

    `at` is its time on the monotonic clock, or None if nothing was reserved: wait, then try again.
    """

    wait: float
    at: float | None = None
    reason: str = ""


class RateLimiters:
    """The rate limiters of the accounts that this user calls, one state file each in `folder`."""

    def __init__(self, folder: Path, clock: Clock) -> None:
        self._folder = folder
        self._clock = clock
        self._lock = threading.Lock()
        self._limiters: dict[str, RateLimiter] = {}

    def for_key(self, base_url: str, key: str) -> "RateLimiter":
        """Return the rate limiter of the account of `key`; only a hash of the key is stored."""
        name = hashlib.sha256(f"{base_url} {key}".encode()).hexdigest()[:32]
        with self._lock:
            if name not in self._limiters:
                shared = LockedJsonFile(self._folder / f"{name}.json", sleep=self._clock.sleep)
                self._limiters[name] = RateLimiter(shared, self._clock)
            return self._limiters[name]


class RateLimiter:
    """The rate limiter of one account."""

    def __init__(self, shared: LockedJsonFile, clock: Clock) -> None:
        self._shared = shared
        self._clock = clock
        self._in_flight = 0

    def acquire(self, name: str, limit: Limit, *, max_wait: float) -> Reservation:
        """Reserve the next place of the operation `name`, or return the wait before that.

        Raises RateLimited, and reserves nothing, if its published limit delays it for longer than
        `max_wait` seconds.
        """
        max_wait = max(max_wait, MIN_MAX_WAIT)
        with self._shared.update() as state:
            now = self._load(state)
            slots = state["slots"].get(name, [])
            at = _next_slot(slots, limit, now)
            period = "second" if limit.seconds == 1 else f"{limit.seconds} seconds"
            reason = f"The API allows {limit.requests} of these requests per {period}."
            if at - now > max_wait + WINDOW_SLACK:
                raise RateLimited(f"{reason} This limit is reached.", retry_after=at - now)
            delays = [delay for delay in _delays(state, name) if at < delay[0] <= now + max_wait]
            if delays:
                until, reason = max(delays)
                # Nothing is reserved: by then, other responses may have changed the delay.
                return Reservation(until - now, None, reason)
            state["slots"][name] = [*slots, at][-_slots_to_store(limit) :]
            for window in state["windows"].values():
                # Counted before the response comes, as other processes must not use the place too.
                window["left"] -= 1
            self._in_flight += 1
        return Reservation(at - now, at, reason)

    def release(self, name: str, reservation: Reservation) -> None:
        """Cancel a reservation whose request was not sent."""
        if reservation.at is None:
            return
        with self._shared.update() as state:
            self._load(state)
            self._in_flight -= 1
            slots = state["slots"].get(name, [])
            if reservation.at in slots:
                slots.remove(reservation.at)
            for window in state["windows"].values():
                window["left"] += 1

    def record_response(
        self, name: str, status: int | None, headers: Mapping[str, str], wait: float | None
    ) -> None:
        """Update the state from a response; `status` is None if none came.

        `wait` is the number of seconds that the response asks to wait.
        """
        windows = parse_rate_limit_headers(headers)
        with self._shared.update() as state:
            self._in_flight -= 1
            now = self._load(state)
            for window, (limit, left) in windows.items():
                self._update_window(state["windows"], window, limit, left, now)
            # A wait of 0 asks for nothing: it must not end the wait for a used-up window.
            if status == 429 and wait:
                exhausted = [window for window, (_, left) in windows.items() if left == 0]
                # A used-up window of the plan delays all operations, any other limit only this one.
                if exhausted:
                    state["windows"][exhausted[-1]].update(left=0, ends=now + wait)
                else:
                    state["held"][name] = now + wait

    def _load(self, state: Document) -> float:
        """Prepare the state, and return the time; start over after a reboot or without a file."""
        now = self._clock.monotonic()
        # A monotonic clock that went back means that the machine was restarted.
        if state.get("version") != _VERSION or now < state["at"]:
            state.clear()
            state.update(version=_VERSION, slots={}, held={}, windows={})
        state["at"] = now
        state["slots"] = {n: s for n, s in state["slots"].items() if s and s[-1] > now - _SLOT_TTL}
        state["held"] = {n: until for n, until in state["held"].items() if until > now}
        state["windows"] = {n: w for n, w in state["windows"].items() if w["ends"] > now}
        return now

    def _update_window(
        self, windows: Document, name: str, limit: int, left: int, now: float
    ) -> None:
        """Store the state of a window that a response reports.

        Responses don't contain its end: it is at most its length after it was first seen.
        """
        stored = windows.get(name)
        used = limit - left
        # `left` doesn't count the requests of this process that are in flight.
        left = max(0, left - self._in_flight)
        # Far fewer used requests than before mean that a new window has begun.
        if stored is None or stored["limit"] != limit or used < stored["used"] / 2:
            ends = now + WINDOW_SECONDS[name]
            windows[name] = {"limit": limit, "used": used, "left": left, "ends": ends}
        else:
            # Responses arrive out of order: an older one must not raise the number left.
            stored.update(used=max(used, stored["used"]), left=min(left, stored["left"]))


def _next_slot(slots: list[float], limit: Limit, now: float) -> float:
    """Return the earliest time that the limit allows for the next request."""
    if limit.seconds == 1:
        # Spread evenly: of two bursts a second apart, one may arrive late and the other not.
        return max(now, slots[-1] + 1 / (limit.requests * SAFETY_FACTOR)) if slots else now
    if len(slots) < limit.requests:
        return now
    return max(now, slots[-limit.requests] + limit.seconds + WINDOW_SLACK)


def _slots_to_store(limit: Limit) -> int:
    """Return how many of the last requests the limit depends on."""
    return 1 if limit.seconds == 1 else limit.requests


def _delays(state: Document, name: str) -> list[tuple[float, str]]:
    """Return until when the API's responses delay a request, each with the reason."""
    delays: list[tuple[float, Any]] = [
        (window["ends"], exhausted_message(which, window["limit"]))
        for which, window in state["windows"].items()
        # The end of a day is too far away to wait for: the command ends with the API's error.
        if window["left"] <= 0 and which != "daily"
    ]
    if name in state["held"]:
        delays.append((state["held"][name], "The API requested a pause."))
    return delays
