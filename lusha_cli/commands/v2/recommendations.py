"""`lusha recommendations`: people and companies to look at next."""

from typing import Annotated, Any

from lusha_cli.api.endpoints import RECOMMENDATIONS_COMPANIES, RECOMMENDATIONS_CONTACTS, Endpoint
from lusha_cli.cli import options
from lusha_cli.cli.command import command, drop_unset, group
from lusha_cli.cli.json_input import merge_body
from lusha_cli.cli.options import ID, ValueType, argument, option, parse_id, separated
from lusha_cli.commands.last_rows import LastOpt, last_ids, read_last_rows
from lusha_cli.commands.piped_ids import company_ids, parse_seeds, read_piped_json
from lusha_cli.commands.sessions import load_session, save_session
from lusha_cli.context.app_context import AppContext
from lusha_cli.errors import UsageError
from lusha_cli.json_types import Json
from lusha_cli.output.layouts.v2 import RECOMMENDED_COMPANIES_LAYOUT, RECOMMENDED_CONTACTS_LAYOUT
from lusha_cli.parsing import identifiers

app = group("Get recommended contacts and companies.")


def _parse_pair(text: str) -> dict[str, str]:
    """Return `PERSON_ID:COMPANY_ID` as the API takes it."""
    person, colon, company = text.partition(":")
    if not colon:
        raise identifiers.InvalidValue(
            f"{text!r} is not of the form PERSON_ID:COMPANY_ID, such as 4100000000:30000000."
        )
    return {
        "personId": parse_id(person),
        "companyId": parse_id(company),
    }


def _parse_company(text: str) -> dict[str, str]:
    return {"companyId": parse_id(text)}


SourceArg = Annotated[
    str | None, argument("[-|FILE]", "Seeds from an earlier answer; - reads stdin.")
]
ContactSeedsOpt = Annotated[list[Any] | None, option(
    "--seed", separated(ValueType("PERSON_ID:COMPANY_ID", _parse_pair)),
    "A person you know; repeatable.",
)]  # fmt: skip
CompanySeedsOpt = Annotated[list[Any] | None, option(
    "--seed --company-id", separated(ValueType("COMPANY_ID", _parse_company)),
    "A company you know; repeatable.",
)]  # fmt: skip
# Other parameters: name in the API -> option type.
OPTIONS: dict[str, Any] = {
    "exclude": Annotated[
        list[str] | None, option("--exclude", separated(ID), "Id to leave out; repeatable.")
    ],
    "limit": Annotated[int | None, option("--limit", "N", "How many, up to 25.", min=1, max=25)],
    "requestId": Annotated[str | None, option(
        "--more --request-id", "REQUEST_ID",
        "More of an earlier answer; of the last one, its seeds are known.",
    )],
}  # fmt: skip

# As many seeds as V3 requires.
_PEOPLE = " ".join(f"--seed {4_100_000_000 + 13 * number}:30000000" for number in range(5))


@command(
    app,
    "contacts",
    layout=RECOMMENDED_CONTACTS_LAYOUT,
    option_groups={"params": OPTIONS},
    example=f"lusha recommendations contacts {_PEOPLE} --limit 5 --sandbox",
)
def contacts(
    context: AppContext,
    source: SourceArg = None,
    *,
    last: LastOpt = None,
    seed: ContactSeedsOpt = None,
    params: dict[str, Any],
    body: options.BodyOpt = None,
) -> Json:
    """Get recommended contacts for seed contacts."""
    seeds = list(seed or [])
    if last:
        pairs = parse_seeds(read_last_rows(context, last, "contacts"))
        if not pairs:
            raise UsageError("The last list has people without their companies.")
        seeds += [{"personId": person, "companyId": company} for person, company in pairs]
    if source is not None:
        pairs = parse_seeds(read_piped_json(context, source))
        seeds += [{"personId": person, "companyId": company} for person, company in pairs]
        if not seeds:
            raise UsageError(f"There are no people with their companies in {source}.")
    return _recommend(context, RECOMMENDATIONS_CONTACTS, "contacts", seeds, params, body)


@command(
    app,
    "companies",
    layout=RECOMMENDED_COMPANIES_LAYOUT,
    option_groups={"params": OPTIONS},
    example="lusha prospecting company search --technology aws --limit 5 --sandbox --json | "
    "lusha recommendations companies - --limit 5 --sandbox",
)
def companies(
    context: AppContext,
    source: SourceArg = None,
    *,
    last: LastOpt = None,
    seed: CompanySeedsOpt = None,
    params: dict[str, Any],
    body: options.BodyOpt = None,
) -> Json:
    """Get recommended companies for seed companies."""
    seeds = list(seed or [])
    if last:
        seeds += [{"companyId": text} for text in last_ids(context, last, "companies")]
    if source is not None:
        seeds += [{"companyId": text} for text in company_ids(read_piped_json(context, source))]
        if not seeds:
            raise UsageError(f"There are no companies in {source}.")
    return _recommend(context, RECOMMENDATIONS_COMPANIES, "companies", seeds, params, body)


def _recommend(
    context: AppContext,
    endpoint: Endpoint,
    key: str,
    seeds: list[Any],
    params: dict[str, Any],
    body: str | None,
) -> Json:
    params = drop_unset({"requestId": params["requestId"], key: seeds, **params})
    request = merge_body(context, body, params)
    if key not in request and "requestId" in params:
        request = _continued(context, endpoint, request)
    if body is None and not request.get(key):
        raise UsageError("No seed is named.", hint=f"Run: lusha {endpoint.name} --help")
    response = context.call(endpoint, body=request)
    # An empty response means that there are no more.
    if save_session(context, endpoint, request, response, "requestId") and response.get(key):
        context.defer_note(f"For more: lusha {endpoint.name} --more {response['requestId']}")
    return response


def _continued(
    context: AppContext, endpoint: Endpoint, request: dict[str, Json]
) -> dict[str, Json]:
    """Return the request that opened the session, with this one's parameters over it."""
    last_request = load_session(context, endpoint)
    # The seeds of another request would charge for the wrong people.
    if last_request is None or last_request.get("requestId") != request["requestId"]:
        raise UsageError(
            f"The seeds of {request['requestId']} are not known here.",
            hint="Name them again with --seed.",
        )
    return {**last_request, **request}
