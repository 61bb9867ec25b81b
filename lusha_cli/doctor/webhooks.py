"""Checks of webhooks: secret, subscriptions, deliveries and receivers."""

import socket
from collections.abc import Iterator
from typing import NamedTuple

from lusha_cli.api.endpoints import BY_NAME
from lusha_cli.config.timeouts import run_with_timeout
from lusha_cli.context.app_context import AppContext
from lusha_cli.doctor.connection import REQUEST_TIMEOUT, check_connection
from lusha_cli.doctor.keys import check_key
from lusha_cli.doctor.probe import ProbeResult, probe
from lusha_cli.doctor.result import CheckResult, failed, passed, warned
from lusha_cli.errors import KeyringError, LushaError, MissingWebhookSecret, NoMatch
from lusha_cli.json_types import Json, get_in, get_list
from lusha_cli.parsing.urls import HttpUrl, InvalidUrl, is_public_address, parse_http_url

# Subscriptions per page, and pages read.
# A server that ignores the offset would return full pages without end.
PAGE_SIZE, MAX_PAGES = 100, 20
# Receivers challenged, and inactive subscriptions reported one by one.
# Each receiver that can't be reached takes a whole timeout.
MAX_URLS, MAX_REPORTED = 10, 5
# A higher share of failed deliveries indicates a problem with the receiver.
MAX_FAILURE_RATE = 0.02


class _Subscription(NamedTuple):
    id: str
    url: str
    is_active: bool
    reason: str | None


def run_webhook_checks(
    context: AppContext, *, allow_private: bool = False
) -> Iterator[CheckResult]:
    """Yield the result of each check; nothing is spent or changed.

    Receivers with a private address are only checked with `allow_private`.
    """
    key_result = check_key(context)
    yield key_result
    is_reachable = key_result.state != "failed"
    for result in check_connection(context):
        if result.state == "failed":
            is_reachable = False
        # The clock matters here: signatures of deliveries are only valid for a short time.
        if result.check in ("api", "clock") or result.state == "failed":
            yield result
    if not is_reachable:
        return
    subscriptions, error = _list_subscriptions(context)
    if error:
        yield failed("subscriptions", error)
        return
    yield _check_secret(context)
    yield from _check_subscriptions(subscriptions)
    yield _check_deliveries(probe(context, BY_NAME["webhooks stats"]))
    yield from _check_receivers(context, subscriptions, allow_private=allow_private)


def _check_secret(context: AppContext) -> CheckResult:
    """Check that listen verifies signatures with the secret that the API signs with."""
    result = probe(context, BY_NAME["webhooks secret"])
    if isinstance(result.error, NoMatch):
        missing = MissingWebhookSecret(
            "The account has no webhook secret, so Lusha can't send deliveries."
        )
        location = "--sandbox" if context.env.in_sandbox else "--save"
        return failed("secret", missing, fix=f"Run: lusha webhooks rotate-secret {location}")
    if result.error:
        return failed("secret", result.error)
    account_secret = get_in(result.body, "secret")
    if context.env.in_sandbox:
        return passed("secret", "The sandbox has a secret.")
    try:
        stored = context.credentials.find_secret(context.env.settings.profile)
    except KeyringError as error:
        return failed("secret", error)
    if stored is None:
        message = "The account's secret is not stored here, so listen fetches it from the API."
        return warned("secret", message, "Run: lusha webhooks secret --save")
    if stored.value != account_secret:
        is_in_environment = stored.source == "environment"
        location = "LUSHA_WEBHOOK_SECRET" if is_in_environment else "the keyring"
        mismatch = MissingWebhookSecret(
            f"The secret in {location} differs from the account's, so listen rejects deliveries."
        )
        unset = "unset LUSHA_WEBHOOK_SECRET; " if is_in_environment else ""
        return failed("secret", mismatch, fix=f"Run: {unset}lusha webhooks secret --save")
    return passed("secret", f"Matches the account's (from the {stored.source}).")


def _list_subscriptions(context: AppContext) -> tuple[list[_Subscription], LushaError | None]:
    """Return the account's subscriptions, or the error that prevented it."""
    subscriptions: list[_Subscription] = []
    for page in range(MAX_PAGES):
        query = {"limit": PAGE_SIZE, "offset": page * PAGE_SIZE}
        result = probe(context, BY_NAME["webhooks list"], query)
        if result.error:
            return subscriptions, result.error
        records = get_list(result.body, "data")
        subscriptions += [
            _parse_subscription(record) for record in records if isinstance(record, dict)
        ]
        if len(records) < PAGE_SIZE:
            break
    return subscriptions, None


