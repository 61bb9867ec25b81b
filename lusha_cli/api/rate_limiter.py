"""The pace of requests, for all processes of a user together.

Two things slow a request down: the vendor's published limit of its operation, which is never
crossed, and what the API's answers say of this account: how many requests its windows (minute,
hour, day) have left, and how long a 429 asks to wait. What the API says only ever delays: where it
would delay longer than anyone waits, the request goes out and the API decides.
"""

import hashlib
import threading
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

from lusha_cli.api.endpoints import Limit
from lusha_cli.api.rate_limit_headers import WINDOWS, read_windows, used_up_text
from lusha_cli.clock import Clock
from lusha_cli.errors import RateLimited
from lusha_cli.storage.locked_json import Document, Shared

# Requests that leave evenly may arrive unevenly: of a limit by the second, this share is used.
SHARE = 0.97
# Seconds on top of a longer limit: the first of its requests may have been slow to arrive.
MARGIN = 1.0
# Even a caller who will not wait takes part in the pace.
LEAST_PATIENCE = 1.0

# The layout of the file; another one is not read.
_VERSION = 1
# What is kept of an operation that nobody calls any more, in seconds.
_MEMORY = 300.0


class Turn(NamedTuple):
    """When a request may go: in `wait` seconds, and why not before.

    `at` is its place by the clock; None where the wait comes first and the turn after it.
    """

    wait: float
    at: float | None = None
    reason: str = ""


class Limits:
    """The paces of the accounts that this user calls, one file each in `folder`."""

    def __init__(self, folder: Path, clock: Clock) -> None:
        self._folder = folder
        self._clock = clock
        self._lock = threading.Lock()
        self._paces: dict[str, Pace] = {}

    def of(self, base_url: str, key: str) -> "Pace":
        """The pace of the account that `key` belongs to; the key itself is not kept."""
        name = hashlib.sha256(f"{base_url} {key}".encode()).hexdigest()[:32]
        with self._lock:
            if name not in self._paces:
                shared = Shared(self._folder / f"{name}.json", sleep=self._clock.sleep)
                self._paces[name] = Pace(shared, self._clock)
            return self._paces[name]


class Pace:
    """The pace of one account."""

    def __init__(self, shared: Shared, clock: Clock) -> None:
        self._shared = shared
        self._clock = clock
        self._flying = 0

    def turn(self, name: str, limit: Limit, *, patience: float) -> Turn:
        """Take the next turn of the operation `name`, or learn what to wait for before that.

        Raises RateLimited, and takes none, where its published limit puts it off for longer than
        `patience` seconds.
        """
        patience = max(patience, LEAST_PATIENCE)
        with self._shared.changing() as known:
            now = self._begin(known)
            slots = known["slots"].get(name, [])
            at = _free_at(slots, limit, now)
            reason = f"The API takes {limit.requests} of these requests in {limit.seconds} s."
            if at - now > patience + MARGIN:
                raise RateLimited(f"{reason} You have sent as many.", retry_after=at - now)
            delays = [found for found in _delays(known, name) if at < found[0] <= now + patience]
            if delays:
                until, reason = max(delays)
                return Turn(until - now, None, reason)
            known["slots"][name] = [*slots, at][-_kept(limit) :]
            for window in known["windows"].values():
                window["left"] -= 1
            self._flying += 1
        return Turn(at - now, at, reason)

    def give_back(self, name: str, turn: Turn) -> None:
        """Undo a turn that was not used: nothing was sent."""
        if turn.at is None:
            return
        with self._shared.changing() as known:
            self._begin(known)
            self._flying -= 1
            slots = known["slots"].get(name, [])
            if turn.at in slots:
                slots.remove(turn.at)
            for window in known["windows"].values():
                window["left"] += 1

    def landed(
        self, name: str, status: int | None, headers: Mapping[str, str], wait: float | None
    ) -> None:
        """Learn from the answer to a request; `status` is None where none came.

        `wait` is the seconds that it asks to wait.
        """
        told = read_windows(headers)
        with self._shared.changing() as known:
            self._flying -= 1
            now = self._begin(known)
            for window, (limit, left) in told.items():
                self._see(known["windows"], window, limit, left, now)
            if status == 429 and wait is not None:
                used_up = [window for window, (_, left) in told.items() if left == 0]
                if used_up:
                    known["windows"][used_up[-1]].update(left=0, ends=now + wait)
                else:
                    known["held"][name] = now + wait

    def _begin(self, known: Document) -> float:
        """Make the document of an earlier start of the machine, or none at all, a new one."""
        now = self._clock.monotonic()
        if known.get("version") != _VERSION or now < known["at"]:
            known.clear()
            known.update(version=_VERSION, slots={}, held={}, windows={})
        known["at"] = now
        known["slots"] = {n: s for n, s in known["slots"].items() if s and s[-1] > now - _MEMORY}
        known["held"] = {n: until for n, until in known["held"].items() if until > now}
        known["windows"] = {n: w for n, w in known["windows"].items() if w["ends"] > now}
        return now

    def _see(self, windows: Document, name: str, limit: int, left: int, now: float) -> None:
        """Keep what an answer says of a window.

        When it ends is not said: at the latest its length after it was first seen, or seen anew.
        """
        seen = windows.get(name)
        used = limit - left
        # Requests of this process under way are not counted in `left` yet.
        left = max(0, left - self._flying)
        if seen is None or seen["limit"] != limit or used < seen["used"] / 2:
            ends = now + WINDOWS[name]
            windows[name] = {"limit": limit, "used": used, "left": left, "ends": ends}
        else:
            seen.update(used=max(used, seen["used"]), left=min(left, seen["left"]))


def _free_at(slots: list[float], limit: Limit, now: float) -> float:
    """When the limit lets the next request go."""
    if limit.seconds == 1:
        # Evenly: of two bursts a second apart, one may arrive late and the other not.
        return max(now, slots[-1] + 1 / (limit.requests * SHARE)) if slots else now
    if len(slots) < limit.requests:
        return now
    return max(now, slots[-limit.requests] + limit.seconds + MARGIN)


def _kept(limit: Limit) -> int:
    """How many of the last requests must be remembered."""
    return 1 if limit.seconds == 1 else limit.requests


def _delays(known: Document, name: str) -> list[tuple[float, str]]:
    """Until when the API's own words put a request off, and why."""
    found: list[tuple[float, Any]] = [
        (window["ends"], used_up_text(which, window["limit"]))
        for which, window in known["windows"].items()
        # A day is not waited for: the API says when it ends, and the command does.
        if window["left"] <= 0 and which != "daily"
    ]
    if name in known["held"]:
        found.append((known["held"][name], "The API asked for a pause."))
    return found
