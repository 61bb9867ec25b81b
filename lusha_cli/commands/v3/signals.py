"""V3's signals, scores made of them, and buying groups."""

from typing import Annotated, Any

import typer

from lusha_cli.api.endpoints import BY_NAME
from lusha_cli.api.signal_types import CONTACT_SIGNALS, V3_COMPANY_SIGNALS
from lusha_cli.cli import options
from lusha_cli.cli.command import Reply, command, present
from lusha_cli.cli.global_options import PEOPLE_FLAGS
from lusha_cli.cli.json_input import body_of
from lusha_cli.cli.options import checked, choice
from lusha_cli.commands.v3.filter_values import SIGNAL_FILTERS
from lusha_cli.commands.v3.lookup import (
    IdOpt,
    IdsArg,
    IdsOpt,
    ReferenceOpt,
    TableOpt,
    WhichArg,
    WhoArg,
    firms,
    ids_of,
    look_up,
    people,
)
from lusha_cli.context.app_context import World
from lusha_cli.errors import UsageError
from lusha_cli.json_types import Json
from lusha_cli.output.layouts.v3 import (
    BUYING_GROUPS_LAYOUT,
    COMPANY_SCORES_LAYOUT,
    COMPANY_SIGNALS_LAYOUT,
    CONTACT_SCORES_LAYOUT,
    CONTACT_SIGNALS_LAYOUT,
)
from lusha_cli.parsing import identifiers

PEOPLE, FIRMS = ("person", "people"), ("company", "companies")
PERSONAS = ("decision_maker", "potential_champion", "end_user")
# The API's own default is 60 for each company; each one costs.
MOST_OF_A_GROUP = 5


def _types(choices: tuple[str, ...]) -> Any:
    return typer.Option(
        "--signal-type",
        parser=choice(*choices),
        metavar="SIGNAL",
        help=f"Types of signals, such as allSignals or {choices[-1]}; repeatable. "
        "Each one delivered costs 1 credit.",
    )


ContactTypesOpt = Annotated[list[str] | None, _types(CONTACT_SIGNALS)]
CompanyTypesOpt = Annotated[list[str] | None, _types(V3_COMPANY_SIGNALS)]
CategoryOpt = Annotated[
    list[str] | None,
    typer.Option(
        "--intent-category",
        metavar="NAME",
        help="Only posts of this category; repeatable. See: lusha companies signal-filter-values "
        f"{SIGNAL_FILTERS[-1]}",
    ),
]


def add_contact_activity(app: typer.Typer) -> None:
    """Register what people do."""
    command(
        app, "signals", layout=CONTACT_SIGNALS_LAYOUT, flags=PEOPLE_FLAGS,
        example="lusha contacts signals 4100000026 --signal-type allSignals --start-date 2y "
        "--sandbox",
    )(contact_signals)  # fmt: skip
    command(
        app, "signal-score", layout=CONTACT_SCORES_LAYOUT, flags=PEOPLE_FLAGS,
        example="lusha contacts signal-score ada.byrne@analytical-engines.example --sandbox",
    )(score_contacts)  # fmt: skip
    command(
        app, "buying-group", layout=BUYING_GROUPS_LAYOUT,
        example="lusha contacts buying-group analytical-engines.example --persona decision_maker "
        "--sandbox",
    )(buying_group)  # fmt: skip


def add_company_activity(app: typer.Typer) -> None:
    """Register what companies do."""
    command(
        app, "signals", layout=COMPANY_SIGNALS_LAYOUT,
        example="lusha companies signals 30000000 --signal-type peopleNews --start-date 2y "
        "--sandbox",
    )(company_signals)  # fmt: skip
    command(
        app, "signal-score", layout=COMPANY_SCORES_LAYOUT,
        example="lusha companies signal-score analytical-engines.example --sandbox",
    )(score_companies)  # fmt: skip


def contact_signals(
    world: World,
    ids: IdsArg = None,
    *,
    id_: IdsOpt = None,
    signal_type: ContactTypesOpt = None,
    start_date: options.StartDateOpt = None,
    max_results_per_signal: options.MaxResultsOpt = None,
    table_id: TableOpt = None,
    body: options.BodyOpt = None,
) -> Reply:
    """Get the promotions and company changes of people by their ids."""
    given = {
        "ids": ids_of(world, ids, id_),
        "signalTypes": signal_type,
        "startDate": start_date,
        "maxResultsPerSignal": max_results_per_signal,
        "tableId": table_id,
    }
    request = _with_types(body_of(world, body, present(given)))
    return look_up(world, BY_NAME["contacts signals"], request, nouns=PEOPLE)


