"""`lusha signals`: what happened to people and companies."""

import time
from typing import Annotated, Any

import typer

from lusha_cli.api.endpoints import (
    SIGNALS_COMPANIES_GET,
    SIGNALS_COMPANIES_SEARCH,
    SIGNALS_CONTACTS_GET,
    SIGNALS_CONTACTS_SEARCH,
    SIGNALS_OPTIONS,
    Endpoint,
)
from lusha_cli.cli import options
from lusha_cli.cli.command import Reply, command, group, present
from lusha_cli.cli.global_options import PEOPLE_FLAGS
from lusha_cli.cli.json_input import body_of
from lusha_cli.cli.options import checked, choice
from lusha_cli.commands.batches import check_length, in_chunks, items_of, send_all
from lusha_cli.commands.filter_lookup import sub_filters
from lusha_cli.commands.identify import company_meant, person_meant, with_names
from lusha_cli.commands.piped_ids import company_ids, person_ids, read_answers
from lusha_cli.context.app_context import World
from lusha_cli.errors import NoMatch, UsageError
from lusha_cli.json_types import Json, as_object
from lusha_cli.output.layouts.v2 import (
    COMPANY_SIGNALS_LAYOUT,
    CONTACT_SIGNALS_LAYOUT,
    SIGNAL_OPTIONS_LAYOUT,
)
from lusha_cli.parsing import identifiers

app = group("See what happened to people and companies: promotions, moves, news, growth.")
contacts_app = group("Signals of people: promotions and company changes.")
companies_app = group("Signals of companies: news, headcount, hiring, traffic, spending.")
app.add_typer(contacts_app, name="contacts", help="Signals of people.")
app.add_typer(companies_app, name="companies", help="Signals of companies.")

# How far back the hint goes where nothing happened, in seconds: two years, less some slack.
FURTHEST = 700 * 86_400.0

SourceArg = Annotated[
    str | None,
    typer.Argument(metavar="[-|FILE]", help="An earlier answer's JSON, or ids; - reads stdin."),
]


@command(
    app, "options", layout=SIGNAL_OPTIONS_LAYOUT, example="lusha signals options company --sandbox"
)
def options_of(
    world: World,
    object_type: Annotated[
        str,
        typer.Argument(
            metavar="contact|company",
            parser=choice("contact", "company"),
            help="Whose signals.",
        ),
    ],
) -> Json:
    """List the types of signals, and the values of their sub-filters."""
    return world.call(SIGNALS_OPTIONS, path={"objectType": object_type})


@command(
    contacts_app,
    "get",
    layout=CONTACT_SIGNALS_LAYOUT,
    flags=PEOPLE_FLAGS,
    example="lusha signals contacts get --contact-id 4100000026 --signal allSignals "
    "--start-date 2y --sandbox",
)
def get_contacts(
    world: World,
    source: SourceArg = None,
    *,
    contact_id: Annotated[
        list[str] | None,
        typer.Option(
            "--contact-id",
            "--person-id",
            parser=checked(identifiers.normalize_id),
            metavar="ID",
            help="Lusha's id of a person; repeatable.",
        ),
    ] = None,
    signal: options.ContactSignalOpt = None,
    start_date: options.StartDateOpt = None,
    max_results_per_signal: options.MaxResultsOpt = None,
    body: options.BodyOpt = None,
) -> Reply:
    """Get the signals of people by their ids."""
    what = _what(signal, start_date, max_results_per_signal)
    request = body_of(world, body, {**present({"contactIds": _numbers(contact_id)}), **what})
    if source is not None:
        ids = person_ids(read_answers(world, source))
        _take(request, "contactIds", ids, source, nothing="ids of people")
    return _get(world, SIGNALS_CONTACTS_GET, request, "contacts", ("person", "people"))


