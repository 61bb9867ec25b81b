"""Calls of the API: the key, the pace, retries, and answers turned into data."""

import json
import math
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol
from urllib.parse import urlencode

from lusha_cli.api.auth import Schemes
from lusha_cli.api.endpoints import PER_SECOND, Endpoint, Limit
from lusha_cli.api.error_responses import problem, seconds_to_wait
from lusha_cli.api.rate_limiter import Limits, Pace, Turn
from lusha_cli.api.retry import Final, explain, is_lost
from lusha_cli.api.transport import TooLarge, Transport, Unreachable, Untrusted
from lusha_cli.api.v2_compat.deprecation import is_retirement
from lusha_cli.billing.estimate import Estimate, estimate
from lusha_cli.errors import (
    Interrupted,
    KeyRefused,
    LushaError,
    NetworkError,
    NoMatch,
    QuotaUsedUp,
    RateLimited,
    Retired,
    ServerError,
)
from lusha_cli.privacy.redaction import redact_key, redact_key_in_json

if TYPE_CHECKING:
    import requests

from lusha_cli.json_types import Json

# 5xx answers and lost connections are tried again this often; 429 as long as the wait allows.
RETRIES = 6
# The API's answers nest about 8 deep.
DEEPEST = 64
# Asking again changes nothing about these.
FINAL = (501, 505)
# The vendor's advice: back off from 1 s, doubling, to 60 s.
FIRST_WAIT, LONGEST_WAIT = 1.0, 60.0


class Clock(Protocol):
    """Time, as the World has it."""

    def now(self) -> float: ...
    def monotonic(self) -> float: ...
    def sleep(self, seconds: float) -> None: ...


class Call(NamedTuple):
    """One request to make. `endpoint` is its row in the list, None for a path that has none."""

    method: str
    path: str
    query: dict[str, Json]
    body: Json = None
    endpoint: Endpoint | None = None

    @property
    def target(self) -> str:
        """The path with its query; true and false as the API writes them, lists repeated."""
        pairs = [(name, _written(v)) for name, value in self.query.items() for v in _list(value)]
        joint = "&" if "?" in self.path else "?"
        return f"{self.path}{joint}{urlencode(pairs)}" if pairs else self.path

    @property
    def cost(self) -> Estimate:
        """The most that it can cost."""
        return estimate(self.endpoint, self.query, self.body)

    @property
    def repeatable(self) -> bool:
        """Whether sending it again after a lost answer is free of charge."""
        return self.endpoint.repeatable if self.endpoint else self.method == "GET"

    @property
    def is_free(self) -> bool:
        """Whether it is known to be charged nothing."""
        return bool(self.endpoint and self.endpoint.is_free)

    @property
    def limit(self) -> Limit:
        """How often it may be made."""
        return self.endpoint.limit if self.endpoint else PER_SECOND

    @property
    def limited_as(self) -> str:
        """The name under which it is counted: its operation, or the group of that."""
        row = self.endpoint
        return (row.limit.group or row.name) if row else f"{self.method} {self.path}"


class Trace(Protocol):
    """What is told of each request while it goes on."""

    def answered(self, call: Call, response: "requests.Response", seconds: float) -> None: ...
    def failed(self, call: Call, why: str, seconds: float) -> None: ...
    def waiting(self, seconds: float, reason: str) -> None: ...
    def pausing(self, seconds: float, reason: str) -> None: ...


