"""Companies over V3: lookups, enrichment and signals."""

from collections.abc import Mapping

from lusha_cli.api.request import ApiRequest
from lusha_cli.api.signal_types import COMPANY_SIGNALS
from lusha_cli.api.v2_compat.signals import SignalTranslator
from lusha_cli.api.v2_compat.translation import (
    Translation,
    Translator,
    drop_empty,
    extract,
    objects,
    parse_boolean,
    pick,
    reject_unsupported,
    request_params,
    result_items,
    single_result,
    to_v2_error,
    to_v2_id,
    v3_request,
)
from lusha_cli.billing.charges import credits_charged, sum_credits
from lusha_cli.errors import NoMatch
from lusha_cli.json_types import Json, get_in, get_list, get_object

_UNCHANGED_KEYS = (
    "name", "description", "logoUrl", "linkedinFollowers", "emailDomain", "companyType",
    "subIndustry", "specialities", "funding",
)  # fmt: skip
_LOCATION_KEYS = ("city", "state", "stateCode", "country", "countryIso2", "continent")


def get(request: ApiRequest) -> Translation:
    """Translate `company get`."""
    params = request.query
    item = extract(params, {"id": "companyId", "name": "company", "domain": "domain"})
    response = yield v3_request("companies search-and-enrich", body=_enrich_body([item], params))
    result, error = single_result(response)
    if not result or (error and error["name"] == "EMPTY_DATA"):
        # V2 answers 404 to an unknown company.
        raise NoMatch("No match.")
    if error:
        return {"error": error}
    signals = yield from _SIGNALS.fetch([result], params)
    return {"data": {**_to_v2_company(result), **signals.of(result)}}


def bulk(request: ApiRequest) -> Translation:
    """Translate `company bulk`: joined by clientReferenceId; `billing` has the charge."""
    params = request_params(request)
    items = [
        drop_empty(
            {
                "clientReferenceId": str(entry.get("id")),
                "id": entry.get("companyId"),
                "name": entry.get("name"),
                "domain": entry.get("domain") or entry.get("fqdn"),
            }
        )
        for entry in objects(params, "companies")
    ]
    response = yield v3_request("companies search-and-enrich", body=_enrich_body(items, params))
    results = result_items(response)
    matched = [entry for entry in results if "error" not in entry]
    signals = yield from _SIGNALS.fetch(matched, params)
    # V2's response is an object with the ids of the request as keys, not a list.
    companies_by_id: dict[str, Json] = {}
    for result in results:
        error = to_v2_error(result)
        companies_by_id[str(result.get("clientReferenceId"))] = (
            {"error": error} if error else {**_to_v2_bulk_company(result), **signals.of(result)}
        )
    charged = sum_credits(credits_charged(response), signals.credits)
    return {**companies_by_id, "billing": {"creditsCharged": charged}}


def _enrich_body(items: list[Json], options: dict[str, Json]) -> Json:
    reject_unsupported(options, "signalsFilters")
    body: dict[str, Json] = {"companies": items}
    partial = parse_boolean(options.get("partialCompany"))
    # V2 includes partial profiles unless the request says otherwise.
    body["options"] = {"includePartialProfiles": partial is not False}
    return body


