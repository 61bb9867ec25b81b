"""`lusha privacy`: the suppression list of people who opted out of being looked up."""

from functools import partial
from itertools import chain
from typing import Annotated

from lusha_cli.cli.command import CommandResult, command, group
from lusha_cli.cli.global_options import BILLING_OPTIONS, CONNECTION_OPTIONS, LOCAL_FLAGS
from lusha_cli.cli.options import AGE, argument, flag, option
from lusha_cli.context.app_context import AppContext
from lusha_cli.context.result_cache import forget_if_cached
from lusha_cli.errors import NoMatch, UsageError
from lusha_cli.json_types import Json
from lusha_cli.output.layouts.local import (
    FINDINGS_LAYOUT,
    KEY_VALUES_LAYOUT,
    PURGE_LAYOUT,
    STORES_LAYOUT,
    SUPPRESSION_CHECK_LAYOUT,
)
from lusha_cli.parsing.invalid_value import InvalidValue
from lusha_cli.privacy import identifiers

# The sandbox has its own suppression list.
SUPPRESSION_FLAGS = {**LOCAL_FLAGS, "sandbox": CONNECTION_OPTIONS["sandbox"]}

app = group("Suppress, find and erase people, and expire their data.")
privacy_command = partial(command, app, flags=SUPPRESSION_FLAGS)

IdentifierArg = Annotated[list[str] | None, argument(
    "WHO...",
    "Emails, LinkedIn URLs, phones (+1...) or IDs of people, or - for one per line on stdin.",
)]  # fmt: skip


@privacy_command(
    "suppress", layout=KEY_VALUES_LAYOUT, example="lusha privacy suppress ada@firm.example"
)
def suppress(context: AppContext, who: IdentifierArg = None) -> Json:
    """Add people to the suppression list.

    Reports what is still stored about them, and offers on a terminal to erase it.
    """
    people = _parse_identifiers(context, who)
    identifier_set = set(people.values())
    added = context.env.suppression_list.add(identifier_set, at=context.env.clock.now())
    forget_if_cached(context, identifier_set)
    # It may be about one of them.
    if context.env.last_result.clear():
        context.env.info("The last result was deleted.")
    from lusha_cli.commands.privacy_person import offer_erasure

    offer_erasure(context, people)
    return {"added": added, "alreadyListed": len(identifier_set) - added}


@privacy_command("allow", layout=KEY_VALUES_LAYOUT, example="lusha privacy allow ada@firm.example")
def allow(context: AppContext, who: IdentifierArg = None) -> Json:
    """Remove people from the suppression list."""
    suppression_list = context.env.suppression_list
    people = {identifier: text for text, identifier in _parse_identifiers(context, who).items()}
    snapshot = suppression_list.snapshot()
    spellings = [identifiers.own_spellings(*person) for person in people.items()]
    removed = sum(map(snapshot.contains_any, spellings))
    suppression_list.remove(chain.from_iterable(spellings))
    _warn_of_shared_entries(context, people)
    return {"removed": removed, "notListed": len(people) - removed}


@privacy_command(
    "check", layout=SUPPRESSION_CHECK_LAYOUT, example="lusha privacy check ada@firm.example"
)
def check(context: AppContext, who: IdentifierArg = None) -> CommandResult:
    """Check whether people are on the suppression list.

    The exit code is 3 if none of them is.
    """
    parsed = _parse_identifiers(context, who)
    snapshot = context.env.suppression_list.snapshot()
    entries = [
        {
            "identifier": text,
            "suppressed": snapshot.contains_any(identifiers.all_spellings(identifier, text)),
        }
        for text, identifier in parsed.items()
    ]
    if any(entry["suppressed"] for entry in entries):
        # Success means that somebody is on the list, as with grep.
        return CommandResult(entries)
    one, number = entries[0]["identifier"], len(entries)
    subject = f"{one} isn't" if number == 1 else f"None of the {number:,} identifiers is"
    hint = "To add a person: lusha privacy suppress WHO"
    return CommandResult(entries, failure=NoMatch(f"{subject} on the suppression list.", hint=hint))


@privacy_command(
    "find", layout=FINDINGS_LAYOUT, example="lusha privacy find ada@firm.example --json"
)
def find(
    context: AppContext,
    who: Annotated[str, argument("WHO", "Email, LinkedIn URL, phone (+1...) or ID of a person.")],
    *,
    in_: Annotated[
        list[str] | None,
        option(
            "--in",
            "FILE|URL",
            "Also search this file, delivery log or database (repeatable).",
        ),
    ] = None,
) -> CommandResult:
    """Find everything that is stored about a person.

    Searches the journals of runs, the cache, the last results, logged deliveries and the ledger,
    and with --in also files and databases elsewhere. Follows all identifiers of the person that it
    finds. The exit code is 3 if nothing is stored, and 10 if a place can't be searched.
    """
    from lusha_cli.commands.privacy_person import find

    ((text, identifier),) = _parse_identifiers(context, [who]).items()
    return find(context, text, identifier, named=in_ or [])


