"""Find everything that is stored about a person, and erase it."""

import json
import os
from collections.abc import Iterable, Sequence
from contextlib import suppress
from pathlib import Path

from lusha_cli.errors import LushaError
from lusha_cli.personal_data.store import Finding, Store
from lusha_cli.privacy.identity import PersonIdentity
from lusha_cli.storage.salted_hash import write_private_file
from lusha_cli.storage.state_store import ensure_private_directory

# Each pass may find identifiers that lead to more data. More passes than this find nothing new in
# practice, and the bound keeps damaged data from leading to everybody.
_MAX_PASSES = 5


def find_person(stores: Sequence[Store], identity: PersonIdentity) -> list[Finding]:
    """Return everything in the stores about a person, and add the identifiers found to `identity`.

    Raises LushaError if a store can't be read.
    """
    findings: list[Finding] = []
    for _ in range(_MAX_PASSES):
        known = len(identity)
        findings = [finding for store in stores for finding in store.find(identity)]
        for finding in findings:
            identity.add(finding.identifiers)
        if len(identity) == known:
            break
    return findings


class Erasure:
    """The erasure of a person, which a later process finishes if this one is killed.

    The identifiers found so far are in `file` until everything is erased: the data that led to them
    may be erased already.
    """

    def __init__(self, file: Path) -> None:
        self._file = file

    def pending(self) -> list[list[str]]:
        """Return the identifiers of each person whose erasure was interrupted."""
        with suppress(OSError, ValueError):
            people = json.loads(self._file.read_bytes())
            return [[str(identifier) for identifier in person] for person in people]
        return []

    def begin(self, identity: PersonIdentity) -> None:
        """Store the identifiers of a person, together with the pending ones. Raises OSError."""
        people = [*(p for p in self.pending() if not identity.matches(p)), list(identity)]
        self._store(people)

    def finish(self, identity: PersonIdentity) -> None:
        """Remove the identifiers of a person. Raises OSError."""
        self._store([person for person in self.pending() if not identity.matches(person)])

    def _store(self, people: list[list[str]]) -> None:
        if not people:
            self._file.unlink(missing_ok=True)
            return
        ensure_private_directory(self._file.parent)
        new_file = self._file.with_suffix(".new")
        write_private_file(new_file, json.dumps(people).encode())
        os.replace(new_file, self._file)


def forget_person(
    stores: Iterable[Store], identity: PersonIdentity
) -> tuple[dict[str, int], LushaError | None]:
    """Erase a person from the stores; return the number of entries by store, and the first error.

    A store that can't be written doesn't keep the others from being erased.
    """
    erased: dict[str, int] = {}
    failure: LushaError | None = None
    for store in stores:
        try:
            erased[store.name] = store.forget(identity)
        except LushaError as error:
            failure = failure or error
        except OSError as error:
            failure = failure or LushaError(f"Cannot erase {store.name}: {error.strerror}.")
    return erased, failure
