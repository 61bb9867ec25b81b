"""Send deliveries over HTTP; the only module of the package that makes requests."""

import json
from typing import TYPE_CHECKING, NamedTuple

from lusha_cli.errors import UsageError
from lusha_cli.parsing.urls import InvalidUrl, parse_http_url
from lusha_cli.webhooks.signature import SIGNATURE_HEADER, TIMESTAMP_HEADER, USER_AGENT

if TYPE_CHECKING:
    import requests

# More of a response is not read.
_MAX_RESPONSE_BYTES = 1 << 16
# Set by a receiver that had accepted the delivery before.
DUPLICATE_HEADER = "X-Lusha-Duplicate"


class DeliveryError(Exception):
    """Raised when a delivery was not accepted; the message gives the reason.

    `is_unreachable` means that no delivery could be accepted, because the receiver cannot be
    reached.
    """

    def __init__(self, message: str, *, is_unreachable: bool = False) -> None:
        super().__init__(message)
        self.is_unreachable = is_unreachable


class DeliveryReceipt(NamedTuple):
    """The response of a receiver that accepted a delivery."""

    status: int
    is_duplicate: bool


def check_url(url: str, *, parameter: str) -> str:
    """Return `url` if deliveries may be sent to it.

    `parameter` names the flag in the UsageError for any other URL.
    """
    try:
        parts = parse_http_url(url)
    except InvalidUrl as error:
        raise UsageError(
            f"{parameter}: {error}.", hint=f"For example: {parameter} http://127.0.0.1:9000/hook"
        ) from error
    if parts.scheme == "http" and not parts.is_local:
        raise UsageError(
            f"{parameter}: plain http is allowed only for this machine. Use https.",
            hint=f"For example: {parameter} https://{parts.host}{parts.path}",
        )
    return url


def redacted_url(url: str) -> str:
    """Return a URL without user, password and query, which may contain a secret."""
    try:
        return str(parse_http_url(url)._replace(query=""))
    except InvalidUrl:
        return "an invalid URL"


def challenge_error(url: str, *, value: str, timeout: float) -> str | None:
    """Return the error in a receiver's response to a challenge, or None."""
    import requests

    sender = Sender(url, timeout=timeout)
    try:
        with sender.session().get(
            url, params={"challenge": value}, timeout=timeout, allow_redirects=False, stream=True
        ) as response:
            content = next(response.iter_content(_MAX_RESPONSE_BYTES), b"")
            status = response.status_code
    except requests.RequestException as error:
        return str(sender.delivery_error(error))
    finally:
        sender.close()
    if status != 200:
        return _status_error(status)
    try:
        document = json.loads(content)
    except (ValueError, RecursionError):
        document = None
    return (
        None if document == {"challenge": value} else "the response does not contain the challenge"
    )


class Sender:
    """Sends deliveries to `url`; `timeout` is in seconds. Not safe for use by several threads."""

    def __init__(self, url: str, *, timeout: float) -> None:
        self._url = url
        self._timeout = timeout
        self._session: requests.Session | None = None

    def close(self) -> None:
        """Close the connection."""
        if self._session is not None:
            self._session.close()

    def send(
        self, body: bytes, *, timestamp: str, signature: str, extra_headers: dict[str, str]
    ) -> DeliveryReceipt:
        """Send a body as the API does. Raises DeliveryError unless the receiver returns 2xx."""
        import requests

        headers = {
            "Content-Type": "application/json",
            SIGNATURE_HEADER: signature,
            TIMESTAMP_HEADER: timestamp,
            **extra_headers,
        }
        try:
            with self.session().post(
                self._url,
                data=body,
                headers=headers,
                timeout=self._timeout,
                # A redirect could send personal data to another host or over plain http.
                allow_redirects=False,
                stream=True,
            ) as response:
                next(response.iter_content(_MAX_RESPONSE_BYTES), b"")
                status, response_headers = response.status_code, response.headers
        except requests.RequestException as error:
            raise self.delivery_error(error) from error
        if not 200 <= status < 300:
            raise DeliveryError(_status_error(status))
        return DeliveryReceipt(status, DUPLICATE_HEADER in response_headers)

    def session(self) -> "requests.Session":
        """Return the session, which keeps its connection open between deliveries."""
        if self._session is None:
            import requests

            opened = requests.Session()
            opened.headers["User-Agent"] = USER_AGENT
            url = parse_http_url(self._url)
            if not url.user:
                # Otherwise requests would send the credentials that ~/.netrc has for the host.
                opened.auth = _no_auth
            # Plain http is for this machine only, so proxies from the environment are ignored.
            opened.trust_env = url.scheme == "https"
            self._session = opened
        return self._session

    def delivery_error(self, error: "requests.RequestException") -> DeliveryError:
        """Translate an error of requests into a DeliveryError."""
        import requests
        from urllib3.exceptions import ProtocolError

        if isinstance(error, requests.ConnectionError) and not isinstance(error, requests.Timeout):
            # The receiver accepted the connection and cut it: only this delivery failed.
            if isinstance(next(iter(error.args), None), ProtocolError):
                return DeliveryError(f"no response ({_cause(error)})")
            return DeliveryError(f"unreachable ({_cause(error)})", is_unreachable=True)
        if isinstance(error, requests.ConnectTimeout):
            return DeliveryError("unreachable (connection timed out)", is_unreachable=True)
        if isinstance(error, requests.Timeout):
            return DeliveryError(f"no response within {self._timeout:g} s")
        return DeliveryError(f"no response ({type(error).__name__})")


def _status_error(status: int) -> str:
    return f"returned a redirect ({status})" if 300 <= status < 400 else f"returned {status}"


def _cause(error: BaseException) -> str:
    """Return the system's message at the end of a chain of network errors."""
    current: BaseException | None = error
    message = "the connection was closed"
    while current is not None:
        if isinstance(current, OSError) and current.strerror:
            message = current.strerror.lower()
        reason = getattr(current, "reason", None)
        inner = reason if isinstance(reason, BaseException) else None
        inner = inner or next((a for a in current.args if isinstance(a, BaseException)), None)
        current = inner or current.__cause__
    return message


def _no_auth(request: "requests.PreparedRequest") -> "requests.PreparedRequest":
    return request
