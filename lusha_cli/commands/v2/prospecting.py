"""`lusha prospecting`: search for people and companies, then enrich what was found."""

from collections.abc import Mapping
from typing import Annotated, Any, NamedTuple

from lusha_cli.api.endpoints import (
    PROSPECTING_COMPANY_ENRICH,
    PROSPECTING_COMPANY_SEARCH,
    PROSPECTING_CONTACT_ENRICH,
    PROSPECTING_CONTACT_SEARCH,
    Endpoint,
)
from lusha_cli.api.pagination import V2_COMPANIES, V2_CONTACTS
from lusha_cli.cli import options
from lusha_cli.cli.command import CommandResult, command, drop_unset, group
from lusha_cli.cli.json_input import merge_body
from lusha_cli.cli.options import ID, ValueType, argument, flag, option, separated
from lusha_cli.commands.batches import items_of, send_in_batches, split_request
from lusha_cli.commands.filter_definitions import V2_COMPANY_FILTERS, V2_CONTACT_FILTERS
from lusha_cli.commands.filter_options import FilterSearch
from lusha_cli.commands.last_rows import Kind, LastOpt, RowNumbers, read_last_rows
from lusha_cli.commands.piped_ids import ids_by_search, read_piped_json
from lusha_cli.context.app_context import AppContext
from lusha_cli.errors import UsageError
from lusha_cli.json_types import Json
from lusha_cli.output.layouts.layout import Layout
from lusha_cli.output.layouts.v2 import (
    ENRICHED_COMPANIES_LAYOUT,
    ENRICHED_CONTACTS_LAYOUT,
    PROSPECTING_COMPANIES_LAYOUT,
    PROSPECTING_CONTACTS_LAYOUT,
)

app = group("Search for contacts and companies, and enrich the results.")
contact_app = group("Search for contacts, then reveal their data.")
company_app = group("Search for companies, then get their data.")
app.add_typer(contact_app, name="contact", help="Search for people, then reveal contact data.")
app.add_typer(company_app, name="company", help="Search for companies, then get their data.")

CONTACT_SEARCH = FilterSearch(
    PROSPECTING_CONTACT_SEARCH, V2_CONTACTS, "v2",
    {"contacts": V2_CONTACT_FILTERS, "companies": V2_COMPANY_FILTERS},
)  # fmt: skip
COMPANY_SEARCH = FilterSearch(
    PROSPECTING_COMPANY_SEARCH, V2_COMPANIES, "v2", {"companies": V2_COMPANY_FILTERS},
    company_search=True,
)  # fmt: skip


class EnrichSpec(NamedTuple):
    """An enrichment: its endpoint, the records of a search with their ids, and its own flag."""

    endpoint: Endpoint
    search_layout: Layout
    records: Kind
    id_key: str
    id_flag: str
    nouns: tuple[str, str]


CONTACT_ENRICH = EnrichSpec(
    PROSPECTING_CONTACT_ENRICH, PROSPECTING_CONTACTS_LAYOUT, "contacts", "contactId",
    "--contact-id", ("contact", "contacts"),
)  # fmt: skip
COMPANY_ENRICH = EnrichSpec(
    PROSPECTING_COMPANY_ENRICH, PROSPECTING_COMPANIES_LAYOUT, "companies", "id",
    "--company-id", ("company", "companies"),
)  # fmt: skip
# Option groups: name in the API -> option type.
CONTACT_SEARCH_OPTIONS: dict[str, Any] = {
    "includePartialContact": Annotated[bool | None, flag(
        "--include-partial-contact/--no-include-partial-contact",
        "Whether to find people of whom little is known (the API's default: yes).",
    )],
    "excludeDnc": options.ExcludeDncOpt,
}  # fmt: skip

SourceArg = Annotated[str | None, argument("[-|FILE]", "An earlier search's JSON; - reads stdin.")]
RequestIdOpt = Annotated[str | None, option("--request-id", "ID", "Id of the search (requestId).")]
ENRICH_CONTACT_OPTIONS: dict[str, Any] = {
    "requestId": RequestIdOpt,
    "contactIds": Annotated[
        list[str] | None,
        option("--contact-id", separated(ValueType("ID")), "Id out of the search; repeatable."),
    ],
    "revealEmails": options.RevealEmailsOpt,
    "revealPhones": options.RevealPhonesOpt,
}
ENRICH_COMPANY_OPTIONS: dict[str, Any] = {
    "requestId": RequestIdOpt,
    "companiesIds": Annotated[
        list[str] | None, option("--company-id", separated(ID), "Id out of the search; repeatable.")
    ],
}


@command(
    contact_app,
    "search",
    layout=PROSPECTING_CONTACTS_LAYOUT,
    option_groups={
        **CONTACT_SEARCH.option_groups(contacts="People", companies="Their company"),
        "params": CONTACT_SEARCH_OPTIONS,
    },
    example="lusha prospecting contact search --department Sales --seniority vp "
    "--location Germany --sandbox",
)
def search_contacts(
    context: AppContext,
    *,
    filters: dict[str, Any],
    params: dict[str, Any],
    pages: dict[str, Any],
    body: options.BodyOpt = None,
) -> CommandResult:
    """Search for contacts by filters on them and their company.

    Give a filter several times for alternatives; different filters have to match together. A search
    costs 1 credit for each started 25 results.
    """
    request = CONTACT_SEARCH.build_body(context, body, drop_unset(params), filters)
    return CONTACT_SEARCH.run(context, request, pages, is_typed=body is not None)


