"""Find everything that is stored about a person, and erase it."""

import json
import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

from lusha_cli.errors import LushaError
from lusha_cli.personal_data.store import ErasablePlace, Finding, Place
from lusha_cli.privacy.identity import PersonIdentity
from lusha_cli.storage.salted_hash import write_private_file
from lusha_cli.storage.state_store import ensure_private_directory, reason

# Each pass may find identifiers that lead to more data. More passes than this find nothing new in
# practice, and the bound keeps damaged data from leading to everybody.
_MAX_PASSES = 5


class Search(NamedTuple):
    """The findings about a person, and the errors of the places that can't be searched."""

    findings: list[Finding]
    failures: dict[str, LushaError]


def find_person(places: Sequence[Place], identity: PersonIdentity) -> Search:
    """Return everything in the places about a person, and add the identifiers found to `identity`.

    A place that can't be read doesn't keep the others from being searched.
    """
    findings: list[Finding] = []
    failures: dict[str, LushaError] = {}
    reached = list(places)
    for _ in range(_MAX_PASSES):
        known = len(identity)
        findings = []
        # Waiting for a server a second time would find nothing either.
        for place in list(reached):
            reached.remove(place)
            with _failures_collected(place, failures):
                findings += place.find(identity)
                reached.append(place)
        for finding in findings:
            identity.add(finding.identifiers)
        if len(identity) == known:
            break
    return Search(findings, failures)


@contextmanager
def _failures_collected(place: Place, failures: dict[str, LushaError]) -> Iterator[None]:
    try:
        yield
    except LushaError as error:
        failures.setdefault(place.name, error)
    except OSError as error:
        failures.setdefault(place.name, LushaError(f"Cannot use {place.name}: {reason(error)}."))


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
    places: Iterable[ErasablePlace], identity: PersonIdentity
) -> tuple[dict[str, int], dict[str, LushaError]]:
    """Erase a person; return the number of entries and the errors, both by place.

    A place that can't be written doesn't keep the others from being erased.
    """
    erased: dict[str, int] = {}
    failures: dict[str, LushaError] = {}
    for place in places:
        with _failures_collected(place, failures):
            erased[place.name] = erased.get(place.name, 0) + place.forget(identity)
    return erased, failures
