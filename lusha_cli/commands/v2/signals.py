"""`lusha signals`: what happened to people and companies."""

import time
from collections.abc import Callable
from functools import partial
from typing import Annotated, Any, NamedTuple

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
from lusha_cli.commands.last_rows import Kind, LastOpt, RowNumbers, last_ids
from lusha_cli.commands.no_match import no_match
from lusha_cli.commands.piped_ids import company_ids, person_ids, read_piped_json
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

SourceArg = Annotated[
    str | None, argument("[-|FILE]", "An earlier answer's JSON, or ids; - reads stdin.")
]


# The id of the item of a search, if Lusha's own id of it is not known.
ITEM_ID = "1"

# Option groups: name in the API -> option type.
CONTACT_OPTIONS: dict[str, Any] = {
    "id": Annotated[
        str | None, option("--contact-id --person-id --id", ID, "Lusha's id of the person.")
    ],
    "email": options.EmailOpt,
    "linkedinUrl": Annotated[
        str | None, option("--linkedin-url --social-link", LINKEDIN_URL, "LinkedIn profile.")
    ],
    "fullName": options.FullNameOpt,
    **NAME_OPTIONS,
}
COMPANY_OPTIONS: dict[str, Any] = {
    "id": Annotated[str | None, option("--company-id --id", ID, "Lusha's id of the company.")],
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
            "--contact-id --person-id", separated(NUMBER_ID), "Lusha's id of a person; repeatable."
        ),
    ]
}
COMPANY_ID_OPTIONS: dict[str, Any] = {
    "companyIds": Annotated[
        list[str] | None,
        option("--company-id", separated(NUMBER_ID), "Lusha's id of a company; repeatable."),
    ]
}


@command(
    app, "options", layout=SIGNAL_OPTIONS_LAYOUT, example="lusha signals options company --sandbox"
)
def options_of(
    context: AppContext,
    object_type: Annotated[str, argument(choices("contact", "company"), "Whose signals.")],
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
    reader = IdReader(person_ids, ("person", "people"), "contacts")
    return _get(context, SIGNALS_CONTACTS_GET, body, drop_unset(params), source, last, reader)


@contacts_command(
    "search",
    option_groups={"contact": CONTACT_OPTIONS, "signals": CONTACT_SIGNAL_OPTIONS},
    example="lusha signals contacts search zanele.moreau@orchard-motors.example "
    "--signal allSignals --start-date 2y --max-results-per-signal 2 --sandbox",
)
def search_contacts(
    context: AppContext,
    who: options.PersonArg = None,
    *,
    contact: dict[str, Any],
    is_current: Annotated[
        bool | None,
        flag("--is-current/--no-is-current", "Whether they work there now (the API's: yes)."),
    ] = None,
    signals: dict[str, Any],
    body: options.BodyOpt = None,
) -> CommandResult:
    """Find a person and get their signals."""
    person = normalize_name_params(drop_unset(resolve_person(contact, who)), split=False)
    contacts = {"contacts": [_to_contact(person, is_current)]} if person else {}
    params = {**contacts, **drop_unset(signals)}
    return _search(context, SIGNALS_CONTACTS_SEARCH, body, params, "person")


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
    reader = IdReader(company_ids, ("company", "companies"), "companies")
    return _get(context, SIGNALS_COMPANIES_GET, body, params, source, last, reader)


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
    who: options.CompanyArg = None,
    *,
    company: dict[str, Any],
    signals: dict[str, Any],
    filters: dict[str, Any],
    body: options.BodyOpt = None,
) -> CommandResult:
    """Find a company and get its signals."""
    item = drop_unset(resolve_company(company, who))
    companies = {"companies": [{"id": ITEM_ID, **item}]} if item else {}
    params = {**companies, **drop_unset(signals), **_include(context, filters)}
    return _search(context, SIGNALS_COMPANIES_SEARCH, body, params, "company")


def _include(context: AppContext, filters: dict[str, Any]) -> dict[str, Json]:
    include = build_signal_filters(context, filters)
    return {"filters": {"include": include}} if include else {}


def _check(request: dict[str, Json], endpoint: Endpoint, noun: str) -> None:
    """Raise UsageError if the request identifies nobody, or has no type of signal."""
    if not request.get(endpoint.items_path):
        raise UsageError(f"No {noun} is named.", hint=f"Run: lusha {endpoint.name} --help")
    # The API requires it, and a default of all types would charge for each signal.
    if not request.get("signals"):
        raise UsageError(
            "No signal is named.", hint="Add --signal NAME, or --signal allSignals for every type."
        )


class IdReader(NamedTuple):
    """How ids are read from an earlier response, and the words for what they are of."""

    read: Callable[[list[Json]], list[str]]
    nouns: tuple[str, str]
    kind: Kind


def _get(
    context: AppContext,
    endpoint: Endpoint,
    body: str | None,
    params: dict[str, Json],
    source: str | None,
    last: RowNumbers | None,
    reader: IdReader,
) -> CommandResult:
    """Get signals by the ids in the request, or those in `source` or `last`, earlier results."""
    key, nouns = endpoint.items_path, reader.nouns
    request = merge_body(context, body, params)
    if source is not None:
        ids = reader.read(read_piped_json(context, source))
        if key in request:
            raise UsageError(
                f"The ids come twice, from {source} and by a flag.", hint="Leave out one."
            )
        if not ids:
            hint = "Contact ids of a prospecting search are of that search alone."
            raise UsageError(
                f"There are no ids of {nouns[1]} in {source}.",
                hint=hint if key == "contactIds" else None,
            )
        # These operations take numbers, although responses may have the ids as text.
        request[key] = [parse_number(text) for text in ids]
    if last:
        ids = last_ids(context, last, reader.kind, others=request.get(key))
        if not all(text.isdecimal() for text in ids):
            raise UsageError(
                "The last result has the ids of V3, and this command takes those of V2.",
                hint=f"Run: lusha {reader.kind} signals --last {last.text}",
            )
        request[key] = [parse_number(text) for text in ids]
    if body is None:
        _check(request, endpoint, nouns[0])
    # The API rejects a request above its limit, but the pipe before it knows no limit.
    is_typed = source is None and last is None and key not in params
    bodies = split_request(request, endpoint, is_typed=is_typed)
    records = "contacts" if key == "contactIds" else "companies"
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
        context.defer_note(f"No such signals since {since}.{advice}")


def _to_contact(person: dict[str, Any], is_current: bool | None) -> dict[str, Json]:
    """Return a person as this operation spells it."""
    employer = drop_unset(
        {"name": person.get("companyName"), "domain": person.get("companyDomain")}
    )
    # `is_current` is a field of the employer, and would be lost without one.
    if is_current is not None and not employer:
        raise UsageError("--is-current needs --company-name or --company-domain.")
    if employer:
        employer.update(drop_unset({"is_current": is_current}))
    contact = {
        "id": person.get("id", ITEM_ID),
        "email": person.get("email"),
        # Only this operation of V2 has snake_case names.
        "social_link": person.get("linkedinUrl"),
        "full_name": person.get("fullName"),
        "companies": [employer] if employer else None,
    }
    return drop_unset(contact)


def _search(
    context: AppContext, endpoint: Endpoint, body: str | None, params: dict[str, Json], noun: str
) -> CommandResult:
    """Send a search, which fails if it matches nobody."""
    if body is None:
        _check(params, endpoint, noun)
    response = context.call(endpoint, body=merge_body(context, body, params))
    records = as_object(response).get(endpoint.items_path)
    # An unknown person or company is an HTTP 200 without records.
    return CommandResult(response, failure=None if records else no_match(context))
