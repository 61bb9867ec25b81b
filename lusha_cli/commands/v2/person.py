"""`lusha person`: look people up, one or many."""

from typing import Annotated, Any

import typer

from lusha_cli.api.endpoints import PERSON_BULK, PERSON_GET
from lusha_cli.cli import bulk_options, options
from lusha_cli.cli.command import Reply, command, group, present
from lusha_cli.cli.global_options import PEOPLE_FLAGS
from lusha_cli.commands.identify import person_meant, with_names
from lusha_cli.context.app_context import World
from lusha_cli.errors import NoMatch, UsageError
from lusha_cli.json_types import Json
from lusha_cli.models import read_error
from lusha_cli.output.layouts.v2 import PEOPLE, PERSON

app = group("Look people up and enrich files of them.")

ACCEPTED = (
    "A person is named by an e-mail, a LinkedIn URL, a person id, "
    "or first name, last name and company (name or domain)."
)


@command(
    app,
    "get",
    layout=PERSON,
    flags=PEOPLE_FLAGS,
    example="lusha person get ada.byrne@analytical-engines.example --sandbox",
)
def get(
    world: World,
    who: Annotated[
        str | None, typer.Argument(metavar="[WHO]", help="E-mail, LinkedIn URL or person id.")
    ] = None,
    *,
    email: options.EmailOpt = None,
    linkedin_url: options.LinkedinOpt = None,
    person_id: options.PersonIdOpt = None,
    first_name: options.FirstNameOpt = None,
    last_name: options.LastNameOpt = None,
    full_name: options.FullNameOpt = None,
    company_name: options.EmployerNameOpt = None,
    company_domain: options.EmployerDomainOpt = None,
    refresh_job_info: options.RefreshOpt = None,
    filter_by: options.FilterByOpt = None,
    reveal_emails: options.RevealEmailsOpt = None,
    reveal_phones: options.RevealPhonesOpt = None,
    signal: options.ContactSignalOpt = None,
    signals_start_date: options.SignalsStartOpt = None,
    partial_profile: options.PartialProfileOpt = None,
) -> Reply:
    """Look up one person: job, company, e-mails and phones."""
    query = {
        "personId": person_id,
        "email": email,
        "linkedinUrl": linkedin_url,
        "firstName": first_name,
        "lastName": last_name,
        "fullName": full_name,
        "companyName": company_name,
        "companyDomain": company_domain,
        "refreshJobInfo": refresh_job_info,
        "filterBy": filter_by,
        "revealEmails": reveal_emails,
        "revealPhones": reveal_phones,
        "signals": signal,
        "signalsStartDate": signals_start_date,
        "partialProfile": partial_profile,
    }
    given = with_names(present(person_meant(query, who)), split=True)
    _check_named(given)
    body = world.call(PERSON_GET, query=given)
    return Reply(body, failure=_no_match(body))


def _check_named(query: dict[str, Any]) -> None:
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
    missing = [part for part, given in parts.items() if not given]
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
    layout=PEOPLE,
    flags=PEOPLE_FLAGS,
    bundles={
        "input_options": bulk_options.INPUT_OPTIONS,
        "run_options": bulk_options.RUN_OPTIONS,
        "output_options": bulk_options.OUTPUT_OPTIONS,
        "search_first_options": bulk_options.SEARCH_FIRST_OPTIONS,
    },
    example="lusha person bulk leads.csv --sandbox --out out.csv --yes",
)
def bulk(
    world: World,
    source: bulk_options.InputArg = None,
    *,
    out: bulk_options.OutOpt = None,
    input_options: dict[str, Any],
    run_options: dict[str, Any],
    output_options: dict[str, Any],
    search_first_options: dict[str, Any],
    body: options.BodyOpt = None,
    refresh_job_info: options.RefreshOpt = None,
    filter_by: options.FilterByOpt = None,
    reveal_emails: options.RevealEmailsOpt = None,
    reveal_phones: options.RevealPhonesOpt = None,
    signal: options.ContactSignalOpt = None,
    signals_start_date: options.SignalsStartOpt = None,
    partial_profile: options.PartialProfileOpt = None,
) -> Json:
    """Enrich a file of people, or send one request of up to 100."""
    given = {
        "refreshJobInfo": refresh_job_info,
        "filterBy": filter_by,
        "revealEmails": reveal_emails,
        "revealPhones": reveal_phones,
        "signals": signal,
        "signalsStartDate": signals_start_date,
        "partialProfile": partial_profile,
    }
    metadata = present(given)
    chosen = present(
        {"reveal": search_first_options["reveal"], "fillEmpty": search_first_options["fill_empty"]}
    )
    is_search_first = bool(search_first_options["smart"])
    if chosen and not is_search_first:
        flag = "--reveal" if "reveal" in chosen else "--fill-empty"
        raise UsageError(f"{flag} goes with --smart.", hint="Add --smart.")
    if is_search_first and world.settings.get("api_version") == "v2":
        raise UsageError("--smart asks V3 of the API alone.", hint="Leave out --api-version v2.")
    from lusha_cli.commands.batches import send_body
    from lusha_cli.commands.bulk.run import enrich

    if is_search_first:
        metadata = _search_first_metadata(metadata, chosen, body)
    elif body is not None:
        return send_body(world, PERSON_BULK, body, source, {"metadata": metadata})
    from lusha_cli.bulk.record_types import PERSON as PERSON_TYPE
    from lusha_cli.bulk.run.search_first_type import search_first_type

    record_type = search_first_type(metadata) if is_search_first else PERSON_TYPE
    return enrich(
        world,
        record_type,
        source,
        out=out,
        request_options=metadata,
        input_options=input_options,
        run_options=run_options,
        output_options=output_options,
    )


# Options that --smart excludes.
_V2_FLAGS = {
    "refreshJobInfo": "--refresh-job-info",
    "filterBy": "--filter-by",
    "revealEmails": "--reveal-emails",
    "revealPhones": "--reveal-phones",
    "signals": "--signal",
    "signalsStartDate": "--signals-start-date",
}


def _search_first_metadata(
    metadata: dict[str, Any], chosen: dict[str, Any], body: str | None
) -> dict[str, Any]:
    """Return the request options of a --smart run. Raises UsageError for incompatible options."""
    others = [name for name in metadata if name != "partialProfile"]
    if body is not None or others:
        flag = _V2_FLAGS[others[0]] if others else "--body"
        raise UsageError(
            f"--smart does not go with {flag}.", hint="It reveals what --reveal names."
        )
    return {"smart": True, **metadata, **chosen}
