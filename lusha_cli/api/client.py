"""Calls of the API over HTTP: the key, timeouts, retries, and answers turned into data."""

import json
import math
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol
from urllib.parse import urlencode, urlsplit

from lusha_cli import __version__
from lusha_cli.api.costs import Estimate, estimate
from lusha_cli.api.endpoints import Endpoint
from lusha_cli.api.problems import duration, problem
from lusha_cli.api.schemes import Schemes
from lusha_cli.errors import (
    KeyRefused,
    LushaError,
    NetworkError,
    NoMatch,
    QuotaUsedUp,
    RateLimited,
    ServerError,
)

if TYPE_CHECKING:
    import requests

Json = Any

# 5xx answers and lost connections are tried again this often; 429 as long as the wait allows.
RETRIES = 4
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


class Trace(Protocol):
    """What is told of each request while it goes on."""

    def answered(self, call: Call, response: "requests.Response", seconds: float) -> None: ...
    def waiting(self, seconds: float, reason: str) -> None: ...


class Client:
    """One session with the API.

    `key` is asked for when the first request is made. `timeout` and `max_wait` are in seconds:
    for one answer, and from the first failure of a call to its last try.
    """

    def __init__(
        self,
        *,
        base_url: str,
        key: Callable[[], str],
        schemes: Schemes,
        clock: Clock,
        trace: Trace,
        timeout: float,
        max_wait: float,
        jitter: Callable[[], float],
        adapter: "requests.adapters.BaseAdapter | None" = None,
    ) -> None:
        self._base_url = base_url
        self._key = key
        self._schemes = schemes
        self._clock = clock
        self._trace = trace
        self._timeout = timeout
        self._max_wait = max_wait
        self._jitter = jitter
        self._adapter = adapter
        self._opened: requests.Session | None = None

    def send(self, call: Call) -> Json:
        """Make the call and return the parsed body of its answer.

        Raises the error of lusha_cli.errors that the answer means, after the retries that are
        free of charge; NetworkError where no answer came.
        """
        try:
            return self._with_retries(call)
        except NoMatch:
            if call.endpoint is None or call.endpoint.fallback is None:
                raise
            # Some pages of the vendor print these paths without their prefix.
            return self._with_retries(call._replace(path=call.path.removeprefix("/api")))

    def _with_retries(self, call: Call) -> Json:
        tries, deadline = 0, math.inf
        while True:
            try:
                return self._with_key(call)
            except (RateLimited, ServerError, NetworkError) as error:
                tries += 1
                now = self._clock.monotonic()
                # Counted from the first failure, so that slow tries use up the patience too.
                deadline = min(deadline, now + self._max_wait)
                wait = self._wait_before(tries, error, call)
                if wait is None or now + wait > deadline:
                    if _may_be_charged(error, call):
                        error.hint = (
                            "The answer was lost: it may have been charged all the same, "
                            "so it was not sent again."
                        )
                    raise
                self._trace.waiting(wait, error.message)
                self._clock.sleep(wait)

    def _wait_before(self, tries: int, error: LushaError, call: Call) -> float | None:
        """Seconds to wait before try number `tries` + 1, or None to give up."""
        if isinstance(error, (QuotaUsedUp, Final)):
            return None
        is_free = call.repeatable or isinstance(error, (RateLimited, Unreachable))
        if not is_free or (tries > RETRIES and not isinstance(error, RateLimited)):
            return None
        if error.retry_after is not None:
            return error.retry_after
        most = min(FIRST_WAIT * 2.0 ** min(tries - 1, 6), LONGEST_WAIT)
        return most * (0.5 + self._jitter() / 2)

    def _with_key(self, call: Call) -> Json:
        key = self._key()
        schemes = self._schemes.for_key(key)
        for scheme in schemes:
            try:
                answer = self._once(call, scheme.sent(key))
            except KeyRefused:
                if scheme is schemes[-1]:
                    raise
            else:
                self._schemes.remember(key, scheme)
                return answer
        raise AssertionError("there is always a scheme to try")  # pragma: no cover

    def _once(self, call: Call, key_header: Mapping[str, str]) -> Json:
        started = self._clock.monotonic()
        response = self._exchange(call, key_header)
        self._trace.answered(call, response, self._clock.monotonic() - started)
        if response.is_redirect or response.is_permanent_redirect:
            raise Final(
                f"The API answered {response.status_code} and points elsewhere; "
                "the key is not sent there.",
                hint="Check --base-url (LUSHA_BASE_URL).",
                status=response.status_code,
            )
        if response.status_code >= 300:
            raise problem(response.status_code, response.content, response.headers)
        return _parsed(response)

    def _exchange(self, call: Call, key_header: Mapping[str, str]) -> "requests.Response":
        import requests
        from urllib3.exceptions import NewConnectionError

        content = None
        headers = dict(key_header)
        if call.body is not None:
            content = json.dumps(call.body, ensure_ascii=False).encode("utf-8", "replace")
            headers["Content-Type"] = "application/json"
        try:
            return self._session().request(
                call.method,
                self._base_url + call.target,
                data=content,
                headers=headers,
                timeout=self._timeout,
                # Followed redirects would carry the key to wherever the answer points.
                allow_redirects=False,
            )
        except requests.Timeout as error:
            kind = Unreachable if isinstance(error, requests.ConnectTimeout) else NetworkError
            raise kind(f"No answer from {self._host} within {duration(self._timeout)}.") from error
        except requests.exceptions.SSLError as error:
            raise NetworkError(
                f"The identity of {self._host} could not be verified (TLS).",
                hint="Check the system's clock and certificates, and any proxy between.",
            ) from error
        except requests.RequestException as error:
            reason = getattr(next(iter(error.args), None), "reason", None)
            never_sent = isinstance(reason, NewConnectionError)
            kind = Unreachable if never_sent else NetworkError
            raise kind(f"Cannot reach {self._host}: {_cause(error)}.") from error

    def _session(self) -> "requests.Session":
        if self._opened is None:
            import requests

            session = requests.Session()
            session.headers.update(
                {"User-Agent": f"lusha-cli/{__version__}", "Accept": "application/json"}
            )
            # Without an auth of its own, requests would send what ~/.netrc has for the host.
            session.auth = _as_it_is
            # Plain http goes to this machine alone: a proxy would be told the key in clear.
            session.trust_env = self._base_url.startswith("https:")
            if self._adapter is not None:
                session.mount(self._base_url, self._adapter)
            self._opened = session
        return self._opened

    @property
    def _host(self) -> str:
        return urlsplit(self._base_url).netloc


