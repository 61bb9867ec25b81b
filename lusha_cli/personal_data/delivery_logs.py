"""The logs of webhook deliveries in the state folder."""

from contextlib import closing
from pathlib import Path

from lusha_cli.personal_data.store import StoreStatus, files_size, time_span
from lusha_cli.webhooks.log.delivery_log import LOG_ERRORS, log_error
from lusha_cli.webhooks.log.expiry import delete_deliveries, open_for_expiry
from lusha_cli.webhooks.log.location import LogLocation


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
