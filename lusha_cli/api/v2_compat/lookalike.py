"""Lookalikes and recommendations over V3."""

from collections.abc import Callable

from lusha_cli.api.request import ApiRequest
from lusha_cli.api.v2_compat.translation import (
    StepFailed,
    Translation,
    Translator,
    credits_before,
    drop_empty,
    extract,
    full_name,
    objects,
    pick,
    request_params,
    result_items,
    unsupported_in_v3,
    v3_request,
)
from lusha_cli.billing.charges import credits_charged
from lusha_cli.json_types import Json, get_in, get_list, get_object

# The number of seeds that V3 takes; V2 has no such limits.
MIN_SEEDS, MAX_SEEDS = 5, 100


def lookalike_contacts(request: ApiRequest) -> Translation:
    """Translate `lookalike contacts`."""
    params = request_params(request)
    response = yield v3_request("contacts lookalike", body=_lookalike_body(params, _to_v3_seeds))
    records = [
        {
            "contactId": entry.get("id"),
            **pick(entry, ("firstName", "lastName", "socialLinks")),
            "company": {
                "companyId": get_object(entry, "company").get("id"),
                **pick(get_object(entry, "company"), ("name", "domain")),
            },
            **pick(entry, ("jobTitle", "location")),
        }
        for entry in result_items(response)
    ]
    return _lookalike_response(response, records)


def lookalike_companies(request: ApiRequest) -> Translation:
    """Translate `lookalike companies`."""
    params = request_params(request)
    response = yield v3_request(
        "companies lookalike", body=_lookalike_body(params, lambda seeds: seeds)
    )
    paths = {
        "domain": "domain",
        "linkedinUrl": "socialLinks.linkedin",
        "name": "name",
        "employeeCount": "employeeCount.exact",
        "industry": "industry",
        "location": "location",
    }
    records = [extract(entry, paths) for entry in result_items(response)]
    return _lookalike_response(response, records)


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
            f"wants {MIN_SEEDS} to {MAX_SEEDS} seeds; you name {number}",
            hint="Name others who are like those whom you look for.",
        )


def _to_v3_seeds(seeds: dict[str, Json]) -> dict[str, Json]:
    """Translate seeds: V3's ids are texts."""
    ids = [str(entry) for entry in get_list(seeds, "contactIds")]
    rest = {key: value for key, value in seeds.items() if key != "contactIds"}
    return drop_empty({**rest, "ids": ids})


def _lookalike_response(response: Json, records: list[Json]) -> Json:
    return {
        **pick(response, ("dedupeSessionId",)),
        "results": records,
        **pick(response, ("meta",)),
        "creditsCharged": credits_charged(response),
    }


def recommended_contacts(request: ApiRequest) -> Translation:
    """Translate `recommendations contacts` to the lookalikes of its contacts."""
    params = request_params(request)
    ids = [str(entry.get("personId")) for entry in objects(params, "contacts")]
    exclude = [str(entry) for entry in get_list(params, "exclude")]
    _check_seeds(params.get("requestId"), len(ids))
    body = _recommendations_body(params, {"ids": ids}, {"ids": exclude})
    response = yield v3_request("contacts lookalike", body=body)
    paths = {
        "personId": "id",
        "companyId": "company.id",
        "name": "name",
        "jobTitle": "jobTitle.title",
        "companyName": "company.name",
    }
    records = [
        extract({**entry, "name": full_name(entry)}, paths) for entry in result_items(response)
    ]
    return _recommendations_response(response, "contacts", records)


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
        failure.missing = "The recommendations are missing; the search for the seeds was charged."
        empty = _recommendations_response({}, "companies", [])
        return {**empty, "creditsCharged": credits_before(failure, matches)}
    paths = {"companyId": "id", "name": "name", "fqdn": "domain"}
    records = [extract(entry, paths) for entry in result_items(response)]
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
    }


def _recommendations_request(request: ApiRequest) -> ApiRequest:
    return v3_request("companies lookalike", body=pick(request_params(request), ("limit",)))


TRANSLATORS = {
    "lookalike contacts": Translator(lookalike_contacts),
    "lookalike companies": Translator(lookalike_companies),
    "recommendations contacts": Translator(recommended_contacts),
    "recommendations companies": Translator(recommended_companies, _recommendations_request),
}
