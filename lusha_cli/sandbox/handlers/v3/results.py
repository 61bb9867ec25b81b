"""Shared code of the V3 handlers: lookups, references, error results, prices and billing."""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple
from uuid import NAMESPACE_OID, uuid5

from lusha_cli.json_types import Json
from lusha_cli.sandbox import scenarios
from lusha_cli.sandbox.data import signals
from lusha_cli.sandbox.data.companies import Company
from lusha_cli.sandbox.data.people import Person
from lusha_cli.sandbox.handlers.v3.table_cells import table_write
from lusha_cli.sandbox.id_tokens import decode_id
from lusha_cli.sandbox.request_context import CreditMeter, RequestContext

_MESSAGES = {
    "NOT_FOUND": "Nothing was found",
    "COMPLIANCE_RESTRICTED": "This data cannot be processed under the GDPR",
}


def error_result(item: Json, code: str) -> Json:
    """Return the result of an item that failed."""
    return {**reference(item), "error": {"code": code, "message": _MESSAGES[code]}}


def reference(item: Json) -> Json:
    """Return the client's reference of an item, unchanged."""
    return {key: item[key] for key in ("clientReferenceId",) if key in item}


def scenario_for_item(item: Json, context: RequestContext, *keys: str) -> str | None:
    """Return the scenario of an item's test identity, after applying it to the request."""
    scenario = next(filter(None, (scenarios.scenario_of(item.get(key)) for key in keys)), None)
    scenarios.apply_scenario(scenario, context)
    return scenario


class Lookup(NamedTuple):
    """The search and enrich operations of one record type.

    `resolve` returns the match of an item, or a dict with its error result.
    """

    noun: str
    resolve: Callable[[RequestContext, Json], Any]
    find_by_id: Callable[[RequestContext, str], Any]
    preview: Callable[[RequestContext, Json, Any], Json]
    enriched: Callable[[RequestContext, Json, Any, CreditMeter], Json]
    search_action: str
    # The API reference charges the search part of search-and-enrich only for contacts.
    is_search_documented: bool

    def search(self, context: RequestContext) -> tuple[int, Json]:
        """Return previews of the identified records."""

        def result(item: Json, _: CreditMeter) -> Json:
            match = self.resolve(context, item)
            return match if isinstance(match, dict) else self.preview(context, item, match)

        return lookup_response(
            context, context.params[self.noun], result, search_action=self.search_action
        )

    def enrich(self, context: RequestContext) -> tuple[int, Json]:
        """Return records by id, with the requested fields."""

        def result(item: Json, meter: CreditMeter) -> Json:
            match = self.find_by_id(context, decode_id(item["id"]))
            if match is None:
                return {"id": item["id"], **error_result(item, "NOT_FOUND")}
            return self.enriched(context, item, match, meter)

        items = [{"id": id_} for id_ in context.params["ids"]]
        status, body = lookup_response(context, items, result)
        ids = [entry["id"] for entry in body["results"] if "error" not in entry]
        return status, {**body, **table_write(context, self.noun, ids)}

    def search_and_enrich(self, context: RequestContext) -> tuple[int, Json]:
        """Search and enrich in one request."""

        def result(item: Json, meter: CreditMeter) -> Json:
            match = self.resolve(context, item)
            return match if isinstance(match, dict) else self.enriched(context, item, match, meter)

        is_charged = context.prices.is_live or self.is_search_documented
        return lookup_response(
            context,
            context.params[self.noun],
            result,
            search_action=self.search_action if is_charged else None,
        )

    def handlers(self) -> dict[str, Callable[[RequestContext], tuple[int, Json]]]:
        """Return the handlers by command name."""
        return {
            f"{self.noun} search": self.search,
            f"{self.noun} enrich": self.enrich,
            f"{self.noun} search-and-enrich": self.search_and_enrich,
        }


def lookup_response(
    context: RequestContext,
    items: list[Json],
    result: Callable[[Json, CreditMeter], Json],
    *,
    search_action: str | None = None,
) -> tuple[int, Json]:
    """Return the results of all items with the charge.

    `search_action` is the action of a search that is charged too.
    """
    meter = CreditMeter(context)
    results = [result(item, meter) for item in items]
    result_count = sum("error" not in entry for entry in results)
    if search_action:
        meter.charge(search_action, result_count)
    return 200, {
        "requestId": request_id(context),
        "results": results,
        "billing": {"creditsCharged": meter.settle(), "resultsReturned": result_count},
    }


def company_reference(company: Company) -> Json:
    """Return the fields that identify a company."""
    return {"id": str(company.id), "name": company.name, "domain": f"www.{company.domain}"}


def with_signal_types(
    context: RequestContext, entity: Person | Company, result: Json, item: Json
) -> Json:
    """Return a preview with its signal types; an error result if it has none of those requested."""
    criteria = context.params.get("signals")
    if not criteria:
        return result
    context.check_signals()
    since = context.since(criteria.get("startDate"))
    signals_by_type = signals.signals_of(
        entity, criteria["types"], since=since, today=context.today
    )
    types = [name for name, entries in signals_by_type.items() if entries]
    return {**result, "signalTypes": types} if types else error_result(item, "NOT_FOUND")


def request_id(context: RequestContext) -> str:
    """Return the id of a response, different for each."""
    # Derived instead of random, so that tests get the same ids in every run.
    name = f"{context.account.name}/{context.operation}/{context.nonce}"
    return str(uuid5(NAMESPACE_OID, name))


def can_reveal(context: RequestContext, entity: str, actions: Mapping[str, str]) -> list[Json]:
    """Return the price of each field for this account: 0 if it was revealed before.

    `actions` has the action of each field, "" if it is free.
    """

    def price(field: str, action: str) -> float:
        is_paid = not action or context.account.has(f"{context.seed}/{entity}/{field}")
        return 0 if is_paid else context.prices.charge(action)

    return [{"field": name, "credits": price(name, action)} for name, action in actions.items()]
