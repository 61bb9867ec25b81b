"""Checks of the connection to the API: address, proxy, TLS and clock."""

import sys
from collections.abc import Callable, Iterator, Mapping
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, TypeVar
from urllib.parse import urlsplit

from lusha_cli.api.endpoints import ACCOUNT_PLAN
from lusha_cli.api.error_responses import format_duration
from lusha_cli.config.timeouts import run_with_timeout
from lusha_cli.context.app_context import AppContext
from lusha_cli.doctor.result import CheckResult, failed, passed, warned
from lusha_cli.errors import LushaError, NetworkError, ServerError

if TYPE_CHECKING:
    from lusha_cli.api.transport import Probe

T = TypeVar("T")

# Seconds for one response, and for everything around it, such as the DNS lookup.
REQUEST_TIMEOUT, TOTAL_TIMEOUT = 5.0, 6.0
# Seconds by which the clocks may differ.
# Signatures of webhook deliveries are refused if their timestamps seem too old.
MAX_CLOCK_SKEW = 60.0

_SET_CLOCK = {
    "darwin": "Run: sudo sntp -sS time.apple.com",
    "win32": "Run: w32tm /resync",
}


def check_connection(context: AppContext) -> Iterator[CheckResult]:
    """Check how the API is reached, by a request without a key."""
    if secrets_file := context.env.variables.get("SSLKEYLOGFILE"):
        yield warned(
            "tls secrets",
            f"SSLKEYLOGFILE is set: the secrets of TLS connections are written to {secrets_file}. "
            "Anyone who can read that file can decrypt your key.",
            "Run: unset SSLKEYLOGFILE",
        )
    if context.env.in_sandbox:
        yield passed("api", "The embedded sandbox is in use and needs no network.")
        return
    url = context.env.settings.get("base_url")
    is_secure = url.startswith("https:")
    # Imported late, because requests is slow to import.
    from lusha_cli.api.transport import CertificateRejected, Transport

    transport = Transport(url, timeout=min(REQUEST_TIMEOUT, context.env.settings.get("timeout")))
    yield passed("proxy", f"{transport.proxy or 'None'}.")
    try:
        # No key is sent before the address and its certificate are known to be good.
        probe = run_within_total_timeout(url, lambda: transport.probe(ACCOUNT_PLAN.path))
    except CertificateRejected as error:
        yield failed("tls", error)
        return
    except LushaError as error:
        yield failed("api", error)
        return
    yield _api_result(context, probe)
    yield (
        _tls_result(context.env.variables, probe)
        if is_secure
        else passed("tls", "Not used for connections to this machine.")
    )
    if "Date" in probe.headers:
        yield _clock_result(context.env.clock.now(), probe.headers["Date"])


def run_within_total_timeout(url: str, action: Callable[[], T]) -> T:
    """Return the result of `action`. Raises NetworkError if it takes longer than TOTAL_TIMEOUT."""
    try:
        # The timeout of requests doesn't cover the DNS lookup.
        return run_with_timeout(TOTAL_TIMEOUT, action)
    except TimeoutError:
        message = (
            f"No response from {urlsplit(url).netloc} within {format_duration(TOTAL_TIMEOUT)}."
        )
        raise NetworkError(message) from None


def _api_result(context: AppContext, probe: "Probe") -> CheckResult:
    setting = context.env.settings.find("base_url")
    address = f"{setting.value} ({setting.source})"
    fix = "Check --base-url (LUSHA_BASE_URL), and whether this network requires a login"
    if probe.status >= 500:
        return failed("api", ServerError(f"{address} returned {probe.status}."))
    if 300 <= probe.status < 400:
        error = ServerError(f"{address} returned a redirect ({probe.status}).")
        return failed("api", error, fix=fix)
    # The API refuses requests without a key, but the login page of a network responds to all.
    if probe.status < 300:
        message = f"{address} returned {probe.status} without a key. The API would return 401."
        return warned("api", message, fix)
    return passed("api", f"{address} responds.")


def _tls_result(env: Mapping[str, str], probe: "Probe") -> CheckResult:
    names = ("REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE")
    bundle = next((f" by {name}" for name in names if env.get(name)), "")
    return passed("tls", f"{probe.tls or 'TLS'}, certificate verified{bundle}.")


def _clock_result(now: float, date_header: str) -> CheckResult:
    """Compare the local clock with the API's."""
    try:
        skew = now - parsedate_to_datetime(date_header).timestamp()
    except (ValueError, TypeError, OverflowError):
        return warned("clock", "The API's response has no readable date.")
    if abs(skew) < MAX_CLOCK_SKEW:
        return passed("clock", "In sync with the API's clock.")
    direction = "ahead of" if skew > 0 else "behind"
    fix = _SET_CLOCK.get(sys.platform, "Run: sudo timedatectl set-ntp true")
    return warned("clock", f"{format_duration(abs(skew))} {direction} the API's clock.", fix)
