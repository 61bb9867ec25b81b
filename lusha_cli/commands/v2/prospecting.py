"""`lusha prospecting`: search for people and companies, then enrich what was found."""

from typing import Annotated, Any

from lusha_cli.api.endpoints import (
    PROSPECTING_COMPANY_ENRICH,
    PROSPECTING_COMPANY_SEARCH,
    PROSPECTING_CONTACT_ENRICH,
    PROSPECTING_CONTACT_SEARCH,
    Endpoint,
)
from lusha_cli.api.pagination import V2_COMPANIES, V2_CONTACTS
from lusha_cli.cli import options
from lusha_cli.cli.command import CommandResult, command, drop_empty, group
from lusha_cli.cli.json_input import merge_body
from lusha_cli.cli.options import NUMERIC_ID, argument, flag, option
from lusha_cli.commands.batches import in_chunks, items_of, send_in_batches
from lusha_cli.commands.filter_definitions import V2_COMPANY_FILTERS, V2_CONTACT_FILTERS
from lusha_cli.commands.filter_lookup import FilterValueResolver
from lusha_cli.commands.filter_options import SearchFilters
from lusha_cli.commands.pagination import (
    build_search_body,
    page_options,
    search,
    suggest_filters_to_drop,
)
from lusha_cli.commands.piped_ids import (
    company_ids_by_search,
    contact_ids_by_search,
    read_piped_json,
)
from lusha_cli.context.app_context import AppContext
from lusha_cli.errors import UsageError
from lusha_cli.json_types import Json
from lusha_cli.output.layouts.v2 import (
    ENRICHED_COMPANIES_LAYOUT,
    ENRICHED_CONTACTS_LAYOUT,
    PROSPECTING_COMPANIES_LAYOUT,
    PROSPECTING_CONTACTS_LAYOUT,
)

app = group("Search for people and companies by filters, then enrich what was found.")
contact_app = group("Search for people, then reveal their contact data.")
company_app = group("Search for companies, then get their data.")
app.add_typer(contact_app, name="contact", help="Search for people, then reveal contact data.")
app.add_typer(company_app, name="company", help="Search for companies, then get their data.")

CONTACT_SEARCH = SearchFilters(
    "v2", {"contacts": V2_CONTACT_FILTERS, "companies": V2_COMPANY_FILTERS}
)
COMPANY_SEARCH = SearchFilters("v2", {"companies": V2_COMPANY_FILTERS}, company_search=True)

SourceArg = Annotated[str | None, argument("[-|FILE]", "An earlier search's JSON; - reads stdin.")]
RequestIdOpt = Annotated[str | None, option("--request-id", "ID", "Id of the search (requestId).")]


@command(
    contact_app,
    "search",
    layout=PROSPECTING_CONTACTS_LAYOUT,
    option_groups={
        "include": CONTACT_SEARCH.include_options(contacts="People", companies="Their company"),
        "exclude": CONTACT_SEARCH.exclude_options(),
        "pages": page_options(V2_CONTACTS),
    },
    example="lusha prospecting contact search --department Sales --seniority vp "
    "--location Germany --sandbox",
)
def search_contacts(
    context: AppContext,
    *,
    include: dict[str, Any],
    exclude: dict[str, Any],
    include_partial_contact: Annotated[
        bool | None,
        flag(
            "--include-partial-contact/--no-include-partial-contact",
            "Whether to find people of whom little is known (the API's default: yes).",
        ),
    ] = None,
    exclude_dnc: Annotated[
        bool | None,
        flag(
            "--exclude-dnc/--no-exclude-dnc",
            "Leave out people whose phones are all do-not-call (Scale plans).",
        ),
    ] = None,
    pages: dict[str, Any],
    body: options.BodyOpt = None,
) -> CommandResult:
    """Search for people by filters of their own and of their company.

    Give a filter several times for alternatives; different filters have to match together. A search
    costs 1 credit for each started 25 results.
    """
    filters = CONTACT_SEARCH.build_filters(FilterValueResolver(context), {**include, **exclude})
    whole = {"includePartialContact": include_partial_contact, "excludeDnc": exclude_dnc}
    request = build_search_body(context, body, drop_empty(whole), filters)
    reply = search(context, PROSPECTING_CONTACT_SEARCH, request, pages, V2_CONTACTS)
    suggest_filters_to_drop(
        context, reply, V2_CONTACTS, CONTACT_SEARCH.most_restrictive_flags(request)
    )
    return reply


