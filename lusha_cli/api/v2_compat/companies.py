"""Companies over V3: lookups, enrichment, and what happened to them."""

from collections.abc import Callable
from typing import Any

from lusha_cli.api.request import ApiRequest
from lusha_cli.api.signal_types import COMPANY_SIGNALS
from lusha_cli.api.v2_compat.contacts import DEFAULT_SIGNALS_PER_TYPE
from lusha_cli.api.v2_compat.translation import (
    Translation,
    credits_charged,
    drop_empty,
    parse_boolean,
    pick,
    reject_unsupported,
    request_params,
    result_items,
    sum_credits,
    to_v2_error,
    to_v2_id,
    v3_request,
)
from lusha_cli.errors import Blocked, NoMatch
from lusha_cli.json_types import Json, get_list, get_object

_UNCHANGED_KEYS = (
    "name", "description", "logoUrl", "linkedinFollowers", "emailDomain", "companyType",
    "subIndustry", "specialities", "funding",
)  # fmt: skip
_LOCATION_KEYS = ("city", "state", "stateCode", "country", "countryIso2", "continent")


def get(call: ApiRequest) -> Translation:
    """`company get`."""
    given = call.query
    item = {"id": given.get("companyId"), "name": given.get("company"),
            "domain": given.get("domain")}  # fmt: skip
    answer = yield v3_request(
        "companies search-and-enrich", body=_enrich_body([drop_empty(item)], given)
    )
    result = next(iter(result_items(answer)), {})
    error = to_v2_error(result)
    if error and error["code"] == 451:
        raise Blocked(f"The API answered: {error['message']}.", status=451)
    if error or not result:
        said = str(error["message"]) if error else "The API answered without a company"
        raise NoMatch(f"{said}.")
    happened, _ = yield from _fetch_signals([result], given)
    return {"data": {**_to_v2_company(result), **happened.get(str(result.get("id")), {})}}


def bulk(call: ApiRequest) -> Translation:
    """`company bulk`: joined by clientReferenceId; `billing` says what was charged."""
    given = request_params(call)
    firms = [one for one in get_list(given, "companies") if isinstance(one, dict)]
    items = [
        drop_empty(
            {
                "clientReferenceId": str(one.get("id")),
                "id": one.get("companyId"),
                "name": one.get("name"),
                "domain": one.get("domain") or one.get("fqdn"),
            }
        )
        for one in firms
    ]
    answer = yield v3_request("companies search-and-enrich", body=_enrich_body(items, given))
    found = result_items(answer)
    happened, paid = yield from _fetch_signals([one for one in found if "error" not in one], given)
    answers: dict[str, Json] = {}
    for result in found:
        error = to_v2_error(result)
        more = happened.get(str(result.get("id")), {})
        answers[str(result.get("clientReferenceId"))] = (
            {"error": error} if error else {**_to_v2_bulk_company(result), **more}
        )
    return {**answers, "billing": {"creditsCharged": sum_credits(credits_charged(answer), paid)}}


def _enrich_body(items: list[Json], options: dict[str, Json]) -> Json:
    reject_unsupported(options, "signalsFilters")
    chosen: dict[str, Json] = {"companies": items}
    partial = parse_boolean(options.get("partialCompany"))
    # V2 finds those of whom little is known too, where it is not told otherwise.
    chosen["options"] = {"includePartialProfiles": partial is not False}
    return chosen


def _fetch_signals(found: list[Json], options: dict[str, Json]) -> Any:
    """The signals of companies, by their ids, where any are asked for; and what they charged."""
    types = options.get("signals")
    ids = [str(one["id"]) for one in found if "id" in one]
    if not types or not ids:
        return {}, 0
    body = {
        "ids": ids,
        "signalTypes": _to_v3_types(types),
        "startDate": options.get("signalsStartDate"),
    }
    answer = yield v3_request("companies signals", body=drop_empty(body))
    names = [name for name in _to_v3_types(types) if name != "allSignals"]
    told: dict[str, Json] = {id_: {name: [] for name in names} for id_ in ids}
    for result in result_items(answer):
        told.setdefault(str(result.get("id")), {}).update(_to_v2_signals(result))
    return told, credits_charged(answer)


