"""One request over HTTP: timeouts, TLS, proxies, and failures in plain words."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlsplit

from lusha_cli import __version__
from lusha_cli.api.error_responses import format_duration
from lusha_cli.errors import NetworkError

if TYPE_CHECKING:
    import requests


# Answers of the API are a few MB at most.
MAX_RESPONSE_BYTES = 128 << 20


class ConnectionFailed(NetworkError):
    """No connection was made: the request was never sent."""


class CertificateRejected(ConnectionFailed):
    """The certificate of the host was refused: the request was never sent, nor will be."""


class ResponseTooLarge(NetworkError):
    """An answer without a reasonable end."""


class Probe(NamedTuple):
    """What a request without a key learned: status, headers, and the version of TLS in use."""

    status: int
    headers: Mapping[str, str]
    tls: str


class Transport:
    """A connection to `base_url`, made when it is first used; `timeout` is in seconds.

    `adapter` takes the place of the network.
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
        self._opened: requests.Session | None = None

    def send(
        self, method: str, target: str, content: bytes | None, headers: Mapping[str, str]
    ) -> "requests.Response":
        """The answer to one request, read to its end.

        Raises Unreachable where the request was never sent, NetworkError where its answer was lost.
        """
        try:
            response = self._begun(method, target, content, headers)
            response._content = self._body(response)
            return response
        except OSError as error:
            raise self._failure(error) from error

    def probe(self, target: str) -> Probe:
        """What a request without a key learns of the way. Raises as `send` does."""
        try:
            with self._begun("GET", target, None, {}) as response:
                # The connection is there until the answer is read to its end.
                socket = getattr(getattr(response.raw, "connection", None), "sock", None)
                tls = getattr(socket, "version", str)() or ""
                return Probe(response.status_code, response.headers, tls)
        except OSError as error:
            raise self._failure(error) from error

    def _begun(
        self, method: str, target: str, content: bytes | None, headers: Mapping[str, str]
    ) -> "requests.Response":
        """The answer to one request, its body still to come."""
        return self._session().request(
            method,
            self._base_url + target,
            data=content,
            headers=dict(headers),
            timeout=self._timeout,
            # Followed redirects would carry the key to wherever the answer points.
            allow_redirects=False,
            stream=True,
        )

    def _body(self, response: "requests.Response") -> bytes:
        parts, size = [], 0
        for part in response.iter_content(1 << 16):
            parts.append(part)
            size += len(part)
            if size > MAX_RESPONSE_BYTES:
                response.close()
                raise ResponseTooLarge(
                    f"The answer of {self._host} is longer than {MAX_RESPONSE_BYTES >> 20} MB.",
                    hint="That is no answer of the API. Check --base-url (LUSHA_BASE_URL).",
                )
        return b"".join(parts)

    def _failure(self, error: OSError) -> NetworkError:
        """What a failure of requests means."""
        import requests
        from urllib3.exceptions import NewConnectionError

        if not isinstance(error, requests.RequestException):
            return CertificateRejected(
                f"The certificates to trust cannot be read: {error}.",
                hint="Check REQUESTS_CA_BUNDLE and CURL_CA_BUNDLE.",
            )

        if isinstance(error, requests.Timeout):
            kind = ConnectionFailed if isinstance(error, requests.ConnectTimeout) else NetworkError
            return kind(f"No answer from {self._host} within {format_duration(self._timeout)}.")
        if isinstance(error, requests.exceptions.ProxyError):
            return ConnectionFailed(
                f"Cannot reach {self._host} through the proxy: {_cause(error)}.",
                hint="Check HTTPS_PROXY, or name the host in NO_PROXY to go without.",
            )
        distrust = _certificate_error(error)
        if distrust:
            return CertificateRejected(
                f"The certificate of {self._host} is not to be trusted: {distrust}.",
                hint="Nothing was sent. Check the date and time of this machine, then its "
                "certificates (REQUESTS_CA_BUNDLE) and any proxy between.",
            )
        reason = getattr(next(iter(error.args), None), "reason", None)
        kind = ConnectionFailed if isinstance(reason, NewConnectionError) else NetworkError
        return kind(f"Cannot reach {self._host}: {_cause(error)}.")

    def _session(self) -> "requests.Session":
        if self._opened is None:
            import requests

            session = requests.Session()
            session.headers.update(
                {"User-Agent": f"lusha-cli/{__version__}", "Accept": "application/json"}
            )
            # Without an auth of its own, requests would send what ~/.netrc has for the host.
            session.auth = _unchanged
            # Plain http goes to this machine alone: a proxy would be told the key in clear.
            session.trust_env = self._base_url.startswith("https:")
            if self._adapter is not None:
                session.mount(self._base_url, self._adapter)
            self._opened = session
        return self._opened

    @property
    def proxy(self) -> str:
        """The proxy between, without the name and password for it; "" where there is none."""
        from requests.utils import get_environ_proxies, select_proxy

        if not self._session().trust_env:
            return ""
        found = select_proxy(self._base_url, get_environ_proxies(self._base_url))
        return (found or "").rpartition("@")[2]

    @property
    def _host(self) -> str:
        return urlsplit(self._base_url).netloc


def _unchanged(request: "requests.PreparedRequest") -> "requests.PreparedRequest":
    return request


def _certificate_error(error: BaseException) -> str:
    """Why a certificate was refused, or nothing where it was not."""
    import ssl

    for found in _chain(error):
        if isinstance(found, ssl.SSLCertVerificationError):
            return str(found.verify_message)
    return ""


def _cause(error: BaseException) -> str:
    """The plain words at the bottom of a chain of network errors."""
    import socket
    import ssl

    chain = _chain(error)
    for found in reversed(chain):
        if isinstance(found, ssl.SSLError):
            return f"no secure connection (TLS: {str(found.reason).replace('_', ' ').lower()})"
        if isinstance(found, socket.gaierror):
            return "its name is not known (DNS)"
        if isinstance(found, OSError) and found.strerror:
            return found.strerror.lower()
    return "the connection was cut" if "Incomplete" in repr(chain) else type(chain[-1]).__name__


def _chain(error: BaseException) -> list[BaseException]:
    """An error and all that it wraps, whichever way, the innermost last."""
    seen: list[BaseException] = []
    found: BaseException | None = error
    while found is not None and found not in seen:
        seen.append(found)
        reason = getattr(found, "reason", None)
        inner = reason if isinstance(reason, BaseException) else None
        inner = inner or next((a for a in found.args if isinstance(a, BaseException)), None)
        found = inner or found.__cause__
    return seen
