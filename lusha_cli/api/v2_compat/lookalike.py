"""Lookalikes and recommendations over V3."""

from collections.abc import Callable

from lusha_cli.api.request import ApiRequest
from lusha_cli.api.v2_compat.contacts import to_v2_job
from lusha_cli.api.v2_compat.locations import fill_lookalike_location
from lusha_cli.api.v2_compat.translation import (
    StepFailed,
    Translation,
    Translator,
    add_unmapped,
    credits_before,
    drop_empty,
    full_name,
    objects,
    pick,
    rename_keys,
    request_params,
    result_items,
    to_text_id,
    unmapped,
    unsupported_in_v3,
    v3_request,
)
from lusha_cli.billing.charges import credits_charged
from lusha_cli.json_types import Json, as_object, get_in, get_list, get_object

# The number of seeds that V3 takes; V2 has no such limits.
MIN_SEEDS, MAX_SEEDS = 5, 100


def lookalike_contacts(request: ApiRequest) -> Translation:
    """Translate `lookalike contacts`."""
    params = request_params(request)
    response = yield v3_request("contacts lookalike", body=_lookalike_body(params, _to_v3_seeds))
    records = [_to_v2_contact(entry) for entry in result_items(response)]
    return _lookalike_response(response, records)


def _to_v2_contact(result: dict[str, Json]) -> Json:
    company = rename_keys(get_object(result, "company"), {"id": "companyId"})
    return {**unmapped(rename_keys(result, {"id": "contactId"})), "company": company}


def lookalike_companies(request: ApiRequest) -> Translation:
    """Translate `lookalike companies`."""
    params = request_params(request)
    response = yield v3_request(
        "companies lookalike", body=_lookalike_body(params, lambda seeds: seeds)
    )
    records = [_to_v2_company(entry) for entry in result_items(response)]
    return _lookalike_response(response, records)


def _to_v2_company(result: dict[str, Json]) -> Json:
    """Translate a lookalike company: V2 requires all fields, but some may be null."""
    count, links = get_object(result, "employeeCount"), get_object(result, "socialLinks")
    company = {
        "domain": result.get("domain"),
        "linkedinUrl": links.get("linkedin"),
        "name": result.get("name") or "",
        "employeeCount": count.get("exact"),
        "industry": result.get("industry"),
        "location": fill_lookalike_location(result),
    }
    rest = {"companySize": unmapped(count, "exact"), "socialLinks": unmapped(links, "linkedin")}
    return add_unmapped({**company, **drop_empty(rest)}, result, "socialLinks")


def _lookalike_body(params: dict[str, Json], translate: Callable[[Json], Json]) -> Json:
    seeds = get_object(params, "seeds")
    _check_seeds(params.get("dedupeSessionId"), sum(len(get_list(seeds, name)) for name in seeds))
    return drop_empty(
        {
            **pick(params, ("dedupeSessionId", "limit")),
            "seeds": translate(seeds),
            "exclude": translate(get_object(params, "exclude")),
        }
    )


def _check_seeds(session: Json, number: int) -> None:
    """Raise UsageError for too few or too many seeds; a session already has its own."""
    if session is None and not MIN_SEEDS <= number <= MAX_SEEDS:
        raise unsupported_in_v3(
            f"requires {MIN_SEEDS} to {MAX_SEEDS} seeds, not {number}",
            hint="Add more seeds." if number < MIN_SEEDS else "Use fewer seeds.",
        )


def _to_v3_seeds(seeds: dict[str, Json]) -> dict[str, Json]:
    """Translate seeds: V3's ids are texts."""
    ids = [str(entry) for entry in get_list(seeds, "contactIds")]
    rest = {key: value for key, value in seeds.items() if key != "contactIds"}
    return drop_empty({**rest, "ids": ids})


def _lookalike_response(response: Json, records: list[Json]) -> Json:
    meta = {"returned": len(records), "hasMore": False, **get_object(response, "meta")}
    return {
        "dedupeSessionId": get_in(response, "dedupeSessionId"),
        "results": records,
        "meta": meta,
        "creditsCharged": credits_charged(response),
        **unmapped(response, "dedupeSessionId", "results", "meta", "billing"),
    }


