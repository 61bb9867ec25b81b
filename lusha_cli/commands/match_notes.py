"""Notes that what a lookup found differs from the name or company in the command."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from lusha_cli.context.app_context import AppContext
from lusha_cli.json_types import Json, as_object
from lusha_cli.models import read_company, read_error, read_person

if TYPE_CHECKING:
    from lusha_cli.matching.score import Match

_COMPANY_KEYS = ("companyName", "companyDomain")


def note_person(context: AppContext, item: Mapping[str, Json], data: Json, company: Json) -> None:
    """Print a note if the person in `data` has another name or company than `item` states.

    The keys of `item` are the API's. `company` is the employer if it isn't in `data`.
    """
    name = item.get("fullName") or " ".join(
        str(item[key]) for key in ("firstName", "lastName") if item.get(key)
    )
    if not data or not (name or any(item.get(key) for key in _COMPANY_KEYS)):
        return
    # Most lookups state neither, and start faster without these.
    from lusha_cli.bulk.matching import former_companies
    from lusha_cli.matching.score import PersonStatement, found_person, match_person

    found = read_person(data, company)
    stated = PersonStatement(
        name,
        item.get("companyName") or "",
        item.get("companyDomain") or "",
        item.get("email") or "",
        item.get("linkedinUrl") or "",
    )
    match = match_person(stated, found_person(found), lambda: former_companies(data))
    companies = (stated.company or stated.domain, found.company.name or found.company.domain)
    _note(context, match, name=(name, found.full_name), company=companies)


def note_company(context: AppContext, name: str, domain: str, data: Json) -> None:
    """Print a note if the company in `data` has another name or domain."""
    if not data or not (name or domain):
        return
    from lusha_cli.matching.score import CompanyStatement, match_company

    found = read_company(data)
    match = match_company(CompanyStatement(name, domain), found)
    _note(context, match, name=(name, found.name), domain=(domain, found.domain))


def note_results(
    context: AppContext, nouns: tuple[str, str], items: Sequence[Json], body: Json
) -> None:
    """Print a note for each result of V3 that differs from its item in the request."""
    results = as_object(body).get("results")
    if not isinstance(results, list):
        return
    by_reference = {as_object(item).get("clientReferenceId"): item for item in items}
    for result in map(as_object, results):
        # Without a reference, the order of several results isn't defined.
        item = by_reference.get(result.get("clientReferenceId"))
        if len(items) == len(results) == 1:
            item = items[0]
        if not isinstance(item, dict) or read_error(result):
            continue
        if nouns[1] == "companies":
            note_company(context, item.get("name") or "", item.get("domain") or "", result)
        else:
            note_person(context, item, result, None)


def _note(context: AppContext, match: "Match | None", **pairs: tuple[str, str]) -> None:
    for field, (stated, found) in pairs.items():
        if match and field in match.differences:
            context.defer_note(f"Note: the {field} differs: {stated} / {found}")
