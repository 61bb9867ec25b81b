"""Companies over V3: lookups, enrichment and signals."""

from collections.abc import Callable
from typing import Any

from lusha_cli.api.request import ApiRequest
from lusha_cli.api.signal_types import COMPANY_SIGNALS
from lusha_cli.api.v2_compat.contacts import DEFAULT_SIGNALS_PER_TYPE
from lusha_cli.api.v2_compat.translation import (
    Translation,
    drop_empty,
    parse_boolean,
    pick,
    reject_unsupported,
    request_params,
    result_items,
    to_v2_error,
    to_v2_id,
    v3_request,
)
from lusha_cli.billing.charges import credits_charged, sum_credits
from lusha_cli.errors import LegallyRestricted, NoMatch
from lusha_cli.json_types import Json, get_list, get_object

_UNCHANGED_KEYS = (
    "name", "description", "logoUrl", "linkedinFollowers", "emailDomain", "companyType",
    "subIndustry", "specialities", "funding",
)  # fmt: skip
_LOCATION_KEYS = ("city", "state", "stateCode", "country", "countryIso2", "continent")


def get(request: ApiRequest) -> Translation:
    """Translate `company get`."""
    params = request.query
    item = {"id": params.get("companyId"), "name": params.get("company"),
            "domain": params.get("domain")}  # fmt: skip
    response = yield v3_request(
        "companies search-and-enrich", body=_enrich_body([drop_empty(item)], params)
    )
    result = next(iter(result_items(response)), {})
    error = to_v2_error(result)
    if error and error["code"] == 451:
        raise LegallyRestricted(f"The API answered: {error['message']}.", status=451)
    if error or not result:
        message = str(error["message"]) if error else "The API answered without a company"
        raise NoMatch(f"{message}.")
    signals, _ = yield from _fetch_signals([result], params)
    return {"data": {**_to_v2_company(result), **signals.get(str(result.get("id")), {})}}


def bulk(request: ApiRequest) -> Translation:
    """Translate `company bulk`: joined by clientReferenceId; `billing` has the charge."""
    params = request_params(request)
    entries = [entry for entry in get_list(params, "companies") if isinstance(entry, dict)]
    items = [
        drop_empty(
            {
                "clientReferenceId": str(entry.get("id")),
                "id": entry.get("companyId"),
                "name": entry.get("name"),
                "domain": entry.get("domain") or entry.get("fqdn"),
            }
        )
        for entry in entries
    ]
    response = yield v3_request("companies search-and-enrich", body=_enrich_body(items, params))
    results = result_items(response)
    signals, paid = yield from _fetch_signals(
        [entry for entry in results if "error" not in entry], params
    )
    companies_by_id: dict[str, Json] = {}
    for result in results:
        error = to_v2_error(result)
        more = signals.get(str(result.get("id")), {})
        companies_by_id[str(result.get("clientReferenceId"))] = (
            {"error": error} if error else {**_to_v2_bulk_company(result), **more}
        )
    return {
        **companies_by_id,
        "billing": {"creditsCharged": sum_credits(credits_charged(response), paid)},
    }


def _enrich_body(items: list[Json], options: dict[str, Json]) -> Json:
    reject_unsupported(options, "signalsFilters")
    body: dict[str, Json] = {"companies": items}
    partial = parse_boolean(options.get("partialCompany"))
    # V2 includes partial profiles unless the request says otherwise.
    body["options"] = {"includePartialProfiles": partial is not False}
    return body


def _fetch_signals(results: list[Json], options: dict[str, Json]) -> Any:
    """Fetch the signals of companies, if requested; return them by id, and their charge."""
    types = options.get("signals")
    ids = [str(entry["id"]) for entry in results if "id" in entry]
    if not types or not ids:
        return {}, 0
    body = {
        "ids": ids,
        "signalTypes": _to_v3_types(types),
        "startDate": options.get("signalsStartDate"),
    }
    response = yield v3_request("companies signals", body=drop_empty(body))
    names = [name for name in _to_v3_types(types) if name != "allSignals"]
    signals: dict[str, Json] = {id_: {name: [] for name in names} for id_ in ids}
    for result in result_items(response):
        signals.setdefault(str(result.get("id")), {}).update(_to_v2_signals(result))
    return signals, credits_charged(response)


def _to_v3_types(types: Json) -> list[str]:
    """Return the signal types as V2 means them: V3's allSignals has more types, at a charge."""
    names = types if isinstance(types, list) else str(types).split(",")
    return list(COMPANY_SIGNALS[1:]) if "allSignals" in names else names


def _to_v2_signals(result: Json) -> dict[str, Json]:
    return {key: value for key, value in result.items() if isinstance(value, list)}


