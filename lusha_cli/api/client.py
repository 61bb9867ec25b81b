"""The client: sends requests with the key, rate limits and retries, and parses the responses."""

import json
import math
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from lusha_cli.api.auth import AuthSchemeStore
from lusha_cli.api.endpoints import second_path
from lusha_cli.api.error_responses import error_from_response, retry_after_seconds
from lusha_cli.api.rate_limiter import RateLimiter, RateLimiters, Reservation
from lusha_cli.api.request import ApiRequest
from lusha_cli.api.request_log import RequestLogger
from lusha_cli.api.response_body import decode_body, parse_body, unusable_response
from lusha_cli.api.retry import NonRetryableError, add_retry_hint, may_be_processed, retry_delay
from lusha_cli.api.transport import ConnectionFailed, Transport
from lusha_cli.api.v2_compat.deprecation import is_endpoint_retired
from lusha_cli.clock import Clock
from lusha_cli.errors import (
    EndpointRetired,
    Interrupted,
    InvalidApiKey,
    LushaError,
    NetworkError,
    NoMatch,
    RateLimited,
    ServerError,
    UnusableResponse,
)
from lusha_cli.json_types import Json
from lusha_cli.privacy.redaction import redact_key

if TYPE_CHECKING:
    import requests


class Client:
    """A session with the API.

    `key` is called for the first request. `permit` raises an error for a request that may not be
    sent: every request of lusha passes it. `timeout` (for one response) and `max_wait` are in
    seconds; `max_wait` limits the time from the first failure of a request to its last attempt,
    not counting waits for a rate limit, and also limits each of those waits. `allow_paid_retry`
    returns whether a request that may be charged again may be sent again after that many lost
    responses. `on_response` gets the headers of each response.

    After a request, `unanswered` is the number of attempts that may have been processed and charged
    although no valid response came, `seconds` the time that the response took, and `content` its
    body in UTF-8.
    """

    def __init__(
        self,
        *,
        base_url: str,
        key: Callable[[], str],
        permit: Callable[[ApiRequest], None],
        schemes: AuthSchemeStore,
        rate_limiters: RateLimiters,
        clock: Clock,
        logger: RequestLogger,
        timeout: float,
        max_wait: float,
        allow_paid_retry: Callable[[ApiRequest, int], bool],
        on_response: Callable[[ApiRequest, Mapping[str, str]], None] = lambda *_: None,
        adapter: "requests.adapters.BaseAdapter | None" = None,
    ) -> None:
        self._base_url = base_url
        self._key = key
        self._permit = permit
        self._schemes = schemes
        self._rate_limiters = rate_limiters
        self._clock = clock
        self._logger = logger
        self._max_wait = max_wait
        self._allow_paid_retry = allow_paid_retry
        self._on_response = on_response
        self._transport = Transport(base_url, timeout=timeout, adapter=adapter)
        self._throttled = 0.0
        self.unanswered = 0
        self.seconds = 0.0
        self.content = b""

    def send(self, request: ApiRequest) -> Json:
        """Send a request, with retries, and return the parsed body of the response.

        Raises the error of lusha_cli.errors that the response means, or NetworkError if no
        response came.
        """
        self.unanswered = 0
        self._permit(request)
        try:
            return self._send_with_retries(request)
        except (NoMatch, EndpointRetired) as error:
            path = second_path(request.endpoint, request.path)
            if path is None:
                raise
            # Trying the second path costs nothing: the API doesn't charge a 404.
            try:
                return self._send_with_retries(request._replace(path=path))
            # A guess that fails says less than the answer of the path that is documented.
            except (NoMatch, EndpointRetired):
                raise error from None
        # The wait before a retry may end early, after an attempt that was charged.
        except Interrupted as error:
            error.response_lost = self.unanswered > 0
            raise

    def close(self) -> None:
        """Close the connections."""
        self._transport.close()

    def lost_attempts(self, request: ApiRequest, error: LushaError) -> int:
        """Return how many attempts at the last request, which failed, may have been charged."""
        # Sending to the fallback path starts to count again.
        attempts = error.unanswered if isinstance(error, EndpointRetired) else self.unanswered
        # An idempotent request is charged once, however often it was sent.
        return min(attempts, 1) if request.is_idempotent else attempts

    def _send_with_retries(self, request: ApiRequest) -> Json:
        self.unanswered = 0
        attempts, deadline = 0, math.inf
        while True:
            try:
                return self._send_with_key(request)
            except (RateLimited, ServerError, NetworkError) as error:
                attempts += 1
                self.unanswered += may_be_processed(error, request)
                # Waiting for a place under the rate limit must not use up the time for retries.
                now = self._clock.monotonic() - self._throttled
                # From the first failure, so that slow attempts use up the wait too.
                deadline = min(deadline, now + self._max_wait)
                may_charge_again = self._allow_paid_retry(request, self.unanswered)
                delay = retry_delay(attempts, error, request, may_charge_again=may_charge_again)
                if delay is None or now + delay > deadline:
                    error.response_lost = self.unanswered > 0
                    add_retry_hint(error, request, self.unanswered)
                    raise
                self._logger.log_retry(delay, error.message)
                self._clock.sleep(delay)
            except EndpointRetired as error:
                error.unanswered = self.unanswered
                raise

    def _send_with_key(self, request: ApiRequest) -> Json:
        key = self._key()
        schemes = self._schemes.for_key(key)
        for scheme in schemes:
            try:
                body = self._send_once(request, key, scheme.headers_for(key))
            except InvalidApiKey:
                # A 401 isn't charged, so the other scheme costs nothing to try.
                if scheme is schemes[-1]:
                    raise
            else:
                self._schemes.remember(key, scheme)
                return body
        raise AssertionError("there is always a scheme to try")  # pragma: no cover

    def _send_once(self, request: ApiRequest, key: str, key_headers: Mapping[str, str]) -> Json:
        limiter = self._rate_limiters.for_key(self._base_url, key)
        # Else the request would leave later than its place says, beside those of other processes.
        self._transport.prepare()
        reservation = self._acquire(request, limiter)
        try:
            response = self._send_logged(request, key_headers)
        # Nothing was sent, so that the place is free for another request.
        except ConnectionFailed:
            limiter.release(request.rate_limit_key, reservation)
            raise
        except NetworkError:
            # The request may have arrived, and then counts against the limits.
            limiter.record_response(request.rate_limit_key, None, {}, None)
            raise
        except KeyboardInterrupt:
            # The request may have arrived, as after a lost response.
            limiter.record_response(request.rate_limit_key, None, {}, None)
            self.unanswered += 1
            raise Interrupted("Interrupted.") from None
        status, headers = response.status_code, response.headers
        try:
            content = decode_body(response.content, headers, status=status)
        except UnusableResponse:
            limiter.record_response(request.rate_limit_key, status, headers, None)
            # The body of an error is only read for its message.
            if _is_success(status):
                raise
            content = b""
        else:
            # Only an error says in its body how long to wait.
            retry_after = retry_after_seconds(headers, b"" if _is_success(status) else content)
            limiter.record_response(request.rate_limit_key, status, headers, retry_after)
        self._on_response(request, headers)
        # Before anything else reads the body: the API or a proxy may echo the key.
        content = redact_key(content, key)
        # A POST succeeds with 200 or 201. Redirects aren't followed, so a 3xx is an error.
        if _is_success(status):
            self.content = content
            return parse_body(request, content, status=status)
        raise _error_from(request, response, content)

    def _acquire(self, request: ApiRequest, limiter: RateLimiter) -> Reservation:
        """Wait until the rate limits allow the request, and reserve its place."""
        while True:
            reservation = limiter.acquire(
                request.rate_limit_key, request.limit, max_wait=self._max_wait
            )
            try:
                if reservation.wait > 0:
                    self._logger.log_throttle(reservation.wait, reservation.reason)
                    self._clock.sleep(reservation.wait)
                    self._throttled += reservation.wait
            # An abandoned place would delay the other processes of this user.
            except (Interrupted, KeyboardInterrupt):
                limiter.release(request.rate_limit_key, reservation)
                raise
            if reservation.at is not None:
                return reservation

    def _send_logged(
        self, request: ApiRequest, key_headers: Mapping[str, str]
    ) -> "requests.Response":
        content, headers = None, dict(key_headers)
        if request.body is not None:
            # Arguments that aren't valid UTF-8 contain surrogates, which can't be encoded.
            content = json.dumps(request.body, ensure_ascii=False).encode("utf-8", "replace")
            headers["Content-Type"] = "application/json"
        started = self._clock.monotonic()
        try:
            response = self._transport.send(request.method, request.target, content, headers)
        except NetworkError as error:
            self._logger.log_failure(request, error.message, self._clock.monotonic() - started)
            raise
        self.seconds = self._clock.monotonic() - started
        self._logger.log_response(request, response, self.seconds)
        return response


def _is_success(status: int) -> bool:
    return 200 <= status < 300


def _error_from(request: ApiRequest, response: "requests.Response", content: bytes) -> LushaError:
    """Return the error that a response means; `content` is its body without the key."""
    status = response.status_code
    if status < 200:
        return unusable_response("without a result", status=status)
    error = error_from_response(status, content, response.headers)
    if response.is_redirect or response.is_permanent_redirect:
        error = NonRetryableError(
            f"The API redirected the request ({status}). The key was not sent elsewhere.",
            hint="Check --base-url (LUSHA_BASE_URL).",
            status=status,
        )
    # A permanent redirect of a V2 path means its retirement, not a wrong --base-url.
    if not is_endpoint_retired(request.endpoint, status, content):
        return error
    message = f"The API returned {status}: {request.method} {request.path} is retired."
    retired = EndpointRetired(message, status=status)
    retired.raw_error = error
    return retired
