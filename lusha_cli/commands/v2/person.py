"""`lusha person`: look people up, one or many."""

from typing import Annotated, Any

import typer

from lusha_cli.api.endpoints import PERSON_BULK, PERSON_GET
from lusha_cli.cli import bulk_options, options
from lusha_cli.cli.command import Reply, command, group, present
from lusha_cli.cli.global_options import PEOPLE_FLAGS
from lusha_cli.commands.identify import (
    NAME_OPTIONS,
    normalize_name_params,
    resolve_person,
)
from lusha_cli.context.app_context import World
from lusha_cli.errors import NoMatch, UsageError
from lusha_cli.json_types import Json
from lusha_cli.models import read_error
from lusha_cli.output.layouts.v2 import PERSON_BULK_LAYOUT, PERSON_LAYOUT

app = group("Look people up and enrich files of them.")

ACCEPTED = (
    "A person is named by an e-mail, a LinkedIn URL, a person id, "
    "or first name, last name and company (name or domain)."
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


@command(
    app,
    "get",
    layout=PERSON_LAYOUT,
    flags=PEOPLE_FLAGS,
    bundles={"contact": IDENTIFIER_OPTIONS, "enrichment": ENRICHMENT_OPTIONS},
    example="lusha person get ada.byrne@analytical-engines.example --sandbox",
)
def get(
    world: World,
    who: Annotated[
        str | None, typer.Argument(metavar="[WHO]", help="E-mail, LinkedIn URL or person id.")
    ] = None,
    *,
    contact: dict[str, Any],
    enrichment: dict[str, Any],
) -> Reply:
    """Look up one person: job, company, e-mails and phones."""
    identifiers = resolve_person(contact, who)
    query = {"personId": identifiers.pop("id"), **identifiers, **enrichment}
    query = normalize_name_params(present(query), split=True)
    _check_identified(query)
    body = world.call(PERSON_GET, query=query)
    return Reply(body, failure=_no_match(body))


def _check_identified(query: dict[str, Any]) -> None:
    """Raise UsageError if the query does not identify a person."""
    by_name = "firstName" in query and "lastName" in query
    if {"personId", "email", "linkedinUrl"} & set(query):
        return
    if by_name and {"companyName", "companyDomain"} & set(query):
        return
    parts = {
        "first name": "firstName" in query,
        "last name": "lastName" in query,
        "company": bool({"companyName", "companyDomain"} & set(query)),
    }
    missing = [part for part, is_there in parts.items() if not is_there]
    why = f"The {' and '.join(missing)} is missing." if len(missing) < 3 else "Nobody is named."
    raise UsageError(f"{why} {ACCEPTED}", hint="Run: lusha person get --help")


def _no_match(body: Json) -> NoMatch | None:
    contact = body.get("contact") if isinstance(body, dict) else None
    error = read_error(contact)
    if error is None and isinstance(contact, dict) and contact.get("data"):
        return None
    return NoMatch(
        f"No match: {error.message.rstrip('.')}." if error else "No match.",
        hint="Nothing was charged. Add what you know: a LinkedIn URL, or name and company.",
    )


@command(
    app,
    "bulk",
    layout=PERSON_BULK_LAYOUT,
    flags=PEOPLE_FLAGS,
    bundles={
        "reading": bulk_options.READING,
        "going": bulk_options.GOING,
        "shape": bulk_options.SHAPE,
        "smart": bulk_options.SMART,
        "enrichment": ENRICHMENT_OPTIONS,
    },
    example="lusha person bulk leads.csv --sandbox --out out.csv --yes",
)
def bulk(
    world: World,
    source: bulk_options.InputArg = None,
    *,
    out: bulk_options.OutOpt = None,
    reading: dict[str, Any],
    going: dict[str, Any],
    shape: dict[str, Any],
    smart: dict[str, Any],
    body: options.BodyOpt = None,
    enrichment: dict[str, Any],
) -> Json:
    """Enrich a file of people, or send one request of up to 100."""
    metadata = present(enrichment)
    search_first = present({"reveal": smart["reveal"], "fillEmpty": smart["fill_empty"]})
    is_smart = bool(smart["smart"])
    if search_first and not is_smart:
        flag = "--reveal" if "reveal" in search_first else "--fill-empty"
        raise UsageError(f"{flag} goes with --smart.", hint="Add --smart.")
    if is_smart and world.settings.get("api_version") == "v2":
        raise UsageError("--smart asks V3 of the API alone.", hint="Leave out --api-version v2.")
    from lusha_cli.commands.batches import send_body
    from lusha_cli.commands.bulk.run import enrich

    if is_smart:
        metadata = _search_first_options(metadata, search_first, body)
    elif body is not None:
        return send_body(world, PERSON_BULK, body, source, {"metadata": metadata})
    from lusha_cli.bulk.record_types import PERSON as KIND
    from lusha_cli.bulk.run.search_first_type import smart_kind

    kind = smart_kind(metadata) if is_smart else KIND
    file_options = {"reading": reading, "going": going, "shape": shape}
    return enrich(world, kind, source, out=out, options=metadata, **file_options)


# Options that runs with --smart do not take.
_FLAGS = {
    "refreshJobInfo": "--refresh-job-info",
    "filterBy": "--filter-by",
    "revealEmails": "--reveal-emails",
    "revealPhones": "--reveal-phones",
    "signals": "--signal",
    "signalsStartDate": "--signals-start-date",
}


def _search_first_options(
    metadata: dict[str, Any], search_first: dict[str, Any], body: str | None
) -> dict[str, Any]:
    """Return the options of a run with --smart. Raises UsageError for what it does not take."""
    unsupported = [name for name in metadata if name != "partialProfile"]
    if body is not None or unsupported:
        flag = _FLAGS[unsupported[0]] if unsupported else "--body"
        raise UsageError(
            f"--smart does not go with {flag}.", hint="It reveals what --reveal names."
        )
    return {"smart": True, **metadata, **search_first}
