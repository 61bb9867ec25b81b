"""Handlers of the V3 Target Profiles (ICPs), and of how well records fit them."""

from random import Random
from uuid import NAMESPACE_OID, uuid5

from lusha_cli.json_types import Json
from lusha_cli.sandbox.data.companies import Company
from lusha_cli.sandbox.data.people import Person
from lusha_cli.sandbox.handlers.v3.recommendations import target_profiles
from lusha_cli.sandbox.handlers.v3.results import request_id
from lusha_cli.sandbox.handlers.v3.signals import company_scores, contact_scores
from lusha_cli.sandbox.http import ApiError
from lusha_cli.sandbox.request_context import RequestContext

DISABLED_PROFILE = "Start-ups in Asia"


def profiles(context: RequestContext) -> tuple[int, Json]:
    """Return the Target Profiles with the requested status and access."""
    wanted = context.params
    found = [
        profile
        for profile in _profiles(context.seed)
        if all(wanted.get(name) in (None, profile[name]) for name in ("status", "access"))
    ]
    return 200, {"requestId": request_id(context), "results": found}


def contact_fits(context: RequestContext) -> tuple[int, Json]:
    """Return how well the identified people fit the requested profiles."""
    requested = _requested_profiles(context)
    return contact_scores(
        context, "icp_fit_score_contact_reveal", lambda person: _fit(person, requested)
    )


def company_fits(context: RequestContext) -> tuple[int, Json]:
    """Return how well the identified companies fit the requested profiles."""
    requested = _requested_profiles(context)
    return company_scores(
        context, "icp_fit_score_company_reveal", lambda company: _fit(company, requested)
    )


def _profiles(seed: int) -> list[Json]:
    """Return all profiles: one is shared with the account, one is disabled."""
    own, shared = target_profiles(seed)
    disabled = {"id": str(uuid5(NAMESPACE_OID, f"{seed}/{DISABLED_PROFILE}"))}
    return [
        {**own, "status": "active", "access": "private"},
        {**shared, "status": "active", "access": "shared"},
        {**disabled, "name": DISABLED_PROFILE, "status": "disabled", "access": "private"},
    ]


def _requested_profiles(context: RequestContext) -> list[Json]:
    """Return the profiles to score against. Raises ApiError 400 for one that isn't active."""
    active = {profile["id"]: profile for profile in target_profiles(context.seed)}
    ids = list(dict.fromkeys(context.params["targetProfileIds"]))
    unknown = [id_ for id_ in ids if id_ not in active]
    if unknown:
        raise ApiError(400, f"targetProfileIds are not active: {', '.join(unknown)}")
    return [active[id_] for id_ in ids]


def _fit(entity: Person | Company, requested: list[Json]) -> Json:
    """Return the best fit of a record, and the fit for each of several profiles."""
    scores = [
        {**profile, "icpFitScore": round(Random(f"{entity.id}:{profile['id']}").random(), 2)}
        for profile in requested
    ]
    best = max(scores, key=lambda score: score["icpFitScore"])
    fit: Json = {
        "icpFitScore": best["icpFitScore"],
        "topProfile": {"id": best["id"], "name": best["name"]},
    }
    return {**fit, "profileScores": scores} if len(scores) > 1 else fit


HANDLERS = {
    "account icp-profiles": profiles,
    "contacts icp-fit-score": contact_fits,
    "companies icp-fit-score": company_fits,
}