@command(
    contacts_app,
    "search",
    layout=CONTACT_SIGNALS_LAYOUT,
    flags=PEOPLE_FLAGS,
    example="lusha signals contacts search zanele.moreau@orchard-motors.example "
    "--signal allSignals --start-date 2y --sandbox",
)
def search_contacts(
    world: World,
    who: Annotated[
        str | None, typer.Argument(metavar="[WHO]", help="E-mail, LinkedIn URL or person id.")
    ] = None,
    *,
    contact_id: Annotated[
        str | None,
        typer.Option(
            "--contact-id",
            "--person-id",
            "--id",
            parser=checked(identifiers.normalize_id),
            metavar="ID",
            help="Lusha's id of the person.",
        ),
    ] = None,
    email: options.EmailOpt = None,
    linkedin_url: Annotated[
        str | None,
        typer.Option(
            "--linkedin-url",
            "--social-link",
            parser=checked(identifiers.normalize_linkedin),
            metavar="URL",
            help="LinkedIn profile.",
        ),
    ] = None,
    full_name: options.FullNameOpt = None,
    first_name: options.FirstNameOpt = None,
    last_name: options.LastNameOpt = None,
    company_name: options.EmployerNameOpt = None,
    company_domain: options.EmployerDomainOpt = None,
    is_current: Annotated[
        bool | None,
        typer.Option(
            "--is-current/--no-is-current", help="Whether they work there now (the API's: yes)."
        ),
    ] = None,
    signal: options.ContactSignalOpt = None,
    start_date: options.StartDateOpt = None,
    max_results_per_signal: options.MaxResultsOpt = None,
    body: options.BodyOpt = None,
) -> Reply:
    """Find a person, and the signals of that person."""
    person = {
        "personId": contact_id,
        "email": email,
        "linkedinUrl": linkedin_url,
        "fullName": full_name,
        "firstName": first_name,
        "lastName": last_name,
        "companyName": company_name,
        "companyDomain": company_domain,
    }
    named = with_names(present(person_meant(person, who)), split=False)
    what = _what(signal, start_date, max_results_per_signal)
    contacts = {"contacts": [_contact(named, is_current)]} if named else {}
    request = body_of(world, body, {**contacts, **what})
    _check(request, "contacts", SIGNALS_CONTACTS_SEARCH, "person")
    check_length(request, SIGNALS_CONTACTS_SEARCH)
    return _searched(world.call(SIGNALS_CONTACTS_SEARCH, body=request), "contacts")


@command(
    companies_app,
    "get",
    layout=COMPANY_SIGNALS_LAYOUT,
    example="lusha signals companies get --company-id 30000000 --signal peopleNews "
    "--signal riskNews --start-date 2y --sandbox",
)
def get_companies(
    world: World,
    source: SourceArg = None,
    *,
    company_id: Annotated[
        list[str] | None,
        typer.Option(
            "--company-id",
            parser=checked(identifiers.normalize_id),
            metavar="ID",
            help="Lusha's id of a company; repeatable.",
        ),
    ] = None,
    signal: options.CompanySignalOpt = None,
    start_date: options.StartDateOpt = None,
    max_results_per_signal: options.MaxResultsOpt = None,
    news_event_type: options.NewsEventTypeOpt = None,
    hiring_by_department: options.HiringDepartmentOpt = None,
    hiring_by_location: options.HiringLocationOpt = None,
    body: options.BodyOpt = None,
) -> Reply:
    """Get the signals of companies by their ids."""
    what = _what(signal, start_date, max_results_per_signal)
    only = sub_filters(world, news_event_type, hiring_by_department, hiring_by_location)
    given = {**present({"companyIds": _numbers(company_id)}), **what, **_filters(only)}
    request = body_of(world, body, given)
    if source is not None:
        ids = company_ids(read_answers(world, source))
        _take(request, "companyIds", ids, source, nothing="ids of companies")
    return _get(world, SIGNALS_COMPANIES_GET, request, "companies", ("company", "companies"))


@command(
    companies_app,
    "search",
    layout=COMPANY_SIGNALS_LAYOUT,
    example="lusha signals companies search analytical-engines.example --signal allSignals "
    "--start-date 1y --sandbox",
)
def search_companies(
    world: World,
    who: Annotated[
        str | None, typer.Argument(metavar="[WHO]", help="Domain, name or company id.")
    ] = None,
    *,
    company_id: Annotated[
        str | None,
        typer.Option(
            "--company-id",
            "--id",
            parser=checked(identifiers.normalize_id),
            metavar="ID",
            help="Lusha's id of the company.",
        ),
    ] = None,
    name: Annotated[
        str | None,
        typer.Option("--company-name", "--name", metavar="NAME", help="Name of the company."),
    ] = None,
    domain: options.DomainOpt = None,
    signal: options.CompanySignalOpt = None,
    start_date: options.StartDateOpt = None,
    max_results_per_signal: options.MaxResultsOpt = None,
    news_event_type: options.NewsEventTypeOpt = None,
    hiring_by_department: options.HiringDepartmentOpt = None,
    hiring_by_location: options.HiringLocationOpt = None,
    body: options.BodyOpt = None,
) -> Reply:
    """Find a company, and the signals of that company."""
    named = present(
        company_meant({"companyId": company_id, "company": name, "domain": domain}, who)
    )
    what = _what(signal, start_date, max_results_per_signal)
    only = sub_filters(world, news_event_type, hiring_by_department, hiring_by_location)
    companies = {"companies": [_company(named)]} if named else {}
    request = body_of(world, body, {**companies, **what, **_filters(only)})
    _check(request, "companies", SIGNALS_COMPANIES_SEARCH, "company")
    check_length(request, SIGNALS_COMPANIES_SEARCH)
    return _searched(world.call(SIGNALS_COMPANIES_SEARCH, body=request), "companies")


