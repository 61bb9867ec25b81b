"""Find and erase everything that is stored about a person."""

import shlex
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from lusha_cli.cli.command import CommandResult
from lusha_cli.commands.privacy_stores import join_words, stores
from lusha_cli.context.app_context import AppContext
from lusha_cli.errors import ConfirmationDeclined, LushaError, NoMatch, PartialFailure
from lusha_cli.json_types import Json
from lusha_cli.output.number_format import pluralize
from lusha_cli.personal_data.person import Erasure, find_person, forget_person
from lusha_cli.privacy.identity import PersonIdentity

if TYPE_CHECKING:
    from lusha_cli.personal_data.named_files import NamedFile
    from lusha_cli.personal_data.named_places import NamedPlace
    from lusha_cli.personal_data.store import ErasablePlace

# The stores are not searched for a longer list of people, nor are they listed in a command.
_MAX_SEARCHES = 20
_ELSEWHERE = (
    "files and databases that you wrote, copies and backups of the state folder, and other programs"
)
_ELSEWHERE_THAN_NAMED = (
    "files and databases that you didn't name, copies and backups, and other programs"
)


def find(context: AppContext, who: str, identifier: str, *, named: Sequence[str]) -> CommandResult:
    """Return everything that is stored about a person, also in the values `named` of --in.

    The result has the error NoMatch if there is nothing, and PartialFailure if a place can't be
    searched. Raises UsageError for a value that doesn't exist.
    """
    identity = PersonIdentity([identifier])
    places = _named_places(named)
    # Files lead to no other identifiers, so that they are searched once, for all of them.
    others, files = _split(places)
    findings, failures = find_person([*stores(context), *others], identity)
    in_files = find_person(files, identity)
    findings += in_files.findings
    failures |= in_files.failures
    suppressed = context.env.suppression_list.contains_any(identity)
    body: dict[str, Json] = {
        "identifiers": list(identity),
        "suppressed": suppressed,
        "found": [
            {"store": finding.store, "place": finding.place, "data": finding.data}
            for finding in findings
        ],
    }
    context.defer_note(f"Not searched: {_ELSEWHERE_THAN_NAMED if named else _ELSEWHERE}.")
    if failures:
        command = _command_line(context, "find", [who], places)
        return CommandResult(body, failure=_not_reached("searched", failures, command))
    if findings or suppressed:
        return CommandResult(body)
    return CommandResult(body, failure=NoMatch(f"Nothing is stored about {who}."))


def forget(
    context: AppContext,
    people: dict[str, str],
    *,
    named: Sequence[str],
    is_suppressed: bool,
    is_confirmed: bool = False,
) -> CommandResult:
    """Erase people (identifier by what was typed), and those whose erasure was interrupted.

    `named` are the values of --in. The result has the error PartialFailure if a place can't be
    erased now, or if the people are in files that only the user can edit. Raises UsageError for a
    value that doesn't exist, and ConfirmationDeclined.
    """
    erasure = Erasure(context.env.api_state_folder / "forget.json")
    named_places = _named_places(named)
    others, files = _split(named_places)
    places = [*stores(context), *others]
    identities = [PersonIdentity(person) for person in erasure.pending()]
    counts: dict[str, int] = {}
    failures: dict[str, LushaError] = {}
    for identifier in people.values():
        identity = PersonIdentity([identifier])
        search = find_person(places, identity)
        failures |= search.failures
        for finding in search.findings:
            counts[finding.store] = counts.get(finding.store, 0) + 1
        identities.append(identity)
    if counts and not is_confirmed:
        found = join_words([f"{number:,} in {name}" for name, number in counts.items()])
        context.env.confirm(
            f"This erases all stored data about {join_words(list(people))} ({found}), also results "
            "that you paid for.",
            outcome="Nothing was erased.",
        )
    body: dict[str, Json] = {}
    if is_suppressed:
        # First: a lookup by another process must not store the person again.
        listed = {identifier for identity in identities for identifier in identity}
        body["suppressed"] = context.env.suppression_list.add(listed, at=context.env.clock.now())
    erased: dict[str, int] = {}
    for identity in identities:
        erasure.begin(identity)
        numbers, errors = forget_person(places, identity)
        for name, number in numbers.items():
            erased[name] = erased.get(name, 0) + number
        failures |= errors
        if not failures:
            erasure.finish(identity)
    body = {"erased": erased, **body}
    not_erased = _rows_in(files, identities, failures)
    if files:
        body["notErased"] = not_erased
    context.env.info(f"Not reached: {_ELSEWHERE_THAN_NAMED if named else _ELSEWHERE}.")
    if not (is_suppressed or context.env.suppression_list.contains_any(people.values())):
        command = shlex.join(["lusha", "privacy", "suppress", *people])
        context.env.info(f"To keep lusha from looking them up again, run: {command}")
    if failures:
        flags = ["--suppress"] * is_suppressed
        command = _command_line(context, "forget", people, named_places, *flags, "--yes")
        return CommandResult(body, failure=_not_reached("erased", failures, command))
    if not_erased:
        command = _command_line(context, "find", list(people)[:1], files)
        rows = pluralize(len(not_erased), "row is", "rows are")
        failure = PartialFailure(
            f"{rows} not erased, as only you can edit {join_words([f.name for f in files])}.",
            hint=f"Delete the rows. To list them: {command}",
        )
        return CommandResult(body, failure=failure)
    return CommandResult(body)


