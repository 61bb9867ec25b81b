"""Sends one HTTP request: timeouts, TLS, proxies, and network errors in plain words."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlsplit

from lusha_cli import __version__
from lusha_cli.api.error_responses import format_duration
from lusha_cli.errors import NetworkError

if TYPE_CHECKING:
    import requests

    from lusha_cli.api.deadline import Exchange


# The API's responses have a few MB; more would exhaust the memory.
MAX_RESPONSE_BYTES = 32 << 20


class ConnectionFailed(NetworkError):
    """No connection was made, so the request was not sent."""


class CertificateRejected(ConnectionFailed):
    """The certificate of the host was rejected; a retry would not help."""


class ResponseTooLarge(NetworkError):
    """A response is longer than MAX_RESPONSE_BYTES."""


class Probe(NamedTuple):
    """The result of a request without a key: status, headers and TLS version."""

    status: int
    headers: Mapping[str, str]
    tls: str


class Transport:
    """A connection to `base_url`, opened by the first request.

    `timeout` is the maximum time for a request and its whole response, in seconds. `adapter`
    replaces the network.
    """

    def __init__(
        self,
        base_url: str,
        *,
        timeout: float,
        adapter: "requests.adapters.BaseAdapter | None" = None,
    ) -> None:
        self._base_url = base_url
        self._timeout = timeout
        self._adapter = adapter
        self._opened_session: requests.Session | None = None
        # What the adapter knows about the exchange of this thread.
        self._exchange: Exchange | None = None

    def prepare(self) -> None:
        """Build the session: the first request of a process would wait for its imports."""
        self._session()

    def send(
        self, method: str, target: str, content: bytes | None, headers: Mapping[str, str]
    ) -> "requests.Response":
        """Send a request, and return the response with its whole body.

        Raises ConnectionFailed if the request was not sent, NetworkError if the response was lost.
        """
        try:
            response = self._start(method, target, content, headers)
            # The attribute behind `content`, which otherwise would read a body of any length.
            response._content = self._read_body(response)
            return response
        except _failures() as error:
            raise self._translate(error) from error

    def close(self) -> None:
        """Close the connections; the next request opens another one."""
        session, self._opened_session = self._opened_session, None
        if session is not None:
            session.close()

    def probe(self, target: str) -> Probe:
        """Send a request without a key. Raises the same errors as `send`."""
        try:
            with self._start("GET", target, None, {}) as response:
                # The connection is released once the body is read.
                socket = getattr(getattr(response.raw, "connection", None), "sock", None)
                tls = getattr(socket, "version", str)() or ""
                return Probe(response.status_code, response.headers, tls)
        except _failures() as error:
            raise self._translate(error) from error

    def _start(
        self, method: str, target: str, content: bytes | None, headers: Mapping[str, str]
    ) -> "requests.Response":
        """Return the response to a request before its body is read."""
        return self._session().request(
            method,
            self._base_url + target,
            data=content,
            headers=dict(headers),
            timeout=self._timeout,
            # Following redirects would send the key to another host.
            allow_redirects=False,
            stream=True,
        )

    def _read_body(self, response: "requests.Response") -> bytes:
        chunks, size = [], 0
        for chunk in response.iter_content(1 << 16):
            chunks.append(chunk)
            size += len(chunk)
            if size > MAX_RESPONSE_BYTES:
                response.close()
                raise ResponseTooLarge(
                    f"The response from {self._host} is longer than {MAX_RESPONSE_BYTES >> 20} MB.",
                    hint="It can't come from the Lusha API. Check --base-url (LUSHA_BASE_URL).",
                )
        return b"".join(chunks)

    def _translate(self, error: Exception) -> NetworkError:
        """Return the error that an exception of the network means."""
        import requests

        exchange = self._exchange
        is_sent = exchange is None or exchange.is_started
        error_type = NetworkError if is_sent else ConnectionFailed
        # requests raises a bare OSError if a CA bundle is missing.
        if isinstance(error, OSError) and not isinstance(error, requests.RequestException):
            return CertificateRejected(
                f"Cannot read the trusted certificates: {error}.",
                hint="Check REQUESTS_CA_BUNDLE and CURL_CA_BUNDLE.",
            )
        if _is_timeout(error):
            limit = format_duration(self._timeout)
            return error_type(
                f"No response from {self._host} within {limit}.",
                hint="Check the connection, or allow more time with --timeout SECONDS.",
            )
        # urllib3 raises it only until the proxy has opened the tunnel: nothing was sent.
        if isinstance(error, requests.exceptions.ProxyError):
            return ConnectionFailed(
                f"Cannot reach {self._host} through the proxy: {_cause(error)}.",
                hint="Check HTTPS_PROXY. To connect without the proxy, add the host to NO_PROXY.",
            )
        if certificate_error := _certificate_error(error):
            return CertificateRejected(
                f"The certificate of {self._host} is not trusted: {certificate_error}.",
                hint="Nothing was sent. Check the date and time of this machine, then "
                "REQUESTS_CA_BUNDLE and any proxy.",
            )
        if damage := _damage(error):
            return NetworkError(f"The response from {self._host} can't be read: {damage}.")
        return error_type(f"Cannot reach {self._host}: {_cause(error)}.")

    def _session(self) -> "requests.Session":
        if self._opened_session is None:
            import requests

            session = requests.Session()
            session.headers.update(
                {"User-Agent": f"lusha-cli/{__version__}", "Accept": "application/json"}
            )
            # Without this, requests would send the credentials of ~/.netrc for the host.
            session.auth = _unchanged
            # Plain http is allowed to loopback only: a proxy would see the key.
            session.trust_env = self._base_url.startswith("https:")
            from lusha_cli.api.deadline import Exchange, make_adapter

            adapter = self._adapter
            if adapter is None:
                self._exchange = Exchange()
                adapter = make_adapter(self._exchange)
            session.mount(self._base_url, adapter)
            self._opened_session = session
        return self._opened_session

    @property
    def proxy(self) -> str:
        """Return the proxy in use, without its user name and password, or ""."""
        from requests.utils import get_environ_proxies, select_proxy

        if not self._session().trust_env:
            return ""
        proxy = select_proxy(self._base_url, get_environ_proxies(self._base_url))
        return (proxy or "").rpartition("@")[2]

    @property
    def _host(self) -> str:
        return urlsplit(self._base_url).netloc


def _failures() -> tuple[type[Exception], ...]:
    """Return what a request may raise: requests doesn't wrap every exception of its parts."""
    from http.client import HTTPException

    from urllib3.exceptions import HTTPError

    # UnicodeError: a host or header that has no encoding.
    return (OSError, HTTPError, HTTPException, UnicodeError)


