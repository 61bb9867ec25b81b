"""Responses of V3 with every field that the vendor documents, each with a value of its own."""

import json
from itertools import count
from typing import Any

from tests.contract.vendor_schemas import Shape, Shapes, response_shapes

CONTACT_ID, COMPANY_ID = "4100000013", "30000017"
_OWNER = {"companyId": 30000034, "companyName": "Owner of Signal", "domain": "owner.example"}
_CHANGE = {
    "id": "4100000026", "signalDate": "2026-02-03", "previousCompany": "Copper Foods",
    "newCompany": "Indigo Labs", "note": "of no documented name",
}  # fmt: skip
_NEWS = {
    **_OWNER, "signalId": "71", "eventType": "IPO", "eventSummary": "Went public.",
    "articleTitle": "A listing", "articleHighlight": "Shares rose.",
    "articlePublishedDate": "2026-03-04", "eventEffectiveDate": "2026-03-05",
    "articleUrl": "https://news.example/ipo",
}  # fmt: skip
_DATED = {**_OWNER, "signalId": "72", "signalDate": "2026-04-05", "changeRatePercent": 12.5}
_HIRING = {**_DATED, "newJobsPostedLast4Weeks": 31, "historicalAvg": 17}
_DEPARTMENT = {**_HIRING, "department": "Legal"}
_LOCATION = {**_HIRING, "country": "Japan", "state": "Osaka"}
_TRAFFIC = {**_DATED, "historicalAvg": 19, "lastMonthVisits": 37}
_SPEND = {**_DATED, "estimatedAnnualItSpend": 41}
_HEADCOUNT = {**_DATED, "baselineEmployeesCount": 43, "newEmployeesCount": 47}
_NEWS_TYPES = (
    "riskNews", "commercialActivityNews", "corporateStrategyNews", "financialEventsNews",
    "peopleNews", "marketIntelligenceNews", "productActivityNews",
)  # fmt: skip
_PERIODS = ("1m", "3m", "6m", "12m")
COMPANY_SIGNALS = {
    **{name: [_NEWS] for name in _NEWS_TYPES},
    "surgeInHiring": [{**_DATED, "newJobsPostedLastWeek": 29, "historicalAvg": 13}],
    "surgeInHiringByDepartment": [_DEPARTMENT],
    "surgeInHiringByLocation": [_LOCATION],
    **{f"websiteTraffic{way}": [_TRAFFIC] for way in ("Increase", "Decrease")},
    **{f"itSpend{way}": [_SPEND] for way in ("Increase", "Decrease")},
    **{f"headcountIncrease{period}": [_HEADCOUNT] for period in _PERIODS},
    **{f"headcountDecrease{period}": [_HEADCOUNT] for period in _PERIODS},
}
_ROUND = {"currency": "USD", "roundAmount": 5_100, "roundType": "Seed", "roundDate": "Nov 5, 2021"}
_FUNDING = {
    "rounds": [_ROUND], "totalRounds": 53, "totalRoundsAmount": 5_300, "currency": "EUR",
    "isIpo": True, "lastRoundType": "Series A", "lastRoundAmount": 5_900,
    "lastRoundDate": "Dec 6, 2022",
}  # fmt: skip
_TOPIC = {"topicName": "Data Privacy", "metadata": {"topicScore": 61, "topicTrend": "+7"}}
# What the vendor's description leaves open, or what a translation reads, by the end of its path.
_VALUES: dict[str, Any] = {
    "startDate": "2026-01-01",
    "endDate": "2026-06-30",
    "emails[].type": "work",
    "phones[].type": "mobile",
    "results[].id": CONTACT_ID,
    "company.id": COMPANY_ID,
    "results[].funding": _FUNDING,
    "results[].intent": {"detectedTopics": [_TOPIC], "topicCount": 67},
    "canReveal": [{"field": "emails", "credits": 0}],
    "results[].companyChange": [_CHANGE],
    "results[].promotion": [_CHANGE],
}
_HAS = {
    "contacts": ["location", "socialLinks", "emails", "phones"],
    "companies": ["revenueRange", "subIndustry", "funding", "intent", "technologies"],
}


def full_response(operation: str) -> Any:
    """Return the response of an operation with every documented field."""
    noun = operation.split()[0]
    values = {**_VALUES, "has": _HAS.get(noun)}
    if noun == "companies":
        values["results[].id"] = COMPANY_ID
    shapes = response_shapes(operation)
    response = _object(shapes, "", values, count(1))
    if operation == "companies signals":
        response["results"][0].update(COMPANY_SIGNALS)
    if operation in ("contacts search", "contacts prospecting"):
        # Not in the vendor's schema, but in its example.
        response["results"][0]["company"]["industry"] = "Retail of Previews"
    # A copy, as tests take fields out.
    return json.loads(json.dumps(response))


def _object(shapes: Shapes, prefix: str, values: dict[str, Any], numbers: "count[int]") -> Any:
    result: dict[str, Any] = {}
    for path in shapes:
        name = path.removeprefix(prefix)
        # Errors have no data beside them; a table is only written to on request.
        if not path.startswith(prefix) or "." in name or "[]" in name:
            continue
        if name not in ("*", "error", "tableWrite"):
            result[name] = _value(shapes, path, values, numbers)
    return result


def _value(shapes: Shapes, path: str, values: dict[str, Any], numbers: "count[int]") -> Any:
    for end, value in values.items():
        if path.endswith(end) and f".{path}".endswith(f".{end}"):
            return value
    shape = shapes[path]
    if shape.kind == "list":
        return [_value(shapes, f"{path}[]", values, numbers)]
    if shape.kind == "object":
        return _object(shapes, f"{path}.", values, numbers)
    return _leaf(shape, next(numbers))


def _leaf(shape: Shape, number: int) -> Any:
    match shape.kind:
        case "boolean":
            return True
        case "integer" | "number":
            return 1_000 + number
        case "day":
            return f"2026-{1 + number // 28 % 12:02}-{1 + number % 28:02}"
        case "uuid":
            return f"00000000-0000-4000-8000-{number:012}"
        case "email":
            return f"person{number}@firm.example"
    return sorted(shape.choices)[0] if shape.choices else f"text {number}"
