"""Companies over V3: lookups, enrichment, and what happened to them."""

from collections.abc import Callable
from typing import Any

from lusha_cli.api.client import Call
from lusha_cli.api.signal_types import COMPANY_SIGNALS
from lusha_cli.api.v2_compat.contacts import MOST_OF_A_TYPE
from lusha_cli.api.v2_compat.translation import (
    Steps,
    asked,
    error_of,
    given_of,
    is_true,
    number,
    present,
    refuse,
    results,
    same,
)
from lusha_cli.billing.charges import credits_charged, sum_credits
from lusha_cli.errors import Blocked, NoMatch
from lusha_cli.json_types import Json, get_list, get_object

_SAME = ("name", "description", "logoUrl", "linkedinFollowers", "emailDomain", "companyType",
         "subIndustry", "specialities", "funding")  # fmt: skip
_PLACE = ("city", "state", "stateCode", "country", "countryIso2", "continent")


def get(call: Call) -> Steps:
    """`company get`."""
    given = call.query
    item = {"id": given.get("companyId"), "name": given.get("company"),
            "domain": given.get("domain")}  # fmt: skip
    answer = yield asked("companies search-and-enrich", body=_enriching([present(item)], given))
    result = next(iter(results(answer)), {})
    error = error_of(result)
    if error and error["code"] == 451:
        raise Blocked(f"The API answered: {error['message']}.", status=451)
    if error or not result:
        said = str(error["message"]) if error else "The API answered without a company"
        raise NoMatch(f"{said}.")
    happened, _ = yield from _signals([result], given)
    return {"data": {**_nested(result), **happened.get(str(result.get("id")), {})}}


def bulk(call: Call) -> Steps:
    """`company bulk`: joined by clientReferenceId; `billing` says what was charged."""
    given = given_of(call)
    firms = [one for one in get_list(given, "companies") if isinstance(one, dict)]
    items = [
        present(
            {
                "clientReferenceId": str(one.get("id")),
                "id": one.get("companyId"),
                "name": one.get("name"),
                "domain": one.get("domain") or one.get("fqdn"),
            }
        )
        for one in firms
    ]
    answer = yield asked("companies search-and-enrich", body=_enriching(items, given))
    found = results(answer)
    happened, paid = yield from _signals([one for one in found if "error" not in one], given)
    answers: dict[str, Json] = {}
    for result in found:
        error = error_of(result)
        more = happened.get(str(result.get("id")), {})
        answers[str(result.get("clientReferenceId"))] = (
            {"error": error} if error else {**_flat(result), **more}
        )
    return {**answers, "billing": {"creditsCharged": sum_credits(credits_charged(answer), paid)}}


def _enriching(items: list[Json], options: dict[str, Json]) -> Json:
    refuse(options, "signalsFilters")
    chosen: dict[str, Json] = {"companies": items}
    partial = is_true(options.get("partialCompany"))
    # V2 finds those of whom little is known too, where it is not told otherwise.
    chosen["options"] = {"includePartialProfiles": partial is not False}
    return chosen


def _signals(found: list[Json], options: dict[str, Json]) -> Any:
    """The signals of companies, by their ids, where any are asked for; and what they charged."""
    types = options.get("signals")
    ids = [str(one["id"]) for one in found if "id" in one]
    if not types or not ids:
        return {}, 0
    body = {
        "ids": ids,
        "signalTypes": _types(types),
        "startDate": options.get("signalsStartDate"),
    }
    answer = yield asked("companies signals", body=present(body))
    names = [name for name in _types(types) if name != "allSignals"]
    told: dict[str, Json] = {id_: {name: [] for name in names} for id_ in ids}
    for result in results(answer):
        told.setdefault(str(result.get("id")), {}).update(_happened(result))
    return told, credits_charged(answer)


def _types(types: Json) -> list[str]:
    """The types of signals as V2 means them: V3's allSignals holds more, which cost more."""
    named = types if isinstance(types, list) else str(types).split(",")
    return list(COMPANY_SIGNALS[1:]) if "allSignals" in named else named


def _happened(result: Json) -> dict[str, Json]:
    return {key: value for key, value in result.items() if isinstance(value, list)}


def _both(result: Json) -> dict[str, Json]:
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
        "id": number(result.get("id")),
        **same(result, _SAME),
        **present(
            {
                "fqdn": result.get("domain"),
                "founded": str(year) if year else None,
                "mainIndustry": result.get("industry"),
                "revenueRange": [revenue[end] for end in ("min", "max") if end in revenue],
                "technologies": [{"name": one} for one in technologies if isinstance(one, str)],
                "industryPrimaryGroupDetails": present(codes),
            }
        ),
    }


def sites(result: Json) -> list[dict[str, Json]]:
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


