"""`lusha contacts prospecting` and `lusha companies prospecting`."""

from typing import Annotated, Any

import typer

from lusha_cli.api.endpoints import BY_NAME
from lusha_cli.api.pagination import V3_RESULTS
from lusha_cli.cli import options
from lusha_cli.cli.command import CommandResult, command, drop_empty
from lusha_cli.cli.options import flag
from lusha_cli.commands.filter_definitions import (
    COMPANY_FILTERS,
    CONTACT_FILTERS,
    EMPLOYEE_FILTERS,
    EMPLOYER_FILTERS,
)
from lusha_cli.commands.filter_lookup import FilterValueResolver
from lusha_cli.commands.filter_options import SearchFilters
from lusha_cli.commands.pagination import (
    build_search_body,
    page_options,
    search,
    suggest_filters_to_drop,
)
from lusha_cli.commands.v3.lookup import TableOpt
from lusha_cli.context.app_context import AppContext
from lusha_cli.errors import UsageError
from lusha_cli.json_types import Json, as_object
from lusha_cli.output.layouts.v3 import CONTACT_PREVIEWS_LAYOUT, PROSPECTING_COMPANIES_LAYOUT

CONTACTS = BY_NAME["contacts prospecting"]
COMPANIES = BY_NAME["companies prospecting"]
CONTACT_SEARCH = SearchFilters("v3", {"contacts": CONTACT_FILTERS, "companies": EMPLOYER_FILTERS})
COMPANY_SEARCH = SearchFilters(
    "v3", {"companies": COMPANY_FILTERS, "contacts": EMPLOYEE_FILTERS}, company_search=True
)

# How that begins which the API does not take beside filters of people, and its flag.
_ALONE = {
    "searchText": "--search-text",
    "signals": "--signal",
    "intent": "--intent-topic",
    "technologies": "--technology",
}

PartialProfilesOpt = Annotated[
    bool | None,
    flag(
        "--include-partial-profiles/--no-include-partial-profiles",
        "Whether to find those of whom little is known too.",
    ),
]


def add_contact_prospecting(app: typer.Typer) -> None:
    """Register the search for people by filters."""
    command(
        app, "prospecting", layout=CONTACT_PREVIEWS_LAYOUT,
        option_groups={
            "include": CONTACT_SEARCH.include_options(contacts="People", companies="Their company"),
            "exclude": CONTACT_SEARCH.exclude_options(),
            "pages": page_options(V3_RESULTS),
        },
        example="lusha contacts prospecting --department Sales --seniority-id vp "
        "--location Germany --sandbox",
    )(prospect_contacts)  # fmt: skip


def add_company_prospecting(app: typer.Typer) -> None:
    """Register the search for companies by filters."""
    command(
        app, "prospecting", layout=PROSPECTING_COMPANIES_LAYOUT,
        option_groups={
            "include": COMPANY_SEARCH.include_options(
                companies="Companies", contacts="People in them"
            ),
            "exclude": COMPANY_SEARCH.exclude_options(),
            "pages": page_options(V3_RESULTS),
        },
        example="lusha companies prospecting --technology salesforce --size 1000- --sandbox",
    )(prospect_companies)  # fmt: skip


def prospect_contacts(
    context: AppContext,
    *,
    include: dict[str, Any],
    exclude: dict[str, Any],
    include_partial_profiles: PartialProfilesOpt = None,
    exclude_dnc: Annotated[
        bool | None,
        flag(
            "--exclude-dnc/--no-exclude-dnc",
            "Leave out people whose phones are all do-not-call (Scale plans).",
        ),
    ] = None,
    table_id: TableOpt = None,
    pages: dict[str, Any],
    body: options.BodyOpt = None,
) -> CommandResult:
    """Search for people by filters of their own and of their company.

    Give a filter several times for alternatives; different filters have to match together. A search
    costs 1 credit for each started 25 results, and with --signal 1 for each that a result has.
    """
    filters = CONTACT_SEARCH.build_filters(FilterValueResolver(context), {**include, **exclude})
    wanted = {"includePartialProfiles": include_partial_profiles, "excludeDnc": exclude_dnc}
    request = build_search_body(context, body, _around(table_id, wanted), filters)
    reply = search(context, CONTACTS, request, pages, V3_RESULTS)
    suggest_filters_to_drop(
        context, reply, V3_RESULTS, CONTACT_SEARCH.most_restrictive_flags(request)
    )
    return reply


def prospect_companies(
    context: AppContext,
    *,
    include: dict[str, Any],
    exclude: dict[str, Any],
    include_partial_profiles: PartialProfilesOpt = None,
    table_id: TableOpt = None,
    pages: dict[str, Any],
    body: options.BodyOpt = None,
) -> CommandResult:
    """Search for companies by filters of their own and of the people in them.

    Give a filter several times for alternatives; different filters have to match together. A search
    costs 1 credit for each started 25 results, and with --signal 1 for each that a result has.
    """
    filters = COMPANY_SEARCH.build_filters(FilterValueResolver(context), {**include, **exclude})
    wanted = {"includePartialProfiles": include_partial_profiles}
    request = build_search_body(context, body, _around(table_id, wanted), filters)
    _check_together(as_object(request["filters"]))
    reply = search(context, COMPANIES, request, pages, V3_RESULTS)
    suggest_filters_to_drop(
        context, reply, V3_RESULTS, COMPANY_SEARCH.most_restrictive_flags(request)
    )
    return reply


def _around(table_id: str | None, wanted: dict[str, bool | None]) -> dict[str, Json]:
    """What a body has beside filters and pages."""
    chosen = drop_empty(wanted)
    return drop_empty({"tableId": table_id, "options": chosen or None})


def _check_together(filters: dict[str, Json]) -> None:
    """Raise UsageError where filters come together that the API does not take so."""
    firms = as_object(filters.get("companies"))
    if not as_object(firms.get("include")):
        raise UsageError(
            "No filter of the companies is given.",
            hint="Add one, such as --location Germany; filters of people come on top.",
        )
    both = {**as_object(firms.get("exclude")), **firms["include"]}
    clashing = [flag for key, flag in _ALONE.items() if any(name.startswith(key) for name in both)]
    if filters.get("contacts") and clashing:
        raise UsageError(
            f"Filters of people do not go together with {' or '.join(clashing)}.",
            hint=f"Leave out {' and '.join(clashing)}, or the --contact-… filters.",
        )
