"""Handlers of `company get` and `company bulk`."""

from typing import Any

from lusha_cli.sandbox import magic, signals
from lusha_cli.sandbox.companies import (
    Company,
    company,
    company_by_domain,
    company_by_id,
    company_by_name,
    flat,
    nested,
)
from lusha_cli.sandbox.exchange import Bill, Exchange
from lusha_cli.sandbox.http import Refusal

Json = dict[str, Any]

COMPANY_CREDITS = 1
MAGIC_NUMBER = 500

_NOBODY = "A company needs a domain, a name or a companyId"


def get(exchange: Exchange) -> tuple[int, Json]:
    """One company, found by the query's parameters."""
    given = exchange.given
    asked = {**given, "name": given.get("company")}
    if not _is_named(asked):
        raise Refusal(400, _NOBODY)
    fate = magic.named(given.get("domain"))
    magic.befall(fate, exchange)
    found = _find(asked, fate, exchange)
    if found is None:
        status = magic.ITEM_FATES[fate][0] if fate in magic.ITEM_FATES else 404
        raise Refusal(404 if status == 200 else status, "No such company")
    bill = Bill(exchange)
    data = _charged(found, nested(found), fate, exchange, given, bill)
    bill.settle()
    return 200, {"data": data}


def bulk(exchange: Exchange) -> tuple[int, Json]:
    """Up to 100 companies, each under the id that it was sent with."""
    given = exchange.given
    firms = given["companies"]
    ids = [firm["id"] for firm in firms]
    if len(set(ids)) < len(ids):
        raise Refusal(400, "Validation failed", errors=["id must be unique"])
    fates = [magic.named(firm.get("domain")) for firm in firms]
    for fate in dict.fromkeys(fates):
        magic.befall(fate, exchange)
    for firm in firms:
        if not _is_named(firm):
            raise Refusal(400, f"{_NOBODY} (id {firm['id']})")
    bill = Bill(exchange)
    answers: Json = {}
    for firm, fate in zip(firms, fates, strict=True):
        found = _find(firm, fate, exchange)
        if found is None:
            _, code, name, message = magic.ITEM_FATES.get(fate or "", magic.ITEM_FATES["nomatch"])
            error = {"code": code, "name": name, "message": message}
            answers[firm["id"]] = {"error": error}
        else:
            answers[firm["id"]] = _charged(found, flat(found), fate, exchange, given, bill)
    bill.settle(per_25=True)
    return 201, answers


def _is_named(firm: Json) -> bool:
    return any(firm.get(key) for key in ("domain", "fqdn", "name", "companyId"))


def _find(firm: Json, fate: str | None, exchange: Exchange) -> Company | None:
    seed = exchange.seed
    if fate is not None:
        known = fate in magic.FOUND
        number = MAGIC_NUMBER + magic.FOUND.index(fate) if known else 0
        return company(number, seed=seed) if known else None
    found = company_by_id(firm["companyId"], seed=seed) if firm.get("companyId") else None
    for key in ("domain", "fqdn"):
        if found is None and firm.get(key):
            found = company_by_domain(firm[key], seed=seed)
    if found is None and firm.get("name"):
        found = company_by_name(firm["name"], seed=seed)
    if found and found.is_partial and exchange.given.get("partialCompany") is False:
        return None
    return found


def _charged(
    found: Company, data: Json, fate: str | None, exchange: Exchange, options: Json, bill: Bill
) -> Json:
    """A company's data with the signals that were asked for, put on the bill."""
    points = {"company": COMPANY_CREDITS}
    if options.get("signals"):
        include = options.get("signalsFilters", {}).get("include", {})
        told = signals.of_company(
            found, options["signals"], since=exchange.since(options), include=include
        )
        data.update(told)
        points.update({f"signal:{s['signalId']}": 1 for kind in told.values() for s in kind})
    if fate == "control":
        data.update(name=f"{found.name} {magic.HOSTILE}", description=magic.HOSTILE)
    bill.add(f"company:{found.id}", points)
    return data