@command(
    contact_app,
    "enrich",
    layout=ENRICHED_CONTACTS_LAYOUT,
    example="lusha prospecting contact search --department Sales --limit 10 --sandbox --json "
    "| lusha prospecting contact enrich - --sandbox",
)
def enrich_contacts(
    context: AppContext,
    source: SourceArg = None,
    *,
    request_id: RequestIdOpt = None,
    contact_id: Annotated[
        list[str] | None, option("--contact-id", "ID", "Id out of the search; repeatable.")
    ] = None,
    reveal_emails: options.RevealEmailsOpt = None,
    reveal_phones: options.RevealPhonesOpt = None,
    body: options.BodyOpt = None,
) -> CommandResult:
    """Reveal the contact data of people whom a search found."""
    given = drop_empty({"revealEmails": reveal_emails, "revealPhones": reveal_phones})
    content = _named(context, body, given, request_id, contact_id, key="contactIds")
    if source is None:
        return _enrich_by_hand(context, PROSPECTING_CONTACT_ENRICH, content)
    _check_one_way(content, source, key="contactIds")
    tickets = contact_ids_by_search(
        read_piped_json(context, source), request_id=content.get("requestId")
    )
    return _enrich(context, PROSPECTING_CONTACT_ENRICH, tickets, content)


@command(
    company_app,
    "search",
    layout=PROSPECTING_COMPANIES_LAYOUT,
    option_groups={
        "include": COMPANY_SEARCH.include_options(companies="Companies"),
        "exclude": COMPANY_SEARCH.exclude_options(),
        "pages": page_options(V2_COMPANIES),
    },
    example="lusha prospecting company search --technology salesforce --size 1000- --sandbox",
)
def search_companies(
    context: AppContext,
    *,
    include: dict[str, Any],
    exclude: dict[str, Any],
    pages: dict[str, Any],
    body: options.BodyOpt = None,
) -> CommandResult:
    """Search for companies by filters.

    Give a filter several times for alternatives; different filters have to match together. A search
    costs 1 credit for each started 25 results.
    """
    filters = COMPANY_SEARCH.build_filters(FilterValueResolver(context), {**include, **exclude})
    request = build_search_body(context, body, {}, filters)
    reply = search(context, PROSPECTING_COMPANY_SEARCH, request, pages, V2_COMPANIES)
    suggest_filters_to_drop(
        context, reply, V2_COMPANIES, COMPANY_SEARCH.most_restrictive_flags(request)
    )
    return reply


@command(
    company_app,
    "enrich",
    layout=ENRICHED_COMPANIES_LAYOUT,
    example="lusha prospecting company search --technology aws --limit 10 --sandbox --json "
    "| lusha prospecting company enrich - --sandbox",
)
def enrich_companies(
    context: AppContext,
    source: SourceArg = None,
    *,
    request_id: RequestIdOpt = None,
    company_id: Annotated[
        list[str] | None, option("--company-id", NUMERIC_ID, "Id out of the search; repeatable.")
    ] = None,
    body: options.BodyOpt = None,
) -> CommandResult:
    """Get the data of companies that a search found."""
    content = _named(context, body, {}, request_id, company_id, key="companiesIds")
    if source is None:
        return _enrich_by_hand(context, PROSPECTING_COMPANY_ENRICH, content)
    _check_one_way(content, source, key="companiesIds")
    tickets = company_ids_by_search(
        read_piped_json(context, source), request_id=content.get("requestId")
    )
    return _enrich(context, PROSPECTING_COMPANY_ENRICH, tickets, content)


def _named(
    context: AppContext,
    body: str | None,
    given: dict[str, Json],
    request_id: str | None,
    ids: list[str] | None,
    *,
    key: str,
) -> dict[str, Json]:
    return merge_body(context, body, {**drop_empty({"requestId": request_id, key: ids}), **given})


def _check_one_way(content: dict[str, Json], source: str, *, key: str) -> None:
    if key in content:
        raise UsageError(f"The ids come twice, from {source} and by a flag.", hint="Leave out one.")


def _enrich_by_hand(
    context: AppContext, endpoint: Endpoint, content: dict[str, Json]
) -> CommandResult:
    """Enrich what flags or --body name. Raises UsageError where something is missing."""
    flag = "--contact-id" if endpoint is PROSPECTING_CONTACT_ENRICH else "--company-id"
    missing = [
        name
        for name, key in ((flag, endpoint.items), ("--request-id", "requestId"))
        if not content.get(key)
    ]
    if missing:
        raise UsageError(
            f"Nothing to enrich: {' and '.join(missing)} missing.",
            hint=f"Pipe a search into it: … --json | lusha {endpoint.name} -",
        )
    if not isinstance(content["requestId"], str):
        raise UsageError("requestId is no text.")
    return _enrich(context, endpoint, {content["requestId"]: items_of(content, endpoint)}, content)


def _enrich(
    context: AppContext, endpoint: Endpoint, tickets: dict[str, list[str]], content: dict[str, Json]
) -> CommandResult:
    """Enrich ids by the search that they are of, in as many requests as that takes."""
    bodies = [
        {**content, "requestId": search, endpoint.items: chunk}
        for search, ids in tickets.items()
        for chunk in in_chunks(ids, endpoint.batch)
    ]
    is_contacts = endpoint is PROSPECTING_CONTACT_ENRICH
    records, nouns = (
        ("contacts", ("contact", "contacts"))
        if is_contacts
        else ("companies", ("company", "companies"))
    )
    if not bodies:
        context.env.info("The search found nobody: nothing to enrich, nothing is sent.")
        return CommandResult({records: []})
    return send_in_batches(context, endpoint, bodies, records=records, key="id", nouns=nouns)