def _to_v2_common(result: Json) -> dict[str, Json]:
    """Translate what single and bulk responses of V2 have in common."""
    year, revenue = result.get("yearFounded"), get_object(result, "revenueRange")
    codes = {
        "sicCodes": [
            {"sicCodes": entry.get("code"), "description": entry.get("description")}
            for entry in get_list(result, "sicCodes")
        ],
        "naicsCodes": [
            {"naicsCodes": entry.get("code"), "description": entry.get("description")}
            for entry in get_list(result, "naicsCodes")
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
                "technologies": [
                    {"name": entry} for entry in technologies if isinstance(entry, str)
                ],
                "industryPrimaryGroupDetails": drop_empty(codes),
            }
        ),
    }


def to_v2_company_locations(result: Json) -> list[dict[str, Json]]:
    """Translate the offices of a company, the head office first."""
    names = {
        **{name: name for name in ("city", "continent", "country", "state")},
        "country_iso2": "countryIso2",
        "state_code": "stateCode",
    }
    offices = [get_object(result, "location"), *get_list(result, "additionalLocations")]
    return [
        {new: entry[old] for new, old in names.items() if entry.get(old)}
        for entry in offices
        if isinstance(entry, dict) and entry
    ]


def _to_v2_company(result: Json) -> dict[str, Json]:
    """Translate a company to the shape of a single response."""
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
    """Translate a company to the shape of a bulk response."""
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
    """Translate a company to the shape of an enriched prospecting result."""
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


def signals_get(request: ApiRequest) -> Translation:
    """Translate `signals companies get`."""
    params = request_params(request)
    response = yield v3_request(
        "companies signals", body=_signals_body(params, get_list(params, "companyIds"))
    )
    return _to_v2_signals_response(
        response, {str(entry.get("id")): str(entry.get("id")) for entry in result_items(response)}
    )


def signals_search(request: ApiRequest) -> Translation:
    """Translate `signals companies search`: the companies are looked up first."""
    params = request_params(request)
    entries = [entry for entry in get_list(params, "companies") if isinstance(entry, dict)]
    matches = yield v3_request(
        "companies search", body={"companies": [_to_v3_lookup_item(entry) for entry in entries]}
    )
    keys_by_id: dict[str, list[str]] = {}
    for entry in result_items(matches):
        if "error" not in entry:
            keys_by_id.setdefault(str(entry.get("id")), []).append(
                str(entry.get("clientReferenceId"))
            )
    if not keys_by_id:
        return {"companies": {}, "creditCharged": credits_charged(matches)}
    response = yield v3_request("companies signals", body=_signals_body(params, list(keys_by_id)))
    translated = _to_v2_signals_response(
        response, {key: id_ for id_, keys in keys_by_id.items() for key in keys}
    )
    return {**translated, "creditCharged": credits_charged(matches, response)}


def _to_v3_lookup_item(company: Json) -> Json:
    item = drop_empty(
        {
            "clientReferenceId": str(company.get("id")),
            "name": company.get("name"),
            "domain": company.get("domain"),
        }
    )
    # An id alone is the API's own, not the caller's reference.
    return item if len(item) > 1 else {**item, "id": str(company.get("id"))}


def _signals_body(params: dict[str, Json], ids: list[Json]) -> Json:
    reject_unsupported(params, "filters")
    return drop_empty(
        {
            "ids": [str(entry) for entry in ids],
            "signalTypes": _to_v3_types(params.get("signals") or []),
            "startDate": params.get("startDate"),
            "maxResultsPerSignal": params.get("maxResultsPerSignal", DEFAULT_SIGNALS_PER_TYPE),
        }
    )


def _to_v2_signals_response(response: Json, keys: dict[str, str]) -> Json:
    """Translate a signals response; `keys` maps the ids that were sent to those of the results."""
    known = {str(entry.get("id")): entry for entry in result_items(response)}
    return {
        "companies": {
            key: {
                "companyId": id_,
                **_company_header(known.get(id_, {})),
                **_to_v2_signals(known.get(id_, {})),
            }
            for key, id_ in keys.items()
        },
        **pick(response, ("startDate", "endDate")),
        "creditCharged": credits_charged(response),
    }


def _company_header(result: Json) -> dict[str, Json]:
    domain = str(result.get("domain", "")).removeprefix("www.")
    return drop_empty({"companyName": result.get("companyName"), "domain": domain})


def _lookup_signals_request(request: ApiRequest) -> ApiRequest | None:
    """Return the second request of a lookup with signals."""
    params = request_params(request)
    if not params.get("signals"):
        return None
    ids = ["0"] * max(1, len(get_list(params, "companies")))
    return v3_request(
        "companies signals", body={"ids": ids, "signalTypes": _to_v3_types(params["signals"])}
    )


def _search_signals_request(request: ApiRequest) -> ApiRequest:
    params = request_params(request)
    return v3_request(
        "companies signals", body=_signals_body(params, get_list(params, "companies"))
    )


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
