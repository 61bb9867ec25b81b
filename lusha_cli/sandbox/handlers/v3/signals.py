"""Handlers of the V3 signals, signal scores and buying groups."""

from collections.abc import Callable
from random import Random
from typing import Any

from lusha_cli.json_types import Json
from lusha_cli.sandbox import scenarios
from lusha_cli.sandbox.data.activities import v3_signals
from lusha_cli.sandbox.data.companies import Company, company_by_domain, company_by_id
from lusha_cli.sandbox.data.people import Person, employees_of, person_by_id, profile
from lusha_cli.sandbox.handlers.v3.companies import resolve_company
from lusha_cli.sandbox.handlers.v3.contacts import contact_preview, resolve_person
from lusha_cli.sandbox.handlers.v3.results import (
    company_reference,
    error_result,
    lookup_response,
    reference,
)
from lusha_cli.sandbox.handlers.v3.table_cells import table_write
from lusha_cli.sandbox.http import ApiError
from lusha_cli.sandbox.id_tokens import decode_id
from lusha_cli.sandbox.lookups import MatchedPerson
from lusha_cli.sandbox.request_context import CreditMeter, RequestContext

DEFAULT_SIGNALS_PER_TYPE = 100
PERSONAS = ("decision_maker", "potential_champion", "end_user")


def contact_signals(context: RequestContext) -> tuple[int, Json]:
    """Return the signals of people by id."""

    def to_result(person: Person) -> Json:
        signals_by_type = _signals(person, context)
        changes = {name: list(map(_job_change, list_)) for name, list_ in signals_by_type.items()}
        return {"id": str(person.id), **changes}

    return _signals_response(
        context, "contacts", lambda id_: person_by_id(id_, seed=context.seed), to_result
    )


def company_signals(context: RequestContext) -> tuple[int, Json]:
    """Return the signals of companies by id."""

    def to_result(company: Company) -> Json:
        return {
            "id": str(company.id),
            "companyName": company.name,
            "domain": f"www.{company.domain}",
            **_signals(company, context),
        }

    return _signals_response(
        context, "companies", lambda id_: company_by_id(id_, seed=context.seed), to_result
    )


def _signals_response(
    context: RequestContext,
    noun: str,
    find_entity: Callable[[str], Any],
    to_result: Callable[[Any], Json],
) -> tuple[int, Json]:
    """Return the signals of the entities that exist, and charge each signal."""
    context.check_signals()
    params = context.params
    max_per_type = params.get("maxResultsPerSignal", DEFAULT_SIGNALS_PER_TYPE)
    entities = [
        entity
        for entity in (find_entity(decode_id(text)) for text in params["ids"])
        if entity is not None
    ]
    results = [_truncate(to_result(entity), max_per_type) for entity in entities]
    meter = CreditMeter(context)
    signal_count = sum(
        len(value) for result in results for value in result.values() if isinstance(value, list)
    )
    # Not recorded as revealed: a repeated signals request is charged again.
    meter.charge(f"showSignals{'Contact' if noun == 'contacts' else 'Company'}", signal_count)
    body: Json = {
        "results": results,
        "startDate": context.since(params.get("startDate")).isoformat(),
        "endDate": context.today.isoformat(),
        "billing": {"creditsCharged": meter.settle(), "resultsReturned": signal_count},
    }
    body.update(table_write(context, noun, [str(entity.id) for entity in entities]))
    return 200, body


def _truncate(result: Json, max_per_type: int) -> Json:
    """Limit the signals of each type, and drop types without signals."""
    truncated = {
        key: value[:max_per_type] if isinstance(value, list) else value
        for key, value in result.items()
    }
    return {key: value for key, value in truncated.items() if value != []}


def _signals(entity: Person | Company, context: RequestContext) -> dict[str, list[Json]]:
    params = context.params
    return v3_signals(
        entity,
        params.get("signalTypes", ["allSignals"]),
        since=context.since(params.get("startDate")),
        today=context.today,
        categories=params.get("filters", {}).get("include", {}).get("intentCategories"),
    )


def _job_change(signal: Json) -> Json:
    """Return a promotion or company change in V3's shape."""
    return {
        "id": signal["personId"],
        "signalDate": signal["signalDate"],
        "previousCompany": signal["previousCompanyName"],
        "newCompany": signal["currentCompanyName"],
    }


def score_contacts(context: RequestContext) -> tuple[int, Json]:
    """Return the signal scores of the identified people."""
    return contact_scores(
        context,
        "signal_score_contact_reveal",
        lambda person: _score(_signals(person, context)),
    )


