"""`lusha person`: look people up, one or many."""

from typing import Any

import typer

from lusha_cli.api.endpoints import PERSON_GET
from lusha_cli.cli import options
from lusha_cli.cli.command import CommandResult, command, drop_unset
from lusha_cli.cli.global_options import CACHED_PEOPLE_FLAGS
from lusha_cli.commands.identify import NAME_OPTIONS, normalize_name_params, resolve_person
from lusha_cli.commands.match_notes import note_person
from lusha_cli.commands.no_match import no_match
from lusha_cli.commands.parts import Part, load_group
from lusha_cli.context.app_context import AppContext
from lusha_cli.errors import NoMatch, UsageError
from lusha_cli.json_types import Json, get_in
from lusha_cli.models import read_error
from lusha_cli.output.layouts.v2 import PERSON_LAYOUT

PARTS = (
    Part("v2.person", "add_person_get", ("get",)),
    Part("v2.person_bulk", "add_person_bulk", ("bulk",)),
)

ACCEPTED = (
    "Pass an email, a LinkedIn URL, a person ID, "
    "or a first name, last name and company (name or domain)."
)

IDENTIFIER_OPTIONS: dict[str, Any] = {
    "email": options.EmailOpt,
    "linkedinUrl": options.LinkedinOpt,
    "id": options.PersonIdOpt,
    **NAME_OPTIONS,
}
# What one lookup and a bulk request both take: parameter of the API -> option type.
ENRICHMENT_OPTIONS: dict[str, Any] = {
    "refreshJobInfo": options.RefreshOpt,
    "filterBy": options.FilterByOpt,
    "revealEmails": options.RevealEmailsOpt,
    "revealPhones": options.RevealPhonesOpt,
    "signals": options.ContactSignalOpt,
    "signalsStartDate": options.SignalsStartOpt,
    "partialProfile": options.PartialProfileOpt,
}


def load(command: str = "") -> typer.Typer:
    """Return the group, or only the part of it that has the command."""
    return load_group("Look up people, one by one or from a file.", PARTS, command)


def add_person_get(app: typer.Typer) -> None:
    """Add `person get`."""
    command(
        app,
        "get",
        layout=PERSON_LAYOUT,
        flags=CACHED_PEOPLE_FLAGS,
        option_groups={"contact": IDENTIFIER_OPTIONS, "enrichment": ENRICHMENT_OPTIONS},
        example="lusha person get ada.byrne@analytical-engines.example --sandbox",
    )(get)


def get(
    context: AppContext,
    who: options.PersonArg = None,
    *,
    contact: dict[str, Any],
    enrichment: dict[str, Any],
) -> CommandResult:
    """Look up one person: job, company, emails and phones."""
    identifiers = resolve_person(contact, who)
    query = {"personId": identifiers.pop("id"), **identifiers, **enrichment}
    # Here the API takes first and last name, in other operations the full name.
    query = normalize_name_params(drop_unset(query), split=True)
    _check_identified(query)
    body = context.call(PERSON_GET, query=query)
    failure = _no_match(context, body)
    if failure is None:
        note_person(context, query, get_in(body, "contact", "data"), None)
    return CommandResult(body, failure=failure)


def _check_identified(query: dict[str, Any]) -> None:
    """Raise UsageError if the query does not identify a person."""
    keys_by_part = {
        "first name": {"firstName"},
        "last name": {"lastName"},
        "company": {"companyName", "companyDomain"},
    }
    missing = [part for part, keys in keys_by_part.items() if not keys & query.keys()]
    # An identifier is enough, so an incomplete name beside it doesn't matter.
    if not missing or {"personId", "email", "linkedinUrl"} & query.keys():
        return
    why = (
        f"The {' and '.join(missing)} {'is' if len(missing) == 1 else 'are'} missing."
        if len(missing) < 3
        else "No person is specified."
    )
    raise UsageError(f"{why} {ACCEPTED}", hint="Run: lusha person get --help")


def _no_match(context: AppContext, body: Json) -> NoMatch | None:
    contact = body.get("contact") if isinstance(body, dict) else None
    # "No match" is an HTTP 200, with an error beside the contact's data.
    error = read_error(contact)
    if error is None and isinstance(contact, dict) and contact.get("data"):
        return None
    hint = "Check the spelling, or identify the person in another way."
    return no_match(context, [error] if error else [], hint=hint)