def _to_v2_common(result: Json) -> dict[str, Json]:
    """Translate the common part of V2's single and bulk responses."""
    year, revenue = result.get("yearFounded"), get_object(result, "revenueRange")
    codes = {
        key: [
            {key: entry.get("code"), "description": entry.get("description")}
            for entry in get_list(result, key)
        ]
        for key in ("sicCodes", "naicsCodes")
    }
    technologies = get_list(result, "technologies")
    details = {
        "fqdn": result.get("domain"),
        "founded": str(year) if year else None,
        "mainIndustry": result.get("industry"),
        "revenueRange": [revenue[end] for end in ("min", "max") if end in revenue],
        "technologies": [{"name": entry} for entry in technologies if isinstance(entry, str)],
        "industryPrimaryGroupDetails": drop_empty(codes),
    }
    return {
        "id": to_v2_id(result.get("id")),
        **pick(result, _UNCHANGED_KEYS),
        **drop_empty(details),
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
    link = get_in(result, "socialLinks", "linkedin")
    details = {
        "domain": _bare_domain(result),
        "employees": _employees(result, "{min:,} - {max:,}"),
        "companySize": _company_size(result, "employeesInLinkedin"),
        "social": {"linkedin": {"url": link}} if link else None,
        "location": pick(get_object(result, "location"), _LOCATION_KEYS[:5]),
        "companyLocations": to_v2_company_locations(result),
    }
    return {**_to_v2_common(result), **drop_empty(details)}


def _to_v2_bulk_company(result: Json) -> dict[str, Json]:
    """Translate a company to the shape of a bulk response."""
    size = get_object(result, "employeeCount")
    details = {
        "companySize": [size[end] for end in ("min", "max") if end in size],
        "employeesInLinkedin": size.get("exact"),
        "linkedin": get_in(result, "socialLinks", "linkedin"),
        "companyLocations": to_v2_company_locations(result),
    }
    return {
        **_to_v2_common(result),
        "lushaCompanyId": str(result.get("id")),
        **pick(get_object(result, "location"), _LOCATION_KEYS),
        **drop_empty(details),
    }


def to_v2_prospecting_company(result: Json) -> dict[str, Json]:
    """Translate a company to the shape of an enriched prospecting result."""
    link = get_in(result, "socialLinks", "linkedin")
    common = _to_v2_common(result)
    common.pop("founded", None)
    common.pop("industryPrimaryGroupDetails", None)
    details = {
        "companySize": _company_size(result, "employees_in_linkedin"),
        "employees": _employees(result, "{min} - {max}"),
        "social": {"linkedin": link} if link else None,
        "companyLocations": to_v2_company_locations(result),
    }
    return {
        **common,
        **pick(get_object(result, "location"), _LOCATION_KEYS),
        **drop_empty(details),
    }


def _company_size(result: Json, linkedin_key: str) -> dict[str, Json]:
    """Return the number of employees as V2's `companySize`; `linkedin_key` has the exact one."""
    size = get_object(result, "employeeCount")
    # V2 spells the key of the exact number in two ways, depending on the operation.
    return drop_empty({**pick(size, ("min", "max")), linkedin_key: size.get("exact")})


def _employees(result: Json, template: str) -> str | None:
    """Return the range of the number of employees as a text, or None if an end is open."""
    size = get_object(result, "employeeCount")
    return template.format_map(size) if {"min", "max"} <= size.keys() else None


def _bare_domain(result: Json) -> str:
    return str(result.get("domain", "")).removeprefix("www.")


class CompanySignals(SignalTranslator):
    """The translator of the signals of companies."""

    records = "companies"
    ids_key = "companyIds"
    unsupported = ("filters",)

    def to_v3_types(self, types: Json) -> list[str]:
        # V3's allSignals has more types than V2's, at a charge.
        names = super().to_v3_types(types)
        return list(COMPANY_SIGNALS[1:]) if "allSignals" in names else names

    def to_v3_item(self, entry: Mapping[str, Json]) -> dict[str, Json]:
        return pick(entry, ("name", "domain"))

    def to_v2_entry(self, id_: str, result: dict[str, Json]) -> dict[str, Json]:
        header = {"companyName": result.get("companyName"), "domain": _bare_domain(result)}
        return {"companyId": id_, **drop_empty(header), **_lists(result)}

    def to_lookup_data(self, result: dict[str, Json], types: list[str]) -> dict[str, Json]:
        return {**{name: [] for name in types}, **_lists(result)}


def _lists(result: dict[str, Json]) -> dict[str, Json]:
    """Return the signals of a company: a list for each type."""
    return {key: value for key, value in result.items() if isinstance(value, list)}


_SIGNALS = CompanySignals()

TRANSLATORS = {
    "company get": Translator(get, _SIGNALS.after_lookup),
    "company bulk": Translator(bulk, _SIGNALS.after_lookup),
    "signals companies get": Translator(_SIGNALS.get),
    "signals companies search": Translator(_SIGNALS.search, _SIGNALS.after_search),
}