def _parse_subscription(record: dict[str, Json]) -> _Subscription:
    reason = record.get("blockReason")
    return _Subscription(
        str(record.get("id")),
        str(record.get("url")),
        # A subscription counts as active unless the API says otherwise.
        record.get("isActive") is not False,
        str(reason) if reason else None,
    )


def _check_subscriptions(subscriptions: list[_Subscription]) -> Iterator[CheckResult]:
    """Report the subscriptions that are not active."""
    if not subscriptions:
        yield warned(
            "subscriptions",
            "The account has no subscriptions.",
            "Run: lusha webhooks create --help",
        )
        return
    inactive = [subscription for subscription in subscriptions if not subscription.is_active]
    for subscription in inactive[:MAX_REPORTED]:
        reason = subscription.reason or "it was turned off"
        yield warned(
            "subscriptions",
            f"{subscription.id} is inactive: {reason}.",
            f"Run: lusha webhooks update {subscription.id} --active",
        )
    active_count = len(subscriptions) - len(inactive)
    message = f"{active_count:,} of {len(subscriptions):,} active."
    yield passed("subscriptions", message) if active_count else warned("subscriptions", message)


def _check_deliveries(stats: ProbeResult) -> CheckResult:
    """Check the share of deliveries that failed."""
    if stats.error:
        return failed("deliveries", stats.error)
    total, failures = get_in(stats.body, "total"), get_in(stats.body, "failed")
    if not (isinstance(total, int) and isinstance(failures, int)):
        return warned("deliveries", "The API does not report how many failed.")
    if not total:
        return passed("deliveries", "No deliveries yet.")
    message = f"{failures:,} of {total:,} attempts failed ({failures / total:.1%})."
    if failures / total > MAX_FAILURE_RATE:
        return warned("deliveries", message, "Run: lusha webhooks logs --status failed")
    return passed("deliveries", message)


def _refusal(url: str, *, in_sandbox: bool, allow_private: bool) -> str:
    """Return why a receiver isn't sent a challenge, or "".

    A subscription is data of an account: it must not make this machine send requests into its
    own network.
    """
    try:
        parts = parse_http_url(url)
    except InvalidUrl as error:
        return str(error)
    if parts.is_local:
        return ""
    if in_sandbox:
        return "the sandbox sends only to this machine"
    if parts.scheme != "https":
        return "plain http is allowed only for this machine"
    if parts.user:
        return "its URL has a user name"
    if not allow_private and not all(map(is_public_address, _addresses(parts))):
        return "its address is private (add --allow-private to check it)"
    return ""


def _addresses(url: HttpUrl) -> list[str]:
    """Return the addresses of a host; none if it is unknown, which the request reports."""
    try:
        found = run_with_timeout(
            REQUEST_TIMEOUT, lambda: socket.getaddrinfo(url.host, url.origin[2])
        )
    except OSError:
        return []
    return [str(address[0]) for *_, address in found]


def _check_receivers(
    context: AppContext, subscriptions: list[_Subscription], *, allow_private: bool
) -> Iterator[CheckResult]:
    """Check that the receivers that this machine can reach respond to a challenge."""
    import secrets

    from lusha_cli.webhooks.forwarding.sender import challenge_error, redacted_url

    urls = list(
        dict.fromkeys(subscription.url for subscription in subscriptions if subscription.is_active)
    )
    for url in urls[:MAX_URLS]:
        if reason := _refusal(url, in_sandbox=context.env.in_sandbox, allow_private=allow_private):
            yield passed("receiver", f"{redacted_url(url)}: not checked, because {reason}.")
            continue
        error = challenge_error(url, value=secrets.token_hex(16), timeout=REQUEST_TIMEOUT)
        if error is None:
            yield passed("receiver", f"{redacted_url(url)} responds to the challenge.")
            continue
        fix = "Run: lusha webhooks listen --help"
        yield warned("receiver", f"{redacted_url(url)}: {error}.", fix)
    if len(urls) > MAX_URLS:
        yield passed("receiver", f"{len(urls) - MAX_URLS:,} more were not checked.")