def company_signals(
    world: World,
    ids: IdsArg = None,
    *,
    id_: IdsOpt = None,
    signal_type: CompanyTypesOpt = None,
    start_date: options.StartDateOpt = None,
    max_results_per_signal: options.MaxResultsOpt = None,
    intent_category: CategoryOpt = None,
    table_id: TableOpt = None,
    body: options.BodyOpt = None,
) -> Reply:
    """Get the news, growth, hiring and intent of companies by their ids."""
    given = {
        "ids": ids_of(world, ids, id_),
        "signalTypes": signal_type,
        "startDate": start_date,
        "maxResultsPerSignal": max_results_per_signal,
        "tableId": table_id,
    }
    filters: dict[str, Json] = {}
    if intent_category:
        filters = {"filters": {"include": {"intentCategories": intent_category}}}
    request = _with_types(body_of(world, body, {**present(given), **filters}))
    return look_up(world, BY_NAME["companies signals"], request, nouns=FIRMS)


def _with_types(request: dict[str, Json]) -> dict[str, Json]:
    if not request.get("signalTypes"):
        raise UsageError("--signal-type is missing.", hint="Such as: --signal-type allSignals")
    return request


def score_contacts(
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
    body: options.BodyOpt = None,
) -> Reply:
    """Score people by how much happens to them, from 0 to 1. Each score costs."""
    named = {
        "clientReferenceId": client_reference_id,
        "id": id_,
        "linkedinUrl": linkedin_url,
        "email": email,
        "fullName": full_name,
        "firstName": first_name,
        "lastName": last_name,
        "companyName": company_name,
        "companyDomain": company_domain,
    }
    request = body_of(world, body, present({"contacts": people(who, named)}))
    return look_up(world, BY_NAME["contacts signal-score"], request, nouns=PEOPLE)


def score_companies(
    world: World,
    which: WhichArg = None,
    *,
    id_: IdOpt = None,
    name: Annotated[
        str | None, typer.Option("--name", "--company", metavar="NAME", help="Name of the company.")
    ] = None,
    domain: options.DomainOpt = None,
    email: Annotated[
        str | None,
        typer.Option(
            "--email",
            parser=checked(identifiers.normalize_email),
            metavar="EMAIL",
            help="An e-mail address at the company.",
        ),
    ] = None,
    client_reference_id: ReferenceOpt = None,
    body: options.BodyOpt = None,
) -> Reply:
    """Score companies by how much happens there, from 0 to 1. Each score costs."""
    named = {
        "clientReferenceId": client_reference_id,
        "id": id_,
        "name": name,
        "domain": domain,
        "email": email,
    }
    request = body_of(world, body, present({"companies": firms(which, _once(named))}))
    return look_up(world, BY_NAME["companies signal-score"], request, nouns=FIRMS)


def buying_group(
    world: World,
    which: Annotated[
        list[str] | None,
        typer.Argument(metavar="[WHO]...", help="Domains or ids of companies, at most 25."),
    ] = None,
    *,
    id_: IdOpt = None,
    domain: options.DomainOpt = None,
    client_reference_id: ReferenceOpt = None,
    persona: Annotated[
        list[str] | None,
        typer.Option(
            "--persona",
            parser=choice(*PERSONAS),
            metavar="|".join(PERSONAS),
            help="Only people of this role; repeatable.",
        ),
    ] = None,
    contacts_limit: Annotated[
        int | None,
        typer.Option(
            "--contacts-limit",
            min=1,
            metavar="N",
            help=f"People of each company, each of whom costs ({MOST_OF_A_GROUP}).",
        ),
    ] = None,
    page: Annotated[
        int | None, typer.Option("--page", min=0, metavar="N", help="Page of companies, from 0.")
    ] = None,
    size: Annotated[
        int | None,
        typer.Option("--size", min=10, max=100, metavar="N", help="Companies a page (100)."),
    ] = None,
    body: options.BodyOpt = None,
) -> Reply:
    """Find the people of companies who decide, push or use. Each person found costs."""
    named = {"clientReferenceId": client_reference_id, "id": id_, "domain": domain}
    groups = firms(which, _once(named))
    if any("name" in item for item in groups):
        raise UsageError("A buying group wants domains or ids, no names.")
    given = {"companies": groups, "personas": persona, "contactsLimit": contacts_limit}
    pages = present({"page": page, "size": size})
    request = body_of(world, body, {**present(given), **({"pagination": pages} if pages else {})})
    request.setdefault("contactsLimit", MOST_OF_A_GROUP)
    endpoint = BY_NAME["contacts buying-group"]
    return look_up(world, endpoint, request, nouns=FIRMS)


def _once(named: dict[str, Any]) -> dict[str, Any]:
    """The flags, which name one company one way. Raises UsageError where they name it in more."""
    ways = [f"--{key}" for key, value in named.items() if value and key != "clientReferenceId"]
    if len(ways) > 1:
        raise UsageError(
            f"The company is named twice, by {' and '.join(ways)}.",
            hint="Leave out all but one of them.",
        )
    return named
