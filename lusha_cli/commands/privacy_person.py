"""Find and erase everything that this machine stores about a person."""

from contextlib import suppress
from typing import Any

from lusha_cli.cli.command import CommandResult
from lusha_cli.commands.privacy_stores import join_words, stores
from lusha_cli.context.app_context import AppContext
from lusha_cli.errors import LushaError, NoMatch, PartialFailure
from lusha_cli.json_types import Json
from lusha_cli.personal_data.person import Erasure, find_person, forget_person
from lusha_cli.privacy.identity import PersonIdentity

# The stores are not searched for a longer list of people.
_MAX_SEARCHES = 20
_ELSEWHERE = (
    "files and databases that you wrote, copies and backups of the state folder, and other programs"
)


def find(context: AppContext, who: str, identifier: str) -> CommandResult:
    """Return everything that is stored about a person. NoMatch if there is nothing."""
    identity = PersonIdentity([identifier])
    findings = find_person(stores(context), identity)
    suppressed = context.env.suppression_list.contains_any(identity)
    body: dict[str, Json] = {
        "identifiers": list(identity),
        "suppressed": suppressed,
        "found": [
            {"store": finding.store, "place": finding.place, "data": finding.data}
            for finding in findings
        ],
    }
    context.defer_note(f"Not searched: {_ELSEWHERE}.")
    if findings or suppressed:
        return CommandResult(body)
    return CommandResult(body, failure=NoMatch(f"Nothing is stored about {who}."))


def forget(context: AppContext, people: dict[str, str], *, is_suppressed: bool) -> Json:
    """Erase people (identifier by what was typed), and those whose erasure was interrupted.

    Raises ConfirmationDeclined, and PartialFailure if a store can't be erased now.
    """
    erasure = Erasure(context.env.api_state_folder / "forget.json")
    places = stores(context)
    identities = [PersonIdentity(person) for person in erasure.pending()]
    counts: dict[str, int] = {}
    for identifier in people.values():
        identity = PersonIdentity([identifier])
        for finding in find_person(places, identity):
            counts[finding.store] = counts.get(finding.store, 0) + 1
        identities.append(identity)
    names = join_words(list(people))
    if counts:
        found = join_words([f"{number:,} in {name}" for name, number in counts.items()])
        context.env.confirm(
            f"This erases all stored data about {names} ({found}), also results that you paid for.",
            outcome="Nothing was erased.",
        )
    added = 0
    if is_suppressed:
        # First: a lookup by another process must not store the person again.
        listed = {identifier for identity in identities for identifier in identity}
        added = context.env.suppression_list.add(listed, at=context.env.clock.now())
    erased: dict[str, int] = {}
    for identity in identities:
        erasure.begin(identity)
        numbers, failure = forget_person(places, identity)
        for name, number in numbers.items():
            erased[name] = erased.get(name, 0) + number
        if failure is not None:
            raise PartialFailure(
                f"Not everything is erased: {failure.message}",
                hint="Run the same command again to erase the rest.",
            ) from failure
        erasure.finish(identity)
    context.env.info(f"Not reached: {_ELSEWHERE}.")
    result: dict[str, Any] = {"erased": erased}
    if is_suppressed:
        result["suppressed"] = added
    elif not context.env.suppression_list.contains_any(people.values()):
        command = " ".join(["lusha privacy suppress", *people])
        context.env.info(f"To keep lusha from looking them up again, run: {command}")
    return result


def note_stored_data(context: AppContext, identifiers: set[str]) -> None:
    """Report how much is stored about people who were added to the suppression list."""
    # Each takes a search of all stores.
    if len(identifiers) > _MAX_SEARCHES:
        context.env.info("To erase what is stored about them, run: lusha privacy forget WHO")
        return
    number = 0
    for identifier in sorted(identifiers):
        with suppress(LushaError):
            number += len(find_person(stores(context), PersonIdentity([identifier])))
    if number:
        are = "entry about them is" if number == 1 else "entries about them are"
        context.env.info(f"{number:,} {are} stored. To erase them, run: lusha privacy forget WHO")
