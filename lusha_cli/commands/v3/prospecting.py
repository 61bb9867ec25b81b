"""`lusha contacts prospecting` and `lusha companies prospecting`."""

from typing import Annotated, Any

import typer

from lusha_cli.api.endpoints import BY_NAME
from lusha_cli.api.pagination import V3_RESULTS
from lusha_cli.api.schema.v3 import MAX_CONTACTS_PER_COMPANY
from lusha_cli.cli import options
from lusha_cli.cli.command import CommandResult, command, drop_unset
from lusha_cli.cli.global_options import CACHED_FLAGS, SEARCH_FLAGS
from lusha_cli.cli.options import flag, option
from lusha_cli.commands.filter_definitions import (
    COMPANY_FILTERS,
    CONTACT_FILTERS,
    EMPLOYEE_FILTERS,
    EMPLOYER_FILTERS,
)
from lusha_cli.commands.filter_options import FilterSearch
from lusha_cli.commands.v3.intent_limits import note_intent_limits
from lusha_cli.context.app_context import AppContext
from lusha_cli.errors import UsageError
from lusha_cli.json_types import Json, as_object, get_in
from lusha_cli.output.layouts.v3 import CONTACT_PREVIEWS_LAYOUT, PROSPECTING_COMPANIES_LAYOUT

CONTACT_SEARCH = FilterSearch(
    BY_NAME["contacts prospecting"], V3_RESULTS, "v3",
    {"contacts": CONTACT_FILTERS, "companies": EMPLOYER_FILTERS},
)  # fmt: skip
COMPANY_SEARCH = FilterSearch(
    BY_NAME["companies prospecting"], V3_RESULTS, "v3",
    {"companies": COMPANY_FILTERS, "contacts": EMPLOYEE_FILTERS}, company_search=True,
)  # fmt: skip

# Beginnings of keys that the API does not accept together with filters of people, and their flags.
_ALONE = {
    "searchText": "--search-text",
    "signals": "--signal",
    "intent": "--intent-topic",
    "technologies": "--technology",
}

PartialProfilesOpt = Annotated[bool | None, flag(
    "--include-partial-profiles/--no-include-partial-profiles",
    "Include incomplete profiles.",
)]  # fmt: skip
MaxContactsOpt = Annotated[int | None, option(
    "--max-contacts-per-company", "N",
    "Maximum number of people per company.",
    min=1, max=MAX_CONTACTS_PER_COMPANY,
)]  # fmt: skip


# Members of `options` in the body: name in the API -> option type.
COMPANY_SEARCH_OPTIONS: dict[str, Any] = {"includePartialProfiles": PartialProfilesOpt}
CONTACT_SEARCH_OPTIONS = {**COMPANY_SEARCH_OPTIONS, "excludeDnc": options.ExcludeDncOpt}


def add_contact_prospecting(app: typer.Typer) -> None:
    """Register the search for people by filters."""
    command(
        app, "prospecting", layout=CONTACT_PREVIEWS_LAYOUT, flags=SEARCH_FLAGS,
        option_groups={
            **CONTACT_SEARCH.option_groups(contacts="People", companies="Their company"),
            "search_options": CONTACT_SEARCH_OPTIONS,
        },
        example="lusha contacts prospecting --department Sales --seniority-id vp "
        "--location Germany --sandbox",
    )(prospect_contacts)  # fmt: skip


def add_company_prospecting(app: typer.Typer) -> None:
    """Register the search for companies by filters."""
    command(
        app, "prospecting", layout=PROSPECTING_COMPANIES_LAYOUT, flags=CACHED_FLAGS,
        option_groups={
            **COMPANY_SEARCH.option_groups(companies="Companies", contacts="People in them"),
            "search_options": COMPANY_SEARCH_OPTIONS,
        },
        example="lusha companies prospecting --technology salesforce --size 1000- --sandbox",
    )(prospect_companies)  # fmt: skip


def prospect_contacts(
    context: AppContext,
    *,
    filters: dict[str, Any],
    search_options: dict[str, Any],
    max_contacts_per_company: MaxContactsOpt = None,
    table_id: options.TableOpt = None,
    pages: dict[str, Any],
    body: options.BodyOpt = None,
) -> CommandResult:
    """Search for contacts by filters on them and their company.

    Repeat a filter to match any of its values. Different filters must all match. A search costs
    1 credit per 25 results, rounded up. With --signal, each matching signal of a result
    costs 1 credit more.
    """
    params = _search_params(table_id, search_options)
    if max_contacts_per_company:
        params["maxContactsPerCompany"] = max_contacts_per_company
    request = CONTACT_SEARCH.build_body(context, body, params, filters)
    return CONTACT_SEARCH.run(context, request, pages, is_typed=body is not None)


def prospect_companies(
    context: AppContext,
    *,
    filters: dict[str, Any],
    search_options: dict[str, Any],
    table_id: options.TableOpt = None,
    pages: dict[str, Any],
    body: options.BodyOpt = None,
) -> CommandResult:
    """Search for companies by filters on them and their contacts.

    Repeat a filter to match any of its values. Different filters must all match. A search costs
    1 credit per 25 results, rounded up. With --signal, each matching signal of a result
    costs 1 credit more.
    """
    params = _search_params(table_id, search_options)
    request = COMPANY_SEARCH.build_body(context, body, params, filters)
    filters = as_object(request.get("filters"))
    if body is None:
        _check_together(filters)
    for side in ("include", "exclude"):
        note_intent_limits(context, get_in(filters, "companies", side, "signals"), types="types")
    return COMPANY_SEARCH.run(context, request, pages, is_typed=body is not None)


def _search_params(table_id: str | None, search_options: dict[str, Any]) -> dict[str, Json]:
    """Return the parameters of a body other than filters and pages."""
    return drop_unset({"tableId": table_id, "options": drop_unset(search_options) or None})


def _check_together(filters: dict[str, Json]) -> None:
    """Raise UsageError for filters that the API does not accept together."""
    companies = as_object(filters.get("companies"))
    if not as_object(companies.get("include")):
        raise UsageError(
            "No company filter is set.",
            hint="Add one, such as --location Germany. Filters on people only narrow the search.",
        )
    both = {**as_object(companies.get("exclude")), **companies["include"]}
    clashing = [flag for key, flag in _ALONE.items() if any(name.startswith(key) for name in both)]
    if filters.get("contacts") and clashing:
        raise UsageError(
            f"Filters on people can't be combined with {' or '.join(clashing)}.",
            hint=f"Remove {' and '.join(clashing)}, or the --contact-… filters.",
        )