def _to_v3_types(types: Json) -> list[str]:
    """The types of signals as V2 means them: V3's allSignals holds more, which cost more."""
    named = types if isinstance(types, list) else str(types).split(",")
    return list(COMPANY_SIGNALS[1:]) if "allSignals" in named else named


def _to_v2_signals(result: Json) -> dict[str, Json]:
    return {key: value for key, value in result.items() if isinstance(value, list)}


def _to_v2_common(result: Json) -> dict[str, Json]:
    """What V2 tells of a company in its one answer and in that of many."""
    year, revenue = result.get("yearFounded"), get_object(result, "revenueRange")
    codes = {
        "sicCodes": [
            {"sicCodes": one.get("code"), "description": one.get("description")}
            for one in get_list(result, "sicCodes")
        ],
        "naicsCodes": [
            {"naicsCodes": one.get("code"), "description": one.get("description")}
            for one in get_list(result, "naicsCodes")
        ],
    }
    technologies = get_list(result, "technologies")
    return {
        "id": to_v2_id(result.get("id")),
        **pick(result, _UNCHANGED_KEYS),
        **drop_empty(
            {
                "fqdn": result.get("domain"),
                "founded": str(year) if year else None,
                "mainIndustry": result.get("industry"),
                "revenueRange": [revenue[end] for end in ("min", "max") if end in revenue],
                "technologies": [{"name": one} for one in technologies if isinstance(one, str)],
                "industryPrimaryGroupDetails": drop_empty(codes),
            }
        ),
    }


def to_v2_company_locations(result: Json) -> list[dict[str, Json]]:
    """The offices of a company, the head office first, in V2's words."""
    names = {
        **{name: name for name in ("city", "continent", "country", "state")},
        "country_iso2": "countryIso2",
        "state_code": "stateCode",
    }
    offices = [get_object(result, "location"), *get_list(result, "additionalLocations")]
    return [
        {new: one[old] for new, old in names.items() if one.get(old)}
        for one in offices
        if isinstance(one, dict) and one
    ]


def _to_v2_company(result: Json) -> dict[str, Json]:
    """A company as V2's single answer has it."""
    size = get_object(result, "employeeCount")
    link = get_object(result, "socialLinks").get("linkedin")
    has_range = {"min", "max"} <= size.keys()
    return {
        **_to_v2_common(result),
        **drop_empty(
            {
                "domain": str(result.get("domain", "")).removeprefix("www."),
                "employees": f"{size['min']:,} - {size['max']:,}" if has_range else None,
                "companySize": drop_empty(
                    {
                        **pick(size, ("min", "max")),
                        "employeesInLinkedin": size.get("exact"),
                    }
                ),
                "social": {"linkedin": {"url": link}} if link else None,
                "location": pick(get_object(result, "location"), _LOCATION_KEYS[:5]),
                "companyLocations": to_v2_company_locations(result),
            }
        ),
    }


def _to_v2_bulk_company(result: Json) -> dict[str, Json]:
    """A company as V2's answer of many has it."""
    size = get_object(result, "employeeCount")
    return {
        **_to_v2_common(result),
        "lushaCompanyId": str(result.get("id")),
        **pick(get_object(result, "location"), _LOCATION_KEYS),
        **drop_empty(
            {
                "companySize": [size[end] for end in ("min", "max") if end in size],
                "employeesInLinkedin": size.get("exact"),
                "linkedin": get_object(result, "socialLinks").get("linkedin"),
                "companyLocations": to_v2_company_locations(result),
            }
        ),
    }


def to_v2_prospecting_company(result: Json) -> dict[str, Json]:
    """A company as V2's prospecting tells it once it is enriched."""
    size, link = (
        get_object(result, "employeeCount"),
        get_object(result, "socialLinks").get("linkedin"),
    )
    has_range = {"min", "max"} <= size.keys()
    known = _to_v2_common(result)
    known.pop("founded", None)
    known.pop("industryPrimaryGroupDetails", None)
    return {
        **known,
        **pick(get_object(result, "location"), _LOCATION_KEYS),
        **drop_empty(
            {
                "companySize": drop_empty(
                    {
                        **pick(size, ("min", "max")),
                        "employees_in_linkedin": size.get("exact"),
                    }
                ),
                "employees": f"{size['min']} - {size['max']}" if has_range else None,
                "social": {"linkedin": link} if link else None,
                "companyLocations": to_v2_company_locations(result),
            }
        ),
    }