def _nested(result: Json) -> dict[str, Json]:
    """A company as V2's single answer has it."""
    size = get_object(result, "employeeCount")
    link = get_object(result, "socialLinks").get("linkedin")
    has_range = {"min", "max"} <= size.keys()
    return {
        **_both(result),
        **present(
            {
                "domain": str(result.get("domain", "")).removeprefix("www."),
                "employees": f"{size['min']:,} - {size['max']:,}" if has_range else None,
                "companySize": present(
                    {
                        **same(size, ("min", "max")),
                        "employeesInLinkedin": size.get("exact"),
                    }
                ),
                "social": {"linkedin": {"url": link}} if link else None,
                "location": same(get_object(result, "location"), _PLACE[:5]),
                "companyLocations": sites(result),
            }
        ),
    }


def _flat(result: Json) -> dict[str, Json]:
    """A company as V2's answer of many has it."""
    size = get_object(result, "employeeCount")
    return {
        **_both(result),
        "lushaCompanyId": str(result.get("id")),
        **same(get_object(result, "location"), _PLACE),
        **present(
            {
                "companySize": [size[end] for end in ("min", "max") if end in size],
                "employeesInLinkedin": size.get("exact"),
                "linkedin": get_object(result, "socialLinks").get("linkedin"),
                "companyLocations": sites(result),
            }
        ),
    }


def found(result: Json) -> dict[str, Json]:
    """A company as V2's prospecting tells it once it is enriched."""
    size, link = (
        get_object(result, "employeeCount"),
        get_object(result, "socialLinks").get("linkedin"),
    )
    has_range = {"min", "max"} <= size.keys()
    known = _both(result)
    known.pop("founded", None)
    known.pop("industryPrimaryGroupDetails", None)
    return {
        **known,
        **same(get_object(result, "location"), _PLACE),
        **present(
            {
                "companySize": present(
                    {
                        **same(size, ("min", "max")),
                        "employees_in_linkedin": size.get("exact"),
                    }
                ),
                "employees": f"{size['min']} - {size['max']}" if has_range else None,
                "social": {"linkedin": link} if link else None,
                "companyLocations": sites(result),
            }
        ),
    }


def signals_get(call: Call) -> Steps:
    """`signals companies get`."""
    given = given_of(call)
    answer = yield asked("companies signals", body=_activity(given, get_list(given, "companyIds")))
    return _told(answer, {str(one.get("id")): str(one.get("id")) for one in results(answer)})


def signals_search(call: Call) -> Steps:
    """`signals companies search`: who is meant is looked up first."""
    given = given_of(call)
    firms = [one for one in get_list(given, "companies") if isinstance(one, dict)]
    looked_up = yield asked("companies search", body={"companies": [_named(one) for one in firms]})
    known: dict[str, list[str]] = {}
    for one in results(looked_up):
        if "error" not in one:
            known.setdefault(str(one.get("id")), []).append(str(one.get("clientReferenceId")))
    if not known:
        return {"companies": {}, "creditCharged": credits_charged(looked_up)}
    answer = yield asked("companies signals", body=_activity(given, list(known)))
    told = _told(answer, {key: id_ for id_, keys in known.items() for key in keys})
    return {**told, "creditCharged": credits_charged(looked_up, answer)}


def _named(firm: Json) -> Json:
    item = present(
        {
            "clientReferenceId": str(firm.get("id")),
            "name": firm.get("name"),
            "domain": firm.get("domain"),
        }
    )
    # Without anything else, the id is the API's own.
    return item if len(item) > 1 else {**item, "id": str(firm.get("id"))}


def _activity(given: dict[str, Json], ids: list[Json]) -> Json:
    refuse(given, "filters")
    return present(
        {
            "ids": [str(one) for one in ids],
            "signalTypes": _types(given.get("signals") or []),
            "startDate": given.get("startDate"),
            "maxResultsPerSignal": given.get("maxResultsPerSignal", MOST_OF_A_TYPE),
        }
    )


def _told(answer: Json, keys: dict[str, str]) -> Json:
    """An answer in V2's shape; `keys` are the ids of the results by the ids that were sent."""
    known = {str(one.get("id")): one for one in results(answer)}
    return {
        "companies": {
            key: {"companyId": id_, **_head(known.get(id_, {})), **_happened(known.get(id_, {}))}
            for key, id_ in keys.items()
        },
        **same(answer, ("startDate", "endDate")),
        "creditCharged": credits_charged(answer),
    }


def _head(result: Json) -> dict[str, Json]:
    domain = str(result.get("domain", "")).removeprefix("www.")
    return present({"companyName": result.get("companyName"), "domain": domain})


def _signals_after(call: Call) -> Call | None:
    """The second request of a lookup with signals."""
    given = given_of(call)
    if not given.get("signals"):
        return None
    ids = ["0"] * max(1, len(get_list(given, "companies")))
    return asked("companies signals", body={"ids": ids, "signalTypes": _types(given["signals"])})


def _search_after(call: Call) -> Call:
    given = given_of(call)
    return asked("companies signals", body=_activity(given, get_list(given, "companies")))


WAYS: dict[str, Callable[[Call], Steps]] = {
    "company get": get,
    "company bulk": bulk,
    "signals companies get": signals_get,
    "signals companies search": signals_search,
}
MORE: dict[str, Callable[[Call], Call | None]] = {
    "company get": _signals_after,
    "company bulk": _signals_after,
    "signals companies search": _search_after,
}