@command(
    contact_app,
    "enrich",
    layout=ENRICHED_CONTACTS_LAYOUT,
    option_groups={"params": ENRICH_CONTACT_OPTIONS},
    example="lusha prospecting contact search --department Sales --limit 10 --sandbox --json "
    "| lusha prospecting contact enrich - --max-credits 61 --sandbox",
)
def enrich_contacts(
    context: AppContext,
    source: SourceArg = None,
    *,
    last: LastOpt = None,
    params: dict[str, Any],
    body: options.BodyOpt = None,
) -> CommandResult:
    """Reveal emails and phones for contacts from a search."""
    return _enrich(context, CONTACT_ENRICH, source, last, body, params)


@command(
    company_app,
    "search",
    layout=PROSPECTING_COMPANIES_LAYOUT,
    option_groups=COMPANY_SEARCH.option_groups(companies="Companies"),
    example="lusha prospecting company search --technology salesforce --size 1000- --sandbox",
)
def search_companies(
    context: AppContext,
    *,
    filters: dict[str, Any],
    pages: dict[str, Any],
    body: options.BodyOpt = None,
) -> CommandResult:
    """Search for companies by filters.

    Give a filter several times for alternatives; different filters have to match together. A search
    costs 1 credit for each started 25 results.
    """
    request = COMPANY_SEARCH.build_body(context, body, {}, filters)
    return COMPANY_SEARCH.run(context, request, pages, is_typed=body is not None)


@command(
    company_app,
    "enrich",
    layout=ENRICHED_COMPANIES_LAYOUT,
    option_groups={"params": ENRICH_COMPANY_OPTIONS},
    example="lusha prospecting company search --technology aws --limit 10 --sandbox --json "
    "| lusha prospecting company enrich - --sandbox",
)
def enrich_companies(
    context: AppContext,
    source: SourceArg = None,
    *,
    last: LastOpt = None,
    params: dict[str, Any],
    body: options.BodyOpt = None,
) -> CommandResult:
    """Get the data of companies from a search."""
    return _enrich(context, COMPANY_ENRICH, source, last, body, params)


def _enrich(
    context: AppContext,
    spec: EnrichSpec,
    source: str | None,
    last: RowNumbers | None,
    body: str | None,
    params: dict[str, Any],
) -> CommandResult:
    """Enrich the ids of an earlier search in `source` or `last`, or those in the parameters."""
    params, key = drop_unset(params), spec.endpoint.items_path
    request = merge_body(context, body, params)
    if last and source is not None:
        raise UsageError(f"The ids come twice, from {source} and --last.", hint="Leave out one.")
    source_name = "--last" if last else source
    if source_name is None and body is not None and key not in params:
        bodies = split_request(request, spec.endpoint, is_typed=True)
        return _send_bodies(context, spec, bodies)
    if source_name is None:
        return _send(context, spec, _ids_by_flag(spec, request), request)
    if key in request:
        raise UsageError(
            f"The ids come twice, from {source_name} and by a flag.", hint="Leave out one."
        )
    documents = (
        read_last_rows(context, last, spec.records, search=spec.search_layout)
        if last
        else read_piped_json(context, source_name)
    )
    ids = ids_by_search(
        documents,
        records=spec.records,
        key=spec.id_key,
        request_id=request.get("requestId"),
    )
    return _send(context, spec, ids, request)


def _ids_by_flag(spec: EnrichSpec, request: dict[str, Json]) -> dict[str, list[Json]]:
    """Return the ids in a request by their search. Raises UsageError if something is missing."""
    keys = {spec.id_flag: spec.endpoint.items_path, "--request-id": "requestId"}
    missing = [name for name, key in keys.items() if not request.get(key)]
    if missing:
        raise UsageError(
            f"Nothing to enrich: {' and '.join(missing)} missing.",
            hint=f"Pipe a search into it: … --json | lusha {spec.endpoint.name} -",
        )
    # From --body it can be anything, and it becomes a key below.
    if not isinstance(request["requestId"], str):
        raise UsageError("requestId isn't a text.")
    return {request["requestId"]: items_of(request, spec.endpoint)}


def _send(
    context: AppContext,
    spec: EnrichSpec,
    ids_by_request: Mapping[str, list[Any]],
    request: dict[str, Json],
) -> CommandResult:
    """Enrich ids by their search, in one request or several."""
    bodies = [
        body
        # The API enriches ids only together with the search that found them.
        for search, ids in ids_by_request.items()
        for body in split_request(
            {**request, "requestId": search, spec.endpoint.items_path: ids}, spec.endpoint
        )
    ]
    # Not an error: an empty search in a pipeline is a valid result.
    if not ids_by_request:
        context.env.info("The search found nobody: nothing to enrich, nothing is sent.")
        return CommandResult({spec.records: []})
    return _send_bodies(context, spec, bodies)


def _send_bodies(
    context: AppContext, spec: EnrichSpec, bodies: list[dict[str, Json]]
) -> CommandResult:
    return send_in_batches(
        context, spec.endpoint, bodies, records=spec.records, key="id", nouns=spec.nouns
    )
