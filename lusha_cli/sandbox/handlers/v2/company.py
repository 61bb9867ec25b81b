"""Handlers of `company get` and `company bulk`."""

from typing import Any

from lusha_cli.sandbox import scenarios
from lusha_cli.sandbox.data import signals
from lusha_cli.sandbox.data.companies import (
    Company,
    bulk_company,
    company_by_domain,
    company_by_id,
    company_by_name,
    company_by_number,
    single_company,
)
from lusha_cli.sandbox.http import Refusal
from lusha_cli.sandbox.request_context import Bill, Exchange
from lusha_cli.sandbox.scenarios import ITEM_FATES

Json = dict[str, Any]

COMPANY_CREDITS = 1
# The companies behind the magic ones that are found; little is known of number 526.
MAGIC_NUMBERS = {"slow": 500, "partial": 526, "control": 502}

_NOBODY = "A company needs a domain, a name or a companyId"


def get(exchange: Exchange) -> tuple[int, Json]:
    """One company, found by the query's parameters."""
    given = exchange.given
    asked = {**given, "name": given.get("company")}
    if not _is_named(asked):
        raise Refusal(400, _NOBODY)
    fate = scenarios.named(given.get("domain"))
    scenarios.befall(fate, exchange)
    found = _find(asked, fate, exchange)
    if found is None:
        status, _, _, message = ITEM_FATES.get(fate or "", ITEM_FATES["nomatch"])
        raise Refusal(404 if status == 200 else status, message)
    bill = Bill(exchange)
    data = _charged(found, single_company(found), fate, exchange, given, bill)
    bill.settle()
    return 200, {"data": data}


def bulk(exchange: Exchange) -> tuple[int, Json]:
    """Up to 100 companies, each under the id that it was sent with."""
    given = exchange.given
    firms = given["companies"]
    ids = [firm["id"] for firm in firms]
    if len(set(ids)) < len(ids):
        raise Refusal(400, "Validation failed", errors=["id must be unique"])
    fates = [scenarios.named(firm.get("domain")) for firm in firms]
    for fate in dict.fromkeys(fates):
        scenarios.befall(fate, exchange)
    for firm in firms:
        if not _is_named(firm):
            raise Refusal(400, f"{_NOBODY} (id {firm['id']})")
    bill = Bill(exchange)
    answers: Json = {}
    for firm, fate in zip(firms, fates, strict=True):
        found = _find(firm, fate, exchange)
        if found is None:
            _, code, name, message = ITEM_FATES.get(fate or "", ITEM_FATES["nomatch"])
            error = {"code": code, "name": name, "message": message}
            answers[firm["id"]] = {"error": error}
        else:
            answers[firm["id"]] = _charged(found, bulk_company(found), fate, exchange, given, bill)
    bill.settle(per_25=True)
    return 201, answers


def _is_named(firm: Json) -> bool:
    return any(firm.get(key) for key in ("domain", "fqdn", "name", "companyId"))


def _find(firm: Json, fate: str | None, exchange: Exchange) -> Company | None:
    seed = exchange.seed
    if fate is None:
        found = find_company(firm, seed)
    else:
        found = company_by_number(MAGIC_NUMBERS[fate], seed=seed) if fate in MAGIC_NUMBERS else None
    if found and found.is_partial and exchange.given.get("partialCompany") is False:
        return None
    return found


def find_company(firm: Json, seed: int) -> Company | None:
    """The company that the first of the identifiers which leads to one means."""
    finders = (("companyId", company_by_id), ("domain", company_by_domain),
               ("fqdn", company_by_domain), ("name", company_by_name))  # fmt: skip
    found = (find(firm[key], seed=seed) for key, find in finders if firm.get(key))
    return next(filter(None, found), None)


def _charged(
    found: Company, data: Json, fate: str | None, exchange: Exchange, options: Json, bill: Bill
) -> Json:
    """A company's data with the signals that were asked for, put on the bill."""
    points = {"company": COMPANY_CREDITS}
    if options.get("signals"):
        include = options.get("signalsFilters", {}).get("include", {})
        told = signals.company_signals(
            found,
            options["signals"],
            since=exchange.since(options.get("signalsStartDate")),
            today=exchange.today,
            include=include,
        )
        data.update(told)
        points.update({f"signal:{s['signalId']}": 1 for kind in told.values() for s in kind})
    if fate == "control":
        data.update(name=f"{found.name} {scenarios.HOSTILE}", description=scenarios.HOSTILE)
    bill.add(f"company:{found.id}", points)
    return data
