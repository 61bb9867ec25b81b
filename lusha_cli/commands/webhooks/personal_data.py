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
def daily_deletion(context: AppContext, *, interval: float = _DAY) -> Iterator[None]:
    """Delete old and forgotten data now, and once per `interval` (in seconds) during the block.

    The setting `retention` has the age of old data. Erasures of opt-outs that were interrupted are
    finished. Failures are reported, as deliveries must be received all the same.
    """
    stop = threading.Event()

    def delete() -> None:
        try:
            enforce_retention(context)
        except Exception as error:
            context.env.info(f"Old data can't be deleted: {_message(error)}")
        if context.env.settings.get("opt_outs") == "forget":
            _finish_erasures(context)

    def work() -> None:
        delete()
        while not stop.wait(interval):
            delete()

    thread = threading.Thread(target=work, name="deletion", daemon=True)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()


def _finish_erasures(context: AppContext) -> None:
    """Erase the people whose erasure was interrupted: the log may not have their opt-out now."""
    from lusha_cli.personal_data.person import Erasure

    for person in Erasure(context.env.api_state_folder / "forget.json").pending():
        try:
            erase_person(context, person)
        except Exception as error:
            context.env.info(f"Not everything is erased: {_message(error)}")


def _message(error: Exception) -> str:
    return error.message if isinstance(error, LushaError) else f"{type(error).__name__}: {error}"
