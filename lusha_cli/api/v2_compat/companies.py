"""Companies over V3: lookups, enrichment and signals."""

from collections.abc import Mapping

from lusha_cli.api.request import ApiRequest
from lusha_cli.api.signal_types import COMPANY_SIGNALS
from lusha_cli.api.v2_compat.locations import to_v2_company_locations
from lusha_cli.api.v2_compat.signals import SignalTranslator, signal_lists, untranslated
from lusha_cli.api.v2_compat.translation import (
    Translation,
    Translator,
    add_unmapped,
    drop_empty,
    extract,
    objects,
    parse_boolean,
    pick,
    reject_unsupported,
    rename_keys,
    request_params,
    result_items,
    single_result,
    to_text_id,
    to_v2_error,
    to_v2_id,
    to_v2_range,
    unmapped,
    v3_request,
)
from lusha_cli.billing.charges import credits_charged, sum_credits
from lusha_cli.errors import NoMatch
from lusha_cli.json_types import Json, get_in, get_list, get_object

_TRANSLATED_KEYS = (
    "clientReferenceId", "domain", "industry", "employeeCount", "revenueRange", "technologies",
    "popularityTier", "location", "additionalLocations", "socialLinks",
)  # fmt: skip
_REGISTRY_KEYS = ("yearFounded", "sicCodes", "naicsCodes")


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
    charged = sum_credits(credits_charged(response), signals.credits)
    return {
        "data": {**signals.of(result), **_to_v2_company(result)},
        "billing": {"creditsCharged": charged},
    }


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
            {"error": error} if error else {**signals.of(result), **_to_v2_bulk_company(result)}
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
    """Translate what all of V2's responses spell the same way."""
    technologies = [
        {"name": entry} if isinstance(entry, str) else entry
        for entry in get_list(result, "technologies")
    ]
    details = {
        "fqdn": result.get("domain"),
        "mainIndustry": result.get("industry"),
        "revenueRange": to_v2_range(get_object(result, "revenueRange")),
        "technologies": technologies,
        "lushaPopularityTier": result.get("popularityTier"),
        "companyLocations": to_v2_company_locations(result),
        # V2 has only LinkedIn and Crunchbase.
        "socialLinks": unmapped(get_object(result, "socialLinks"), "linkedin"),
    }
    return {
        "id": to_v2_id(result.get("id")),
        "name": result.get("name") or "",
        **drop_empty(details),
    }


def _to_v2_registry(result: Json) -> dict[str, Json]:
    """Translate the year of foundation and the industry codes."""
    year = result.get("yearFounded")
    codes = {
        key: [
            {"description": "", **rename_keys(entry, {"code": key})}
            for entry in objects(result, key)
        ]
        for key in ("sicCodes", "naicsCodes")
    }
    return drop_empty(
        {
            "founded": str(year) if year else None,
            "industryPrimaryGroupDetails": drop_empty(codes),
        }
    )


def _to_v2_company(result: Json) -> dict[str, Json]:
    """Translate a company to the shape of a single response."""
    link = get_in(result, "socialLinks", "linkedin")
    details = {
        "domain": _bare_domain(result),
        "employees": _employees(result, "{min:,} - {max:,}"),
        "companySize": _company_size(result, "employeesInLinkedin"),
        "social": {"linkedin": {"url": link}} if link else None,
        "location": unmapped(get_object(result, "location")),
        "categories": result.get("industryTags"),
    }
    company = {**_to_v2_common(result), **_to_v2_registry(result), **drop_empty(details)}
    return add_unmapped(company, result, *_TRANSLATED_KEYS, *_REGISTRY_KEYS, "industryTags")


def _to_v2_bulk_company(result: Json) -> dict[str, Json]:
    """Translate a company to the shape of a bulk response."""
    size = get_object(result, "employeeCount")
    details = {
        "companySize": to_v2_range(size),
        "employeesInLinkedin": size.get("exact"),
        "linkedin": get_in(result, "socialLinks", "linkedin"),
    }
    company = {
        **_to_v2_common(result),
        **_to_v2_registry(result),
        "lushaCompanyId": to_text_id(result.get("id")),
        **unmapped(get_object(result, "location")),
        **drop_empty(details),
    }
    return add_unmapped(company, result, *_TRANSLATED_KEYS, *_REGISTRY_KEYS)


def to_v2_prospecting_company(result: Json) -> dict[str, Json]:
    """Translate a company to the shape of an enriched prospecting result."""
    error = to_v2_error(result)
    if error:
        # V2 leaves such a company out, and with it the reason.
        return {"id": to_v2_id(result.get("id")), "error": error}
    link = get_in(result, "socialLinks", "linkedin")
    domains = {"email": result.get("emailDomain"), "homepage": _bare_domain(result)}
    details = {
        "companySize": _company_size(result, "employees_in_linkedin"),
        "employees": _employees(result, "{min} - {max}"),
        "social": {"linkedin": link} if link else None,
        "domains": drop_empty(domains),
    }
    company = {
        **_to_v2_common(result),
        **unmapped(get_object(result, "location")),
        **drop_empty(details),
    }
    return add_unmapped(company, result, *_TRANSLATED_KEYS)


def _company_size(result: Json, linkedin_key: str) -> dict[str, Json]:
    """Return the number of employees as V2's `companySize`; `linkedin_key` has the exact one."""
    # V2 spells the key of the exact number in two ways, depending on the operation.
    return rename_keys(unmapped(get_object(result, "employeeCount")), {"exact": linkedin_key})


def _employees(result: Json, template: str) -> str | None:
    """Return the range of the number of employees as a text, or None if an end is open."""
    size = unmapped(get_object(result, "employeeCount"))
    return template.format_map(size) if {"min", "max"} <= size.keys() else None


def _bare_domain(result: Json) -> str:
    return str(result.get("domain") or "").removeprefix("www.")


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
        signals = _to_v2_signals({**result, "id": id_})
        return {"companyId": id_, **drop_empty(header), **signals, **untranslated(result)}

    def to_lookup_data(self, result: dict[str, Json], types: list[str]) -> dict[str, Json]:
        # An error here is not one of the company, whose data is beside it.
        rest = unmapped(untranslated(result), "error")
        return {**rest, **{name: [] for name in types}, **_to_v2_signals(result)}


def _to_v2_signals(result: dict[str, Json]) -> dict[str, list[Json]]:
    """Translate the signals of a company; V2 repeats the company in each."""
    company = {"companyName": result.get("companyName"), "domain": _bare_domain(result)}
    return {
        signal_type: [
            {
                **drop_empty(company),
                **unmapped(entry),
                "companyId": to_text_id(entry.get("companyId"), result.get("id")),
            }
            for entry in entries
        ]
        for signal_type, entries in signal_lists(result).items()
    }


_SIGNALS = CompanySignals()

TRANSLATORS = {
    "company get": Translator(get, _SIGNALS.after_lookup),
    "company bulk": Translator(bulk, _SIGNALS.after_lookup),
    "signals companies get": Translator(_SIGNALS.get),
    "signals companies search": Translator(_SIGNALS.search, _SIGNALS.after_search),
}
