"""`lusha signals`: what happened to people and companies."""

import time
from functools import partial
from typing import Annotated, Any

from lusha_cli.api.endpoints import (
    SIGNALS_COMPANIES_GET,
    SIGNALS_COMPANIES_SEARCH,
    SIGNALS_CONTACTS_GET,
    SIGNALS_CONTACTS_SEARCH,
    SIGNALS_OPTIONS,
    Endpoint,
)
from lusha_cli.cli import options
from lusha_cli.cli.command import CommandResult, command, drop_unset, group
from lusha_cli.cli.global_options import PEOPLE_FLAGS
from lusha_cli.cli.json_input import merge_body
from lusha_cli.cli.options import (
    ID,
    LINKEDIN_URL,
    NUMBER_ID,
    argument,
    choices,
    flag,
    option,
    parse_number,
    separated,
)
from lusha_cli.commands.batches import send_in_batches, split_request
from lusha_cli.commands.filter_lookup import SIGNAL_FILTER_OPTIONS, build_signal_filters
from lusha_cli.commands.identify import (
    NAME_OPTIONS,
    normalize_name_params,
    resolve_company,
    resolve_person,
)
from lusha_cli.commands.last_rows import LastOpt, RowNumbers, kind_of, last_source
from lusha_cli.commands.no_match import no_match
from lusha_cli.commands.result_input import SourceArg, read_ids, read_result, set_twice
from lusha_cli.commands.v2.signal_items import (
    companies_of_result,
    people_of_result,
    take_source,
    to_contact,
    with_item_ids,
)
from lusha_cli.context.app_context import AppContext
from lusha_cli.errors import UsageError
from lusha_cli.json_types import Json, as_object
from lusha_cli.output.layouts.v2 import (
    COMPANY_SIGNALS_LAYOUT,
    CONTACT_SIGNALS_LAYOUT,
    SIGNAL_OPTIONS_LAYOUT,
)

app = group("Get signals such as promotions, funding and news.")
contacts_app = group("Get signals of contacts: promotions and company changes.")
companies_app = group("Get signals of companies: news, headcount, hiring and more.")
app.add_typer(contacts_app, name="contacts", help="Signals of people.")
app.add_typer(companies_app, name="companies", help="Signals of companies.")

contacts_command = partial(command, contacts_app, layout=CONTACT_SIGNALS_LAYOUT, flags=PEOPLE_FLAGS)
companies_command = partial(command, companies_app, layout=COMPANY_SIGNALS_LAYOUT)

# An empty result that goes back less far than this, in seconds, is followed by the hint to look
# further back: two years, less some slack.
MAX_SIGNAL_AGE = 700 * 86_400.0

SearchedPersonArg = Annotated[str | None, argument(
    "[WHO|FILE|-]", "Email, LinkedIn URL, person ID or earlier result (- for stdin)."
)]  # fmt: skip
SearchedCompanyArg = Annotated[str | None, argument(
    "[WHO|FILE|-]", "Domain, name, company ID or earlier result (- for stdin)."
)]  # fmt: skip

# Option groups: name in the API -> option type.
CONTACT_OPTIONS: dict[str, Any] = {
    "id": Annotated[
        str | None, option("--contact-id --person-id --id", ID, "Lusha's ID of the person.")
    ],
    "email": options.EmailOpt,
    "linkedinUrl": Annotated[
        str | None,
        option("--linkedin-url --social-link", LINKEDIN_URL, "URL of the LinkedIn profile."),
    ],
    "fullName": options.FullNameOpt,
    **NAME_OPTIONS,
}
COMPANY_OPTIONS: dict[str, Any] = {
    "id": Annotated[str | None, option("--company-id --id", ID, "Lusha's ID of the company.")],
    "name": Annotated[str | None, option("--company-name --name", "NAME", "Name of the company.")],
    "domain": options.DomainOpt,
}
CONTACT_SIGNAL_OPTIONS: dict[str, Any] = {
    "signals": options.ContactSignalOpt,
    "startDate": options.StartDateOpt,
    "maxResultsPerSignal": options.MaxResultsOpt,
}
COMPANY_SIGNAL_OPTIONS = {**CONTACT_SIGNAL_OPTIONS, "signals": options.CompanySignalOpt}
CONTACT_ID_OPTIONS: dict[str, Any] = {
    "contactIds": Annotated[
        list[str] | None,
        option(
            "--contact-id --person-id", separated(NUMBER_ID), "Lusha's ID of a person (repeatable)."
        ),
    ]
}
COMPANY_ID_OPTIONS: dict[str, Any] = {
    "companyIds": Annotated[
        list[str] | None,
        option("--company-id", separated(NUMBER_ID), "Lusha's ID of a company (repeatable)."),
    ]
}


