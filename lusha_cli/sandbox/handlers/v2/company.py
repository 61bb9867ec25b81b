"""Handlers of `company get` and `company bulk`."""

from collections.abc import Callable

from lusha_cli.json_types import Json
from lusha_cli.sandbox import scenarios
from lusha_cli.sandbox.data import signals
from lusha_cli.sandbox.data.companies import Company
from lusha_cli.sandbox.handlers.v2.bulk_items import item_error, scenarios_by_id
from lusha_cli.sandbox.handlers.v2.company_records import bulk_company, single_company
from lusha_cli.sandbox.http import ApiError
from lusha_cli.sandbox.lookups import find_company, scenario_company
from lusha_cli.sandbox.request_context import CreditMeter, RequestContext
from lusha_cli.sandbox.scenarios import ITEM_SCENARIOS

_MISSING_IDENTIFIER = "A company needs a domain, a name or a companyId"


def get(context: RequestContext) -> tuple[int, Json]:
    """Return the company that the query identifies."""
    params = context.params
    query = {**params, "name": params.get("company")}
    if not _is_identified(query):
        raise ApiError(400, _MISSING_IDENTIFIER)
    scenario = scenarios.scenario_of(params.get("domain"))
    scenarios.apply_scenario(scenario, context)
    meter = CreditMeter(context)
    data = _data(context, query, scenario, single_company, meter)
    if data is None:
        status, *_, message = ITEM_SCENARIOS.get(scenario or "", ITEM_SCENARIOS["nomatch"])
        # Unlike an unknown person, for whom V2 returns a 200 with an error.
        raise ApiError(404 if status == 200 else status, message)
    meter.settle()
    return 200, {"data": data}


def bulk(context: RequestContext) -> tuple[int, Json]:
    """Return up to 100 companies, each under the id in the request."""
    companies = context.params["companies"]
    scenario_by_id = scenarios_by_id(context, companies, id_key="id", address_key="domain")
    for company in companies:
        if not _is_identified(company):
            raise ApiError(400, f"{_MISSING_IDENTIFIER} (id {company['id']})")
    meter = CreditMeter(context)
    results: Json = {}
    for query in companies:
        scenario = scenario_by_id[query["id"]]
        data = _data(context, query, scenario, bulk_company, meter)
        results[query["id"]] = {"error": item_error(scenario)} if data is None else data
    meter.charge_bulk("companySearch")
    meter.settle()
    return 201, results


def _is_identified(query: Json) -> bool:
    return any(query.get(key) for key in ("domain", "fqdn", "name", "companyId"))


def _data(
    context: RequestContext,
    query: Json,
    scenario: str | None,
    shape: Callable[[Company], Json],
    meter: CreditMeter,
) -> Json:
    """Return the data of a company with its requested signals, and charge it; None if unknown."""
    params = context.params
    company = (
        scenario_company(scenario, context.seed) if scenario else find_company(query, context.seed)
    )
    if company is None or (company.is_partial and params.get("partialCompany") is False):
        return None
    data = shape(company)
    points = {"company": "revealCompany"}
    if params.get("signals"):
        signals_by_type = signals.company_signals(
            company,
            params["signals"],
            since=context.since(params.get("signalsStartDate")),
            today=context.today,
            include=params.get("signalsFilters", {}).get("include", {}),
        )
        data.update(signals_by_type)
        points.update(
            {
                f"signal:{signal['signalId']}": "showSignalsCompany"
                for entries in signals_by_type.values()
                for signal in entries
            }
        )
    if scenario == "control":
        data.update(
            name=f"{company.name} {scenarios.CONTROL_CHARACTER_SAMPLE}",
            description=scenarios.CONTROL_CHARACTER_SAMPLE,
        )
    meter.reveal(f"company:{company.id}", points)
    return data


HANDLERS = {"company get": get, "company bulk": bulk}