def _what(
    signal: list[str] | None, start_date: str | None, max_results: int | None
) -> dict[str, Json]:
    return present({"signals": signal, "startDate": start_date, "maxResultsPerSignal": max_results})


def _filters(only: dict[str, Json]) -> dict[str, Json]:
    return {"filters": {"include": only}} if only else {}


def _numbers(ids: list[str] | None) -> list[int] | None:
    return None if ids is None else [int(text) for text in ids]


def _take(request: dict[str, Json], key: str, ids: list[str], source: str, *, nothing: str) -> None:
    """Put the ids of an earlier answer into a request."""
    if key in request:
        raise UsageError(f"The ids come twice, from {source} and by a flag.", hint="Leave out one.")
    if not ids:
        raise UsageError(
            f"There are no {nothing} in {source}.",
            hint="Contact ids of a prospecting search are of that search alone."
            if key == "contactIds"
            else None,
        )
    request[key] = _numbers(ids)


def _check(request: dict[str, Json], key: str, endpoint: Endpoint, noun: str) -> None:
    """Raise UsageError where the request names nobody, or no signal."""
    if not request.get(key):
        raise UsageError(f"No {noun} is named.", hint=f"Run: lusha {endpoint.name} --help")
    if not request.get("signals"):
        raise UsageError(
            "No signal is named.", hint="Add --signal NAME, or --signal allSignals for every type."
        )


def _get(
    world: World,
    endpoint: Endpoint,
    request: dict[str, Json],
    records: str,
    nouns: tuple[str, str],
) -> Reply:
    _check(request, endpoint.items, endpoint, nouns[0])
    chunks = in_chunks(items_of(request, endpoint), endpoint.batch)
    bodies = [{**request, endpoint.items: chunk} for chunk in chunks]
    reply = send_all(world, endpoint, bodies, records=records, key="", nouns=nouns)
    _hint_where_empty(world, reply.body, records)
    return reply


def _hint_where_empty(world: World, body: Json, records: str) -> None:
    """Say where nothing happened, and since when; and that one can look further back."""
    found = as_object(as_object(body).get(records))
    happened = any(
        isinstance(v, list) and v for one in found.values() for v in as_object(one).values()
    )
    since = as_object(body).get("startDate")
    if not happened and isinstance(since, str):
        back = time.strftime("%Y-%m-%d", time.gmtime(world.clock.now() - FURTHEST))
        more = " Look further back: --start-date 2y" if since[:10] > back else ""
        world.note_later(f"No such signals since {since}.{more}")


def _contact(named: dict[str, Any], is_current: bool | None) -> dict[str, Json]:
    """A person as this operation spells it."""
    employer = present({"name": named.get("companyName"), "domain": named.get("companyDomain")})
    if is_current is not None and not employer:
        raise UsageError("--is-current needs --company-name or --company-domain.")
    if employer:
        employer.update(present({"is_current": is_current}))
    contact = {
        "id": named.get("personId", "1"),
        "email": named.get("email"),
        "social_link": named.get("linkedinUrl"),
        "full_name": named.get("fullName"),
        "companies": [employer] if employer else None,
    }
    return present(contact)


def _company(named: dict[str, Any]) -> dict[str, Json]:
    company = {
        "id": named.get("companyId", "1"),
        "name": named.get("company"),
        "domain": named.get("domain"),
    }
    return present(company)


def _searched(body: Json, records: str) -> Reply:
    """The answer of a lookup, which fails where it found nobody."""
    found = body.get(records) if isinstance(body, dict) else None
    return Reply(body, failure=None if found else NoMatch("No match."))
