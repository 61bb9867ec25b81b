"""Lookalike sessions, which V2's lookalikes and recommendations and V3's lookalikes share.

Lookalikes are people of the same department and seniority, and companies of the same industry.
"""

from collections.abc import Callable, Iterable, Iterator
from typing import Any, NamedTuple
from uuid import NAMESPACE_OID, uuid5

from lusha_cli.json_types import Json
from lusha_cli.sandbox.data.companies import (
    COMPANY_COUNT,
    Company,
    company_by_domain,
    company_by_number,
    company_data,
)
from lusha_cli.sandbox.data.people import Person, employees_of, profile
from lusha_cli.sandbox.http import ApiError
from lusha_cli.sandbox.id_tokens import decode_id
from lusha_cli.sandbox.lookups import find_person, name_and_employer
from lusha_cli.sandbox.request_context import CreditMeter, RequestContext
from lusha_cli.sandbox.state import load_session, store_session

SESSION_DAYS = 30
_ACTIONS = {
    "lookalike contacts": "lookalikeContact",
    "lookalike companies": "lookalikeCompany",
    "contacts lookalike": "lookalikeContact",
    "companies lookalike": "lookalikeCompany",
    "recommendations contacts": "contactRecommendationsReveal",
    "recommendations companies": "companyRecommendationsReveal",
}
DEFAULT_LIMIT = 25


class LookalikePage(NamedTuple):
    """The results of one request of a session; `session_id` continues it."""

    session_id: str
    matches: list[Any]
    has_more: bool
    charged: float


def lookalike_people(context: RequestContext) -> LookalikePage:
    """Return the next people who are like the seeds of a request."""
    return _lookalikes(context, _people, people_like)


def lookalike_companies(context: RequestContext) -> LookalikePage:
    """Return the next companies that are like the seeds of a request."""
    return _lookalikes(context, _companies, companies_like)


def _lookalikes(
    context: RequestContext,
    resolve: Callable[[Json, RequestContext], list[Any]],
    candidates: Callable[[list[Any]], Iterator[Any]],
) -> LookalikePage:
    params = context.params
    seeds, exclude = (resolve(params.get(key, {}), context) for key in ("seeds", "exclude"))
    return next_page(context, params.get("dedupeSessionId"), candidates(seeds), seeds + exclude)


def next_page(
    context: RequestContext, session_id: str | None, candidates: Iterator[Any], exclude: list[Any]
) -> LookalikePage:
    """Return the next candidates of a session, none twice, charged by the price list.

    Raises ApiError if the session is unknown or has expired.
    """
    # Sessions of other accounts and endpoints must look unknown.
    owner = f"{context.account.name}/{context.operation}"
    earlier: list[str] | None = []
    if session_id is not None:
        since = context.now - SESSION_DAYS * 86400
        earlier = load_session(context.db, session_id, owner=owner, since=since)
        if earlier is None:
            raise _session_error(context.operation)
    seen = {*(earlier or []), *(str(entity.id) for entity in exclude)}
    limit = context.params.get("limit", DEFAULT_LIMIT)
    matches: list[Any] = []
    has_more = False
    for candidate in candidates:
        if str(candidate.id) in seen:
            continue
        # Only a match beyond the limit proves that there are more.
        if len(matches) == limit:
            has_more = True
            break
        seen.add(str(candidate.id))
        matches.append(candidate)
    # Derived instead of random, so that tests get the same ids in every run.
    session_id = session_id or str(uuid5(NAMESPACE_OID, f"{owner}/{context.nonce}"))
    returned = [*(earlier or []), *(str(match.id) for match in matches)]
    # If the account can't pay below, the error rolls this back too.
    store_session(context.db, session_id, owner=owner, returned=returned, now=context.now)
    meter = CreditMeter(context)
    meter.charge(_ACTIONS[context.operation], len(matches))
    return LookalikePage(session_id, matches, has_more, meter.settle())