def recommended_contacts(request: ApiRequest) -> Translation:
    """Translate `recommendations contacts` to the lookalikes of its contacts."""
    params = request_params(request)
    ids = [str(entry.get("personId")) for entry in objects(params, "contacts")]
    exclude = [str(entry) for entry in get_list(params, "exclude")]
    _check_seeds(params.get("requestId"), len(ids))
    body = _recommendations_body(params, {"ids": ids}, {"ids": exclude})
    response = yield v3_request("contacts lookalike", body=body)
    records = [_to_v2_recommended_contact(entry) for entry in result_items(response)]
    return _recommendations_response(response, "contacts", records)


def _to_v2_recommended_contact(result: dict[str, Json]) -> Json:
    company, job = get_object(result, "company"), to_v2_job(result.get("jobTitle"))
    contact = {
        "personId": to_text_id(result.get("id")),
        "companyId": company.get("id"),
        "name": result.get("fullName") or full_name(result),
        "jobTitle": job.get("title"),
        "companyName": company.get("name"),
        "company": unmapped(company, "id", "name"),
        "departments": job.get("departments"),
        "seniority": job.get("seniority"),
    }
    return add_unmapped(drop_empty(contact), result, "id", "jobTitle", "company")


def recommended_companies(request: ApiRequest) -> Translation:
    """Translate `recommendations companies`: V3 wants domains, which a search returns."""
    params = request_params(request)
    seeds = [str(entry.get("companyId")) for entry in objects(params, "companies")]
    excluded = [str(entry) for entry in get_list(params, "exclude")]
    _check_seeds(params.get("requestId"), len(seeds))
    # One search for both lists: each batch of 25 results, rounded up, is charged.
    matches = yield v3_request(
        "companies search",
        body={"companies": [{"id": entry} for entry in dict.fromkeys(seeds + excluded)]},
    )
    domains = {str(entry.get("id")): entry.get("domain") for entry in result_items(matches)}
    seed_domains, excluded_domains = (
        {"domains": [domains[id_] for id_ in ids if domains.get(id_)]} for ids in (seeds, excluded)
    )
    body = _recommendations_body(params, seed_domains, excluded_domains)
    try:
        response = yield v3_request("companies lookalike", body=body)
    except StepFailed as failure:
        failure.missing = "The recommendations are missing. The search for the seeds was charged."
        empty = _recommendations_response({}, "companies", [])
        return {**empty, "creditsCharged": credits_before(failure, matches)}
    names = {"id": "companyId", "domain": "fqdn"}
    records = [rename_keys(unmapped(entry), names) for entry in result_items(response)]
    translated = _recommendations_response(response, "companies", records)
    return {**translated, "creditsCharged": credits_charged(matches, response)}


def _recommendations_body(params: dict[str, Json], seeds: Json, exclude: Json) -> Json:
    return drop_empty(
        {
            # V2 asks for more of an earlier result by requestId, V3 by its session.
            "dedupeSessionId": params.get("requestId"),
            "seeds": drop_empty(seeds),
            "exclude": drop_empty(exclude),
            "limit": params.get("limit"),
        }
    )


def _recommendations_response(response: Json, name: str, records: list[Json]) -> Json:
    return {
        name: records,
        "requestId": get_in(response, "dedupeSessionId"),
        "count": len(records),
        "creditsCharged": credits_charged(response),
        **unmapped(as_object(response), "dedupeSessionId", "results", "billing"),
    }


def _recommendations_request(request: ApiRequest) -> ApiRequest:
    return v3_request("companies lookalike", body=pick(request_params(request), ("limit",)))


TRANSLATORS = {
    "lookalike contacts": Translator(lookalike_contacts),
    "lookalike companies": Translator(lookalike_companies),
    "recommendations contacts": Translator(recommended_contacts),
    "recommendations companies": Translator(recommended_companies, _recommendations_request),
}
