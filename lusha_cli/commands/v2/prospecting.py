"""`lusha prospecting`: search for people and companies, then enrich the results."""

import shlex
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
from lusha_cli.cli.global_options import CACHED_FLAGS, PEOPLE_RESULT_FLAGS, SEARCH_FLAGS
from lusha_cli.cli.json_input import merge_body
from lusha_cli.cli.options import ID, ValueType, flag, option, separated
from lusha_cli.commands.batches import items_of, send_in_batches, split_request
from lusha_cli.commands.entry_identifiers import company_id, person_id
from lusha_cli.commands.filter_definitions import V2_COMPANY_FILTERS, V2_CONTACT_FILTERS
from lusha_cli.commands.filter_options import FilterSearch
from lusha_cli.commands.last_rows import Kind, LastOpt, RowNumbers, last_source
from lusha_cli.commands.result_entries import Entry
from lusha_cli.commands.result_input import EarlierResult, ResultArg, pick, read_result, set_twice
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
    """An enrichment: its endpoint, the records of a search, their kind, and the flag of an ID."""

    endpoint: Endpoint
    search_layout: Layout
    records: Kind
    kind: str
    id_flag: str
    nouns: tuple[str, str]


CONTACT_ENRICH = EnrichSpec(
    PROSPECTING_CONTACT_ENRICH, PROSPECTING_CONTACTS_LAYOUT, "contacts", "contact",
    "--contact-id", ("contact", "contacts"),
)  # fmt: skip
COMPANY_ENRICH = EnrichSpec(
    PROSPECTING_COMPANY_ENRICH, PROSPECTING_COMPANIES_LAYOUT, "companies", "company",
    "--company-id", ("company", "companies"),
)  # fmt: skip
# Option groups: name in the API -> option type.
CONTACT_SEARCH_OPTIONS: dict[str, Any] = {
    "includePartialContact": Annotated[bool | None, flag(
        "--include-partial-contact/--no-include-partial-contact",
        "Include people with incomplete profiles [yes].",
    )],
    "excludeDnc": options.ExcludeDncOpt,
}  # fmt: skip

RequestIdOpt = Annotated[str | None, option("--request-id", "ID", "ID of the search (requestId).")]
ENRICH_CONTACT_OPTIONS: dict[str, Any] = {
    "requestId": RequestIdOpt,
    "contactIds": Annotated[
        list[str] | None,
        option("--contact-id", separated(ValueType("ID")), "ID from the search (repeatable)."),
    ],
    "revealEmails": options.RevealEmailsOpt,
    "revealPhones": options.RevealPhonesOpt,
}
ENRICH_COMPANY_OPTIONS: dict[str, Any] = {
    "requestId": RequestIdOpt,
    "companiesIds": Annotated[
        list[str] | None, option("--company-id", separated(ID), "ID from the search (repeatable).")
    ],
}


@command(
    contact_app,
    "search",
    layout=PROSPECTING_CONTACTS_LAYOUT,
    flags=SEARCH_FLAGS,
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

    Repeat a filter to match any of its values. Different filters must all match. A search costs
    1 credit per 25 results, rounded up.
    """
    request = CONTACT_SEARCH.build_body(context, body, drop_unset(params), filters)
    return CONTACT_SEARCH.run(context, request, pages, is_typed=body is not None)


@command(
    contact_app,
    "enrich",
    layout=ENRICHED_CONTACTS_LAYOUT,
    flags=PEOPLE_RESULT_FLAGS,
    option_groups={"params": ENRICH_CONTACT_OPTIONS},
    example="lusha prospecting contact search --department Sales --limit 10 --sandbox --json "
    "| lusha prospecting contact enrich - --max-credits 61 --sandbox",
)
def enrich_contacts(
    context: AppContext,
    source: ResultArg = None,
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
    flags=CACHED_FLAGS,
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

    Repeat a filter to match any of its values. Different filters must all match. A search costs
    1 credit per 25 results, rounded up.
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
    source: ResultArg = None,
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
    """Enrich the ids of an earlier search in `source`, or else those in the parameters."""
    params, key = drop_unset(params), spec.endpoint.items_path
    if last:
        others = source or params.get(key)
        source = last_source(context, last, spec.records, others=others, search=spec.search_layout)
    request = merge_body(context, body, params)
    if source is None and body is not None and key not in params:
        bodies = split_request(request, spec.endpoint, is_typed=True)
        return _send_bodies(context, spec, bodies)
    if source is None:
        return _send(context, spec, _ids_by_flag(spec, request), request)
    if key in request:
        raise set_twice(source, "IDs")
    result = read_result(context, source)
    ids = _ids_by_search(context, spec, result, request.get("requestId")) if result.entries else {}
    return _send(context, spec, ids, request)


def _ids_by_search(
    context: AppContext, spec: EnrichSpec, result: EarlierResult, request_id: str | None
) -> dict[str, list[str]]:
    """Return the IDs in the results of searches, by the ID of their search."""

    def read(entry: Entry) -> tuple[str, str] | None:
        # Records merged from several pages carry the ID of their own search.
        search = request_id or entry.request_id
        id_ = (entry.search_id or entry.text) if entry.kind in ("", spec.kind) else ""
        return (search, id_) if search and id_ else None

    pairs = pick(
        context, result, read, kind=spec.kind, noun="ID and requestId",
        endpoint=spec.endpoint, hint=_search_hint(spec, result),
    )  # fmt: skip
    ids_by_request: dict[str, list[str]] = {}
    for search, id_ in pairs:
        ids_by_request.setdefault(search, []).append(id_)
    return ids_by_request


def _search_hint(spec: EnrichSpec, result: EarlierResult) -> str:
    """Return the command that enriches a result other than that of a search of V2."""
    source, entries = shlex.quote(result.source), result.entries
    reader = person_id if spec.kind == "contact" else company_id
    if any(entry.search_id or entry.text for entry in entries) and not any(map(reader, entries)):
        return f"Run: lusha {spec.endpoint.name} {source} --request-id REQUEST_ID"
    step = "enrich" if any(map(reader, entries)) else "search-and-enrich"
    return f"Run: lusha {spec.records} {step} {source}"


def _ids_by_flag(spec: EnrichSpec, request: dict[str, Json]) -> dict[str, list[Json]]:
    """Return the ids in a request by their search. Raises UsageError if something is missing."""
    keys = {spec.id_flag: spec.endpoint.items_path, "--request-id": "requestId"}
    missing = [name for name, key in keys.items() if not request.get(key)]
    if missing:
        raise UsageError(
            f"{' and '.join(missing)} {'is' if len(missing) == 1 else 'are'} missing.",
            hint=f"Search for {spec.nouns[1]}, then enrich rows of the result: "
            f"lusha {spec.endpoint.name} --last 1,2",
        )
    # From --body it can be anything, and it becomes a key below.
    if not isinstance(request["requestId"], str):
        raise UsageError("requestId isn't a string.")
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
        context.env.info("The search has no results, so nothing is sent.")
        return CommandResult({spec.records: []})
    return _send_bodies(context, spec, bodies)


def _send_bodies(
    context: AppContext, spec: EnrichSpec, bodies: list[dict[str, Json]]
) -> CommandResult:
    return send_in_batches(
        context, spec.endpoint, bodies, records=spec.records, key="id", nouns=spec.nouns
    )
