"""Handlers of `company get` and `company bulk`."""

from lusha_cli.json_types import Json
from lusha_cli.sandbox import scenarios
from lusha_cli.sandbox.data import signals
from lusha_cli.sandbox.data.companies import (
    Company,
    bulk_company,
    company_by_number,
    single_company,
)
from lusha_cli.sandbox.http import ApiError
from lusha_cli.sandbox.lookups import COMPANY_CREDITS, MAGIC_NUMBERS, find_company
from lusha_cli.sandbox.request_context import CreditMeter, RequestContext
from lusha_cli.sandbox.scenarios import ITEM_SCENARIOS

_NOBODY = "A company needs a domain, a name or a companyId"


def get(context: RequestContext) -> tuple[int, Json]:
    """One company, found by the query's parameters."""
    given = context.params
    asked = {**given, "name": given.get("company")}
    if not _is_named(asked):
        raise ApiError(400, _NOBODY)
    fate = scenarios.scenario_of(given.get("domain"))
    scenarios.apply_scenario(fate, context)
    found = _find(asked, fate, context)
    if found is None:
        status, _, _, message = ITEM_SCENARIOS.get(fate or "", ITEM_SCENARIOS["nomatch"])
        raise ApiError(404 if status == 200 else status, message)
    bill = CreditMeter(context)
    data = _charged(found, single_company(found), fate, context, given, bill)
    bill.settle()
    return 200, {"data": data}


def bulk(context: RequestContext) -> tuple[int, Json]:
    """Up to 100 companies, each under the id that it was sent with."""
    given = context.params
    firms = given["companies"]
    ids = [firm["id"] for firm in firms]
    if len(set(ids)) < len(ids):
        raise ApiError(400, "Validation failed", errors=["id must be unique"])
    fates = [scenarios.scenario_of(firm.get("domain")) for firm in firms]
    for fate in dict.fromkeys(fates):
        scenarios.apply_scenario(fate, context)
    for firm in firms:
        if not _is_named(firm):
            raise ApiError(400, f"{_NOBODY} (id {firm['id']})")
    bill = CreditMeter(context)
    answers: Json = {}
    for firm, fate in zip(firms, fates, strict=True):
        found = _find(firm, fate, context)
        if found is None:
            _, code, name, message = ITEM_SCENARIOS.get(fate or "", ITEM_SCENARIOS["nomatch"])
            error = {"code": code, "name": name, "message": message}
            answers[firm["id"]] = {"error": error}
        else:
            answers[firm["id"]] = _charged(found, bulk_company(found), fate, context, given, bill)
    bill.settle(per_25=True)
    return 201, answers


def _is_named(firm: Json) -> bool:
    return any(firm.get(key) for key in ("domain", "fqdn", "name", "companyId"))


def _find(firm: Json, fate: str | None, context: RequestContext) -> Company | None:
    seed = context.seed
    if fate is None:
        found = find_company(firm, seed)
    else:
        found = company_by_number(MAGIC_NUMBERS[fate], seed=seed) if fate in MAGIC_NUMBERS else None
    if found and found.is_partial and context.params.get("partialCompany") is False:
        return None
    return found


def _charged(
    found: Company,
    data: Json,
    fate: str | None,
    context: RequestContext,
    options: Json,
    bill: CreditMeter,
) -> Json:
    """A company's data with the signals that were asked for, put on the bill."""
    points = {"company": COMPANY_CREDITS}
    if options.get("signals"):
        include = options.get("signalsFilters", {}).get("include", {})
        told = signals.company_signals(
            found,
            options["signals"],
            since=context.since(options.get("signalsStartDate")),
            today=context.today,
            include=include,
        )
        data.update(told)
        points.update({f"signal:{s['signalId']}": 1 for kind in told.values() for s in kind})
    if fate == "control":
        data.update(
            name=f"{found.name} {scenarios.CONTROL_CHARACTER_SAMPLE}",
            description=scenarios.CONTROL_CHARACTER_SAMPLE,
        )
    bill.add(f"company:{found.id}", points)
    return data
