"""`lusha recommendations`: people and companies to look at next."""

from typing import Annotated, Any

from lusha_cli.api.endpoints import RECOMMENDATIONS_COMPANIES, RECOMMENDATIONS_CONTACTS, Endpoint
from lusha_cli.cli import options
from lusha_cli.cli.command import command, drop_empty, group
from lusha_cli.cli.json_input import merge_body
from lusha_cli.cli.options import NUMERIC_ID, ValueType, argument, option
from lusha_cli.commands.piped_ids import company_ids, parse_seeds, read_piped_json
from lusha_cli.commands.sessions import load_session, save_session
from lusha_cli.context.app_context import AppContext
from lusha_cli.errors import UsageError
from lusha_cli.json_types import Json
from lusha_cli.output.layouts.v2 import RECOMMENDED_COMPANIES_LAYOUT, RECOMMENDED_CONTACTS_LAYOUT
from lusha_cli.parsing import identifiers

app = group("Get people and companies that fit the ones you name.")


def _parse_pair(text: str) -> dict[str, str]:
    """Return `PERSON_ID:COMPANY_ID` as the API takes it."""
    person, colon, company = text.partition(":")
    if not colon:
        raise identifiers.InvalidValue(
            f"{text!r} is not of the form PERSON_ID:COMPANY_ID, such as 4100000000:30000000."
        )
    return {
        "personId": identifiers.normalize_id(person),
        "companyId": identifiers.normalize_id(company),
    }


def _parse_company(text: str) -> dict[str, str]:
    return {"companyId": identifiers.normalize_id(text)}


SourceArg = Annotated[
    str | None, argument("[-|FILE]", "Seeds from an earlier answer; - reads stdin.")
]
LimitOpt = Annotated[int | None, option("--limit", "N", "How many, up to 25.", min=1, max=25)]
MoreOpt = Annotated[
    str | None,
    option(
        "--more --request-id",
        "REQUEST_ID",
        "More of an earlier answer; of the last one, its seeds are known.",
    ),
]
ExcludeOpt = Annotated[
    list[str] | None, option("--exclude", NUMERIC_ID, "Id to leave out; repeatable.")
]


# As many seeds as V3 requires.
_PEOPLE = " ".join(f"--seed {4_100_000_000 + 13 * number}:30000000" for number in range(5))


@command(
    app,
    "contacts",
    layout=RECOMMENDED_CONTACTS_LAYOUT,
    example=f"lusha recommendations contacts {_PEOPLE} --limit 5 --sandbox",
)
def contacts(
    context: AppContext,
    source: SourceArg = None,
    *,
    seed: Annotated[
        list[str] | None,
        option(
            "--seed",
            ValueType("PERSON_ID:COMPANY_ID", _parse_pair),
            "A person you know; repeatable.",
        ),
    ] = None,
    exclude: ExcludeOpt = None,
    limit: LimitOpt = None,
    more: MoreOpt = None,
    body: options.BodyOpt = None,
) -> Json:
    """Get people who fit the ones you name."""
    seeds: list[Any] = list(seed or [])
    if source is not None:
        pairs = parse_seeds(read_piped_json(context, source))
        seeds += [{"personId": person, "companyId": company} for person, company in pairs]
        _check_piped(seeds, source, "people with their companies")
    request = _request(context, body, "contacts", seeds, exclude, limit, more)
    return _run(context, RECOMMENDATIONS_CONTACTS, request, "contacts")


@command(
    app,
    "companies",
    layout=RECOMMENDED_COMPANIES_LAYOUT,
    example="lusha prospecting company search --technology aws --limit 5 --sandbox --json | "
    "lusha recommendations companies - --limit 5 --sandbox",
)
def companies(
    context: AppContext,
    source: SourceArg = None,
    *,
    seed: Annotated[
        list[str] | None,
        option(
            "--seed --company-id",
            ValueType("COMPANY_ID", _parse_company),
            "A company you know; repeatable.",
        ),
    ] = None,
    exclude: ExcludeOpt = None,
    limit: LimitOpt = None,
    more: MoreOpt = None,
    body: options.BodyOpt = None,
) -> Json:
    """Get companies that fit the ones you name."""
    seeds: list[Any] = list(seed or [])
    if source is not None:
        seeds += [{"companyId": text} for text in company_ids(read_piped_json(context, source))]
        _check_piped(seeds, source, "companies")
    request = _request(context, body, "companies", seeds, exclude, limit, more)
    return _run(context, RECOMMENDATIONS_COMPANIES, request, "companies")


def _check_piped(seeds: list[Any], source: str, nouns: str) -> None:
    if not seeds:
        raise UsageError(f"There are no {nouns} in {source}.")


def _request(
    context: AppContext,
    body: str | None,
    key: str,
    seeds: list[Any],
    exclude: list[str] | None,
    limit: int | None,
    more: str | None,
) -> dict[str, Json]:
    params = {"requestId": more, key: seeds, "exclude": exclude, "limit": limit}
    return merge_body(context, body, drop_empty(params))


def _run(context: AppContext, endpoint: Endpoint, request: dict[str, Json], key: str) -> Json:
    if key not in request and "requestId" in request:
        request = _continued(context, endpoint, request)
    if not request.get(key):
        raise UsageError("No seed is named.", hint=f"Run: lusha {endpoint.name} --help")
    response = context.call(endpoint, body=request)
    if save_session(context, endpoint, request, response, "requestId") and response.get(key):
        context.defer_note(f"For more: lusha {endpoint.name} --more {response['requestId']}")
    return response


def _continued(
    context: AppContext, endpoint: Endpoint, request: dict[str, Json]
) -> dict[str, Json]:
    """Return the request that opened the session, with this one's parameters over it."""
    last_request = load_session(context, endpoint)
    if last_request is None or last_request.get("requestId") != request["requestId"]:
        raise UsageError(
            f"The seeds of {request['requestId']} are not known here.",
            hint="Name them again with --seed.",
        )
    return {**last_request, **request}