@command(
    app,
    "forget",
    layout=KEY_VALUES_LAYOUT,
    flags={**SUPPRESSION_FLAGS, "yes": BILLING_OPTIONS["yes"]},
    example="lusha privacy forget ada@firm.example --suppress --yes",
)
def forget(
    context: AppContext,
    who: IdentifierArg = None,
    *,
    suppress: Annotated[
        bool, flag("--suppress", "Also add the people to the suppression list.")
    ] = False,
    in_: Annotated[
        list[str] | None,
        option(
            "--in",
            "FILE|URL",
            "Also erase from this delivery log or database (repeatable).",
        ),
    ] = None,
) -> CommandResult:
    """Erase everything that is stored about people.

    Erases what `lusha privacy find` shows. Rows of runs stay, without data and with the status
    forgotten, and are never sent again. Other files than delivery logs and databases are not
    changed: it lists the rows to edit. The exit code is 10 if something is left. If it is
    interrupted, run it again.
    """
    from lusha_cli.commands.privacy_person import forget

    people = _parse_identifiers(context, who)
    return forget(context, people, named=in_ or [], is_suppressed=suppress)


@privacy_command("status", layout=STORES_LAYOUT, example="lusha privacy status")
def status(context: AppContext) -> list[Json]:
    """Show the stored personal data: size, age and expiry."""
    from lusha_cli.commands.privacy_stores import describe_stores

    return describe_stores(context)


@command(
    app,
    "purge",
    layout=PURGE_LAYOUT,
    flags={**SUPPRESSION_FLAGS, "yes": BILLING_OPTIONS["yes"]},
    example="lusha privacy purge --older-than 90d --dry-run",
)
def purge(
    context: AppContext,
    *,
    older_than: Annotated[
        int | None, option("--older-than", AGE, "Age of the data to delete [setting retention].")
    ] = None,
    dry_run: Annotated[bool, flag("--dry-run", "Count the data without deleting it.")] = False,
) -> Json:
    """Delete stored personal data that is old.

    Deletes the journals of runs, cached and last results, logged deliveries, and the hashes of
    people in the ledger. Files that you wrote, and the suppression list, stay. The setting
    retention does the same at the start of each bulk run.
    """
    from lusha_cli.commands.privacy_stores import purge

    return purge(context, older_than, is_dry_run=dry_run)


def _parse_identifiers(context: AppContext, who: list[str] | None) -> dict[str, str]:
    """Return each input text with its identifier.

    Raises UsageError if a text is not an identifier, or without any text.
    """
    texts: list[tuple[str, str]] = []
    for position, text in enumerate(who or [], start=1):
        if text == "-":
            texts += _stdin_lines(context)
        else:
            texts.append((f"WHO {position}" if len(who or []) > 1 else "WHO", text))
    if not texts:
        raise UsageError(
            "WHO is missing.",
            hint="Pass emails, LinkedIn URLs, phones or IDs, or - to read them from stdin.",
        )
    if context.env.settings.get("redact_pii"):
        # Before parsing, whose errors quote what was typed.
        context.env.redactor.add_personal_data([text for _, text in texts])
    parsed = {}
    for source, text in texts:
        try:
            parsed[text.strip()] = identifiers.parse_identifier(text)
        except InvalidValue as error:
            # All or nothing: a list that is half stored would look complete.
            where = f"{source}: " if source != "WHO" else ""
            hint = None if context.command == "privacy check" else "Nothing was changed."
            raise UsageError(f"{where}{error}", hint=hint) from error
    return parsed


def _warn_of_shared_entries(context: AppContext, people: dict[str, str]) -> None:
    """Print the entries of earlier versions that still suppress people who were removed.

    Such an entry may stand for somebody else too, so that it is only removed by its own name.
    """
    snapshot = context.env.suppression_list.snapshot()
    for identifier, text in people.items():
        for shared in identifiers.all_spellings(identifier, text):
            if snapshot.contains_any([shared]):
                value = shared.partition(":")[2]
                if context.env.settings.get("redact_pii"):
                    context.env.redactor.add_personal_data([value])
                context.env.info(
                    f"Warning: {text} is still suppressed as {value}, an entry that other people "
                    f"may share. To remove it: lusha privacy allow {value}"
                )


def _stdin_lines(context: AppContext) -> list[tuple[str, str]]:
    """Return the non-empty lines of stdin, each with its position for error messages."""
    try:
        text = context.env.stdin_bytes.read().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UsageError("Standard input isn't text in UTF-8.") from error
    # Not splitlines, whose other separators would make the line numbers wrong.
    lines = enumerate(text.split("\n"), start=1)
    return [(f"Line {number}", line.strip()) for number, line in lines if line.strip()]