@command(
    app, "options", layout=SIGNAL_OPTIONS_LAYOUT, example="lusha signals options company --sandbox"
)
def options_of(
    context: AppContext,
    object_type: Annotated[str, argument(choices("contact", "company"), "Type of entity.")],
) -> Json:
    """List the signal types and the values of their filters."""
    return context.call(SIGNALS_OPTIONS, path={"objectType": object_type})


@contacts_command(
    "get",
    option_groups={"params": {**CONTACT_ID_OPTIONS, **CONTACT_SIGNAL_OPTIONS}},
    example="lusha signals contacts get --contact-id 4100000026 --signal allSignals "
    "--start-date 2y --max-results-per-signal 2 --sandbox",
)
def get_contacts(
    context: AppContext,
    source: SourceArg = None,
    *,
    last: LastOpt = None,
    params: dict[str, Any],
    body: options.BodyOpt = None,
) -> CommandResult:
    """Get the signals of contacts by their IDs."""
    return _get(context, SIGNALS_CONTACTS_GET, body, drop_unset(params), source, last)


@contacts_command(
    "search",
    option_groups={"contact": CONTACT_OPTIONS, "signals": CONTACT_SIGNAL_OPTIONS},
    example="lusha signals contacts search zanele.moreau@orchard-motors.example "
    "--signal allSignals --start-date 2y --max-results-per-signal 2 --sandbox",
)
def search_contacts(
    context: AppContext,
    who: SearchedPersonArg = None,
    *,
    contact: dict[str, Any],
    is_current: Annotated[
        bool | None,
        flag("--is-current/--no-is-current", "Match only people who work there now [yes]."),
    ] = None,
    signals: dict[str, Any],
    body: options.BodyOpt = None,
) -> CommandResult:
    """Find a person and get their signals."""
    source = take_source(who, contact)
    if source:
        people = people_of_result(context, source)
    else:
        people = [normalize_name_params(drop_unset(resolve_person(contact, who)), split=False)]
    contacts = [to_contact(person, is_current) for person in people if person]
    params = drop_unset({"contacts": with_item_ids(contacts), **signals})
    return _search(context, SIGNALS_CONTACTS_SEARCH, body, params, "contact")


@companies_command(
    "get",
    option_groups={
        "params": {**COMPANY_ID_OPTIONS, **COMPANY_SIGNAL_OPTIONS},
        "filters": SIGNAL_FILTER_OPTIONS,
    },
    example="lusha signals companies get --company-id 30000000 --signal peopleNews "
    "--signal riskNews --start-date 2y --max-results-per-signal 2 --sandbox",
)
def get_companies(
    context: AppContext,
    source: SourceArg = None,
    *,
    last: LastOpt = None,
    params: dict[str, Any],
    filters: dict[str, Any],
    body: options.BodyOpt = None,
) -> CommandResult:
    """Get the signals of companies by their IDs."""
    params = {**drop_unset(params), **_include(context, filters)}
    return _get(context, SIGNALS_COMPANIES_GET, body, params, source, last)


