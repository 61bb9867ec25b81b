"""The personal data that `lusha webhooks listen` deletes: of people who opt out, and old data."""

import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from lusha_cli.commands.privacy_stores import enforce_retention, stores
from lusha_cli.context.app_context import AppContext
from lusha_cli.errors import LushaError

_DAY = 86400.0


def erase_person(context: AppContext, identifiers: Sequence[str]) -> None:
    """Erase a person who opted out from all stores, without a prompt. Raises LushaError, OSError.

    After a failure, the same call or `lusha privacy forget` erases the rest.
    """
    from lusha_cli.personal_data.person import Erasure, find_person, forget_person
    from lusha_cli.privacy.identity import PersonIdentity

    erasure = Erasure(context.env.api_state_folder / "forget.json")
    identity = PersonIdentity(identifiers)
    places = stores(context)
    failures = find_person(places, identity).failures
    # Also by the identifiers that were found: nobody looks the person up again by these.
    context.env.suppression_list.add(identity, at=context.env.clock.now())
    erasure.begin(identity)
    failures |= forget_person(places, identity)[1]
    if failures:
        raise next(iter(failures.values()))
    erasure.finish(identity)


@contextmanager
def daily_retention(context: AppContext, *, interval: float = _DAY) -> Iterator[None]:
    """Enforce the setting `retention` now, and once per `interval` (in seconds) during the block.

    Raises LushaError if it fails now; later failures are reported.
    """
    enforce_retention(context)
    stop = threading.Event()

    def work() -> None:
        while not stop.wait(interval):
            try:
                enforce_retention(context)
            except LushaError as error:
                context.env.info(f"Old data can't be deleted: {error.message}")

    thread = threading.Thread(target=work, name="retention", daemon=True)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()