def lookalike_response(page: LookalikePage, records: list[Json]) -> Json:
    """Return the fields that the responses of V2 and V3 share."""
    return {
        "dedupeSessionId": page.session_id,
        "results": records,
        "meta": {"returned": len(records), "hasMore": page.has_more},
    }


def person_record(person: Person, *, id_key: str, company_id_key: str) -> Json:
    """Return a person as a result; V2 and V3 name the keys of the ids differently."""
    data = profile(person)
    return {
        id_key: str(person.id),
        "firstName": person.first_name,
        "lastName": person.last_name,
        "socialLinks": {"linkedin": person.linkedin},
        "company": {
            company_id_key: str(person.company.id),
            "name": person.company.name,
            "domain": person.company.domain,
        },
        "jobTitle": {
            "title": data["title"],
            "departments": [data["department"]],
            "seniority": data["seniority"],
        },
        "location": {key: getattr(data["location"], key) for key in ("country", "state", "city")},
    }


def company_record(company: Company) -> Json:
    """Return a company as a result of V2."""
    data = company_data(company)
    return {
        "domain": company.domain,
        "linkedinUrl": data["linkedin"],
        "name": company.name,
        "employeeCount": data["employeesInLinkedin"],
        "industry": data["mainIndustry"],
        "location": {key: data[key] for key in ("country", "state", "city")},
    }


def people_like(seeds: list[Person]) -> Iterator[Person]:
    """Yield everybody with the department and seniority of a seed."""
    # Unknown seeds are ignored, so that there may be none left.
    groups = {_group_of(seed) for seed in seeds}
    if not seeds:
        return
    for number in range(COMPANY_COUNT):
        for person in employees_of(company_by_number(number, seed=seeds[0].company.seed)):
            if _group_of(person) in groups and not person.is_partial:
                yield person


def companies_like(seeds: list[Company]) -> Iterator[Company]:
    """Yield every company in the industry of a seed."""
    industries = {company_data(seed)["subIndustry"] for seed in seeds}
    if not seeds:
        return
    for number in range(COMPANY_COUNT):
        candidate = company_by_number(number, seed=seeds[0].seed)
        if company_data(candidate)["subIndustry"] in industries and not candidate.is_partial:
            yield candidate


def existing_entities(entities: Iterable[Any]) -> list[Any]:
    """Return the entities without None; the API ignores unknown seeds."""
    return [entity for entity in entities if entity is not None]


def _group_of(person: Person) -> tuple[str, str]:
    data = profile(person)
    return data["department"], data["seniority"]


def _session_error(operation: str) -> ApiError:
    if operation.startswith("recommendations"):
        # The vendor documents no 410 for the recommendations.
        return ApiError(400, "requestId does not belong to a request of this account")
    error = ApiError(
        410,
        "The session is unknown or has expired after 30 days",
        errors=["DEDUPE_SESSION_INVALID"],
    )
    # The two endpoints report the same error in different shapes, as the vendor's do.
    if "contacts" in operation:
        error.body = {"code": "DEDUPE_SESSION_INVALID", "message": error.body["message"]}
    return error


def _people(seeds: Json, context: RequestContext) -> list[Person]:
    identifiers: Iterable[Json] = (
        *({"linkedinUrl": url} for url in seeds.get("linkedinUrls", [])),
        *({"email": email} for email in seeds.get("emails", [])),
        *({"personId": decode_id(text)} for text in seeds.get("ids", [])),
        *({"personId": str(number)} for number in seeds.get("contactIds", [])),
        *(name_and_employer(contact) for contact in seeds.get("contacts", [])),
    )
    return existing_entities(find_person(identifier, context.seed) for identifier in identifiers)


def _companies(seeds: Json, context: RequestContext) -> list[Company]:
    domains = list(seeds.get("domains", []))
    # In the sandbox, the slug of a company's LinkedIn page is that of its domain.
    slugs = (url.rstrip("/").rpartition("/")[2] for url in seeds.get("linkedinUrls", []))
    domains += [f"{slug}.example" for slug in slugs]
    return existing_entities(company_by_domain(domain, seed=context.seed) for domain in domains)