@companies_command(
    "search",
    option_groups={
        "company": COMPANY_OPTIONS,
        "signals": COMPANY_SIGNAL_OPTIONS,
        "filters": SIGNAL_FILTER_OPTIONS,
    },
    example="lusha signals companies search analytical-engines.example --signal allSignals "
    "--start-date 1y --max-results-per-signal 1 --sandbox",
)
def search_companies(
    context: AppContext,
    who: SearchedCompanyArg = None,
    *,
    company: dict[str, Any],
    signals: dict[str, Any],
    filters: dict[str, Any],
    body: options.BodyOpt = None,
) -> CommandResult:
    """Find a company and get its signals."""
    source = take_source(who, company)
    if source:
        companies = companies_of_result(context, source)
    else:
        companies = list(filter(None, [drop_unset(resolve_company(company, who))]))
    params = drop_unset({"companies": with_item_ids(companies), **signals})
    params |= _include(context, filters)
    return _search(context, SIGNALS_COMPANIES_SEARCH, body, params, "company")


def _include(context: AppContext, filters: dict[str, Any]) -> dict[str, Json]:
    include = build_signal_filters(context, filters)
    return {"filters": {"include": include}} if include else {}


_NOUNS = {"contact": ("person", "people"), "company": ("company", "companies")}
# The member of a response that has the signals.
_RECORDS = {"contact": "contacts", "company": "companies"}


def _check(request: dict[str, Json], endpoint: Endpoint, noun: str) -> None:
    """Raise UsageError if the request identifies nobody, or has no type of signal."""
    if not request.get(endpoint.items_path):
        raise UsageError(f"No {noun} is specified.", hint=f"Run: lusha {endpoint.name} --help")
    # The API requires it, and a default of all types would charge for each signal.
    if not request.get("signals"):
        raise UsageError(
            "--signal is missing.", hint="Add --signal NAME, or --signal allSignals for every type."
        )


def _get(
    context: AppContext,
    endpoint: Endpoint,
    body: str | None,
    params: dict[str, Json],
    source: str | None,
    last: RowNumbers | None,
) -> CommandResult:
    """Get signals by the ids in the request, or by those in `source`, an earlier result."""
    key = endpoint.items_path
    kind = "contact" if key == "contactIds" else "company"
    request = merge_body(context, body, params)
    if last:
        others = source or request.get(key)
        source = last_source(context, last, kind_of(endpoint), others=others)
    if source is not None:
        if key in request:
            raise set_twice(source, "IDs")
        ids = read_ids(context, read_result(context, source), kind, endpoint)
        # These operations take numbers, although responses may have the ids as text.
        request[key] = [parse_number(text) for text in ids]
    if body is None:
        _check(request, endpoint, _NOUNS[kind][0])
    # The API rejects a request above its limit, but the pipe before it knows no limit.
    is_typed = source is None and key not in params
    bodies = split_request(request, endpoint, is_typed=is_typed)
    records, nouns = _RECORDS[kind], _NOUNS[kind]
    result = send_in_batches(context, endpoint, bodies, records=records, key="", nouns=nouns)
    _hint_if_empty(context, result.body, records)
    return result


def _hint_if_empty(context: AppContext, body: Json, records: str) -> None:
    """Note since when there are no signals, and that one can look further back."""
    signals_by_id = as_object(as_object(body).get(records))
    has_signals = any(
        isinstance(value, list) and value
        for entry in signals_by_id.values()
        for value in as_object(entry).values()
    )
    since = as_object(body).get("startDate")
    if not has_signals and isinstance(since, str):
        earliest = time.strftime("%Y-%m-%d", time.gmtime(context.env.clock.now() - MAX_SIGNAL_AGE))
        # The API's default is six months, which is easily taken for "no signals at all".
        advice = " Look further back: --start-date 2y" if since[:10] > earliest else ""
        context.defer_note(f"No matching signals since {since}.{advice}")


def _search(
    context: AppContext, endpoint: Endpoint, body: str | None, params: dict[str, Json], kind: str
) -> CommandResult:
    """Send a search, which fails if it matches nobody."""
    if body is None:
        _check(params, endpoint, _NOUNS[kind][0])
    request = merge_body(context, body, params)
    bodies = split_request(request, endpoint, is_typed=endpoint.items_path not in params)
    nouns = _NOUNS[kind]
    result = send_in_batches(context, endpoint, bodies, records=_RECORDS[kind], key="", nouns=nouns)
    if result.failure or as_object(result.body).get(endpoint.items_path):
        return result
    # An unknown person or company is an HTTP 200 without records.
    return result._replace(failure=no_match(context))