def _named_places(named: Sequence[str]) -> "list[NamedPlace]":
    if not named:
        return []
    from lusha_cli.personal_data.named_places import named_place

    return [named_place(text) for text in dict.fromkeys(named)]


def _split(places: "Sequence[NamedPlace]") -> "tuple[list[ErasablePlace], list[NamedFile]]":
    """Return the places from which people can be erased, and the files, which stay unchanged."""
    if not places:
        return [], []
    from lusha_cli.personal_data.named_files import NamedFile

    erasable = [place for place in places if not isinstance(place, NamedFile)]
    return [*erasable], [place for place in places if isinstance(place, NamedFile)]


def _rows_in(
    files: Sequence["NamedFile"],
    identities: Iterable[PersonIdentity],
    failures: dict[str, LushaError],
) -> list[Json]:
    """Return where people are in files, once all of their identifiers are known."""
    rows: dict[tuple[str, str], None] = {}
    for identity in identities:
        search = find_person(files, identity)
        failures |= search.failures
        rows |= {(finding.store, finding.place): None for finding in search.findings}
    return [{"file": file, "place": place} for file, place in rows]


def _not_reached(done: str, failures: Mapping[str, LushaError], command: str) -> PartialFailure:
    """Return the error for places that can't be used now; `command` is the one to repeat."""
    causes = " ".join(error.message for error in failures.values())
    hints = [error.hint for error in failures.values() if error.hint]
    again = f"Then run again: {command}" if hints else f"Run again: {command}"
    return PartialFailure(
        f"Not everything is {done}: {causes}", hint=" ".join([*dict.fromkeys(hints), again])
    )


def _command_line(
    context: AppContext,
    name: str,
    people: Iterable[str],
    places: Sequence["NamedPlace"],
    *flags: str,
) -> str:
    """Return a command of this group. Passwords in URLs are masked."""
    who = list(people)
    named = [word for place in places for word in ("--in", place.name)]
    sandbox = ["--sandbox"] if context.env.flags.get("sandbox") else []
    # A longer list came from stdin.
    words = who if len(who) <= _MAX_SEARCHES else ["-"]
    return shlex.join(["lusha", "privacy", name, *words, *named, *flags, *sandbox])


def offer_erasure(context: AppContext, people: dict[str, str]) -> None:
    """Report how much is stored about suppressed people, and erase it if that is confirmed.

    `people` are the identifiers by what was typed. Without a terminal, the command to erase it is
    printed. Raises PartialFailure if not everything is erased.
    """
    command = _command_line(context, "forget", people, [])
    # Each takes a search of all stores.
    if len(people) > _MAX_SEARCHES:
        context.env.info(f"To erase what is stored about them, run: {command}")
        return
    number = sum(
        len(find_person(stores(context), PersonIdentity([identifier])).findings)
        for identifier in sorted(people.values())
    )
    if not number:
        return
    are = "entry about them is" if number == 1 else "entries about them are"
    if not context.env.is_interactive or context.env.settings.get("yes"):
        context.env.info(f"{number:,} {are} stored. To erase them, run: {command}")
        return
    try:
        context.env.prompt(f"{number:,} {are} still stored. This erases them.")
    except ConfirmationDeclined:
        context.env.info(f"Nothing was erased. To erase it later, run: {command}")
        return
    result = forget(context, people, named=(), is_suppressed=True, is_confirmed=True)
    if result.failure:
        raise result.failure
    context.env.info(f"Erased {pluralize(number, 'entry', 'entries')}.")