def signals_get(call: ApiRequest) -> Translation:
    """`signals companies get`."""
    given = request_params(call)
    answer = yield v3_request(
        "companies signals", body=_signals_body(given, get_list(given, "companyIds"))
    )
    return _to_v2_signals_response(
        answer, {str(one.get("id")): str(one.get("id")) for one in result_items(answer)}
    )


def signals_search(call: ApiRequest) -> Translation:
    """`signals companies search`: who is meant is looked up first."""
    given = request_params(call)
    firms = [one for one in get_list(given, "companies") if isinstance(one, dict)]
    looked_up = yield v3_request(
        "companies search", body={"companies": [_to_v3_lookup_item(one) for one in firms]}
    )
    known: dict[str, list[str]] = {}
    for one in result_items(looked_up):
        if "error" not in one:
            known.setdefault(str(one.get("id")), []).append(str(one.get("clientReferenceId")))
    if not known:
        return {"companies": {}, "creditCharged": credits_charged(looked_up)}
    answer = yield v3_request("companies signals", body=_signals_body(given, list(known)))
    told = _to_v2_signals_response(
        answer, {key: id_ for id_, keys in known.items() for key in keys}
    )
    return {**told, "creditCharged": credits_charged(looked_up, answer)}


def _to_v3_lookup_item(firm: Json) -> Json:
    item = drop_empty(
        {
            "clientReferenceId": str(firm.get("id")),
            "name": firm.get("name"),
            "domain": firm.get("domain"),
        }
    )
    # Without anything else, the id is the API's own.
    return item if len(item) > 1 else {**item, "id": str(firm.get("id"))}


def _signals_body(given: dict[str, Json], ids: list[Json]) -> Json:
    reject_unsupported(given, "filters")
    return drop_empty(
        {
            "ids": [str(one) for one in ids],
            "signalTypes": _to_v3_types(given.get("signals") or []),
            "startDate": given.get("startDate"),
            "maxResultsPerSignal": given.get("maxResultsPerSignal", DEFAULT_SIGNALS_PER_TYPE),
        }
    )


def _to_v2_signals_response(answer: Json, keys: dict[str, str]) -> Json:
    """An answer in V2's shape; `keys` are the ids of the results by the ids that were sent."""
    known = {str(one.get("id")): one for one in result_items(answer)}
    return {
        "companies": {
            key: {
                "companyId": id_,
                **_company_header(known.get(id_, {})),
                **_to_v2_signals(known.get(id_, {})),
            }
            for key, id_ in keys.items()
        },
        **pick(answer, ("startDate", "endDate")),
        "creditCharged": credits_charged(answer),
    }


def _company_header(result: Json) -> dict[str, Json]:
    domain = str(result.get("domain", "")).removeprefix("www.")
    return drop_empty({"companyName": result.get("companyName"), "domain": domain})


def _lookup_signals_request(call: ApiRequest) -> ApiRequest | None:
    """The second request of a lookup with signals."""
    given = request_params(call)
    if not given.get("signals"):
        return None
    ids = ["0"] * max(1, len(get_list(given, "companies")))
    return v3_request(
        "companies signals", body={"ids": ids, "signalTypes": _to_v3_types(given["signals"])}
    )


def _search_signals_request(call: ApiRequest) -> ApiRequest:
    given = request_params(call)
    return v3_request("companies signals", body=_signals_body(given, get_list(given, "companies")))


TRANSLATORS: dict[str, Callable[[ApiRequest], Translation]] = {
    "company get": get,
    "company bulk": bulk,
    "signals companies get": signals_get,
    "signals companies search": signals_search,
}
FOLLOW_UP_REQUESTS: dict[str, Callable[[ApiRequest], ApiRequest | None]] = {
    "company get": _lookup_signals_request,
    "company bulk": _lookup_signals_request,
    "signals companies search": _search_signals_request,
}
