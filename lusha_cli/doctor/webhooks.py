"""Checks of webhooks: the secret, the subscriptions, their deliveries, and who receives them."""

from collections.abc import Iterator
from typing import NamedTuple

from lusha_cli.api.endpoints import BY_NAME
from lusha_cli.context.app_context import World
from lusha_cli.doctor.connection import REQUEST_TIMEOUT, check_connection
from lusha_cli.doctor.keys import check_key
from lusha_cli.doctor.probe import ProbeResult, probe
from lusha_cli.doctor.result import CheckResult, failed, passed, warned
from lusha_cli.errors import KeyringError, LushaError, NoMatch, SecretMissing
from lusha_cli.json_types import Json

# Subscriptions are listed so many at a time, and so many of the lists are read.
PAGE_SIZE, MAX_PAGES = 100, 20
# So many receivers are asked, and so many blocked subscriptions told one by one.
MAX_URLS, MAX_REPORTED = 10, 5
# Where more of the deliveries fail, something is wrong with the receiver.
MAX_FAILURE_RATE = 0.02


class _Subscription(NamedTuple):
    id: str
    url: str
    is_active: bool
    reason: str | None


def run_webhook_checks(world: World) -> Iterator[CheckResult]:
    """What each check found; nothing is spent or changed."""
    key = check_key(world)
    yield key
    reached = key.state != "failed"
    for finding in check_connection(world):
        if finding.state == "failed":
            reached = False
        if finding.check in ("api", "clock") or finding.state == "failed":
            yield finding
    if not reached:
        return
    listed, problem = _subscriptions(world)
    if problem:
        yield failed("subscriptions", problem)
        return
    yield _secret(world)
    yield from _blocked(listed)
    yield _deliveries(probe(world, BY_NAME["webhooks stats"]))
    yield from _receivers(world, listed)


def _secret(world: World) -> CheckResult:
    """Whether what listen checks signatures with is what the API signs with."""
    answer = probe(world, BY_NAME["webhooks secret"])
    if isinstance(answer.error, NoMatch):
        missing = SecretMissing("The account has no secret: nothing can be delivered.")
        where = "--sandbox" if world.in_sandbox else "--save"
        return failed("secret", missing, fix=f"Run: lusha webhooks rotate-secret {where}")
    if answer.error:
        return failed("secret", answer.error)
    theirs = answer.body.get("secret") if isinstance(answer.body, dict) else None
    if world.in_sandbox:
        return passed("secret", "The sandbox has one.")
    try:
        ours = world.keys.find_secret(world.settings.profile)
    except KeyringError as error:
        return failed("secret", error)
    if ours is None:
        told = "The account has one; here it is not kept, so that listen asks the API for it."
        return warned("secret", told, "Run: lusha webhooks secret --save")
    if ours.value != theirs:
        is_named = ours.source == "environment"
        where = "LUSHA_WEBHOOK_SECRET" if is_named else "the keyring"
        other = SecretMissing(f"The secret in {where} is not the account's: all would be refused.")
        unset = "unset LUSHA_WEBHOOK_SECRET; " if is_named else ""
        return failed("secret", other, fix=f"Run: {unset}lusha webhooks secret --save")
    return passed("secret", f"The account's, from {ours.source}.")


def _subscriptions(world: World) -> tuple[list[_Subscription], LushaError | None]:
    """The subscriptions of the account; or why they are not known."""
    found: list[_Subscription] = []
    for page in range(MAX_PAGES):
        query = {"limit": PAGE_SIZE, "offset": page * PAGE_SIZE}
        answer = probe(world, BY_NAME["webhooks list"], query)
        if answer.error:
            return found, answer.error
        records = answer.body.get("data") if isinstance(answer.body, dict) else None
        records = records if isinstance(records, list) else []
        found += [_read(one) for one in records if isinstance(one, dict)]
        if len(records) < PAGE_SIZE:
            break
    return found, None


def _read(record: dict[str, Json]) -> _Subscription:
    reason = record.get("blockReason")
    return _Subscription(
        str(record.get("id")),
        str(record.get("url")),
        record.get("isActive") is not False,
        str(reason) if reason else None,
    )


def _blocked(listed: list[_Subscription]) -> Iterator[CheckResult]:
    """Which subscriptions get nothing."""
    active = [one for one in listed if one.is_active]
    if not listed:
        yield warned("subscriptions", "There is none.", "Run: lusha webhooks create --help")
        return
    for one in [one for one in listed if not one.is_active][:MAX_REPORTED]:
        why = one.reason or "it was turned off"
        yield warned(
            "subscriptions",
            f"{one.id} gets nothing: {why}.",
            f"Run: lusha webhooks update {one.id} --active",
        )
    told = f"{len(active):,} of {len(listed):,} active."
    yield passed("subscriptions", told) if active else warned("subscriptions", told)


def _deliveries(stats: ProbeResult) -> CheckResult:
    """How many of the deliveries failed."""
    if stats.error:
        return failed("deliveries", stats.error)
    body = stats.body if isinstance(stats.body, dict) else {}
    total, lost = body.get("total"), body.get("failed")
    if not (isinstance(total, int) and isinstance(lost, int)):
        return warned("deliveries", "The API does not tell how many failed.")
    if not total:
        return passed("deliveries", "None yet.")
    told = f"{lost:,} of {total:,} attempts failed ({lost / total:.1%})."
    if lost / total > MAX_FAILURE_RATE:
        return warned("deliveries", told, "Run: lusha webhooks logs --status failed")
    return passed("deliveries", told)


def _receivers(world: World, listed: list[_Subscription]) -> Iterator[CheckResult]:
    """Whether the receivers answer a challenge, as far as they can be asked from here."""
    import secrets

    from lusha_cli.config.setting_definitions import is_loopback
    from lusha_cli.webhooks.forwarding.sender import challenge_error, host_of, redacted_url

    urls = list(dict.fromkeys(one.url for one in listed if one.is_active))
    for url in urls[:MAX_URLS]:
        if world.in_sandbox and not is_loopback(host_of(url)):
            yield passed("receiver", f"{redacted_url(url)}: the sandbox sends to this machine only.")
            continue
        wrong = challenge_error(url, value=secrets.token_hex(16), timeout=REQUEST_TIMEOUT)
        if wrong is None:
            yield passed("receiver", f"{redacted_url(url)} answers the challenge.")
            continue
        fix = "Run: lusha webhooks listen --help   says how to receive, and to put TLS in front"
        yield warned("receiver", f"{redacted_url(url)}: {wrong}.", fix)
    if len(urls) > MAX_URLS:
        yield passed("receiver", f"{len(urls) - MAX_URLS:,} more were not asked.")
