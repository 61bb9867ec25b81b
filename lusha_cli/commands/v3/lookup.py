"""V3's lookups: people and companies searched by what names them, enriched by id, or both."""

import re
from typing import Annotated, Any

import typer

from lusha_cli.api.endpoints import Endpoint
from lusha_cli.api.request import ApiRequest
from lusha_cli.billing.warnings import warn_cost, warn_waterfall
from lusha_cli.cli.command import Reply, present
from lusha_cli.cli.options import checked
from lusha_cli.commands.batches import in_chunks, items_of, send_all
from lusha_cli.commands.identify import company_meant, person_meant, with_names
from lusha_cli.commands.piped_ids import read_answers, result_ids
from lusha_cli.context.app_context import World
from lusha_cli.errors import Blocked, NoMatch, UsageError
from lusha_cli.json_types import Json, as_object
from lusha_cli.parsing import identifiers

WhoArg = Annotated[
    list[str] | None,
    typer.Argument(metavar="[WHO]...", help="E-mails, LinkedIn URLs or ids of people."),
]
WhichArg = Annotated[
    list[str] | None,
    typer.Argument(metavar="[WHO]...", help="Domains, names or ids of companies."),
]
IdsArg = Annotated[
    list[str] | None,
    typer.Argument(metavar="[ID]...", help="Ids, or - for the answer of a search on stdin."),
]
IdOpt = Annotated[
    str | None,
    typer.Option(
        "--id", parser=checked(identifiers.normalize_token), metavar="ID", help="Lusha's id."
    ),
]
IdsOpt = Annotated[
    list[str] | None,
    typer.Option(
        "--id",
        parser=checked(identifiers.normalize_token),
        metavar="ID",
        help="Lusha's id, as a search brings it; repeatable.",
    ),
]
ReferenceOpt = Annotated[
    str | None,
    typer.Option(
        "--client-reference-id", metavar="TEXT", help="Your own name for it; the answer has it too."
    ),
]
PartialOpt = Annotated[
    bool | None,
    typer.Option(
        "--include-partial-profiles/--no-include-partial-profiles",
        help="Take those of whom little is known too.",
    ),
]
WaterfallOpt = Annotated[
    bool | None,
    typer.Option(
        "--waterfall-enabled/--no-waterfall",
        help="Ask the providers of your waterfall too, which may cost more.",
    ),
]
TableOpt = Annotated[
    str | None, typer.Option("--table-id", metavar="ID", help="Table to add them to as well.")
]


def people(who: list[str] | None, flags: dict[str, Any]) -> list[Json]:
    """The people that WHO and flags name, as V3 has them. Raises UsageError for half a name."""
    found = [
        {"id": one} if _is_token(one) else _person(person_meant(_NOBODY, one)) for one in who or []
    ]
    named = with_names(present(flags), split=True)
    return [*found, _person(named)] if named else found


def _is_token(text: str) -> bool:
    """Whether a text is an id as V3's answers have it."""
    return re.fullmatch(r"v[0-9]{1,3}\.[A-Za-z0-9_=-]+", text) is not None


_NOBODY = {"personId": None, "email": None, "linkedinUrl": None}


def _person(named: dict[str, Any]) -> Json:
    item = present(named)
    if "personId" in item:
        item["id"] = item.pop("personId")
    by_name = {"firstName", "lastName"} <= item.keys()
    has_firm = bool({"companyName", "companyDomain"} & item.keys())
    if not ({"id", "email", "linkedinUrl"} & item.keys() or (by_name and has_firm)):
        raise UsageError(
            "Nobody is named.",
            hint="Give an e-mail, a LinkedIn URL or an id, or a first name, last name and company.",
        )
    return item


def firms(which: list[str] | None, flags: dict[str, Any]) -> list[Json]:
    """The companies that WHO and flags name, as V3 has them."""
    empty = {"companyId": None, "domain": None, "company": None}
    found = [
        {"id": one} if _is_token(one) else _firm(company_meant(empty, one)) for one in which or []
    ]
    named = present(flags)
    return [*found, _firm(named)] if named else found


def _firm(named: dict[str, Any]) -> Json:
    item = present(named)
    for old, new in (("companyId", "id"), ("company", "name")):
        if old in item:
            item[new] = item.pop(old)
    if not {"id", "domain", "name", "email"} & item.keys():
        raise UsageError("No company is named.", hint="Give a domain, a name or an id.")
    return item


def ids_of(world: World, given: list[str] | None, more: list[str] | None) -> list[str]:
    """The ids to enrich: as they are, or out of the answer of a search for `-`."""
    found = list(more or [])
    for one in given or []:
        found += result_ids(read_answers(world, "-")) if one == "-" else [_id(one)]
    if given and not found:
        raise UsageError("Standard input holds no ids.", hint="Pipe in the answer of a search.")
    return list(dict.fromkeys(found))


def _id(text: str) -> str:
    try:
        return identifiers.normalize_token(text)
    except identifiers.InvalidValue as error:
        raise UsageError(f"ID: {error}") from error


def signals_of(
    types: list[str] | None, start_date: str | None, most: int | None
) -> dict[str, Json]:
    """The filter by signals, where one is given. Raises UsageError for one without a type."""
    given = present({"types": types, "startDate": start_date, "maxResultsPerSignal": most})
    if given and "types" not in given:
        raise UsageError("--signal is missing.", hint="Such as: --signal allSignals")
    return {"signals": given} if given else {}


def options_of(partial: bool | None) -> dict[str, Json]:
    """The options of a search, where one is given."""
    return {} if partial is None else {"options": {"includePartialProfiles": partial}}


def look_up(
    world: World, endpoint: Endpoint, request: dict[str, Json], *, nouns: tuple[str, str]
) -> Reply:
    """Send a request, in as many as its items need. Raises UsageError where it has none."""
    items = items_of(request, endpoint)
    if not items:
        raise UsageError(
            "Nobody is named." if nouns[0] == "person" else f"No {nouns[0]} is named.",
            hint=f"Run: lusha {endpoint.name} --help",
        )
    bodies = [{**request, endpoint.items: chunk} for chunk in in_chunks(items, endpoint.batch)]
    first = ApiRequest(endpoint.method, endpoint.path, {}, bodies[0], endpoint)
    if world.settings.get("max_credits") is None:
        warn_waterfall(first, print_message=world.note)
    if len(bodies) == 1 and not world.only_shows:
        warn_cost(first, world.cost_of(first), print_message=world.note)
    reply = send_all(world, endpoint, bodies, records="results", key="", nouns=nouns)
    return reply if reply.failure else reply._replace(failure=_nothing(reply.body))


def _nothing(body: Json) -> NoMatch | Blocked | None:
    """The failure of an answer that found nobody at all: Blocked where the law forbids each."""
    results = as_object(body).get("results")
    if not isinstance(results, list):
        return None
    errors = [as_object(as_object(one).get("error")) for one in results]
    if results and not all(errors):
        return None
    said = {str(error.get("message", "")).rstrip(".") for error in errors} - {""}
    if results and all("COMPLIANCE" in str(error.get("code", "")) for error in errors):
        return Blocked(f"{'; '.join(sorted(said))}." if said else "Not to be shown, by law.")
    return NoMatch(f"No match: {'; '.join(sorted(said))}." if said else "No match.")