def contact_scores(
    context: RequestContext, action: str, score: Callable[[Person], Json]
) -> tuple[int, Json]:
    """Return the `score` of each identified person, charged by `action`."""

    def scored(item: Json, meter: CreditMeter) -> Json:
        match = resolve_person(context, item)
        if isinstance(match, dict):
            return match
        person = match.person
        if person.is_partial:
            return {**reference(item), "id": str(person.id), "error": _NO_SCORE}
        meter.charge(action)
        return {
            **reference(item),
            "id": str(person.id),
            "fullName": person.full_name,
            "company": company_reference(person.company),
            **score(person),
        }

    return lookup_response(context, context.params["contacts"], scored)


def score_companies(context: RequestContext) -> tuple[int, Json]:
    """Return the signal scores of the identified companies."""
    return company_scores(
        context,
        "signal_score_company_reveal",
        lambda company: _score(_signals(company, context)),
    )


def company_scores(
    context: RequestContext, action: str, score: Callable[[Company], Json]
) -> tuple[int, Json]:
    """Return the `score` of each identified company, charged by `action`."""

    def scored(item: Json, meter: CreditMeter) -> Json:
        _check_once(item, "id", "domain", "name", "email")
        email = item.get("email", "")
        identified = {**item, "domain": email.rpartition("@")[2]} if email else item
        match = resolve_company(context, identified)
        if isinstance(match, dict):
            return match
        if match.is_partial:
            return {**reference(item), "id": str(match.id), "error": _NO_SCORE}
        meter.charge(action)
        return {**reference(item), **company_reference(match), **score(match)}

    return lookup_response(context, context.params["companies"], scored)


_NO_SCORE = {"code": "NO_SCORE", "message": "There is no score for this entity"}


def _score(signals_by_type: dict[str, list[Json]]) -> Json:
    active = [name for name, entries in signals_by_type.items() if entries]
    share = len(active) / len(signals_by_type) if signals_by_type else 0.0
    return {"signalScore": round(share, 2), "signalTypes": active, "noActiveSignals": not active}


def buying_group(context: RequestContext) -> tuple[int, Json]:
    """Return the people of companies with a role in a purchase, ordered by score."""
    params = context.params
    pages = params.get("pagination", {})
    page, size = pages.get("page", 0), pages.get("size", 100)
    items = params["companies"]

    def grouped(item: Json, meter: CreditMeter) -> Json:
        _check_once(item, "id", "domain")
        scenarios.apply_scenario(scenarios.scenario_of(item.get("domain")), context)
        company = (
            company_by_id(decode_id(item["id"]), seed=context.seed)
            if item.get("id")
            else company_by_domain(item["domain"], seed=context.seed)
        )
        if company is None:
            return error_result(item, "NOT_FOUND")
        contacts = _group_members(context, company)
        meter.charge("buyingGroupContact", len(contacts))
        return {**reference(item), "companyId": str(company.id), "contacts": contacts}

    status, body = lookup_response(context, items[page * size : (page + 1) * size], grouped)
    body["pagination"] = {"page": page, "size": size, "total": len(items)}
    return status, body


def _check_once(item: Json, *keys: str) -> None:
    """Raise ApiError 400 if not exactly one of the keys identifies a company."""
    if sum(bool(item.get(key)) for key in keys) != 1:
        raise ApiError(400, f"A company needs exactly one of: {', '.join(keys)}")


def _group_members(context: RequestContext, company: Company) -> list[Json]:
    personas = context.params.get("personas") or PERSONAS
    ranked = [(person, *_role(person)) for person in employees_of(company) if not person.is_partial]
    ranked.sort(key=lambda entry: -entry[2])
    selected = [entry for entry in ranked if entry[1] in personas]
    plain_context = context._replace(params={})
    return [
        {
            **contact_preview(plain_context, {}, MatchedPerson(person)),
            "company": company_reference(company),
            "roles": [role],
            "score": score,
        }
        for person, role, score in selected[: context.params.get("contactsLimit", 60)]
    ]


def _role(person: Person) -> tuple[str, float]:
    """Return the role of a person in a purchase, and the score from 0 to 1."""
    rank = profile(person)["seniority_id"]
    role = PERSONAS[0] if rank >= 7 else PERSONAS[1] if rank >= 5 else PERSONAS[2]
    return role, round(Random(f"{person.company.seed}:role:{person.number}").uniform(0.3, 0.99), 3)


HANDLERS = {
    "contacts signals": contact_signals,
    "companies signals": company_signals,
    "contacts signal-score": score_contacts,
    "companies signal-score": score_companies,
    "contacts buying-group": buying_group,
}