def _unchanged(request: "requests.PreparedRequest") -> "requests.PreparedRequest":
    return request


def _is_timeout(error: BaseException) -> bool:
    """Return whether the time was up, in whatever part of the exchange."""
    import requests
    from urllib3.exceptions import ReadTimeoutError

    # A timeout while a body is read is a mere ConnectionError to requests.
    return any(
        isinstance(cause, (requests.Timeout, ReadTimeoutError))
        # With an error number it is the kernel's, which gave up on the connection.
        or (isinstance(cause, TimeoutError) and cause.errno is None)
        for cause in _chain(error)
    )


def _certificate_error(error: BaseException) -> str:
    """Return why a certificate was rejected, or "" for other errors."""
    import ssl

    for cause in _chain(error):
        if isinstance(cause, ssl.SSLCertVerificationError):
            return str(cause.verify_message)
    return ""


def _damage(error: BaseException) -> str:
    """Return what is wrong with the body of a response, or "" for other errors."""
    from urllib3.exceptions import DecodeError, InvalidChunkLength

    for cause in _chain(error):
        if isinstance(cause, DecodeError):
            return "its Content-Encoding doesn't match the body"
        if isinstance(cause, InvalidChunkLength):
            return "the size of a chunk isn't a number"
    return ""


def _cause(error: BaseException) -> str:
    """Describe the innermost error of a chain of network errors."""
    import socket
    import ssl

    chain = _chain(error)
    for cause in reversed(chain):
        if isinstance(cause, ssl.SSLError):
            return f"the TLS connection failed ({str(cause.reason).replace('_', ' ').lower()})"
        if isinstance(cause, socket.gaierror):
            return "DNS lookup failed"
        if isinstance(cause, OSError) and cause.strerror:
            return cause.strerror.lower()
    is_closed = "Incomplete" in repr(chain) or any(isinstance(e, ConnectionError) for e in chain)
    return "the connection was closed early" if is_closed else "the connection failed"


def _chain(error: BaseException) -> list[BaseException]:
    """Return an error and all errors that it wraps, the innermost last."""
    seen: list[BaseException] = []
    current: BaseException | None = error
    while current is not None and current not in seen:
        seen.append(current)
        reason = getattr(current, "reason", None)
        inner = reason if isinstance(reason, BaseException) else None
        inner = inner or next((a for a in current.args if isinstance(a, BaseException)), None)
        current = inner or current.__cause__
    return seen
