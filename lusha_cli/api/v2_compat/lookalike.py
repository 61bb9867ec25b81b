"""Lookalikes and recommendations over V3."""

from collections.abc import Callable

from lusha_cli.api.request import ApiRequest
from lusha_cli.api.v2_compat.translation import (
    Translation,
    credits_charged,
    drop_empty,
    pick,
    request_params,
    result_items,
    unsupported_in_v3,
    v3_request,
)
from lusha_cli.json_types import Json, get_list, get_object

# How many seeds lookalikes want.
MIN_SEEDS, MAX_SEEDS = 5, 100


def lookalike_contacts(call: ApiRequest) -> Translation:
    """`lookalike contacts`."""
    given = request_params(call)
    answer = yield v3_request("contacts lookalike", body=_lookalike_body(given, _to_v3_seeds))
    records = [
        {
            "contactId": one.get("id"),
            **pick(one, ("firstName", "lastName", "socialLinks")),
            "company": {
                "companyId": get_object(one, "company").get("id"),
                **pick(get_object(one, "company"), ("name", "domain")),
            },
            **pick(one, ("jobTitle", "location")),
        }
        for one in result_items(answer)
    ]
    return _lookalike_response(answer, records)


def lookalike_companies(call: ApiRequest) -> Translation:
    """`lookalike companies`."""
    given = request_params(call)
    answer = yield v3_request(
        "companies lookalike", body=_lookalike_body(given, lambda named: named)
    )
    records = [
        drop_empty(
            {
                "domain": one.get("domain"),
                "linkedinUrl": get_object(one, "socialLinks").get("linkedin"),
                "name": one.get("name"),
                "employeeCount": get_object(one, "employeeCount").get("exact"),
                "industry": one.get("industry"),
                "location": get_object(one, "location"),
            }
        )
        for one in result_items(answer)
    ]
    return _lookalike_response(answer, records)


def _lookalike_body(given: dict[str, Json], named: Callable[[Json], Json]) -> Json:
    seeds = get_object(given, "seeds")
    _check_seeds(given.get("dedupeSessionId"), sum(len(get_list(seeds, name)) for name in seeds))
    return drop_empty(
        {
            **pick(given, ("dedupeSessionId", "limit")),
            "seeds": named(seeds),
            "exclude": named(get_object(given, "exclude")),
        }
    )


def _check_seeds(session: Json, number: int) -> None:
    """Raise UsageError where there are too few or too many; a session has its own."""
    if session is None and not MIN_SEEDS <= number <= MAX_SEEDS:
        raise unsupported_in_v3(
            f"wants {MIN_SEEDS} to {MAX_SEEDS} seeds; you name {number}",
            hint="Name others who are like those whom you look for.",
        )


def _to_v3_seeds(named: dict[str, Json]) -> dict[str, Json]:
    """Seeds in V3's words: ids are texts."""
    ids = [str(one) for one in get_list(named, "contactIds")]
    rest = {key: value for key, value in named.items() if key != "contactIds"}
    return drop_empty({**rest, "ids": ids})


def _lookalike_response(answer: Json, records: list[Json]) -> Json:
    return {
        **pick(answer, ("dedupeSessionId",)),
        "results": records,
        **pick(answer, ("meta",)),
        "creditsCharged": credits_charged(answer),
    }


def recommended_contacts(call: ApiRequest) -> Translation:
    """`recommendations contacts`: the lookalikes of those who are named."""
    given = request_params(call)
    ids = [str(one.get("personId")) for one in get_list(given, "contacts") if isinstance(one, dict)]
    exclude = [str(one) for one in get_list(given, "exclude")]
    _check_seeds(given.get("requestId"), len(ids))
    body = _recommendations_body(given, {"ids": ids}, {"ids": exclude})
    answer = yield v3_request("contacts lookalike", body=body)
    records = [
        drop_empty(
            {
                "personId": one.get("id"),
                "companyId": get_object(one, "company").get("id"),
                "name": " ".join(
                    str(one[key]) for key in ("firstName", "lastName") if one.get(key)
                ),
                "jobTitle": get_object(one, "jobTitle").get("title"),
                "companyName": get_object(one, "company").get("name"),
            }
        )
        for one in result_items(answer)
    ]
    return _recommendations_response(answer, "contacts", records)


def recommended_companies(call: ApiRequest) -> Translation:
    """`recommendations companies`: V3 wants domains, which enriching them free of charge told."""
    given = request_params(call)
    named = [str(o.get("companyId")) for o in get_list(given, "companies") if isinstance(o, dict)]
    without = [str(one) for one in get_list(given, "exclude")]
    _check_seeds(given.get("requestId"), len(named))
    looked_up = yield v3_request(
        "companies search",
        body={"companies": [{"id": one} for one in dict.fromkeys(named + without)]},
    )
    domains = {str(one.get("id")): one.get("domain") for one in result_items(looked_up)}
    body = _recommendations_body(
        given,
        {"domains": [domains[one] for one in named if domains.get(one)]},
        {"domains": [domains[one] for one in without if domains.get(one)]},
    )
    answer = yield v3_request("companies lookalike", body=body)
    records = [
        drop_empty({"companyId": one.get("id"), "name": one.get("name"), "fqdn": one.get("domain")})
        for one in result_items(answer)
    ]
    told = _recommendations_response(answer, "companies", records)
    return {**told, "creditsCharged": credits_charged(looked_up, answer)}


def _recommendations_body(given: dict[str, Json], seeds: Json, exclude: Json) -> Json:
    return drop_empty(
        {
            "dedupeSessionId": given.get("requestId"),
            "seeds": drop_empty(seeds),
            "exclude": drop_empty(exclude),
            "limit": given.get("limit"),
        }
    )


def _recommendations_response(answer: Json, name: str, records: list[Json]) -> Json:
    return {
        name: records,
        "requestId": answer.get("dedupeSessionId") if isinstance(answer, dict) else None,
        "count": len(records),
        "creditsCharged": credits_charged(answer),
    }


def _recommendations_request(call: ApiRequest) -> ApiRequest:
    return v3_request("companies lookalike", body=pick(request_params(call), ("limit",)))


TRANSLATORS: dict[str, Callable[[ApiRequest], Translation]] = {
    "lookalike contacts": lookalike_contacts,
    "lookalike companies": lookalike_companies,
    "recommendations contacts": recommended_contacts,
    "recommendations companies": recommended_companies,
}
FOLLOW_UP_REQUESTS: dict[str, Callable[[ApiRequest], ApiRequest | None]] = {
    "recommendations companies": _recommendations_request
}
