"""`lusha recommendations`: people and companies to look at next."""

from typing import Annotated, Any

from lusha_cli.api.endpoints import RECOMMENDATIONS_COMPANIES, RECOMMENDATIONS_CONTACTS, Endpoint
from lusha_cli.cli import options
from lusha_cli.cli.command import command, drop_unset, group
from lusha_cli.cli.global_options import PEOPLE_RESULT_FLAGS
from lusha_cli.cli.json_input import merge_body
from lusha_cli.cli.options import ID, ValueType, option, parse_id, separated
from lusha_cli.commands.entry_identifiers import is_for_v2
from lusha_cli.commands.last_rows import LastOpt, last_source
from lusha_cli.commands.result_entries import Entry
from lusha_cli.commands.result_input import (
    ResultArg,
    SourceArg,
    pick,
    read_ids,
    read_result,
    takes_tokens,
)
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


ContactSeedsOpt = Annotated[list[Any] | None, option(
    "--seed", separated(ValueType("PERSON_ID:COMPANY_ID", _parse_pair)),
    "Person to base recommendations on (repeatable).",
)]  # fmt: skip
CompanySeedsOpt = Annotated[list[Any] | None, option(
    "--seed --company-id", separated(ValueType("COMPANY_ID", _parse_company)),
    "Company to base recommendations on (repeatable).",
)]  # fmt: skip
# Other parameters: name in the API -> option type.
OPTIONS: dict[str, Any] = {
    "exclude": Annotated[
        list[str] | None, option("--exclude", separated(ID), "ID to exclude (repeatable).")
    ],
    "limit": Annotated[int | None, option("--limit", "N", "Maximum number of results.",
    min=1, max=25)],
    "requestId": Annotated[str | None, option(
        "--more --request-id", "REQUEST_ID",
        "Request to continue. Pass its seeds again unless it was the last one.",
    )],
}  # fmt: skip

# As many seeds as V3 requires.
_PEOPLE = " ".join(f"--seed {4_100_000_000 + 13 * number}:30000000" for number in range(5))


@command(
    app,
    "contacts",
    layout=RECOMMENDED_CONTACTS_LAYOUT,
    flags=PEOPLE_RESULT_FLAGS,
    option_groups={"params": OPTIONS},
    example=f"lusha recommendations contacts {_PEOPLE} --limit 5 --sandbox",
)
def contacts(
    context: AppContext,
    source: ResultArg = None,
    *,
    last: LastOpt = None,
    seed: ContactSeedsOpt = None,
    params: dict[str, Any],
    body: options.BodyOpt = None,
) -> Json:
    """Get recommended contacts for seed contacts."""
    if last:
        source = last_source(context, last, "contacts", others=source)
    seeds = list(seed or [])
    if source is not None:
        seeds += _seed_pairs(context, source)
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
    if last:
        source = last_source(context, last, "companies", others=source)
    seeds = list(seed or [])
    if source is not None:
        result = read_result(context, source)
        ids = read_ids(context, result, "company", RECOMMENDATIONS_COMPANIES)
        seeds += [{"companyId": id_} for id_ in ids]
    return _recommend(context, RECOMMENDATIONS_COMPANIES, "companies", seeds, params, body)


def _seed_pairs(context: AppContext, source: str) -> list[dict[str, Json]]:
    """Return the people of an earlier result with their companies."""
    endpoint, result = RECOMMENDATIONS_CONTACTS, read_result(context, source)
    accepts_tokens = takes_tokens(context, endpoint)

    def read_pair(entry: Entry) -> dict[str, Json] | None:
        ids = {"personId": entry.person_id, "companyId": entry.company_id}
        are_ids = all(id_ and (accepts_tokens or is_for_v2(entry, id_)) for id_ in ids.values())
        return ids if are_ids else None

    return pick(
        context, result, read_pair, kind="contact", noun="person ID and company ID",
        endpoint=endpoint,
    )  # fmt: skip


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
        raise UsageError("No seeds are specified.", hint=f"Run: lusha {endpoint.name} --help")
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
            f"The seeds of {request['requestId']} aren't stored.",
            hint="Pass them again with --seed.",
        )
    return {**last_request, **request}
