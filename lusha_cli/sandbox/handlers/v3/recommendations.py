"""Handlers of the V3 recommendations: people and companies that match the user's Target Profiles.

The two Target Profiles of the sandbox, and the entities recommended for them, come from the seed.
"""

from collections.abc import Callable, Sequence
from datetime import date
from functools import lru_cache
from random import Random
from typing import Any, NamedTuple
from uuid import NAMESPACE_OID, uuid5

from lusha_cli.json_types import Json
from lusha_cli.sandbox.data.companies import COMPANY_COUNT, Company, company_by_number
from lusha_cli.sandbox.data.names import TOPICS
from lusha_cli.sandbox.data.people import PERSON_COUNT, Person, person_by_number
from lusha_cli.sandbox.data.signals import signals_of
from lusha_cli.sandbox.handlers.v3.companies import company_preview
from lusha_cli.sandbox.handlers.v3.contacts import contact_preview
from lusha_cli.sandbox.handlers.v3.results import error_result, request_id
from lusha_cli.sandbox.http import ApiError
from lusha_cli.sandbox.lookups import MatchedPerson
from lusha_cli.sandbox.request_context import (
    DEFAULT_SIGNAL_PERIOD,
    CreditMeter,
    RequestContext,
)

PROFILE_NAMES = ("Mid-market in Europe", "Enterprise in North America")
# How many people, or companies, are drawn; the partial profiles among them are left out.
_DRAWN = 130
# Of this many recommended people, one may not be shown.
_RESTRICTED_SHARE = 40


class Recommendation(NamedTuple):
    """A recommended person or company, and the recommendation in the API's shape."""

    entity: Person | Company
    signals: tuple[str, ...]
    block: Json

    def passes(self, filters: Json) -> bool:
        """Return whether it has one of the profiles, and one of the signals, of a request."""
        profiles = {profile["id"] for profile in self.block["targetIcp"]}
        wanted, signals = filters.get("targetIcp"), filters.get("signals")
        return (not wanted or not profiles.isdisjoint(wanted)) and (
            not signals or "allSignals" in signals or not set(self.signals).isdisjoint(signals)
        )

    def sort_value(self, name: str) -> Any:
        """Return the value of a field that results are sorted by."""
        value = self.block[name]
        return [profile["name"] for profile in value] if name == "targetIcp" else value


def contacts(context: RequestContext) -> tuple[int, Json]:
    """Return a page of the recommended people, without their contact data."""

    def preview(person: Any) -> Json:
        if person.number % _RESTRICTED_SHARE == 0:
            return {"id": str(person.id), **error_result({}, "COMPLIANCE_RESTRICTED")}
        return contact_preview(context, {}, MatchedPerson(person))

    return _response(context, _people, preview, "contactRecommendationsReveal")


def companies(context: RequestContext) -> tuple[int, Json]:
    """Return a page of the recommended companies."""

    def preview(company: Any) -> Json:
        return company_preview(context, {}, company)

    return _response(context, _companies, preview, "companyRecommendationsReveal")


def contact_filters(context: RequestContext) -> tuple[int, Json]:
    """Return the Target Profiles and signal types of the recommended people."""
    return _filters(context, _people)


def company_filters(context: RequestContext) -> tuple[int, Json]:
    """Return the Target Profiles and signal types of the recommended companies."""
    return _filters(context, _companies)


def _people(seed: int) -> list[Person]:
    numbers = Random(f"{seed}:recommended people").sample(range(PERSON_COUNT), _DRAWN)
    return [person_by_number(number, seed=seed) for number in numbers]


def _companies(seed: int) -> list[Company]:
    numbers = Random(f"{seed}:recommended companies").sample(range(COMPANY_COUNT), _DRAWN)
    return [company_by_number(number, seed=seed) for number in numbers]


def _response(
    context: RequestContext,
    draw: Callable[[int], Sequence[Person | Company]],
    preview: Callable[[Any], Json],
    action: str,
) -> tuple[int, Json]:
    """Return a page of recommendations; each result without an error is charged."""
    params = context.params
    filters, pages = params.get("filters", {}), {"page": 0, "size": 25}
    pages.update(params.get("pagination", {}))
    found = [item for item in _recommend(draw, context.seed, context.today) if item.passes(filters)]
    _sort(found, params.get("sort") or [{"by": "leadScore", "order": "desc"}])
    page, size = pages["page"], pages["size"]
    results = [
        {**preview(item.entity), "recommendation": item.block}
        for item in found[page * size : (page + 1) * size]
    ]
    result_count = sum("error" not in result for result in results)
    meter = CreditMeter(context)
    meter.charge(action, result_count)
    return 200, {
        "requestId": request_id(context),
        "userRecommendationsId": str(uuid5(NAMESPACE_OID, f"{context.account.name}/{action}")),
        "results": results,
        "pagination": {**pages, "total": len(found)},
        "billing": {"creditsCharged": meter.settle(), "resultsReturned": result_count},
    }


def _filters(
    context: RequestContext, draw: Callable[[int], Sequence[Person | Company]]
) -> tuple[int, Json]:
    found = _recommend(draw, context.seed, context.today)
    signals = {name for item in found for name in item.signals}
    return 200, {"targetIcp": target_profiles(context.seed), "signals": sorted(signals)}


def _sort(found: list[Recommendation], entries: list[Json]) -> None:
    """Sort recommendations in place. Raises ApiError 400 for entries of different orders."""
    orders = {entry["order"] for entry in entries}
    if len(orders) > 1:
        raise ApiError(400, "All sort entries must use the same order")
    names = [entry["by"] for entry in entries]
    found.sort(key=lambda item: [item.sort_value(name) for name in names], reverse="desc" in orders)


@lru_cache(maxsize=8)
def _recommend(
    draw: Callable[[int], Sequence[Person | Company]], seed: int, today: date
) -> tuple[Recommendation, ...]:
    """Return the recommendations of a day."""
    profiles, found = target_profiles(seed), list[Recommendation]()
    for entity in draw(seed):
        if entity.is_partial:
            continue
        signals = signals_of(
            entity, ["allSignals"], since=today - DEFAULT_SIGNAL_PERIOD, today=today
        )
        active = tuple(name for name, entries in signals.items() if entries)
        random = Random(f"{seed}:recommendation:{entity.id}")
        fit, activity = round(random.uniform(0.3, 1), 2), round(len(active) / len(signals), 2)
        block: Json = {
            "leadScore": round((fit + activity) / 2, 2),
            "icpFitScore": fit,
            "signalScore": activity,
            "targetIcp": random.choice((profiles, profiles[:1], profiles[1:])),
        }
        topic = random.choice((*TOPICS, ""))
        if topic and isinstance(entity, Company):
            block["intentTopics"] = [topic]
        found.append(Recommendation(entity, active, block))
    return tuple(found)


def target_profiles(seed: int) -> list[Json]:
    """Return the active Target Profiles of the user."""
    return [
        {"id": str(uuid5(NAMESPACE_OID, f"{seed}/{name}")), "name": name} for name in PROFILE_NAMES
    ]


HANDLERS = {
    "contacts recommendations": contacts,
    "companies recommendations": companies,
    "contacts recommendation-filters": contact_filters,
    "companies recommendation-filters": company_filters,
}
