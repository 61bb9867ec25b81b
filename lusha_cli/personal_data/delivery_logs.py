"""The logs of webhook deliveries in the state folder."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from lusha_cli.personal_data.store import Finding, StoreStatus, time_span
from lusha_cli.privacy.identifiers import result_identifiers
from lusha_cli.privacy.identity import PersonIdentity
from lusha_cli.storage.sqlite_files import files_size, overwrite_deleted
from lusha_cli.webhooks.deliveries import Delivery, InvalidDelivery, parse_body
from lusha_cli.webhooks.log.delivery_log import LOG_ERRORS, log_error
from lusha_cli.webhooks.log.expiry import (
    delete_deliveries,
    find_deliveries,
    forget_deliveries,
    open_for_expiry,
)
from lusha_cli.webhooks.log.jsonl_erasure import forget_lines
from lusha_cli.webhooks.log.location import LogLocation
from lusha_cli.webhooks.opt_outs import opt_out_identifiers


class DeliveryLogStore:
    """The default logs of all profiles; a listener may be writing to them."""

    name = "webhooks"
    nouns = ("delivery", "deliveries")

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def status(self) -> StoreStatus:
        """Return what the store holds. Raises DeliveryLogError for a log that can't be read."""
        count, times = 0, []
        for location in self._locations():
            try:
                with closing(open_for_expiry(location)) as db:
                    row = db.execute(
                        "SELECT count(*), min(received), max(received) FROM deliveries"
                    ).fetchone()
            except LOG_ERRORS as error:
                raise log_error(location, error) from error
            count += row[0]
            times += [time for time in row[1:] if time is not None]
        files = [location.file for location in self._locations()]
        return StoreStatus(self.name, self._folder, count, files_size(*files), *time_span(times))

    def find(self, identity: PersonIdentity) -> Iterator[Finding]:
        """Yield the deliveries about a person. Raises DeliveryLogError."""
        for location in self._locations():
            yield from find_in_log(location, identity, store=self.name)

    def forget(self, identity: PersonIdentity) -> int:
        """Delete the deliveries about a person; return how many. Raises DeliveryLogError."""
        return sum(forget_in_log(location, identity) for location in self._locations())

    def purge(self, before: float, *, is_dry_run: bool) -> int:
        """Delete the deliveries that were received before a Unix time; return how many.

        Raises DeliveryLogError for a log that can't be written.
        """
        return sum(
            delete_deliveries(location, before, is_dry_run=is_dry_run)
            for location in self._locations()
        )

    def _locations(self) -> list[LogLocation]:
        files = sorted(self._folder.glob("*.db")) if self._folder.is_dir() else []
        return [LogLocation(file, is_sqlite=True) for file in files]


def find_in_log(
    location: LogLocation, identity: PersonIdentity, *, store: str
) -> Iterator[Finding]:
    """Yield the deliveries about a person in a log. Raises DeliveryLogError."""
    for delivery in find_deliveries(location, lambda each: _is_about(each, identity)):
        found = [delivery.entity] if delivery.entity.startswith("contact:") else []
        try:
            content = parse_body(delivery.body)
        except InvalidDelivery:
            content = {"unreadable": delivery.body.decode("utf-8", "replace")}
        else:
            found += opt_out_identifiers(content)
            for person in identity.objects_in(content):
                found += result_identifiers(person)
        yield Finding(store, f"{location.file} {delivery.id}", content, found)


def forget_in_log(location: LogLocation, identity: PersonIdentity) -> int:
    """Delete the deliveries about a person from a log; return how many.

    Nothing of them is left in its files then. Raises DeliveryLogError.
    """

    def is_about(delivery: Delivery) -> bool:
        return _is_about(delivery, identity)

    if not location.is_sqlite:
        return forget_lines(location, is_about, identity.may_be_in)
    number = forget_deliveries(location, is_about)
    try:
        overwrite_deleted(location.file, identity.may_be_in, is_changed=number > 0)
    except LOG_ERRORS as error:
        raise log_error(location, error) from error
    return number


def _is_about(delivery: Delivery, identity: PersonIdentity) -> bool:
    """Return whether a delivery is about a person, or contains an object about them."""
    if identity.matches([delivery.entity]):
        return True
    if not identity.may_be_in(delivery.body):
        return False
    try:
        content = parse_body(delivery.body)
    except InvalidDelivery:
        return True
    is_opt_out = identity.matches(opt_out_identifiers(content))
    return is_opt_out or any(True for _ in identity.objects_in(content))