class Client:
    """One session with the API.

    `key` is asked for when the first request is made. `timeout` and `max_wait` are in seconds:
    for one answer, and from the first failure of a call to its last try, pauses for a limit left
    out; one such pause is no longer than `max_wait` either. `may_pay_again` says whether a call may
    be sent again that may be charged again, after so many tries that may have been charged;
    `noticed` sees the headers of each answer. After a call, `lost` says how many tries of it may
    have been answered, and charged, although no answer came, and `seconds` how long its answer
    took.
    """

    def __init__(
        self,
        *,
        base_url: str,
        key: Callable[[], str],
        schemes: Schemes,
        limits: Limits,
        clock: Clock,
        trace: Trace,
        timeout: float,
        max_wait: float,
        may_pay_again: Callable[[Call, int], bool],
        jitter: Callable[[], float],
        noticed: Callable[[Call, Mapping[str, str]], None] = lambda *_: None,
        adapter: "requests.adapters.BaseAdapter | None" = None,
    ) -> None:
        self._base_url = base_url
        self._key = key
        self._schemes = schemes
        self._limits = limits
        self._clock = clock
        self._trace = trace
        self._max_wait = max_wait
        self._may_pay_again = may_pay_again
        self._jitter = jitter
        self._noticed = noticed
        self._transport = Transport(base_url, timeout=timeout, adapter=adapter)
        self._paused = 0.0
        self.lost = 0
        self.seconds = 0.0

    def send(self, call: Call) -> Json:
        """Make the call and return the parsed body of its answer.

        Raises the error of lusha_cli.errors that the answer means, after the retries that are
        free of charge; NetworkError where no answer came.
        """
        try:
            return self._with_retries(call)
        except (NoMatch, Retired):
            if call.endpoint is None or call.endpoint.fallback is None:
                raise
            # Some pages of the vendor print these paths without their prefix.
            return self._with_retries(call._replace(path=call.path.removeprefix("/api")))
        except Interrupted as error:
            error.was_lost = self.lost > 0
            raise

    def _with_retries(self, call: Call) -> Json:
        self.lost = 0
        tries, deadline = 0, math.inf
        while True:
            try:
                return self._with_key(call)
            except (RateLimited, ServerError, NetworkError) as error:
                tries += 1
                self.lost += is_lost(error)
                now = self._clock.monotonic() - self._paused
                # Counted from the first failure, so that slow tries use up the patience too.
                deadline = min(deadline, now + self._max_wait)
                wait = self._wait_before(tries, error, call)
                if wait is None or now + wait > deadline:
                    error.was_lost = self.lost > 0
                    explain(error, call, self.lost)
                    raise
                self._trace.waiting(wait, error.message)
                self._clock.sleep(wait)
            except Retired as error:
                error.lost = self.lost
                raise

    def _wait_before(self, tries: int, error: LushaError, call: Call) -> float | None:
        """Seconds to wait before try number `tries` + 1, or None to give up."""
        if isinstance(error, (QuotaUsedUp, *HOPELESS)) or error.status in FINAL:
            return None
        if not self._may_repeat(call, error):
            return None
        if tries > RETRIES and not isinstance(error, RateLimited):
            return None
        if error.retry_after is not None:
            return error.retry_after
        return self._jitter() * min(FIRST_WAIT * 2.0 ** min(tries - 1, 6), LONGEST_WAIT)

    def _may_repeat(self, call: Call, error: LushaError) -> bool:
        """Whether sending it again charges nothing twice, or was agreed to."""
        if call.repeatable or isinstance(error, (RateLimited, Unreachable)):
            return True
        return not call.is_free and self._may_pay_again(call, self.lost)

    def _with_key(self, call: Call) -> Json:
        key = self._key()
        schemes = self._schemes.for_key(key)
        for scheme in schemes:
            try:
                answer = self._once(call, key, scheme.sent(key))
            except KeyRefused:
                if scheme is schemes[-1]:
                    raise
            else:
                self._schemes.remember(key, scheme)
                return answer
        raise AssertionError("there is always a scheme to try")  # pragma: no cover

    def _once(self, call: Call, key: str, key_header: Mapping[str, str]) -> Json:
        pace = self._limits.of(self._base_url, key)
        turn = self._turn(call, pace)
        try:
            response = self._traced(call, key_header)
        except Unreachable:
            pace.give_back(call.limited_as, turn)
            raise
        except NetworkError:
            pace.landed(call.limited_as, None, {}, None)
            raise
        status, headers = response.status_code, response.headers
        wait = seconds_to_wait(headers, response.content)
        pace.landed(call.limited_as, status, headers, wait)
        self._noticed(call, headers)
        content = redact_key(response.content, key)
        if status < 300:
            return _parsed(status, content, key)
        error = problem(status, content, headers)
        if response.is_redirect or response.is_permanent_redirect:
            error = Final(
                f"The API answered {status} and points elsewhere; the key is not sent there.",
                hint="Check --base-url (LUSHA_BASE_URL).",
                status=status,
            )
        if is_retirement(call.endpoint, status, content):
            retired = f"The API answered {status}: {call.method} {call.path} is retired."
            error, plain = Retired(retired, status=status), error
            error.plain = plain
        raise error

    def _turn(self, call: Call, pace: Pace) -> Turn:
        """Wait for the turn of a call, and take it."""
        while True:
            turn = pace.turn(call.limited_as, call.limit, patience=self._max_wait)
            try:
                self._pause(turn)
            except (Interrupted, KeyboardInterrupt):
                pace.give_back(call.limited_as, turn)
                raise
            if turn.at is not None:
                return turn

    def _pause(self, turn: Turn) -> None:
        """Let the time of a turn come."""
        if turn.wait > 0:
            self._trace.pausing(turn.wait, turn.reason)
            self._clock.sleep(turn.wait)
            self._paused += turn.wait

    def _traced(self, call: Call, key_header: Mapping[str, str]) -> "requests.Response":
        started = self._clock.monotonic()
        try:
            response = self._exchange(call, key_header)
        except NetworkError as error:
            self._trace.failed(call, error.message, self._clock.monotonic() - started)
            raise
        self.seconds = self._clock.monotonic() - started
        self._trace.answered(call, response, self.seconds)
        return response

    def _exchange(self, call: Call, key_header: Mapping[str, str]) -> "requests.Response":
        content = None
        headers = dict(key_header)
        if call.body is not None:
            content = json.dumps(call.body, ensure_ascii=False).encode("utf-8", "replace")
            headers["Content-Type"] = "application/json"
        return self._transport.exchange(call.method, call.target, content, headers)


HOPELESS = (Final, TooLarge, Untrusted)


def _parsed(status: int, content: bytes, key: str) -> Json:
    if not content:
        return {}
    try:
        parsed = json.loads(content, parse_constant=_refused)
    except (ValueError, RecursionError) as error:
        raise ServerError(
            f"The API answered {status} with something that is not JSON.", status=status
        ) from error
    if _is_deep(parsed):
        raise ServerError(
            f"The API answered {status} with data nested more than {DEEPEST} deep.", status=status
        )
    # An escape can spell the key where the bytes do not show it.
    return redact_key_in_json(parsed, key) if b"\\u00" in content else parsed


def _is_deep(value: Json) -> bool:
    """Whether lists and objects are nested deeper than anything that reads them goes."""
    level: list[Any] = [[value]]
    for _ in range(DEEPEST + 1):
        level = [
            inner
            for outer in level
            for inner in (outer.values() if isinstance(outer, dict) else outer)
            if isinstance(inner, (dict, list))
        ]
    return bool(level)


def _refused(constant: str) -> Json:
    raise ValueError(f"{constant} is no number of JSON")


def _list(value: Json) -> list[Json]:
    return value if isinstance(value, list) else [value]


def _written(value: Json) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