class Final(ServerError):
    """A server's answer that asking again would not change."""


class Unreachable(NetworkError):
    """No connection was made: the request was never sent."""


def _may_be_charged(error: LushaError, call: Call) -> bool:
    """Whether the request may have been answered, and charged, although no answer came."""
    is_lost = isinstance(error, NetworkError) and not isinstance(error, Unreachable)
    # A gateway gave up waiting for the API.
    is_lost = is_lost or error.status in (499, 502, 504)
    return is_lost and not call.repeatable and not (call.endpoint and call.endpoint.is_free)


def _as_it_is(request: "requests.PreparedRequest") -> "requests.PreparedRequest":
    return request


def _parsed(response: "requests.Response") -> Json:
    if not response.content:
        return {}
    try:
        return json.loads(response.content)
    except (ValueError, RecursionError) as error:
        raise ServerError(
            f"The API answered {response.status_code} with something that is not JSON.",
            status=response.status_code,
        ) from error


def _cause(error: BaseException) -> str:
    """The plain words at the bottom of a chain of network errors."""
    seen: list[BaseException] = []
    found: BaseException | None = error
    while found is not None and found not in seen:
        seen.append(found)
        reason = getattr(found, "reason", None)
        inner = reason if isinstance(reason, BaseException) else None
        found = inner or next((a for a in found.args if isinstance(a, BaseException)), None)
    last = seen[-1]
    if isinstance(last, OSError) and last.strerror:
        return last.strerror.lower()
    cause = next((e for e in reversed(seen) if isinstance(e.__cause__, OSError)), None)
    if cause is not None and isinstance(cause.__cause__, OSError) and cause.__cause__.strerror:
        return cause.__cause__.strerror.lower()
    return type(last).__name__


def _list(value: Json) -> list[Json]:
    return value if isinstance(value, list) else [value]


def _written(value: Json) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
