"""`lusha contacts search`, `enrich` and `search-and-enrich`."""

import typer

from lusha_cli.api.endpoints import BY_NAME
from lusha_cli.cli import options
from lusha_cli.cli.command import Reply, command, present
from lusha_cli.cli.global_options import PEOPLE_FLAGS
from lusha_cli.cli.json_input import body_of
from lusha_cli.commands.v3.lookup import (
    IdOpt,
    IdsArg,
    IdsOpt,
    PartialOpt,
    ReferenceOpt,
    TableOpt,
    WaterfallOpt,
    WhoArg,
    ids_of,
    look_up,
    options_of,
    people,
    signals_of,
)
from lusha_cli.context.app_context import World
from lusha_cli.output.layouts.v3 import CONTACT_PREVIEWS_LAYOUT, CONTACTS_LAYOUT

SEARCH = BY_NAME["contacts search"]
ENRICH = BY_NAME["contacts enrich"]
BOTH = BY_NAME["contacts search-and-enrich"]
NOUNS = ("person", "people")


def add_contact_lookups(app: typer.Typer) -> None:
    """Register the lookups of people."""
    command(
        app, "search", layout=CONTACT_PREVIEWS_LAYOUT, flags=PEOPLE_FLAGS,
        example="lusha contacts search ada.byrne@analytical-engines.example --sandbox",
    )(search)  # fmt: skip
    command(
        app, "enrich", layout=CONTACTS_LAYOUT, flags=PEOPLE_FLAGS,
        example="lusha contacts enrich 4100000000 --reveal emails --no-waterfall --sandbox",
    )(enrich)  # fmt: skip
    command(
        app, "search-and-enrich", layout=CONTACTS_LAYOUT, flags=PEOPLE_FLAGS,
        example="lusha contacts search-and-enrich ada.byrne@analytical-engines.example --sandbox",
    )(search_and_enrich)  # fmt: skip


def search(
    world: World,
    who: WhoArg = None,
    *,
    id_: IdOpt = None,
    linkedin_url: options.LinkedinOpt = None,
    email: options.EmailOpt = None,
    full_name: options.FullNameOpt = None,
    first_name: options.FirstNameOpt = None,
    last_name: options.LastNameOpt = None,
    company_name: options.EmployerNameOpt = None,
    company_domain: options.EmployerDomainOpt = None,
    client_reference_id: ReferenceOpt = None,
    include_partial_profiles: PartialOpt = None,
    signal: options.ContactSignalOpt = None,
    start_date: options.StartDateOpt = None,
    max_results_per_signal: options.MaxResultsOpt = None,
    body: options.BodyOpt = None,
) -> Reply:
    """Find people, and see what of them can be revealed for how many credits."""
    found = people(
        who,
        {
            "clientReferenceId": client_reference_id,
            "id": id_,
            "linkedinUrl": linkedin_url,
            "email": email,
            "fullName": full_name,
            "firstName": first_name,
            "lastName": last_name,
            "companyName": company_name,
            "companyDomain": company_domain,
        },
    )
    given = {
        **present({"contacts": found}),
        **options_of(include_partial_profiles),
        **signals_of(signal, start_date, max_results_per_signal),
    }
    return look_up(world, SEARCH, body_of(world, body, given), nouns=NOUNS)


def enrich(
    world: World,
    ids: IdsArg = None,
    *,
    id_: IdsOpt = None,
    reveal: options.RevealOpt = None,
    waterfall_enabled: WaterfallOpt = None,
    table_id: TableOpt = None,
    body: options.BodyOpt = None,
) -> Reply:
    """Reveal e-mails and phones of people that a search found."""
    given = present(
        {
            "ids": ids_of(world, ids, id_),
            "reveal": reveal,
            "waterfallEnabled": waterfall_enabled,
            "tableId": table_id,
        }
    )
    return look_up(world, ENRICH, body_of(world, body, given), nouns=NOUNS)


def search_and_enrich(
    world: World,
    who: WhoArg = None,
    *,
    id_: IdOpt = None,
    linkedin_url: options.LinkedinOpt = None,
    email: options.EmailOpt = None,
    full_name: options.FullNameOpt = None,
    first_name: options.FirstNameOpt = None,
    last_name: options.LastNameOpt = None,
    company_name: options.EmployerNameOpt = None,
    company_domain: options.EmployerDomainOpt = None,
    client_reference_id: ReferenceOpt = None,
    include_partial_profiles: PartialOpt = None,
    reveal: options.RevealOpt = None,
    body: options.BodyOpt = None,
) -> Reply:
    """Find people and reveal them at once. It charges both: the search and what it reveals."""
    found = people(
        who,
        {
            "clientReferenceId": client_reference_id,
            "id": id_,
            "linkedinUrl": linkedin_url,
            "email": email,
            "fullName": full_name,
            "firstName": first_name,
            "lastName": last_name,
            "companyName": company_name,
            "companyDomain": company_domain,
        },
    )
    given = {
        **present({"contacts": found, "reveal": reveal}),
        **options_of(include_partial_profiles),
    }
    return look_up(world, BOTH, body_of(world, body, given), nouns=NOUNS)
